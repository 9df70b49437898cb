"""未決定事項 in words: how a question stands, what its answers are called, what they would do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from yamato_dx import i18n
from yamato_dx.assessment.words import wording
from yamato_dx.assessment.words.deciding import effect_sentence
from yamato_dx.entries.decisions import answer_words, candidate_name
from yamato_dx.plan.model.types import OpenQuestion, Plan
from yamato_dx.queries.decisions.open_questions import Effects, Standing, years_words
from yamato_dx.queries.words import TONES
from yamato_dx.rows import Row, rows_of


def headline(found: Sequence[Standing], counts: Mapping[str, int], lang: str) -> tuple[str, ...]:
    """One sentence from the numbers, in parts that a narrow screen may break between."""
    waiting = [standing for standing in found if standing.state != "decided"]
    if not waiting:
        return (i18n.text("decisions.headline.all_decided", lang, count=len(found)),)
    deciding = [standing for standing in waiting if counts[standing.question.question_id]]
    verdicts = sum(counts[standing.question.question_id] for standing in deciding)
    told = "effects" if deciding else "no_effects"
    partly = sum(standing.state == "partly" for standing in waiting)
    opening = "partly" if partly else "open" if len(waiting) < len(found) else "none_decided"
    values = {"total": len(found), "count": len(waiting), "partly": partly}
    return (
        i18n.text(f"decisions.headline.{opening}", lang, **values),
        i18n.text(f"decisions.headline.{told}", lang, questions=len(deciding), count=verdicts),
    )


def state_words(standing: Standing, lang: str) -> str:
    if standing.state == "partly":
        return i18n.text(
            "decisions.state.partly",
            lang,
            decided=years_words(standing.decided_years, lang),
            undecided=years_words(standing.undecided_years, lang),
        )
    return i18n.text(f"decisions.state.{standing.state}", lang)


def in_force_words(standing: Standing, lang: str) -> str:
    """What holds now: an answer, in which years, and where nobody decided the treatment."""
    parts = _decided_words(standing, lang)
    if standing.undecided_years:
        rest = _treatment_words(standing.question, lang)
        if parts:
            rest = i18n.text(
                "decisions.in_years",
                lang,
                years=years_words(standing.undecided_years, lang),
                what=rest,
            )
        parts.append(rest)
    return i18n.text("queries.list", lang).join(parts)


def line_words(standing: Standing, plan: Plan, count: int, lang: str) -> dict[str, object]:
    """One line of the list."""
    question = standing.question
    return {
        "title": question.title.in_language(lang),
        "kpis": _kpi_numbers(question, plan, lang),
        "state": state_words(standing, lang),
        "is_open": standing.state != "decided",
        "now": in_force_words(standing, lang),
        "effect": i18n.text("decisions.effect.count", lang, count=count)
        if count
        else i18n.text("decisions.effect.none", lang),
    }


def matter_words(standing: Standing, plan: Plan, count: int, lang: str) -> str:
    """Which KPIs the question bears on, with their targets, and how many verdicts hang on it."""
    kpis = [kpi for kpi in plan.kpis if kpi.kpi_id in standing.question.kpi_ids]
    # With the targets of many the sentence would drown.
    named = "decisions.kpi_with_target" if len(kpis) <= 2 else "decisions.kpi"
    names = i18n.text("queries.list", lang).join(
        i18n.text(
            named,
            lang,
            kpi_no=kpi.kpi_no,
            name=kpi.short_name.in_language(lang),
            target=kpi.target_phrase.in_language(lang),
        )
        for kpi in kpis
    )
    told = "some" if count else "none"
    return i18n.text(f"decisions.matters.{told}", lang, kpis=names, count=count)


def candidate_words(
    standing: Standing, lang: str, *, number: float | None = None
) -> list[dict[str, str]]:
    """Each candidate: its name, where it is in force since that was decided or set (and `word`, the
    program's for that), and what it does to verdicts or why it does nothing to them."""
    return [
        {
            "name": answer_words(
                standing.question,
                each.candidate_id,
                number if each.patch.number_for else None,
                lang,
            ),
            "mark": _mark(standing, each.candidate_id, lang),
            "word": "provisional" if _is_provisional(standing, each.candidate_id) else "",
            "effect": effect_sentence(standing.question, each.candidate_id, lang),
        }
        for each in standing.question.candidates
    ]


def verdict_cells(found: Effects, plan: Plan, lang: str) -> list[dict[str, object]]:
    """One row per KPI × fiscal year; a cell says whether it differs from the verdict now, and why
    it could not be judged."""
    both = zip(rows_of(found.frame), rows_of(found.reasons), strict=True)
    return [_effect_row(row, reasons, found.candidates, plan, lang=lang) for row, reasons in both]


def _effect_row(
    row: Row, reasons: Row, candidates: Sequence[str], plan: Plan, *, lang: str
) -> dict[str, object]:
    kpi = plan.kpi(row["kpi_id"])
    now = str(row["now"])
    return {
        "kpi": f"{kpi.kpi_no} {kpi.short_name.in_language(lang)}",
        "year": i18n.fiscal_year(int(row["fiscal_year"]), lang, "short"),
        "now": _cell(now, reasons["now"], now, lang),
        "cells": [
            _cell(str(row[candidate_id]), reasons[candidate_id], now, lang)
            for candidate_id in candidates
        ],
    }


def _cell(verdict: str, reason: str, now: str, lang: str) -> dict[str, object]:
    is_held = verdict == "cannot_judge"
    return {
        "why": i18n.text(f"assessment.reason.{reason}", lang) if is_held else "",
        "mark": wording.mark(verdict, lang),
        "words": i18n.text(f"assessment.verdict.{verdict}", lang),
        "tone": TONES.get(verdict, ""),
        "differs": verdict != now,
    }


def _mark(standing: Standing, candidate_id: str, lang: str) -> str:
    decided = standing.years_of(candidate_id)
    marks = []
    if decided:
        years = years_words(decided, lang)
        marks.append(i18n.text("decisions.mark.decided", lang, years=years))
    if _is_provisional(standing, candidate_id):
        marks.append(i18n.text("frame.provisional", lang))
    return " ".join(marks)


def _is_provisional(standing: Standing, candidate_id: str) -> bool:
    return bool(standing.undecided_years) and candidate_id == standing.question.default


def _decided_words(standing: Standing, lang: str) -> list[str]:
    answers = dict.fromkeys(answer for answer in standing.by_year.values() if answer)
    return [
        i18n.text(
            "decisions.decided_words",
            lang,
            years=years_words(
                [year for year, each in standing.by_year.items() if each == answer], lang
            ),
            answer=answer_words(standing.question, answer.candidate_id, answer.number, lang),
            by=answer.decided_by,
            day=i18n.day(answer.decided_on, lang),
        )
        for answer in answers
    ]


def _treatment_words(question: OpenQuestion, lang: str) -> str:
    name = candidate_name(question, question.default, lang) if question.default else ""
    treatment = "default" if name else question.treatment
    return i18n.text(f"decisions.treatment.{treatment}", lang, name=name)


def _kpi_numbers(question: OpenQuestion, plan: Plan, lang: str) -> str:
    numbers = [kpi.kpi_no for kpi in plan.kpis if kpi.kpi_id in question.kpi_ids]
    return i18n.text(
        "decisions.kpi_numbers",
        lang,
        numbers=i18n.text("decisions.and", lang).join(numbers),
    )
