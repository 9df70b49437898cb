"""What was said of last year’s file, said of this year’s where its form is the same."""

from __future__ import annotations

from datetime import date
from typing import Final

import pytest

from tests.office_tables import A_YEAR_LATER, CHANGED, MISREAD, Rows, book
from yamato_dx.intake.recalling.remembered import RememberedReading, remembered_of
from yamato_dx.intake.reports.report import ReportReading, read_report
from yamato_dx.intake.tables.corrections import Correction, Corrections
from yamato_dx.plan.folder.reading import read_plans
from yamato_dx.plan.model.types import Plan
from yamato_dx.root import ROOT

SAID: Final = (("3", "header"), ("A", "label:kpi_no"), ("D", "role:actual"))
# Nothing in it, but its title, says a year.
NO_TITLE: Final[Rows] = (("取組状況の報告",), *MISREAD[1:])


@pytest.fixture(scope="module")
def plans() -> tuple[Plan, ...]:
    return read_plans(ROOT / "data" / "plans" / "yamato")


def read(
    plans: tuple[Plan, ...],
    rows: Rows,
    said: tuple[tuple[str, str], ...] | None = None,
    remembered: tuple[RememberedReading, ...] = (),
    sheet: str = "報告",
) -> ReportReading:
    corrections = said and Corrections(tuple(Correction(sheet, *one) for one in said))
    return read_report(
        book({sheet: rows}),
        "報告.xlsx",
        plans=plans,
        present=date(2026, 6, 15),
        corrections=corrections or None,
        remembered=remembered,
    )


def kept(
    plans: tuple[Plan, ...], rows: Rows, *said: tuple[str, str], sheet: str = "報告"
) -> RememberedReading:
    reading = read(plans, rows, said, sheet=sheet)
    (found,) = remembered_of(reading.tables, reading.corrections, "報告.xlsx")
    return found


def figures(reading: ReportReading) -> list[tuple[int, float]]:
    years = reading.values["period_start"].dt.year.tolist()
    return list(zip(years, reading.values["actual_value"].tolist(), strict=True))


def said_in(reading: ReportReading) -> set[tuple[str, str]]:
    return {(one.place, one.says) for one in reading.corrections.of_file}


def test_rows_are_kept_by_the_headings(plans: tuple[Plan, ...]) -> None:
    """One more line stands above them a year later."""
    reading = read(plans, A_YEAR_LATER, remembered=(kept(plans, MISREAD, *SAID),))
    assert said_in(reading) == {("4", "header"), ("A", "label:kpi_no"), ("D", "role:actual")}
    assert figures(reading) == [(2025, 650.0), (2025, 82.0)]
    assert len(reading.recalled.used) == 1


def test_a_changed_form_is_told_and_not_forced(plans: tuple[Plan, ...]) -> None:
    remembered = kept(plans, MISREAD, *SAID)
    reading = read(plans, CHANGED, remembered=(remembered,))
    assert reading.recalled.changed == (remembered,)
    assert (reading.recalled.used, reading.corrections.of_file) == ((), ())
    assert figures(reading) == []


@pytest.mark.parametrize("sheet", ["Sheet1", "提出用"])
def test_a_sheet_of_the_same_form_may_have_another_name(
    plans: tuple[Plan, ...], sheet: str
) -> None:
    reading = read(plans, A_YEAR_LATER, remembered=(kept(plans, MISREAD, *SAID),), sheet=sheet)
    assert len(figures(reading)) == 2


def test_a_sheet_of_another_name_and_form_is_no_changed_form(plans: tuple[Plan, ...]) -> None:
    remembered = (kept(plans, MISREAD, *SAID),)
    assert not read(plans, CHANGED, remembered=remembered, sheet="別表").recalled.changed


@pytest.mark.parametrize(
    ("said", "next_year"),
    [
        ("year:2024", "year:2025"),  # that of the title
        ("year:2023", "year:2024"),  # the one before it
    ],
)
def test_a_year_is_kept_as_counted_from_the_title(
    plans: tuple[Plan, ...], said: str, next_year: str
) -> None:
    remembered = kept(plans, MISREAD, *SAID, ("D", said))
    assert ("D", next_year) in said_in(read(plans, A_YEAR_LATER, remembered=(remembered,)))


def test_a_year_that_nothing_fixes_is_not_kept(plans: tuple[Plan, ...]) -> None:
    remembered = kept(plans, NO_TITLE, *SAID, ("D", "year:2024"))
    assert [says for _, says in remembered.said] == ["header", "label:kpi_no", "role:actual"]


def test_a_year_is_not_said_of_a_file_whose_title_has_none(plans: tuple[Plan, ...]) -> None:
    remembered = kept(plans, MISREAD, *SAID, ("D", "year:2024"))
    reading = read(plans, NO_TITLE, remembered=(remembered,))
    assert ("D", "year:2024") not in said_in(reading)
    assert [one.place for one in reading.recalled.left] == ["D"]
    # It is asked anew.
    assert [one.code for one in reading.problems if one.severity == "ask"] == ["year_of_table"]


def test_a_row_is_kept_by_its_words(plans: tuple[Plan, ...]) -> None:
    remembered = kept(plans, MISREAD, *SAID, ("5", "unread"))
    reading = read(plans, A_YEAR_LATER, remembered=(remembered,))
    assert ("6", "unread") in said_in(reading)
    assert figures(reading) == [(2025, 650.0)]


def test_a_row_that_is_not_there_is_left(plans: tuple[Plan, ...]) -> None:
    remembered = kept(plans, MISREAD, *SAID, ("5", "unread"))
    reading = read(plans, A_YEAR_LATER[:-1], remembered=(remembered,))
    assert [one.says for one in reading.recalled.left] == ["unread"]


def test_a_cell_is_of_one_file_alone(plans: tuple[Plan, ...]) -> None:
    reading = read(plans, MISREAD, (*SAID, ("D5", "unread")))
    assert figures(reading) == [(2024, 640.0)]
    (remembered,) = remembered_of(reading.tables, reading.corrections, "報告.xlsx")
    assert ("D5", "unread") not in remembered.said


def test_a_kpi_is_kept_by_its_name_alone(plans: tuple[Plan, ...]) -> None:
    """Its number may be another's in the next plan."""
    name = next(kpi.name.ja for kpi in plans[-1].kpis if kpi.kpi_no == "4")
    rows = (*MISREAD[:3], ("", "証明書の発行", "件", 640, ""))
    later = (*A_YEAR_LATER[:4], ("", "証明書の発行", "件", 650, ""))
    for said, found in ((f"kpi:{name}", [(2025, 650.0)]), ("kpi:4", [])):
        remembered = kept(plans, rows, ("3", "header"), ("D", "role:actual"), ("4", said))
        assert figures(read(plans, later, remembered=(remembered,))) == found


def test_a_table_on_its_side_is_known_again(plans: tuple[Plan, ...]) -> None:
    rows = (("通し", 4, "9-1"), ("単位", "件", "人"), ("状況", 640, 81))
    later = (*rows[:2], ("状況", 650, 82))
    said = (("A", "header"), ("1", "label:kpi_no"), ("3", "role:actual"))
    remembered = kept(plans, rows, *said, sheet="R6報告")
    reading = read(plans, later, remembered=(remembered,), sheet="R7報告")
    assert said_in(reading) == set(said)
    assert figures(reading) == [(2025, 650.0), (2025, 82.0)]
