"""A plan folder → plans, or every fault in it.

A version folder holds `plan.yaml` and its sister files; a plan folder holds version folders.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from operator import attrgetter
from pathlib import Path
from typing import Any, Final

from yamato_dx.plan.checks.checking import check_plan
from yamato_dx.plan.checks.finding import NONE_PUBLISHED, PublishedIds
from yamato_dx.plan.checks.notes import plan_notes
from yamato_dx.plan.checks.partial_reading import PartialReading
from yamato_dx.plan.checks.units import in_stored_units
from yamato_dx.plan.folder.fields import FieldReader
from yamato_dx.plan.folder.nodes import read_root
from yamato_dx.plan.model.declared import Declared, fields_of
from yamato_dx.plan.model.fault import PlanFault, PlanRefused
from yamato_dx.plan.model.types import NOTHING, Kpi, OpenQuestion, Plan
from yamato_dx.plan.model.versions import check_versions

PLAN_FILE: Final = "plan.yaml"

# Which file holds which fields of `Plan`; all others stand in plan.yaml.
FILES: Final[Mapping[str, tuple[str, ...]]] = {
    "initiatives.yaml": ("initiatives", "work_items", "commitments"),
    "kpis.yaml": ("kpis",),
    "organisation.yaml": (
        "roles",
        "role_relations",
        "career_levels",
        "securing_policies",
        "training_policies",
    ),
    "open_questions.yaml": ("open_questions", "gaps"),
    "glossary.yaml": ("glossary",),
}
REQUIRED_FILES: Final = (PLAN_FILE, "initiatives.yaml", "kpis.yaml")


@dataclass(frozen=True)
class PlanReading:
    """A plan without faults, or the faults and no plan. `notes` stop nothing."""

    plan: Plan | None
    faults: tuple[PlanFault, ...]
    notes: tuple[PlanFault, ...] = ()


@dataclass(frozen=True)
class PlansReading:
    """The versions in a folder that have no fault, by date of effect, all faults and notes."""

    plans: tuple[Plan, ...]
    faults: tuple[PlanFault, ...]
    notes: tuple[PlanFault, ...] = ()


def read_plans(folder: Path) -> tuple[Plan, ...]:
    """All versions in a version folder or plan folder, by date of effect.

    Raises `PlanRefused` with every fault: a record is never opened on half a plan.
    """
    reading = read_versions(folder)
    if reading.faults:
        raise PlanRefused(reading.faults)
    return reading.plans


def read_versions(folder: Path, averages: PublishedIds = NONE_PUBLISHED) -> PlansReading:
    """As `read_plans`, but the faults come back as values; `plan check` prints them. `averages`:
    those that candidates may name."""
    if _is_version_folder(folder) or not (versions := _version_folders(folder)):
        reading = read_plan(folder, averages)
        return PlansReading((reading.plan,) if reading.plan else (), reading.faults, reading.notes)
    read = {version.name: read_plan(version, averages) for version in versions}
    plans = {name: reading.plan for name, reading in read.items() if reading.plan}
    faults, notes = (
        tuple(
            replace(fault, file=f"{name}/{fault.file}")
            for name, reading in read.items()
            for fault in found(reading)
        )
        for found in (attrgetter("faults"), attrgetter("notes"))
    )
    by_date = sorted(plans.values(), key=lambda plan: plan.effective_from)
    return PlansReading(tuple(by_date), (*faults, *check_versions(plans)), notes)


def read_plan(folder: Path, averages: PublishedIds = NONE_PUBLISHED) -> PlanReading:
    """One version folder. All faults at once; a folder without plan.yaml is one fault."""
    name = folder.name or str(folder)
    if not folder.is_dir():
        return PlanReading(None, (PlanFault(name, None, "folder_missing", {"folder": name}),))
    if not (folder / PLAN_FILE).is_file():
        return PlanReading(None, (PlanFault(PLAN_FILE, None, "no_plan_yaml", {"folder": name}),))
    draft = PartialReading(lines={(): (PLAN_FILE, 1)})
    draft.faults.extend(_unknown_files(folder))
    plan = in_stored_units(Plan(**values_in(folder, draft)), draft)
    draft.faults.extend(check_plan(plan, draft, averages))
    notes = tuple(plan_notes(plan, draft))
    if draft.faults:
        return PlanReading(None, tuple(sorted(draft.faults, key=_position)), notes)
    return PlanReading(tidied(plan), (), notes)


def _is_version_folder(folder: Path) -> bool:
    return folder.is_dir() and any((folder / name).is_file() for name in (PLAN_FILE, *FILES))


def _version_folders(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return sorted(path for path in folder.iterdir() if _is_version_folder(path))


def _fields_by_file() -> dict[str, dict[str, Declared]]:
    elsewhere = {name: file for file, names in FILES.items() for name in names}
    fields: dict[str, dict[str, Declared]] = {name: {} for name in (PLAN_FILE, *FILES)}
    for name, declared in fields_of(Plan).items():
        fields[elsewhere.get(name, PLAN_FILE)][name] = declared
    return fields


def values_in(folder: Path, draft: PartialReading) -> dict[str, Any]:
    """The fields of `Plan` as the files have them; what is not there, or has a fault, is None."""
    values: dict[str, Any] = {}
    for file, fields in _fields_by_file().items():
        values |= _file_values(folder / file, fields, draft)
    return values


def _file_values(
    path: Path, fields: Mapping[str, Declared], draft: PartialReading
) -> dict[str, Any]:
    if path.is_file():
        root = read_root(path, path.name)
        if not isinstance(root, PlanFault):
            return FieldReader(path.name, draft).entries(root, fields, ())
        draft.faults.append(root)
    elif path.name in REQUIRED_FILES:
        draft.faults.append(PlanFault(path.name, None, "missing_file", {"file": path.name}))
    else:
        return {name: declared.when_left_out for name, declared in fields.items()}
    draft.unread.update((name,) for name in fields)
    return {name: declared.when_left_out for name, declared in fields.items()}


def _unknown_files(folder: Path) -> Iterator[PlanFault]:
    known = (PLAN_FILE, *FILES)
    for path in sorted(folder.iterdir()):
        is_yaml = path.suffix.lower() in (".yaml", ".yml")
        if is_yaml and path.name not in known:
            yield PlanFault(path.name, None, "unknown_file", {"files": ", ".join(known)})


def _position(fault: PlanFault) -> tuple[int, int]:
    order = (PLAN_FILE, *FILES)
    return order.index(fault.file) if fault.file in order else len(order), fault.line or 0


def tidied(plan: Plan) -> Plan:
    """The plan in the one form in which equal plans are equal."""
    return replace(
        plan,
        kpis=tuple(_tidied_kpi(kpi) for kpi in plan.kpis),
        open_questions=tuple(_tidied_question(question) for question in plan.open_questions),
    )


def _tidied_kpi(kpi: Kpi) -> Kpi:
    """Targets by year, unit forms as cells are compared: NFKC, each once."""
    forms = (unicodedata.normalize("NFKC", form) for form in kpi.unit_forms)
    targets = sorted(kpi.targets, key=lambda target: target.fiscal_year)
    return replace(kpi, targets=tuple(targets), unit_forms=tuple(dict.fromkeys(forms)))


def _tidied_question(question: OpenQuestion) -> OpenQuestion:
    """A candidate that says that it sets nothing is one that does not say so."""
    candidates = (
        replace(candidate, sets=None) if candidate.sets == NOTHING else candidate
        for candidate in question.candidates
    )
    return replace(question, candidates=tuple(candidates))
