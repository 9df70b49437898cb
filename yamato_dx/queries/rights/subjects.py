"""What an act is about, as far as a right to it hangs on that.

A thing is a KPI, «kpi:<id>», or a work item or commitment by its key of the ledger, <plan>/<id>. A
section answers for it that owns it now, whatever it was called before, or that an open round (照会)
asks for it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

import pandas as pd

from yamato_dx.entries.cards import CARD
from yamato_dx.entries.kind import SEPARATOR, EntryKind
from yamato_dx.entries.review.comments import COMMENT
from yamato_dx.entries.review.resources import BUDGET_LINE, WORK_HOURS
from yamato_dx.entries.review.subjects import INITIATIVE, KPI
from yamato_dx.entries.rounds import RoundItem
from yamato_dx.entries.sections import ITEM_KINDS, OWNER
from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.kept_answers import kept
from yamato_dx.plan_keys import in_plan, parted
from yamato_dx.queries.assessed import plans_at
from yamato_dx.queries.entries import history, standing
from yamato_dx.queries.rounds.held import rounds_at
from yamato_dx.rows import Row, is_missing, rows_of
from yamato_dx.store.record import Record

Sections = frozenset[str]
NOBODY: Final[Sections] = frozenset()
EVERYTHING: Final = "all"


@dataclass(frozen=True)
class Subject:
    """`called`: as the trail names it. `address`: the machine that it came from, None where none is
    kept. `answering`: of each thing, the ids of the sections that answer for it; none: it is no
    section's. `rounds`: those that are open and ask a section for all of it."""

    called: str = ""
    address: str | None = None
    answering: tuple[Sections, ...] = ()
    rounds: frozenset[str] = frozenset()


def of_values(record: Record, values: pd.DataFrame | None, items: Iterable[str] = ()) -> Subject:
    """A report of these VALUES and `items`, work items and commitments by their keys."""
    kpi_ids = () if values is None or values.empty else values["kpi_id"].unique()
    things = {_kpi(str(kpi_id)) for kpi_id in kpi_ids} | set(items)
    return _about(record, record.head(), things)


def of_report(record: Record, batch_id: str) -> Subject:
    """A report that was received, whatever became of it; nothing where there is none."""
    return reports_by_id(record, record.head()).get(batch_id, Subject(batch_id))


@kept(4)
def reports_by_id(record: Record, revision: int) -> Mapping[str, Subject]:
    """Every report received by `revision`, by 報告番号."""
    return {
        str(batch["batch_id"]): _of_batch(record, revision, batch)
        for batch in rows_of(record.batches(revision))
    }


def of_entries(
    record: Record, kind: EntryKind[Any], keys: Collection[str], plan_id: str
) -> Subject:
    """Things of a kind that one save enters; of a kind that is no section's, nothing."""
    called = f"{kind.name} {' '.join(keys)}"
    if kind is CARD:
        return replace(_about(record, record.head(), set(map(_kpi, keys))), called=called)
    if kind not in (COMMENT, BUDGET_LINE, WORK_HOURS):
        return Subject(called)
    return Subject(
        called, answering=tuple(_answering_for_text(record, kind, key, plan_id) for key in keys)
    )


def of_draft(record: Record, key: str) -> Subject:
    """What a section has not sent yet for a year, by the key that it lies under."""
    section_id, fiscal_year = parts_of_draft(key)
    if section_id is None:
        return Subject(key)
    rounds = {
        held_round.round_id
        for held_round in rounds_at(record, record.head())
        if held_round.is_open
        and held_round.asked.fiscal_year == fiscal_year
        and section_id in held_round.section_ids
    }
    return Subject(key, answering=(frozenset((section_id,)),), rounds=frozenset(rounds))


def draft_key(section_id: str | None, fiscal_year: FiscalYear, report: str | None = None) -> str:
    """Under which a draft lies. `section_id` None: everybody's. `report`: in whose place, or as
    answer to which, it will come."""
    own = f".{report}" if report else ""
    return f"report.{section_id or EVERYTHING}.{fiscal_year.start_year}{own}"


def parts_of_draft(key: str) -> tuple[str | None, FiscalYear]:
    """Back from `draft_key`: the section and the year."""
    _, section_id, fiscal_year, *_ = key.split(".")
    return None if section_id == EVERYTHING else section_id, FiscalYear(int(fiscal_year))


def of_file(record: Record, sha256: str) -> tuple[Subject, ...]:
    """Each report and text that brought the file."""
    revision = record.head()
    attached = record.attachments(revision)
    batches = record.batches(revision)
    batch_ids = {
        *batches.loc[batches["sha256"] == sha256, "batch_id"],
        *attached.loc[attached["sha256"] == sha256, "batch_id"],
    }
    texts = (
        of_entries(record, COMMENT, (own,), plan_id or "")
        for entry in history(record, COMMENT, None)
        for plan_id, own in [parted(entry.key)]
        if entry.value and sha256 in {file.sha256 for file in entry.value.files}
    )
    return (*(of_report(record, str(batch_id)) for batch_id in sorted(batch_ids)), *texts)


def _of_batch(record: Record, revision: int, batch: Row) -> Subject:
    reported = batch["reported"] if isinstance(batch["reported"], Iterable) else ()
    progress_keys = batch["progress_keys"]
    things = {_kpi(str(value["kpi_id"])) for value in reported}
    things |= set(progress_keys) if isinstance(progress_keys, Iterable) else set()
    subject = _about(record, revision, things)
    # Residents are no section's.
    others = (NOBODY,) if batch["population_count"] else ()
    address = None if is_missing(batch["actor_address"]) else str(batch["actor_address"])
    return Subject(
        str(batch["batch_id"]),
        address,
        (*subject.answering, *others),
        frozenset() if others else subject.rounds,
    )


def _about(record: Record, revision: int, things: set[str]) -> Subject:
    answering, asked = _answering(record, revision), _asked(record, revision)
    rounds = (round_id for round_id, of_round in asked.items() if things and things <= of_round)
    return Subject(
        answering=tuple(answering.get(thing, NOBODY) for thing in sorted(things)),
        rounds=frozenset(rounds),
    )


@kept(4)
def _answering(record: Record, revision: int) -> Mapping[str, Sections]:
    """By thing."""
    sections_of: dict[str, set[str]] = defaultdict(set)
    for key, owner in standing(record, OWNER, None, revision).items():
        if owner.value.section_id:
            sections_of[_thing_owned(key)].add(owner.value.section_id)
    for held_round in rounds_at(record, revision):
        for item in held_round.asked.items if held_round.is_open else ():
            if item.section_id:
                sections_of[_thing_asked(item)].add(item.section_id)
    return {thing: frozenset(sections) for thing, sections in sections_of.items()}


@kept(4)
def _asked(record: Record, revision: int) -> Mapping[str, frozenset[str]]:
    """Open round → the things that it asks a section for."""
    return {
        held_round.round_id: frozenset(
            _thing_asked(item) for item in held_round.asked.items if item.section_id
        )
        for held_round in rounds_at(record, revision)
        if held_round.is_open
    }


def _thing_owned(key: str) -> str:
    plan_id, own = parted(key)
    kind, owned_id = OWNER.parts_of(own)
    return in_plan(plan_id, owned_id) if plan_id is not None and kind in ITEM_KINDS else own


def _thing_asked(item: RoundItem) -> str:
    return item.item_id if item.kind in ITEM_KINDS else _kpi(item.item_id)


def _kpi(kpi_id: str) -> str:
    return OWNER.key(KPI, kpi_id)


def _answering_for_text(record: Record, kind: EntryKind[Any], key: str, plan_id: str) -> Sections:
    """A text on a KPI is its owner's; one on an initiative, and its money, everybody's who owns
    anything of it."""
    parts = key.split(SEPARATOR)
    what, own = parts[:2] if kind is COMMENT else (INITIATIVE, parts[0])
    revision = record.head()
    answering = _answering(record, revision)
    if what == KPI:
        return answering.get(_kpi(own), NOBODY)
    things = _things_of_initiative(record, revision, plan_id, own)
    return frozenset().union(*(answering.get(thing, NOBODY) for thing in things))


@kept(64)
def _things_of_initiative(
    record: Record, revision: int, plan_id: str, initiative_no: str
) -> frozenset[str]:
    """Of all versions of the plan."""
    plans = [plan for plan in plans_at(record, revision) if plan.plan_id == plan_id]
    kpis = {
        _kpi(kpi.kpi_id)
        for plan in plans
        for kpi in plan.kpis
        if str(kpi.initiative_no) == initiative_no
    }
    items = {
        in_plan(plan_id, item.work_item_id)
        for plan in plans
        for item in plan.work_items
        if str(item.initiative_no) == initiative_no
    }
    promises = {
        in_plan(plan_id, commitment.commitment_id)
        for plan in plans
        for commitment in plan.commitments
        if str(commitment.initiative_no) == initiative_no
    }
    return frozenset(kpis | items | promises)
