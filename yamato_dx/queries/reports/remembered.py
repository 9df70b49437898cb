"""How files of a section were said to be read: what is kept of it, and what a report adds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from yamato_dx.entries.readings import READING, KeptReading
from yamato_dx.intake.context import folded_number
from yamato_dx.intake.recalling.remembered import RememberedReading, remembered_of
from yamato_dx.intake.recalling.sheet_forms import SheetForm
from yamato_dx.intake.reports.report import ReportReading
from yamato_dx.intake.tables.corrections import KPI, Correction, Corrections
from yamato_dx.plan.model.types import Plan
from yamato_dx.queries.entries import Entry, standing
from yamato_dx.store.record import Record

# Of a file whose section nobody told.
WHOLE_TOWN = ""


@dataclass(frozen=True)
class Kept:
    """`key`: under which it is forgotten."""

    key: str
    reading: RememberedReading
    file_name: str
    recorded_at: datetime


def kept_readings(
    record: Record, revision: int, section_id: str = WHOLE_TOWN
) -> Mapping[RememberedReading, Kept]:
    """Of the section, and of the town for sheets of which the section itself said nothing. Where
    no section is told, also what one section alone said."""
    by_sheet: dict[str, dict[str, Kept]] = {}
    for key, entry in standing(record, READING, None, revision).items():
        of_section, reading_id = READING.parts_of(key)
        by_sheet.setdefault(reading_id, {})[of_section] = _kept(key, entry)
    found = (_nearest(of_sections, section_id) for of_sections in by_sheet.values())
    return {kept.reading: kept for kept in found if kept}


def _nearest(of_sections: Mapping[str, Kept], section_id: str) -> Kept | None:
    own = of_sections.get(section_id) or of_sections.get(WHOLE_TOWN)
    is_only = section_id == WHOLE_TOWN and len(of_sections) == 1
    return next(iter(of_sections.values())) if own is None and is_only else own


def _kept(key: str, entry: Entry[KeptReading]) -> Kept:
    held = entry.value
    form = SheetForm(held.rows, held.is_turned, held.is_form)
    reading = RememberedReading(held.sheet, form, held.said, held.file_name)
    return Kept(key, reading, held.file_name, entry.recorded_at)


def to_keep(
    reading: ReportReading, file_name: str, section_id: str = WHOLE_TOWN
) -> dict[str, KeptReading]:
    """By key, what was said of the sheets of a report that is sent."""
    return {
        READING.key(section_id, remembered.reading_id): KeptReading(
            remembered.sheet,
            remembered.form.rows,
            remembered.form.is_turned,
            remembered.form.is_form,
            remembered.said,
            file_name,
        )
        for remembered in remembered_of(reading.tables, reading.corrections, file_name)
    }


def by_names(corrections: Corrections, plans: Iterable[Plan]) -> Corrections:
    """With the name of a KPI in the place of its number, which another year may give to another."""
    names = {folded_number(kpi.kpi_no): kpi.name.ja for plan in plans for kpi in plan.kpis}

    def named(one: Correction) -> Correction:
        if one.kind != KPI:
            return one
        name = names.get(folded_number(one.what), one.what)
        return replace(one, says=f"{KPI}:{name}")

    return Corrections(tuple(map(named, corrections.of_file)))
