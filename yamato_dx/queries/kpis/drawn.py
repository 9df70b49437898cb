"""What the charts of a KPI draw, its years and its months, with the words at their marks."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Final

import pandas as pd

from yamato_dx import i18n
from yamato_dx.assessment.words import wording
from yamato_dx.assessment.words.figures import Figure, spoken
from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.plan.model.types import Kpi
from yamato_dx.queries.kpi_words import years_of
from yamato_dx.queries.kpis.lines import course_of
from yamato_dx.queries.words import reported_words
from yamato_dx.rows import Row, is_missing, rows_of

GUIDED: Final = ("at_least", "at_most")


@dataclass(frozen=True)
class MonthRow:
    """One month of a year of which months were sent; without a report of its own, that it is
    missing."""

    month: str
    value: str
    batch_id: str


def actual_words(row: Row, kpi: Kpi, lang: str) -> str:
    """1,105件, 21.0%; of a duty for everybody also whom it reached: 1回実施・188/188人."""
    held = spoken(wording.actual_figure(row, kpi, lang), lang)
    if (people := _people(row, kpi, lang)) is None:
        return held
    return i18n.text("kpis.duty.actual", lang, held=held, people=spoken(people, lang))


def _people(row: Row, kpi: Kpi, lang: str) -> Figure | None:
    """188/188人, of a duty whose people were reported."""
    return wording.actual_detail(row, kpi, lang) if kpi.shape == "yearly_duty" else None


def drawn_years(
    rows: list[Row],
    kpi: Kpi,
    chosen: int,
    lang: str,
    *,
    apart: Collection[int] = (),
) -> pd.DataFrame:
    """One row per year, with the words that the chart writes beside its bars. `apart`: years whose
    figure meant something else; they have words and no bar."""
    return pd.DataFrame(
        [_drawn(row, kpi, chosen, lang, is_apart=row["fiscal_year"] in apart) for row in rows]
    )


def _drawn(row: Row, kpi: Kpi, chosen: int, lang: str, *, is_apart: bool) -> dict[str, object]:
    value, target = (None, None) if is_apart else course_of(row, kpi)
    planned = wording.target_figure(row, kpi, lang)
    return {
        "fiscal_year": int(row["fiscal_year"]),
        "label": i18n.fiscal_year(row["fiscal_year"], lang, "short"),
        "value": float("nan") if value is None else value,
        "target": float("nan") if target is None else target,
        "is_chosen": row["fiscal_year"] == chosen,
        "value_label": "" if value is None else _value_label(row, kpi, lang),
        "value_number": "" if value is None else _value_number(row, kpi, lang),
        "target_label": ""
        if target is None
        else i18n.text("kpis.chart.target", lang, target=spoken(planned, lang)),
        "target_figure": "" if target is None else spoken(planned, lang),
        "target_number": "" if target is None else _number(planned, lang),
        "gap_label": ""
        if is_missing(row["gap_value"])
        else spoken(wording.gap_phrase(row, kpi, lang), lang),
        "gap_tone": {"met": "good", "not_met": "bad"}.get(row["verdict"], "ink"),
        "missing_label": _apart_label(row, kpi, lang)
        if is_apart
        else (_missing_label(row, kpi, lang) if value is None else ""),
    }


def _apart_label(row: Row, kpi: Kpi, lang: str) -> str:
    words = i18n.text("kpis.other_definition", lang)
    return "\n".join((words, _number(wording.actual_figure(row, kpi, lang), lang)))


def _missing_label(row: Row, kpi: Kpi, lang: str) -> str:
    """Of what there is no figure, a line each; a value that may be held against nothing, or is what
    others are held against, is not drawn beside them."""
    has_no_target = row["verdict"] in ("no_target", "outside_period")
    lines = (
        i18n.text("kpis.chart.no_target", lang) if has_no_target else "",
        _why_no_bar(row, kpi, lang),
    )
    return "\n".join(line for line in lines if line)


def _why_no_bar(row: Row, kpi: Kpi, lang: str) -> str:
    if row["value_status"] == "awaiting":
        return i18n.text("assessment.status.awaiting", lang)
    if is_missing(row["actual_value"]):
        return i18n.text("kpis.chart.no_value", lang)
    if kpi.shape == "reduce_by" and not wording.hold_word(row, lang):
        base = spoken(wording.actual_figure(row, kpi, lang), lang)
        return i18n.text("kpis.chart.base", lang, base=base)
    return wording.hold_word(row, lang)


def _value_label(row: Row, kpi: Kpi, lang: str) -> str:
    people = _people(row, kpi, lang)
    return spoken(people, lang) if people else _number(wording.actual_figure(row, kpi, lang), lang)


def _value_number(row: Row, kpi: Kpi, lang: str) -> str:
    """Where the words have no room."""
    people = _people(row, kpi, lang)
    return people.number if people else _number(wording.actual_figure(row, kpi, lang), lang)


def _number(figure: Figure, lang: str) -> str:
    """Without its unit; a share keeps its sign."""
    percent = i18n.text("assessment.unit.percent", lang)
    return f"{figure.number}%" if figure.unit.startswith(percent) else figure.number


def months_of(standing: pd.DataFrame, kpi: Kpi) -> pd.DataFrame:
    """One row per month that stands of the KPI, with its fiscal `year`."""
    months = standing[(standing["kpi_id"] == kpi.kpi_id) & (standing["period_months"] == 1)]
    return months.assign(year=years_of(months["period_start"]))


def drawn_months(
    monthly: pd.DataFrame, kpi: Kpi, chosen: int, lang: str, *, target: float
) -> pd.DataFrame | None:
    """One row per month of the chosen year, April first; None where no month was reported."""
    months = monthly[monthly["year"] == chosen]
    if months.empty:
        return None
    values = dict(zip(months["period_start"].dt.date, months["actual_value"], strict=True))
    guide = _guide(target, kpi)
    return pd.DataFrame(
        [
            {
                "period_start": pd.Timestamp(first),
                "label": i18n.text("kpis.chart.month", lang, month=first.month),
                "value": values.get(first, float("nan")),
                "guide": guide,
                "value_label": _month_label(values.get(first), guide, kpi, lang),
                "missing_label": "" if first in values else i18n.text("kpis.chart.no_month", lang),
            }
            for first in FiscalYear(chosen).months
        ]
    )


def month_rows(monthly: pd.DataFrame, kpi: Kpi, chosen: int, lang: str) -> tuple[MonthRow, ...]:
    """As `drawn_months`, in words; () where no month was reported."""
    by_month = {
        row["period_start"].date(): row for row in rows_of(monthly[monthly["year"] == chosen])
    }
    if not by_month:
        return ()
    return tuple(
        _month_row(first, by_month.get(first), kpi, lang) for first in FiscalYear(chosen).months
    )


def _month_row(first: date, row: Row | None, kpi: Kpi, lang: str) -> MonthRow:
    month = i18n.month(first, lang)
    if row is None:
        return MonthRow(month, i18n.text("kpis.chart.no_month", lang), "")
    return MonthRow(month, reported_words(row, kpi, lang), str(row["batch_id"]))


def _month_label(value: float | None, guide: float, kpi: Kpi, lang: str) -> str:
    if value is None or is_missing(value):
        return ""
    return wording.figure(value, kpi, lang, None if is_missing(guide) else guide).number


def _guide(target: float, kpi: Kpi) -> float:
    """The year's target as a line across its months, where a month can be held against it.

    A month of a sum cannot: there is no target for a month.
    """
    return target if kpi.aggregation != "sum" and kpi.shape in GUIDED else float("nan")
