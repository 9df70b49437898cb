"""The target in force then, beside the target now: what a year was aimed at while it ran."""

from __future__ import annotations

from collections.abc import Container, Sequence
from typing import Final

import pandas as pd

from yamato_dx import i18n
from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.kept_answers import kept
from yamato_dx.plan.model.types import Kpi, Plan
from yamato_dx.queries.assessed import Assessed
from yamato_dx.queries.kpi_words import target_words
from yamato_dx.rows import Row, is_missing, rows_of

COLUMNS: Final = {
    "municipality_code": "str",
    "kpi_id": "str",
    "kpi_no": "str",
    "fiscal_year": "int64",
    "plan_id": "str",
    "plan_version": "str",
    "has_target": "bool",
    "target_value": "float64",
    "version_then": "str",
    "kpi_no_then": "str",
    "has_target_then": "bool",
    "target_value_then": "float64",
    "rule_then": "str",
    "is_same": "bool",
}


def targets_then(answer: Assessed) -> pd.DataFrame:
    """One row per KPI × fiscal year of the plan that verdicts use, in its order.

    has_target, target_value, plan_id, plan_version: what verdicts use; has_target_then,
    target_value_then, version_then: what the newest recorded version said that was effective at
    the end of that year, missing where none was recorded; kpi_no_then, rule_then: number and shape
    of the KPI in it, missing where it did not have the KPI. is_same: both say the same of that
    year; False where nothing was recorded. Values in stored units, as `shape` has them.
    """
    return _targets_then(answer.plan, answer.plans)


@kept(8)
def _targets_then(plan: Plan, versions: tuple[Plan, ...]) -> pd.DataFrame:
    rows = [
        _now(plan, kpi, year) | _then(versions, kpi, year)
        for kpi in plan.kpis
        for year in plan.fiscal_years
    ]
    frame = pd.DataFrame(rows).astype({"target_value": "float64", "target_value_then": "float64"})
    is_equal = frame["target_value"].eq(frame["target_value_then"]) | (
        frame["target_value"].isna() & frame["target_value_then"].isna()
    )
    is_same = (
        is_equal
        & (frame["has_target"] == frame["has_target_then"])
        & (frame["rule"] == frame["rule_then"])
    )
    return frame.assign(is_same=is_same)[list(COLUMNS)].astype(COLUMNS)


def then_words(
    answer: Assessed, kpi: Kpi, lang: str, *, compared: Container[int] = ()
) -> tuple[str, ...]:
    """What each year was aimed at while it ran, where that is another version or none recorded.
    `compared`: start years of which the two targets are told with their verdicts."""
    frame = targets_then(answer)
    rows = [
        row
        for row in rows_of(frame[frame["kpi_id"] == kpi.kpi_id])
        if row["version_then"] != row["plan_version"]
        and (row["has_target"] or row["has_target_then"])
        and (row["is_same"] or row["fiscal_year"] not in compared)
    ]
    unknown = [row for row in rows if is_missing(row["version_then"])]
    known = [row for row in rows if not is_missing(row["version_then"])]
    lines = [_sentence(row, kpi, lang) for row in known]
    if unknown:
        years = (i18n.fiscal_year(row["fiscal_year"], lang, "short") for row in unknown)
        named = i18n.text("queries.list", lang).join(years)
        version = answer.plan.plan_version
        lines.append(i18n.text("kpis.then.unknown", lang, years=named, version=version))
    return tuple(lines)


def _sentence(row: Row, kpi: Kpi, lang: str) -> str:
    return i18n.text(
        f"kpis.then.{'same' if row['is_same'] else 'differs'}",
        lang,
        year=i18n.fiscal_year(row["fiscal_year"], lang, "short"),
        version=row["version_then"],
        then=target_words(row["target_value_then"], kpi, lang),
        now=target_words(row["target_value"], kpi, lang),
    )


def version_at(plans: Sequence[Plan], year: FiscalYear) -> Plan | None:
    """The newest recorded version that was effective at the end of `year`; None where none was."""
    then = [plan for plan in plans if plan.effective_from <= year.last_day]
    return max(then, key=lambda plan: plan.effective_from, default=None)


def _now(plan: Plan, kpi: Kpi, year: FiscalYear) -> dict[str, object]:
    has_target, value = _target(kpi, year)
    return {
        "municipality_code": plan.municipality.municipality_code,
        "kpi_id": kpi.kpi_id,
        "kpi_no": kpi.kpi_no,
        "fiscal_year": year.start_year,
        "plan_id": plan.plan_id,
        "plan_version": plan.plan_version,
        "has_target": has_target,
        "target_value": value,
        "rule": kpi.shape,
    }


def _then(plans: Sequence[Plan], kpi: Kpi, year: FiscalYear) -> dict[str, object]:
    plan = version_at(plans, year)
    kpi_then = (
        next((planned for planned in plan.kpis if planned.kpi_id == kpi.kpi_id), None)
        if plan
        else None
    )
    has_target, value = _target(kpi_then, year) if kpi_then else (False, None)
    return {
        "version_then": plan.plan_version if plan else None,
        "kpi_no_then": kpi_then.kpi_no if kpi_then else None,
        "has_target_then": has_target,
        "target_value_then": value,
        "rule_then": kpi_then.shape if kpi_then else None,
    }


def _target(kpi: Kpi, year: FiscalYear) -> tuple[bool, float | None]:
    """Whether the year has a target, and its value: none where a published figure is the target."""
    found = [target for target in kpi.targets if target.fiscal_year == year]
    return bool(found), found[0].target_value if found else None
