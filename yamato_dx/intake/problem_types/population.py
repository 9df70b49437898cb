"""A municipality's own table of residents."""

from __future__ import annotations

from typing import Final

from yamato_dx.intake.problem_types.tables import table
from yamato_dx.problem_types import Example, ProblemSection, ProblemType, Severity

_DAY: Final = "2025-03-31"


def _whole(headings: str, *cells: str) -> Example:
    return table(f"時点,{headings}", *cells)


def _of_row(
    code: str, headings: str, bad: str, good: str, *, severity: Severity = "refuse"
) -> ProblemType:
    return ProblemType(code, (severity,), _whole(headings, bad), _whole(headings, good))


POPULATION: Final = ProblemSection(
    "population",
    (
        ProblemType("sheets_several", ("refuse",)),
        ProblemType(
            "population_layout_unknown",
            ("refuse",),
            table("日にち,住民", f"{_DAY},13000"),
            _whole("総人口", f"{_DAY},13000"),
        ),
        _of_row("population_date_missing", "総人口", ",13000", f"{_DAY},13000"),
        _of_row(
            "population_not_year_end",
            "総人口",
            "2025-04-01,13000",
            f"{_DAY},13000",
            severity="note",
        ),
        _of_row(
            "population_area",
            "地域名,総人口",
            f"{_DAY},浜町,3000",
            f"{_DAY},,13000",
            severity="note",
        ),
        _of_row(
            "population_age_unknown",
            "年齢階級,人口",
            f"{_DAY},お年寄り,6500",
            f"{_DAY},65歳以上,6500",
        ),
        _of_row(
            "population_sex_unknown",
            "性別,年齢階級,人口",
            f"{_DAY},A,総数,13000",
            f"{_DAY},計,総数,13000",
        ),
        _of_row(
            "population_sexes_differ",
            "総人口,男,女",
            f"{_DAY},13000,6200,6700",
            f"{_DAY},13000,6200,6800",
        ),
        _of_row(
            "population_part_too_large",
            "総人口,65歳以上",
            f"{_DAY},13000,16500",
            f"{_DAY},13000,6500",
        ),
    ),
)
