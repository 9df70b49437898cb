"""The parts of «全体スケジュール»: the sentence, the years drawn, the list, the table to take."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from yamato_dx import i18n
from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.queries.schedule.items import (
    NOT_REPORTED,
    STATUSES,
    Schedule,
    ScheduleLine,
    Wanted,
    schedule,
    section_names,
    wanted_lines,
)
from yamato_dx.queries.schedule.words import (
    planned_words,
    proof,
    schedule_table,
    sentence,
    standing_words,
    status_word,
)
from yamato_dx.ui.charts.answers import Card, CardLine
from yamato_dx.ui.frame.cells import Cell, Head, draw_table
from yamato_dx.ui.frame.downloads import table_downloads
from yamato_dx.ui.frame.filters import choose, choose_segment
from yamato_dx.ui.frame.screen import ALL

if TYPE_CHECKING:
    from yamato_dx.queries.assessed import View
    from yamato_dx.queries.schedule.items import Progress
    from yamato_dx.ui.frame.screen import Screen
    from yamato_dx.ui.frame.templates import Values

NO_OWNER: Final = "none"
STANDINGS: Final = ("overdue", "late")
YEARS, LIST = "years", "list"
# Of the statuses only the two ends have a colour: the rest is ink.
TONES: Final = {"done": "good", "continuing": "good", NOT_REPORTED: "second"}
BARS: Final = {
    "done": "done",
    "continuing": "done",
    "under_way": "now",
    "under_review": "now",
    "cancelled": "off",
}
# Reported as these without a finish, an item still runs on the day of the view.
RUNNING: Final = ("under_way", "continuing", "under_review")


@dataclass(frozen=True)
class YearMark:
    """Something drawn on the years: where it begins and how long it is, in percent of them."""

    kind: str
    left: float
    width: float


def wanted_items(page: Screen) -> Wanted:
    initiative_no = page.initiative()
    statuses = {status: status_word(status, page.lang) for status in (*STATUSES, NOT_REPORTED)} | {
        standing: page.say(f"schedule.standing.{standing}") for standing in STANDINGS
    }
    status = choose(
        "status",
        page.say("schedule.filter.status"),
        {ALL: page.say("schedule.filter.all_statuses")} | statuses,
        ALL,
    )
    section = _section(page)
    year = page.fiscal_year(with_all=True)
    return Wanted(initiative_no, None if status == ALL else status, section, year)


def _section(page: Screen) -> str | None:
    names = section_names(page.record, page.now(), page.lang)
    options = {ALL: page.say("frame.filter.all_sections")} | {name: name for name in names}
    options[NO_OWNER] = page.say("frame.filter.section_open")
    chosen = choose("section", page.say("frame.filter.section"), options, ALL)
    return {ALL: None, NO_OWNER: ""}.get(chosen, chosen)


def schedule_of(page: Screen, view: View) -> Schedule:
    return schedule(page.record, view, page.lang)


def draw_sentence(page: Screen, view: View, found: Schedule) -> None:
    page.draw(
        "schedule_sentence",
        sentence=sentence(found, view, page.lang),
        proof=proof(found, page.lang),
        link=page.link("decisions"),
    )


def draw_table_head(page: Screen, view: View, found: Schedule, wanted: Wanted) -> bool:
    """How many items are shown, the table to take away, years or list; whether the years are."""
    lines = wanted_lines(found, wanted)
    with st.container(horizontal=True, vertical_alignment="center", key="schedule-head"):
        views = {shape: page.say(f"schedule.view.{shape}") for shape in (YEARS, LIST)}
        chosen = choose_segment("show", page.say("schedule.view"), views)
        page.draw("note", lines=[_count(page, found, lines, wanted)])
        table_downloads(
            page,
            view,
            "schedule",
            partial(schedule_table, found, lines, page.lang),
            title=page.say("frame.page.schedule"),
            filter_words=_filter_words(page, wanted),
        )
    return chosen == YEARS


def _count(page: Screen, found: Schedule, lines: tuple[ScheduleLine, ...], wanted: Wanted) -> str:
    items = sum(line.is_work_item for line in lines)
    words = page.say("schedule.count", items=items, commitments=len(lines) - items)
    if wanted.fiscal_year is None:
        return words
    hidden = sum(not line.planned and not line.progress for line in found.work_items)
    return words + page.say("schedule.count.hidden", count=hidden, number=hidden)


def _filter_words(page: Screen, wanted: Wanted) -> tuple[str, ...]:
    words = []
    if wanted.initiative_no is not None:
        initiative = page.plan.initiative(wanted.initiative_no)
        words.append(f"{initiative.initiative_no} {initiative.name.in_language(page.lang)}")
    if wanted.status in STANDINGS:
        words.append(page.say(f"schedule.standing.{wanted.status}"))
    elif wanted.status is not None:
        words.append(status_word(wanted.status, page.lang))
    if wanted.section is not None:
        words.append(wanted.section or page.say("frame.filter.section_open"))
    if wanted.fiscal_year is not None:
        words.append(i18n.fiscal_year(wanted.fiscal_year, page.lang))
    return tuple(words)


def draw_years(page: Screen, view: View, found: Schedule, wanted: Wanted) -> None:
    if not wanted_lines(found, wanted):
        page.message(page.say("schedule.no_match"))
        return
    make = partial(_years, page, view, found, wanted)
    page.draw_once("schedule_years", (view, wanted), make)


def _years(page: Screen, view: View, found: Schedule, wanted: Wanted) -> Values:
    lines = wanted_lines(found, wanted)
    years = found.plan.fiscal_years
    return {
        "caption": page.say("schedule.caption"),
        "years": [
            {
                "label": i18n.fiscal_year(year, page.lang, "short"),
                "is_chosen": year.start_year == wanted.fiscal_year,
            }
            for year in years
        ],
        "chosen": next(
            (
                YearMark("year", 100 * place / len(years), 100 / len(years))
                for place, year in enumerate(years)
                if year.start_year == wanted.fiscal_year
            ),
            None,
        ),
        "today": today_in(found, view.on),
        "groups": [_group(page, view, found, lines, number=number) for number in _numbers(lines)],
    }


def _numbers(lines: tuple[ScheduleLine, ...]) -> list[int | None]:
    """The initiatives of the lines, in order; what belongs to none comes last."""
    found = {line.initiative_no for line in lines}
    numbers: list[int | None] = [
        *sorted(initiative_no for initiative_no in found if initiative_no is not None)
    ]
    return [*numbers, None] if None in found else numbers


def _group(
    page: Screen,
    view: View,
    found: Schedule,
    lines: tuple[ScheduleLine, ...],
    *,
    number: int | None,
) -> dict[str, Any]:
    mine = [line for line in lines if line.initiative_no == number]
    name = (
        page.say("schedule.whole_plan")
        if number is None
        else f"{number}　{found.plan.initiative(number).name.in_language(page.lang)}"
    )
    return {
        "name": name,
        "link": "" if number is None else page.link("initiatives", initiative=number),
        "items": [_drawn(page, view, found, line) for line in mine if line.is_work_item],
        "commitments": [_drawn(page, view, found, line) for line in mine if not line.is_work_item],
    }


def _drawn(page: Screen, view: View, found: Schedule, line: ScheduleLine) -> dict[str, Any]:
    words = planned_words(line, page.lang)
    report = line.progress
    return {
        "id": f"item-{line.item_id}",
        "card": _card(page, line),
        "name": line.name,
        "planned": words if line.planned else (),
        "unplanned": "" if line.planned else words[0],
        "owner": line.owner,
        "marks": [*_plan_marks(found, line), *_report_marks(found, line, view.on)],
        "mark": page.say("assessment.mark.not_reported") if report is None else "",
        "status": status_word(line.status, page.lang),
        "tone": TONES.get(line.status, ""),
        "standing": standing_words(line, page.lang),
        "months": _months(page, report) if report else "",
        "evidence": _evidence(page, report) if report else "",
        "batch_id": report.batch_id if report else "",
        "link": page.link("history", batch=report.batch_id) if report and report.batch_id else "",
    }


def _card(page: Screen, line: ScheduleLine) -> Card:
    """What, when and how far, as the row around its bars says it."""
    report = line.progress
    told = [("plan", words) for words in planned_words(line, page.lang)]
    if report:
        told += [("months", _months(page, report)), ("evidence", _evidence(page, report))]
    told += [("status", standing_words(line, page.lang)), ("section", line.owner)]
    lines = [CardLine(page.say(f"schedule.column.{name}"), words) for name, words in told if words]
    if report and report.batch_id:
        link = page.link("history", batch=report.batch_id)
        lines.append(CardLine(page.say("schedule.column.batch"), report.batch_id, link))
    status = status_word(line.status, page.lang)
    return Card(name=line.name, head=line.name, figure=status, told=tuple(lines))


def _plan_marks(found: Schedule, line: ScheduleLine) -> Iterator[YearMark]:
    for years in line.planned:
        first, last = years.shown
        mark = _placed(found, years.kind, first.first_day, last.last_day)
        if mark:
            yield mark


def _report_marks(found: Schedule, line: ScheduleLine, on: date) -> Iterator[YearMark]:
    report = line.progress
    if report is None or line.status not in BARS:
        return
    end = report.finish or (on if line.status in RUNNING else None)
    if report.start and end:
        mark = _placed(found, BARS[line.status], report.start, end)
    elif report.start or report.finish:
        only = report.start or report.finish
        assert only is not None, "one of the months is known"
        mark = _placed(found, "month", only, only)
    else:
        mark = None
    if mark:
        yield mark


def _placed(found: Schedule, kind: str, first: date, last: date) -> YearMark | None:
    """From the first month to the last, as far as they lie within the plan's years."""
    years = found.plan.fiscal_years
    months = 12 * len(years)
    begin = max(0, _month_no(years[0], first))
    end = min(months, _month_no(years[0], last) + 1)
    if begin >= end:
        return None
    return YearMark(kind, 100 * begin / months, 100 * (end - begin) / months)


def today_in(found: Schedule, on: date) -> float | None:
    """Where `on` lies in the plan's years, in percent of their width; None outside them."""
    first, last = found.plan.first_year.first_day, found.plan.last_year.last_day
    if not first <= on <= last:
        return None
    return 100 * (on - first).days / ((last - first).days + 1)


def _month_no(start: FiscalYear, day: date) -> int:
    return (day.year - start.first_day.year) * 12 + day.month - start.first_day.month


def _evidence(page: Screen, report: Progress) -> str:
    """As written, and how many files came with it."""
    count = report.attached
    attached = page.say("kpis.initiative.attached", count=count) if count else ""
    return "　".join(filter(None, (report.evidence, attached)))


def _months(page: Screen, report: Progress) -> str:
    """2023年5月〜2024年3月; what is not known is left open."""
    if not report.start and not report.finish:
        return ""
    start, finish = (
        i18n.month(month, page.lang) if month else "" for month in (report.start, report.finish)
    )
    return page.say("schedule.months", start=start, finish=finish).strip()


LIST_COLUMNS: Final = (
    "initiative",
    "item",
    "plan",
    "status",
    "months",
    "evidence",
    "batch",
    "section",
)


def draw_list(page: Screen, found: Schedule, wanted: Wanted) -> None:
    lines = wanted_lines(found, wanted)
    if not lines:
        page.message(page.say("schedule.no_match"))
        return
    heads = [Head(page.say(f"schedule.column.{name}")) for name in LIST_COLUMNS]
    rows = [_row(page, line) for line in lines]
    with st.container(key="schedule-list"):
        draw_table(page, page.say("schedule.caption.list"), heads, rows)


def _row(page: Screen, line: ScheduleLine) -> list[Cell]:
    report = line.progress
    batch_id = report.batch_id if report else ""
    status = status_word(line.status, page.lang)
    standing = standing_words(line, page.lang)
    return [
        Cell("" if line.initiative_no is None else str(line.initiative_no)),
        Cell(
            line.name if line.is_work_item else page.say("schedule.commitment", name=line.name),
            is_plans=True,
        ),
        Cell("　".join(planned_words(line, page.lang))),
        Cell(
            f"{status}　{standing}" if standing else status,
            tone="bad" if standing else TONES.get(line.status, ""),
            mark="" if report else page.say("assessment.mark.not_reported"),
            is_code=not standing,
        ),
        Cell((_months(page, report) if report else "") or i18n.MISSING, is_code=True),
        Cell(_evidence(page, report) if report else ""),
        Cell(
            batch_id,
            link=page.link("history", batch=batch_id) if batch_id else "",
            is_code=True,
        ),
        Cell(line.owner or page.say("queries.owner.open")),
    ]
