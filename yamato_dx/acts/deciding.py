"""未決定事項への回答: what the municipality decided where its plan leaves something open."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from yamato_dx.acts.entering import enter
from yamato_dx.acts.permissions import Act, require
from yamato_dx.entries.decisions import DECISION, Decision, answer_words, question_of
from yamato_dx.errors import Refused
from yamato_dx.i18n import TOKYO, moment, text
from yamato_dx.lettering import typed
from yamato_dx.plan.model.types import OpenQuestion
from yamato_dx.queries.assessed import plan_id_at, versions_at, view_of
from yamato_dx.queries.decisions.supposing import require_answer, require_years
from yamato_dx.store.promise.actor import Actor
from yamato_dx.store.promise.refusals import Stale
from yamato_dx.store.record import Record


def decide(
    record: Record,
    question_id: str,
    answer: str,
    *,
    actor: Actor,
    decided_by: str,
    decided_on: date | None = None,
    approval_no: str | None = None,
    reason: str | None = None,
    fiscal_years: Sequence[int] | None = None,
    number: float | None = None,
    expected_revision: int | None = None,
    plan_id: str = "",
) -> int:
    """Record the answer (a candidate of the plan's question); the new revision.

    `plan_id`: whose question it is, the usual plan's unless told. `fiscal_years`: start years it
    holds for, None for all; in these it takes the place of an earlier answer. `number`: what the
    answer asks for. `decided_on`: today in Tokyo unless told. Raises NotPermitted, Refused where
    the plan has no such question, candidate or year, nobody decided, the number is none that the
    answer asks for, or `expected_revision` is not there yet; DecidedMeanwhile where the question
    was answered otherwise, or opened again, since then.
    """
    require(record, actor, Act.DECIDE)
    plans = versions_at(record, view_of(record, plan_id=plan_id))
    require_answer(plans, question_id, answer, number)
    years = require_years(plans, fiscal_years)
    if not typed(decided_by):
        raise Refused("store.decision.nobody")
    day = decided_on or record.now().astimezone(TOKYO).date()
    decision = Decision(
        answer=answer,
        fiscal_years=None if years is None else tuple(years),
        decided_by=typed(decided_by),
        decided_on=day,
        approval_no=approval_no or None,
        reason=reason or None,
        number=number,
    )
    return _enter(
        record,
        (plans[-1].plan_id, question_id),
        decision,
        actor,
        expected_revision=expected_revision,
    )


def undecide(
    record: Record,
    question_id: str,
    *,
    actor: Actor,
    expected_revision: int | None = None,
    plan_id: str = "",
) -> int:
    """Take every answer to the question back: it is open again. The new revision. Raises
    NotPermitted, DecidedMeanwhile as `decide`."""
    asked = plan_id_at(record, view_of(record, plan_id=plan_id)), question_id
    return _enter(record, asked, None, actor, expected_revision=expected_revision)


class DecidedMeanwhile(Stale):
    """Who answered the question how, or opened it again, since it was looked at by somebody who
    now answers it, or takes the answer back (`is_undone`)."""

    def __init__(self, question: OpenQuestion, stale: Stale, *, is_undone: bool) -> None:
        (change,) = stale.changes
        told = "taken_back_meanwhile" if change.document is None else "meanwhile"
        message_id = f"store.decision.{'undoing.' if is_undone else ''}{told}"
        super().__init__(message_id, changes=stale.changes, revision=stale.revision)
        self._question = question

    def sentence(self, lang: str) -> str:
        (change,) = self.changes
        decision = DECISION.value(change.entry_key, change.document)
        return text(
            self.message_id,
            lang,
            title=self._question.title.in_language(lang),
            answer=answer_words(self._question, decision.answer, decision.number, lang)
            if decision
            else "",
            decided_by=decision.decided_by if decision else "",
            by=change.actor_name,
            moment=moment(change.recorded_at, lang),
        )


def _enter(
    record: Record,
    asked: tuple[str, str],
    decision: Decision | None,
    actor: Actor,
    *,
    expected_revision: int | None,
) -> int:
    """`asked`: the plan's id and the question's."""
    plan_id, question_id = asked
    decided = {question_id: decision}
    try:
        return enter(
            record,
            DECISION,
            decided,
            actor,
            plan_id=plan_id,
            expected_revision=expected_revision,
        )
    except Stale as stale:
        view = view_of(record, plan_id=plan_id)
        question = question_of(versions_at(record, view), question_id)
        if question is None:
            raise
        raise DecidedMeanwhile(question, stale, is_undone=decision is None) from stale
