"""訂正 and 更新 before they are sent: what was confirmed, what it would become, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from yamato_dx import i18n
from yamato_dx.assessment.words.figures import Figure, exact, spoken
from yamato_dx.assessment.words.wording import status_word, year_words
from yamato_dx.queries.kpi_words import years_of
from yamato_dx.queries.reports.preview import CorrectedFigure, figure_keys
from yamato_dx.queries.words import reported_words
from yamato_dx.rows import Row, is_missing, rows_of
from yamato_dx.ui.frame.cells import SHOWN_VALUES, Cell, Head, draw_table
from yamato_dx.ui.frame.forms import told

if TYPE_CHECKING:
    import pandas as pd

    from yamato_dx.plan.model.types import Kpi
    from yamato_dx.queries.reports.preview import Preview
    from yamato_dx.ui.frame.screen import Screen

REASON: Final = "report.correction_reason"
WHOLE_YEAR: Final = 12
_CONFIRMED: Final = {
    "actual_value": "confirmed_value",
    "numerator": "confirmed_numerator",
    "denominator": "confirmed_denominator",
    "weight": "confirmed_weight",
    "value_status": "confirmed_status",
}


def draw_corrected(page: Screen, preview: Preview) -> None:
    """The values that say something else than was confirmed, each beside that."""
    if preview.corrected.empty:
        return
    title = page.say("steps.corrected.title")
    names = ("kpi", "period", "confirmed", "now", "kind")
    heads = [Head(page.say(f"steps.corrected.{name}")) for name in names]
    page.section_head(title, page.say("steps.corrected.count", count=len(preview.corrected)))
    shown = preview.corrected.head(SHOWN_VALUES)
    years = years_of(shown["period_start"])
    rows = [_row(page, value, int(year)) for value, year in zip(rows_of(shown), years, strict=True)]
    draw_table(page, title, heads, rows)


def _row(page: Screen, value: Row, year: int) -> list[Cell]:
    kpi = page.plan_of_reports.kpi(str(value["kpi_id"]))
    confirmed = value | {name: value[held] for name, held in _CONFIRMED.items()}
    return [
        Cell(f"{kpi.kpi_no} {kpi.short_name.in_language(page.lang)}"),
        Cell(_period_words(page, kpi, value, year), is_code=True),
        Cell(_told_words(page, confirmed, kpi)),
        Cell(_told_words(page, value, kpi)),
        Cell(page.say(f"steps.kind.{value['correction_kind']}")),
    ]


def _told_words(page: Screen, value: Row, kpi: Kpi) -> str:
    """28.4分（1,312人、速報）: with all that may differ."""
    words = reported_words(value, kpi, page.lang)
    details = [status_word(value, page.lang)]
    if not is_missing(value["weight"]):
        unit = page.say("assessment.unit.people")
        details.insert(0, spoken(Figure(exact(float(value["weight"]), page.lang), unit), page.lang))
    detail = page.say("frame.list").join(word for word in details if word not in ("", words))
    return page.say("assessment.with_detail", figure=words, detail=detail) if detail else words


def _period_words(page: Screen, kpi: Kpi, value: Row, year: int) -> str:
    if value["period_months"] == WHOLE_YEAR:
        return year_words(kpi, year, page.lang)
    return i18n.month(value["period_start"], page.lang)


def draw_reason(page: Screen, preview: Preview) -> None:
    """Within the form that sends: why, where something that was confirmed is corrected; of several
    figures, each may be given a reason of its own."""
    if not preview.needs_reason:
        return
    st.text_input(
        page.say("steps.corrected.reason"),
        key=REASON,
        placeholder=page.say("steps.corrected.example"),
    )
    corrections = _corrections(preview)
    if len(corrections) < 2:
        return
    with st.expander(page.say("steps.corrected.own")):
        years = years_of(corrections["period_start"])
        keys = map(_own_key, figure_keys(corrections))
        for value, year, key in zip(rows_of(corrections), years, keys, strict=True):
            kpi = page.plan_of_reports.kpi(str(value["kpi_id"]))
            period = _period_words(page, kpi, value, int(year))
            figure = f"{kpi.kpi_no} {kpi.short_name.in_language(page.lang)}"
            st.text_input(page.say("steps.corrected.own.of", figure=figure, period=period), key=key)


def _corrections(preview: Preview) -> pd.DataFrame:
    """Of them as many as a person gives reasons of their own; the report's holds for the others."""
    corrected = preview.corrected
    return corrected[corrected["correction_kind"] == "correction"].head(SHOWN_VALUES)


def _own_key(key: CorrectedFigure) -> str:
    return f"{REASON}.{'.'.join(map(str, key))}"


def reason_told(preview: Preview) -> str | None:
    return told(REASON) or None if preview.needs_reason else None


def own_reasons_told(preview: Preview) -> dict[CorrectedFigure, str]:
    """Of the figures that were given one."""
    corrections = _corrections(preview)
    if len(corrections) < 2:
        return {}
    return {key: words for key in figure_keys(corrections) if (words := told(_own_key(key)))}
