"""Who registered a version of a plan, and which of its KPIs they said to be known figures."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from yamato_dx.kept_answers import kept
from yamato_dx.plan_keys import parted
from yamato_dx.rows import rows_of
from yamato_dx.store.reads.past import PLANS
from yamato_dx.store.record import Record

# In the line of a load: the ids of the KPIs that were confirmed.
SAME_KPIS: Final = "same_kpis"


@dataclass(frozen=True)
class Registration:
    """`by`: as told, «» where the version came from the plan's folder at a start."""

    by: str
    at: datetime
    same_kpis: tuple[str, ...]


@kept(8)
def registrations(record: Record, revision: int) -> Mapping[tuple[str | None, str], Registration]:
    """(plan, version) → its newest load by `revision`. Records of earlier releases name no plan."""
    found: dict[tuple[str | None, str], Registration] = {}
    events = record.audit_events(revision)
    for event in rows_of(events[events["act"] == "load"]):
        plan_id, kind = parted(str(event["subject"]))
        if kind.startswith(PLANS):
            detail = json.loads(str(event["detail"]))
            by = "" if event["actor_role"] == "program" else str(event["actor_name"])
            registration = Registration(
                by, event["recorded_at"].to_pydatetime(), tuple(detail.get(SAME_KPIS, ()))
            )
            found.setdefault((plan_id, kind.removeprefix(PLANS)), registration)
    return found


def registration_of(
    record: Record, revision: int, plan_id: str, version: str
) -> Registration | None:
    known = registrations(record, revision)
    return known.get((plan_id, version)) or known.get((None, version))
