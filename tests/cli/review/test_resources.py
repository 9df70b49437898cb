"""`resources list`, `resources enter`: money from a file, as the page takes it, and hours."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import ON, Answer, Office
from yamato_dx.cli.parser import MONEY_UNITS, SETTLED
from yamato_dx.queries.resources.entering import STATUSES, UNITS

HEADS = "事業名,会計,款項目,予算現額{unit},決算額{unit}{status},国,一般財源\r\n"
DECLARED = HEADS.format(unit="（千円）", status=",見込/確定")
ROW = "コンビニ交付,一般会計,2-3-1,1200,1150,確定,500,650\r\n"


def enter(office: Office, table: str | None, *words: str, year: str = "R7") -> Answer:
    path = Path(office.file(table.encode(), "決算.csv")) if table else None
    file = ("--file", str(path)) if path else ()
    where = ("resources", "enter", "4", "--year", year, "--on", ON, "--by", "財政係")
    return office.run(*where, *file, *words)


def listed(office: Office, *words: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = office.run("resources", "list", "--on", ON, *words).json
    return rows


def test_the_choices_are_those_of_the_page() -> None:
    assert (MONEY_UNITS, SETTLED) == (UNITS, STATUSES)


def test_a_file_in_its_declared_unit_is_entered_and_listed(office: Office) -> None:
    answer = enter(office, DECLARED + ROW)
    assert (answer.code, answer.err) == (0, "")
    assert answer.json["revision"]
    (row,) = listed(office)
    assert (row["initiative_no"], row["fiscal_year"], row["actor_name"]) == (4, 2025, "財政係")
    (line,) = row["lines"]
    assert (line["project"], line["unit"], line["settled"]) == (
        "コンビニ交付",
        "thousand_yen",
        1150,
    )
    assert (line["settled_status"], line["difference"]) == ("final", 0)
    assert listed(office, "--initiative-no", "5") == []
    assert listed(office, "--year", "R6") == []


def test_what_the_table_does_not_say_is_told_by_options(office: Office) -> None:
    table = HEADS.format(unit="", status="") + "コンビニ交付,一般会計,2-3-1,1200,1150,500,650\r\n"
    refused = enter(office, table)
    assert refused.code == 1
    assert len(refused.err.splitlines()) == 3  # unit, status, that nothing was recorded
    assert refused.json["revision"] is None
    assert listed(office) == []
    assert enter(office, table, "--unit", "yen", "--status", "forecast").code == 0
    ((line,),) = (row["lines"] for row in listed(office))
    assert (line["unit"], line["settled_status"]) == ("yen", "forecast")


def test_another_unit_than_the_declared_one_is_refused(office: Office) -> None:
    answer = enter(office, DECLARED + ROW, "--unit", "yen")
    assert answer.code == 2
    assert "千円" in answer.err
    assert listed(office) == []


def test_sources_that_miss_the_settlement_need_a_yes(office: Office) -> None:
    table = DECLARED + ROW.replace("650", "600")
    answer = enter(office, table)
    assert answer.code == 1
    assert "+50千円" in answer.err
    assert "--accept-difference" in answer.err
    assert enter(office, table, "--accept-difference").code == 0
    ((line,),) = (row["lines"] for row in listed(office))
    assert line["difference_accepted"] == 50


@pytest.mark.parametrize("cell", ["約1,000", "1.5"])
def test_a_cell_that_is_no_amount_refuses_the_file(office: Office, cell: str) -> None:
    answer = enter(office, DECLARED + ROW.replace("1200", f'"{cell}"'))
    assert answer.code == 1
    assert cell in answer.err
    assert listed(office) == []


def test_lines_that_the_table_does_not_name_are_taken_away(office: Office) -> None:
    enter(office, DECLARED + ROW + ROW.replace("コンビニ交付", "広報"))
    only = DECLARED + ROW.replace("1200", "1300")
    shown = enter(office, only, "--dry-run")
    assert (shown.json["taken_away"], shown.json["revision"]) == (1, None)
    assert len(listed(office)[0]["lines"]) == 2
    enter(office, only)
    (line,) = listed(office)[0]["lines"]
    assert (line["number"], line["budget"]) == (1, 1300)


def test_hours_stay_as_they_are_where_not_told(office: Office) -> None:
    assert enter(office, None, "--spent", "120.5", "--source", "勤務簿").code == 0
    assert enter(office, DECLARED + ROW, "--saved", "30").code == 0
    (row,) = listed(office)
    assert (row["hours_spent"], row["hours_saved"], row["hours_source"]) == (120.5, 30, "勤務簿")
    assert len(row["lines"]) == 1


@pytest.mark.parametrize(
    ("words", "year"),
    [((), "R7"), (("--spent", "-1"), "R7"), (("--spent", "a"), "R7"), (("--spent", "1"), "R1")],
)
def test_what_was_asked_wrongly_changes_nothing(
    office: Office, words: tuple[str, ...], year: str
) -> None:
    answer = enter(office, None, *words, year=year)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.strip()


def test_a_file_that_is_no_table_is_told_as_everywhere(office: Office) -> None:
    answer = enter(office, "PK\x03\x04 no book")
    assert answer.code == 1
    assert answer.err.strip()
