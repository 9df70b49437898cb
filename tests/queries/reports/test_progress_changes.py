"""What a report said of work items, beside what stood without it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest

from tests.entered import plan_of
from tests.queries.conftest import CLERK, now
from yamato_dx.acts.report import send_report
from yamato_dx.acts.withdrawal import withdraw
from yamato_dx.entries.progress import PROGRESS, WorkProgress
from yamato_dx.i18n import LANGUAGES
from yamato_dx.output.tables.columns import TABLES
from yamato_dx.output.tables.frame_check import check_frame
from yamato_dx.queries.assessed import plans_at
from yamato_dx.queries.entries import standing
from yamato_dx.queries.reports.history import report_detail
from yamato_dx.queries.reports.progress_changes import ProgressChange, progress_without
from yamato_dx.queries.schedule.reported_progress import reported_progress_table
from yamato_dx.store.record import Record

BEGUN = WorkProgress("under_way", date(2024, 4, 1), None, "")
DONE = WorkProgress("done", date(2024, 4, 1), date(2025, 3, 1), "")


def told(record: Record, progress: Mapping[str, WorkProgress]) -> str:
    return send_report(
        record,
        data=None,
        file_name=None,
        values=None,
        progress=progress,
        actor=CLERK,
        previewed_at=record.head(),
    ).batch_id


def changes(record: Record, batch_id: str) -> tuple[ProgressChange, ...]:
    detail = report_detail(record, now(record), batch_id)
    assert detail is not None
    return detail.progress


def test_a_report_is_looked_into_as_it_came(record: Record) -> None:
    first = told(record, {"w1_1": BEGUN})
    second = told(record, {"w1_1": DONE, "w1_2": BEGUN})
    third = told(record, {"w1_1": DONE})
    assert changes(record, first) == (ProgressChange("w1_1", "new", None, BEGUN, ""),)
    assert changes(record, second) == (
        ProgressChange("w1_1", "changed", BEGUN, DONE, first),
        ProgressChange("w1_2", "new", None, BEGUN, ""),
    )
    assert [one.change for one in changes(record, third)] == ["unchanged"]


def test_a_withdrawal_says_what_each_item_falls_back_to(record: Record) -> None:
    first = told(record, {"w1_1": BEGUN})
    second = told(record, {"w1_1": DONE, "w1_2": BEGUN})
    assert progress_without(record, second, record.head(), plan_of(record)) == (
        ProgressChange("w1_1", "changed", DONE, BEGUN, second),
        ProgressChange("w1_2", "changed", BEGUN, None, second),
    )
    withdraw(record, second, CLERK)
    held = standing(record, PROGRESS, plan_of(record))
    assert {item_id: entry.value for item_id, entry in held.items()} == {"w1_1": BEGUN}
    assert changes(record, second)[0].before_batch_id == first


def test_a_report_that_nothing_rests_on_takes_nothing_along(record: Record) -> None:
    first = told(record, {"w1_1": BEGUN})
    told(record, {"w1_1": DONE})
    assert progress_without(record, first, record.head(), plan_of(record)) == ()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_was_said_can_be_taken_away(record: Record, lang: str) -> None:
    first = told(record, {"w1_1": BEGUN})
    second = told(record, {"w1_1": DONE, "w1_2": BEGUN})
    detail = report_detail(record, now(record), second)
    assert detail is not None
    table = reported_progress_table(detail, plans_at(record, record.head())[-1], lang)
    assert check_frame(table, TABLES["reported-progress"]) == []
    columns = ["item_id", "work_status", "progress_change", "replaced_work_status"]
    assert table[columns].to_numpy().tolist()[0] == ["w1_1", "done", "changed", "under_way"]
    assert table["replaced_batch_id"].tolist()[0] == first
    assert table["finish_month"].notna().tolist() == [True, False]
    assert set(table["batch_id"]) == {second}
