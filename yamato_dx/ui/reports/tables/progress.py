"""What is said of work items and commitments, in words and before beside after."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yamato_dx.i18n import text
from yamato_dx.queries.reports.receipt import month_words
from yamato_dx.ui.frame.cells import Cell, Head, draw_table

if TYPE_CHECKING:
    from yamato_dx.entries.progress import WorkProgress
    from yamato_dx.queries.reports.progress_changes import ProgressChange
    from yamato_dx.ui.frame.screen import Screen


def draw_progress(page: Screen, progress: tuple[ProgressChange, ...]) -> None:
    """What is reported of work items, beside what stands."""
    if not progress:
        return
    names = item_names(page)
    heads = [
        Head(page.say("reports.typing.item")),
        Head(page.say("reports.sending.column.before")),
        Head(page.say("reports.sending.column.after")),
        Head(page.say("intake.progress.column.evidence")),
    ]
    rows = [
        [
            Cell(names[change.item_key]),
            Cell(progress_words(page.lang, change.before)),
            Cell(progress_words(page.lang, change.after)),
            Cell(change.after.evidence if change.after else ""),
        ]
        for change in progress
        if change.item_key in names
    ]
    page.section_head(page.say("reports.typing.items"))
    draw_table(page, page.say("reports.typing.items"), heads, rows, stacks=True)


def item_names(page: Screen) -> dict[str, str]:
    """Number and name of each work item and commitment that any plan has, by its key."""
    return {
        thing.owned_id: f"{thing.number} {thing.name}".strip()
        for thing in page.reported_things
        if thing.kind != "kpi"
    }


def progress_cells(standing: WorkProgress | None) -> dict[str, str]:
    """What its fields begin with: months as 2024-04, nothing where nothing was said."""
    if standing is None:
        return dict.fromkeys(("start_month", "finish_month", "evidence"), "")
    start, finish = (
        f"{month:%Y-%m}" if month else "" for month in (standing.start_month, standing.finish_month)
    )
    return {"start_month": start, "finish_month": finish, "evidence": standing.evidence}


def progress_words(lang: str, standing: WorkProgress | None) -> str:
    """実施中（2024年4月〜）; 未報告 where nothing was ever said."""
    if standing is None:
        return text("reports.typing.not_reported", lang)
    state = text(f"reports.typing.progress.{standing.status}", lang)
    months = [month_words(month, lang) for month in (standing.start_month, standing.finish_month)]
    if not any(months):
        return state
    return text(
        "reports.typing.state_with_months", lang, state=state, start=months[0], finish=months[1]
    )
