"""計画の登録: a plan from a folder or a workbook, checked, compared, and taken into the record.

A version that is recorded is never rewritten: a revision comes with a version of its own.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Final

from yamato_dx.acts.loading import plan_kind
from yamato_dx.acts.opening import PUBLISHED, Place, open_record, place_of_new_plan
from yamato_dx.acts.permissions import Act, require
from yamato_dx.errors import Refused
from yamato_dx.i18n import text
from yamato_dx.intake.files.reading import read_document
from yamato_dx.intake.files.sheet import Sheet
from yamato_dx.intake.problem import Problem
from yamato_dx.own_files import give_to_person
from yamato_dx.plan.checks.finding import PublishedIds
from yamato_dx.plan.folder.published import averages_in, check_benchmarks
from yamato_dx.plan.folder.reading import read_versions
from yamato_dx.plan.folder.writing import plan_files
from yamato_dx.plan.model.fault import PlanFault, PlanRefused
from yamato_dx.plan.model.serialise import plan_to_document
from yamato_dx.plan.model.types import Plan, in_force
from yamato_dx.plan.model.versions import changed_kpis, check_versions, usual_plan
from yamato_dx.plan.workbook.cells import TextSheet
from yamato_dx.plan.workbook.reading import WorkbookReading, read_plan_sheets
from yamato_dx.queries.assessed import texts_at
from yamato_dx.queries.plan.known_kpis import OfferedKpi, beside_known
from yamato_dx.queries.plan.registrations import SAME_KPIS
from yamato_dx.store.ledger import append_dataset
from yamato_dx.store.promise.actor import Actor
from yamato_dx.store.promise.refusals import Stale
from yamato_dx.store.reads.past import PLANS
from yamato_dx.store.record import Record


@dataclass(frozen=True)
class Offer:
    """A plan's versions as read, by date of effect, or the faults for which they are not taken.

    `workbook`: where each value stands, if they came in one. `notes` stop nothing.
    """

    plans: tuple[Plan, ...]
    faults: tuple[PlanFault, ...]
    workbook: WorkbookReading | None = None
    notes: tuple[PlanFault, ...] = ()


@dataclass(frozen=True)
class Proposal:
    """What an offer would do to the record: `new` versions come in, `unchanged` ones are there.

    `held`: the version in force now; beside another plan, the usual plan's. `recorded`: the hashes
    of what was recorded when this was made; anything else by then, and it is not taken. `kpis`:
    those of the new versions beside what is known of them.
    """

    new: tuple[Plan, ...]
    unchanged: tuple[Plan, ...]
    faults: tuple[PlanFault, ...]
    held: Plan
    recorded: frozenset[str]
    notes: tuple[PlanFault, ...] = ()
    kpis: tuple[OfferedKpi, ...] = ()

    @property
    def is_loadable(self) -> bool:
        return not self.faults and bool(self.new)

    @property
    def waiting(self) -> tuple[OfferedKpi, ...]:
        """Those that somebody must say to be the figures that are known."""
        return tuple(offered for offered in self.kpis if offered.waits)

    @cached_property
    def fingerprint(self) -> str:
        """Of what is offered and of what it is held against."""
        documents = "\n".join((*map(plan_to_document, self.new), *sorted(self.recorded)))
        return sha256(documents.encode()).hexdigest()

    @property
    def plan_id(self) -> str:
        """Of the versions that it is about; where there is none, of the plan in the record."""
        return (*self.new, *self.unchanged, self.held)[0].plan_id

    @property
    def is_another(self) -> bool:
        """Another plan than any in the record, beside them or after them."""
        return self.plan_id != self.held.plan_id


class KpisUnconfirmed(Refused):
    """`kpis`: those that nobody said to be the figures that are known by their ids."""

    def __init__(self, kpis: Sequence[OfferedKpi]) -> None:
        super().__init__("plan.loading.kpis.unconfirmed")
        self.kpis = tuple(kpis)

    def sentence(self, lang: str) -> str:
        named = dict.fromkeys(_named(offered, lang) for offered in self.kpis)
        return text(self.message_id, lang, kpis=text("queries.list", lang).join(named))


@dataclass(frozen=True)
class UnreadFile(PlanFault):
    """A file that is no workbook at all, in the words of whoever reads files."""

    problem: Problem | None = None

    @property
    def anchor(self) -> str:
        return self.code

    def sentence(self, lang: str) -> str:
        assert self.problem, "made from a problem"
        return self.problem.sentence(lang)

    def mend(self, lang: str) -> str:
        assert self.problem, "made from a problem"
        return self.problem.mend(lang)


def offer_at(path: Path) -> Offer:
    """A version folder, a plan folder or a workbook. Raises OSError where a file is not read."""
    if path.is_file():
        return offer_in(path.read_bytes(), path.name)
    reading = read_versions(path, _averages())
    return Offer(reading.plans, reading.faults, notes=reading.notes)


def _averages() -> PublishedIds:
    return averages_in(check_benchmarks(PUBLISHED).frame)


def offer_in(data: bytes, file: str) -> Offer:
    """The one version in a workbook's bytes."""
    document = read_document(data)
    if isinstance(document, Problem):
        return Offer((), (UnreadFile(file, None, document.code, problem=document),))
    if document.encoding != "xlsx":
        return Offer((), (PlanFault(file, None, "not_a_workbook"),))
    reading = read_plan_sheets([_text_sheet(sheet) for sheet in document.sheets], file, _averages())
    return Offer((reading.plan,) if reading.plan else (), reading.faults, reading, reading.notes)


def propose(record: Record, offer: Offer, on: date) -> Proposal:
    """What the offer would change, and the faults that only the record shows."""
    recorded = frozenset(record.dataset_hashes(PLANS).values())
    held = texts_at(record, record.head())
    documents = {_key(plan): plan_to_document(plan) for plan in held}
    code = held[-1].municipality.municipality_code
    own = [plan for plan in offer.plans if plan.municipality.municipality_code == code]
    new = tuple(plan for plan in own if documents.get(_key(plan)) != plan_to_document(plan))
    found = [fault for plan in offer.plans for fault in _against_record(plan, new, held)]
    found = found or list(_between_versions(held, new))
    return Proposal(
        new=new,
        unchanged=tuple(plan for plan in own if plan not in new),
        faults=(*offer.faults, *(_located(fault, offer) for fault in found)),
        held=in_force(_compared(held, own, on), on),
        recorded=recorded,
        notes=offer.notes,
        kpis=beside_known(held, new),
    )


def load(
    record: Record, proposal: Proposal, actor: Actor, *, same_kpis: Collection[str] = ()
) -> tuple[str, ...]:
    """Record the proposal's new versions, all or none; which they are. `same_kpis`: ids of KPIs
    that the actor says to be the figures that are known by them; it is kept with the load.

    Raises NotPermitted, PlanRefused where there are faults, KpisUnconfirmed, Stale where the
    recorded plan is not what it was when the proposal was made, Refused where nothing is new.
    """
    require(record, actor, Act.LOAD_PLAN)
    if proposal.faults:
        raise PlanRefused(proposal.faults)
    if not proposal.new:
        raise Refused("plan.loading.nothing_new")
    unconfirmed = [offered for offered in proposal.waiting if offered.kpi.kpi_id not in same_kpis]
    if unconfirmed:
        raise KpisUnconfirmed(unconfirmed)
    with record.writing("load") as transaction:
        if frozenset(record.dataset_hashes(PLANS).values()) != proposal.recorded:
            raise Stale("plan.loading.stale")
        for plan in proposal.new:
            kind = plan_kind(plan.plan_id, plan.plan_version)
            confirmed = [offered.kpi.kpi_id for offered in proposal.waiting if offered.plan is plan]
            detail = {SAME_KPIS: confirmed} if confirmed else {}
            append_dataset(transaction, kind, plan_to_document(plan), actor, **detail)
    return tuple(plan.plan_version for plan in proposal.new)


def begin(place: Place, offer: Offer, actor: Actor) -> Record:
    """The first plan of a record: written down as a plan folder, then opened as at every start.

    Raises NotPermitted, PlanRefused where there are faults, Refused where the folder cannot be
    written, RecordUnavailable where the record cannot be opened.
    """
    require(None, actor, Act.BEGIN_PLAN)
    if offer.faults:
        raise PlanRefused(offer.faults)
    home = place_of_new_plan(place, offer.plans[-1].municipality.municipality_code)
    try:
        for plan in offer.plans:
            _write_folder(home / _folder_name(plan.plan_version), plan)
    except OSError as error:
        raise Refused("plan.loading.folder_not_written", folder=home) from error
    return open_record(place, actor)


# Where a workbook says what a check of versions is about.
_PLACES: Final = {
    "not_this_plan": ("municipality", "municipality_code"),
    "version_recorded": ("plan_version",),
    "same_version": ("plan_version",),
    "same_effective_from": ("effective_from",),
}


def _named(offered: OfferedKpi, lang: str) -> str:
    kpi = offered.kpi
    return f"{kpi.kpi_no} {kpi.short_name.in_language(lang)} ({kpi.kpi_id})"


def _text_sheet(sheet: Sheet) -> TextSheet:
    """The sheet of a workbook by row number, its heading included."""
    columns = [column.texts() for column in sheet.columns]
    rows = {
        int(row_no): tuple(str(texts[place]) for texts in columns)
        for place, row_no in enumerate(sheet.row_nos)
    }
    return TextSheet(sheet.name or "", {sheet.header_row: sheet.header} | rows)


def _against_record(
    plan: Plan, new: tuple[Plan, ...], held: tuple[Plan, ...]
) -> Iterator[PlanFault]:
    """What is wrong with one version beside those that are recorded."""
    file = f"{plan.plan_version}/plan.yaml"
    codes = [version.municipality.municipality_code for version in (plan, held[-1])]
    if codes[0] != codes[1]:
        yield PlanFault(file, None, "not_this_plan", {"raw": codes[0], "other": codes[1]})
    elif plan in new and _key(plan) in {_key(version) for version in held}:
        yield PlanFault(file, None, "version_recorded", {"raw": plan.plan_version})


def _between_versions(held: tuple[Plan, ...], new: tuple[Plan, ...]) -> Iterator[PlanFault]:
    """What all versions of a plan together show, beyond what the recorded ones did; and what its
    KPIs show beside those of other plans."""
    for plan_id in dict.fromkeys(plan.plan_id for plan in new):
        offered = {plan.plan_version: plan for plan in new if plan.plan_id == plan_id}
        recorded = {plan.plan_version: plan for plan in held if plan.plan_id == plan_id}
        others = [plan for plan in held if plan.plan_id != plan_id]
        known = {_told(fault) for fault in check_versions(recorded)}
        found = (fault for fault in check_versions(recorded | offered) if _told(fault) not in known)
        yield from found
        for folder, plan in offered.items():
            yield from changed_kpis(folder, others, plan)


def _key(plan: Plan) -> tuple[str, str]:
    return plan.plan_id, plan.plan_version


def _compared(held: tuple[Plan, ...], own: Sequence[Plan], on: date) -> tuple[Plan, ...]:
    """The versions beside which an offer is laid: of the same plan, else of the usual one."""
    same = tuple(plan for plan in held if own and plan.plan_id == own[0].plan_id)
    usual = usual_plan(held, on)
    return same or tuple(plan for plan in held if plan.plan_id == usual)


def _told(fault: PlanFault) -> tuple[object, ...]:
    return fault.file, fault.code, tuple(fault.values.values())


def _located(fault: PlanFault, offer: Offer) -> PlanFault:
    """A workbook's fault by its cell; a folder's by its file."""
    if offer.workbook is None:
        return fault
    (plan,) = offer.plans
    place: tuple[str | int, ...] = _PLACES.get(fault.code, ())
    if fault.code == "measure_changed":
        kpi_ids = [kpi.kpi_id for kpi in plan.kpis]
        place = ("kpis", kpi_ids.index(str(fault.values["raw"])), "unit")
    return offer.workbook.fault_at(place, fault)


def _write_folder(folder: Path, plan: Plan) -> None:
    """No secret, and read by whichever account serves next."""
    made = [path for path in (folder, *folder.parents) if not path.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    for path in made:
        give_to_person(path)
    for name, content in plan_files(plan).items():
        file = folder / name
        file.write_text(content, encoding="utf-8", newline="\n")
        give_to_person(file)


def _folder_name(plan_version: str) -> str:
    """A name that every file system takes and that stays inside the plan's folder."""
    return re.sub(r"[^0-9A-Za-z._-]", "_", plan_version).strip(".") or "_"
