from __future__ import annotations

from pathlib import Path

import pandas as pd

from tests.store.cases import CLERK, CODE, Clock, send, values
from yamato_dx.acts.actor import Actor
from yamato_dx.acts.confirming.confirmation import confirm
from yamato_dx.acts.confirming.giving_back import give_back
from yamato_dx.acts.withdrawal import withdraw
from yamato_dx.intake.problem import AS_IT_STANDS
from yamato_dx.queries.reports.steps import report_steps, waiting, without_questions
from yamato_dx.store.receiving import GivenAnswer, NewReport, receive
from yamato_dx.store.record import Record

OFFICE = Actor.at_server("企画係")
WORDS = {"ja": "前年度の3倍です", "en": "Three times last year"}
UNLIKELY = GivenAnswer("far_from_last_year", AS_IT_STANDS, WORDS, WORDS)
ASKED = GivenAnswer("percent_or_ratio", "ratio", WORDS, WORDS)


def test_every_report_has_its_last_step_and_all_before(tmp_path: Path) -> None:
    with Record.open(tmp_path / f"{CODE}.duckdb", CODE, clock=Clock()) as record:
        names = [send(record, values(**{name: 1.0})).batch_id for name in "abcde"]
        confirmed, given_back, withdrawn, own, sent = names
        confirm(record, [confirmed], OFFICE, approval_no="企第1号")
        confirm(record, [own], CLERK)
        give_back(record, given_back, OFFICE, "実人数で")
        withdraw(record, withdrawn, CLERK, "二重")
        answer = send(record, values(b=2.0), answers_to=given_back).batch_id
        steps = report_steps(record, record.head())
        assert {batch_id: report.state for batch_id, report in steps.items()} == {
            confirmed: "confirmed",
            given_back: "returned",
            withdrawn: "withdrawn",
            own: "confirmed",
            sent: "submitted",
            answer: "submitted",
        }
        last = steps[confirmed].last
        assert (last.who("ja"), last.approval_no) == ("企画係", "企第1号")
        assert [step.state for step in steps[confirmed].steps] == ["submitted", "confirmed"]
        assert (steps[given_back].last.reason, steps[given_back].answered_by) == (
            "実人数で",
            answer,
        )
        assert (steps[withdrawn].last.reason, steps[answer].answers) == ("二重", given_back)
        assert [steps[name].is_own_confirmation for name in (own, confirmed)] == [True, False]
        assert steps[sent].section == "税務住民課"
        # As it was before anybody confirmed or gave back anything.
        before = report_steps(record, int(record.moments()["revision"].iloc[-5]))
        assert {report.state for report in before.values()} == {"submitted"}


def test_what_the_section_said_yes_to_is_a_question_for_the_office(tmp_path: Path) -> None:
    with Record.open(tmp_path / f"{CODE}.duckdb", CODE, clock=Clock()) as record:
        plain = send(record, values(a=1.0)).batch_id
        report = NewReport(values(b=1.0), CLERK, answers=[UNLIKELY, ASKED])
        asked = receive(record, report, expected_revision=record.head()).batch_id
        found = waiting(record, record.head())
        assert {report.batch_id: report.questions for report in found} == {asked: 1, plain: 0}
        assert without_questions(found) == (plain,)
        assert not pd.isna(found[0].last.at)
