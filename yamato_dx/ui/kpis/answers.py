"""What the chart of a KPI tells of a year or a month."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from yamato_dx.queries.happenings.happenings import year_marks
from yamato_dx.ui.charts.answers import Card, CardLine, CardLink

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yamato_dx.queries.happenings.happenings import HappeningLine
    from yamato_dx.queries.kpis.drawn import MonthRow
    from yamato_dx.queries.kpis.initiatives import KpiStory, YearRow
    from yamato_dx.ui.changes.marks import MarkedSince
    from yamato_dx.ui.frame.screen import Screen

MONTHS: Final = "by_month"


def period_key(kpi_id: str) -> str:
    """Of the choice between years and months."""
    return f"chart.{kpi_id}"


def year_card(
    page: Screen,
    kpi_story: KpiStory,
    rows: tuple[int, ...],
    *,
    happenings: tuple[HappeningLine, ...],
    since: MarkedSince,
) -> Card:
    """Target, actual, gap, change, 時点 and 報告番号; a press chooses the year."""
    assert len(rows) == 1, "a plan has not so many years that two would share a mark"
    year = kpi_story.years[rows[0]]
    here = page.here(year=year.fiscal_year)
    mark = since.of(kpi_story.kpi.kpi_id, year.fiscal_year)
    choose = page.say("kpis.card.choose", year=year.whole_year)
    return Card(
        name=choose,
        head=year.whole_year,
        note=page.say("frame.list").join(filter(None, (kpi_story.kind, year.status))),
        figure=year.actual,
        verdict=year.verdict,
        told=(
            *_told(page, year),
            *_happened(page, kpi_story, year, happenings),
            *([CardLine("", mark.told)] if mark else []),
        ),
        acts=tuple(_acts(page, kpi_story, year, choose=CardLink(choose, here))),
        link=here,
        is_chosen=year.is_chosen,
    )


def _told(page: Screen, year: YearRow) -> Iterator[CardLine]:
    def line(column: str, words: str, link: str = "") -> CardLine:
        return CardLine(page.say(f"kpis.initiative.column.{column}"), words, link)

    yield line("target", year.target)
    yield line("gap", year.gap)
    yield line("change", year.change)
    yield line("measured", year.measured)
    if year.batch_id:
        yield line("batch", year.batch_id, page.link("history", batch=year.batch_id))


def _happened(
    page: Screen, kpi_story: KpiStory, year: YearRow, happenings: tuple[HappeningLine, ...]
) -> Iterator[CardLine]:
    """The numbers of what happened in the year; their words stand below the chart."""
    marks = year_marks(happenings, kpi_story.kpi, page.lang)
    labels = [mark.label for mark in marks if mark.place == str(year.fiscal_year)]
    if labels:
        yield CardLine(page.say("happenings.title"), "".join(labels))


def _acts(
    page: Screen, kpi_story: KpiStory, year: YearRow, *, choose: CardLink
) -> Iterator[CardLink]:
    if not year.is_chosen:
        yield choose
    if year.has_months:
        query = {"year": year.fiscal_year, period_key(kpi_story.kpi.kpi_id): MONTHS}
        yield CardLink(page.say("kpis.card.months", year=year.whole_year), page.here(**query))


def month_card(page: Screen, kpi_story: KpiStory, rows: tuple[int, ...]) -> Card:
    """What was reported of a month; of two where they share a mark."""
    months = [kpi_story.months[row] for row in rows]
    head = page.say("frame.list").join(month.month for month in months)
    is_alone = len(months) == 1
    return Card(
        name=head,
        head=head,
        note=page.say("kpis.card.months_kind"),
        figure=months[0].value if is_alone else "",
        told=tuple(
            line for month in months for line in _month_told(page, month, is_alone=is_alone)
        ),
    )


def _month_told(page: Screen, month: MonthRow, *, is_alone: bool) -> Iterator[CardLine]:
    if not is_alone:
        yield CardLine(month.month, month.value)
    if month.batch_id:
        batch = page.say("kpis.initiative.column.batch")
        yield CardLine(batch, month.batch_id, page.link("history", batch=month.batch_id))
