"""Rows read and checked: every problem at once, by row and column, and no row lost."""

from __future__ import annotations

import json
from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.intake.conftest import KPIS, PLAN, Reads, plan_of
from yamato_dx.intake.header import HEADINGS, WITNESSES
from yamato_dx.intake.layouts.long_table import VALUE_COLUMNS
from yamato_dx.intake.reports.report import ReportReading, is_refused, rows_refused
from yamato_dx.lettering import is_blank
from yamato_dx.root import ROOT

SAMPLES = ROOT.parent / "shared" / "samples"


def sample(name: str) -> bytes:
    if not SAMPLES.exists():
        pytest.skip("the shared samples are not beside the repository")
    return (SAMPLES / name).read_bytes()


def told(reading: ReportReading) -> list[tuple[str, str, int | None, str | None]]:
    return [(one.severity, one.code, one.row, one.column) for one in reading.problems]


def test_section_file_with_monthly_figures(reads: Reads) -> None:
    reading = reads.data(sample("r6_madoguchi_cp932.csv"))
    assert (reading.rows_read, len(reading.values), reading.problems) == (24, 24, ())
    assert (reading.layout, reading.encoding) == ("long", "cp932")
    stay = reading.values[reading.values["kpi_no"] == "1"]
    certificates = reading.values[reading.values["kpi_no"] == "4"]
    weighted = (stay["actual_value"] * stay["weight"]).sum() / stay["weight"].sum()
    assert round(weighted, 6) == 26.283328
    assert certificates["actual_value"].sum() == 640
    assert certificates["weight"].isna().all()  # a blank is not 0
    assert stay["period_start"].tolist()[-1] == pd.Timestamp(2025, 3, 1)
    assert certificates["note"].str.contains("㈱○○のキオスク端末①").sum() == 1


def test_a_column_without_any_status_is_told_once(reads: Reads) -> None:
    rows = ["R5,4,600,窓口DX", "R6,4,640,窓口DX", "R7,4,660,基盤"]
    told = reads.csv("\n".join(("年度,KPI番号,実績値,区分", *rows, ""))).problems
    assert [(one.row, one.code) for one in told] == [(2, "status_unknown")]
    mixed = reads.csv("\n".join(("年度,KPI番号,実績値,区分", *rows, "R7,9-2,27,確定", ""))).problems
    assert [one.row for one in mixed if one.code == "status_unknown"] == [2, 3, 4]


def test_a_number_in_the_note_of_what_is_not_published_yet_is_no_moved_figure(reads: Reads) -> None:
    """Below 備考 it stands for the figure only where there should be one."""
    heading = "年度,KPI番号,KPI名称,対象月数,実績値,状態,備考"
    rows = ["R6,4,コンビニ交付,12,640,確定,", "R7,4,コンビニ交付,12,,公表待ち,1.0"]
    reading = reads.csv("\n".join((heading, *rows, "")))
    assert [one[:2] for one in told(reading)] == [("note", "column_unknown")]
    assert reading.values["note"].tolist()[-1] == "1.0"
    lacking = reads.csv("\n".join((heading, rows[0], rows[1].replace("公表待ち", "確定"), "")))
    assert ("confirm", "unused_column", 3, "備考") in told(lacking)


def test_one_mistake_of_each_kind(reads: Reads) -> None:
    expected = json.loads(sample("expected.json"))["mistakes"]
    reading = reads.data(sample("r6_mistakes_utf8.csv"))
    stopped = {one.row for one in reading.problems if one.severity != "note"}
    assert stopped == {*expected["refused_rows"], *expected["conflict_rows"]}
    conflicts = {one.row: one.values["rows"] for one in reading.problems if one.code == "conflict"}
    assert conflicts == {2: "4", 4: "2"}
    notes = [(one.row, one.code) for one in reading.problems if one.severity == "note"]
    assert notes == [(row, "blank") for row in expected["blank_rows"]]
    assert reading.values["row_no"].tolist() == expected["good_rows"]
    assert (rows_refused(reading.problems), reading.rows_read) == (10, 12)


def test_columns_and_kinds_of_the_values(reads: Reads) -> None:
    for reading in (reads.row("4", "1,105件"), reads.csv("nothing that is known")):
        assert tuple(reading.values.columns) == VALUE_COLUMNS
        kinds = reading.values.dtypes.astype(str).to_dict()
        assert {kinds[name] for name in ("actual_value", "weight")} == {"float64"}
        assert {kinds[name] for name in ("period_start", "measured_on")} == {"datetime64[us]"}
        assert {kinds[name] for name in ("kpi_id", "note", "value_status")} == {"str"}
        assert {kinds[name] for name in ("fiscal_year", "row_no")} == {"int64"}


def test_a_row_keeps_what_was_written(reads: Reads) -> None:
    row = (
        reads.csv(
            "団体コード,年度,番号,実績,単位,時点,区分,摘要,理由\n"
            "434477,R6,3,７４％,％,令和6年7月末,速報,=1+2,訂正\n"
        )
        .values.iloc[0]
        .to_dict()
    )
    assert row["measured_on"] == pd.Timestamp(2024, 7, 31)
    assert (row["kpi_id"], row["value_status"]) == ("mynumber_card_holding_rate", "preliminary")
    # Formula text is data; what goes out neutralises it.
    assert (row["raw_text"], row["note"], row["reason"]) == ("７４％", "=1+2", "訂正")
    assert (row["actual_value"], row["period_months"]) == (0.74, 12)


@pytest.mark.parametrize(
    ("header", "row", "severity", "code", "column"),
    [
        ("年度,KPI番号,実績値", "R6,11,5", "refuse", "unknown_kpi", "KPI番号"),
        ("年度,KPI番号,実績値", "R6,,5", "refuse", "kpi_no_missing", "KPI番号"),
        ("年度,KPI番号,実績値", "R6,9月1日,5", "ask", "kpi_no_is_date", "KPI番号"),
        ("年度,KPI番号,実績値", "R6,2026-09-01,5", "ask", "kpi_no_is_date", "KPI番号"),
        ("年度,KPI番号,実績値", "R6,1-Sep,5", "ask", "kpi_no_is_date", "KPI番号"),
        ("年度,KPI番号,実績値", "R9,4,5", "refuse", "year_outside", "年度"),
        ("年度,KPI番号,実績値", "R3,4,5", "refuse", "year_outside", "年度"),
        ("年度,KPI番号,実績値", ",4,5", "refuse", "period_missing", "年度"),
        ("年度,KPI番号,実績値", "24年度,4,5", "ask", "fiscal_year_two_digits", "年度"),
        ("年度,KPI番号,実績値", "R6,1,-5", "refuse", "below_minimum", "実績値"),
        ("年度,KPI番号,実績値", "R6,6,330%", "refuse", "above_maximum", "実績値"),
        ("年度,KPI番号,実績値", "R6,4,***", "refuse", "suppressed", "実績値"),
        ("年度,年月,KPI番号,実績値", "R6,2025/4,4,5", "refuse", "month_outside_year", "年月"),
        ("年度,年月,KPI番号,実績値", "R6,R6,4,5", "refuse", "fiscal_year_not_month", "年月"),
        ("年度,年月,KPI番号,実績値", "R6,45383,4,5", "ask", "excel_day_number", "年月"),
        ("年月,KPI番号,実績値", "4月,4,5", "ask", "month_without_year", "年月"),
        ("年月,KPI番号,実績値", "2026/6,4,5", "refuse", "period_in_future", "年月"),
        ("年月,KPI番号,実績値", ",4,5", "refuse", "period_missing", "年月"),
        ("年度,KPI番号,実績値,単位", "R6,4,5,人", "refuse", "unit_mismatch", "単位"),
        ("年度,KPI番号,実績値,人数", "R6,1,5,0", "refuse", "weight_not_positive", "人数"),
        ("年度,KPI番号,実績値,人数", "R6,1,5,多数", "refuse", "not_a_number", "人数"),
        ("年度,KPI番号,実績値,人数", "R6,1,5,5%", "refuse", "not_a_count", "人数"),
        ("年度,KPI番号,実績値,状態", "R6,4,5,済", "refuse", "status_unknown", "状態"),
        ("年度,KPI番号,実績値,状態", "R6,4,5,公表待ち", "ask", "status_contradiction", "状態"),
        ("年度,KPI番号,実績値,状態", "R6,4,公表待ち,確定", "ask", "status_contradiction", "状態"),
        ("年度,KPI番号,実績値,時点", "R6,4,5,2024年7月", "ask", "month_not_day", "時点"),
        ("年度,KPI番号,実績値,分母", "R6,7,1,なし", "refuse", "none_unclear", "分母"),
        (
            "年度,KPI番号,実績値,団体コード",
            "R6,4,5,434478",
            "refuse",
            "municipality_code_broken",
            "団体コード",
        ),
        (
            "年度,KPI番号,実績値,団体コード",
            "R6,4,5,43447",
            "refuse",
            "municipality_code_broken",
            "団体コード",
        ),
        (
            "年度,KPI番号,実績値,団体コード",
            "R6,4,5,431001",
            "refuse",
            "municipality_other",
            "団体コード",
        ),
        (
            "年度,KPI番号,指標名,実績値",
            "R6,4,来庁者平均滞在時間,5",
            "ask",
            "name_of_other_kpi",
            "指標名",
        ),
    ],
)
def test_a_wrong_row_is_named_once(
    reads: Reads, header: str, row: str, severity: str, code: str, column: str | None
) -> None:
    reading = reads.csv(f"{header}\n{row}\n")
    assert told(reading) == [(severity, code, 2, column)]
    assert reading.values.empty


def test_all_problems_of_a_row_at_once(reads: Reads) -> None:
    reading = reads.csv("年度,KPI番号,実績値,単位,人数\n24年度,1,八十一,件,0\n")
    assert {one.code for one in reading.problems} == {
        "fiscal_year_two_digits",
        "kanji_number",
        "unit_mismatch",
        "weight_not_positive",
    }
    assert rows_refused(reading.problems) == 1


@pytest.mark.parametrize(
    ("row", "note"),
    [
        ("R6,4,コンビニ交付,640", None),  # a shortened name is normal
        ("R6,4,コンビニ交付システムによる証明書発行件数,640", None),
        ("R6,2,情報システムの標準化・共通化,17/20", None),
        ("R6,4,窓口の混み具合,640", "name_unknown"),
    ],
)
def test_names_are_compared_kindly(reads: Reads, row: str, note: str | None) -> None:
    reading = reads.csv(f"年度,KPI番号,指標名,実績値\n{row}\n")
    assert [one.code for one in reading.problems] == ([note] if note else [])
    assert len(reading.values) == 1


@pytest.mark.parametrize(
    "kpi_no", ["9-1", "９－１", "9ー1", "9‐1", "No.9-1", "KPI 9-1", "kpi9-1", "９の１"]
)
def test_kpi_numbers_as_offices_write_them(reads: Reads, kpi_no: str) -> None:
    assert reads.row(kpi_no, "81").values["kpi_no"].tolist() == ["9-1"]


@pytest.mark.parametrize(
    ("header", "row", "start", "months"),
    [
        ("年度,KPI番号,実績値", "R6,4,5", date(2024, 4, 1), 12),
        ("年月,KPI番号,実績値", "2025/3,4,5", date(2025, 3, 1), 1),
        ("年度,月,KPI番号,実績値", "R6,3月,4,5", date(2025, 3, 1), 1),
        ("年度,月,KPI番号,実績値", "R6,4,4,5", date(2024, 4, 1), 1),
        ("年度,年月,KPI番号,実績値", "R6,年度計,4,5", date(2024, 4, 1), 12),
        ("年度,年月,KPI番号,実績値", "R6,,4,5", date(2024, 4, 1), 12),
        ("年度,年月,KPI番号,実績値", ",R7.1,4,5", date(2025, 1, 1), 1),
    ],
)
def test_period_of_a_row(reads: Reads, header: str, row: str, start: date, months: int) -> None:
    value = reads.csv(f"{header}\n{row}\n").values.iloc[0]
    assert (value["period_start"].date(), value["period_months"]) == (start, months)
    assert value["fiscal_year"] == 2024


def test_month_and_year_of_one_kpi_stand_together(reads: Reads) -> None:
    reading = reads.csv("年度,年月,KPI番号,実績値\nR6,2024/4,4,38\nR6,,4,640\n")
    assert (len(reading.values), reading.problems) == (2, ())


@pytest.mark.parametrize(
    ("rows", "stored", "problems"),
    [
        (["R6,4,640,", "R6,4,650,"], [], [("conflict", 2), ("conflict", 3)]),
        (["R6,4,640,", "R6,4,６４０,"], [2], [("same_twice", 3)]),  # the same, written otherwise
        (["R6,4,640,速報", "R6,4,640,確定"], [], [("conflict", 2), ("conflict", 3)]),
        (["R6,4,公表待ち,", "R6,4,640,"], [], [("conflict", 2), ("conflict", 3)]),
        (
            ["R6,4,640,", "R6,4,640,", "R6,4,1,"],
            [],
            [("conflict", 2), ("conflict", 3), ("conflict", 4)],
        ),
        (["R6,4,640,", "R6,4,,"], [2], [("blank", 3)]),  # a blank contradicts nothing
        (["R6,4,640,", "R7,4,650,"], [2, 3], []),
    ],
)
def test_the_same_kpi_and_period_twice(
    reads: Reads, rows: list[str], stored: list[int], problems: list[tuple[str, int]]
) -> None:
    reading = reads.csv("\n".join(["年度,KPI番号,実績値,状態", *rows, ""]))
    assert reading.values["row_no"].tolist() == stored
    assert [(one.code, one.row) for one in reading.problems] == problems


def test_awaiting_is_a_row_without_a_value(reads: Reads) -> None:
    text = "年度,KPI番号,実績値,状態\nR7,3,公表待ち,\nR6,3,,公表待ち\n"
    values = reads.csv(text).values
    assert values["value_status"].tolist() == ["awaiting", "awaiting"]
    assert values["actual_value"].isna().all()


def test_a_blank_row_has_no_other_problem(reads: Reads) -> None:
    """An untouched line of a form harms nobody, whatever else it says."""
    reading = reads.csv("年度,KPI番号,実績値,人数\nR9,99,－,0\n")
    assert told(reading) == [("note", "blank", 2, "実績値")]


def test_value_from_its_parts_alone(reads: Reads) -> None:
    value = reads.csv("年度,KPI番号,実績値,分子,分母\nR7,7,,3,3\n").values.iloc[0]
    assert (value["actual_value"], value["raw_text"]) == (1.0, "3/3")


TORN = [
    names[0]
    for code, names in (HEADINGS | WITNESSES).items()
    if code not in ("fiscal_year", "kpi_no", "actual_value")
]


@pytest.mark.parametrize("heading", TORN)
def test_a_file_of_torn_rows_says_so(reads: Reads, heading: str) -> None:
    """Then no row is left, whatever columns there are."""
    reading = reads.csv(f"年度,KPI番号,実績値,{heading}\nR6,4,1,105,1\nR7,4,1,210,1\n")
    assert [one.code for one in reading.problems] == ["row_ragged"] * 2
    assert reading.rows_read == 2


def test_unknown_columns_are_noted(reads: Reads) -> None:
    reading = reads.csv("年度,KPI番号,実績値,担当,\nR6,4,640,係長,x\n")
    assert [(one.severity, one.code) for one in reading.problems] == [
        ("note", "column_unknown"),
        ("note", "column_nameless"),
    ]
    assert len(reading.values) == 1


@pytest.mark.parametrize(
    ("header", "code", "named"),
    [
        ("年度,実績値", "columns_missing", "KPI番号"),
        ("年度,KPI番号,年 度,実績値", "column_twice", "年度、年 度"),
        ("年度,KPI番号,実績値", "no_rows", None),
        ("氏名,住所", "layout_unknown", None),
    ],
)
def test_a_file_without_what_it_needs(
    reads: Reads, header: str, code: str, named: str | None
) -> None:
    rows = "" if code == "no_rows" else "\n1,2,3,4"[: 2 * header.count(",") + 3]
    (problem,) = reads.csv(header + rows).problems
    assert (problem.severity, problem.code) == ("refuse", code)
    assert named is None or problem.values["headings"] == named


def test_years_by_plan_baseline_and_present(reads: Reads) -> None:
    """The plan's years, a declared baseline year, and after the plan up to the present."""
    early = plan_of()
    early = type(early)(**{**early.__dict__, "first_year": early.last_year})
    text = "年度,KPI番号,実績値\nR4,5,12400\nR4,4,10\nR7,4,10\nR8,4,10\nR9,4,10\n"
    reading = reads.csv(text, plans=(early,))
    assert [(one.row, one.code) for one in reading.problems] == [
        (3, "year_outside"),  # R4 is the baseline year of KPI 5, not of KPI 4
        (6, "year_outside"),
    ]
    assert reads.csv("年度,KPI番号,実績値\nR8,4,10\n", present=date(2026, 3, 31)).values.empty


def test_numbers_mean_what_they_meant_in_their_year(reads: Reads) -> None:
    """A later version numbers KPI 4 as 5: a row is read by the version in force in its year."""
    renumbered = tuple(
        kpi if kpi.kpi_no != "5" else type(kpi)(**{**KPIS[3].__dict__, "kpi_no": "5"})
        for kpi in KPIS
    )
    later = plan_of(renumbered, "3.0", date(2025, 4, 1))
    text = "年度,KPI番号,実績値\nR5,5,100\nR6,5,100\nR7,5,100\n"
    reading = reads.csv(text, plans=(PLAN, later))
    assert reading.values["kpi_id"].tolist() == [
        "overtime_hours",  # before the first version was effective, it holds
        "overtime_hours",
        "convenience_store_certificates",
    ]


@pytest.mark.parametrize(
    ("present", "kpi_id"),
    [
        (date(2025, 11, 1), "overtime_hours"),  # the page and the template say so today
        (date(2026, 2, 1), "convenience_store_certificates"),
        (date(2026, 6, 1), "convenience_store_certificates"),
    ],
)
def test_a_version_to_come_does_not_number_the_year_under_way(
    present: date, kpi_id: str, reads: Reads
) -> None:
    renumbered = tuple(
        kpi if kpi.kpi_no != "5" else type(kpi)(**{**KPIS[3].__dict__, "kpi_no": "5"})
        for kpi in KPIS
    )
    later = plan_of(renumbered, "3.0", date(2026, 1, 1))
    reading = reads.csv("年度,KPI番号,実績値\nR7,5,100\n", plans=(PLAN, later), present=present)
    assert reading.values["kpi_id"].tolist() == [kpi_id]


def test_figures_of_several_municipalities(reads: Reads) -> None:
    text = "団体コード,年度,KPI番号,実績値\n431001,R6,4,1\n434477,R6,4,2\n,R6,5,3\n"
    codes = frozenset({"431001", "434477"})
    values = reads.csv(text, municipality_codes=codes).values
    assert values["municipality_code"].tolist() == ["431001", "434477", "434477"]


CELL = st.sampled_from(
    [
        "4",
        "9-1",
        "2",
        "8",
        "99",
        "",
        "R6",
        "R7",
        "24年度",
        "640",
        "17/20",
        "74%",
        "－",
        "公表待ち",
        "x",
    ]
) | st.text(alphabet='0123456789/%-,"年\n あ', max_size=6)


@given(st.lists(st.tuples(CELL, CELL, CELL, CELL), min_size=1, max_size=8))
def test_no_row_vanishes(rows: list[tuple[str, str, str, str]]) -> None:
    """Every row is stored or named; none that must be mended or answered is stored."""
    lines = [",".join(f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in row) for row in rows]
    reading = Reads().csv("\n".join(["年度,KPI番号,実績値,備考", *lines, ""]))
    stored = set(reading.values["row_no"])
    stopped = {one.row for one in reading.problems if one.severity in ("refuse", "ask")} - {1}
    listed = (str(one.values.get("rows", "")).split("、") for one in reading.problems)
    named = {one.row for one in reading.problems} | {
        int(row) for rows_told in listed for row in rows_told if row.isdigit()
    }
    filled = {place for place, row in enumerate(rows, start=2) if not all(map(is_blank, row))}
    assert filled <= stored | named or is_refused_whole(reading)
    assert not stored & stopped
    assert is_refused(reading.problems) or not stopped
    assert all(one.sentence(lang) for one in reading.problems for lang in ("ja", "en"))


def is_refused_whole(reading: ReportReading) -> bool:
    return any(one.is_obstacle and one.row in (None, 1) for one in reading.problems)


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    reading = Reads().data(data)
    assert reading.rows_read or [one.severity for one in reading.problems] != []
