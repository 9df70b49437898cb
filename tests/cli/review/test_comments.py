"""`comment list`, `comment enter`, `comment show`."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import ON, Office
from tests.reports import long_csv
from yamato_dx.root import ROOT

PLANS = ROOT / "data" / "plans"

MISSED = long_csv("R6,,9-1,55,講師が足りない", header="年度,年月,KPI番号,実績値,理由")
WHERE = ("9-1", "--year", "R6")


@pytest.fixture
def missed(office: Office) -> Office:
    assert office.send(MISSED).code == 0
    return office


def enter(office: Office, *words: str) -> int:
    answer = office.run("comment", "enter", *WHERE, "--on", ON, "--by", "福祉係", *words)
    assert answer.code == 0, answer.err
    return int(answer.json["revision"])


def test_what_is_asked_is_listed_until_it_is_there(missed: Office) -> None:
    listing = ("comment", "list", "--on", ON)
    (row,) = missed.run(*listing, "--missing").json
    assert (row["kpi_no"], row["fiscal_year"], row["verdict"]) == ("9-1", 2024, "not_met")
    assert (row["cause"], row["missing"]) == ("講師が足りない", ["measure"])
    assert missed.run(*listing, "--missing", "--year", "R7").json == []
    enter(missed, "--measure", "講師を募る", "--due", "R8.9.30")
    assert missed.run(*listing, "--missing").json == []
    (row,) = missed.run(*listing).json
    assert (row["cause"], row["due"]) == ("講師が足りない", "2026-09-30")


def test_versions_newest_first(missed: Office, tmp_path: Path) -> None:
    paper = tmp_path / "名簿.csv"
    paper.write_bytes(b"1")
    first = enter(missed, "--measure", "講師を募る", "--attach", str(paper))
    enter(missed, "--cause", "")
    newest, older, reported = missed.run("comment", "show", *WHERE, "--on", ON).json
    assert (newest["cause"], newest["measure"], newest["files"]) == (
        *(None, "講師を募る"),
        ["名簿.csv"],
    )
    assert (older["revision"], older["actor_name"]) == (first, "福祉係")
    assert reported["batch_id"]


def test_an_initiative_has_its_words_too(missed: Office) -> None:
    where = ("initiative:9", "--year", "R6", "--on", ON)
    entered = missed.run("comment", "enter", *where, "--cause", "人手", "--by", "福祉係")
    assert entered.json["key"] == "initiative:9:2024"
    (version,) = missed.run("comment", "show", *where).json
    assert version["cause"] == "人手"


def test_nobody_writes_over_what_was_not_seen(missed: Office) -> None:
    seen = enter(missed, "--measure", "講師を募る")
    enter(missed, "--measure", "会場を増やす")
    words = ("--measure", "やめる", "--at", str(seen), "--by", "福祉係")
    assert missed.run("comment", "enter", *WHERE, *words).code == 1


@pytest.mark.parametrize("named", ["99", "initiative:99", "kpi:nothing"])
def test_what_the_plan_does_not_have_is_said(missed: Office, named: str) -> None:
    answer = missed.run("comment", "show", named, "--year", "R6")
    assert answer.code == 2
    assert named in answer.err
    assert "initiative:1–9" in answer.err


def test_a_grade_is_one_of_the_plans_scale_where_it_has_one(missed: Office) -> None:
    words = ("comment", "enter", *WHERE, "--on", ON, "--by", "福祉係", "--self-grade")
    assert missed.run(*words, "◎").code == 0  # the town's own plan has none
    folder = missed.folder / "plan"
    shutil.copytree(PLANS / "yamato", folder)
    for file in folder.rglob("plan.yaml"):
        grades = "\nself_grades:\n- grade: A\n  meaning: { ja: 順調, en: On track }\n"
        file.write_text(file.read_text("utf-8") + grades, "utf-8")
    answer = missed.run(*words, "S", plan=str(folder))
    assert answer.code == 2, answer.err
    assert "「S」" in answer.err
    assert missed.run(*words, "A", plan=str(folder)).code == 0
