"""出来事 of some KPIs, in the order of their days; and where they lie on the charts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from yamato_dx import i18n
from yamato_dx.entries.review.happenings import HAPPENING, Happening
from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.kept_answers import kept
from yamato_dx.output.charts.happenings import ChartHappening, circled
from yamato_dx.plan.model.types import Kpi
from yamato_dx.queries.assessed import View, plan_id_at
from yamato_dx.queries.entries import keys_ever, standing
from yamato_dx.store.record import Record


@dataclass(frozen=True)
class HappeningLine:
    """`number`: its place among those that are shown together; `key`: in the ledger."""

    number: int
    key: str
    happening: Happening
    by: str
    at: datetime

    @property
    def label(self) -> str:
        return circled(self.number)


@kept(64)
def happenings_of(
    record: Record, view: View, kpi_ids: tuple[str, ...]
) -> tuple[HappeningLine, ...]:
    """Of those that bear on one of the KPIs, or on all, numbered by their days."""
    held = standing(record, HAPPENING, plan_id_at(record, view), view.revision)
    told = [
        entry for entry in held.values() if any(entry.value.is_about(kpi_id) for kpi_id in kpi_ids)
    ]
    told.sort(key=lambda entry: (entry.value.on, int(entry.key)))
    return tuple(
        HappeningLine(number, entry.key, entry.value, entry.actor_name, entry.recorded_at)
        for number, entry in enumerate(told, start=1)
    )


def new_key(record: Record) -> str:
    """A number that was never given."""
    return str(max(map(int, keys_ever(record, HAPPENING)), default=0) + 1)


def happening_words(happening: Happening, lang: str) -> str:
    """2024-10-01 手数料を50円下げた（条例改正）."""
    values = {"day": i18n.day(happening.on, lang), "words": happening.words}
    if not happening.source:
        return i18n.text("happenings.line", lang, **values)
    return i18n.text("happenings.line.sourced", lang, source=happening.source, **values)


def year_marks(lines: Sequence[HappeningLine], kpi: Kpi, lang: str) -> tuple[ChartHappening, ...]:
    """On a chart of years, by fiscal year; by calendar year where the figure is of one."""
    return tuple(
        ChartHappening(str(year), part, line.label, happening_words(line.happening, lang))
        for line in lines
        if line.happening.is_about(kpi.kpi_id)
        for year, part in [_of_year(line.happening.on, is_calendar=kpi.is_of_calendar_year)]
    )


def _of_year(day: date, *, is_calendar: bool) -> tuple[int, float]:
    year = day.year if is_calendar else FiscalYear.of(day).start_year
    first = date(year, 1, 1) if is_calendar else date(year, 4, 1)
    days = (first.replace(year=year + 1) - first).days
    return year, (day - first).days / days


def month_marks(lines: Sequence[HappeningLine], kpi: Kpi, lang: str) -> tuple[ChartHappening, ...]:
    """On a chart of months, by the month's first day."""
    return tuple(
        ChartHappening(
            line.happening.on.replace(day=1).isoformat(),
            (line.happening.on.day - 1) / 31,
            line.label,
            happening_words(line.happening, lang),
        )
        for line in lines
        if line.happening.is_about(kpi.kpi_id)
    )
