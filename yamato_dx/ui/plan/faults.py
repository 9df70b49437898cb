"""What is wrong with the chosen workbook, or worth a look: by its cell, and what each kind
means."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from yamato_dx.queries.plan.books import faults_table
from yamato_dx.queries.problems.explanations import explanations
from yamato_dx.ui.frame.cells import Cell, Head, draw_table
from yamato_dx.ui.frame.downloads import table_downloads
from yamato_dx.ui.glossary.problems import problem_address

if TYPE_CHECKING:
    from yamato_dx.plan.model.fault import PlanFault
    from yamato_dx.ui.frame.screen import Screen

# More than a person reads; «表を保存» has them all.
SHOWN_FAULTS: Final = 200


def draw_faults(page: Screen, faults: tuple[PlanFault, ...], file_name: str) -> None:
    """Every fault by sheet and cell, with how to mend it."""
    page.message(
        page.say("plan.loading.faults.note"),
        tone="bad",
        big=page.say("plan.loading.faults.title", count=len(faults)),
    )
    _draw_table(page, faults, page.say("plan.loading.faults.caption", file=file_name))


def draw_notes(page: Screen, notes: tuple[PlanFault, ...]) -> None:
    """What is worth a look before the plan is loaded; nothing where there is none."""
    if notes:
        title = page.say("plan.loading.notes.title", count=len(notes))
        page.message(big=title)
        _draw_table(page, notes, title)


def _draw_table(page: Screen, faults: tuple[PlanFault, ...], caption: str) -> None:
    names = ("place", "problem", "mend", "code")
    rows = [
        [
            Cell(_place(page, fault), is_code=True),
            Cell(fault.sentence(page.lang), explained=_explained_at(page, fault)),
            Cell(fault.mend(page.lang)),
            Cell(fault.anchor, is_code=True),
        ]
        for fault in faults[:SHOWN_FAULTS]
    ]
    left = len(faults) - len(rows)
    draw_table(
        page,
        caption,
        [Head(page.say(f"plan.loading.faults.{name}")) for name in names],
        rows,
        foot=page.say("plan.loading.more", count=left) if left else "",
    )


def draw_explanations(page: Screen, faults: tuple[PlanFault, ...]) -> None:
    """What each kind of fault means, once, to unfold: before there is a plan, the page that
    explains them all cannot be opened."""
    known = explanations(page.lang)
    anchors = dict.fromkeys(fault.anchor for fault in faults)
    page.section_head(
        page.say("plan.loading.faults.explained"), page.say("plan.loading.faults.explained.note")
    )
    page.draw("plan_faults", problems=[known[anchor] for anchor in anchors])


def draw_faults_download(page: Screen, faults: tuple[PlanFault, ...], file_name: str) -> None:
    table_downloads(
        page,
        page.now(),
        "problems",
        partial(faults_table, faults, page.lang),
        title=file_name,
        name="plan_problems",
    )


def _place(page: Screen, fault: PlanFault) -> str:
    return fault.place if fault.sheet else page.say("plan.loading.faults.whole_file")


def _explained_at(page: Screen, fault: PlanFault) -> str:
    return problem_address(fault.anchor, page.lang) if page.served.has_record else ""
