"""A round on the command line: opened, looked at, handed out, reminded of, moved, closed."""

from __future__ import annotations

import zipfile

import pytest

from tests.cli.conftest import Office
from tests.reports import year_csv

OPENING = ("--kind", "year_end", "--year", "R7", "--due", "令和8年7月10日", "--on", "2026-06-15")


def opened(office: Office) -> Office:
    answer = office.run("round", "open", *OPENING, "--by", "企画政策課")
    assert answer.code == 0, answer.err
    assert answer.json["round_id"] == "2025-1"
    assert answer.json["sections"] == [{"section_id": None, "kpi": 10, "work": 49, "card": 10}]
    return office


def test_the_board_counts_what_came(office: Office) -> None:
    board = opened(office).run("round", "board", "--on", "2026-07-20").json
    (line,) = board["sections"]
    assert (line["status"], line["kpi_asked"], line["kpi_came"]) == ("unanswered", 10, 0)
    assert (line["due"], line["days_over"]) == ("2026-07-10", 10)
    assert (line["explained_asked"], line["explained_came"], line["explained_missing"]) == (
        0,
        0,
        [],
    )
    assert board["is_open"]
    table = office.run("round", "board", "--format", "table").out
    assert "担当課未定" in table


def test_forms_and_letter_are_written_as_one_zip(office: Office) -> None:
    letter = office.folder / "letter.txt"
    letter.write_text("事務連絡\n直した文です。", encoding="utf-8")
    path = office.folder / "round.zip"
    answer = opened(office).run("round", "forms", str(path), "--letter", str(letter))
    assert answer.json == {"file": str(path), "forms": 1}
    with zipfile.ZipFile(path) as folder:
        assert [name.rpartition(".")[2] for name in folder.namelist()] == ["docx", "xlsx"]


def test_a_day_is_moved_and_the_round_closed(office: Office) -> None:
    moved = opened(office).run(
        *("round", "deadline", "--due", "R8.8.1", "--reason", "災害", "--on", "2026-06-15")
    )
    assert moved.json["due"] == "2026-08-01"
    board = office.run("round", "board", "--on", "2026-07-20").json
    assert board["sections"][0]["days_over"] == 0
    assert office.run("round", "close").json["round_id"] == "2025-1"
    again = office.run("round", "close")
    assert again.code == 2  # none is open
    assert "2025-1" in again.err
    assert not office.run("round", "board", "--round", "2025-1").json["is_open"]


def test_nobody_is_reminded_where_no_section_is_named(office: Office) -> None:
    """Of what nobody owns 事務局 has to find the owner first."""
    dry = opened(office).run("round", "remind", "--dry-run")
    assert (dry.code, dry.json) == (0, [])
    assert office.run("round", "remind").code == 1


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (("board", "--round", "2019-1"), 2, "2019-1"),
        (("forms", "round.xlsx"), 2, ".zip"),
        (("remind", "--section", "税務課"), 2, "税務課"),
        (("deadline", "--due", "R8.1.1", "--reason", "a", "--on", "2026-06-15"), 1, "2026-01-01"),
        (("deadline", "--due", "8月", "--reason", "a"), 2, "8月"),
    ],
)
def test_what_cannot_be_done_is_told(
    office: Office, words: tuple[str, ...], code: int, sentence: str
) -> None:
    answer = opened(office).run("round", *words)
    assert answer.code == code
    assert sentence in answer.err


def test_a_year_that_no_plan_holds_is_refused(office: Office) -> None:
    told = ("--kind", "interim", "--year", "R1", "--due", "2026-07-10", "--on", "2026-06-15")
    answer = office.run("round", "open", *told)
    assert answer.code == 1
    assert "令和元年度" in answer.err


def test_a_file_that_answers_a_round_is_held_against_its_year(office: Office) -> None:
    content = year_csv(("R6", "9-1", "81"))
    named = ("--round", "2025-1")
    refused = opened(office).send(content, *named)
    assert refused.code == 1
    assert [problem["code"] for problem in refused.json["problems"]] == ["round_of_other_year"]
    assert office.send(content, *named, "--confirm", "all").code == 0
    table = "番号,指標名,実績値\n9-1,スマートフォン講座受講者数,82\n".encode()
    assert office.send(table).code == 1
    assert [change["fiscal_year"] for change in office.send(table, *named).json["changes"]] == [
        2025
    ]
    assert office.send(content, "--round", "2019-1").code == 2
