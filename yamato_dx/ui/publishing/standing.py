"""The parts of «公表» to read: what is public, what would be, what was, and the files."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

import streamlit as st

from yamato_dx import i18n
from yamato_dx.acts.trail.exports import HandedOut
from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.queries.kpis.tables import assessment_table
from yamato_dx.queries.publishing.figures import public_figures
from yamato_dx.queries.publishing.papers import (
    PUBLIC_PAPERS,
    PublicPaperWish,
    make_paper,
    paper_name,
)
from yamato_dx.queries.publishing.public_plan import year_in_sight
from yamato_dx.queries.publishing.published import public_view, publications
from yamato_dx.queries.publishing.residents import unexplained
from yamato_dx.queries.publishing.standing_public import PublicStanding, public_standing
from yamato_dx.ui.frame.cells import Cell, Head, draw_table
from yamato_dx.ui.frame.downloads import offer_file, table_downloads
from yamato_dx.ui.frame.filters import choose

if TYPE_CHECKING:
    import pandas as pd

    from yamato_dx.queries.assessed import View
    from yamato_dx.ui.frame.screen import Screen

PUBLIC_KINDS: Final = ("residents", "results")
MEDIA_TYPES: Final = {
    ".html": "text/html",
    ".pdf": "application/pdf",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
SHOWN_CHANGES: Final = 60


def draw_headline(page: Screen) -> PublicStanding:
    found = public_standing(page.record, page.now(), page.lang)
    headline = (
        page.say("publishing.headline.public", on=found.on)
        if found.is_public
        else page.say("publishing.headline.nothing")
    )
    page.draw("headline", parts=[headline])
    rule = page.say("publishing.only_confirmed")
    page.draw("note", lines=[line for line in (found.public, rule) if line])
    return found


def pick_year(page: Screen) -> FiscalYear:
    """Of 主要な施策の成果, the other papers have none; the last that is over unless chosen."""
    years = {
        str(year.start_year): page.say(
            "publishing.results_year", year=i18n.fiscal_year(year, page.lang, "short")
        )
        for year in page.plan.fiscal_years
    }
    usual = str(year_in_sight(page.plan, page.now().on).start_year)
    chosen = choose("year", page.say("publishing.results_year.label"), years, usual)
    return FiscalYear(int(chosen))


def draw_files(page: Screen, found: PublicStanding, year: FiscalYear) -> None:
    """The papers of what is public; nothing where nothing is."""
    page.section_head(page.say("publishing.files"), page.say("publishing.files.note"))
    if not found.is_public:
        page.draw("note", lines=[page.say("publishing.files.none")])
        return
    _draw_papers(page, year, is_draft=False)
    view = public_view(page.record, page.now())
    table_downloads(
        page,
        view,
        "assessment",
        partial(_public_table, page, view),
        title=page.say("publishing.figures"),
        name=page.say("publishing.figures.file"),
        menu_id="publishing.figures.menu",
    )


def _public_table(page: Screen, view: View) -> pd.DataFrame:
    return assessment_table(public_figures(page.record, view), page.lang)


def _draw_papers(page: Screen, year: FiscalYear, *, is_draft: bool) -> None:
    state = "draft" if is_draft else "public"
    view = page.now()
    wish = PublicPaperWish(page.lang, fiscal_year=year, is_draft=is_draft)
    with st.container(horizontal=True, key=f"publishing-{state}-files"):
        for kind in PUBLIC_KINDS:
            for ending in PUBLIC_PAPERS[kind]:
                label = page.say(f"publishing.file.{kind}{ending}")
                name = _file_name(page, kind, ending, wish)
                made = partial(make_paper, page.record, view, (kind, ending), wish)
                offer_file(
                    page,
                    label,
                    HandedOut(label, name, view, kpi_ids=None),
                    made,
                    mime=MEDIA_TYPES[ending],
                    key=f"publishing.{state}.{kind}{ending}",
                )


def _file_name(page: Screen, kind: str, ending: str, wish: PublicPaperWish) -> str:
    """With the year, where the paper has one."""
    assert wish.fiscal_year, "the page has always a year in sight"
    year = i18n.fiscal_year(wish.fiscal_year, page.lang, "short")
    of_year = f"_{year}{ending}" if kind == "results" else ending
    name = paper_name(kind, of_year, page.now(), page.lang)
    return page.say("publishing.file.draft", name=name) if wish.is_draft else name


def draw_next(page: Screen, found: PublicStanding, year: FiscalYear) -> None:
    """What a publication of now would bring, and what it would leave out."""
    page.section_head(page.say("publishing.next"), page.say("publishing.next.note"))
    lines = [page.say("publishing.next.figures", count=found.figures)]
    lines.append(page.say("publishing.next.texts", count=found.texts))
    if found.is_public:
        lines.append(page.say("publishing.next.changes", count=len(found.changes)))
    page.draw("note", lines=lines)
    _draw_changes(page, found)
    _draw_left_out(page, found)
    words = unexplained(page.record, page.now(), page.lang)
    if words:
        listed = page.say("frame.list").join(words)
        page.message(page.say("publishing.unexplained", words=listed))
    page.draw("note", lines=[page.say("publishing.draft_files")])
    _draw_papers(page, year, is_draft=True)


def _draw_changes(page: Screen, found: PublicStanding) -> None:
    if not found.changes:
        return
    heads = [
        Head(page.say(f"publishing.column.{name}")) for name in ("kpi", "year", "before", "after")
    ]
    rows = [
        [
            Cell(f"{change.kpi_no} {change.kpi_name}"),
            Cell(change.year),
            Cell(change.before.words, tone=change.before.tone, mark=change.before.mark),
            Cell(change.after.words, tone=change.after.tone, mark=change.after.mark),
        ]
        for change in found.changes[:SHOWN_CHANGES]
    ]
    draw_table(page, page.say("publishing.changes"), heads, rows, stacks=True)


def _draw_left_out(page: Screen, found: PublicStanding) -> None:
    if not found.left_out:
        return
    page.draw("note", lines=[page.say("publishing.left_out", count=found.left_out_count)])
    heads = [Head(page.say(f"publishing.column.{name}")) for name in ("kpi", "year", "because")]
    between = page.say("frame.list")
    rows = [
        [Cell(line.kpi), Cell(between.join(line.years)), Cell(line.because)]
        for line in found.left_out
    ]
    draw_table(page, page.say("publishing.left_out.caption"), heads, rows, stacks=True)


def draw_history(page: Screen) -> None:
    found = publications(page.record, page.now().revision)
    page.section_head(page.say("publishing.history"))
    if not found:
        page.draw("note", lines=[page.say("publishing.history.none")])
        return
    names = ("number", "what", "moment", "by", "detail")
    heads = [Head(page.say(f"publishing.column.{name}")) for name in names]
    rows = [
        [
            Cell(str(each.moment.number)),
            Cell(page.say(f"publishing.{'done' if each.moment.snapshot else 'taken_back'}")),
            Cell(i18n.moment(each.recorded_at, page.lang)),
            Cell(each.by),
            Cell(each.moment.reason or each.moment.approval_no),
        ]
        for each in reversed(found)
    ]
    draw_table(page, page.say("publishing.history"), heads, rows, stacks=True)
