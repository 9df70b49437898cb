"""The next plan begins from what was decided: what ends is left out, what goes on has its
beginning."""

from __future__ import annotations

import pytest

from tests.closings import CERTIFICATES, filled
from tests.queries.conftest import CLERK, ON, now, sent
from tests.queries.plan.test_next_book import SPAN, filled_in, opened, rows_of_sheet
from tests.reports import years_csv
from yamato_dx.acts.planning import load, offer_in, propose
from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.plan.model.types import Baseline
from yamato_dx.queries.assessed import plans_at
from yamato_dx.queries.closing.next_plan import carried_kpis, carried_workbook
from yamato_dx.queries.plan.next_book import next_workbook
from yamato_dx.store.record import Record


def test_nothing_decided_is_the_outline_as_it_was(full: Record) -> None:
    view = now(full)
    assert carried_workbook(full, view, SPAN, "ja") == next_workbook(full, view, SPAN, "ja")


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_each_kpi_goes_the_way_that_was_decided(record: Record, lang: str) -> None:
    sent(record, years_csv())
    filled(record)
    book = opened(carried_workbook(record, now(record), SPAN, lang))
    rows = {row["kpi_id"].value: row for row in rows_of_sheet(book, "kpis", lang)}
    assert len(rows) == 8
    assert "paperless_rate" not in rows  # merged into another
    assert "online_consultation_rooms" not in rows  # completed
    begun = rows[CERTIFICATES]
    assert (begun["baseline.fiscal_year"].value, begun["baseline.value"].value) == ("2025", "1105")
    assert rows["visitor_stay_minutes"]["baseline.value"].value is None  # nothing was decided
    questions = [row["kpi_ids"].value for row in rows_of_sheet(book, "open_questions", lang)]
    assert not any("paperless_rate" in str(kpi_ids) for kpi_ids in questions)


def test_a_figure_that_is_not_final_is_no_beginning(record: Record) -> None:
    sent(record, "年度,KPI番号,実績値,状態\n令和7年度,4,1200,見込\n".encode())
    filled(record)
    carried = carried_kpis(record, now(record), "ja")
    assert carried[CERTIFICATES].goes_on
    assert carried[CERTIFICATES].baseline is None


def test_filled_in_it_is_loaded_with_its_beginnings(record: Record) -> None:
    sent(record, years_csv())
    filled(record)
    book = filled_in(carried_workbook(record, now(record), SPAN, "ja"))
    offer = offer_in(book, "次期.xlsx")
    assert offer.faults == ()
    proposal = propose(record, offer, ON)
    load(record, proposal, CLERK, same_kpis={one.kpi.kpi_id for one in proposal.waiting})
    new = next(plan for plan in plans_at(record, record.head()) if plan.plan_id == SPAN.plan_id)
    assert new.kpi(CERTIFICATES).baseline == Baseline(FiscalYear(2025), 1105.0)
    assert len(new.kpis) == 8
