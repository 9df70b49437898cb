"""The moments at which what stands changed, and what it was that changed it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

import pandas as pd

from yamato_dx import i18n
from yamato_dx.entries.kinds.table import KINDS, act_called
from yamato_dx.kept_answers import kept
from yamato_dx.plan.model.types import Plan
from yamato_dx.plan_keys import STROKE, parted
from yamato_dx.queries.assessed import plans_at
from yamato_dx.queries.entries import taken_away
from yamato_dx.rows import is_missing, rows_of
from yamato_dx.store.record import Record

# More than a person looks through in a box; any older moment can stand in the address.
OFFERED: Final = 50
REPORTS: Final = ("report", "replace", "withdraw", "confirm", "return")


@kept(8)
def moments(record: Record, revision: int, lang: str) -> tuple[tuple[datetime, str], ...]:
    """The newest moments by `revision`, newest first, each with the act in words."""
    acts = record.moments()
    known = acts[acts["revision"] <= revision]
    changed = known[~known["revision"].isin(_first_loads(acts))]
    # Of two acts in one microsecond the moment shows the later.
    offered = rows_of(changed.drop_duplicates("recorded_at").head(OFFERED))
    taken_back = taken_back_at(record, revision)
    plans = plans_at(record, revision)
    return tuple(
        (
            act["recorded_at"].to_pydatetime(),
            act_words(
                str(act["act"]),
                None if is_missing(act["subject"]) else str(act["subject"]),
                plans,
                lang,
                is_taken_back=act["revision"] in taken_back,
            ),
        )
        for act in offered
    )


def _first_loads(acts: pd.DataFrame) -> set[int]:
    """Loads that changed nothing: before the first of a data set came, that first one held.
    `acts`: as `Record.moments` has them."""
    firsts: dict[str, int] = {}
    for load in rows_of(acts[acts["act"] == "load"].sort_values("revision")):
        kind = str(load["subject"]).partition(":")[0].rpartition(STROKE)[2]
        firsts.setdefault(kind, int(load["revision"]))
    return set(firsts.values())


def taken_back_at(record: Record, revision: int) -> set[int]:
    """The acts that took a thing away, of the kinds that tell it; an act ends with its last
    entry."""
    return {
        act_revision
        for kind in KINDS.values()
        if kind.history and kind.history.taken_back
        for act_revision in taken_away(record, kind, revision)
    }


def act_words(
    act: str, subject: str | None, plans: Sequence[Plan], lang: str, *, is_taken_back: bool
) -> str:
    """What an act of the ledger was, as its log names act and subject."""
    if act == "confirm" and subject is None:
        return i18n.text("queries.moment.confirm_several", lang)
    if act in REPORTS:
        return i18n.text(f"queries.moment.{act}", lang, batch=subject)
    if act == "take_back":
        return i18n.text("queries.moment.take_back", lang, plan=parted(subject or "")[0])
    if act == "load":
        kind, _, version = parted(subject or "")[1].partition(":")
        return i18n.text(f"queries.moment.load.{kind}", lang, version=version)
    called = act_called(act, is_taken_back=is_taken_back)
    if called:
        plan_id, key = parted(subject or "")
        own = [plan for plan in plans if plan_id in (None, plan.plan_id)]
        title = called.title(own, key, lang) if subject else None
        return i18n.text(called.message_id, lang, title=title)
    return i18n.text(f"queries.moment.{act}", lang)
