"""The years of a KPI beside each other: target, figure and verdict of each."""

from __future__ import annotations

from dataclasses import dataclass

from yamato_dx import i18n
from yamato_dx.assessment.period.verdicts import PeriodVerdict, YearsLeftOut, held_back
from yamato_dx.assessment.period.words import period_mark, period_word
from yamato_dx.assessment.words import wording
from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.plan.model.types import Kpi
from yamato_dx.queries.publishing.public_plan import actual_words
from yamato_dx.queries.words import Verdict, verdict_of
from yamato_dx.rows import Row


@dataclass(frozen=True)
class YearOutcome:
    """`counts`: whether the whole period is judged by it."""

    year: str
    target: str
    actual: str
    verdict: Verdict
    counts: bool


def year_outcomes(
    verdict: PeriodVerdict, left_out: YearsLeftOut, lang: str
) -> tuple[YearOutcome, ...]:
    """One per year of the plan."""
    counted = {int(str(row["fiscal_year"])) for row in verdict.judged}
    return tuple(
        _outcome(dict(row), verdict.kpi, left_out, lang, counted=counted) for row in verdict.years
    )


def _outcome(
    row: Row, kpi: Kpi, left_out: YearsLeftOut, lang: str, *, counted: set[int]
) -> YearOutcome:
    year, why = int(row["fiscal_year"]), held_back(row, left_out)
    shown = (
        Verdict(period_mark(why, lang), period_word(why, lang), "second")
        if why
        else verdict_of(row, lang)
    )
    return YearOutcome(
        year=i18n.fiscal_year(FiscalYear(year), lang, "short"),
        target=wording.spoken_target(row, kpi, lang),
        actual=actual_words(row, kpi, lang),
        verdict=shown,
        counts=year in counted,
    )
