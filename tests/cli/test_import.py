from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tests.cli.conftest import ON, Office
from tests.reports import (
    BLANK_ROWS,
    MISTAKES,
    REFUSED_ROWS,
    mistakes_csv,
    window_csv,
    year_csv,
)
from yamato_dx.root import ROOT

KEYS = [
    "batch_id",
    "duplicate_of",
    "sha256",
    "revision",
    "rows_read",
    "rows_accepted",
    "rows_refused",
    "problems",
    "left_out",
    "answered",
    "readings",
    "changes",
]
SAMPLE_FILES = sorted((ROOT / "data" / "sample").glob("*.csv"))
PROBLEM_KEYS = [
    "id",
    "code",
    "severity",
    "choices",
    "sheet",
    "row",
    "column",
    "cell",
    "raw",
    "problem",
    "mend",
]

NOT_REPORTED = {"actual_value": None, "verdict": "not_reported", "reason": "nothing_reported"}


def test_a_good_file_gives_a_number_and_the_verdicts_that_changed(office: Office) -> None:
    answer = office.send(window_csv())
    assert (answer.code, answer.err) == (0, "")
    outcome = answer.json
    assert list(outcome) == KEYS
    assert outcome["batch_id"]
    assert outcome["duplicate_of"] is None
    assert (outcome["rows_read"], outcome["rows_accepted"], outcome["rows_refused"]) == (24, 24, 0)
    assert outcome["problems"] == []
    assert outcome["changes"] == [
        {
            "plan_id": "yamato_dx",
            "kpi_no": "1",
            "fiscal_year": 2024,
            "before": NOT_REPORTED,
            "after": {
                "actual_value": pytest.approx(26.283328),
                "verdict": "nearly_met",
                "reason": "within_band",
            },
        },
        {
            "plan_id": "yamato_dx",
            "kpi_no": "4",
            "fiscal_year": 2024,
            "before": NOT_REPORTED,
            "after": {"actual_value": 640, "verdict": "met", "reason": "target_reached"},
        },
    ]


def test_the_report_carries_who_sent_it(office: Office) -> None:
    office.send(window_csv())
    report = office.run("batches").json[0]
    assert (report["actor_name"], report["file_name"]) == ("窓口係", "実績.csv")


def test_without_a_name_the_account_sends(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("getpass.getuser", lambda: "account")
    office.run("import", office.file(window_csv()), "--on", ON)
    assert office.run("batches").json[0]["actor_name"] == "account"


def test_a_rehearsal_says_the_same_and_stores_nothing(office: Office) -> None:
    rehearsed = office.send(window_csv(), "--dry-run")
    assert rehearsed.code == 0
    assert rehearsed.json["batch_id"] is None
    assert office.run("batches").json == []
    sent = office.send(window_csv())
    assert rehearsed.json | {"batch_id": sent.json["batch_id"]} == sent.json


def test_the_same_file_again_adds_nothing_and_names_its_report(office: Office) -> None:
    first = office.send(window_csv()).json["batch_id"]
    for words in ((), ("--dry-run",)):
        again = office.send(window_csv(), *words)
        assert again.code == 0
        assert (again.json["batch_id"], again.json["duplicate_of"]) == (first, first)
        assert (again.json["rows_accepted"], again.json["changes"]) == (0, [])
    assert len(office.run("batches").json) == 1


def test_each_mistake_is_named_with_its_place_and_mend_and_nothing_is_stored(
    office: Office,
) -> None:
    office.assess()
    before = office.everything()
    answer = office.send(mistakes_csv())
    outcome = answer.json
    assert answer.code == 1
    assert outcome["batch_id"] is None
    assert (outcome["rows_read"], outcome["rows_accepted"]) == (len(MISTAKES), 0)
    assert outcome["rows_refused"] == len(REFUSED_ROWS)
    stopping = [one for one in outcome["problems"] if one["severity"] != "note"]
    notes = [one["row"] for one in outcome["problems"] if one["severity"] == "note"]
    assert [one["row"] for one in stopping] == REFUSED_ROWS
    assert notes == BLANK_ROWS
    assert all(list(one) == PROBLEM_KEYS for one in outcome["problems"])
    assert all(one["problem"] and one["mend"] and one["column"] for one in stopping)
    assert outcome["changes"] == []
    assert office.everything() == before


def test_the_good_rows_alone_where_that_is_said(office: Office) -> None:
    rehearsed = office.send(mistakes_csv(), "--good-rows", "--dry-run").json
    assert (rehearsed["batch_id"], rehearsed["rows_accepted"]) == (None, 1)
    answer = office.send(mistakes_csv(), "--good-rows", "--lang", "en")
    outcome = answer.json
    assert (answer.code, list(outcome)) == (0, KEYS)
    assert (outcome["rows_accepted"], outcome["rows_refused"]) == (1, len(REFUSED_ROWS))
    assert [one["row"] for one in outcome["left_out"]] == REFUSED_ROWS
    assert [one["row"] for one in outcome["problems"]] == BLANK_ROWS
    # What stays out is said where it is read first, too.
    assert [int(line.split(":")[0]) for line in answer.err.splitlines()] == REFUSED_ROWS
    assert [one["row_count"] for one in office.run("batches").json] == [1]


def test_the_file_comes_back_with_reasons_where_that_is_asked(office: Office) -> None:
    path = office.folder / "直す.csv"
    answer = office.send(mistakes_csv(), "--with-reasons", str(path))
    records = list(csv.reader(path.read_text("utf-8-sig").splitlines()))
    assert (answer.code, len(records)) == (1, len(MISTAKES) + 1)
    told = [row_no for row_no, record in enumerate(records, start=1) if record[-1]]
    assert told == [1, *REFUSED_ROWS]
    path.unlink()
    assert office.send(year_csv(("R6", "9-1", "81")), "--with-reasons", str(path)).code == 0
    assert not path.exists()  # there is nothing to mend


def test_no_good_rows_past_a_rate_that_does_not_come_out(office: Office) -> None:
    shifted = "年度,KPI番号,実績値,目標値,達成率\nR6,4,640,600,98.0%\nR6,9-1,81,75,108%\n"
    answer = office.send(shifted.encode(), "--good-rows")
    assert (answer.code, answer.json["left_out"], answer.json["rows_accepted"]) == (1, [], 0)
    assert office.run("batches").json == []


def test_what_must_be_asked_is_refused_with_both_readings(office: Office) -> None:
    answer = office.send(year_csv(("24年度", "9-1", "81")))
    (asked,) = answer.json["problems"]
    assert (answer.code, asked["severity"], asked["raw"]) == (1, "ask", "24年度")
    assert "令和" in asked["problem"]
    assert "2024" in asked["problem"]


def test_problems_go_to_stderr_too_one_a_line(office: Office) -> None:
    lines = office.send(mistakes_csv(), "--lang", "en").err.splitlines()
    assert [int(line.split(":")[0]) for line in lines] == REFUSED_ROWS


def test_notes_alone_refuse_nothing(office: Office) -> None:
    answer = office.send(year_csv(("R6", "9-1", "81"), ("R6", "9-2", "")))
    assert answer.code == 0
    assert (answer.json["rows_read"], answer.json["rows_accepted"]) == (2, 1)
    assert [one["severity"] for one in answer.json["problems"]] == ["note"]
    assert office.assess()["9-2", 2024]["actual_value"] is None


def test_a_file_of_blanks_is_refused(office: Office) -> None:
    answer = office.send(year_csv(("R6", "9-2", "")))
    assert (answer.code, answer.json["rows_accepted"]) == (1, 0)
    assert office.run("batches").json == []


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00\x01\x02\x03" * 64,
        b"%PDF-1.7\n",
        "ただの文章です。\r\n表ではありません。\r\n".encode(),
    ],
)
def test_what_is_no_table_gets_a_sentence_and_changes_nothing(
    office: Office, content: bytes
) -> None:
    answer = office.send(content)
    (problem,) = answer.json["problems"]
    assert (answer.code, problem["severity"], problem["row"]) == (1, "refuse", None)
    assert office.run("batches").json == []


def test_a_file_that_is_not_there_is_used_wrongly(office: Office) -> None:
    answer = office.run("import", str(office.folder / "none.csv"))
    assert (answer.code, answer.out) == (2, "")
    assert len(answer.err.splitlines()) == 1


def test_a_value_of_a_later_report_changes_the_verdict(office: Office) -> None:
    office.send(year_csv(("R6", "9-1", "81")))
    (change,) = office.send(year_csv(("R6", "9-1", "60"))).json["changes"]
    assert change["before"] == {"actual_value": 81, "verdict": "met", "reason": "target_reached"}
    assert change["after"] == {"actual_value": 60, "verdict": "nearly_met", "reason": "within_band"}


def test_the_shared_window_file(office: Office, samples: Path) -> None:
    answer = office.send((samples / "r6_madoguchi_cp932.csv").read_bytes())
    assert (answer.code, answer.json["rows_accepted"], answer.json["problems"]) == (0, 24, [])


def test_the_shared_file_of_mistakes(office: Office, samples: Path) -> None:
    answer = office.send((samples / "r6_mistakes_utf8.csv").read_bytes())
    assert answer.code == 1
    assert (answer.json["rows_refused"], answer.json["rows_accepted"]) == (10, 0)
    named = {one["row"] for one in answer.json["problems"] if one["severity"] != "note"}
    notes = {one["row"] for one in answer.json["problems"] if one["severity"] == "note"}
    assert (named, notes) == ({2, 3, 4, 5, 6, 7, 8, 9, 10, 13}, {11})


def test_the_shared_workbook_is_read(office: Office, samples: Path) -> None:
    answer = office.send((samples / "r5-r7_jisseki_matome.xlsx").read_bytes())
    assert (answer.code, answer.json["rows_accepted"]) == (0, 28)
    assert {one["severity"] for one in answer.json["problems"]} == {"note"}


@pytest.mark.parametrize("path", SAMPLE_FILES, ids=lambda path: path.name)
def test_fictitious_figures_stay_out_of_an_ordinary_record(office: Office, path: Path) -> None:
    answer = office.send(path.read_bytes())
    assert answer.code == 1
    assert answer.json["batch_id"] is None
    assert "見本データ" in answer.json["problems"][0]["problem"]
