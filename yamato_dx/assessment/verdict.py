"""自動判定: the verdict of every KPI in every year, with what it was made from."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
import pandas as pd

from yamato_dx.assessment.answers import Answer, Said
from yamato_dx.assessment.benchmarks import candidate_benchmarks
from yamato_dx.assessment.columns import ASSESSMENT_COLUMNS
from yamato_dx.assessment.comparison import is_worse, reaches
from yamato_dx.assessment.grid import lay_out, years_of
from yamato_dx.assessment.judging import judged
from yamato_dx.assessment.kpi_years import DECIDED, kpi_years
from yamato_dx.assessment.order import JUDGED, OUTCOMES, outcomes_with
from yamato_dx.assessment.reading import readings
from yamato_dx.assessment.rereading import is_read_otherwise
from yamato_dx.plan.types import Plan


def assess(
    plan: Plan,
    standing: pd.DataFrame,
    benchmarks: pd.DataFrame,
    on: date,
    *,
    plans: Sequence[Plan] = (),
    municipality_codes: Sequence[str] = (),
    answers: Sequence[Answer] = (),
    said: Sequence[Said] = (),
) -> pd.DataFrame:
    """One row per municipality × KPI × fiscal year, in the columns `ASSESSMENT_COLUMNS`.

    `plan`: the version in force; `plans`: all recorded versions. Without
    `municipality_codes`, the plan's own municipality and each that reported. Years outside
    the plan appear where they have a reading. `answers`: what was decided, in the order recorded:
    in a year, of one question, the last that covers it holds. `said`: what was said of questions
    ever, by which a figure is known to have come under another reading. Sorted by municipality,
    KPI in the plan's order, fiscal year.
    """
    read = readings(standing, plan.kpis, on)
    facts = kpi_years(plan, years_of(plan, read), plans or (plan,), answers)
    codes = municipality_codes or (
        plan.municipality.municipality_code,
        *read["municipality_code"].unique(),
    )
    published = candidate_benchmarks(plan, benchmarks, facts)
    rows = (
        lay_out(facts, read, codes)
        .pipe(_with_day, pd.Timestamp(on))
        .pipe(_with_baseline, facts)
        .pipe(_with_reading, plan, answers, said)
        .pipe(_with_figures)
        .pipe(_with_benchmark, published)
    )
    return rows.assign(**judged(rows)).pipe(_finished, first_year=int(facts["fiscal_year"].min()))


def _with_day(rows: pd.DataFrame, on: pd.Timestamp) -> pd.DataFrame:
    is_over = rows["year_end"] <= on
    return rows.assign(
        is_over=is_over,
        is_overdue=rows["report_due_date"] < on,
        is_settled=rows["is_whole"] & (is_over | rows["is_forecast"]),
    )


def _with_baseline(rows: pd.DataFrame, facts: pd.DataFrame) -> pd.DataFrame:
    """The plan's baseline; where it names only the year, that year's settled reading."""
    first = facts["fiscal_year"].min()
    back = np.where(rows["baseline_year"] >= first, rows["fiscal_year"] - rows["baseline_year"], 0)
    settled = rows["actual_value"].where(rows["is_settled"]).to_numpy()
    at = np.arange(len(rows)) - back
    is_there = (rows["baseline_year"] >= first) & (
        rows["baseline_year"] <= facts["fiscal_year"].max()
    )
    of_base_year = np.where(is_there, at, 0)
    reported = pd.Series(settled[of_base_year], index=rows.index).where(is_there)
    revision = rows["revision"].iloc[of_base_year].set_axis(rows.index)
    return rows.assign(
        baseline_value=rows["baseline_value"].fillna(reported),
        baseline_revision=revision.where(rows["baseline_value"].isna() & reported.notna()),
    )


def _with_reading(
    rows: pd.DataFrame, plan: Plan, answers: Sequence[Answer], said: Sequence[Said]
) -> pd.DataFrame:
    """Figures that came under another reading are held against nothing."""
    is_own, is_baseline = (
        is_read_otherwise(rows, plan, answers, said, column)
        for column in ("revision", "baseline_revision")
    )
    return rows.assign(
        is_own_otherwise=is_own,
        is_read_otherwise=is_own | is_baseline,
        baseline_value=rows["baseline_value"].mask(is_baseline),
    )


def _with_figures(rows: pd.DataFrame) -> pd.DataFrame:
    """`figure` and `done`: what may be held against a target. `held_on`: when it is true."""
    is_comparable = rows["is_whole"] | ~rows["is_part_misleading"]
    is_complete = rows["rule"] == "complete"
    held_on = rows["measured_on"].fillna(rows["period_end"])
    total = rows["plan_total"].fillna(rows["denominator"])
    is_total_known = ~(rows["is_total_unset"] | (total <= rows["core_total"]))
    return rows.assign(
        figure=rows["actual_value"].where(is_comparable & ~rows["is_own_otherwise"]),
        done=rows["numerator"].where(is_complete),
        total=total.where(is_complete & is_total_known),
        held_on=held_on,
    )


def _with_benchmark(rows: pd.DataFrame, published: pd.DataFrame) -> pd.DataFrame:
    """The averages published for exactly the day of the value, and the one it is held against.

    Judged under several, that is the one nearest to turning the verdict.
    """
    asks = rows["has_target"] & (rows["rule"] == "match_benchmark")
    found = (
        rows.loc[asks, ["kpi_id", "averages", "held_on"]]
        .merge(published, on=["kpi_id", "averages", "held_on"], how="left", validate="many_to_one")
        .set_axis(rows.index[asks])
        .reindex(rows.index)
    )
    figure, hardest, easiest = (
        one.to_numpy() for one in (rows["figure"], found["hardest"], found["easiest"])
    )
    nearest = np.where(reaches(figure, hardest, 1), hardest, np.nan)
    return rows.assign(
        hardest=hardest,
        easiest=easiest,
        benchmarks=found["benchmarks"],
        is_benchmark_awaiting=found["is_benchmark_awaiting"].eq(other=True),
        benchmark_value=np.where(is_worse(figure, easiest, 1), easiest, nearest),
    )


def _finished(rows: pd.DataFrame, first_year: int) -> pd.DataFrame:
    outcome = rows["outcome"].to_numpy()
    # A year that is read otherwise (by a decision for some years) has no change to speak of.
    is_after_same = (rows["fiscal_year"] > first_year) & rows["rule"].eq(rows["rule"].shift(1))
    before = rows["level"].where(rows["is_whole"]).shift(1).where(is_after_same)
    band_question = rows["used_band"] & rows["is_band_open"]
    return (
        rows.assign(
            verdict=_words([verdict for verdict, _ in OUTCOMES], outcome),
            reason=_words([reason for _, reason in OUTCOMES], outcome),
            change_value=rows["level"].where(rows["is_whole"]) - before,
            is_provisional=band_question | (rows["is_judged"] & rows["has_default"]),
            question_ids=_question_ids(rows, band_question, outcome),
            decisions=_decisions(rows, outcome),
        )
        .loc[rows["is_in_plan"] | rows["has_reading"], list(ASSESSMENT_COLUMNS)]
        .reset_index(drop=True)
    )


def _words(words: Sequence[str], places: np.ndarray) -> pd.api.extensions.ExtensionArray:
    return pd.array(list(words), dtype="str").take(places)


def _question_ids(
    rows: pd.DataFrame, band_question: pd.Series[bool], outcome: np.ndarray
) -> pd.Series[str]:
    """The open questions that bear on each verdict, separated by spaces."""
    waits = outcomes_with("cannot_judge", "awaiting_publication")[outcome]
    waiting = rows["questions_waiting"].where(waits, "")
    judged = rows["questions_judged"].mask(band_question, rows["questions_with_band"])
    return judged.where(rows["is_judged"], waiting)


def _decisions(rows: pd.DataFrame, outcome: np.ndarray) -> pd.api.extensions.ExtensionArray:
    """The decisions that bear on each verdict, as `answers.decisions_text` writes them."""
    bears = outcomes_with("cannot_judge", "awaiting_publication", *JUDGED)[outcome]
    plain, banded = (rows[name].cat for name in DECIDED)
    place = np.where(rows["used_band"], banded.codes, plain.codes)
    nothing = list(plain.categories).index("")
    return _words(list(plain.categories), np.where(bears, place, nothing))
