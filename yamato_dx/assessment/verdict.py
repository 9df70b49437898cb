"""自動判定: the verdict of every KPI in every year, with what it was made from."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from itertools import chain
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from yamato_dx.assessment.columns import ASSESSMENT_COLUMNS
from yamato_dx.assessment.reading.benchmarks import Averages, candidate_averages
from yamato_dx.assessment.reading.grid import Grid, Places, lay_out, years_of
from yamato_dx.assessment.reading.kpi_years import kpi_years
from yamato_dx.assessment.reading.months import rows_at
from yamato_dx.assessment.reading.readings import readings
from yamato_dx.assessment.reading.rereading import is_read_otherwise
from yamato_dx.assessment.rules.answers import Answer, AnswerAct
from yamato_dx.assessment.rules.comparison import Figures, YesNo, difference, is_worse, reaches
from yamato_dx.assessment.rules.judging import judged
from yamato_dx.assessment.rules.order import JUDGED, OUTCOMES, outcomes_with
from yamato_dx.assessment.rules.shapes import SHAPES, RuleRows
from yamato_dx.plan.model.types import Plan

Columns = dict[str, npt.NDArray[Any]]

# What the rules read of the plan, and of a reading: the rest stays where it is until the end.
_PLANNED: Final = (
    "fiscal_year",
    "shape_no",
    "is_in_plan",
    "year_end",
    "report_due_date",
    "target_date",
    "has_target",
    "target_value",
    "earlier_target_value",
    "final_target_value",
    "baseline_value",
    "baseline_year",
    "band",
    "plan_total",
    "core_total",
    "is_total_unset",
    "is_band_open",
    "is_part_misleading",
    "has_default",
    "is_shape_open",
    "is_held",
)
_REPORTED: Final = (
    "actual_value",
    "numerator",
    "denominator",
    "revision",
    "measured_on",
    "period_end",
    "is_whole",
    "is_awaiting",
    "is_forecast",
    "has_more_batches",
)


def assess(
    plan: Plan,
    standing: pd.DataFrame,
    benchmarks: pd.DataFrame,
    on: date,
    *,
    plans: Sequence[Plan] = (),
    municipality_codes: Sequence[str] = (),
    answers: Sequence[Answer] = (),
    answer_acts: Sequence[AnswerAct] = (),
) -> pd.DataFrame:
    """One row per municipality × KPI × fiscal year, in the columns `ASSESSMENT_COLUMNS`.

    `plan`: the version in force; `plans`: all recorded versions. Without
    `municipality_codes`, the plan's own municipality and each that reported. Years outside
    the plan appear where they have a reading. `answers`: what was decided, in the order recorded:
    in a year, of one question, the last that covers it holds. `answer_acts`: what was ever said of
    questions, by which a figure is known to have come under another reading. Sorted by
    municipality, KPI in the plan's order, fiscal year.
    """
    read = readings(standing, plan.kpis, on)
    facts = kpi_years(plan, years_of(plan, read), plans or (plan,), answers)
    codes = municipality_codes or (
        plan.municipality.municipality_code,
        *read["municipality_code"].unique(),
    )
    grid = lay_out(facts, read, codes)
    rows = _stated(grid, np.datetime64(on, "us"))
    rows |= _baseline(rows)
    rows |= _rereading(
        rows, partial(is_read_otherwise, grid, plan, answers=answers, answer_acts=answer_acts)
    )
    rows |= _figures(rows)
    rows |= _benchmark(rows, grid, candidate_averages(plan, benchmarks, facts))
    rows |= judged(rows)
    rows |= _change(rows)
    kept = rows["is_in_plan"] | rows["has_reading"]
    if kept.all():
        return _framed(grid, rows)
    return _framed(grid.at(kept), rows_at(rows, kept))


def _stated(grid: Grid, on: np.datetime64) -> Columns:
    """What plan and readings say in numbers, and what the day makes of it."""
    planned = {name: grid.planned(name) for name in _PLANNED}
    reported = {name: grid.reported(name) for name in _REPORTED}
    is_over = planned["year_end"] <= on
    return {
        **planned,
        **reported,
        "has_reading": grid.reading >= 0,
        "is_over": is_over,
        "is_overdue": planned["report_due_date"] < on,
        "is_settled": reported["is_whole"] & (is_over | reported["is_forecast"]),
    }


def _baseline(rows: RuleRows) -> Columns:
    """The plan's baseline; where it names only the year, that year's settled reading."""
    year, base = rows["fiscal_year"], rows["baseline_year"]
    is_there = (base >= year.min()) & (base <= year.max())
    at = np.arange(len(year)) - np.where(is_there, year - base, 0)
    reported = np.where(is_there & rows["is_settled"][at], rows["actual_value"][at], np.nan)
    is_reported = np.isnan(rows["baseline_value"]) & ~np.isnan(reported)
    return {
        "baseline_value": np.where(is_reported, reported, rows["baseline_value"]),
        "baseline_revision": np.where(is_reported, rows["revision"][at], np.nan),
    }


def _rereading(rows: RuleRows, is_otherwise: Callable[[Figures], YesNo]) -> Columns:
    """Figures that came under another reading are held against nothing."""
    is_own, is_baseline = (is_otherwise(rows[name]) for name in ("revision", "baseline_revision"))
    return {
        "is_own_otherwise": is_own,
        "is_read_otherwise": is_own | is_baseline,
        "baseline_value": np.where(is_baseline, np.nan, rows["baseline_value"]),
    }


def _figures(rows: RuleRows) -> Columns:
    """`figure` and `done`: what may be held against a target. `held_on`: when it is true."""
    is_comparable = rows["is_whole"] | ~rows["is_part_misleading"]
    is_complete = rows["shape_no"] == list(SHAPES).index("complete")
    total = np.where(np.isnan(rows["plan_total"]), rows["denominator"], rows["plan_total"])
    is_total_known = ~(rows["is_total_unset"] | (total <= rows["core_total"]))
    is_beyond = is_complete & _is_beyond(rows, total)
    is_own = ~rows["is_own_otherwise"] & ~is_beyond
    return {
        "figure": np.where(is_comparable & is_own, rows["actual_value"], np.nan),
        "done": np.where(is_complete & is_own, rows["numerator"], np.nan),
        "total": np.where(is_complete & is_total_known, total, np.nan),
        "is_beyond_total": is_beyond,
        "held_on": np.where(np.isnat(rows["measured_on"]), rows["period_end"], rows["measured_on"]),
    }


def _is_beyond(rows: RuleRows, total: Figures) -> YesNo:
    """Of what is counted beyond the whole («20/25» of the plan's 20), nobody knows how much is of
    the whole."""
    counted = np.fmax(rows["numerator"], rows["denominator"])
    return is_worse(counted, total, -1)


def _benchmark(rows: RuleRows, grid: Grid, averages: Averages) -> dict[str, Any]:
    """The averages published for exactly the day of the value, and the one it is held against.

    Judged under several, that is the one nearest to turning the verdict.
    """
    place = averages.places(averages.choice[grid.fact], rows["held_on"])
    figure, hardest, easiest = rows["figure"], averages.hardest[place], averages.easiest[place]
    nearest = np.where(reaches(figure, hardest, 1), hardest, np.nan)
    return {
        "hardest": hardest,
        "easiest": easiest,
        "benchmarks": averages.named.take(place),
        "is_benchmark_awaiting": averages.is_awaiting[place],
        "benchmark_value": np.where(is_worse(figure, easiest, 1), easiest, nearest),
    }


def _change(rows: RuleRows) -> Columns:
    """On the year before. A year that is read otherwise (by a decision for some years) has none."""
    level = np.where(rows["is_whole"], rows["level"], np.nan)
    year, shape = rows["fiscal_year"], rows["shape_no"]
    is_after_same = (year > year.min()) & (shape == np.roll(shape, 1))
    before = np.where(is_after_same, np.roll(level, 1), np.nan)
    return {"change_value": difference(level, before)}


def _framed(grid: Grid, rows: Mapping[str, Any]) -> pd.DataFrame:
    outcome = rows["outcome"]
    band_question = rows["used_band"] & rows["is_band_open"]
    columns = {
        **rows,
        "verdict": _words([verdict for verdict, _ in OUTCOMES], outcome),
        "reason": _words([reason for _, reason in OUTCOMES], outcome),
        "is_provisional": band_question | (rows["is_judged"] & rows["has_default"]),
        "question_ids": _question_ids(grid, rows, band_question),
        "decisions": _decisions(grid, rows),
    }
    return pd.DataFrame(
        {
            name: columns[name] if name in columns else grid.column(name)
            for name in ASSESSMENT_COLUMNS
        },
        copy=False,
    )


def _words(words: Sequence[str], places: Places) -> pd.api.extensions.ExtensionArray:
    return pd.array(list(words), dtype="str").take(places)


def _question_ids(
    grid: Grid, rows: RuleRows, band_question: YesNo
) -> pd.api.extensions.ExtensionArray:
    """The open questions that bear on each verdict, separated by spaces."""
    waits = outcomes_with("cannot_judge", "awaiting_publication")[rows["outcome"]]
    names = ("questions_judged", "questions_with_band", "questions_waiting")
    which = np.where(rows["is_judged"], np.where(band_question, 1, 0), np.where(waits, 2, -1))
    # Of which things the whole is made was a default until more were counted.
    beyond = rows["outcome"] == OUTCOMES.index(("cannot_judge", "total_beyond_plan"))
    which = np.where(beyond, 0, which)
    return _one_of(grid, names, which)


def _decisions(grid: Grid, rows: RuleRows) -> pd.api.extensions.ExtensionArray:
    """The decisions that bear on each verdict, as `answers.decisions_text` writes them."""
    bears = outcomes_with("cannot_judge", "awaiting_publication", *JUDGED)[rows["outcome"]]
    which = np.where(bears, np.where(rows["used_band"], 1, 0), -1)
    return _one_of(grid, ("decided", "decided_with_band"), which)


def _one_of(grid: Grid, names: Sequence[str], which: Places) -> pd.api.extensions.ExtensionArray:
    """At each place the text of the fact that `which` names by number; «» for -1."""
    texts = [*chain.from_iterable(grid.facts[name] for name in names), ""]
    return _words(texts, np.where(which < 0, -1, which * len(grid.facts) + grid.fact))
