"""Which sections answer for what a report, a text, a draft and a file are about."""

from __future__ import annotations

import pytest

from tests.entered import enter
from tests.queries.conftest import sent
from tests.reports import year_csv
from tests.rounds import CERTIFICATES, OFFICE, ON, opened, register
from tests.rounds import send as send_typed
from yamato_dx.acts.rounds.holding import close_round
from yamato_dx.entries.review.comments import COMMENT
from yamato_dx.entries.review.resources import BUDGET_LINE, WORK_HOURS
from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.queries.rights.subjects import (
    Subject,
    draft_key,
    of_draft,
    of_entries,
    of_report,
    parts_of_draft,
)
from yamato_dx.store.record import Record

PLAN = "yamato_dx"
RESIDENTS, TAX, NOBODY = frozenset({"s01"}), frozenset({"s02"}), frozenset[str]()


@pytest.fixture
def registered(record: Record) -> Record:
    register(record)
    return record


def test_a_report_is_of_whoever_owns_its_figures_now(registered: Record) -> None:
    batch_id = sent(registered, year_csv(("R7", "4", "1105"), ("R7", "5", "9796")))
    assert of_report(registered, batch_id).answering == (RESIDENTS, NOBODY)  # 5 is nobody's
    # The section was merged into another, which answers for what it had reported.
    enter(registered, "owner", {f"kpi:{CERTIFICATES}": {"section_id": "s02"}}, OFFICE)
    assert of_report(registered, batch_id).answering == (TAX, NOBODY)


def test_a_work_item_is_its_owners(registered: Record) -> None:
    batch_id = send_typed(registered, items=("w2_1",))
    assert of_report(registered, batch_id).answering == (TAX,)


def test_a_report_that_is_not_there_is_nobodys(registered: Record) -> None:
    assert of_report(registered, "R8-0099") == Subject("R8-0099")


def test_an_open_round_makes_a_section_answer_for_what_it_asks(registered: Record) -> None:
    round_id = opened(registered).round_id
    enter(registered, "owner", {f"kpi:{CERTIFICATES}": {"section_id": "s02"}}, OFFICE)
    batch_id = sent(registered, year_csv(("R7", "4", "1105")))
    subject = of_report(registered, batch_id)
    assert (subject.answering, subject.rounds) == ((RESIDENTS | TAX,), {round_id})
    key = draft_key("s01", FiscalYear(2025))
    assert of_draft(registered, key).rounds == {round_id}
    assert of_draft(registered, draft_key("s01", FiscalYear(2024))).rounds == NOBODY
    close_round(registered, round_id, actor=OFFICE, on=ON)
    subject = of_report(registered, batch_id)
    assert (subject.answering, subject.rounds) == ((TAX,), NOBODY)
    assert of_draft(registered, key).rounds == NOBODY


@pytest.mark.parametrize(
    ("kind", "key", "answering"),
    [
        (COMMENT, f"kpi:{CERTIFICATES}:2025", RESIDENTS),
        (COMMENT, "kpi:overtime_hours:2025", NOBODY),
        # Whoever owns anything of an initiative, and work items of 2 are the other's.
        (COMMENT, "initiative:1:2025", RESIDENTS),
        (COMMENT, "initiative:2:2025", TAX),
        (BUDGET_LINE, "2:2025:1", TAX),
        (WORK_HOURS, "2:2025", TAX),
        (WORK_HOURS, "9:2025", NOBODY),
    ],
)
def test_texts_and_money(
    registered: Record, kind: object, key: str, answering: frozenset[str]
) -> None:
    assert of_entries(registered, kind, (key,), PLAN).answering == (answering,)  # type: ignore[arg-type]


@pytest.mark.parametrize(("section_id", "report"), [("s01", None), (None, "R8-0001")])
def test_the_key_of_a_draft_says_whose_it_is(section_id: str | None, report: str | None) -> None:
    key = draft_key(section_id, FiscalYear(2025), report)
    assert parts_of_draft(key) == (section_id, FiscalYear(2025))


def test_what_is_everybodys_is_no_sections(registered: Record) -> None:
    assert of_draft(registered, draft_key(None, FiscalYear(2025))).answering == ()
