"""A later version of the plan drops a KPI and a work item: what was reported of them stays told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.entered import plan_of
from tests.queries.conftest import CLERK, ON, now, previewed, sent
from tests.reports import year_csv
from yamato_dx.acts.loading import load_plans
from yamato_dx.acts.report import Attachment, send_report
from yamato_dx.entries.progress import WorkProgress
from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.output.tables.columns import TABLES
from yamato_dx.output.tables.frame_check import check_frame
from yamato_dx.plan.model.serialise import plan_to_document
from yamato_dx.plan_keys import in_plan, parted
from yamato_dx.queries.assessed import assessed, plan_at, plan_of_reports, view_of
from yamato_dx.queries.reports.attachments import attached_words, attachments_of
from yamato_dx.queries.reports.history import report_detail
from yamato_dx.queries.reports.owed import owed
from yamato_dx.queries.reports.owned import reported_things
from yamato_dx.queries.reports.receipt import receipt_of
from yamato_dx.queries.reports.tables import actuals_table, values_table
from yamato_dx.queries.schedule.reported_progress import reported_progress_table
from yamato_dx.queries.words import change_words
from yamato_dx.store.record import Record

KPI, ITEM = "convenience_store_certificates", "w1_1"
EFFECT = date(2025, 10, 1)
DONE = WorkProgress("done", date(2023, 5, 1), date(2024, 3, 1), "")


@pytest.fixture
def number(record: Record) -> str:
    """A report on both, before the version that drops them."""
    preview = previewed(record, year_csv(("R6", "4", "640"), ("R6", "9-1", "81")))
    batch_id = send_report(
        record,
        data=None,
        file_name=None,
        values=preview.values,
        progress={in_plan(plan_of(record), ITEM): DONE},
        attachments=[Attachment("集計.pdf", b"%PDF", f"kpi:{KPI}")],
        actor=CLERK,
        previewed_at=preview.revision,
    ).batch_id
    drop(record)
    return batch_id


def drop(record: Record) -> None:
    plan = plan_at(record, view_of(record, on=ON))
    later = replace(
        plan,
        plan_version="3.0",
        effective_from=EFFECT,
        kpis=tuple(one for one in plan.kpis if one.kpi_id != KPI),
        work_items=tuple(one for one in plan.work_items if one.work_item_id != ITEM),
    )
    load_plans(record, later.plan_id, {"3.0": plan_to_document(later)})


def test_history_still_tells_the_report(record: Record, number: str) -> None:
    detail = report_detail(record, now(record), number)
    assert detail is not None
    plan = plan_of_reports(record, now(record))
    values = values_table(detail.values, plan, "ja")
    assert check_frame(values, TABLES["values"]) == []
    assert values["kpi_no"].tolist() == ["4", "9-1"]
    # What it changed when it came.
    assert {one.kpi_no for one in change_words(detail.effect, plan, "ja")} == {"4", "9-1"}
    things = reported_things(record, now(record), "ja")
    progress = reported_progress_table(detail, things, record.municipality_code, "ja")
    assert progress["item_name"].tolist() == ["推進体制の確立"]
    (file,) = attached_words(attachments_of(record, record.head(), number), things, "ja")
    assert file.subject == "KPI 4 コンビニ交付 発行件数"


def test_the_receipt_still_names_all_that_it_received(record: Record, number: str) -> None:
    receipt = receipt_of(record, now(record), number, "ja")
    assert receipt is not None
    assert [one.value for one in receipt.lines] == ["640件", "81人"]
    assert [one.name for one in receipt.items] == ["推進体制の確立"]


@pytest.mark.usefixtures("number")
def test_a_figure_that_stands_is_still_exported(record: Record) -> None:
    answer = assessed(record, now(record))
    assert KPI not in set(answer.frame["kpi_id"])
    actuals = actuals_table(answer, "ja")
    assert check_frame(actuals, TABLES["actuals"]) == []
    assert actuals["kpi_no"].tolist() == ["4", "9-1"]


@pytest.mark.usefixtures("number")
def test_a_year_of_the_version_before_is_still_reported_and_previewed(record: Record) -> None:
    preview = previewed(record, year_csv(("R5", "4", "300")))
    assert preview.is_sendable
    values = values_table(preview.values, plan_of_reports(record, now(record)), "ja")
    assert values["kpi_no"].tolist() == ["4"]
    assert sent(record, year_csv(("R5", "4", "300")))


@pytest.mark.usefixtures("number")
def test_a_version_to_come_is_not_the_plan_of_today(record: Record) -> None:
    assert plan_at(record, view_of(record, on=date(2025, 9, 30))).plan_version == "2.0"
    assert plan_at(record, view_of(record, on=EFFECT)).plan_version == "3.0"


@pytest.mark.parametrize(
    ("year", "on", "is_owed", "why"),
    [
        (2024, ON, True, "its year ended under the version that has it"),
        (2025, ON, False, "its year ended under the version that dropped it"),
        (2025, date(2025, 9, 30), True, "the version that drops it is still to come"),
    ],
)
@pytest.mark.usefixtures("number")
def test_a_year_owes_what_its_version_asks(
    record: Record, year: int, on: date, is_owed: bool, why: str
) -> None:
    answer = owed(record, view_of(record, on=on), FiscalYear(year), "ja", section_id=None)
    assert (KPI in {one.kpi.kpi_id for one in answer.kpis}) is is_owed, why
    assert (ITEM in {parted(one.item_key)[1] for one in answer.items}) is is_owed, why


@pytest.mark.usefixtures("number")
def test_what_was_dropped_stands_behind_what_the_plan_has(record: Record) -> None:
    own, every = plan_at(record, view_of(record, on=ON)), plan_of_reports(record, now(record))
    assert every.kpis[: len(own.kpis)] == own.kpis
    assert [one.kpi_id for one in every.kpis[len(own.kpis) :]] == [KPI]
    assert [one.work_item_id for one in every.work_items[len(own.work_items) :]] == [ITEM]
    assert every.commitments == own.commitments
