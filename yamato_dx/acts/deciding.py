"""未決定事項への回答: what the municipality decided where its plan leaves something open."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from yamato_dx.acts.entering import enter
from yamato_dx.errors import Refused
from yamato_dx.i18n import TOKYO
from yamato_dx.questions.assessed import plans_at
from yamato_dx.questions.supposing import require_answer, require_years
from yamato_dx.store.actor import Actor
from yamato_dx.store.record import Record

DECISION: Final = "decision"


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
) -> int:
    """Record the answer (a candidate of the plan's question); the new revision.

    `fiscal_years`: start years it holds for, None for all; in these it takes the place of an
    earlier answer. `number`: the total that `fixed_total` sets. `decided_on`: today in Tokyo
    unless told. Raises Refused where the plan has no such question, candidate or year, nobody
    decided, or the number is none of things to be done.
    """
    plans = plans_at(record, record.head())
    require_answer(plans, question_id, answer, number)
    years = require_years(plans, fiscal_years)
    if not decided_by.strip():
        raise Refused("store.decision.nobody")
    day = decided_on or record.now().astimezone(TOKYO).date()
    document: dict[str, Any] = {
        "answer": answer,
        "fiscal_years": None if years is None else list(years),
        "decided_by": decided_by.strip(),
        "decided_on": day.isoformat(),
        "approval_no": approval_no or None,
        "reason": reason or None,
    }
    if number is not None:
        document["number"] = number
    return enter(record, DECISION, {question_id: document}, actor)


def undecide(record: Record, question_id: str, *, actor: Actor) -> int:
    """Take every answer to the question back: it is open again. The new revision."""
    return enter(record, DECISION, {question_id: None}, actor)
