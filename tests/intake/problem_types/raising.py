"""Of every type of problem what raises it for real, and something good beside it that does not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from io import BytesIO
from pathlib import Path
from typing import Final

import openpyxl

from tests.intake.problem_types import books, files
from yamato_dx.errors import Refused
from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.intake.files.attachment import MAX_COUNT, require_attachable
from yamato_dx.intake.files.limits import FILE_BYTES
from yamato_dx.intake.layouts.population_table import read_population
from yamato_dx.intake.problem import Problem
from yamato_dx.intake.problem_types import SECTIONS
from yamato_dx.intake.reports.report import read_report
from yamato_dx.plan.folder.reading import read_plans
from yamato_dx.plan.model.types import Plan, Text
from yamato_dx.problem_types import Example, ProblemSection, ProblemType

PRESENT: Final = date(2026, 5, 11)
(PLAN,) = read_plans(Path("data/plans/yamato"))
CODE: Final = PLAN.municipality.municipality_code

Problems = tuple[Problem, ...]


@dataclass(frozen=True)
class Raised:
    """A type of problem with what reading its bad and its good input found."""

    type: ProblemType
    read_bad: Callable[[], Problems]
    read_good: Callable[[], Problems]

    @cached_property
    def by_bad(self) -> Problems:
        return self.read_bad()

    @cached_property
    def by_good(self) -> Problems:
        return self.read_good()


# Raised where the record is known, not in this room: tests/queries/reports/test_preview.py.
ELSEWHERE: Final = frozenset(("awaiting_over_held",))


def raised() -> Iterator[Raised]:
    """In the order of the catalogue."""
    for section in SECTIONS:
        for problem_type in section.types:
            if problem_type.code not in ELSEWHERE:
                yield _raised(section, problem_type)


def _raised(section: ProblemSection, problem_type: ProblemType) -> Raised:
    code, bad, good = problem_type.code, problem_type.bad, problem_type.good
    if bad and good:
        read = _population if section.name == "population" else _report
        return Raised(problem_type, lambda: read(_bytes(bad)), lambda: read(_bytes(good)))
    if code in files.RAISED_BY:
        data = files.RAISED_BY[code]
        return Raised(problem_type, lambda: _report(data), lambda: _report(files.GOOD))
    if code in books.RAISED_BY:
        book = books.RAISED_BY[code]
        bad_book, good_book = (
            lambda: _report(books.book(book.bad)),
            lambda: _report(books.book(book.good)),
        )
        return Raised(problem_type, bad_book, good_book)
    return Raised(problem_type, *_OTHERS[code])


def _bytes(example: Example) -> bytes:
    return example.text.encode()


def _report(data: bytes, plan: Plan = PLAN) -> Problems:
    return read_report(data, "実績", plans=(plan,), present=PRESENT).problems


def _without_blank(row: str) -> Problems:
    """That the row itself is blank is told, too."""
    data = f"年度,KPI番号,実績値,達成率\n{row}\n".encode()
    return tuple(problem for problem in _report(data) if problem.code != "blank")


def _population(data: bytes) -> Problems:
    return read_population(data, "人口", municipality_code=CODE, present=PRESENT).problems


def _unbounded(value: str) -> Problems:
    """By a plan that sets KPI 4 no least value."""
    kpis = tuple(replace(kpi, minimum=None) for kpi in PLAN.kpis)
    data = f"年度,KPI番号,実績値\n令和6年度,4,{value}\n".encode()
    return _report(data, replace(PLAN, kpis=kpis))


def _of_two_plans(*rows: str) -> Problems:
    """Beside a plan of the same years that gives number 4 to the courses."""
    numbers = {"smartphone_course_attendees": "4"}
    kpis = tuple(
        replace(kpi, kpi_no=numbers.get(kpi.kpi_id, f"9{kpi.kpi_no}")) for kpi in PLAN.kpis
    )
    other = replace(PLAN, plan_id="strategy", kpis=kpis)
    data = "\n".join([*rows, ""]).encode()
    return read_report(data, "実績", plans=(PLAN, other), present=PRESENT).problems


def _of_calendar_year(year: str, month: str = "") -> Problems:
    """By a plan whose KPI 4 is of calendar years."""
    kpis = tuple(
        replace(kpi, period_kind="calendar_year") if kpi.kpi_no == "4" else kpi for kpi in PLAN.kpis
    )
    data = f"年度,年月,KPI番号,実績値\n{year},{month},4,640\n".encode()
    return _report(data, replace(PLAN, kpis=kpis))


def _many(value: str) -> Problems:
    """Of more municipalities than anybody answers for one by one."""
    codes = files.codes(1_001)
    return read_report(
        files.many(codes, value),
        "実績",
        plans=(PLAN,),
        municipality_codes=frozenset(codes),
        present=PRESENT,
    ).problems


def _named(file_name: str, section: str = "見本住民課") -> Problems:
    """By a file of this name that says its section and year."""
    data = f"所属,{section}\n番号,指標名,R6実績\n4,コンビニ交付 発行件数,640\n".encode()
    sections = (Text("見本住民課", "Residents"), Text("見本税務課", "Taxes"))
    return read_report(data, file_name, plans=(PLAN,), present=PRESENT, sections=sections).problems


def _answering(year: str) -> Problems:
    """By a long table of this year that answers a round of 令和7年度."""
    data = f"年度,KPI番号,実績値\n{year},4,640\n".encode()
    asked = FiscalYear(2025)
    return read_report(data, "実績", plans=(PLAN,), present=PRESENT, round_year=asked).problems


def _across(rows: int) -> Problems:
    """By a table with a year across, of so many rows."""
    row = "4,コンビニ交付 発行件数,件,640\n"
    return _report(("番号,指標名,単位,R6実績\n" + row * rows).encode())


def _forms(*years: str) -> Problems:
    """By a workbook with a form of a KPI for each of these years."""
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.worksheets[0])
    for kpi_no, value, year in zip(("4", "9-1", "9-2"), (640, 81, 19), years, strict=True):
        sheet = workbook.create_sheet(f"KPI{kpi_no}")
        for line in (("年度", year), ("番号", kpi_no), ("実績値", value)):
            sheet.append(line)
    return _report(_saved(workbook))


def _merged(area: str) -> Problems:
    workbook = openpyxl.Workbook()
    sheet = workbook.worksheets[0]
    sheet.append(("番号", "指標名", "R5実績", "R6実績"))
    sheet.append(("4", "コンビニ交付 発行件数", 312, 640))
    sheet.merge_cells(area)
    return _report(_saved(workbook))


def _saved(workbook: openpyxl.Workbook) -> bytes:
    written = BytesIO()
    workbook.save(written)
    return written.getvalue()


def _residents(*sheets: str) -> Problems:
    """By a workbook with one table of residents in each of these sheets."""
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.worksheets[0])
    for name in sheets:
        sheet = workbook.create_sheet(name)
        sheet.append(("年月日", "年齢", "人口"))
        sheet.append(("2026/3/31", "総数", 13_000))
    return _population(_saved(workbook))


_OTHERS: Final[dict[str, tuple[Callable[[], Problems], Callable[[], Problems]]]] = {
    "figure_beside_blank": (
        lambda: _without_blank("令和6年度,4,,106.7%"),
        lambda: _without_blank("令和6年度,4,640,106.7%"),
    ),
    "negative_unbounded": (lambda: _unbounded("-12"), lambda: _unbounded("640")),
    "kpi_no_of_two_plans": (
        lambda: _of_two_plans("年度,KPI番号,指標名,実績値", "R6,4,,640"),
        lambda: _of_two_plans("年度,KPI番号,指標名,実績値", "R6,4,コンビニ交付 発行件数,640"),
    ),
    "progress_item_of_two_plans": (
        lambda: _of_two_plans("工程ID,状況", "w1_1,完了"),
        lambda: _of_two_plans("工程ID,状況", f"{PLAN.plan_id}/w1_1,完了"),
    ),
    "fiscal_year_for_calendar": (
        lambda: _of_calendar_year("令和6年度"),
        lambda: _of_calendar_year("令和6年"),
    ),
    "month_for_calendar": (
        lambda: _of_calendar_year("", "2024/4"),
        lambda: _of_calendar_year("2024年"),
    ),
    "round_of_other_year": (lambda: _answering("令和6年度"), lambda: _answering("令和7年度")),
    "sheets_several": (lambda: _residents("3月末", "9月末"), lambda: _residents("3月末")),
    "table_too_large": (lambda: _across(130_000), lambda: _across(1)),
    "year_of_one_form": (
        lambda: _forms("令和6年度", "令和6年度", "令和7年度"),
        lambda: _forms("令和6年度", "令和6年度", "令和6年度"),
    ),
    "figure_merged": (lambda: _merged("C2:D2"), lambda: _merged("A4:B4")),
    "year_other_around": (
        lambda: _named("R5実績.csv"),
        lambda: _named("R6実績.csv"),
    ),
    "section_other_around": (
        lambda: _named("見本税務課.csv"),
        lambda: _named("見本住民課.csv"),
    ),
    "unlikely_too_many": (lambda: _many("640000"), lambda: _many("640")),
}

# Of what is attached: code → (name, bytes) of files that are refused, and of others that are not.
ATTACHED: Final = {
    "empty": ([("調査.pdf", 0)], [("調査.pdf", 1)]),
    "too_many": ([("写真.jpg", 1)] * (MAX_COUNT + 1), [("写真.jpg", 1)] * MAX_COUNT),
    "too_large": ([("動画.mp4", FILE_BYTES + 1)], [("動画.mp4", FILE_BYTES)]),
}


def refusal_of(attached: list[tuple[str, int]]) -> Refused | None:
    try:
        require_attachable(attached)
    except Refused as refusal:
        return refusal
    return None
