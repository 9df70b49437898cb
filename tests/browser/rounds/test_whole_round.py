"""A whole small round: opened, handed out as one ZIP, files back, sent, the last one reminded."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visitor
from tests.browser.frame.test_widths import WIDTHS, unread
from tests.browser.serving import Server, served
from tests.browser.visiting import Visit
from tests.forms import ROUND_OPEN, ROUND_REMIND
from tests.proving import in_turn
from tests.queries.rounds.test_forms import answers, filled
from tests.rounds import register
from yamato_dx.acts.opening import Place, open_record


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Server]:
    """A record in which two sections own what they own, and nothing was reported."""
    database = tmp_path / "record.duckdb"
    with open_record(Place(database=database)) as record:
        register(record)
    with served(database) as server:
        yield server


def folder_of(reader: Visit) -> dict[str, bytes]:
    """The ZIP that one press saves."""
    content = reader.saved(reader.button("rounds.papers.button", count=3))
    with zipfile.ZipFile(io.BytesIO(content)) as folder:
        return {name: folder.read(name) for name in folder.namelist()}


def drop(reader: Visit, files: dict[str, bytes]) -> None:
    chosen = [
        {"name": name, "mimeType": "application/octet-stream", "buffer": content}
        for name, content in files.items()
    ]
    reader.page.locator("input[type=file]").set_input_files(chosen)  # type: ignore[arg-type]
    expect(reader.table("rounds.returned.title")).to_be_visible()
    reader.rested()


@pytest.mark.prove
def test_a_round_from_its_opening_to_the_last_reminder(visit: Visitor, office: Server) -> None:
    reader = visit(office).open("rounds")
    reader.field(ROUND_OPEN.by).fill("企画政策課")
    reader.button(ROUND_OPEN.button).click()
    reader.shows("rounds.opened.note")
    expect(reader.heading).to_contain_text("2課のうち0課が回答済。")

    forms = folder_of(reader)
    assert [name.rpartition("_")[2] for name in forms] == [
        "令和7年度の照会.docx",
        "住民課.xlsx",
        "税務課.xlsx",
        "担当課未定.xlsx",
    ]
    residents = filled(forms["実績報告_令和7年度_住民課.xlsx"], answers)
    drop(
        reader,
        {
            "R7まとめ (2).xlsx": residents,
            "回答.pdf": b"%PDF-1.7 no table",
            "税務課 未記入.xlsx": forms["実績報告_令和7年度_税務課.xlsx"],
        },
    )
    rows = reader.rows(reader.table("rounds.returned.title"))
    assert [re.sub(r"\s+", "", row[2]) for row in rows] == ["✓送れる", "×読めない", "－記入なし"]
    assert [row[1] for row in rows] == ["住民課", "照会の様式ではない", "税務課"]
    sending = reader.page.get_by_test_id("stForm").filter(has_text="送るファイル")
    sending.get_by_role("textbox", name=reader.say("rounds.by")).fill("企画政策課")
    sending.get_by_role("button", name=reader.say("rounds.returned.send", count=1)).click()
    expect(reader.main.get_by_text(re.compile("1件を送りました"))).to_be_visible()

    board = {row[0]: row for row in reader.rows(reader.table("rounds.board")) if len(row) > 1}
    assert "一部" in board["住民課"][1]  # its card is still empty
    assert (board["住民課"][2], board["住民課"][3]) == ("1/1", "2/2")
    assert "未回答" in board["税務課"][1]

    reminding = reader.page.get_by_test_id("stForm").filter(has_text="督促したと記録する")
    reminding.get_by_role("textbox", name=reader.say("rounds.by")).fill("企画政策課")
    reminding.get_by_role("button", name=reader.say(ROUND_REMIND.button, count=2)).click()
    reader.shows("rounds.reminding.recorded", count=2)
    assert "督促 1回" in reader.main.inner_text()


def test_the_link_of_a_section_opens_its_desk(visit: Visitor, office: Server) -> None:
    reader = visit(office).open("rounds")
    reader.field(ROUND_OPEN.by).fill("企画政策課")
    reader.button(ROUND_OPEN.button).click()
    reader.shows("rounds.opened.note")
    reader.rested()
    row = reader.table("rounds.board").get_by_role("row").filter(has_text="税務課")
    row.get_by_role("link").click()
    reader.shows("rounds.report.note")
    assert "section=s02" in reader.query
    expect(reader.main).to_contain_text("推進体制の確立", use_inner_text=True)
    assert "コンビニ交付" not in reader.main.inner_text()  # another section's


@pytest.mark.parametrize("lang", in_turn(["ja", "en"]))
def test_an_open_round_can_be_read_at_every_width(
    visit: Visitor, office: Server, lang: str
) -> None:
    reader = visit(office, lang=lang).open("rounds")
    reader.field(ROUND_OPEN.by).fill("企画政策課")
    reader.button(ROUND_OPEN.button).click()
    reader.shows("rounds.opened.note")
    found: dict[int, list[str]] = {}
    for width in WIDTHS:
        reader.page.set_viewport_size({"width": width, "height": 800})
        found[width] = unread(reader)
    assert {width: faults for width, faults in found.items() if faults} == {}
