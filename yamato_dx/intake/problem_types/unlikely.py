"""Values that can be stored but hardly be true, and figures that contradict each other."""

from __future__ import annotations

from typing import Final

from yamato_dx.intake.problem_types.tables import of_value, row, table
from yamato_dx.problem_types import Example, ProblemSection, ProblemType

_HEADINGS: Final = "年度,KPI番号,実績値"


def _two_years(kpi_no: str, *values: str) -> Example:
    years = ("令和5年度", "令和6年度")
    told = zip(years, values, strict=True)
    return table(_HEADINGS, *(f"{year},{kpi_no},{value}" for year, value in told))


def _months(*values: str) -> Example:
    told = (f"2024/{number},4,{value}" for number, value in enumerate(values, start=4))
    return table("年月,KPI番号,実績値", *told)


def _beside(month: str, kpi_no: str, *values: str) -> Example:
    """A year and a month of it."""
    told = zip(("", month), values, strict=True)
    return table(
        "年度,年月,KPI番号,実績値",
        *(f"令和6年度,{written},{kpi_no},{value}" for written, value in told),
    )


UNLIKELY: Final = ProblemSection(
    "unlikely",
    (
        ProblemType(
            "far_from_last_year",
            ("confirm",),
            _two_years("4", "310", "6400"),
            _two_years("4", "310", "640"),
        ),
        ProblemType(
            "far_from_neighbours",
            ("confirm",),
            _months("52", "48", "55", "50", "47", "53", "510"),
            _months("52", "48", "55", "50", "47", "53", "51"),
        ),
        of_value("far_from_target", "confirm", "4", ("6400", "640")),
        ProblemType(
            "cumulative_falls",
            ("confirm",),
            _two_years("9-2", "16", "6"),
            _two_years("9-2", "16", "22"),
        ),
        ProblemType("negative_unbounded", ("confirm",)),
        of_value("count_with_decimals", "confirm", "4", ("640.5", "640")),
        ProblemType(
            "denominator_other",
            ("confirm",),
            _two_years("7", "1/3", "1/33"),
            _two_years("7", "1/3", "2/3"),
        ),
        ProblemType("unlikely_too_many", ("refuse",), is_of_file=True),
        ProblemType(
            "year_beside_months",
            ("ask",),
            _beside("2024/4", "4", "40", "52"),
            _beside("2024/4", "4", "640", "52"),
            is_of_file=True,
        ),
        ProblemType(
            "year_beside_march",
            ("ask",),
            _beside("2025/3", "9-2", "20", "22"),
            _beside("2025/3", "9-2", "22", "22"),
            is_of_file=True,
        ),
        ProblemType(
            "target_of_other_year",
            ("confirm",),
            row({"目標値": "300"}),
            row({"目標値": "600"}),
            is_of_file=True,
        ),
        ProblemType(
            "target_as_value",
            ("confirm",),
            row({"目標値": "640", "実績値": "600"}),
            row({"目標値": "600", "実績値": "640"}),
            is_of_file=True,
        ),
        ProblemType("figure_beside_blank", ("confirm",)),
        ProblemType(
            "printed_otherwise",
            ("ask",),
            row({"目標値": "600", "達成率": "98.0%"}),
            row({"目標値": "600", "達成率": "106.7%"}),
            is_of_file=True,
        ),
    ),
)
