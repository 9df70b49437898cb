# ruff: noqa: E501 (a table is read across: its rows are not broken)
"""How a verdict is made, case by case. Each line: figures, verdict, reason, attainment, why.

Judged on 2026-06-01, the day after the reports of FY2025 were due, unless a line says otherwise.
«–» is empty.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd
import pytest

from yamato_dx.assessment import evidence
from yamato_dx.assessment.rules.answers import Answer
from yamato_dx.plan.model.types import Band, Candidate, Patch, Plan

Cells = dict[str, str]
Builders = dict[str, Callable[..., Any]]
Judge = Callable[..., pd.Series]


def table(text: str) -> list[Any]:
    """A parameter per line under the head, named by its last cell."""
    head, *lines = [line.split("|") for line in text.strip().splitlines()]
    names = [name.strip() for name in head]
    rows = [dict(zip(names, map(str.strip, line), strict=True)) for line in lines]
    return [pytest.param(row, id=row["why"]) for row in rows]


def figure(cell: str) -> float | None:
    return None if cell == "–" else float(cell.replace(",", ""))


def reported(cell: str, **more: object) -> list[dict[str, object]]:
    """The standing value of FY2025; «–» nothing was reported."""
    if cell == "–":
        return []
    value = {"value_status": "awaiting"} if cell == "公表待ち" else {"actual_value": figure(cell)}
    return [{"kpi_id": "k", "year": 2025} | value | more]


def check(row: pd.Series, cells: Cells) -> None:
    assert (row["verdict"], row["reason"]) == (cells["verdict"], cells["reason"])
    ratio = figure(cells["ratio"])
    expected = float("nan") if ratio is None else ratio
    assert row["attainment_ratio"] == pytest.approx(expected, abs=5e-7, nan_ok=True)


ONE_FIGURE = """
shape    | target | actual   | baseline | earlier | verdict    | reason                    | ratio    | why
at_least | 1200   | 1200     | –        | –       | met        | target_reached            | 1        | exactly the target
at_least | 1200   | 1201     | –        | –       | met        | target_reached            | 1.000833 | above it
at_least | 1200   | 1105     | –        | 600     | nearly_met | within_band               | 0.920833 | within the band, above last year's target
at_least | 20     | 19.999   | –        | –       | nearly_met | within_band               | 0.99995  | a hair below is not met
at_least | 20     | 19.9999999999 | –   | –       | met        | target_reached            | 1        | equal within 1e-9 is equal
at_least | 20     | 19.9999  | –        | –       | nearly_met | within_band               | 0.999995 | further than 1e-9 is not
at_least | 1000   | 800      | –        | –       | nearly_met | within_band               | 0.8      | exactly 0.8 belongs to the band
at_least | 1000   | 799      | –        | –       | not_met    | below_band                | 0.799    | just below the band
at_least | 1000   | 0        | –        | –       | not_met    | below_band                | 0        | a reported 0 is a value
at_least | 100    | 90       | 95       | –       | not_met    | worse_than_baseline       | 0.9      | in the band but worse than where it began
at_least | 100    | 95       | 95       | –       | nearly_met | within_band               | 0.95     | as good as the baseline is not worse
at_least | 100    | 96       | 95       | –       | nearly_met | within_band               | 0.96     | better than the baseline
at_least | 100    | 85       | –        | 90      | not_met    | worse_than_earlier_target | 0.85     | in the band but behind last year's target
at_least | 100    | 90       | –        | 90      | nearly_met | within_band               | 0.9      | as good as last year's target is not worse
at_least | 100    | 105      | 110      | 120     | met        | target_reached            | 1.05     | met is met, whatever came before
at_least | 0      | 0        | –        | –       | met        | target_reached            | –        | zero target, zero actual: no ratio
at_least | 0      | 5        | –        | –       | met        | target_reached            | –        | zero target: division by zero has no ratio
at_least | 0      | -1       | –        | –       | not_met    | no_ratio                  | –        | below a zero target, never nearly
at_least | 100    | -5       | –        | –       | not_met    | no_ratio                  | –        | signs that differ have no ratio
at_least | -10    | 5        | –        | –       | met        | target_reached            | –        | above a negative target
at_least | -10    | -10      | –        | –       | met        | target_reached            | –        | exactly a negative target
at_least | -10    | -11      | –        | –       | not_met    | no_ratio                  | –        | two negatives have no ratio, never nearly
at_least | 100    | 100      | 100      | –       | met        | target_reached            | 1        | baseline = target
at_most  | 20     | 20       | –        | –       | met        | target_reached            | 1        | exactly the target
at_most  | 30     | 29.5     | –        | –       | met        | target_reached            | 1.016949 | less is better
at_most  | 20     | 22.3     | –        | 25      | nearly_met | within_band               | 0.896861 | in the band, better than last year's target
at_most  | 20     | 20.001   | –        | –       | nearly_met | within_band               | 0.99995  | a hair above is not met
at_most  | 20     | 25       | –        | 25      | nearly_met | within_band               | 0.8      | exactly 0.8, and equal to last year's target
at_most  | 20     | 25.1     | –        | –       | not_met    | below_band                | 0.796813 | below the band
at_most  | 20     | 24       | –        | 23      | not_met    | worse_than_earlier_target | 0.833333 | slower than last year's target
at_most  | 20     | 24       | 22       | –       | not_met    | worse_than_baseline       | 0.833333 | slower than where it began
at_most  | 20     | 22       | 22       | –       | nearly_met | within_band               | 0.909091 | as slow as the baseline is not worse
at_most  | 20     | 0        | –        | –       | met        | target_reached            | –        | A = 0: division by zero has no ratio
at_most  | 0      | 0        | –        | –       | met        | target_reached            | –        | zero of zero
at_most  | 0      | 3        | –        | –       | not_met    | below_band                | 0        | a zero target missed is 0 %
at_most  | 20     | -1       | –        | –       | met        | target_reached            | –        | a negative value is below the target
at_most  | -5     | -3       | –        | –       | not_met    | no_ratio                  | –        | above a negative target: no ratio
at_most  | -5     | -6       | –        | –       | met        | target_reached            | –        | below a negative target
reduce_by| 0.2    | 9796     | 12400    | –       | met        | target_reached            | 1.05     | 21 % less than R4
reduce_by| 0.2    | 9920     | 12400    | –       | met        | target_reached            | 1        | exactly −20 %, whatever the machine says
reduce_by| 0.2    | 9921     | 12400    | –       | nearly_met | within_band               | 0.999597 | one hour too many
reduce_by| 0.2    | 10416    | 12400    | –       | nearly_met | within_band               | 0.8      | 16 % of 20 %: exactly the band
reduce_by| 0.2    | 10912    | 12400    | –       | not_met    | below_band                | 0.6      | 12 % of 20 %
reduce_by| 0.2    | 12400    | 12400    | –       | not_met    | below_band                | 0        | nothing reduced
reduce_by| 0.2    | 13000    | 12400    | –       | not_met    | worse_than_baseline       | –        | it grew: signs differ, no ratio
reduce_by| 0.2    | 10200    | 12400    | 0.18    | not_met    | worse_than_earlier_target | 0.887097 | 17.7 % is less than last year's 18 %
reduce_by| 0.2    | 0        | 12400    | –       | met        | target_reached            | 5        | all of it reduced
reduce_by| 0.2    | 9796     | –        | –       | cannot_judge | no_baseline             | –        | the baseline was never reported
reduce_by| 0.2    | 9796     | 0        | –       | cannot_judge | baseline_zero           | –        | nothing can be reduced from 0
reduce_by| 0.2    | -9       | -10      | –       | cannot_judge | baseline_negative       | –        | a share of a negative figure has no meaning
reduce_by| 0      | 12400    | 12400    | –       | met        | target_reached            | –        | «no increase»: a target of 0 % has no ratio
reduce_by| 0      | 12401    | 12400    | –       | not_met    | worse_than_baseline       | –        | one more than before
"""


@pytest.mark.parametrize("cells", table(ONE_FIGURE))
def test_one_figure_against_a_target(build: Builders, judge: Judge, cells: Cells) -> None:
    baseline = figure(cells["baseline"])
    earlier = {} if cells["earlier"] == "–" else {2024: figure(cells["earlier"])}
    is_needed = baseline is not None or cells["shape"] == "reduce_by"
    kpi = build["kpi"](
        "k",
        cells["shape"],
        targets=build["targets"](earlier | {2025: figure(cells["target"])}),
        baseline=build["baseline"](2022, baseline) if is_needed else None,
    )
    check(judge(build["plan"]([kpi]), reported(cells["actual"]), "k", 2025), cells)


ITEMS = """
total | done | of | measured_on | verdict      | reason         | ratio    | why
20    | 20   | 20 | –           | met          | target_reached | 1        | all done; without 時点 the end of the period counts
20    | 20   | 20 | 2026-03-31  | met          | target_reached | 1        | on the last day
20    | 20   | 20 | 2026-04-10  | not_met      | completed_late | 1        | measured after the deadline
20    | 17   | 20 | –           | not_met      | not_complete   | 0.85     | never おおむね達成
20    | 0    | 20 | –           | not_met      | not_complete   | 0        | nothing done is a value
20    | 18   | 18 | –           | not_met      | not_complete   | 0.9      | the plan says 20, not 18
–     | 3    | 3  | –           | met          | target_reached | 1        | the total as reported
–     | 2    | 3  | –           | not_met      | not_complete   | 0.666667 | the total as reported
–     | 3    | –  | –           | cannot_judge | no_total       | –        | three of how many?
–     | 0    | 0  | –           | cannot_judge | no_total       | –        | 0 of 0 says nothing
20    | –    | 20 | –           | cannot_judge | no_count       | –        | a share alone does not say how many
20    | 20   | 25 | –           | cannot_judge | total_beyond_plan | –     | which of the 25 are the plan's 20?
20    | 22   | 25 | –           | cannot_judge | total_beyond_plan | –     | never 110 %
20    | 17   | 25 | –           | cannot_judge | total_beyond_plan | –     | 17 of other things, perhaps
20    | 22   | –  | –           | cannot_judge | total_beyond_plan | –     | more than there are
20    | 25   | 25 | 2026-04-10  | cannot_judge | total_beyond_plan | –     | after the deadline too
–     | 4    | 3  | –           | cannot_judge | total_beyond_plan | –     | four of three
"""


@pytest.mark.parametrize("cells", table(ITEMS))
def test_complete(build: Builders, judge: Judge, cells: Cells) -> None:
    kpi = build["kpi"](
        "k",
        "complete",
        value_form="fraction",
        aggregation="last",
        total=figure(cells["total"]),
        targets=build["targets"]({2025: 1.0}),
        target_date=date(2026, 3, 31),
    )
    rows = reported(
        "1",
        numerator=figure(cells["done"]),
        denominator=figure(cells["of"]),
        measured_on=None if cells["measured_on"] == "–" else cells["measured_on"],
    )
    check(judge(build["plan"]([kpi]), rows, "k", 2025), cells)


DUTIES = """
count | attended | eligible | verdict      | reason         | ratio    | why
1     | 190      | 190      | met          | target_reached | 1        | once, everybody
2     | 188      | 188      | met          | target_reached | 1        | twice, everybody
1     | 182      | 190      | not_met      | not_everybody  | 0.957895 | eight people short, never おおむね達成
0     | 190      | 190      | not_met      | count_short    | 1        | everybody of nothing is not once
0     | –        | –        | not_met      | count_short    | –        | not once: whoever was to come
0     | 0        | 190      | not_met      | count_short    | 0        | not once, nobody came
0     | 0        | 0        | not_met      | count_short    | –        | 0 of 0 has no ratio
1     | –        | 190      | cannot_judge | no_coverage    | –        | attended is missing
1     | 190      | –        | cannot_judge | no_coverage    | –        | eligible is missing
1     | 0        | 0        | cannot_judge | no_coverage    | –        | nobody of nobody
1     | 0        | 190      | not_met      | not_everybody  | 0        | held, nobody came
–     | 190      | 190      | cannot_judge | no_count       | –        | how often is missing
"""


@pytest.mark.parametrize("cells", table(DUTIES))
def test_yearly_duty(build: Builders, judge: Judge, cells: Cells) -> None:
    kpi = build["kpi"](
        "k",
        "yearly_duty",
        value_form="count_with_coverage",
        targets=build["targets"]({2025: 1}),
    )
    people = {"numerator": figure(cells["attended"]), "denominator": figure(cells["eligible"])}
    rows = reported("1", **people | {"actual_value": figure(cells["count"])})
    check(judge(build["plan"]([kpi]), rows, "k", 2025), cells)


# The card rate of FY2025, measured on 2026-03-31 unless the line says otherwise.
AVERAGES = """
actual | measured_on | mean   | median   | verdict              | reason              | ratio    | why
0.80   | –           | 0.7421 | 0.74     | met                  | target_reached      | 1.078022 | above both; a year-end figure is of the year's last day
0.7421 | –           | 0.7421 | 0.74     | met                  | target_reached      | 1        | equal to the higher, above the lower
0.74   | –           | 0.7421 | 0.74     | cannot_judge         | candidates_disagree | –        | met by the median, missed by the mean
0.70   | –           | 0.7421 | 0.74     | not_met              | below_benchmark     | 0.945946 | below both, never おおむね達成
0.80   | 2026-03-31  | 0.7421 | 0.74     | met                  | target_reached      | 1.078022 | 時点 said, and the same day
0.80   | 2026-03-30  | 0.7421 | 0.74     | cannot_judge         | no_benchmark        | –        | a day off is another date: never the nearest
0.80   | –           | 0.7421 | –        | cannot_judge         | no_benchmark        | –        | one candidate has no figure of that date
0.80   | –           | –      | –        | cannot_judge         | no_benchmark        | –        | nothing published
0.80   | –           | 0.7421 | 公表待ち | awaiting_publication | benchmark_awaiting  | –        | one candidate is announced
公表待ち | –         | 0.7421 | 0.74     | awaiting_publication | reported_awaiting   | –        | our own figure is awaited
–      | –           | 公表待ち | 0.74   | not_reported         | nothing_reported    | –        | nothing reported is the section's move
"""


@pytest.mark.parametrize("cells", table(AVERAGES))
def test_match_benchmark(build: Builders, judge: Judge, cells: Cells) -> None:
    kpi = build["kpi"](
        "k",
        "match_benchmark",
        value_form="share",
        aggregation="last",
        benchmark_series="card_holding",
        targets=build["targets"]({2025: None}),
    )
    question = build["question"]("which_average", ["k"], "candidates", ("mean", "median"))
    measured_on = None if cells["measured_on"] == "–" else cells["measured_on"]
    published = [
        (average, "2026-03-31", None if cells[average] == "公表待ち" else figure(cells[average]))
        for average in ("mean", "median")
        if cells[average] != "–"
    ]
    row = judge(
        build["plan"]([kpi], [question]),
        reported(cells["actual"], measured_on=measured_on),
        "k",
        2025,
        published=published,
    )
    check(row, cells)


# 1,200 in FY2025. «m9» nine months of 100, «m12» twelve, «all» a row for the year.
WHEN = """
year | reported | status   | on         | verdict              | reason            | why
2025 | –        | –        | 2025-10-01 | not_due              | not_yet_due       | in the year, nothing reported
2025 | –        | –        | 2026-05-31 | not_due              | not_yet_due       | the due date itself is in time
2025 | –        | –        | 2026-06-01 | not_reported         | nothing_reported  | the day after it
2025 | m6       | –        | 2025-10-01 | in_progress          | year_not_over     | six months of a running year
2025 | m9       | –        | 2026-04-15 | in_progress          | months_missing    | the year is over, the report not yet due
2025 | m9       | –        | 2026-05-31 | in_progress          | months_missing    | on the due date
2025 | m9       | –        | 2026-06-01 | not_reported         | months_missing    | months missing after it
2025 | m12      | –        | 2026-03-30 | in_progress          | year_not_over     | March ends after this day and is left out
2025 | m12      | –        | 2026-03-31 | met                  | target_reached    | on its last day the year is whole
2025 | all      | –        | 2025-12-01 | in_progress          | year_not_over     | a year's figure before the year is over
2025 | all      | forecast | 2025-12-01 | met                  | target_reached    | 見込 of the whole year is judged
2025 | all      | final    | 2026-06-01 | met                  | target_reached    | 確定
2025 | awaiting | awaiting | 2025-12-01 | awaiting_publication | reported_awaiting | said so, before anything else
2024 | –        | –        | 2026-06-01 | no_target            | no_target_in_year | no target, nothing owed
2024 | all      | –        | 2026-06-01 | no_target            | no_target_in_year | no target, the value is shown
2024 | awaiting | awaiting | 2026-06-01 | no_target            | no_target_in_year | no target comes first
2021 | all      | –        | 2026-06-01 | outside_period       | outside_plan      | a baseline year before the plan
2026 | all      | –        | 2027-06-01 | outside_period       | outside_plan      | after the plan
"""


@pytest.mark.parametrize("cells", table(WHEN))
def test_when_and_how_much_was_reported(build: Builders, judge: Judge, cells: Cells) -> None:
    kpi = build["kpi"]("k", targets=build["targets"]({2025: 1200}))
    year, how = int(cells["year"]), cells["reported"]
    status = None if cells["status"] == "–" else cells["status"]
    months = pd.period_range("2025-04", periods=12, freq="M").astype(str)
    rows: list[dict[str, object]] = [
        {"kpi_id": "k", "month": month, "actual_value": 100.0}
        for month in months[: int(how[1:]) if how.startswith("m") else 0]
    ]
    if how in ("all", "awaiting"):
        value = None if how == "awaiting" else 1200.0
        rows = [{"kpi_id": "k", "year": year, "actual_value": value, "value_status": status}]
    row = judge(build["plan"]([kpi]), rows, "k", year, on=date.fromisoformat(cells["on"]))
    assert (row["verdict"], row["reason"]) == (cells["verdict"], cells["reason"])


def test_a_running_year_says_when_the_target_is_already_reached(
    build: Builders, judge: Judge
) -> None:
    kpi = build["kpi"]("k", targets=build["targets"]({2025: 100}))
    month = {"kpi_id": "k", "month": "2025-04"}
    on = date(2025, 5, 1)
    for value, reached in ((100.0, True), (99.0, False)):
        row = judge(build["plan"]([kpi]), [month | {"actual_value": value}], "k", 2025, on=on)
        assert (row["verdict"], row["is_target_reached"]) == ("in_progress", reached)


def test_half_a_year_of_overtime_is_not_a_target_reached(build: Builders, judge: Judge) -> None:
    kpi = build["kpi"](
        "k",
        "reduce_by",
        baseline=build["baseline"](2022, 1200.0),
        targets=build["targets"]({2025: 0.2}),
    )
    rows = [{"kpi_id": "k", "month": "2025-04", "actual_value": 100.0}]
    row = judge(build["plan"]([kpi]), rows, "k", 2025, on=date(2025, 5, 1))
    assert not row["is_target_reached"]
    assert pd.isna(row["compared_value"])
    assert row["actual_value"] == 100


def test_the_hardest_of_all_earlier_targets_counts(build: Builders, judge: Judge) -> None:
    """Targets that rose and fell: behind 110 of FY2023, ahead of 80 of FY2024."""
    kpi = build["kpi"]("k", targets=build["targets"]({2023: 110, 2024: 80, 2025: 120}))
    row = judge(build["plan"]([kpi]), reported("100"), "k", 2025)
    assert (row["verdict"], row["reason"]) == ("not_met", "worse_than_earlier_target")
    assert (row["earlier_target_value"], row["earlier_target_year"]) == (110, 2023)


def test_due_and_target_dates_of_a_kpi_replace_the_defaults(build: Builders, judge: Judge) -> None:
    own = build["kpi"](
        "k",
        targets=build["targets"]({2025: 10}),
        report_due_month_day=(4, 30),
        target_date=date(2026, 1, 31),
    )
    row = judge(build["plan"]([own]), [], "k", 2025, on=date(2026, 5, 1))
    assert row["verdict"] == "not_reported"
    assert row["report_due_date"] == pd.Timestamp("2026-04-30")
    assert row["target_date"] == pd.Timestamp("2026-01-31")
    plain = build["kpi"]("k", targets=build["targets"]({2025: 10}))
    row = judge(build["plan"]([plain]), [], "k", 2025)
    assert row["report_due_date"] == pd.Timestamp("2026-05-31")
    assert row["target_date"] == pd.Timestamp("2026-03-31")


def test_a_due_date_in_january_lies_in_the_next_fiscal_year(build: Builders, judge: Judge) -> None:
    kpi = build["kpi"]("k", targets=build["targets"]({2024: 10}), report_due_month_day=(1, 31))
    row = judge(build["plan"]([kpi]), [], "k", 2024)
    assert row["report_due_date"] == pd.Timestamp("2026-01-31")


def test_progress_is_the_way_gone_from_baseline_to_final_target(
    build: Builders, judge: Judge
) -> None:
    targets = build["targets"]({2024: 60, 2025: 100})

    def progress(baseline: object, year: int = 2024, value: float = 75.0) -> float:
        kpi = build["kpi"]("k", targets=targets, baseline=baseline)
        rows = [{"kpi_id": "k", "year": year, "actual_value": value}]
        return float(judge(build["plan"]([kpi]), rows, "k", year)["progress_ratio"])

    assert progress(build["baseline"](2022, 50.0)) == 0.5
    assert progress(build["baseline"](2022, 50.0), value=40.0) == -0.2  # it went the wrong way
    assert pd.isna(progress(None))  # no baseline in the plan
    assert pd.isna(progress(build["baseline"](2022, None)))  # nor in the record
    assert pd.isna(progress(build["baseline"](2022, 100.0)))  # baseline = target: no way to go
    # The baseline lies beyond the target: what fell behind would read as +133 %.
    assert pd.isna(progress(build["baseline"](2022, 115.0), value=95.0))


@pytest.mark.parametrize(
    ("shape", "baseline", "target", "value", "progress"),
    [
        ("at_most", 30.0, 20.0, 25.0, 0.5),
        ("at_most", 15.0, 20.0, 22.0, None),  # 15 minutes were less than 20 already
        ("reduce_by", 12400.0, 0.2, 9796.0, 1.05),
        ("reduce_by", 12400.0, -0.1, 13000.0, None),  # a rise of 10 % allowed: nothing to gain
        ("at_least", -10.0, 10.0, 0.0, 0.5),
    ],
)
def test_there_is_no_way_to_go_from_beyond_the_target(
    build: Builders,
    judge: Judge,
    shape: str,
    baseline: float,
    target: float,
    value: float,
    progress: float | None,
) -> None:
    kpi = build["kpi"](
        "k",
        shape,
        targets=build["targets"]({2025: target}),
        baseline=build["baseline"](2022, baseline),
    )
    rows = [{"kpi_id": "k", "year": 2025, "actual_value": value}]
    plan = build["plan"]([kpi])
    row = judge(plan, rows, "k", 2025)
    expected = float("nan") if progress is None else progress
    assert row["progress_ratio"] == pytest.approx(expected, nan_ok=True)
    told = "基準値がすでに最終目標に達しているため計算しない。" in evidence(row, plan, "ja")
    assert told == (progress is None)


@pytest.mark.parametrize(("done", "total"), [(20, 25), (22, 25), (25, 25)])
def test_more_than_the_plans_total_is_held_against_nothing(
    build: Builders, judge: Judge, yamato: Plan, done: float, total: float
) -> None:
    scope = build["question"]("standardisation_scope", ["standardised_systems"])
    plan = replace(yamato, open_questions=(*yamato.open_questions, scope))
    rows = [
        {
            "kpi_id": "standardised_systems",
            "year": 2025,
            "actual_value": done / total,
            "numerator": done,
            "denominator": total,
        }
    ]
    row = judge(plan, rows, "standardised_systems", 2025)
    assert row[["attainment_ratio", "progress_ratio", "compared_value"]].isna().all()
    assert row[["gap_value", "change_value"]].isna().all()
    assert row["question_ids"] == "standardisation_scope"
    assert evidence(row, plan, "ja").startswith(
        f"報告の「{done}/{total}業務」は全体とされる20業務より多くを数えていて、"
        "そのうちどれが全体に当たるか分からないため「判定保留」。"
    )
    running = judge(plan, rows, "standardised_systems", 2025, on=date(2025, 12, 1))
    assert (running["verdict"], running["is_target_reached"]) == ("in_progress", False)


def test_the_baseline_comes_from_the_record_where_the_plan_names_only_the_year(
    build: Builders, judge: Judge
) -> None:
    """Also from a year before the plan; months must be whole."""
    kpi = build["kpi"](
        "k", baseline=build["baseline"](2021, None), targets=build["targets"]({2025: 100})
    )
    whole = [{"kpi_id": "k", "year": 2021, "actual_value": 50.0}, *reported("75")]
    assert judge(build["plan"]([kpi]), whole, "k", 2025)["baseline_value"] == 50
    part = [{"kpi_id": "k", "month": "2021-04", "actual_value": 50.0}, *reported("75")]
    assert pd.isna(judge(build["plan"]([kpi]), part, "k", 2025)["baseline_value"])


def test_change_on_the_year_before(build: Builders, judge: Judge) -> None:
    kpi = build["kpi"]("k", targets=build["targets"]({2025: 100}))
    before = {"kpi_id": "k", "year": 2024, "actual_value": 60.0}
    assert judge(build["plan"]([kpi]), [before, *reported("75")], "k", 2025)["change_value"] == 15
    assert pd.isna(judge(build["plan"]([kpi]), reported("75"), "k", 2025)["change_value"])
    two_before = before | {"year": 2023}
    row = judge(build["plan"]([kpi]), [two_before, *reported("75")], "k", 2025)
    assert pd.isna(row["change_value"])  # no value for the year between


def test_a_band_of_the_plan_is_not_provisional(build: Builders, judge: Judge) -> None:
    kpi = build["kpi"]("k", targets=build["targets"]({2025: 100}), band=build["band"](0.9))
    row = judge(build["plan"]([kpi]), reported("89"), "k", 2025)
    assert (row["verdict"], row["is_provisional"]) == ("not_met", False)


def test_from_1_nothing_is_nearly_met(build: Builders, judge: Judge) -> None:
    kpi = build["kpi"]("k", targets=build["targets"]({2025: 100}), band=build["band"](1))
    row = judge(build["plan"]([kpi]), reported("99"), "k", 2025)
    assert (row["verdict"], row["reason"]) == ("not_met", "target_missed")
    assert not row["is_provisional"]


QUESTIONS = """
question        | treatment | actual | verdict      | provisional | ids             | why
band            | default   | 100    | met          | no          | –               | met did not use the band
band            | default   | 90     | nearly_met   | yes         | band            | the band is not decided
band            | default   | 10     | not_met      | yes         | band            | another band could turn it
reading         | default   | 100    | met          | yes         | reading         | read by default, met too
reading         | hold      | 100    | cannot_judge | no          | reading         | waits for a decision
reading         | candidates| 100    | cannot_judge | no          | reading         | candidates without a figure to judge under
reading         | default   | –      | not_reported | no          | –               | nothing judged, nothing provisional
"""
HALF = Patch(band=Band(0.5))


@pytest.mark.parametrize("cells", table(QUESTIONS))
def test_open_questions(build: Builders, judge: Judge, cells: Cells) -> None:
    kpi = build["kpi"]("k", targets=build["targets"]({2025: 100}))
    question = build["question"](cells["question"], ["k"], cells["treatment"])
    if cells["question"] == "band":
        question = replace(question, candidates=(Candidate("half", question.title, HALF),))
    row = judge(build["plan"]([kpi], [question]), reported(cells["actual"]), "k", 2025)
    assert row["verdict"] == cells["verdict"]
    assert row["is_provisional"] == (cells["provisional"] == "yes")
    assert row["question_ids"] == cells["ids"].replace("–", "")


def test_the_default_band_is_provisional_even_where_the_plan_does_not_ask(
    build: Builders, judge: Judge
) -> None:
    kpi = build["kpi"]("k", targets=build["targets"]({2025: 100}))
    row = judge(build["plan"]([kpi]), reported("90"), "k", 2025)
    assert row["is_provisional"]
    assert row["question_ids"] == ""


def test_an_answer_chooses_the_average(build: Builders, judge: Judge, yamato: Any) -> None:
    rows = [
        {"kpi_id": "mynumber_card_holding_rate", "year": 2025, "actual_value": 0.74},
    ]
    published = [("mean", "2026-03-31", 0.7421), ("median", "2026-03-31", 0.74)]
    for answer, verdict in (("median", "met"), ("mean", "not_met")):
        row = judge(
            yamato,
            rows,
            "mynumber_card_holding_rate",
            2025,
            published=published,
            answers=(Answer("which_average", answer),),
        )
        assert (row["verdict"], row["question_ids"]) == (verdict, "")


def test_agreement_names_every_candidate(judge: Judge, yamato: Any) -> None:
    rows = [{"kpi_id": "mynumber_card_holding_rate", "year": 2025, "actual_value": 0.8}]
    published = [("mean", "2026-03-31", 0.7421), ("median", "2026-03-31", 0.74)]
    row = judge(yamato, rows, "mynumber_card_holding_rate", 2025, published=published)
    assert row["benchmarks"] == "mean=0.7421 median=0.74"
    assert row["benchmark_value"] == 0.7421  # the one nearest to turning the verdict
    assert not row["is_provisional"]


def test_targets_made_after_the_year_say_so(build: Builders, judge: Judge) -> None:
    kpi = build["kpi"]("k", targets=build["targets"]({2023: 10, 2024: 10}))
    plan = build["plan"]([kpi])  # effective from 2024-04-01
    first = build["plan"]([kpi], plan_version="1.0", effective_from=date(2022, 4, 1))
    assert judge(plan, [], "k", 2023)["target_vintage_after"]
    assert not judge(plan, [], "k", 2024)["target_vintage_after"]
    assert pd.isna(judge(plan, [], "k", 2023)["version_then"])
    assert judge(plan, [], "k", 2023, plans=(first, plan))["version_then"] == "1.0"


def test_only_the_asked_municipalities_appear(build: Builders, judge: Judge) -> None:
    kpi = build["kpi"]("k", targets=build["targets"]({2025: 100}))
    other = {"municipality_code": "431001", "kpi_id": "k", "year": 2025, "actual_value": 100.0}
    row = judge(
        build["plan"]([kpi]),
        [other, *reported("50")],
        "k",
        2025,
        municipality_codes=("431001",),
    )
    assert (row["municipality_code"], row["verdict"]) == ("431001", "met")
