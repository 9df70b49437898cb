"""An answer to an open question is a row of the ledger, or refused."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.racing import at_once, refusals
from tests.store.cases import CLERK, Clock
from yamato_dx.acts.actor import Actor
from yamato_dx.acts.deciding import DecidedMeanwhile, decide, undecide
from yamato_dx.acts.loading import load_plans
from yamato_dx.acts.opening import plans_in
from yamato_dx.errors import Refused
from yamato_dx.plan.model.serialise import plan_to_document
from yamato_dx.queries.assessed import answers_at
from yamato_dx.store.record import Record

PLAN = plans_in(None)[-1]
CODE = PLAN.municipality.municipality_code


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with Record.open(tmp_path / f"{CODE}.duckdb", CODE, clock=Clock()) as record:
        load_plans(record, PLAN.plan_id, {PLAN.plan_version: plan_to_document(PLAN)})
        yield record


def answer(record: Record, candidate_id: str, **told: Any) -> int:
    said = {"actor": CLERK, "decided_by": "DX推進本部"} | told
    return decide(record, "nearly_met_band", candidate_id, **said)


def held(record: Record) -> list[tuple[str, tuple[int, ...] | None]]:
    return [
        (one.candidate_id, one.fiscal_years)
        for one in answers_at(record, record.head(), PLAN.plan_id)
    ]


def test_a_decision_keeps_all_that_was_told(record: Record) -> None:
    revision = answer(
        record,
        "no_band",
        decided_on=date(2026, 5, 20),
        approval_no="企第12号",
        reason="段階を設けない",
        fiscal_years=[2025, 2024],
    )
    (found,) = answers_at(record, revision, PLAN.plan_id)
    assert (found.decided_by, found.decided_on) == ("DX推進本部", date(2026, 5, 20))
    assert (found.approval_no, found.reason) == ("企第12号", "段階を設けない")
    assert found.fiscal_years == (2024, 2025)
    assert found.recorded_at is not None
    assert answers_at(record, revision - 1, PLAN.plan_id) == ()
    assert record.entries("decision")["entry_key"].tolist() == [f"{PLAN.plan_id}/nearly_met_band"]


def test_without_a_day_it_was_decided_today_in_tokyo(record: Record) -> None:
    answer(record, "no_band")
    assert answers_at(record, record.head(), PLAN.plan_id)[0].decided_on == date(2026, 5, 11)


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ([("no_band", None), ("from_0_8", None)], [("from_0_8", None)]),
        # For one year only: in the others the first stays.
        ([("no_band", None), ("from_0_8", [2025])], [("no_band", None), ("from_0_8", (2025,))]),
        ([("no_band", [2025]), ("from_0_8", None)], [("from_0_8", None)]),
        ([("no_band", [2024]), ("from_0_8", [2024, 2025])], [("from_0_8", (2024, 2025))]),
        (
            [("no_band", [2024]), ("from_0_8", [2025])],
            [("no_band", (2024,)), ("from_0_8", (2025,))],
        ),
    ],
)
def test_a_later_answer_takes_the_place_of_an_earlier_one_in_its_years(
    record: Record,
    said: list[tuple[str, list[int] | None]],
    left: list[tuple[str, tuple[int, ...] | None]],
) -> None:
    for candidate_id, years in said:
        answer(record, candidate_id, fiscal_years=years)
    assert held(record) == left
    assert len(record.entry_history("decision", f"{PLAN.plan_id}/nearly_met_band")) == len(said)
    undecide(record, "nearly_met_band", actor=CLERK)
    assert held(record) == []


@pytest.mark.parametrize(
    ("told", "message"),
    [
        ({"candidate_id": "from_0_9"}, "unknown_candidate"),
        ({"decided_by": "  "}, "nobody"),
        ({"fiscal_years": []}, "no_year"),
        ({"fiscal_years": [2025, 2026]}, "year_outside"),
        ({"number": 3}, "number_not_asked"),
    ],
)
def test_refused_answers_leave_no_row(record: Record, told: dict[str, Any], message: str) -> None:
    head = record.head()
    with pytest.raises(Refused) as refusal:
        answer(record, **({"candidate_id": "no_band"} | told))
    assert refusal.value.message_id == f"store.decision.{message}"
    assert all(refusal.value.sentence(lang) for lang in ("ja", "en"))
    assert record.head() == head


@pytest.mark.parametrize("number", [0, -0.1, 1.01, 90, float("nan"), float("inf")])
def test_a_band_is_a_share(record: Record, number: float) -> None:
    with pytest.raises(Refused) as refusal:
        answer(record, "set_by_town", number=number)
    assert refusal.value.message_id == "store.decision.bad_band"
    assert all(refusal.value.sentence(lang) for lang in ("ja", "en"))


@pytest.mark.parametrize("number", [0, -1, 2.5, 1_000_001, 1e300, float("nan"), float("inf")])
def test_a_total_is_a_number_of_things(record: Record, number: float) -> None:
    with pytest.raises(Refused) as refusal:
        decide(
            record,
            "consultation_room_total",
            "fixed_total",
            actor=CLERK,
            decided_by="町長",
            number=number,
        )
    assert refusal.value.message_id == "store.decision.bad_number"


def test_an_unknown_question_names_the_known_ones(record: Record) -> None:
    with pytest.raises(Refused) as refusal:
        decide(record, "no_such", "x", actor=CLERK, decided_by="町長")
    assert "nearly_met_band" in refusal.value.sentence("ja")


# --- two who decide from the same view ---


def test_of_contradictory_decisions_from_one_view_one_stands(record: Record) -> None:
    seen = record.head()
    told = [
        {
            "candidate_id": one,
            "actor": Actor.at_server(f"{place}人目"),
            "decided_by": f"会議{place}",
        }
        for place, one in enumerate(("no_band", "from_0_8", "no_band", "from_0_8"))
    ]
    acts = [partial(answer, record, expected_revision=seen, **one) for one in told]
    outcomes = at_once(*acts)
    (first,) = [place for place, one in enumerate(outcomes) if isinstance(one, int)]
    (found,) = answers_at(record, record.head(), PLAN.plan_id)
    assert (found.candidate_id, found.decided_by) == (told[first]["candidate_id"], f"会議{first}")
    assert len(record.entry_history("decision")) == 1
    title = next(one.title for one in PLAN.open_questions if one.question_id == "nearly_met_band")
    refused = [one for one in refusals(outcomes) if isinstance(one, DecidedMeanwhile)]
    assert len(refused) == len(acts) - 1
    for refusal in refused:
        for lang in ("ja", "en"):
            sentence = refusal.sentence(lang)
            assert title.in_language(lang) in sentence
            assert f"{first}人目" in sentence
            assert f"会議{first}" in sentence
    # Whoever has seen that one may still replace it.
    answer(record, "from_0_8", decided_by="議会", expected_revision=refused[0].revision)
    assert answers_at(record, record.head(), PLAN.plan_id)[-1].decided_by == "議会"


def test_an_answer_to_a_question_opened_again_meanwhile_is_refused(record: Record) -> None:
    seen = answer(record, "no_band")
    undecide(record, "nearly_met_band", actor=Actor.at_server("事務局"), expected_revision=seen)
    with pytest.raises(DecidedMeanwhile) as refusal:
        answer(record, "from_0_8", expected_revision=seen)
    assert "事務局" in str(refusal.value)
    assert refusal.value.message_id == "store.decision.taken_back_meanwhile"
    assert held(record) == []


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_who_takes_back_is_told_of_taking_back(record: Record, lang: str) -> None:
    """Never that an answer was not stored, or to answer again: nobody answered."""

    def refused(seen: int) -> str:
        with pytest.raises(DecidedMeanwhile) as refusal:
            undecide(record, "nearly_met_band", actor=CLERK, expected_revision=seen)
        return refusal.value.sentence(lang)

    seen = answer(record, "no_band")
    undecide(record, "nearly_met_band", actor=Actor.at_server("事務局"))
    gone = refused(seen)
    answer(record, "from_0_8", decided_by="議会")
    other = refused(seen)
    assert ("事務局" in gone, "議会" in other) == (True, True)
    for sentence in (gone, other):
        assert ("取り消" if lang == "ja" else "taken back") in sentence
        for words in ("あなたの回答", "登録してください", "our answer", "answer again"):
            assert words not in sentence
    assert len(held(record)) == 1


def test_another_question_answered_meanwhile_is_in_nobodys_way(record: Record) -> None:
    seen = record.head()
    other = {"actor": Actor.at_server("別の人"), "decided_by": "町長"}
    decide(record, "consultation_room_total", "fixed_total", number=4, **other)  # type: ignore[arg-type]
    answer(record, "no_band", expected_revision=seen)
    assert len(held(record)) == 2
