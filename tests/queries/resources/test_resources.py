"""What stands of money and hours; what is typed, held to its sources; what a save enters."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.entered import plan_of
from tests.queries.conftest import CLERK, now
from yamato_dx.acts.entering import enter_together
from yamato_dx.entries.review.resources import BudgetLine, WorkHours
from yamato_dx.output.tables.columns import TABLES
from yamato_dx.output.tables.frame_check import check_frame
from yamato_dx.queries.resources.entering import (
    ReadMoney,
    entered_of,
    grid_of,
    grid_of_file,
    read_budget_table,
    read_grid,
)
from yamato_dx.queries.resources.resources import (
    Resources,
    budget_table,
    imbalance_words,
    resources_of,
)
from yamato_dx.rows import Row, rows_of
from yamato_dx.store.record import Record

LINE = BudgetLine(
    "情報化", "一般会計", "2-1-7", "thousand_yen", 1200, 1150, national=500, general=650
)
ROW: Row = {"project": "情報化", "settled": 1150, "status": "確定", "national": 500, "general": 650}


def found(record: Record) -> Resources:
    return resources_of(record, now(record), 4, 2025)


def typed(record: Record, *rows: Row, unit: str = "yen", is_accepted: bool = False) -> ReadMoney:
    return read_grid(rows, found(record), unit, "ja", is_accepted=is_accepted)


def save(record: Record, *lines: BudgetLine, hours: WorkHours | None = None) -> None:
    numbered = dict(enumerate(lines, start=1))
    entered = entered_of(4, 2025, lines=numbered, hours=hours, before=found(record))
    enter_together(record, entered, CLERK, plan_id=plan_of(record))


def test_stands_under_its_initiative_and_year(record: Record) -> None:
    save(record, LINE, replace(LINE, project="b"), hours=WorkHours(120.5, None, "勤怠"))
    stands = found(record)
    assert list(stands.lines.values()) == [LINE, replace(LINE, project="b")]
    assert stands.hours == WorkHours(120.5, None, "勤怠")
    assert (stands.by, stands.total("settled"), stands.total("bonds")) == (CLERK.name, 2300, None)
    assert not resources_of(record, now(record), 4, 2024).is_told
    frame = budget_table(record, now(record), "ja", initiative_no=4, fiscal_year=2025)
    assert check_frame(frame, TABLES["budget"]) == []
    assert frame["sources_difference_amount"].tolist() == [0, 0]


def test_an_empty_table_has_its_columns(record: Record) -> None:
    frame = budget_table(record, now(record), "en", initiative_no=4, fiscal_year=2025)
    assert check_frame(frame, TABLES["budget"]) == []


@pytest.mark.parametrize(
    ("row", "unit", "codes"),
    [
        (ROW, "yen", []),
        (ROW, "", ["unit"]),
        (ROW | {"project": " "}, "yen", ["project"]),
        (ROW | {"status": None}, "yen", ["settled_status"]),
        (ROW | {"budget": -(10**15)}, "yen", ["too_large"]),
        ({"project": "a", "budget": 5}, "yen", []),  # nothing settled yet
    ],
)
def test_what_is_missing_is_asked(record: Record, row: Row, unit: str, codes: list[str]) -> None:
    assert [fault.code for fault in typed(record, row, unit=unit).faults] == codes


def test_sources_that_miss_what_was_settled_need_a_yes(record: Record) -> None:
    row = ROW | {"general": 640}
    (asked,) = typed(record, row).imbalanced
    assert "差が+10円" in imbalance_words(asked, "ja")
    read = typed(record, row, is_accepted=True)
    assert read.imbalanced == ()
    line = read.lines[1]
    assert line
    assert line.difference_accepted == 10
    save(record, line)
    again = rows_of(grid_of(found(record), "ja"))
    assert typed(record, *again) == ReadMoney({}, (), ())  # the same difference is not asked again
    (other,) = typed(record, again[0] | {"general": 600}).imbalanced
    assert other.difference == 50


def test_a_file_keeps_the_numbers_of_what_it_names_again(record: Record) -> None:
    save(record, LINE, replace(LINE, project="やめる"))
    lines = (
        "事業名,会計,款項目,決算額（千円）,見込/確定",
        "新しい,,,5,見込",
        "情報 化,一般会計,2-1-7,9,確定",
    )
    text = "\r\n".join((*lines, ""))
    reading = read_budget_table(text.encode())
    grid = grid_of_file(reading, found(record), "ja")
    assert grid["number"].tolist()[1] == 1
    read = typed(record, *rows_of(grid), unit=reading.unit)
    assert read.faults == ()
    assert {number: line and line.settled for number, line in read.lines.items()} == {
        2: None,
        3: 5,
        1: 9,
    }


def test_what_stands_already_enters_nothing(record: Record) -> None:
    save(record, LINE, hours=WorkHours(spent=1.0))
    rows = rows_of(grid_of(found(record), "ja"))
    read = typed(record, *rows, unit="thousand_yen")
    entered = entered_of(
        4, 2025, lines=read.lines, hours=WorkHours(spent=1.0), before=found(record)
    )
    assert not any(entered.values())
