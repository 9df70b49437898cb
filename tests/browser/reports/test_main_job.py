"""A clerk's file, from the choice of it to the verdicts, and back again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visitor
from tests.browser.serving import Server
from tests.browser.visiting import Visit
from tests.forms import DOWNLOAD, SEND, WITHDRAW
from tests.reports import (
    BLANK_ROWS,
    MISTAKES,
    REFUSED_ROWS,
    mistakes_csv,
    window_csv,
)

SENT_BY = "窓口係"


def verdict_of(reader: Visit, kpi_no: str, year: int) -> str:
    """The verdict's word of a KPI's year on データ出力, without its mark."""
    reader.open("data", year=year)
    rows = reader.rows(reader.table("kpis.data.title"))
    (row,) = [row for row in rows if row[0].split()[0] == kpi_no]
    return row[6].lstrip("◎○×…？〜－ \n")


def report_the_window_file(reader: Visit, content: bytes, name: str) -> str:
    reader.open("report").upload(content, name)
    reader.shows("reports.sending.ready", new=24, changed=0, unchanged=0)
    changes = reader.rows(reader.table("reports.sending.changes.title"))
    assert [row[0].split()[0] for row in changes] == ["1", "4"]
    assert [row[1] for row in changes] == ["令和6年度"] * 2
    not_reported = reader.say("assessment.verdict.not_reported")
    assert all(not_reported in row[2] for row in changes)
    assert reader.say("assessment.verdict.nearly_met") in changes[0][3]
    assert reader.say("assessment.verdict.met") in changes[1][3]
    return reader.send(SENT_BY)


def main_job(reader: Visit, content: bytes, name: str) -> None:
    number = report_the_window_file(reader, content, name)

    # The verdicts stand where people look for them.
    reader.open("", year=2024)
    reader.main.get_by_text(
        reader.say("assessment.verdict.nearly_met"), exact=True
    ).first.wait_for()
    assert verdict_of(reader, "1", 2024) == reader.say("assessment.verdict.nearly_met")
    assert verdict_of(reader, "4", 2024) == reader.say("assessment.verdict.met")
    reader.open("initiatives", initiative=4, year=2024)
    expect(reader.main.get_by_role("link", name=number).first).to_be_visible()

    # Sent again, it is known.
    reader.open("report").upload(content, name)
    reader.shows("reports.sending.duplicate", batch=number)
    expect(reader.button(SEND.button)).to_have_count(0)

    # Withdrawn, everything is as before.
    reader.open("history", batch=number)
    listed = reader.rows(reader.table("reports.history.title"))
    assert listed[0][0] == number
    assert listed[0][2:4] == [SENT_BY, name]
    withdraw(reader, number, "二重に届いた")
    for kpi_no in ("1", "4"):
        assert verdict_of(reader, kpi_no, 2024) == reader.say("assessment.verdict.not_reported")

    # And it can be sent anew.
    assert report_the_window_file(reader, content, name) != number


def withdraw(reader: Visit, number: str, reason: str) -> None:
    opens = reader.say(WITHDRAW.buttons["open"], batch=number)
    reader.main.get_by_test_id("stExpander").filter(has_text=opens).locator("summary").click()
    effect = reader.rows(reader.table("reports.history.withdraw.effect.title"))
    assert [row[0].split()[0] for row in effect] == ["1", "4"]
    assert all(reader.say("assessment.verdict.not_reported") in row[3] for row in effect)
    reader.field(WITHDRAW.by).fill("事務局")
    reader.field(WITHDRAW.fields["reason"]).fill(reason)
    reader.button(WITHDRAW.button).click()
    reader.shows("reports.history.withdraw.done", batch=number)
    last = reader.rows(reader.table("steps.title"))[-1]
    assert last[0] == reader.say("steps.step.withdrawn")
    assert (last[2], last[4]) == ("事務局", reason)


def test_main_job(visit: Visitor, desk: Server) -> None:
    main_job(visit(desk), window_csv(), "窓口_r6.csv")


@pytest.mark.prove
def test_main_job_with_the_shared_file(visit: Visitor, desk: Server, samples: Path) -> None:
    path = samples / "r6_madoguchi_cp932.csv"
    main_job(visit(desk), path.read_bytes(), path.name)


@pytest.mark.prove
def test_the_shared_workbook_gives_the_shared_verdicts(
    visit: Visitor, desk: Server, samples: Path
) -> None:
    expected = json.loads((samples / "expected.json").read_text(encoding="utf-8"))
    reader = visit(desk)
    for name, new in (("r6_madoguchi_cp932.csv", 24), ("r5-r7_jisseki_matome.xlsx", 28)):
        reader.open("report").upload((samples / name).read_bytes(), name)
        reader.shows("reports.sending.ready", new=new, changed=0, unchanged=0)
        reader.send(SENT_BY)
    for kpi_no, year, *_, verdict in expected["assessment"]:
        assert verdict_of(reader, kpi_no, year) == reader.say(f"assessment.verdict.{verdict}")


def test_problems_download_with_their_place_and_mend(visit: Visitor, empty: Server) -> None:
    reader = visit(empty).open("report").upload(mistakes_csv(), "まちがい.csv")
    lines = reader.saved_from("problems", DOWNLOAD.buttons["table"], "frame.download.csv").decode(
        "utf-8-sig"
    )
    assert lines.count("\r\n") == len(REFUSED_ROWS) + len(BLANK_ROWS) + 1
    assert MISTAKES[5].split(",")[3] in lines  # 八十一, as it was written
