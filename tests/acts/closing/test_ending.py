"""A plan is closed whatever is missing, kept as it was seen, and opened again for a reason."""

from __future__ import annotations

import pytest

from tests.closings import DAY, filled
from tests.queries.conftest import CLERK, now, sent
from tests.reports import year_csv, years_csv
from yamato_dx.acts.closing.ending import close_plan, reopen_plan
from yamato_dx.errors import Refused
from yamato_dx.queries.assessed import assessed, plan_at
from yamato_dx.queries.closing.entered import entered_at, shown_at
from yamato_dx.store.promise.refusals import Stale
from yamato_dx.store.record import Record

pytestmark = pytest.mark.usefixtures("without_papers")


def test_what_is_missing_never_hinders_closing_and_is_kept(record: Record) -> None:
    close_plan(record, now(record), actor=CLERK, approval_no=" 企第12号 ")
    plan_id = plan_at(record, now(record)).plan_id
    closed = entered_at(record, record.head(), plan_id).closed
    assert closed is not None
    assert closed.value.on == now(record).on
    assert closed.value.approval_no == "企第12号"
    assert "10のKPIすべての実績が未報告" in closed.value.missing
    assert closed.value.snapshot is not None


def test_the_rows_are_kept_with_it(record: Record) -> None:
    sent(record, years_csv())
    filled(record)
    seen = assessed(record, now(record)).frame
    close_plan(record, now(record), actor=CLERK)
    sent(record, year_csv(("R7", "2", "20/20")))
    then = assessed(record, shown_at(record, now(record))).frame
    assert then.equals(seen)


def test_twice_it_is_not_closed_nor_opened(record: Record) -> None:
    with pytest.raises(Refused) as refused:
        reopen_plan(record, actor=CLERK, reason="確定値", on=DAY)
    assert refused.value.message_id == "closing.refused.not_closed"
    close_plan(record, now(record), actor=CLERK)
    with pytest.raises(Refused) as refused:
        close_plan(record, now(record), actor=CLERK)
    assert refused.value.message_id == "closing.refused.closed_already"
    with pytest.raises(Refused) as refused:
        reopen_plan(record, actor=CLERK, reason=" ", on=DAY)
    assert refused.value.message_id == "closing.refused.no_reason"


def test_what_was_entered_since_is_not_lost_between_closed_and_open(record: Record) -> None:
    seen = now(record)
    filled(record)
    with pytest.raises(Refused) as refused:
        close_plan(record, seen, actor=CLERK)
    assert refused.value.message_id == "closing.refused.entered_since"
    sent(record, years_csv())  # a figure that came meanwhile is told beside the closed one
    close_plan(record, now(record), actor=CLERK)


def test_every_closing_stays_readable(record: Record) -> None:
    close_plan(record, now(record), actor=CLERK)
    reopen_plan(record, actor=CLERK, reason="確定値が出た", on=DAY)
    close_plan(record, now(record), actor=CLERK)
    plan_id = plan_at(record, now(record)).plan_id
    closings = entered_at(record, record.head(), plan_id).closings
    assert [closing.value.reason for closing in closings] == ["", "確定値が出た", ""]
    assert [bool(closing.value.snapshot) for closing in closings] == [True, False, True]


def test_two_do_not_close_it_at_once(record: Record) -> None:
    seen = record.head()
    view = now(record)
    closed = close_plan(record, view, actor=CLERK)
    with pytest.raises(Stale):
        close_plan(record, view, actor=CLERK, approval_no="企第9号", expected_revision=seen)
    # The same closing sent twice is done once.
    assert close_plan(record, view, actor=CLERK, expected_revision=seen) == closed
