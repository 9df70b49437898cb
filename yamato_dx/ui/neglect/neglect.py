"""The parts of «手入れの要る数字»: how many of each kind, and each list with the way to mend it."""

from __future__ import annotations

from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING

from yamato_dx.queries.neglect.neglect import (
    KINDS,
    Neglected,
    NeglectKind,
    counts_of,
    detail_words,
    neglect_table,
    neglected,
)
from yamato_dx.queries.words import owner_of
from yamato_dx.ui.frame.cells import Cell, Head, draw_table
from yamato_dx.ui.frame.downloads import table_downloads

if TYPE_CHECKING:
    from yamato_dx.queries.assessed import View
    from yamato_dx.ui.frame.screen import Screen


def draw_neglect(page: Screen, view: View) -> None:
    found = neglected(page.record, view)
    counts = counts_of(found)
    page.draw(
        "neglect_counts",
        counts=[(page.say(f"neglect.kind.{kind}"), counts[kind]) for kind in KINDS],
        total=len(page.plan.kpis),
    )
    if not found:
        page.message(page.say("neglect.none"))
        return
    for kind in KINDS:
        lines = [line for line in found if line.kind == kind]
        if lines:
            _draw_kind(page, kind, lines)
    table_downloads(
        page,
        view,
        "neglect",
        partial(neglect_table, found, page.plan, page.lang),
        title=page.say("frame.page.neglect"),
    )


def _draw_kind(page: Screen, kind: NeglectKind, lines: list[Neglected]) -> None:
    """One line per KPI: of several years the last one, and how many others."""
    title = page.say(f"neglect.kind.{kind}")
    of_kpis = [list(of_kpi) for _, of_kpi in groupby(lines, lambda line: line.kpi.kpi_id)]
    page.section_head(title, page.say(f"neglect.note.{kind}"))
    has_detail = any(detail_words(line, page.lang) for line in lines)
    names = ("kpi", "owner", *(("detail",) if has_detail else ()), "mend")
    heads = [Head(page.say(f"neglect.column.{name}")) for name in names]
    rows = [
        [
            Cell(f"{line.kpi.kpi_no} {line.kpi.short_name.in_language(page.lang)}"),
            Cell(owner_of(line.kpi, page.lang)),
            *((Cell(_detail(page, line, len(of_kpi))),) if has_detail else ()),
            Cell(page.say(f"neglect.mend.{kind}"), link=_mended_at(page, line)),
        ]
        for of_kpi in of_kpis
        for line in of_kpi[-1:]
    ]
    draw_table(page, title, heads, rows, stacks=True)


def _detail(page: Screen, line: Neglected, years: int) -> str:
    words = detail_words(line, page.lang)
    return page.say("neglect.detail.more", detail=words, count=years - 1) if years > 1 else words


def _mended_at(page: Screen, line: Neglected) -> str:
    if line.kind == "unowned":
        return page.link("sections")
    if line.kind in ("never_reported", "untouched"):
        return page.link("report", way="typing")
    return page.link("initiatives", initiative=line.kpi.initiative_no, year=line.fiscal_year)
