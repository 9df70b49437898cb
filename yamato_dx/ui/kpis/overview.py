"""The parts of «概要»: headline, counts, KPI lines; empty: what to do first, what is owed."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

import streamlit as st

from yamato_dx import i18n
from yamato_dx.acts.permissions import Act
from yamato_dx.output.charts.minibars import mini_bars
from yamato_dx.queries.kpis.first_steps import first_steps, owed_rows
from yamato_dx.queries.kpis.overview import overview
from yamato_dx.queries.kpis.tables import assessment_table
from yamato_dx.queries.plan.sight import owed_to_others
from yamato_dx.queries.selection import Selection
from yamato_dx.ui.changes.marks import draw_refusal, marked_since, marks_legend
from yamato_dx.ui.frame.downloads import table_downloads
from yamato_dx.ui.kpis.meeting_line import meeting_line
from yamato_dx.ui.papers.downloads import paper_downloads
from yamato_dx.ui.rounds.overview_line import round_line

if TYPE_CHECKING:
    from yamato_dx.queries.assessed import View
    from yamato_dx.queries.decisions.open_questions import OpenCount
    from yamato_dx.queries.kpis.lines import KpiLine
    from yamato_dx.queries.kpis.overview import Defaults, Group, Overview
    from yamato_dx.ui.changes.marks import MarkedSince
    from yamato_dx.ui.frame.screen import Screen
    from yamato_dx.ui.frame.templates import Html

# Percent of 1,216 px, so that a scroll bar does not make the page slide.
COLUMNS: Final = (10.197, 2.796, 18.914, 9.539, 8.553, 8.717, 8.059, 7.730)
YEARS_WIDTH: Final = 25.493
# The first year has the least to say, the chosen last one the most.
FOUR_YEARS: Final = (5.757, 6.332, 6.332, 7.072)
GRID: Final = 12
# On a narrow screen: verdict, name, figures and change stand above them.
FIRST_ROW_OF_YEARS: Final = 5
# More would not fit into the head of their group: there they are called by their numbers.
NAMED: Final = 2


def answer_of(page: Screen, view: View, year: int | None, initiative: int | None) -> Overview:
    assert year is not None, "one year is always chosen here"
    return overview(page.record, view, year, page.lang, initiative_no=initiative)


def draw_headline(page: Screen, answer: Overview) -> None:
    page.draw("headline", parts=answer.headline)


def draw_counts(page: Screen, view: View, answer: Overview, initiative: int | None) -> None:
    page.draw(
        "counts",
        counts=answer.counts,
        updated=answer.updated or page.say("kpis.overview.never_updated"),
        open_questions=_open_words(page, answer.open_questions),
        open_questions_link=page.link("decisions"),
        work=_late_work(page, answer, initiative),
        unconfirmed=answer.unconfirmed,
        unconfirmed_link=page.link("history", state="submitted"),
    )
    _draw_first_and_defaults(page, view, answer)


def _late_work(page: Screen, answer: Overview, initiative: int | None) -> list[tuple[str, str]]:
    """How many work items are overdue or late, each with the page that lists them."""
    numbers = {"overdue": answer.work.overdue, "late": answer.work.late}
    return [
        (
            page.link("schedule", status=code, initiative=initiative),
            page.say(f"kpis.overview.work.{code}", count=count),
        )
        for code, count in numbers.items()
        if count
    ]


def _draw_first_and_defaults(page: Screen, view: View, answer: Overview) -> None:
    """What to decide first; how the open round and the meetings stand; what holds for most lines,
    said once; what other plans wait for. Of what is empty, neither the first nor the third."""
    collecting, meeting = round_line(page, view), meeting_line(page, view)
    others = [
        (page.link("overview", plan=owed.plan_id, year=owed.fiscal_year), owed.words)
        for owed in owed_to_others(page.record, view, answer.fiscal_year, page.lang)
    ]
    if answer.is_empty:
        if others or collecting or meeting:
            values = {"collecting": collecting, "meeting": meeting, "unexplained": None}
            page.draw("overview_first", title="", defaults=[], others=others, **values)
        return
    question, separator = answer.first_question, page.say("frame.list")
    exceptions = {
        "provisional": answer.defaults.provisional,
        "unowned": answer.defaults.unowned,
    }
    defaults = [
        page.say(f"kpis.overview.defaults.{name}.but", kpis=separator.join(kpi_nos))
        if kpi_nos
        else page.say(f"kpis.overview.defaults.{name}.all")
        for name, kpi_nos in exceptions.items()
        if kpi_nos is not None
    ]
    unexplained = _unexplained_count(page, answer)
    if any((question, collecting, meeting, unexplained, defaults, others)):
        page.draw(
            "overview_first",
            title=question.title if question else "",
            link=page.link("decisions", question=question.question_id) if question else "",
            kpis=separator.join(question.kpi_nos) if question else "",
            collecting=collecting,
            meeting=meeting,
            unexplained=unexplained,
            defaults=defaults,
            others=others,
        )


def _unexplained_count(page: Screen, answer: Overview) -> tuple[str, str] | None:
    """Where they are listed, and how many; None where all is said."""
    count = len(answer.unexplained)
    if not count:
        return None
    return page.link("neglect"), page.say("comments.overview.count", count=count)


def _open_words(page: Screen, found: OpenCount) -> str:
    """How many are open, and how many of these for some years only."""
    message_id = (
        "kpis.overview.open_question_partly"
        if found.partly
        else "kpis.overview.open_question_count"
    )
    return page.say(message_id, count=found.count, partly=found.partly)


def draw_lines(page: Screen, view: View, answer: Overview) -> None:
    """The lines, with what changed in them since the last time marked."""
    since = marked_since(page, view)
    draw_refusal(page, since)
    if answer.extended:
        page.draw("note", lines=[answer.extended])
    years = len(answer.years)
    widths = FOUR_YEARS if years == len(FOUR_YEARS) else (YEARS_WIDTH / years,) * years
    total = sum(len(group.lines) for group in answer.groups)
    page.draw(
        "overview_lines",
        caption=page.say("kpis.overview.caption", year=answer.chosen_year, count=total),
        widths=(*COLUMNS, *widths),
        year_label=answer.chosen_year,
        years=answer.years,
        groups=[
            {
                "title": group.title,
                "whose_move": group.whose_move,
                "unexplained": _unexplained(page, answer, group),
                "lines": [_line(page, line, answer.defaults, since) for line in group.lines],
            }
            for group in answer.groups
        ],
        year_spans=_spans(years),
    )


def _unexplained(page: Screen, answer: Overview, group: Group) -> list[tuple[str, str]]:
    """Of the group's KPIs those of which a cause or what comes next is missing, each with where it
    is written."""
    numbers = {line.kpi_no for line in group.lines}
    kpis = [line.kpi for line in answer.unexplained if line.kpi.kpi_no in numbers]
    are_few = len(kpis) <= NAMED
    return [
        (
            page.link("initiatives", initiative=kpi.initiative_no, year=answer.fiscal_year),
            f"{kpi.kpi_no} {kpi.short_name.in_language(page.lang)}"
            if are_few
            else page.say("comments.group.number", number=kpi.kpi_no),
        )
        for kpi in kpis
    ]


def lines_legend(page: Screen, view: View, answer: Overview) -> tuple[Html, ...]:
    """What the signs in the lines mean."""
    shown = [
        (line.kpi_id, year.fiscal_year)
        for group in answer.groups
        for line in group.lines
        for year in line.years
    ]
    plain = page.part("note", lines=[page.say("kpis.overview.legend")])
    return (plain, *marks_legend(page, view, marked_since(page, view), shown))


def draw_downloads(
    page: Screen, view: View, shown: Overview, *, year: int | None, initiative: int | None
) -> None:
    answer = page.assessed(view)
    wanted = Selection(fiscal_year=year, initiative_no=initiative)
    words = [] if year is None else [i18n.fiscal_year(year, page.lang)]
    if initiative is not None:
        words.append(page.plan.initiative(initiative).name.in_language(page.lang))
    with st.container(horizontal=True, vertical_alignment="center", key="save-lines"):
        page.draw_parts("ydx-legend", *lines_legend(page, view, shown))
        table_downloads(
            page,
            view,
            "assessment",
            partial(assessment_table, answer, page.lang, wanted),
            title=page.say("frame.page.overview"),
            filter_words=tuple(words),
            name=f"overview_{year}",
        )
        paper_downloads(page, view, fiscal_year=year)


def draw_first_steps(page: Screen, view: View, answer: Overview) -> None:
    """事務局's list of what to do first: one primary button, then the next ones. Of others it is
    no work, and its pages are closed to them."""
    if page.leaves_out(Act.SEE_REGISTERS):
        page.section_head(page.say("kpis.overview.waiting.title"))
        page.draw("note", lines=[page.say("kpis.overview.waiting")])
        if page.may(Act.SEE_DESK) and st.button(page.say("kpis.overview.waiting.report")):
            page.go_to("report")
        return
    page.section_head(page.say("kpis.overview.first.title"), page.say("kpis.overview.first.note"))
    steps = first_steps(page.assessed(view), answer.owed, answer.received, page.lang)
    for place, step in enumerate(steps):
        with st.container(horizontal=True, vertical_alignment="center", key=f"step-{step.name}"):
            page.draw("step", number=place + 1, title=step.title, lines=step.lines)
            if st.button(
                step.button,
                key=f"first.{step.name}",
                type="primary" if place == 0 else "secondary",
                width=176,
            ):
                page.go_to(step.page_name)


def draw_owed(page: Screen, view: View, answer: Overview) -> None:
    page.draw(
        "owed",
        note=page.say("kpis.overview.owed.note", owed=answer.owed, received=answer.received),
        years=[year.label for year in answer.years],
        rows=owed_rows(page.assessed(view), page.lang),
        foot=page.say("kpis.overview.owed.foot"),
    )


def _line(page: Screen, line: KpiLine, defaults: Defaults, since: MarkedSince) -> dict[str, object]:
    values, targets = ([pair[side] for pair in line.course] for side in (0, 1))
    chosen = next(place for place, year in enumerate(line.years) if year.is_chosen)
    marks = [since.of(line.kpi_id, year.fiscal_year) for year in line.years]
    return {
        "line": line,
        "mark": marks[chosen],
        "marks": marks,
        "link": page.link("initiatives", initiative=line.initiative_no),
        "provisional": page.say("kpis.overview.provisional")
        if line.is_provisional and defaults.provisional is None
        else "",
        "owner": "" if line.owner_is_open and defaults.unowned is not None else line.owner,
        "bars": mini_bars(values, targets, chosen),
        "bars_alt": page.say(
            "kpis.overview.bars_alt",
            name=line.name,
            course=page.say("frame.list").join(
                page.say("kpis.overview.bar", year=year.label, words=f"{year.mark}{year.words}")
                for year in line.years
            ),
        ),
    }


def _spans(years: int) -> list[tuple[int, str]]:
    """Grid row and columns of each year on a narrow screen: as many in a row as fit twelve
    parts."""
    in_row = next(count for count in (4, 3, 6) if count >= min(years, 4)) if years <= 6 else 4
    part = GRID // in_row
    return [
        (FIRST_ROW_OF_YEARS + place // in_row, f"{place % in_row * part + 1} / span {part}")
        for place in range(years)
    ]
