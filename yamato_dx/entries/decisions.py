"""未決定事項への回答: what the municipality decided where its plan leaves something open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from yamato_dx import i18n
from yamato_dx.entries.kind import Document, EntryContext, EntryKind, History
from yamato_dx.plan.model.types import OpenQuestion, Plan

_PERCENT_DECIMALS: Final = 6


@dataclass(frozen=True)
class Decision:
    """`answer`: a candidate of the question. `fiscal_years`: start years it holds for, None: all.
    `number`: what «a number that the municipality sets» is."""

    answer: str
    fiscal_years: tuple[int, ...] | None
    decided_by: str
    decided_on: date | None
    approval_no: str | None
    reason: str | None
    number: float | None = None


def question_of(plans: Sequence[Plan], question_id: str) -> OpenQuestion | None:
    """As the newest of the versions (oldest first) that asks it has it."""
    asked = (question for plan in reversed(plans) for question in plan.open_questions)
    return next((question for question in asked if question.question_id == question_id), None)


def candidate_name(question: OpenQuestion, candidate_id: str, lang: str) -> str:
    """An answer that an older version of the plan offered is shown by its id."""
    names = {
        candidate.candidate_id: candidate.name.in_language(lang)
        for candidate in question.candidates
    }
    return names.get(candidate_id, candidate_id)


def answer_words(question: OpenQuestion, candidate_id: str, number: float | None, lang: str) -> str:
    name = candidate_name(question, candidate_id, lang)
    if number is None:
        return name
    if question.patch_of(candidate_id).number_for == "band":
        share = round(number * 100, _PERCENT_DECIMALS)
        shown = i18n.number(share, i18n.needed_decimals(share), lang)
        return i18n.text("decisions.with_percent", lang, name=name, number=shown)
    return i18n.text("decisions.with_number", lang, name=name, number=i18n.number(number, 0, lang))


def _read(_key: str, document: Document) -> Decision:
    years, day = document.get("fiscal_years"), document.get("decided_on")
    return Decision(
        answer=str(document["answer"]),
        fiscal_years=None if years is None else tuple(int(year) for year in years),
        decided_by=str(document.get("decided_by") or ""),
        decided_on=date.fromisoformat(day) if day else None,
        approval_no=document.get("approval_no"),
        reason=document.get("reason"),
        number=document.get("number"),
    )


def _write(decision: Decision) -> Document:
    """Only an answer that is a number has the field of one."""
    years, day = decision.fiscal_years, decision.decided_on
    return {
        "answer": decision.answer,
        "fiscal_years": None if years is None else list(years),
        "decided_by": decision.decided_by,
        "decided_on": day.isoformat() if day else None,
        "approval_no": decision.approval_no,
        "reason": decision.reason,
    } | ({} if decision.number is None else {"number": decision.number})


def _title(plans: Sequence[Plan], question_id: str, lang: str) -> str:
    question = question_of(plans, question_id)
    return question.title.in_language(lang) if question else question_id


def _words(context: EntryContext, question_id: str, decision: Decision) -> str:
    question, answer = question_of((context.plan,), question_id), decision.answer
    words = answer_words(question, answer, decision.number, context.lang) if question else answer
    return context.joined(words, decision.decided_by)


DECISION: Final = EntryKind(
    name="decision",
    act="decide",
    parts=("question_id",),
    read=_read,
    write=_write,
    called=lambda context, key, _decision: _title((context.plan,), key, context.lang),
    words=_words,
    history=History(
        "decision", "queries.moment.decision", taken_back="queries.moment.taken_back", title=_title
    ),
)
