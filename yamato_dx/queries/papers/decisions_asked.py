"""What a meeting is asked to decide: its agenda, or what the figures make of one."""

from __future__ import annotations

from yamato_dx import i18n
from yamato_dx.assessment.words import wording
from yamato_dx.assessment.words.figures import spoken
from yamato_dx.output.papers.meeting import DecisionAsked
from yamato_dx.plan.model.types import OpenQuestion
from yamato_dx.queries.assessed import Assessed
from yamato_dx.queries.kpis.overview import GROUPS
from yamato_dx.queries.papers.causes import Causes
from yamato_dx.queries.papers.wish import PaperWish
from yamato_dx.queries.selection import Selection, selected_rows
from yamato_dx.rows import Row


def decisions_asked(answer: Assessed, causes: Causes, wish: PaperWish) -> tuple[DecisionAsked, ...]:
    """The points of the agenda; where no meeting was made yet, the open questions on which
    verdicts of the year rest, those held back before others, then each KPI that is not met."""
    if wish.meeting:
        return tuple(
            DecisionAsked(item.number, item.words(wish.lang), "") for item in wish.meeting.agenda
        )
    rows = selected_rows(answer, Selection(fiscal_year=wish.fiscal_year))
    asked = [*_questions(answer, rows, wish.lang), *_missed(answer, rows, causes, lang=wish.lang)]
    return tuple(
        DecisionAsked(number, title, note) for number, (title, note) in enumerate(asked, start=1)
    )


def _questions(answer: Assessed, rows: list[Row], lang: str) -> list[tuple[str, str]]:
    resting: dict[str, list[Row]] = {}
    for row in rows:
        for question_id in str(row["question_ids"] or "").split():
            resting.setdefault(question_id, []).append(row)
    questions = [
        question for question in answer.plan.open_questions if question.question_id in resting
    ]

    def weight(question: OpenQuestion) -> tuple[int, int]:
        found = resting[question.question_id]
        held = sum(row["verdict"] in GROUPS["waiting"] for row in found)
        return -held, -len(found)

    return [
        (
            question.title.in_language(lang),
            _question_note(answer, question, resting[question.question_id], lang),
        )
        for question in sorted(questions, key=weight)
    ]


def _question_note(answer: Assessed, question: OpenQuestion, rows: list[Row], lang: str) -> str:
    """Which KPIs rest on it, and what holds until it is decided."""
    separator = i18n.text("frame.list", lang)
    kpis = separator.join(answer.plan.kpi(row["kpi_id"]).kpi_no for row in rows)
    default = next(
        (
            candidate.name.in_language(lang)
            for candidate in question.candidates
            if candidate.candidate_id == question.default
        ),
        i18n.text("papers.decision.held", lang),
    )
    return i18n.text(
        "papers.decision.question",
        lang,
        kpis=kpis,
        count=len(question.candidates),
        default=default,
    )


def _missed(
    answer: Assessed, rows: list[Row], causes: Causes, *, lang: str
) -> list[tuple[str, str]]:
    found = []
    for row in rows:
        if row["verdict"] != "not_met":
            continue
        kpi, cause = answer.plan.kpi(row["kpi_id"]), causes.of_kpi[row["kpi_id"]]
        title = i18n.text(
            "papers.decision.missed", lang, number=kpi.kpi_no, name=kpi.short_name.in_language(lang)
        )
        note = i18n.text(
            "papers.decision.missed_note",
            lang,
            gap=spoken(wording.gap_phrase(row, kpi, lang), lang),
            measure=cause.measure or i18n.text("papers.label.no_measure", lang),
            due=cause.due.isoformat() if cause.due else i18n.MISSING,
        )
        found.append((title, note))
    return found
