"""A KPI's years as a table, with the evidence of each and what the KPI does not tell."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from yamato_dx.queries.comments.comments import comment_line
from yamato_dx.ui.frame.cells import Cell, Head

if TYPE_CHECKING:
    from yamato_dx.plan.model.types import Kpi
    from yamato_dx.queries.assessed import View
    from yamato_dx.queries.kpis.initiatives import KpiStory, Why, YearRow
    from yamato_dx.ui.changes.marks import MarkedSince
    from yamato_dx.ui.frame.screen import Screen
    from yamato_dx.ui.frame.templates import Values

# What matters most first: where there is no room, the last ones are scrolled to.
COLUMNS = (
    *("year", "target", "actual", "gap", "change", "attainment"),
    *("verdict", "batch", "measured", "progress", "state"),
)
FIGURES = ("target", "actual", "gap", "change", "attainment", "progress")
# Columns whose head is a word of the program's own.
WORDS = {
    "attainment": "attainment",
    "progress": "progress",
    "verdict": "verdict",
    "measured": "measured_on",
    "batch": "report_no",
    "state": "confirmation",
}


def draw_years(page: Screen, view: View, kpi_story: KpiStory, since: MarkedSince) -> None:
    chosen = tuple(row.year for row in kpi_story.years if row.is_chosen)
    key = (view, kpi_story.kpi.kpi_id, chosen, since.moment)
    page.draw_once("kpi_years", key, partial(_years, page, view, kpi_story, since))


def _years(page: Screen, view: View, kpi_story: KpiStory, since: MarkedSince) -> Values:
    kpi = kpi_story.kpi
    marks = {row.fiscal_year: since.of(kpi.kpi_id, row.fiscal_year) for row in kpi_story.years}
    return {
        "caption": page.say("kpis.initiative.caption", name=kpi.name.in_language(page.lang)),
        "heads": [
            Head(page.say(f"kpis.initiative.column.{name}"), name in FIGURES, WORDS.get(name, ""))
            for name in COLUMNS
        ],
        "rows": [
            {
                "is_chosen": row.is_chosen,
                "is_changed": marks[row.fiscal_year] is not None,
                "cells": _cells(page, row),
            }
            for row in kpi_story.years
        ],
        "since": [
            page.say("changes.mark.line", year=row.whole_year, told=mark.told)
            for row in kpi_story.years
            if (mark := marks[row.fiscal_year])
        ],
        "evidence": [
            {
                "why": why,
                "link": page.link("history", batch=why.batch_id),
                "cause": _cause_link(page, view, kpi, why),
            }
            for why in kpi_story.evidence
        ],
        "changed": kpi_story.changed,
        "beside": [
            *([kpi_story.promised_end.words] if kpi_story.promised_end else []),
            *kpi_story.by_version,
            *kpi_story.targets_then,
        ],
        "tells": page.say(
            "kpis.initiative.tells",
            tells=kpi.tells.in_language(page.lang),
            tells_not=kpi.tells_not.in_language(page.lang),
        ),
    }


def _cause_link(page: Screen, view: View, kpi: Kpi, why: Why) -> str:
    """To the page of that year, where what was written of it stands; «» where nothing was, or it
    is the year in sight, beside whose chart it stands."""
    line = None if why.is_chosen else comment_line(page.record, view, kpi.kpi_id, why.fiscal_year)
    if line is None or line.current is None:
        return ""
    return page.link("initiatives", initiative=kpi.initiative_no, year=why.fiscal_year)


def _cells(page: Screen, row: YearRow) -> list[Cell]:
    cells = {
        "year": Cell(row.year),
        "verdict": Cell(row.verdict.words, mark=row.verdict.mark, tone=row.verdict.tone),
        "measured": Cell(row.measured),
        "state": Cell(row.state),
        "batch": Cell(
            row.batch_id, link=page.link("history", batch=row.batch_id) if row.batch_id else ""
        ),
    } | {name: Cell(getattr(row, name), is_number=True) for name in FIGURES}
    return [cells[name] for name in COLUMNS]
