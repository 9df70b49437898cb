"""What was decided of the plan's open questions, as far as a verdict rests upon it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from yamato_dx.assessment.rules.answers import Answer, candidate_in_force, decisions_in
from yamato_dx.assessment.rules.row_values import AssessmentRow
from yamato_dx.assessment.words.figures import exact, exact_percent
from yamato_dx.i18n import day, fiscal_year, text
from yamato_dx.plan.model.types import Band, Kpi, OpenQuestion, Patch, Plan, Text

BETWEEN_SENTENCES: Final = {"ja": "", "en": " "}


def decided_ids(row: AssessmentRow) -> frozenset[str]:
    """The questions whose answers bear on the verdict."""
    return frozenset(answer.question_id for answer in decisions_in(str(row["decisions"])))


def decided(row: AssessmentRow, plan: Plan, kpi: Kpi, lang: str) -> list[str]:
    """Each decision: of what, which answer, who, when, 決裁番号, and what it does here."""
    asked = {question.question_id: question for question in plan.questions_on(kpi.kpi_id)}
    return [
        _decision(asked[answer.question_id], answer, lang)
        for answer in decisions_in(str(row["decisions"]))
        if answer.question_id in asked
    ]


def effect_sentence(question: OpenQuestion, candidate_id: str, lang: str) -> str:
    """What an answer does to the verdicts, or why it does nothing to them."""
    patch = question.patch_of(candidate_id)
    sentences = tuple(_effects(patch, lang)) or (text("assessment.effect.none", lang),)
    return BETWEEN_SENTENCES[lang].join(sentences)


def meanings(row: AssessmentRow, kpi: Kpi, plan: Plan) -> tuple[tuple[Text, ...], Text | None]:
    """What a figure of the KPI may have been reported as, and what it is to be in this row."""
    answered = {answer.question_id: answer for answer in decisions_in(str(row["decisions"]))}
    for question in plan.questions_on(kpi.kpi_id):
        if question.is_of_meaning:
            now = question.patch_of(candidate_in_force(question, answered)).figure_means
            told = (candidate.patch.figure_means for candidate in question.candidates)
            return tuple(dict.fromkeys(each for each in told if each and each != now)), now
    return (), None


def _effects(patch: Patch, lang: str) -> Iterator[str]:
    """One sentence for each thing that the patch sets."""
    if patch.figure_means:
        meaning = patch.figure_means.in_language(lang)
        yield text("assessment.effect.figure_means", lang, meaning=meaning)
    if patch.shape:
        yield text(f"assessment.effect.shape.{patch.shape}", lang)
    if patch.band:
        yield _band_effect(patch.band, lang)
    if patch.total is not None:
        yield text("assessment.effect.total", lang, total=exact(patch.total, lang))
    if patch.total_is:
        yield text(f"assessment.effect.total_is.{patch.total_is}", lang)
    if patch.benchmark_id:
        yield text("assessment.effect.average", lang)
    if patch.number_for:
        yield text(f"assessment.effect.number_for.{patch.number_for}", lang)


def _band_effect(band: Band, lang: str) -> str:
    if band.nearly_met_from >= 1:
        return text("assessment.effect.band_none", lang)
    return text("assessment.effect.band", lang, band=exact_percent(band.nearly_met_from, lang))


def _decision(question: OpenQuestion, answer: Answer, lang: str) -> str:
    chosen = [
        candidate
        for candidate in question.candidates
        if candidate.candidate_id == answer.candidate_id
    ]
    name = chosen[0].name.in_language(lang) if chosen else answer.candidate_id
    number = _number(answer, question.patch_of(answer.candidate_id), lang)
    values = {
        "title": question.title.in_language(lang),
        "answer": f"{name}{number}",
        "effect": effect_sentence(question, answer.candidate_id, lang) if chosen else "",
    }
    if not answer.decided_by:
        return text("assessment.decision.supposed", lang, **values)
    return text("assessment.decision.said", lang, details=_details(answer, lang), **values)


def _number(answer: Answer, patch: Patch, lang: str) -> str:
    if answer.number is None:
        return ""
    shown = exact_percent if patch.number_for == "band" else exact
    return text("assessment.decision.number", lang, number=shown(answer.number, lang))


def _details(answer: Answer, lang: str) -> str:
    years = [fiscal_year(year, lang, "short") for year in answer.fiscal_years or ()]
    between = text("assessment.evidence.between", lang)
    return between.join(
        [
            answer.decided_by,
            *([day(answer.decided_on, lang)] if answer.decided_on else []),
            *([answer.approval_no] if answer.approval_no else []),
            *(
                [text("assessment.decision.years", lang, years=between.join(years))]
                if years
                else []
            ),
        ]
    )
