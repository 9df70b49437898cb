"""計画期間の延長: a plan goes on to a later last year, by a decision that is recorded."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

from yamato_dx.acts.entering import enter
from yamato_dx.acts.permissions import Act, require
from yamato_dx.entries.extensions import EXTENSION, KEY, Extension
from yamato_dx.errors import Refused
from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.i18n import TOKYO
from yamato_dx.queries.assessed import extension_at, plan_id_at, view_of
from yamato_dx.queries.plan.extending import Approval, TargetCells, extension_of, text_in_force
from yamato_dx.store.promise.actor import Actor
from yamato_dx.store.record import Record

NO_TARGETS: Final[Mapping[tuple[str, FiscalYear], str]] = MappingProxyType({})


def extend(
    record: Record,
    last_year: FiscalYear,
    *,
    actor: Actor,
    decided_by: str,
    approval_no: str,
    reason: str,
    decided_on: date | None = None,
    targets: TargetCells = NO_TARGETS,
    expected_revision: int | None = None,
    plan_id: str = "",
) -> int:
    """Record that the plan goes on to `last_year`, in the place of an earlier extension; the new
    revision.

    `targets`: of the years that come in, as a plan's cells have them; a year of a KPI that has
    none is one without a target. `plan_id`: the usual plan unless told. `decided_on`: today in
    Tokyo unless told. Raises NotPermitted, NotExtended where the plan has no such KPI or year,
    goes as far already, a target cannot be read, or who decided, the number or the reason is
    missing; Stale where the extension changed since `expected_revision`, Refused where that is
    not there yet.
    """
    require(record, actor, Act.EXTEND)
    view = view_of(record, plan_id=plan_id)
    text = text_in_force(record, view)
    day = decided_on or record.now().astimezone(TOKYO).date()
    extension = extension_of(
        text, last_year, Approval(decided_by, day, approval_no, reason), targets
    )
    return _enter(record, text.plan_id, extension, actor, expected_revision=expected_revision)


def unextend(
    record: Record,
    *,
    actor: Actor,
    expected_revision: int | None = None,
    plan_id: str = "",
) -> int:
    """Take the extension of the plan back: it ends when its text says. The new revision. Raises
    NotPermitted, Stale as `extend`, Refused where there is none."""
    require(record, actor, Act.EXTEND)
    view = view_of(record, plan_id=plan_id)
    own_id = plan_id_at(record, view)
    if extension_at(record, view.revision, own_id) is None:
        raise Refused("plan.extension.none")
    return _enter(record, own_id, None, actor, expected_revision=expected_revision)


def _enter(
    record: Record,
    plan_id: str,
    extension: Extension | None,
    actor: Actor,
    *,
    expected_revision: int | None,
) -> int:
    return enter(
        record,
        EXTENSION,
        {KEY: extension},
        actor,
        plan_id=plan_id,
        expected_revision=expected_revision,
    )
