"""Tables of 予算・決算 as offices keep them: units, headings, totals, cells that are no amount."""

from __future__ import annotations

import csv
import io

import pytest

from yamato_dx.i18n import LANGUAGES
from yamato_dx.intake.resources.budget_table import AMOUNTS, BudgetReading, read_budget_table
from yamato_dx.output.workbooks.budget_template import budget_form_csv, budget_form_xlsx

HEADS = (
    "事業名,会計,款項目,予算現額（千円）,決算額（千円）,見込/確定,翌年度繰越額（千円）,"
    "国,県,地方債,その他,一般財源"
)
LINE = '情報化推進事業,一般会計,2-1-7,"1,200",1150,確定,50,500,-,,,650'


def read(*lines: str, encoding: str = "utf-8-sig") -> BudgetReading:
    return read_budget_table("".join(f"{line}\r\n" for line in lines).encode(encoding))


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp932"])
def test_read_as_the_form_has_it(encoding: str) -> None:
    reading = read(HEADS, LINE, encoding=encoding)
    assert (reading.unit, reading.faults, reading.unread) == ("thousand_yen", (), ())
    (row,) = reading.rows
    assert (row.project, row.account, row.item) == ("情報化推進事業", "一般会計", "2-1-7")
    assert row.status == "final"
    # A dash is no 0: the table does not say which of the two it means.
    assert row.amounts == {
        "budget": 1200,
        "settled": 1150,
        "carried": 50,
        "national": 500,
        "general": 650,
    }


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("unit", ["yen", "thousand_yen"])
def test_every_heading_of_our_form_is_known(unit: str, lang: str) -> None:
    heads = budget_form_csv(unit, lang).decode("utf-8-sig").strip()
    cells = ["事業", "会計", "2-1", *"12", "確定", *"345678", "備考"]
    written = io.StringIO()
    csv.writer(written).writerow(cells)
    reading = read(heads, written.getvalue().strip())
    assert (reading.unit, reading.unread, reading.faults) == (unit, (), ())
    assert set(reading.rows[0].amounts) == set(AMOUNTS)
    assert read_budget_table(budget_form_xlsx(unit, lang)).problem is None


@pytest.mark.parametrize(
    ("lines", "unit"),
    [
        (("事業名,決算額", "a,1"), ""),  # not declared: asked
        (("令和7年度　単位：千円,", "事業名,決算額", "a,1"), "thousand_yen"),
        (("事業名,決算額（円）", "a,1"), "yen"),
        (("事業名,予算現額（千円）,決算額（円）", "a,1,2"), ""),  # both: asked
        (("円卓会議の費用,", "事業名,決算額", "a,1"), ""),  # a word of the title
    ],
)
def test_the_unit_is_declared_or_asked(lines: tuple[str, ...], unit: str) -> None:
    assert read(*lines).unit == unit


@pytest.mark.parametrize(
    ("written", "amount"),
    [
        ("1150", 1150),
        ("１，１５０", 1150),
        ("▲50", -50),
        ("0", 0),
        ("", None),
        ("－", None),
        ("1,150千円", 1150),
    ],
)
def test_amounts(written: str, amount: int | None) -> None:
    reading = read("事業名,決算額（千円）", f'a,"{written}"')
    assert reading.faults == ()
    assert reading.rows[0].amounts.get("settled") == amount


@pytest.mark.parametrize("written", ["1,150円", "1150.5", "約1,150", "百万円", "9" * 20])
def test_what_is_no_amount_in_the_unit_is_told_and_left_blank(written: str) -> None:
    reading = read("事業名,決算額（千円）", f'a,"{written}"')
    (fault,) = reading.faults
    assert (fault.code, fault.values["row"], fault.values["written"]) == ("amount", 2, written)
    assert reading.rows[0].amounts == {}


def test_totals_are_passed_over_and_unknown_columns_told() -> None:
    reading = read("事業名,決算額（円）,国・県支出金", "a,1,2", "合計,1,2", ",,", ",5,")
    assert [row.project for row in reading.rows] == ["a", ""]
    assert reading.unread == ("国・県支出金",)
    assert [fault.code for fault in reading.faults] == ["no_project"]


def test_a_heading_may_say_that_all_is_forecast() -> None:
    assert read("事業名,決算見込額（円）", "a,1").rows[0].status == "forecast"
    assert read("事業名,決算額（円）", "a,1").rows[0].status == ""


def test_without_headings_nothing_is_read() -> None:
    assert [fault.code for fault in read("a,b", "1,2").faults] == ["no_headings"]
    assert read_budget_table(b"%PDF-1.7").problem is not None
