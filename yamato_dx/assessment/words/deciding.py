"""What was decided of the plan's open questions, as far as a verdict rests upon it."""

from __future__ import annotations

from yamato_dx.assessment.rules.answers import Answer, decisions_in
from yamato_dx.assessment.rules.effects import effect_code
from yamato_dx.assessment.rules.row_values import AssessmentRow
from yamato_dx.assessment.words.figures import exact
from yamato_dx.i18n import day, fiscal_year, text
from yamato_dx.plan.model.types import Kpi, OpenQuestion, Plan


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
    return text(f"assessment.effect.{effect_code(question, candidate_id)}", lang)


def _decision(question: OpenQuestion, answer: Answer, lang: str) -> str:
    chosen = [
        candidate
        for candidate in question.candidates
        if candidate.candidate_id == answer.candidate_id
    ]
    name = chosen[0].name.in_language(lang) if chosen else answer.candidate_id
    number = _number(answer, lang)
    values = {
        "title": question.title.in_language(lang),
        "answer": f"{name}{number}",
        "effect": effect_sentence(question, answer.candidate_id, lang) if chosen else "",
    }
    if not answer.decided_by:
        return text("assessment.decision.supposed", lang, **values)
    return text("assessment.decision.said", lang, details=_details(answer, lang), **values)


def _number(answer: Answer, lang: str) -> str:
    if answer.number is None:
        return ""
    return text("assessment.decision.number", lang, number=exact(answer.number, lang))


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
