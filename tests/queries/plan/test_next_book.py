"""The next plan begun from the old one's workbook: what it carries, what it asks for, and that it
is loaded once it is filled in."""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO
from itertools import pairwise
from typing import Any, Final

import openpyxl
import pytest

from tests.queries.conftest import CLERK, ON, now, sent
from tests.reports import year_csv, years_csv
from yamato_dx.acts.planning import load, offer_in, propose
from yamato_dx.errors import Refused
from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.i18n import LANGUAGES, text
from yamato_dx.plan.model.outline import PlanSpan
from yamato_dx.plan.model.types import Baseline
from yamato_dx.plan.workbook.cells import CODE_ROW, FIRST_ROW, sheet_title
from yamato_dx.plan.workbook.tables import FACTS
from yamato_dx.queries.assessed import plan_at, plans_at
from yamato_dx.queries.plan.next_book import next_workbook
from yamato_dx.store.record import Record

SPAN: Final = PlanSpan("yamato_next", FiscalYear(2026), FiscalYear(2030))
BookCells = dict[str, Any]  # code → cell of one row
# By number: KPIs that may be read as a reduction.
MEASURED_FROM: Final = ("5", "6")
# All that only the new plan can say.
TO_FILL_IN: Final = {"missing_cell", "target_missing", "baseline_missing"}


def opened(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(BytesIO(content))


def bytes_of(book: openpyxl.Workbook) -> bytes:
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()


def rows_of_sheet(book: openpyxl.Workbook, name: str, lang: str = "ja") -> list[BookCells]:
    sheet = book[sheet_title(name, lang)]
    codes = [cell.value for cell in sheet[CODE_ROW]]
    return [dict(zip(codes, row, strict=True)) for row in sheet.iter_rows(min_row=FIRST_ROW)]


def proposals(book: openpyxl.Workbook, lang: str = "ja") -> list[list[str]]:
    """Rows of the sheet of proposed baselines, its heading left out."""
    rows = [[cell.value for cell in row] for row in book[sheet_title("baselines", lang)].rows]
    head = text("plan.loading.next.baselines.batch", lang)
    (start,) = [place for place, row in enumerate(rows) if head in row]
    return rows[start + 1 :]


def filled_in(content: bytes) -> bytes:
    """As an office would: its own facts and targets; two baselines as proposed."""
    book = opened(content)
    facts = {row["item"].value: row["value"] for row in rows_of_sheet(book, FACTS)}
    facts["title"].value = "山都町DX推進計画（第2期）"
    facts["effective_from"].value = "令和8年4月1日"
    facts["established"].value = "令和8年3月"
    facts["source"].value = "山都町DX推進計画（第2期）"
    kpis = {row["kpi_id"].value: row for row in rows_of_sheet(book, "kpis")}
    for row in kpis.values():
        row["target_phrase.ja"].value = "計画に記載の目標"
    for row in rows_of_sheet(book, "targets"):
        kpi = kpis[row["kpi_id"].value]
        if kpi["shape"].value != "比較対象以上":
            is_share = kpi["shape"].value in ("削減", "全数完了")
            is_share = is_share or kpi["value_form"].value == "割合"
            row["target_value"].value = "100%" if is_share else "10"
    sheet = book[sheet_title("kpis", "ja")]
    for name, _figure, _batch, year, value, into in proposals(book):
        columns = re.findall(r"([A-Z]+)列", into)
        row = next(row for row in kpis.values() if row["kpi_id"].value in into)
        if row["kpi_no"].value in MEASURED_FROM:
            assert name.startswith(f"{row['kpi_no'].value} ")
            for column, words in zip(columns, (year, value), strict=True):
                sheet[f"{column}{row['kpi_id'].row}"].value = words
    return bytes_of(book)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_still_to_be_filled_in_is_all_that_is_wrong_with_it(
    full: Record, lang: str
) -> None:
    offer = offer_in(next_workbook(full, now(full), SPAN, lang), "次期.xlsx")
    assert {fault.code for fault in offer.faults} == TO_FILL_IN
    book = opened(next_workbook(full, now(full), SPAN, lang))
    for fault in offer.faults:
        if fault.code != "baseline_missing":  # which is told of its row
            assert book[str(fault.sheet)][str(fault.cell)].value is None
    asked = {fault.values["key"] for fault in offer.faults if fault.code == "missing_cell"}
    facts = {"title.ja", "effective_from", "established", "source.ja"}
    assert asked == {*facts, "target_phrase.ja"}


def test_filled_in_it_is_loaded_as_another_plan(record: Record) -> None:
    sent(record, years_csv())
    offer = offer_in(filled_in(next_workbook(record, now(record), SPAN, "ja")), "次期.xlsx")
    assert (offer.faults, offer.notes) == ((), ())
    proposal = propose(record, offer, ON)
    assert (proposal.faults, proposal.is_another) == ((), True)
    assert {one.state for one in proposal.kpis} == {"same"}
    ids = {one.kpi.kpi_id for one in proposal.waiting}
    assert load(record, proposal, CLERK, same_kpis=ids) == ("1.0",)
    old, new = plans_at(record, record.head())
    assert (new.plan_id, new.first_year, new.last_year) == (
        SPAN.plan_id,
        SPAN.first_year,
        SPAN.last_year,
    )
    assert new.kpi("overtime_hours").baseline == Baseline(FiscalYear(2025), 9796.0)
    assert {kpi.kpi_no for kpi in new.kpis if kpi.baseline} == set(MEASURED_FROM)
    for list_name in ("initiatives", "open_questions", "kpis", "work_items", "commitments"):
        assert len(getattr(new, list_name)) == len(getattr(old, list_name))
    assert [item.name for item in new.work_items] == [item.name for item in old.work_items]
    assert not any(item.arrow_year or item.stated_years for item in new.work_items)
    assert not any(promise.stated_years for promise in new.commitments)
    assert (new.purpose, new.history, new.gaps) == ((), (), ())
    for before, after in zip(old.kpis, new.kpis, strict=True):
        assert (before.kpi_no, before.tells, before.unit) == (
            after.kpi_no,
            after.tells,
            after.unit,
        )
        assert after.chapter == f"前の計画の{before.chapter}"


def test_each_last_whole_year_is_proposed_with_its_report(record: Record) -> None:
    number = sent(record, year_csv(("R6", "4", "640"), ("R7", "3", "公表待ち"), ("R6", "3", "74%")))
    months = sent(record, "年度,年月,KPI番号,実績値\n令和7年度,2025/4,4,90\n".encode())
    assert number != months
    rows = proposals(opened(next_workbook(record, now(record), SPAN, "ja")))
    by_number = {row[0].split()[0]: row[1:] for row in rows}
    assert list(by_number) == [kpi.kpi_no for kpi in plan_at(record, now(record)).kpis]
    # The single month of R7 is no year, and what waits for its publication no figure.
    assert by_number["4"][:4] == ["640件（R6年度計）", number, "2024", "640"]
    assert by_number["3"][:4] == ["74.0%（2025年3月末）", number, "2024", "0.74"]
    assert by_number["1"] == ["報告された実績はありません", *["–"] * 4]


def test_a_proposal_that_nobody_copied_is_no_baseline(full: Record) -> None:
    book = opened(next_workbook(full, now(full), SPAN, "ja"))
    assert all(row[4] for row in proposals(book))
    for row in rows_of_sheet(book, "kpis"):
        assert (row["baseline.fiscal_year"].value, row["baseline.value"].value) == (None, None)


def test_every_year_of_the_span_waits_for_its_target(full: Record) -> None:
    rows = rows_of_sheet(opened(next_workbook(full, now(full), SPAN, "ja")), "targets")
    years = [int(row["fiscal_year"].value) for row in rows]
    assert len(years) == len(plan_at(full, now(full)).kpis) * 5
    assert {b - a for a, b in pairwise(years[:5])} == {1}
    assert {row["target_value"].value for row in rows} == {None}


def test_of_a_sample_it_says_that_its_figures_are_fictitious(sample: Record) -> None:
    book = opened(next_workbook(sample, now(sample), SPAN, "ja"))
    sentence = text("output.sample.sentence", "ja")
    for name in ("guide", "baselines"):
        cells = [cell.value for row in book[sheet_title(name, "ja")].rows for cell in row]
        assert sentence in cells


@pytest.mark.parametrize(
    ("span", "message_id"),
    [
        (PlanSpan("Next", SPAN.first_year, SPAN.last_year), "bad_id"),
        (PlanSpan("yamato_dx", SPAN.first_year, SPAN.last_year), "known_id"),
        (PlanSpan("next", SPAN.last_year, SPAN.first_year), "bad_years"),
        (PlanSpan("next", FiscalYear(2026), FiscalYear(2126)), "bad_years"),
    ],
)
def test_what_no_plan_can_be_is_refused(full: Record, span: PlanSpan, message_id: str) -> None:
    with pytest.raises(Refused) as refusal:
        next_workbook(full, now(full), span, "ja")
    assert refusal.value.message_id == f"plan.loading.next.{message_id}"


def test_the_same_record_gives_the_same_bytes(full: Record) -> None:
    one, other = (next_workbook(full, now(full), SPAN, "ja") for _ in range(2))
    assert one == other
    assert date(2024, 4, 1) == opened(one).properties.created.date()
