"""One sentence for residents, and whose move it is."""

from __future__ import annotations

from typing import Final

from yamato_dx.assessment.rules.order import JUDGED
from yamato_dx.assessment.rules.row_values import AssessmentRow, day_in, is_missing, known_number
from yamato_dx.assessment.words.figures import spoken
from yamato_dx.assessment.words.wording import (
    actual_detail,
    actual_figure,
    gap_phrase,
    spoken_target,
    verdict_word,
    year_words,
)
from yamato_dx.i18n import day, text
from yamato_dx.plan.model.types import Plan

# A miss without a distance, and a verdict that waits for somebody else's figure.
_SAID_BY_REASON: Final = ("completed_late", "benchmark_awaiting")


def next_act(row: AssessmentRow, lang: str) -> str:
    """Whose move it is and what comes next, by the reason of the verdict."""
    due = day(day_in(row, "report_due_date"), lang)
    return text(f"assessment.next.{row['reason']}", lang, due=due)


def resident_sentence(row: AssessmentRow, plan: Plan, lang: str) -> str:
    """What the verdict means, for somebody who has never seen the plan."""
    kpi = plan.kpi(str(row["kpi_id"]))
    by = row["reason"] if row["reason"] in _SAID_BY_REASON else row["verdict"]
    by = "forecast" if row["is_forecast"] and by in JUDGED else by
    by = "no_target_no_value" if by == "no_target" and is_missing(row, "actual_value") else by
    actual = spoken(actual_figure(row, kpi, lang), lang)
    detail = actual_detail(row, kpi, lang)
    return text(
        f"assessment.resident.{by}",
        lang,
        name=kpi.short_name.in_language(lang),
        year=year_words(kpi, int(known_number(row, "fiscal_year")), lang),
        actual=text("assessment.with_detail", lang, figure=actual, detail=spoken(detail, lang))
        if detail
        else actual,
        target=spoken_target(row, kpi, lang),
        gap=spoken(gap_phrase(row, kpi, lang), lang),
        verdict=verdict_word(row, lang),
        due=day(day_in(row, "report_due_date"), lang),
    )
