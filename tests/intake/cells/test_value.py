"""A cell read for its KPI: unit, form, share or percent, part of a whole."""

from __future__ import annotations

import math
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.intake.conftest import KPIS
from yamato_dx.intake.cells.cell import read_cell
from yamato_dx.intake.cells.entry import Value, ValueCells
from yamato_dx.intake.cells.value import read_value
from yamato_dx.intake.finding import Fault
from yamato_dx.plan.model.types import Kpi, Text

BY_NO = {kpi.kpi_no: kpi for kpi in KPIS}
YEN = replace(BY_NO["4"], unit=Text("円", "yen"), unit_forms=("円", "千円"))


def entry(
    kpi: Kpi,
    text: str,
    unit: str = "",
    numerator: int | None = None,
    denominator: int | None = None,
) -> ValueCells:
    parts = (None if one is None else Decimal(one) for one in (numerator, denominator))
    return ValueCells(kpi, read_cell(text), unit, *parts)


@pytest.mark.parametrize(
    ("kpi_no", "text", "unit", "actual"),
    [
        ("4", "1,105件", "", 1105.0),
        ("9-1", "3千人", "", 3000.0),
        ("5", "1.1万時間", "", 11000.0),
        ("4", "1万2千件", "", 12000.0),
        ("4", "3百万件", "", 3_000_000.0),
        ("4", "3千万件", "", 30_000_000.0),
        ("4", "2十億件", "", 2_000_000_000.0),
        ("4", "0", "千件", 0.0),  # nothing is nothing in any multiple
        ("4", "1万2345", "", 12345.0),
        ("9-1", "延べ80人", "", 80.0),
        ("9-1", "80人（延べ）", "", 80.0),
        ("4", "計640件", "", 640.0),
        ("4", "年間640件", "", 640.0),
        ("9-2", "累計22件", "", 22.0),
        ("1", "平均24分", "", 24.0),
        ("1", "22分30秒", "", 22.5),
        ("1", "1時間2分", "", 62.0),
        ("1", "0:22:30", "", 22.5),
        ("5", "9,796時間30分", "", 9796.5),
        ("5", "9796:30", "", 9796.5),
        ("4", "640", "件/年", 640.0),
        ("4", "640", "(件)", 640.0),
        ("5", "9800", "ｼﾞｶﾝ", 9800.0),
        ("5", "9800h", "", 9800.0),
        ("9-1", "80", "［人］", 80.0),
        ("6", "47", "％（年度末）", 0.47),
        ("4", "0.64千件", "千件", 640.0),  # the number says its own unit
        ("4", "640件", "千件", 640.0),
        ("3", "74%", "", 0.74),
        ("3", "74.3%", "", 0.743),  # exactly the float that 0.743 is, not 74.3 / 100 rounded twice
        ("3", "0.74", "", 0.74),
        ("3", "74", "%", 0.74),  # the unit column says which reading
        ("3", "0", "", 0.0),
        ("3", "74", "", 0.74),  # 7400 % lies above the maximum
        ("3", "330", "", 3.3),
        ("3", "100%", "", 1.0),
        ("6", "330%", "", 3.3),  # read; the range check refuses it
        ("3", "17/20", "", 0.85),
    ],
)
def test_value_is_in_stored_units(kpi_no: str, text: str, unit: str, actual: float) -> None:
    value = read_value(entry(BY_NO[kpi_no], text, unit))
    assert isinstance(value, Value)
    assert value.actual == actual


@pytest.mark.parametrize(
    ("text", "actual"),
    [("¥1,000", 1000.0), ("1,000円", 1000.0), ("1.2億円", 120_000_000.0), ("12千円", 12.0)],
)
def test_money_where_the_unit_is_money(text: str, actual: float) -> None:
    """千円 is one of this KPI's own units: no factor is applied to it."""
    value = read_value(entry(YEN, text))
    assert isinstance(value, Value)
    assert value.actual == actual


@pytest.mark.parametrize(
    ("kpi_no", "text", "parts"),
    [
        ("2", "17/20", (0.85, 17, 20)),
        ("2", "17業務／全20業務", (0.85, 17, 20)),
        ("2", "20業務のうち17業務", (0.85, 17, 20)),
        ("2", "17/20（85%）", (0.85, 17, 20)),
        ("2", "17業務（85%）", (0.85, 17, 20)),
        ("2", "22/25（計画外を含む）", (0.88, 22, 25)),
        ("8", "年2回（182名／190名）", (2.0, 182, 190)),
        ("8", "1回 182人/190人", (1.0, 182, 190)),
        ("8", "1回（190人中182人）", (1.0, 182, 190)),
        ("8", "1回（182/190人）（95.8%）", (1.0, 182, 190)),
        ("2", "17", (0.85, 17, 20)),  # the plan says of how many
        ("2", "17業務", (0.85, 17, 20)),
        ("2", "未着手", (0.0, 0, 20)),
        ("7", "1/3", (1 / 3, 1, 3)),
        ("8", "1回（182/190人）", (1.0, 182, 190)),
    ],
)
def test_part_of_a_whole(kpi_no: str, text: str, parts: tuple[float, int, int]) -> None:
    value = read_value(entry(BY_NO[kpi_no], text))
    assert isinstance(value, Value)
    assert (value.actual, value.numerator, value.denominator) == parts


@pytest.mark.parametrize(
    ("kpi_no", "text", "actual"),
    [
        ("2", "", 0.85),
        ("7", "17", 0.85),
        ("7", "17/20", 0.85),
        ("3", "", 0.85),
        ("8", "2回", 2.0),
    ],
)
def test_parts_from_their_own_columns(kpi_no: str, text: str, actual: float) -> None:
    value = read_value(entry(BY_NO[kpi_no], text, "", 17, 20))
    assert isinstance(value, Value)
    assert (value.actual, value.numerator, value.denominator) == (actual, 17, 20)


@pytest.mark.parametrize(
    ("kpi_no", "text", "unit", "severity", "code"),
    [
        ("3", "1", "", "ask", "share_or_percent"),  # all, or one in a hundred
        ("3", "1", "%", "ask", "share_or_percent"),
        ("3", "0.74", "%", "ask", "share_or_percent"),  # 74 % or 0.74 %
        ("4", "330%", "", "refuse", "unit_mismatch"),
        ("4", "累計640件", "", "refuse", "qualifier_of_other"),  # of a yearly figure
        ("1", "計24分", "", "refuse", "qualifier_of_other"),
        ("9-2", "年間6件", "", "refuse", "qualifier_of_other"),
        ("4", "640件（95%）", "", "refuse", "marked"),
        ("4", "999999999999999億", "", "refuse", "too_many_digits"),
        ("4", "0.64", "千件", "ask", "unit_multiple"),
        ("4", "0.64", "(千件)", "ask", "unit_multiple"),
        ("1", "22:30", "", "ask", "clock_unclear"),
        ("1", "22分75秒", "", "refuse", "not_a_number"),
        ("4", "22:30", "", "refuse", "unit_mismatch"),
        ("4", "22分30秒", "", "refuse", "unit_mismatch"),
        ("5", "9800p", "", "refuse", "state_mark"),
        ("9-1", "8十人", "", "refuse", "kanji_multiple"),
        ("2", "20/25業務", "", "ask", "total_exceeded"),
        ("2", "22/25", "", "ask", "total_exceeded"),
        ("2", "17業務（100%）", "", "refuse", "percent_disagrees"),
        ("8", "1回（95.8%）", "", "ask", "people_missing"),
        ("8", "1回（182/190人）（90%）", "", "refuse", "percent_disagrees"),
        ("1", "25時間", "", "refuse", "unit_mismatch"),
        ("4", "1,000円", "", "refuse", "unit_mismatch"),
        ("2", "21/20", "", "refuse", "numerator_too_large"),
        ("2", "21", "", "refuse", "numerator_too_large"),
        ("2", "-1", "", "refuse", "numerator_too_large"),
        ("2", "0/0", "", "refuse", "denominator_zero"),
        ("2", "0.85", "", "ask", "fraction_not_whole"),
        ("2", "85%", "", "refuse", "unit_mismatch"),
        ("7", "1", "", "ask", "denominator_missing"),  # the plan does not say of how many
        ("7", "未着手", "", "ask", "not_started_of"),
        ("4", "未着手", "", "ask", "not_started_unclear"),
        ("4", "1/2", "", "refuse", "form_number"),  # a date trap, or a fraction of what
        ("3", "1回（182/190人）", "", "refuse", "form_share"),
        ("2", "1回（182/190人）", "", "refuse", "unit_mismatch"),
        ("8", "182/190", "", "ask", "count_missing"),
        ("8", "1回（191/190人）", "", "refuse", "numerator_too_large"),
        ("8", "1件（182/190人）", "", "refuse", "unit_mismatch"),
    ],
)
def test_what_does_not_fit_the_kpi(
    kpi_no: str, text: str, unit: str, severity: str, code: str
) -> None:
    fault = read_value(entry(BY_NO[kpi_no], text, unit))
    assert isinstance(fault, Fault)
    assert (fault.severity, fault.code) == (severity, code)


def test_both_readings_of_a_share_are_told() -> None:
    without_limit = replace(BY_NO["3"], maximum=None)
    fault = read_value(entry(without_limit, "74"))
    assert isinstance(fault, Fault)
    assert fault.values == {"percent": "74%", "share": "7400%"}
    small = read_value(entry(BY_NO["3"], "0.18", "%"))
    assert isinstance(small, Fault)
    assert small.values == {"percent": "0.18%", "share": "18%"}


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("1", ("1%", "100%")),  # a number cell may hold a whole as 1
        ("2", 0.02),  # 200 % is no reading
        ("0.74", ("0.74%", "74%")),
        ("0", 0.0),
    ],
)
def test_bare_number_beside_percent(text: str, read: float | tuple[str, str]) -> None:
    value = read_value(entry(BY_NO["3"], text, "%"))
    if isinstance(read, tuple):
        assert isinstance(value, Fault)
        assert tuple(one.code for one in value.choices) == read
    else:
        assert isinstance(value, Value)
        assert value.actual == pytest.approx(read)


def test_cell_and_columns_must_not_contradict() -> None:
    fault = read_value(entry(BY_NO["2"], "16/20", "", 17, 20))
    assert isinstance(fault, Fault)
    assert fault.code == "fraction_contradiction"


@pytest.mark.parametrize(
    ("kpi_no", "text", "severity", "note"),
    [
        ("2", "17/19", "note", "total_differs"),
        ("2", "9/11", "note", "total_differs"),
        ("2", "1/10", "confirm", "total_differs"),  # half of the plan's 20: a digit may be lost
        ("2", "1/2", "confirm", "total_differs"),
        ("8", "1回", "note", "coverage_missing"),
    ],
)
def test_value_with_a_note_is_kept(kpi_no: str, text: str, severity: str, note: str) -> None:
    value = read_value(entry(BY_NO[kpi_no], text))
    assert isinstance(value, Value)
    assert [(one.severity, one.code) for one in value.notes] == [(severity, note)]


def test_a_numerator_alone_is_a_value() -> None:
    of_plan = read_value(entry(BY_NO["2"], "", "", 17))
    assert isinstance(of_plan, Value)
    assert (of_plan.actual, of_plan.denominator) == (0.85, 20)
    unknown = read_value(entry(BY_NO["7"], "", "", 1))
    assert isinstance(unknown, Fault)
    assert unknown.code == "denominator_missing"


def test_a_duty_never_done_needs_no_people() -> None:
    value = read_value(entry(BY_NO["8"], "0回"))
    assert isinstance(value, Value)
    assert (value.actual, value.notes) == (0.0, ())


def test_awaiting_and_blank_have_no_value() -> None:
    awaiting, blank = (read_value(entry(BY_NO["3"], text)) for text in ("公表待ち", "－"))
    assert isinstance(awaiting, Value)
    assert isinstance(blank, Value)
    assert (awaiting.is_awaiting, math.isnan(awaiting.actual)) == (True, True)
    assert (blank.is_blank, math.isnan(blank.actual)) == (True, True)


@given(st.integers(0, 100_000))
def test_share_and_percent_are_one(thousandths_of_percent: int) -> None:
    share = Decimal(thousandths_of_percent) / 100_000
    value = read_value(entry(BY_NO["3"], f"{share * 100:f}%"))
    assert isinstance(value, Value)
    assert value.actual == float(share)


@given(st.sampled_from(KPIS), st.text(alphabet="0123456789./%回人（）業務件-", max_size=12))
def test_any_text_for_any_kpi_is_a_value_or_a_fault(kpi: Kpi, text: str) -> None:
    read = read_value(entry(kpi, text))
    assert isinstance(read, Value | Fault)
    if isinstance(read, Value):
        assert math.isfinite(read.actual) or read.is_blank


@pytest.mark.parametrize(
    ("kpi_no", "text", "code", "values"),
    [
        ("2", "17.5", "fraction_not_whole", {"numerator": "17.5", "denominator": "20"}),
        ("2", "22", "numerator_too_large", {"numerator": "22", "denominator": "20"}),
        ("2", "05.5", "leading_zero", {"reading": "5.5"}),
        ("4", "1億0500万", "leading_zero", {"reading": "1億500万"}),
    ],
)
def test_a_fault_says_the_number_as_it_is_written(
    kpi_no: str, text: str, code: str, values: dict[str, str]
) -> None:
    fault = read_value(entry(BY_NO[kpi_no], text))
    assert isinstance(fault, Fault)
    assert fault.code == code
    assert {name: str(one) for name, one in fault.values.items()} == values
    assert all(one.code in ("blank", *values.values()) for one in fault.choices)
