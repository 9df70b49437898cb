"""What is printed of a verdict over the whole period: three numbers, the rule, one sentence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from yamato_dx.assessment.period.verdicts import RESULTS, PeriodCode, PeriodVerdict
from yamato_dx.assessment.period.ways import Start
from yamato_dx.assessment.rules.order import MISSED
from yamato_dx.assessment.rules.row_values import AssessmentRow, known_number, number_in
from yamato_dx.assessment.words import wording
from yamato_dx.assessment.words.figures import Figure, spoken
from yamato_dx.i18n import MISSING, fiscal_year, text
from yamato_dx.plan.model.types import Kpi

# What is not known looks as it does in a year.
_MARKED_AS: Final[Mapping[PeriodCode, str]] = {
    "awaiting_publication": "awaiting_publication",
    "not_final": "in_progress",
    "not_over": "in_progress",
    "unconfirmed": "cannot_judge",
    "not_comparable": "cannot_judge",
    "held": "cannot_judge",
    "not_reported": "not_reported",
    "no_target": "no_target",
}


@dataclass(frozen=True)
class FigureBeside:
    """A figure, and what stands below it in words."""

    figure: Figure
    below: str = ""


def period_mark(code: PeriodCode, lang: str) -> str:
    return wording.mark(_MARKED_AS.get(code, code), lang)


def period_word(code: PeriodCode, lang: str) -> str:
    """達成, おおむね達成, 未達成; else why it is not known."""
    of = "assessment.verdict" if code in RESULTS else "closing.why"
    return text(f"{of}.{code}", lang)


def rule_words(verdict: PeriodVerdict, lang: str) -> str:
    """最終年度（R7）の値, 目標のある4年度すべて."""
    if verdict.rule == "every_year":
        return text("closing.rule.every_year", lang, count=len(verdict.judged))
    year = _short_year(verdict.deciding, lang) if verdict.deciding else MISSING
    return text("closing.rule.final_year", lang, year=year)


def start_figure(start: Start | None, kpi: Kpi, lang: str) -> FigureBeside:
    """Where it stood before, and in which year."""
    if start is None:
        return FigureBeside(Figure(MISSING, ""))
    year = fiscal_year(start.fiscal_year, lang, "short")
    below = text(f"closing.start.{start.kind}", lang, year=year)
    if start.row is None:
        return FigureBeside(wording.whole_figure(start.value, kpi, lang), below)
    return FigureBeside(wording.reported_figure(start.row, kpi, lang), below)


def promised_figure(verdict: PeriodVerdict, lang: str) -> FigureBeside:
    """What the plan promised for the year by which it is judged, or for each of them."""
    row = verdict.deciding
    if row is None:
        return FigureBeside(Figure(MISSING, ""))
    if verdict.rule == "every_year":
        every = Figure(text("closing.promised.every_year", lang), "")
        return FigureBeside(every, wording.spoken_target(row, verdict.kpi, lang))
    detail = wording.target_detail(row, verdict.kpi, lang)
    return FigureBeside(wording.target_figure(row, verdict.kpi, lang), detail)


def reached_figure(verdict: PeriodVerdict, lang: str) -> FigureBeside:
    """What was reached: the figure of that year, or how many of the years were met."""
    row = verdict.deciding
    if row is None or (verdict.rule == "every_year" and verdict.met_count is None):
        return FigureBeside(Figure(MISSING, ""))
    if verdict.rule == "every_year":
        total = len(verdict.judged)
        met = text("closing.reached.of", lang, met=verdict.met_count, count=total)
        return FigureBeside(Figure(met, text("closing.reached.years", lang, count=total)))
    detail = wording.actual_detail(row, verdict.kpi, lang)
    status = wording.status_word(row, lang) if verdict.code == "not_final" else ""
    below = status or (spoken(detail, lang) if detail else "")
    return FigureBeside(wording.actual_figure(row, verdict.kpi, lang), below)


def short_reason(verdict: PeriodVerdict, lang: str) -> str:
    """What stands under the verdict: how far it is from the promise, or of which kind it is."""
    row = verdict.deciding
    if row is None or not verdict.is_judged:
        return wording.hold_word(row, lang) if row is not None else ""
    if verdict.rule == "every_year":
        return text("closing.short.every_year", lang)
    if number_in(row, "gap_value") == 0:
        return ""  # it is met, and by nothing more
    return _without_blank(wording.gap_phrase(row, verdict.kpi, lang), lang)


def each_year(verdict: PeriodVerdict, lang: str) -> str:
    """R4 未報告、R5 8人未受講: of several years those that were not met; «» where one counts."""
    if verdict.rule != "every_year":
        return ""
    words = [
        _year_words(row, code, verdict.kpi, lang)
        for row, code in zip(verdict.judged, verdict.codes, strict=True)
        if code != "met"
    ]
    return text("frame.list", lang).join(words)


def period_evidence(verdict: PeriodVerdict, lang: str) -> str:
    """One sentence: by which rule, from which figures, with which outcome."""
    row = verdict.deciding
    if row is None:
        return text("closing.evidence.no_target", lang)
    values = {
        "rule": rule_words(verdict, lang),
        "year": wording.year_words(verdict.kpi, int(known_number(row, "fiscal_year")), lang),
        "verdict": period_word(verdict.code, lang),
    }
    if verdict.rule == "every_year":
        left = each_year(verdict, lang)
        kind = "every_year" if verdict.is_judged else "every_year_unknown"
        kind = kind if left else "all_years"
        kind = "unknown" if verdict.met_count is None else kind
        counts = {"met": verdict.met_count, "count": len(verdict.judged)}
        return text(f"closing.evidence.{kind}", lang, years=left, **counts, **values)
    if not verdict.is_judged:
        return text("closing.evidence.unknown", lang, **values)
    return text(
        "closing.evidence.final_year",
        lang,
        target=wording.spoken_target(row, verdict.kpi, lang),
        actual=_spoken_actual(row, verdict.kpi, lang),
        reason=text(f"assessment.reason.{row['reason']}", lang),
        **values,
    )


def _year_words(row: AssessmentRow, code: PeriodCode, kpi: Kpi, lang: str) -> str:
    words = period_word(code, lang)
    if code in MISSED:
        words = _without_blank(wording.gap_phrase(row, kpi, lang), lang)
    return text("closing.year_words", lang, year=_short_year(row, lang), words=words)


def _spoken_actual(row: AssessmentRow, kpi: Kpi, lang: str) -> str:
    actual = spoken(wording.actual_figure(row, kpi, lang), lang)
    detail = wording.actual_detail(row, kpi, lang)
    if detail is None:
        return actual
    return text("assessment.with_detail", lang, figure=actual, detail=spoken(detail, lang))


def _without_blank(gap: Figure, lang: str) -> str:
    """3業務不足: in a Japanese sentence no space parts unit and word."""
    words = spoken(gap, lang)
    return words if lang == "en" else words.replace(" ", "")


def _short_year(row: AssessmentRow, lang: str) -> str:
    return fiscal_year(int(known_number(row, "fiscal_year")), lang, "short")
