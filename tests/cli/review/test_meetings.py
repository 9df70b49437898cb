"""Meetings on the command line: prepared, made, shown, recorded on, followed up, taken back."""

from __future__ import annotations

import pytest

from tests.cli.conftest import ON, Office
from tests.reports import year_csv

pytestmark = pytest.mark.usefixtures("without_papers")

MAKING = ("--date", "R8.6.20", "--on", ON, "--by", "企画政策課")


def made(office: Office, *words: str) -> str:
    answer = office.run("meeting", "make", *MAKING, *words)
    assert answer.code == 0, answer.err
    return str(answer.json["meeting_id"])


def told(office: Office, *words: str) -> object:
    answer = office.run("meeting", *words)
    assert answer.code == 0, answer.err
    return answer.json


def test_a_meeting_is_made_of_the_agenda_and_shown_as_it_was(filled: Office) -> None:
    agenda = filled.run("meeting", "agenda", "--on", ON).json
    assert {item["reason"] for item in agenda} == {"not_met", "nearly_met", "undecided"}
    made(filled, "--leave-out", "1", "--add", "職員研修", "次の計画")
    (listed,) = filled.run("meeting", "list").json
    assert listed["title"] == "令和8年度第1回 DX推進本部"
    assert (listed["held_on"], listed["on"]) == ("2026-06-20", ON)
    assert listed["points"] == len(agenda) + 1
    then = filled.run("meeting", "show", "2026-1").json
    assert [item["number"] for item in then["agenda"]] == list(range(1, len(agenda) + 2))
    assert then["agenda"][-1]["words"] == "次の計画"
    filled.send(year_csv(("R7", "2", "20/20")))
    again = filled.run("meeting", "show", "2026-1").json
    assert again == then
    (systems,) = [one for one in again["figures"] if one["kpi_no"] == "2"]
    assert (systems["numerator"], systems["verdict"]) == (17.0, "not_met")
    assert again["recomputed_otherwise"] == []


def test_points_are_recorded_and_followed_up(filled: Office) -> None:
    made(filled)
    point = ("--outcome", "instructed", "--words", "原因を調べる", "--owner", "情報課")
    told(filled, "point", "2026-1", "--point", "1", *point, "--due", "R8.9.30")
    new = told(filled, "point", "2026-1", *point, "--title", "職員研修")
    assert isinstance(new, dict)
    (first, second) = filled.run("meeting", "follow-up", "--on", "2026-10-01").json
    assert (first["key"], first["days_over"], first["due"]) == ("2026-1:1", 1, "2026-09-30")
    assert second["key"] == f"2026-1:{new['number']}"
    told(filled, "follow-up", "2026-1:1", "--state", "done", "--words", "報告済み", "--on", ON)
    states = {one["key"]: one["state"] for one in filled.run("meeting", "follow-up").json}
    assert states == {"2026-1:1": "done", second["key"]: "open"}
    text = filled.run("meeting", "show", "2026-1", "--text").json["text"]
    assert "指示：原因を調べる（担当 情報課、期限 2026年9月30日）" in text


def test_a_meeting_is_taken_back(filled: Office) -> None:
    made(filled)
    told(filled, "take-back", "2026-1")
    assert filled.run("meeting", "list").json == []


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (("show", "2019-1"), 2, "2026-1"),
        (("point", "2026-1", "--point", "A", "--outcome", "decided", "--words", "a"), 2, "A"),
        (("point", "2026-1", "--point", "90", "--outcome", "decided", "--words", "a"), 1, "90"),
        (("follow-up", "2026-1:1"), 2, "--state"),
        (("follow-up", "2026-1:1", "--state", "done", "--words", "a"), 1, "2026-1:1"),
        (("take-back", "2019-1"), 1, "2019-1"),
        (("make", "--date", "R8.6.20", "--year", "R14"), 1, "2032"),
    ],
)
def test_what_cannot_be_done_is_told(
    filled: Office, words: tuple[str, ...], code: int, sentence: str
) -> None:
    made(filled)
    answer = filled.run("meeting", *words)
    assert answer.code == code
    assert sentence in answer.err
