"""What came after a plan was closed: it stands beside the closed verdict and changes nothing."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from yamato_dx import i18n
from yamato_dx.assessment.period.verdicts import is_preliminary
from yamato_dx.assessment.words import wording
from yamato_dx.assessment.words.figures import spoken
from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.plan.model.types import Plan
from yamato_dx.queries.assessed import Assessed
from yamato_dx.queries.words import held_verdict
from yamato_dx.rows import Row, is_missing, rows_of


def later_words(shown: Assessed, now: Assessed, lang: str) -> dict[str, tuple[str, ...]]:
    """By KPI: 期末評価後の確定値 of the plan's years whose figure differs from the one that was
    closed, then 計画期間後 of years after the plan. `shown`: as it was closed, or `now` itself."""
    found: dict[str, tuple[str, ...]] = {}
    for kpi_id, words in (*_after_closing(shown, now, lang), *_after_plan(now, lang)):
        found[kpi_id] = (*found.get(kpi_id, ()), words)
    return found


def _after_closing(shown: Assessed, now: Assessed, lang: str) -> Iterator[tuple[str, str]]:
    if shown is now:
        return
    then = {(row["kpi_id"], row["fiscal_year"]): row for row in shown.rows}
    years = {year.start_year for year in shown.plan.fiscal_years}
    known = {kpi.kpi_id for kpi in shown.plan.kpis}
    for row in now.rows:
        before = then.get((row["kpi_id"], row["fiscal_year"]))
        if row["fiscal_year"] not in years or row["kpi_id"] not in known or before is None:
            continue
        if not _is_same(before, row):
            message_id = "closing.later" if _is_final(row) else "closing.later.not_final"
            yield str(row["kpi_id"]), _words(message_id, row, shown.plan, lang)


def _is_final(row: Row) -> bool:
    return not is_missing(row["actual_value"]) and not is_preliminary(row)


def _is_same(before: Row, row: Row) -> bool:
    names = ("actual_value", "numerator", "denominator")
    return all(
        before[name] == row[name] or (is_missing(before[name]) and is_missing(row[name]))
        for name in names
    )


def _words(message_id: str, row: Row, plan: Plan, lang: str) -> str:
    """R7 20/20業務（確定） ◎達成."""
    kpi = plan.kpi(row["kpi_id"])
    figure = spoken(wording.actual_figure(row, kpi, lang), lang)
    status = wording.status_word(row, lang)
    if status and not is_missing(row["actual_value"]):
        figure = i18n.text("assessment.with_detail", lang, figure=figure, detail=status)
    return i18n.text(
        message_id,
        lang,
        year=i18n.fiscal_year(FiscalYear(int(row["fiscal_year"])), lang, "short"),
        figure=figure,
        verdict=held_verdict(row, lang),
    )


def _after_plan(now: Assessed, lang: str) -> Iterator[tuple[str, str]]:
    last = now.plan.last_year.start_year
    frame: pd.DataFrame = now.frame[now.frame["fiscal_year"] > last]
    for row in rows_of(frame):
        if not is_missing(row["actual_value"]):
            yield str(row["kpi_id"]), _words("closing.after_plan", row, now.plan, lang)
