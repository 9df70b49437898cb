"""A section reports without a file: few steps, nothing lost, nobody overwritten unseen."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import Visitor
from tests.browser.serving import ON, ROOT, Server, _wait_until_healthy, free_port, served
from tests.browser.visiting import PATIENCE, Visit
from tests.entered import enter
from tests.forms import SEND, TYPING
from tests.proving import in_turn
from yamato_dx.acts.actor import Actor
from yamato_dx.acts.opening import Place, open_record

SECTION = "s01"
OWNED = (
    "kpi:convenience_store_certificates",
    "kpi:overtime_hours",
    "kpi:smartphone_course_attendees",
    "work_item:w1_4",
)
GOAL = 12  # clicks and committed fields, from opening the page to the 報告番号


def register(database: Path) -> None:
    """One section with three KPIs and a work item, in a record that nobody serves yet."""
    name = {"name_ja": "住民課", "name_en": "Residents", "valid_from": None, "valid_to": None}
    owner = {"section_id": SECTION, "report_due": "05-20"}
    with open_record(Place(database=database)) as record:
        enter(record, "section", {SECTION: name}, Actor.at_server("事務局"))
        enter(record, "owner", dict.fromkeys(OWNED, owner), Actor.at_server("事務局"))


@pytest.fixture
def registered(tmp_path: Path) -> Iterator[Server]:
    database = tmp_path / "record.duckdb"
    register(database)
    with served(database) as server:
        yield server


@contextmanager
def killed_at_the_end(database: Path) -> Iterator[Server]:
    """A server that gets no chance to finish anything."""
    port, log = free_port(), database.with_suffix(".log")
    command = [sys.executable, "-m", "yamato_dx", "--database", str(database), "serve"]
    with log.open("wb") as output:
        process = subprocess.Popen(
            [*command, "--port", str(port), "--on", ON], cwd=ROOT, stdout=output, stderr=output
        )
        _wait_until_healthy(process, port, log)
        yield Server(port, database, process.pid)
        process.send_signal(signal.SIGKILL)
        process.wait()


class Desk:
    """A clerk at the page. `steps` counts clicks and committed fields."""

    def __init__(self, reader: Visit) -> None:
        self.reader = reader
        self.steps = 0

    def field(self, label_id: str, **values: object) -> Locator:
        label = self.reader.say(label_id, **values)
        return self.reader.main.get_by_role("textbox", name=label, exact=True)

    def type(self, kpi_no: str, value: str, unit: str) -> Desk:
        field = self.field(TYPING.fields["value"], number=kpi_no, unit=unit)
        field.fill(value)
        return self.leave(field)

    def leave(self, field: Locator) -> Desk:
        self.steps += 1
        field.press("Tab")
        self.reader.rested()
        return self

    def click(self, message_id: str) -> Desk:
        self.steps += 1
        self.reader.button(message_id).click()
        return self

    def preview(self) -> Desk:
        return self.click("reports.typing.preview")

    def send(self, who: str = "住民係") -> Desk:
        name = self.reader.field(SEND.by)
        expect(name).to_be_visible(timeout=PATIENCE)
        name.fill(who)
        self.steps += 1
        return self.click(SEND.button)

    def receipt(self) -> str:
        number = self.reader.sent_number()
        self.reader.settled()  # what was there to be sent is gone
        return number

    def received(self) -> list[list[str]]:
        return self.reader.rows(self.reader.table("reports.typing.receipt.values"))


def at(reader: Visit, **query: object) -> Desk:
    reader.open("report", **{"section": SECTION, **query})
    reader.shows("reports.typing.kpis")
    return Desk(reader)


def type_three(desk: Desk) -> Desk:
    return desk.type("4", "1105", "件").type("5", "9796", "時間").type("9-1", "96", "人")


def test_three_numbers_take_at_most_twelve_steps(visit: Visitor, registered: Server) -> None:
    reader = visit(registered).open("report")
    desk = Desk(reader)
    reader.choose("section", "住民課", SECTION)
    desk.steps += 2  # the box and the choice in it
    type_three(desk).preview()
    assert [row[0].split()[0] for row in changed(desk)] == ["4", "5", "9-1"]
    number = desk.send().receipt()
    assert number.startswith("R8-")
    assert desk.steps <= GOAL
    received = [row[2].splitlines() for row in desk.received()]
    assert [words[0] for words in received] == ["1,105件", "9,796時間", "96人"]
    assert reader.say("assessment.hold.no_baseline") in received[1][1]
    # Sent, nothing is left to go on with.
    reader.open("report", section=SECTION)
    reader.shows("reports.typing.kpis")
    expect(reader.button(TYPING.buttons["take_up"])).to_have_count(0)


def changed(desk: Desk) -> list[list[str]]:
    return desk.reader.rows(desk.reader.table("reports.sending.changes.title"))


def test_closed_tab_loses_at_most_the_cell_being_typed(visit: Visitor, registered: Server) -> None:
    desk = at(visit(registered)).type("4", "1105", "件").type("5", "9796", "時間")
    desk.field(TYPING.fields["value"], number="9-1", unit="人").fill("96")
    desk.reader.page.close(run_before_unload=False)
    goes_on_with_two_of_three(visit(registered))


@pytest.mark.prove
def test_killed_server_loses_at_most_the_cell_being_typed(visit: Visitor, tmp_path: Path) -> None:
    database = tmp_path / "record.duckdb"
    register(database)
    with killed_at_the_end(database) as server:
        desk = at(visit(server)).type("4", "1105", "件").type("5", "9796", "時間")
        desk.field(TYPING.fields["value"], number="9-1", unit="人").fill("96")
        desk.reader.page.close(run_before_unload=False)
    with served(database) as server:
        goes_on_with_two_of_three(visit(server))


def goes_on_with_two_of_three(reader: Visit) -> None:
    reader.open("report", section=SECTION)
    reader.button(TYPING.buttons["take_up"]).click()
    reader.shows("reports.typing.kpis")
    desk = Desk(reader)
    expect(desk.field(TYPING.fields["value"], number="4", unit="件")).to_have_value("1105")
    expect(desk.field(TYPING.fields["value"], number="5", unit="時間")).to_have_value("9796")
    desk.type("9-1", "96", "人").preview().send().receipt()
    assert len(desk.received()) == 3


@pytest.mark.prove
def test_impossible_is_refused_and_unlikely_is_asked(visit: Visitor, registered: Server) -> None:
    reader = visit(registered)
    at(reader, year=2024).type("4", "640", "件").preview().send().receipt()
    desk = at(reader, year=2025)
    desk.type("4", "約700", "件")
    reader.shows("intake.problem.about_number")
    desk.preview()
    reader.shows("reports.typing.refused", count=1)
    expect(reader.button(SEND.button)).to_have_count(0)

    desk.type("4", "7000", "件")
    held = reader.say("intake.held.last_year", figure="640件")
    told = {"kpi_no": "4", "held": held, "value": "7,000件"}
    reader.shows("intake.problem.far_from_last_year", **told)
    expect(reader.button(SEND.button)).to_have_count(0)
    reader.main.get_by_text(reader.say(TYPING.fields["confirm"], raw="7000")).click()
    desk.send().receipt()
    assert desk.received()[0][2] == "7,000件"


@pytest.mark.prove
def test_proxy_is_recorded(visit: Visitor, registered: Server) -> None:
    desk = at(visit(registered)).type("4", "1105", "件").preview()
    proxy = desk.reader.say(TYPING.fields["proxy"], section="住民課")
    desk.reader.main.get_by_text(proxy).click()
    number = desk.send("事務局").receipt()
    desk.reader.shows("reports.typing.receipt.proxy")
    saved = desk.reader.saved(desk.reader.button(TYPING.buttons["receipt"])).decode()
    assert all(word in saved for word in (number, "住民課", "代理入力", "1,105件"))


@pytest.mark.prove
def test_a_cell_put_back_as_it_was_is_nobodys_change(visit: Visitor, registered: Server) -> None:
    first = at(visit(registered))
    report_start(first, "R6.4")
    first = at(first.reader)
    start = first.field(TYPING.fields["start_month"], number="1-4")
    for months in ("R6.5", "2024-04"):
        start.fill(months)
        first.leave(start)
    report_start(at(visit(registered)), "R6.6")
    first.type("4", "1105", "件").preview()
    expect(start).to_have_value("2024-06")  # the colleague's, not what was put back
    first.send().receipt()
    expect(first.reader.table("reports.typing.items")).to_have_count(0)


def report_start(desk: Desk, month: str) -> None:
    label = desk.reader.say(TYPING.fields["progress"], number="1-4")
    desk.reader.main.get_by_role("combobox", name=label).select_option("under_way")
    start = desk.field(TYPING.fields["start_month"], number="1-4")
    start.fill(month)
    desk.leave(start).preview().send().receipt()


@pytest.mark.prove
def test_a_cell_that_held_what_was_reported_may_be_emptied(
    visit: Visitor, registered: Server
) -> None:
    reader = visit(registered)
    first = at(reader)
    label = reader.say(TYPING.fields["progress"], number="1-4")
    reader.main.get_by_role("combobox", name=label).select_option("under_way")
    evidence = first.field(TYPING.fields["evidence"], number="1-4")
    evidence.fill("起案書")
    first.leave(evidence).preview().send().receipt()

    second = at(reader)
    evidence = second.field(TYPING.fields["evidence"], number="1-4")
    expect(evidence).to_have_value("起案書")
    evidence.fill("")
    second.leave(evidence)
    reader.main.get_by_role("combobox", name=label).select_option("under_way")
    second.preview().send().receipt()
    (row,) = reader.rows(reader.table("reports.typing.items"))
    assert row[3] == ""


def test_months_come_from_a_spreadsheet_at_once(visit: Visitor, registered: Server) -> None:
    reader = visit(registered)
    desk = at(reader)
    reader.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    period = reader.main.get_by_role(
        "combobox", name=reader.say(TYPING.fields["period"], number="9-1")
    )
    period.focus()
    period.select_option(reader.say("reports.typing.period.month"))
    months = [
        desk.field(TYPING.fields["month"], number="9-1", month=f"{month}月", unit="人")
        for month in (4, 5, 6, 7)
    ]
    expect(months[3]).to_be_visible(timeout=PATIENCE)
    expect(period).to_be_focused()  # the row was drawn anew around the reader
    paste(reader, months[0], "10\n12\n9\n")
    for month, value in zip(months, ("10", "12", "9", ""), strict=True):
        expect(month).to_have_value(value)
    paste(reader, months[0], "11\t13")  # a line of Excel goes on downwards, too
    desk.preview().send().receipt()
    assert desk.received()[0][2] == "33人"
    reader.page.locator("summary").click()
    assert reader.page.locator(".ydx-month-table td").all_inner_texts() == ["11", "13", "9"]


def test_months_are_gone_through_as_in_a_spreadsheet(visit: Visitor, registered: Server) -> None:
    reader = visit(registered)
    desk = at(reader, year=2025)
    period = reader.main.get_by_role(
        "combobox", name=reader.say("reports.typing.field.period", number="9-1")
    )
    period.select_option(reader.say("reports.typing.period.month"))
    april, may, june = (
        desk.field("reports.typing.field.month", number="9-1", month=f"{month}月", unit="人")
        for month in (4, 5, 6)
    )
    april.click()
    keys = reader.page.keyboard
    keys.type("10")
    keys.press("Enter")
    expect(may).to_be_focused()
    keys.type("12")
    keys.press("ArrowRight")
    expect(june).to_be_focused()
    keys.type("9")
    keys.press("ArrowLeft")  # within the word first
    keys.press("ArrowLeft")
    expect(may).to_be_focused()
    reader.settled()
    for month, value in ((april, "10"), (may, "12"), (june, "9")):
        expect(month).to_have_value(value)


def paste(reader: Visit, field: Locator, cells: str) -> None:
    reader.page.evaluate("cells => navigator.clipboard.writeText(cells)", cells)
    field.focus()
    reader.page.keyboard.press("Control+v")
    reader.rested()


@pytest.mark.prove
def test_more_than_there_is_room_for_is_pasted_as_it_is(visit: Visitor, registered: Server) -> None:
    reader = visit(registered)
    desk = at(reader)
    reader.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    only = desk.field(TYPING.fields["value"], number="4", unit="件")
    paste(reader, only, "10\t12")
    desk.leave(only).preview()
    reader.shows("reports.typing.refused", count=1)  # nothing of it is left out unseen


@pytest.mark.prove
def test_keyboard_alone_reaches_the_number(visit: Visitor, registered: Server) -> None:
    reader = at(visit(registered)).reader
    Desk(reader).field(TYPING.fields["value"], number="4", unit="件").focus()
    keys = reader.page.keyboard
    keys.type("1105")
    press_until(reader, reader.button(TYPING.buttons["preview"]))
    keys.press("Enter")
    expect(reader.field(SEND.by)).to_be_visible(timeout=PATIENCE)
    press_until(reader, reader.field(SEND.by))
    keys.type("住民係")
    press_until(reader, reader.button(SEND.button))
    keys.press("Enter")
    assert reader.sent_number()


def press_until(reader: Visit, wanted: Locator) -> None:
    """Tab on, as a reader without a mouse would; fails where it is not reached."""
    for _ in range(60):
        reader.page.keyboard.press("Tab")
        reader.settled()
        if wanted.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError("not reached by the Tab key")


@pytest.mark.parametrize("width", in_turn([320, 375, 1280]))
@pytest.mark.parametrize("lang", in_turn(["ja", "en"]))
@pytest.mark.prove
def test_page_fits(visit: Visitor, registered: Server, lang: str, width: int) -> None:
    reader = visit(registered, lang=lang, width=width).open("report", section=SECTION)
    reader.shows("reports.typing.kpis")
    spare = "element => element.scrollWidth - element.clientWidth"
    assert reader.main.evaluate(spare) <= 0
