"""What must be mended or answered before typed cells can be sent, each with the way to its cell."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from yamato_dx.queries.reports.preview import TypedRow
from yamato_dx.ui.frame.templates import fill
from yamato_dx.ui.glossary.problems import problem_address
from yamato_dx.ui.reports.typing import state as typing_state
from yamato_dx.ui.reports.typing.cells import cell_name, month_of_cell
from yamato_dx.ui.reports.typing.fields import draw_fields
from yamato_dx.ui.reports.typing.rows import NO_INITIATIVE, DeskPart

if TYPE_CHECKING:
    from yamato_dx.intake.problem import Problem
    from yamato_dx.queries.reports.owed import Owed, OwedItem
    from yamato_dx.queries.reports.preview import Preview
    from yamato_dx.ui.frame.screen import Screen
    from yamato_dx.ui.reports.typing.desk import Desk


@dataclass(frozen=True)
class Obstacle:
    """`cell`: on this page, to go to; else the work items that have it stand at `address`."""

    place: str
    problem: Problem
    explained: str
    cell: str = ""
    address: str = ""


def draw_obstacles(
    page: Screen, desk: Desk, answer: Owed, preview: Preview, *, shown: Collection[str]
) -> None:
    """`shown`: the work items that stand on the page."""
    page.message(
        page.say("reports.typing.refused.note"),
        tone="bad",
        big=page.say("reports.typing.refused", count=len(preview.obstacles)),
    )
    typed = typing_state.typed_report(page, desk, answer)
    items = {item.item_key: item for item in answer.items}
    obstacles = []
    for problem in preview.obstacles:
        row = typed.row_at(problem.row or 0)
        obstacles.append(
            _of_kpi(page, problem, row)
            if isinstance(row, TypedRow)
            else _of_item(page, problem, items[row.item_id], shown)
        )
    html = fill("typing_obstacles", page.lang, {"obstacles": obstacles})
    draw_fields(page, desk, typing_state.OBSTACLES, DeskPart(html, {}))


def _of_kpi(page: Screen, problem: Problem, row: TypedRow) -> Obstacle:
    kpi = page.plan_of_reports.kpi(row.kpi_id)
    place = f"KPI {kpi.kpi_no} {month_of_cell(page, problem)}".strip()
    return Obstacle(place, problem, problem_address(problem.code, page.lang), cell_name(problem))


def _of_item(page: Screen, problem: Problem, item: OwedItem, shown: Collection[str]) -> Obstacle:
    place, explained = f"{item.number} {item.name}", problem_address(problem.code, page.lang)
    if item.item_key in shown:
        return Obstacle(place, problem, explained, cell=f"item.{item.item_key}.{problem.column}")
    address = page.here(items=item.initiative_no or NO_INITIATIVE)
    return Obstacle(place, problem, explained, address=address)
