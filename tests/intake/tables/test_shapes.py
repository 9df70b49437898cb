"""Tables as offices keep them: each by its smallest case, the figures that must come of it, what is
asked where they leave something open."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from tests.intake.yamato import read_file
from yamato_dx.intake.problem import AS_IT_STANDS
from yamato_dx.intake.reports.report import ReportReading
from yamato_dx.intake.tables.corrections import Correction, Corrections

CERTIFICATES, COURSES, MINUTES = (
    "コンビニ交付 発行件数",
    "スマートフォン講座受講者数",
    "来庁者平均滞在時間",
)


@dataclass(frozen=True)
class Given:
    file_name: str = "実績.csv"
    answers: dict[str, str] = field(default_factory=dict)
    corrections: tuple[Correction, ...] = ()


def read(text: str, given: Given = Given()) -> ReportReading:
    corrections = Corrections(given.corrections)
    return read_file(text.encode(), given.file_name, answers=given.answers, corrections=corrections)


def figures(reading: ReportReading) -> list[tuple[str, str, str, float]]:
    """(cell, KPI, year or month, value), as read."""
    return [
        (
            row["cell"],
            row["kpi_no"],
            f"{row['period_start']:%Y-%m}"
            if row["period_months"] == 1
            else str(row["fiscal_year"]),
            row["actual_value"],
        )
        for row in reading.values.to_dict("records")
    ]


def asked(reading: ReportReading) -> list[tuple[str, str | None]]:
    return [(problem.code, problem.cell) for problem in reading.problems if problem.is_obstacle]


CASES = {
    "years across": (
        f"番号,指標名,単位,R5実績,R6実績\n4,{CERTIFICATES},件,312,640\n",
        [("D2", "4", "2023", 312), ("E2", "4", "2024", 640)],
    ),
    "a title, blank rows and columns, a note": (
        (
            "令和6年度の実績報告,,,,\n,,,,\n番号,,指標名,,R6実績\n"
            f"4,,{CERTIFICATES},,640\n※速報を含まない,,,,\n"
        ),
        [("E4", "4", "2024", 640)],
    ),
    "era from the title": (
        f"令和6年度　KPI実績報告,,\n番号,指標名,６年度\n4,{CERTIFICATES},640\n",
        [("C3", "4", "2024", 640)],
    ),
    "months across, their sum a witness": (
        f"令和6年度　実績,,,,\n番号,指標名,4月,5月,計\n4,{CERTIFICATES},38,41,79\n",
        [("C3", "4", "2024-04", 38), ("D3", "4", "2024-05", 41)],
    ),
    "a sum alone is the year's figure": (
        f"令和6年度　実績,,,,\n番号,指標名,4月,5月,計\n4,{CERTIFICATES},,,640\n",
        [("E3", "4", "2024", 640)],
    ),
    "target, actual and rate as rows": (
        f"番号,指標名,区分,R5,R6\n4,{CERTIFICATES},目標,300,600\n,,実績,312,640\n,,達成率,104%,106.7%\n",
        [("D3", "4", "2023", 312), ("E3", "4", "2024", 640)],
    ),
    "year over target and actual": (
        f"番号,指標名,R5,,R6,\n,,目標,実績,目標,実績\n4,{CERTIFICATES},300,312,600,640\n",
        [("D3", "4", "2023", 312), ("F3", "4", "2024", 640)],
    ),
    "role in the heading, other years": (
        f"番号,指標名,令和4年度（基準値）,令和6年度（実績値）\n4,{CERTIFICATES},212,640\n",
        [("D2", "4", "2024", 640)],
    ),
    "value and year in one cell": (
        f'番号,指標名,実績値\n4,{CERTIFICATES},"640件\n（令和6年度）"\n',
        [("C2", "4", "2024", 640)],
    ),
    "two KPIs in one row": (
        (
            "令和6年度　評価結果,,,,\n事業,KPI①指標名,①実績値,KPI②指標名,②実績値\n"
            f"窓口,{CERTIFICATES},640,{COURSES},81\n"
        ),
        [("C3", "4", "2024", 640), ("E3", "9-1", "2024", 81)],
    ),
    "KPIs below a project": (
        f"取組事項,KPI,R6実績\n窓口改革,{MINUTES},26.3\n,{CERTIFICATES},640\n",
        [("C2", "1", "2024", 26.3), ("C3", "4", "2024", 640)],
    ),
    "KPIs across, years down": (
        f"KPI実績の推移,,\n年度,{MINUTES},{CERTIFICATES}\n単位,分,件\nR5,29.5,312\nR6,26.3,640\n",
        [
            ("B4", "1", "2023", 29.5),
            ("C4", "4", "2023", 312),
            ("B5", "1", "2024", 26.3),
            ("C5", "4", "2024", 640),
        ],
    ),
    "labels below each other": (
        f"所　属,見本課\n年　度,令和6年度\n指標名,{CERTIFICATES}\n目標値,600件\n実績値,640件\n",
        [("B5", "4", "2024", 640)],
    ),
    "two labels in a row": (
        (
            f"ＫＰＩ評価シート,,,\n年　度,令和６年度,,\n指標名,{CERTIFICATES},,\n"
            "目標値,６００件,実績値,６４０件\n"
        ),
        [("D4", "4", "2024", 640)],
    ),
    "an actual told in words, too": (
        f"年度,令和6年度\n指標名,{CERTIFICATES}\n実績値,640件\n取組実績,講座を3回開いた\n",
        [("B3", "4", "2024", 640)],
    ),
    "sums of actuals and of targets": (
        (
            "番号,指標名,R5目標,R5実績,R6目標,R6実績,目標計,実績計\n"
            f"4,{CERTIFICATES},300,312,600,640,900,952\n"
        ),
        [("D2", "4", "2023", 312), ("F2", "4", "2024", 640)],
    ),
    "two tables below each other": (
        (
            f"１ 窓口,,\n番号,指標名,R6実績\n4,{CERTIFICATES},640\n,,\n２ 講座,,\n"
            f"番号,指標名,R5実績\n9-1,{COURSES},48\n"
        ),
        [("C3", "4", "2024", 640), ("C7", "9-1", "2023", 48)],
    ),
    "headings in other words, spaced": (
        f"№,指 標 名,単 位,令 和 6 年 度 実 績\n4,{CERTIFICATES},件,６４０\n",
        [("D2", "4", "2024", 640)],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_every_cell_is_read_for_what_it_is(case: str) -> None:
    text, expected = CASES[case]
    reading = read(text)
    assert asked(reading) == []
    assert sorted(figures(reading)) == sorted(expected)


OPEN = {
    "no year anywhere": (
        f"番号,指標名,実績値\n4,{CERTIFICATES},640\n",
        [("year_of_table", None)],
        ("year_of_table", "2024年度", [("C2", "4", "2024", 640)]),
    ),
    "no era anywhere": (
        f"番号,指標名,6年度実績\n4,{CERTIFICATES},640\n",
        [("era_of_years", None)],
        ("era_of_years", "令和", [("C2", "4", "2024", 640)]),
    ),
    "the same headings twice": (
        f"番号,指標名,実績値,実績値\n4,{CERTIFICATES},312,640\n",
        [("blocks_without_year", "C1")],
        (
            "blocks_without_year",
            "ascending:2025",
            [("C2", "4", "2024", 312), ("D2", "4", "2025", 640)],
        ),
    ),
    "目標 and 実績 twice: one question for both": (
        f"番号,指標名,目標,実績,目標,実績\n4,{CERTIFICATES},600,640,1200,1082\n",
        [("blocks_without_year", "C1")],
        (
            "blocks_without_year",
            "ascending:2025",
            [("D2", "4", "2024", 640), ("F2", "4", "2025", 1082)],
        ),
    ),
    "a month beside a year: the year": (
        f"KPI実績,,,\n番号,指標名,R5,2025/3/31\n4,{CERTIFICATES},312,640\n",
        [("heading_month_or_year", "D2")],
        (
            "heading_month_or_year",
            "2024年度",
            [("C3", "4", "2023", 312), ("D3", "4", "2024", 640)],
        ),
    ),
    "a month beside a year: the month": (
        f"KPI実績,,,\n番号,指標名,R5,2025/3/31\n4,{CERTIFICATES},312,64\n",
        [("heading_month_or_year", "D2")],
        (
            "heading_month_or_year",
            "month",
            [("C3", "4", "2023", 312), ("D3", "4", "2025-03", 64)],
        ),
    ),
    "a month beside a year: neither": (
        f"KPI実績,,,\n番号,指標名,R5,2025/3/31\n4,{CERTIFICATES},312,64\n",
        [("heading_month_or_year", "D2")],
        ("heading_month_or_year", "unread", [("C3", "4", "2023", 312)]),
    ),
    "actual or target": (
        f"番号,指標名,R6\n4,{CERTIFICATES},640\n",
        [("figures_of_what", "C1")],
        ("figures_of_what", "actual", [("C2", "4", "2024", 640)]),
    ),
    "one column does not say what it holds": (
        f"番号,指標名,R5,R6実績\n4,{CERTIFICATES},312,640\n",
        [("figures_of_what", "C1")],
        (
            "figures_of_what",
            "actual",
            [("C2", "4", "2023", 312), ("D2", "4", "2024", 640)],
        ),
    ),
    "present value": (
        f"番号,指標名,R6（現状値）\n4,{CERTIFICATES},640\n",
        [("present_value", "C1")],
        ("present_value", "baseline", []),
    ),
    "one column without a year beside others": (
        f"番号,指標名,実績,R6実績\n4,{CERTIFICATES},312,640\n",
        [("heading_without_year", "C1")],
        ("heading_without_year", "unread", [("D2", "4", "2024", 640)]),
    ),
    "a sum of actuals that does not come out": (
        f"番号,指標名,R5実績,R6実績,実績計\n4,{CERTIFICATES},312,640,925\n",
        [("sum_contradicted", "E2")],
        (
            "sum_contradicted",
            "cells",
            [("C2", "4", "2023", 312), ("D2", "4", "2024", 640)],
        ),
    ),
    "a sum that does not come out": (
        f"番号,指標名,R6.4実績,R6.5実績,計\n4,{CERTIFICATES},38,41,97\n",
        [("sum_contradicted", "E2")],
        (
            "sum_contradicted",
            "cells",
            [("C2", "4", "2024-04", 38), ("D2", "4", "2024-05", 41)],
        ),
    ),
}


@pytest.mark.parametrize("case", OPEN)
def test_what_is_left_open_is_asked_and_read_as_it_is_answered(case: str) -> None:
    text, questions, (code, choice, expected) = OPEN[case]
    reading = read(text)
    assert asked(reading) == questions
    question = next(problem for problem in reading.problems if problem.code == code)
    answered = read(text, Given(answers={question.problem_id: choice}))
    assert asked(answered) == []
    assert [answer.choice for answer in answered.answered] == [choice]
    assert figures(answered) == expected


def test_a_correction_comes_before_what_a_heading_says() -> None:
    text = f"番号,指標名,R5実績,R6実績\n4,{CERTIFICATES},312,640\n"
    unread = Given(corrections=(Correction("", "C", "unread"),))
    assert figures(read(text, unread)) == [("D2", "4", "2024", 640)]
    other_year = Given(corrections=(Correction("", "D", "year:2025"),))
    assert ("D2", "4", "2025", 640) in figures(read(text, other_year))
    header = f"まとめ,つくり,かた\nばん,なまえ,あたい\n4,{CERTIFICATES},640\n"
    mended = Given(
        corrections=(
            Correction("", "2", "header"),
            Correction("", "A", "label:kpi_no"),
            Correction("", "B", "label:kpi_name"),
            Correction("", "C", "role:actual"),
            Correction("", "C", "year:2024"),
        )
    )
    assert figures(read(header, mended)) == [("C3", "4", "2024", 640)]


def test_a_year_in_the_name_of_the_file_that_the_table_has_not_is_confirmed() -> None:
    text = f"番号,指標名,R6実績\n4,{CERTIFICATES},640\n"
    assert asked(read(text, Given("R5_実績.csv"))) == [("year_other_around", None)]
    assert asked(read(text, Given("R6_実績.csv"))) == []
    assert asked(read(text, Given("s1.csv"))) == []  # no 昭和元年度


def test_another_kpi_between_rows_is_never_carried_over_a_year_said_twice() -> None:
    text = f"番号,指標名,年度,実績値\n4,{CERTIFICATES},R6,640\n,,R6,610\n"
    assert ("kpi_no_missing", "A3") in asked(read(text))


# (value of the label, code, cell): a form is never passed over because of what stands there.
UNFILLED = (
    ("準備中", "not_a_number", "B4"),
    ("未定", "not_yet_known", "B4"),
    ("－", "blank", "B4"),
    ("", "blank", "B4"),
)


@pytest.mark.parametrize(("value", "code", "cell"), UNFILLED)
def test_a_form_whose_value_is_no_figure_is_told_with_its_cell(
    value: str, code: str, cell: str
) -> None:
    text = f"ＫＰＩ評価シート,\n年　度,令和6年度\n指標名,{CERTIFICATES}\n実績値,{value}\n"
    reading = read(text)
    assert figures(reading) == []
    assert [(problem.code, problem.cell, problem.column) for problem in reading.problems] == [
        (code, cell, "実績値")
    ]


def test_a_form_tells_of_no_columns_and_no_rows_passed_over() -> None:
    text = (
        f"評価シート,,,\n年　度,令和6年度,,\n指標名,{CERTIFICATES},,\n目標値,600,実績値,640\n"
        "要因,広報に載せた,,\n"
    )
    assert [problem.code for problem in read(text).problems] == []


def test_years_of_blocks_are_offered_up_to_the_last_that_is_over_first() -> None:
    text = f"番号,指標名,実績値,実績値\n4,{CERTIFICATES},312,640\n"
    (problem,) = read(text).problems
    assert [choice.code for choice in problem.choices][:2] == ["ascending:2025", "descending:2025"]


def test_blocks_that_are_not_as_many_are_asked_each() -> None:
    text = f"番号,指標名,目標,目標,実績,実績,実績\n4,{CERTIFICATES},300,600,212,312,640\n"
    codes = [("blocks_without_year", "C1"), ("blocks_without_year", "E1")]
    assert asked(read(text)) == codes


# (lines of a form of R6, what is asked of it).
FORMS_WITH_TARGETS: tuple[tuple[str, list[tuple[str, str | None]]], ...] = (
    ("目標値,600\n実績値,640\n", []),
    ("目標値,601\n実績値,640\n", [("target_other", "B4")]),
    ("目標値,300\n実績値,640\n", [("target_of_other_year", "B4")]),
    ("実績値,640\n目標値,601\n", [("target_other", "B5")]),
    ('最終目標値,"1,200"\n実績値,640\n達成率,106.7%\n', []),
    ("目標値,600\n実績値,640\n達成率,90%\n", [("printed_otherwise", "B5")]),
)


@pytest.mark.parametrize(("lines", "questions"), FORMS_WITH_TARGETS)
def test_a_target_in_a_form_is_held_against_the_plan(
    lines: str, questions: list[tuple[str, str | None]]
) -> None:
    text = f"評価シート,\n年　度,令和6年度\n指標名,{CERTIFICATES}\n{lines}"
    assert asked(read(text)) == questions


SMALL = f"番号,指標名,R5実績,R6実績\n4,{CERTIFICATES},312,640\n"
COURSE = f"9-1,{COURSES},48,81\n"
# (text, what is asked or refused of it, by row): figures that would be missing without a word.
UNSEEN = {
    "a blank line that the file ends in": (f"{SMALL},,", [("last_line_open", 3)]),
    "a line that the file ends in": (f"{SMALL}9-1,", [("last_line_open", 3)]),
    "a file that ends in headings": (
        f"{SMALL},,,\n番号,指標名,R5実",
        [("last_line_open", 4)],
    ),
    "a whole blank line": (f"{SMALL},,,", []),
    "a quote lost in a table of one row": (
        f'{SMALL},,,\n番号,指標名,R5実績,R6実績\n9-1,{COURSES},"48,81\n',
        [("quote_unclosed", 5)],
    ),
    "headings lost": (f"一覧,,,\n{COURSE}{SMALL}", [("rows_unheaded", 2)]),
    "headings cut by another sign": (
        f"番号、指標名、R5実績、R6実績\n{COURSE}{SMALL}",
        [("rows_unheaded", 2)],
    ),
    "a title that names a KPI": (f"{COURSES}ほか,,,\n{SMALL}", []),
    "later headings cut by another sign": (
        f"{SMALL}番号\t指標名\tR4実績\tR5実績\n{COURSE}",
        [("row_ragged", 3)],
    ),
    "a row cut by another sign": (f"{SMALL}9-1，{COURSES}，48，81\n", [("row_ragged", 3)]),
    "a remark with as many commas": (f"{SMALL}※窓口、本庁、支所、その他、を含む\n", []),
}


@pytest.mark.parametrize("case", UNSEEN)
def test_no_row_of_figures_is_missing_without_a_word(case: str) -> None:
    text, told = UNSEEN[case]
    problems = read(text).problems
    assert [(problem.code, problem.row) for problem in problems if problem.is_obstacle] == told


def test_what_is_refused_is_not_taken_by_saying_yes() -> None:
    text = f"{SMALL}9-1，{COURSES}，48，81\n"
    (problem,) = read(text).problems
    said = read(text, Given(answers={problem.problem_id: "yes"}))
    assert asked(said) == [("row_ragged", None)]


ONE_KPI = "\n".join(
    (
        "KPI評価シート,,,",
        "KPI番号,4,,",
        f"指標名,{CERTIFICATES},,",
        "単位,件,,",
        "年度,R4,R5,R6",
        "実績値,,312,640",
        "",
    )
)


def test_a_form_of_one_kpi_has_its_number_once() -> None:
    reading = read(ONE_KPI)
    assert figures(reading) == [("C6", "4", "2023", 312), ("D6", "4", "2024", 640)]
    assert asked(reading) == []
    assert (reading.rows_read, reading.filled_count) == (3, 2)  # R4 was left blank


MONTHS_IN_ORDER = (
    ("R6.4,R6.5,R6.6", True),
    ("R6.12,R7.1,R7.2", True),
    ("R6.6,R6.5,R6.4", True),
    ("R6.4,R6.6,R6.5", False),
    ("R6.4,R7.5,R6.6", False),
)


@pytest.mark.parametrize(("months", "is_ordered"), MONTHS_IN_ORDER)
def test_months_across_go_on(months: str, is_ordered: bool) -> None:
    headings = ",".join(f"{month}実績" for month in months.split(","))
    text = f"番号,指標名,{headings}\n4,{CERTIFICATES},38,41,44\n"
    assert asked(read(text)) == ([] if is_ordered else [("months_out_of_order", "C1")])


@pytest.mark.parametrize(
    ("months", "is_ordered"),
    [
        ("4月,5月,1月", True),
        ("1月,4月,5月", True),
        ("6月,9月,12月", True),
        ("4月,9月,8月", False),
    ],
)
def test_months_without_a_year_go_on_from_april_or_january(months: str, is_ordered: bool) -> None:
    text = f"令和6年度　実績,,,,\n番号,指標名,{months}\n4,{CERTIFICATES},38,41,44\n"
    assert asked(read(text)) == ([] if is_ordered else [("months_out_of_order", "C2")])


@pytest.mark.parametrize(
    ("headings", "baseline", "questions"),
    [
        ("R5基準値,R5実績", "212", [("baseline_other", "D2")]),
        ("R5基準値,R5実績", "312件", []),
        ("R5基準値,R5実績", "－", []),
        ("R4基準値,R5実績", "212", []),
    ],
)
def test_a_baseline_and_an_actual_of_one_year_are_one_figure(
    headings: str, baseline: str, questions: list[tuple[str, str | None]]
) -> None:
    text = f"番号,指標名,{headings}\n4,{CERTIFICATES},{baseline},312\n"
    assert asked(read(text)) == questions


def test_a_target_beside_a_blank_figure_is_held_against_the_plan() -> None:
    text = f"番号,指標名,R6目標,R6実績,R7目標,R7実績\n4,{CERTIFICATES},600,640,1000,\n"
    assert asked(read(text)) == [("target_other", "E2")]


def test_figures_below_a_heading_that_another_column_has_are_asked() -> None:
    text = f"番号,指標名,単位,単位,R7実績\n4,{CERTIFICATES},件,640,1082\n"
    reading = read(text)
    assert asked(reading) == [("column_unclear", "D1")]
    (question,) = [problem for problem in reading.problems if problem.is_obstacle]
    said = read(text, Given(answers={question.problem_id: "2024年度"}))
    assert sorted(figures(said)) == [("D2", "4", "2024", 640), ("E2", "4", "2025", 1082)]


@pytest.mark.parametrize(
    ("cells", "questions"),
    [
        ("312,640,", []),
        ("312,640,12", []),  # beside figures that are all there
        (",312,640", [("unused_column", "E2")]),
        (",312,前年より12件増", []),
    ],
)
def test_a_figure_below_notes_beside_a_blank_one_is_confirmed(
    cells: str, questions: list[tuple[str, str | None]]
) -> None:
    text = f"番号,指標名,R5実績,R6実績,備考\n4,{CERTIFICATES},{cells}\n"
    assert asked(read(text)) == questions


def test_a_title_says_nothing_of_cells_whose_headings_are_lost() -> None:
    text = (
        f'KPI実績報告,,,\n4,{CERTIFICATES},"640件\n（令和6年度）","1200件\n（令和7年度）"\n'
        f'9-1,{COURSES},"81人\n（令和6年度）","100人\n（令和7年度）"\n'
    )
    assert [code for code, _ in asked(read(text))] == ["figures_of_what"]


NAMED = (f"4,{CERTIFICATES}", f"1,{MINUTES}", f"9-1,{COURSES}", "9-2,オープンデータ公開情報件数")


@pytest.mark.parametrize(
    ("heading", "lines", "questions"),
    [
        ("R5実績,R6実績", ("312,640", "640,", "72,81"), [("sum_missing", "D3")]),
        ("R5実績,R6実績", ("312,640", "640,", "72,"), []),  # not known yet of several
        ("R5実績,R6実績", ("312,640", "26.1,"), []),
        ("R5実績,R6実績", ("312,640", ",", "72,81"), []),
        ("R6実績,R6達成率", ("640,106.7%", "26.1,", "81,101.3%"), []),
    ],
)
def test_a_last_figure_that_one_row_alone_lacks_is_confirmed(
    heading: str, lines: tuple[str, ...], questions: list[tuple[str, str | None]]
) -> None:
    rows = [f"{name},{line}" for name, line in zip(NAMED, lines, strict=False)]
    reading = read("\n".join((f"番号,指標名,{heading}", *rows, "")))
    assert [one for one in asked(reading) if one[0] == "sum_missing"] == questions


def test_small_tables_of_one_row_each_are_held_against_each_other() -> None:
    heading = "番号,指標名,R4（基準値）,R5（実績値）,R6（実績値）"
    lines = ("212,312,640", "72,81,", "13,19,19")
    names = (NAMED[0], *NAMED[2:])
    tables = [f"{heading}\n{name},{line}\n,,,,\n" for name, line in zip(names, lines, strict=True)]
    assert ("sum_missing", "E5") in asked(read("".join(tables)))


def test_a_target_in_the_place_of_the_figure_is_confirmed() -> None:
    """The cell with the figure was taken out of its row."""

    def text(of_courses: str) -> str:
        return (
            "番号,指標名,実績値,目標値\n"
            f'{NAMED[0]},"640件\n（令和6年度）","1200件\n（令和7年度）"\n'
            f"{NAMED[2]},{of_courses}\n"
            f'{NAMED[3]},"19件\n（令和6年度）","25件\n（令和7年度）"\n'
        )

    moved = read(text('"100人\n（令和7年度）",'))
    assert asked(moved) == [("sum_missing", "D3")]
    (question,) = [problem for problem in moved.problems if problem.is_obstacle]
    said = read(text('"100人\n（令和7年度）",'), Given(answers={question.problem_id: AS_IT_STANDS}))
    assert asked(said) == []
    assert asked(read(text('"81人\n（令和6年度）","100人\n（令和7年度）"'))) == []


def test_a_target_that_the_plan_does_not_have_may_be_blank() -> None:
    text = (
        "番号,指標名,R6実績,R6目標\n"
        f"{NAMED[0]},640,1000\n5,職員残業時間数,9557,\n{NAMED[2]},81,80\n{NAMED[3]},19,19\n"
    )
    assert "sum_missing" not in [code for code, _ in asked(read(text))]
