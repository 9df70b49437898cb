"""What the months that are typed make of their year, while they are being typed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from yamato_dx import i18n
from yamato_dx.assessment.reading.readings import readings
from yamato_dx.assessment.words import wording
from yamato_dx.assessment.words.deciding import BETWEEN_SENTENCES
from yamato_dx.assessment.words.figures import Figure, spoken
from yamato_dx.assessment.words.rationale import made_of_months
from yamato_dx.kept_answers import kept
from yamato_dx.queries.reports.preview import TypedReport, reading_of_cells
from yamato_dx.queries.words import understood_figure
from yamato_dx.rows import Row, is_missing, rows_of

if TYPE_CHECKING:
    from yamato_dx.fiscal_year import FiscalYear
    from yamato_dx.plan.model.types import Kpi
    from yamato_dx.queries.assessed import View
    from yamato_dx.store.record import Record

_YEAR_MONTHS: Final = 12


@dataclass(frozen=True)
class TypedYear:
    """`heading`: 年度計, 年度平均, 年度末. `figure`: «–» while its months make none. `note`: how
    they make it, or what is wanting."""

    heading: str
    figure: str
    note: str


@kept(256)
def typed_year(
    record: Record,
    typed: TypedReport,
    view: View,
    kpi: Kpi,
    *,
    lang: str,
    replaces: str | None = None,
) -> TypedYear:
    """Of one KPI's months, those that were reported before among them, but not by the report that
    this one `replaces`."""
    reading = _reading_of_months(record, typed, view, kpi, replaces=replaces)
    heading = i18n.text(f"assessment.kind.{kpi.way_to_year}", lang)
    if reading is None:
        return TypedYear(heading, i18n.MISSING, "")
    if reading["is_awaiting"]:
        return TypedYear(heading, i18n.text("assessment.status.awaiting", lang), "")
    figure = _figure(reading, kpi, typed.fiscal_year, lang)
    if reading["is_whole"]:
        return TypedYear(heading, spoken(figure, lang), _made(reading, kpi, lang, figure))
    parts = (
        () if is_missing(reading["actual_value"]) else (made_of_months(reading, kpi, lang, figure),)
    )
    parts = (*parts, _wanting(reading, kpi, lang))
    return TypedYear(heading, i18n.MISSING, BETWEEN_SENTENCES[lang].join(parts))


def _figure(reading: Row, kpi: Kpi, year: FiscalYear, lang: str) -> Figure:
    """With as many digits as tell it from the target of the year."""
    if kpi.shape == "complete" or is_missing(reading["actual_value"]):
        return understood_figure(reading, kpi, lang)
    target = None if kpi.shape == "reduce_by" else kpi.target_in(year)
    return wording.figure(float(reading["actual_value"]), kpi, lang, beside=target)


def _made(reading: Row, kpi: Kpi, lang: str, figure: Figure) -> str:
    """A mean says by which weights; of a sum and of a state the months above say enough."""
    if kpi.way_to_year == "weighted_mean":
        return made_of_months(reading, kpi, lang, figure)
    return i18n.text("reports.typing.year.whole", lang) if kpi.way_to_year == "sum" else ""


def _wanting(reading: Row, kpi: Kpi, lang: str) -> str:
    if kpi.way_to_year == "last":
        return i18n.text("reports.typing.year.march", lang)
    wanting = _YEAR_MONTHS - int(reading["months_reported"])
    return i18n.text("reports.typing.year.wanting", lang, count=wanting)


def _reading_of_months(
    record: Record, typed: TypedReport, view: View, kpi: Kpi, *, replaces: str | None
) -> Row | None:
    values = reading_of_cells(record, typed, view).values
    standing = record.standing_if_sent(
        values, replaces=replaces, municipality_code=record.municipality_code
    )
    is_month = (standing["kpi_id"] == kpi.kpi_id) & (standing["period_months"] == 1)
    of_year = (
        row
        for row in rows_of(readings(standing[is_month], [kpi], view.on))
        if row["fiscal_year"] == typed.fiscal_year.start_year
    )
    return next(of_year, None)
