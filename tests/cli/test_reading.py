"""How a file is read, said to the command line; remembered, and forgotten."""

from __future__ import annotations

import pytest

from tests.cli.conftest import Answer, Office
from tests.office_tables import A_YEAR_LATER, CHANGED, MISREAD, book
from tests.reports import year_csv

SAID = ("--reading", "3=header", "--reading", "報告!A=label:kpi_no", "--reading", "D=role:actual")


def sent(office: Office, *words: str, rows: object = MISREAD) -> Answer:
    return office.send(book({"報告": rows}), *words)  # type: ignore[dict-item]


def places(answer: Answer) -> list[str]:
    return [one["place"] for one in answer.json["readings"]]


def test_what_is_said_is_used_and_remembered(office: Office) -> None:
    assert sent(office).code == 1
    assert sent(office, *SAID, "--dry-run").code == 0
    assert sent(office, *SAID).json["rows_accepted"] == 2
    later = sent(office, rows=A_YEAR_LATER)
    assert later.code == 0, later.err
    assert places(later) == ["4", "A", "D"]
    assert "読み方（4行目：見出しの行、A列：KPI番号、D列：実績）を使いました" in later.err


def test_a_dry_run_remembers_nothing(office: Office) -> None:
    sent(office, *SAID, "--dry-run")
    assert sent(office, rows=A_YEAR_LATER).code == 1


def test_a_form_that_changed_is_told(office: Office) -> None:
    sent(office, *SAID)
    changed = sent(office, "--lang", "en", rows=CHANGED)
    assert (changed.code, places(changed)) == (1, [])
    assert "Its headings differ from" in changed.err


def test_what_was_said_is_forgotten(office: Office) -> None:
    sent(office, *SAID)
    assert sent(office, "--forget", "--dry-run", rows=A_YEAR_LATER).code == 1
    assert sent(office, "--dry-run", rows=A_YEAR_LATER).code == 0  # nothing was forgotten
    sent(office, "--forget", rows=A_YEAR_LATER)
    assert sent(office, rows=A_YEAR_LATER).code == 1


def test_what_is_said_now_comes_before_what_was(office: Office) -> None:
    sent(office, *SAID)
    told = sent(office, "--reading", "D=role:target", "--dry-run", rows=A_YEAR_LATER)
    says = {one["place"]: one["says"] for one in told.json["readings"]}
    assert says["D"] == "role:target"
    assert told.json["rows_accepted"] == 0


@pytest.mark.parametrize("written", ["D", "D=", "=header", "D=role:good", "D=year:x", "0x=header"])
def test_what_is_no_reading_is_refused(office: Office, written: str) -> None:
    assert sent(office, "--reading", written).code == 2


@pytest.mark.parametrize("written", ["表!D=unread", "D=unread"])
def test_a_sheet_is_named_where_there_are_several(office: Office, written: str) -> None:
    refused = office.send(book({"報告": MISREAD, "別表": MISREAD}), "--reading", written)
    assert refused.code == 1
    assert "報告, 別表" in refused.err


def test_a_long_table_takes_no_reading(office: Office) -> None:
    assert office.send(year_csv(("R6", "9-1", "81")), "--reading", "B=unread").code == 1
