"""What a report said of work items, beside what stood without it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest

from tests.queries.conftest import CLERK, now
from yamato_dx.acts.report import send_report
from yamato_dx.acts.withdrawal import withdraw
from yamato_dx.entries.progress import PROGRESS, WorkProgress
from yamato_dx.i18n import LANGUAGES
from yamato_dx.output.tables.columns import TABLES
from yamato_dx.output.tables.frame_check import check_frame
from yamato_dx.queries.entries import standing
from yamato_dx.queries.reports.history import report_detail
from yamato_dx.queries.reports.owned import reported_things
from yamato_dx.queries.reports.progress_changes import ProgressChange, progress_without
from yamato_dx.queries.schedule.reported_progress import reported_progress_table
from yamato_dx.store.record import Record

PLAN_ID = "yamato_dx"
W1_1, W1_2 = f"{PLAN_ID}/w1_1", f"{PLAN_ID}/w1_2"
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
    first = told(record, {W1_1: BEGUN})
    second = told(record, {W1_1: DONE, W1_2: BEGUN})
    third = told(record, {W1_1: DONE})
    assert changes(record, first) == (ProgressChange(W1_1, "new", None, BEGUN, ""),)
    assert changes(record, second) == (
        ProgressChange(W1_1, "changed", BEGUN, DONE, first),
        ProgressChange(W1_2, "new", None, BEGUN, ""),
    )
    assert [one.change for one in changes(record, third)] == ["unchanged"]


def test_a_withdrawal_says_what_each_item_falls_back_to(record: Record) -> None:
    first = told(record, {W1_1: BEGUN})
    second = told(record, {W1_1: DONE, W1_2: BEGUN})
    assert progress_without(record, second, record.head()) == (
        ProgressChange(W1_1, "changed", DONE, BEGUN, second),
        ProgressChange(W1_2, "changed", BEGUN, None, second),
    )
    withdraw(record, second, CLERK)
    held = standing(record, PROGRESS, None)
    assert {key: entry.value for key, entry in held.items()} == {W1_1: BEGUN}
    assert changes(record, second)[0].before_batch_id == first


def test_a_report_that_nothing_rests_on_takes_nothing_along(record: Record) -> None:
    first = told(record, {W1_1: BEGUN})
    told(record, {W1_1: DONE})
    assert progress_without(record, first, record.head()) == ()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_was_said_can_be_taken_away(record: Record, lang: str) -> None:
    first = told(record, {W1_1: BEGUN})
    second = told(record, {W1_1: DONE, W1_2: BEGUN})
    detail = report_detail(record, now(record), second)
    assert detail is not None
    things = reported_things(record, now(record), lang)
    table = reported_progress_table(detail, things, record.municipality_code, lang)
    assert check_frame(table, TABLES["reported-progress"]) == []
    columns = ["plan_id", "item_id", "work_status", "progress_change", "replaced_work_status"]
    assert table[columns].to_numpy().tolist()[0] == [
        PLAN_ID,
        "w1_1",
        "done",
        "changed",
        "under_way",
    ]
    assert table["replaced_batch_id"].tolist()[0] == first
    assert table["finish_month"].notna().tolist() == [True, False]
    assert set(table["batch_id"]) == {second}
