"""For whom it is done: population, as a page of a paper."""

from __future__ import annotations

from typing import Final

import pandas as pd

from yamato_dx import i18n
from yamato_dx.output.images.lines import LinePoint, PaperLine, year_lines_svg
from yamato_dx.output.papers.contents import Picture
from yamato_dx.output.papers.report import Labelled, ReportPopulation, ReportTable
from yamato_dx.population.age_groups import THREE
from yamato_dx.queries.assessed import View
from yamato_dx.queries.papers.provenance import joined_headline
from yamato_dx.queries.population.charts import NONE_ADDED, total_lines
from yamato_dx.queries.population.counted import population_story
from yamato_dx.queries.population.drawn import total_chart
from yamato_dx.queries.population.figures import age_words, population_of, series_name
from yamato_dx.queries.population.groups import group_rows
from yamato_dx.rows import rows_of
from yamato_dx.store.record import Record

PROJECTED: Final = ("projection", "older")


def population_page(record: Record, view: View, lang: str) -> ReportPopulation:
    story = population_story(record, view, lang)
    rows, lines = total_lines(population_of(record, view), NONE_ADDED, lang)
    kinds = {line.line: line.kind for line in lines}
    drawn = [
        PaperLine(line.name, _points(rows, line.line), kinds[line.line] in PROJECTED)
        for line in lines
    ]
    has_points = any(line.points for line in drawn)
    chart = total_chart(record, view, NONE_ADDED, lang, narrow=False) if has_points else None
    return ReportPopulation(
        headline=joined_headline(story.headline, lang),
        chart=Picture(year_lines_svg(drawn), chart.alt) if chart else None,
        chart_title=f"{chart.title}　{chart.kind}" if chart else "",
        groups=_groups(record, view, lang),
        facts=(
            *(Labelled(fact.title, " ".join(fact.sentences)) for fact in story.facts),
            *_sources(record, view, lang),
        ),
    )


def _points(rows: pd.DataFrame, line: str) -> tuple[LinePoint, ...]:
    """Labelled where the page's chart has a figure: at the ends."""
    return tuple(
        LinePoint(float(row["year"]), float(row["value"]), str(row["label_figure"]))
        for row in rows_of(rows[rows["line"] == line])
    )


def _groups(record: Record, view: View, lang: str) -> ReportTable:
    """One row per point with the three age groups, of the census and the newest projection."""
    population = population_of(record, view)
    drawn = {series_name(population, series, lang) for series in population.leading_series}
    heads = (
        *(i18n.text(f"population.column.{name}", lang) for name in ("day", "series", "total")),
        *(age_words(group, lang) for group in THREE),
    )
    rows = (row for row in group_rows(record, view, lang) if row.series in drawn)
    return ReportTable(heads, tuple((row.day, row.series, row.total, *row.groups) for row in rows))


def _sources(record: Record, view: View, lang: str) -> tuple[Labelled, ...]:
    """Each once, in the order of the points that rest on it."""
    named = dict.fromkeys(row.source for row in group_rows(record, view, lang))
    if not named:
        return ()
    words = i18n.text("population.source_separator", lang).join(named)
    return (Labelled(i18n.text("population.column.source", lang), words),)
