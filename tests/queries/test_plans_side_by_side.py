"""Two plans of one town at once, with figures in common: each is owed and reported once, and judged
by both."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import openpyxl
import pandas as pd
import pytest

from tests.two_plans import CLERK, ON, SMART, STRATEGY, opened_with_both
from yamato_dx.acts.report import send_report
from yamato_dx.acts.withdrawal import withdraw
from yamato_dx.entries.progress import PROGRESS
from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.output.tables.columns import TABLES
from yamato_dx.output.tables.frame_check import check_frame
from yamato_dx.output.workbooks.template import Asked, keyed_items, template_xlsx
from yamato_dx.queries.assessed import (
    View,
    assessed,
    assessed_by_all,
    plan_at,
    view_of,
)
from yamato_dx.queries.entries import standing
from yamato_dx.queries.kpis.tables import assessment_table
from yamato_dx.queries.plan.sight import plan_titles
from yamato_dx.queries.reports.history import batches, report_detail, withdrawal_effect
from yamato_dx.queries.reports.owed import Owed, owed
from yamato_dx.queries.reports.preview import (
    Preview,
    ProgressCells,
    TypedReport,
    TypedRow,
    preview_report,
    preview_typed,
)
from yamato_dx.queries.reports.receipt import receipt_of
from yamato_dx.queries.reports.tables import actuals_table
from yamato_dx.queries.words import change_words
from yamato_dx.rows import rows_of
from yamato_dx.store.record import Record

YEAR: Final = FiscalYear(2026)
VISITS, PLACES = "library_visits", "childcare_places"
ITEM: Final = "reservation_system"  # in both plans, another thing in each


@pytest.fixture
def both(tmp_path: Path) -> Iterator[Record]:
    with opened_with_both(tmp_path / "both.duckdb") as record:
        yield record


def seen(record: Record, plan_id: str = SMART) -> View:
    return view_of(record, on=ON, plan_id=plan_id)


def asked(record: Record, plan_id: str = SMART) -> Owed:
    return owed(record, seen(record, plan_id), YEAR, "ja", section_id=None)


def visits(value: str) -> TypedReport:
    return TypedReport(YEAR, (TypedRow(VISITS, actual_value=value),))


def send(record: Record, preview: Preview) -> str:
    assert preview.is_sendable, [problem.sentence("ja") for problem in preview.problems]
    return send_report(
        record,
        data=preview.data,
        file_name=None,
        values=preview.values,
        progress=preview.reading.progress,
        actor=CLERK,
        previewed_at=preview.revision,
    ).batch_id


def verdicts(frame: pd.DataFrame, kpi_id: str = VISITS) -> dict[str, str]:
    rows = frame[(frame["kpi_id"] == kpi_id) & (frame["fiscal_year"] == YEAR.start_year)]
    return dict(zip(rows["plan_id"], rows["verdict"], strict=True))


@pytest.mark.parametrize(
    ("plan_id", "own", "number"), [(SMART, 9, "1-1"), (STRATEGY, 4, "2")], ids=[SMART, STRATEGY]
)
def test_a_shared_figure_is_owed_once(both: Record, plan_id: str, own: int, number: str) -> None:
    answer = asked(both, plan_id)
    kpi_ids = [owed_kpi.kpi.kpi_id for owed_kpi in answer.kpis]
    assert len(kpi_ids) == len(set(kpi_ids)) == 10
    # Those of the plan in sight first, under its numbers; then what the other asks for beside.
    in_sight = [kpi.kpi_id for kpi in plan_at(both, seen(both, plan_id)).kpis]
    assert (kpi_ids[:own], len(in_sight)) == (in_sight, own)
    (shared,) = [owed_kpi for owed_kpi in answer.kpis if owed_kpi.kpi.kpi_id == VISITS]
    assert shared.kpi.kpi_no == number
    assert {served.called: served.target for served in shared.serves} == {
        "湊市スマート行政計画 1-1": "46,000人以上",
        "湊市総合戦略 2": "45,000人以上",
    }
    assert shared.due == "2027年5月20日"  # the earlier of the two
    (alone,) = [owed_kpi for owed_kpi in answer.kpis if owed_kpi.kpi.kpi_id == PLACES]
    assert [served.called for served in alone.serves] == ["湊市総合戦略 3"]


def test_the_work_of_both_plans_is_owed_each_under_its_plan(both: Record) -> None:
    items = {item.item_key: item.name for item in asked(both).items}
    assert items[f"{SMART}/{ITEM}"] == "予約システムの導入"
    assert items[f"{STRATEGY}/{ITEM}"] == "空き家バンクの開設（湊市総合戦略）"


def test_a_figure_reported_once_is_judged_in_each(both: Record) -> None:
    preview = preview_typed(both, visits("45500"), seen(both))
    changes = change_words(
        preview.changes,
        plan_at(both, seen(both)),
        "ja",
        plan_titles(both, seen(both), "ja"),
    )
    assert [(change.plan, change.kpi_no, change.after.code) for change in changes] == [
        ("湊市スマート行政計画", "1-1", "nearly_met"),
        ("湊市総合戦略", "2", "met"),
    ]
    number = send(both, preview)
    assert verdicts(assessed_by_all(both, seen(both))) == {SMART: "nearly_met", STRATEGY: "met"}
    for plan_id in (SMART, STRATEGY):
        view = seen(both, plan_id)
        row = assessment_table(assessed(both, view), "ja").query(f"kpi_id == '{VISITS}'")
        (of_year,) = rows_of(row[row["fiscal_year"] == YEAR.start_year])
        assert (of_year["plan_id"], of_year["actual_value"]) == (plan_id, 45500)
        detail = report_detail(both, view, number)
        assert detail is not None
        assert verdicts(detail.effect.rename(columns={"verdict_after": "verdict"})) == {
            SMART: "nearly_met",
            STRATEGY: "met",
        }
        (owed_kpi,) = [one for one in asked(both, plan_id).kpis if one.kpi.kpi_id == VISITS]
        assert (owed_kpi.standing, owed_kpi.is_open) == ("45,500人", False)
    assert set(withdrawal_effect(both, seen(both), number)["plan_id"]) == {SMART, STRATEGY}
    assert batches(both, both.head())["plan_ids"].tolist() == [f"{SMART} {STRATEGY}"]
    withdraw(both, number, CLERK)
    assert verdicts(assessed_by_all(both, seen(both))) == {
        SMART: "not_due",  # by 30 June
        STRATEGY: "not_reported",
    }


def test_what_one_plan_alone_asks_for_is_typed_under_either(both: Record) -> None:
    typed = TypedReport(YEAR, (TypedRow(PLACES, actual_value="330"),))
    number = send(both, preview_typed(both, typed, seen(both, SMART)))
    receipt = receipt_of(both, seen(both, SMART), number, "ja")
    assert receipt is not None
    assert [(line.kpi, line.value) for line in receipt.lines] == [("3 保育の受入枠", "330人分")]
    assert verdicts(assessed_by_all(both, seen(both)), PLACES) == {STRATEGY: "met"}


def test_a_figure_that_another_plan_asks_for_is_held_against_last_year(both: Record) -> None:
    last = TypedReport(FiscalYear(2025), (TypedRow(PLACES, actual_value="300"),))
    send(both, preview_typed(both, last, seen(both)))
    unlikely = TypedReport(YEAR, (TypedRow(PLACES, actual_value="3000"),))
    (problem,) = preview_typed(both, unlikely, seen(both, SMART)).problems
    assert (problem.severity, problem.code) == ("confirm", "far_from_last_year")


def test_each_plans_work_item_is_reported_under_its_own(both: Record) -> None:
    told = tuple(
        ProgressCells(f"{plan_id}/{ITEM}", status)
        for plan_id, status in ((SMART, "完了"), (STRATEGY, "実施中"))
    )
    number = send(both, preview_typed(both, TypedReport(YEAR, progress=told), seen(both)))
    for plan_id, status in ((SMART, "done"), (STRATEGY, "under_way")):
        assert standing(both, PROGRESS, plan_id)[ITEM].value.status == status
    receipt = receipt_of(both, seen(both), number, "ja")
    assert receipt is not None
    assert [item.name for item in receipt.items] == [
        "予約システムの導入",
        "空き家バンクの開設（湊市総合戦略）",
    ]


def form_of(record: Record, plan_id: str) -> bytes:
    plan, answer = plan_at(record, seen(record, plan_id)), asked(record, plan_id)
    form = Asked(
        tuple(owed_kpi.kpi for owed_kpi in answer.kpis),
        keyed_items(plan, "ja"),
        serves={one.kpi.kpi_id: one.serves[0].called for one in answer.kpis},
    )
    return template_xlsx(plan, YEAR, asked=form)


@pytest.mark.parametrize("plan_id", [SMART, STRATEGY])
def test_a_form_says_which_plans_it_serves_and_comes_back(both: Record, plan_id: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(form_of(both, plan_id)))
    sheet = book.worksheets[0]
    columns = {cell.value: cell.column for cell in sheet[1]}
    names = {sheet.cell(row, columns["指標名"]).value: row for row in range(2, 12)}
    assert sheet.cell(2, columns["対象の計画"]).value
    sheet.cell(names["図書館の利用者数"], columns["実績値"]).value = 45500
    sheet.cell(names["保育の受入枠"], columns["実績値"]).value = 330
    written = io.BytesIO()
    book.save(written)
    preview = preview_report(both, written.getvalue(), "様式.xlsx", seen(both, plan_id))
    assert preview.faults == ()
    assert dict(zip(preview.values["kpi_id"], preview.values["actual_value"], strict=True)) == {
        VISITS: 45500,
        PLACES: 330,
    }


@pytest.mark.parametrize("plan_id", [SMART, STRATEGY])
def test_what_is_exported_is_read_back_as_it_stands(both: Record, plan_id: str) -> None:
    send(both, preview_typed(both, visits("45500"), seen(both)))
    table = actuals_table(assessed(both, seen(both, plan_id)), "ja")
    assert check_frame(table, TABLES["actuals"]) == []
    columns = ["fiscal_year_label", "kpi_no", "kpi_name", "written_value"]
    rows = [",".join(map(str, row)) for row in table[columns].to_numpy().tolist()]
    data = "\n".join(["年度,KPI番号,指標名,実績値", *rows, ""]).encode()
    preview = preview_report(both, data, "実績.csv", seen(both, plan_id))
    assert [problem.code for problem in preview.obstacles] == []
    assert preview.values["change"].tolist() == ["unchanged"]
