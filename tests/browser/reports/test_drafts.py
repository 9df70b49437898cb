"""Several people fill in one section's report at once: each cell and file of each is there."""

from __future__ import annotations

import asyncio
import re
from contextlib import AsyncExitStack
from pathlib import Path
from urllib.parse import urlencode

import pytest
from playwright.sync_api import expect

from benchmarks.visits.visitor import Visitor as Headless
from benchmarks.visits.visitor import run_visits, visiting
from tests.browser.conftest import Visitor
from tests.browser.reports.test_attachments import NAME, PAPER, attach, listed
from tests.browser.reports.test_typing import SECTION, at, registered
from tests.browser.serving import Server, served
from tests.entered import enter
from tests.forms import TYPING
from tests.store.cases import CLERK
from yamato_dx.acts.actor import Actor
from yamato_dx.acts.drafting import draft_of
from yamato_dx.acts.opening import Place, open_record, plans_in

__all__ = ["registered"]

PEOPLE = 4
TEXTS = re.compile(r'name=\\"([\w./]+\.(?:actual_value|numerator|denominator|evidence))\\"')


def test_four_who_leave_cells_at_once_lose_none(tmp_path: Path) -> None:
    database = tmp_path / "record.duckdb"
    register_all(database)
    with served(database) as server:
        told = run_visits(type_together(server.port))
    with open_record(Place(database=database)) as record:
        draft = draft_of(record, f"report.{SECTION}.2025", actor=CLERK)
    assert draft is not None
    assert len(told) >= PEOPLE * 5
    assert draft.cells == told


def register_all(database: Path) -> None:
    """One section that owns every KPI and as many work items as stand on a page together."""
    plan = plans_in(None)[-1]
    keys = [f"kpi:{one.kpi_id}" for one in plan.kpis]
    keys += [f"work_item:{one.work_item_id}" for one in plan.work_items[:8]]
    with open_record(Place(database=database)) as record:
        enter(record, "section", {SECTION: {"name_ja": "企画政策課"}}, Actor.at_server("事務局"))
        enter(
            record,
            "owner",
            {key: {"section_id": SECTION} for key in keys},
            Actor.at_server("事務局"),
        )


async def type_together(port: int) -> dict[str, str]:
    """All leave a cell at the same moment, again and again; then each sees all of them."""
    query = urlencode({"way": "typing", "section": SECTION})
    async with AsyncExitStack() as stack:
        people = [
            await stack.enter_async_context(visiting(port, "report", query)) for _ in range(PEOPLE)
        ]
        names = sorted(set(TEXTS.findall(shown(people[0]))))
        told = {name: str(1000 + place) for place, name in enumerate(names)}
        for place in range(0, len(names), PEOPLE):
            cells = zip(people, names[place : place + PEOPLE], strict=False)
            await asyncio.gather(*(one.type(name, told[name]) for one, name in cells))
        for one in people:
            await one.rerun()
            assert [name for name in names if f'"{name}": "{told[name]}"' not in shown(one)] == []
    return told


def shown(person: Headless) -> str:
    return "".join(one.bytes.decode() for one in person.forms.values())


@pytest.mark.prove
def test_a_cell_left_while_a_colleague_attaches_keeps_the_file(
    visit: Visitor, registered: Server
) -> None:
    first, second = at(visit(registered)), at(visit(registered))
    attach(second, (NAME, PAPER))
    expect(listed(second.reader, 1)).to_be_visible()
    first.type("4", "1105", "件")
    # The colleague's file is on the next page that is drawn, and still in the draft.
    expect(listed(first.reader, 1)).to_contain_text(NAME)
    second.type("5", "9796", "時間")
    kept = second.field(TYPING.fields["value"], number="4", unit="件")
    expect(kept).to_have_value("1105")

    third = visit(registered).open("report", section=SECTION)
    third.shows("reports.typing.draft.files", count=1)
    third.button(TYPING.buttons["take_up"]).click()
    third.shows("reports.typing.kpis")
    expect(listed(third, 1)).to_contain_text(NAME)


@pytest.mark.prove
def test_a_cursor_that_rests_in_a_cell_keeps_a_colleagues_words(
    visit: Visitor, registered: Server
) -> None:
    first, second = at(visit(registered)), at(visit(registered))
    first.field(TYPING.fields["value"], number="4", unit="件").fill("1105")
    second.type("5", "9796", "時間")
    resting = first.field(TYPING.fields["value"], number="5", unit="時間")
    resting.focus()  # by which the other cell is left, and the colleague's is taken up
    expect(resting).to_have_value("9796")
    first.leave(resting).type("9-1", "96", "人")
    second.preview()
    expect(second.field(TYPING.fields["value"], number="5", unit="時間")).to_have_value("9796")
    expect(second.field(TYPING.fields["value"], number="4", unit="件")).to_have_value("1105")


@pytest.mark.prove
def test_a_cell_that_a_colleague_clears_is_empty_for_who_typed_it(
    visit: Visitor, registered: Server
) -> None:
    first, second = at(visit(registered)), at(visit(registered))
    first.type("4", "1105", "件")
    second.type("5", "9796", "時間")
    expect(second.field(TYPING.fields["value"], number="4", unit="件")).to_have_value("1105")
    second.type("4", "", "件")
    first.type("9-1", "96", "人")
    expect(first.field(TYPING.fields["value"], number="5", unit="時間")).to_have_value("9796")
    expect(first.field(TYPING.fields["value"], number="4", unit="件")).to_have_value("")
