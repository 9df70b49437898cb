"""What is entered at the plan's end: held against the plan, one save, refused once it is closed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.closings import CERTIFICATES, DAY, filled
from tests.queries.conftest import CLERK, now
from yamato_dx.acts.closing.ending import close_plan, reopen_plan
from yamato_dx.acts.closing.entering import (
    PlanInSight,
    enter_carry_over,
    enter_effects,
    enter_judgement,
    enter_opinion,
)
from yamato_dx.entries.review.closing import CarryOver, Effect, Judgement, Opinion
from yamato_dx.errors import Refused
from yamato_dx.plan.model.types import OwnTreatment, Text
from yamato_dx.queries.assessed import plan_at
from yamato_dx.queries.closing.entered import ON_PLAN, entered_at
from yamato_dx.store.promise.refusals import Stale
from yamato_dx.store.record import Record

pytestmark = pytest.mark.usefixtures("without_papers")
Doing = Callable[[Record], object]


def effect(found: str, evidence: str, key: tuple[int, int] = (1, 1)) -> Doing:
    return lambda record: enter_effects(
        record,
        {key: Effect(found, evidence)},  # type: ignore[arg-type]
        CLERK,
    )


def carried(treatment: str, reason: str, successor: str = "", kpi_id: str = CERTIFICATES) -> Doing:
    said = {kpi_id: CarryOver(treatment, reason, successor)}
    return lambda record: enter_carry_over(record, said, CLERK)


@pytest.mark.parametrize(
    ("do", "message"),
    [
        (effect("found", ""), "closing.refused.no_evidence"),
        (effect("not_found", "  "), "closing.refused.no_evidence"),
        (effect("found", "調査", (1, 9)), "closing.refused.no_effect"),
        (effect("found", "調査", (99, 1)), "closing.refused.no_effect"),
        (carried("expanded", ""), "closing.refused.no_reason_for"),
        (carried("merged", "一つにする"), "closing.refused.no_successor"),
        (carried("延命", "理由"), "closing.refused.no_treatment"),
        (carried("expanded", "理由", kpi_id="none"), "closing.refused.no_kpi"),
        (
            lambda record: enter_judgement(record, ON_PLAN, Judgement(" "), CLERK),
            "closing.refused.no_words",
        ),
        (
            lambda record: enter_judgement(record, "initiative:99", Judgement("良"), CLERK),
            "closing.refused.no_subject",
        ),
        (
            lambda record: enter_opinion(record, Opinion("", None, "経費は"), CLERK),
            "closing.refused.opinion_unsaid",
        ),
        (
            lambda record: enter_opinion(record, Opinion("町議会", None, "a"), CLERK, number=3),
            "closing.refused.no_opinion",
        ),
    ],
)
def test_what_the_plan_does_not_know_is_refused(record: Record, do: Doing, message: str) -> None:
    head = record.head()
    with pytest.raises(Refused) as refused:
        do(record)
    assert refused.value.message_id == message
    assert refused.value.sentence("ja")
    assert refused.value.sentence("en")
    assert record.head() == head


def test_an_opinion_is_answered_under_its_number(record: Record) -> None:
    filled(record)
    plan_id = plan_at(record, now(record)).plan_id
    first = entered_at(record, record.head(), plan_id).opinions[1].value
    enter_opinion(
        record, replace(first, answer="次期は下げる", answered_by="情報課"), CLERK, number=1
    )
    assert enter_opinion(record, Opinion("審議会", None, "分かりにくい"), CLERK) == 2
    opinions = entered_at(record, record.head(), plan_id).opinions
    assert [entry.value.answer for entry in opinions.values()] == ["次期は下げる", ""]


def test_a_closed_plan_takes_nothing_until_it_is_opened(record: Record) -> None:
    filled(record)
    close_plan(record, now(record), actor=CLERK)
    for do in (effect("unchecked", ""), carried("paused", "休む")):
        with pytest.raises(Refused) as refused:
            do(record)
        assert refused.value.message_id == "closing.refused.closed"
    reopen_plan(record, actor=CLERK, reason="確定値が出た", on=DAY)
    carried("paused", "休む")(record)


def test_the_same_changed_meanwhile_is_told(record: Record) -> None:
    seen = record.head()
    carried("expanded", "伸びた")(record)
    with pytest.raises(Stale):
        enter_carry_over(
            record,
            {CERTIFICATES: CarryOver("reduced", "減った")},
            CLERK,
            at=PlanInSight(seen_at=seen),
        )


def test_a_list_of_the_plans_own_is_the_one_that_counts(
    record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = replace(
        plan_at(record, now(record)),
        treatments=(OwnTreatment("kept", Text("続ける", "Kept"), goes_on=True),),
    )
    monkeypatch.setattr("yamato_dx.acts.closing.entering.plan_at", lambda *_: own)
    carried("kept", "理由")(record)
    with pytest.raises(Refused):
        carried("expanded", "理由")(record)
