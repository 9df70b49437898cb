"""添付資料 from the clerk's disk to whoever asks for them: kept, named, handed back unopened."""

from __future__ import annotations

import pytest
from playwright.sync_api import FilePayload, Locator, expect

from tests.browser.conftest import Visitor
from tests.browser.reports.test_typing import Desk, at, registered
from tests.browser.serving import Server
from tests.browser.visiting import PATIENCE, Visit
from tests.forms import HISTORY, SEND, TYPING
from tests.reports import year_csv

__all__ = ["registered"]

PAPER = b"%PDF-1.7\n" + bytes(range(256)) * 40
PAGE = b"<!doctype html><script>document.title = 'run'</script>"
NAME = "令和7年度 発行件数_集計①.pdf"


def attach(desk: Desk, *files: tuple[str, bytes]) -> None:
    """Choose files in the box, as one does in the browser's window."""
    chosen: list[FilePayload] = [
        {"name": name, "mimeType": "application/octet-stream", "buffer": content}
        for name, content in files
    ]
    box = desk.reader.page.locator(".st-key-typing-attachments input[type=file]")
    box.set_input_files(chosen)


def listed(reader: Visit, number: int) -> Locator:
    return reader.page.locator(f".st-key-typing-row-file-{number} .ydx-file")


def attached(reader: Visit, message_id: str) -> list[list[str]]:
    return reader.rows(reader.table(message_id))


@pytest.mark.prove
def test_a_file_outlives_the_tab_and_comes_back_as_it_was(
    visit: Visitor, registered: Server
) -> None:
    desk = at(visit(registered))
    attach(desk, (NAME, PAPER), ("一覧.html", PAGE))
    expect(listed(desk.reader, 2)).to_be_visible()
    belong(desk.reader, 1, "KPI 4 コンビニ交付 発行件数")
    desk.type("4", "1105", "件")
    desk.reader.page.close(run_before_unload=False)

    reader = visit(registered).open("report", section="s01")
    reader.shows("reports.typing.draft.files", count=2)
    reader.button(TYPING.buttons["take_up"]).click()
    expect(listed(reader, 1)).to_contain_text(NAME)
    desk = Desk(reader).preview()
    sent = reader.table("reports.typing.attachments.sending")
    expect(sent).to_be_visible()
    assert [row[:2] for row in reader.rows(sent)] == [
        [NAME, "KPI 4 コンビニ交付 発行件数"],
        ["一覧.html", "この報告全体"],
    ]
    number = desk.send().receipt()
    rows = attached(reader, "reports.typing.attachments")
    assert [row[0] for row in rows] == [NAME, "一覧.html"]
    saved = reader.saved(reader.button(TYPING.buttons["receipt"])).decode()
    assert NAME in saved

    reader.open("initiatives", initiative=4, year=2025)
    reader.main.get_by_role("link", name=reader.say("kpis.initiative.attached", count=2)).click()
    reader.page.wait_for_url(f"**/history?batch={number}*")
    reader.settled()
    with reader.page.expect_download() as starting:
        reader.button(HISTORY.buttons["attachment"], number=1).click()
    assert starting.value.suggested_filename == NAME
    assert reader.bytes_of(starting.value) == PAPER
    hands_back_unopened(reader)
    reader.open("report", replaces=number)
    expect(listed(reader, 2)).to_be_visible()  # in its form, filled, its files come along
    reader.open("report", replaces=number, way="file").upload(year_csv(("R7", "4", "1105")))
    reader.shows("reports.sending.lapsed_attachments", count=2)


def belong(reader: Visit, number: int, words: str) -> None:
    label = reader.say(TYPING.fields["subject"], number=number)
    reader.pick(reader.main.get_by_role("combobox", name=label), words)


def hands_back_unopened(reader: Visit) -> None:
    """A page among the files is given as bytes to save, whatever the browser would make of it."""
    button = reader.button(HISTORY.buttons["attachment"], number=2)
    with (
        reader.page.expect_response(lambda one: "/media/" in one.url) as answering,
        reader.page.expect_download() as starting,
    ):
        button.click()
    headers = answering.value.headers
    assert headers["content-type"] == "application/octet-stream"
    assert headers["content-disposition"].startswith("attachment")
    assert headers["x-content-type-options"] == "nosniff"
    assert reader.bytes_of(starting.value) == PAGE


@pytest.mark.prove
def test_what_cannot_be_attached_is_told_and_the_rest_is_kept(
    visit: Visitor, registered: Server
) -> None:
    desk = at(visit(registered))
    reader = desk.reader
    attach(desk, ("空.pdf", b""), ("実" * 300 + ".pdf", PAPER))
    reader.shows("intake.attachment.empty", name="空.pdf")
    expect(listed(reader, 1)).to_contain_text("実" * 251 + ".pdf")
    desk.preview()
    reader.shows("store.attachments_alone")
    expect(reader.button(SEND.button)).to_have_count(0)
    reader.button(TYPING.buttons["remove"], number=1).click()
    expect(listed(reader, 1)).to_have_count(0)
    desk.type("4", "1105", "件").preview()
    expect(reader.field(SEND.by)).to_be_visible(timeout=PATIENCE)
    expect(reader.table("reports.typing.attachments.sending")).to_have_count(0)
    desk.send().receipt()
    expect(reader.table("reports.typing.attachments")).to_have_count(0)


@pytest.mark.prove
def test_what_a_colleague_chose_meanwhile_stays_in_the_draft(
    visit: Visitor, registered: Server
) -> None:
    first, second = at(visit(registered)), at(visit(registered))
    first.type("4", "1105", "件")
    attach(second, (NAME, PAPER))
    expect(listed(second.reader, 1)).to_be_visible()
    belong(second.reader, 1, "KPI 4 コンビニ交付 発行件数")
    first.preview().send("一人目").receipt()
    second.type("5", "9796", "時間").preview()
    about = {"name": NAME, "subject": "KPI 4 コンビニ交付 発行件数"}
    second.reader.shows("reports.typing.attachments.idle", **about)  # asked, not forbidden
    second.send("二人目").receipt()
    assert [row[0] for row in attached(second.reader, "reports.typing.attachments")] == [NAME]
