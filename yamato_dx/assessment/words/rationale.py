"""計算の根拠: why a row has its verdict, in one passage made from its numbers and ids."""

from __future__ import annotations

from itertools import chain
from math import isfinite

from yamato_dx.assessment.reading.rereading import TO_REPORT_ANEW
from yamato_dx.assessment.rules.comparison import TOLERANCE
from yamato_dx.assessment.rules.effects import as_judged
from yamato_dx.assessment.rules.order import JUDGED
from yamato_dx.assessment.rules.row_values import (
    AssessmentRow,
    day_in,
    known_number,
    number_in,
    text_in,
)
from yamato_dx.assessment.rules.shapes import SHAPES
from yamato_dx.assessment.words.deciding import (
    BETWEEN_SENTENCES,
    decided,
    decided_ids,
    meanings,
)
from yamato_dx.assessment.words.digits import WHOLE, NamedAverage, averages_in, named_averages
from yamato_dx.assessment.words.figures import Figure, exact, exact_figure, exact_percent, spoken
from yamato_dx.assessment.words.formulas import formula
from yamato_dx.assessment.words.sourcing import sources
from yamato_dx.assessment.words.wording import reported_figure, spoken_target, verdict_word
from yamato_dx.i18n import day, fiscal_year, text
from yamato_dx.plan.model.types import Kpi, Plan


def evidence(row: AssessmentRow, plan: Plan, lang: str) -> str:
    """計算の根拠 of one assessment row (`ASSESSMENT_COLUMNS`), judged against `plan`.

    Formula with its numbers, why this verdict and not the next, what was decided and by whom,
    what is undecided, progress
    or why there is none, months and weights, the other reading, source, plan version.
    """
    kpi = as_judged(plan.kpi(str(row["kpi_id"])), row)
    parts = chain(
        _of_calendar_year(row, kpi, lang),
        _made_from(row, kpi, lang),
        formula(row, kpi, lang),
        _why(row, plan, kpi, lang),
        decided(row, plan, kpi, lang),
        _undecided(row, plan, kpi, lang),
        _progress(row, kpi, lang),
        _other_reading(row, kpi, lang),
        sources(row, plan, kpi, lang),
    )
    return BETWEEN_SENTENCES[lang].join(parts)


def _of_calendar_year(row: AssessmentRow, kpi: Kpi, lang: str) -> list[str]:
    if not kpi.is_of_calendar_year or number_in(row, "actual_value") is None:
        return []
    year = int(known_number(row, "fiscal_year"))
    words = {"year": year, "fiscal_year": fiscal_year(year, lang)}
    return [text("assessment.evidence.calendar_year", lang, **words)]


def _made_from(row: AssessmentRow, kpi: Kpi, lang: str) -> list[str]:
    is_of_months = row["period_months"] == 1 and number_in(row, "actual_value") is not None
    if not is_of_months:
        return []
    return [
        made_of_months(row, kpi, lang, exact_figure(known_number(row, "actual_value"), kpi, lang))
    ]


def made_of_months(row: AssessmentRow, kpi: Kpi, lang: str, value: Figure) -> str:
    """How its months became the figure of a year, which is `value` in words: of a row of
    READING_COLUMNS."""
    weights = text_in(row, "mean_kind")
    months = int(known_number(row, "months_reported"))
    return text(
        f"assessment.months.{weights or kpi.way_to_year}",
        lang,
        count=months,
        months=months,
        value=spoken(value, lang),
        weight=exact(number_in(row, "weight_total") or 0, lang),
    )


def _why(row: AssessmentRow, plan: Plan, kpi: Kpi, lang: str) -> list[str]:
    """The reason in words, ending in the verdict; the averages it was held against."""
    earlier, baseline = _earlier_target(row, kpi, lang), _baseline(row, kpi, lang)
    floor = text("assessment.floor.between", lang).join(
        words for words in (earlier, baseline) if words
    )
    words = text(
        f"assessment.why.{_why_code(row, floor, has_baseline=kpi.baseline is not None)}",
        lang,
        floor=floor,
        earlier=earlier,
        baseline=baseline,
        band=_band(row, lang),
        target=spoken_target(row, kpi, lang),
        baseline_year=_baseline_year(kpi, lang),
        months=int(number_in(row, "months_reported") or 0),
        reported=spoken(reported_figure(row, kpi, lang), lang),
        whole=_whole(row, kpi, lang),
        **_days(row, lang),
        **_meanings(row, plan, kpi, lang),
    )
    verdict = text("assessment.evidence.verdict", lang, why=words, verdict=verdict_word(row, lang))
    reached = [text("assessment.evidence.reached", lang)] if row["is_target_reached"] else []
    return [verdict, *reached, *_averages(row, plan, kpi, lang)]


def _why_code(row: AssessmentRow, floor: str, *, has_baseline: bool) -> str:
    if row["reason"] == "within_band" and floor:
        return "within_band_and_floor"
    if row["reason"] == "no_benchmark" and averages_in(row):
        return "no_benchmark_for_all"  # of that day some are published, and named
    if row["reason"] in TO_REPORT_ANEW and not has_baseline:
        return "reported_otherwise_this_year"
    return str(row["reason"])


def _band(row: AssessmentRow, lang: str) -> str:
    band = number_in(row, "band")
    return exact(band, lang) if band is not None and isfinite(band) else ""


def _meanings(row: AssessmentRow, plan: Plan, kpi: Kpi, lang: str) -> dict[str, str]:
    """What a figure that is held back was reported as, and what it is to be."""
    told, now = meanings(row, kpi, plan)
    others = [meaning.in_language(lang) for meaning in told]
    return {
        "meant": text("assessment.meaning.or", lang).join(others),
        "means": now.in_language(lang) if now else text("assessment.meaning.other", lang),
    }


def _days(row: AssessmentRow, lang: str) -> dict[str, str]:
    return {
        "due": day(day_in(row, "report_due_date"), lang),
        "target_date": day(day_in(row, "target_date"), lang),
        "held_on": day(day_in(row, "measured_on") or day_in(row, "period_end"), lang),
    }


def _earlier_target(row: AssessmentRow, kpi: Kpi, lang: str) -> str:
    earlier, year = number_in(row, "earlier_target_value"), number_in(row, "earlier_target_year")
    if earlier is None or year is None:
        return ""
    target = _target_in_words(earlier, kpi, lang)
    return text("assessment.floor.target", lang, year=fiscal_year(int(year), lang), target=target)


def _baseline(row: AssessmentRow, kpi: Kpi, lang: str) -> str:
    baseline = number_in(row, "baseline_value")
    if baseline is None:
        return ""
    value = spoken(exact_figure(baseline, kpi, lang), lang)
    return text("assessment.floor.baseline", lang, value=value)


def _target_in_words(target: float, kpi: Kpi, lang: str) -> str:
    if kpi.shape == "reduce_by":
        return exact_percent(target, lang)
    return spoken(exact_figure(target, kpi, lang), lang)


def _whole(row: AssessmentRow, kpi: Kpi, lang: str) -> str:
    """How many there are of what is counted: 20業務."""
    total = number_in(row, "total")
    if total is None:
        return ""
    return spoken(Figure(exact(total, lang), kpi.unit.in_language(lang)), lang)


def _baseline_year(kpi: Kpi, lang: str) -> str:
    return fiscal_year(kpi.baseline.fiscal_year, lang) if kpi.baseline else ""


def _averages(row: AssessmentRow, plan: Plan, kpi: Kpi, lang: str) -> list[str]:
    """Each published average the value was judged under, and which side of it the value is."""
    averages = named_averages(row)
    value = number_in(row, "actual_value")
    if not averages or value is None:
        return []
    names = {
        choice.patch.benchmark_id: choice.name.in_language(lang)
        for question in plan.questions_on(kpi.kpi_id)
        for choice in question.candidates
    }
    shown = [
        _average(names.get(average.benchmark_id, average.benchmark_id), average, value, lang)
        for average in averages
    ]
    items = text("assessment.evidence.between", lang).join(shown)
    return [text("assessment.evidence.averages", lang, items=items)]


def _average(name: str, average: NamedAverage, value: float, lang: str) -> str:
    share = average.share
    if share is None:
        return text("assessment.average.missing", lang, name=name)
    side = "reached" if value >= share or abs(value - share) <= TOLERANCE * abs(share) else "missed"
    way = text("assessment.average.computed", lang) if average.is_computed else ""
    words = exact_percent(share, lang) + way
    return text(f"assessment.average.{side}", lang, name=name, share=words)


def _undecided(row: AssessmentRow, plan: Plan, kpi: Kpi, lang: str) -> list[str]:
    """What the verdict rests upon that the plan does not say, and what the reporter called it."""
    if row["verdict"] not in JUDGED:
        return []
    questions = plan.questions_on(kpi.kpi_id)
    defaults = [
        question
        for question in questions
        if question.question_id in str(row["question_ids"]).split()
        and question.treatment == "default"
        and not question.is_of_band
    ]
    decided_here = [each for each in questions if each.question_id in decided_ids(row)]
    is_band_decided = any(question.touches_band for question in decided_here)
    is_banded = row["verdict"] != "met" and SHAPES[kpi.shape].is_banded
    used_band = row["is_provisional"] and is_banded and not is_band_decided
    band = _band(row, lang)
    open_band = "assessment.evidence.band" if band else "assessment.evidence.band_none"
    status = row["value_status"] if row["value_status"] in ("forecast", "preliminary") else None
    return [
        *([text(open_band, lang, band=band)] if used_band and kpi.band is None else []),
        *(
            text("assessment.evidence.default", lang, title=question.title.in_language(lang))
            for question in defaults
        ),
        *([text(f"assessment.evidence.{status}", lang)] if status else []),
    ]


def _progress(row: AssessmentRow, kpi: Kpi, lang: str) -> list[str]:
    progress = number_in(row, "progress_ratio")
    if progress is not None:
        return [_progress_formula(row, kpi, lang)]
    if row["verdict"] not in JUDGED:
        return []
    return [
        text(f"assessment.progress.{_no_progress(row, kpi)}", lang, year=_baseline_year(kpi, lang))
    ]


def _no_progress(row: AssessmentRow, kpi: Kpi) -> str:
    if kpi.baseline is None:
        return "no_baseline"
    return "no_way" if number_in(row, "baseline_value") is not None else "baseline_missing"


def _progress_formula(row: AssessmentRow, kpi: Kpi, lang: str) -> str:
    baseline = known_number(row, "baseline_value")
    last = max(kpi.targets, key=lambda target: target.fiscal_year).target_value or 0.0
    final = baseline * (1 - last) if kpi.shape == "reduce_by" else last
    actual, start, end = (
        spoken(exact_figure(value, kpi, lang), lang)
        for value in (known_number(row, "actual_value"), baseline, final)
    )
    return text(
        "assessment.progress.formula",
        lang,
        actual=actual,
        baseline=start,
        final=end,
        progress=exact_percent(known_number(row, "progress_ratio"), lang, 1, beside=(WHOLE,)),
    )


def _other_reading(row: AssessmentRow, kpi: Kpi, lang: str) -> list[str]:
    other = number_in(row, "other_value")
    if other is None:
        return []
    of = "months" if row["period_months"] == 12 else "year"
    value = spoken(exact_figure(other, kpi, lang), lang)
    batch_id = text_in(row, "other_batch_id")
    return [text(f"assessment.other.{of}", lang, value=value, batch_id=batch_id)]
