"""達成率, 進捗率, 受講率 in percent, by the rule of digits: the same on every face."""

from __future__ import annotations

from yamato_dx.assessment.rules.row_values import AssessmentRow, number_in
from yamato_dx.assessment.words.digits import WHOLE, Levels, ratio_levels
from yamato_dx.assessment.words.figures import percent_number
from yamato_dx.i18n import MISSING


def attainment_words(row: AssessmentRow, lang: str) -> str:
    """単年度達成率: 92.1%; «–» where there is none."""
    return _ratio_words(number_in(row, "attainment_ratio"), ratio_levels(row), lang)


def progress_words(row: AssessmentRow, lang: str) -> str:
    """最終目標に対する進捗率: 60.0%; «–» where there is none."""
    return _ratio_words(number_in(row, "progress_ratio"), (WHOLE,), lang)


def coverage_words(row: AssessmentRow, lang: str) -> str:
    """受講率: 96.8% of those eligible attended; «–» where that is not known."""
    attended, eligible = number_in(row, "numerator"), number_in(row, "denominator")
    coverage = attended / eligible if attended is not None and eligible else None
    return _ratio_words(coverage, (WHOLE,), lang)


def _ratio_words(ratio: float | None, levels: Levels, lang: str) -> str:
    return MISSING if ratio is None else f"{percent_number(ratio, lang, levels)}%"
