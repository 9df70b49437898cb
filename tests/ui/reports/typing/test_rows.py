"""Which cells a KPI or a work item is reported in, and that the page has a field for each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from yamato_dx.acts.opening import Place, open_record, plans_in
from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.queries.assessed import View
from yamato_dx.queries.reports.owed import Owed, owed
from yamato_dx.store.record import Record
from yamato_dx.ui.reports.typing.rows import (
    NO_INITIATIVE,
    DeskPart,
    cells_of_value,
    item_part,
    items_of,
    kpi_part,
    reason_part,
)

ON = date(2026, 6, 15)
YEAR = FiscalYear(2025)
COUNTED = "convenience_store_certificates"
CELLS = [
    ("convenience_store_certificates", {"actual_value"}, "a count"),
    ("standardised_systems", {"numerator", "denominator", "measured_on"}, "of a whole, at a day"),
    ("security_training", {"actual_value", "numerator", "denominator"}, "times, and who came"),
    ("mynumber_card_holding_rate", {"actual_value", "measured_on"}, "a rate at a day"),
]


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    path: Path = tmp_path_factory.mktemp("typing") / "record.duckdb"
    with open_record(Place(database=path)) as opened:
        yield opened


@pytest.fixture(scope="module")
def all_owed(record: Record) -> Owed:
    return owed(record, View(record.head(), ON), YEAR, "ja", section_id=None)


def fields_in(part: DeskPart) -> list[str]:
    return re.findall(r'<(?:input type="text"|select) name="([^"]+)"', part.html)


def of_kpi(part: DeskPart, kpi_id: str) -> set[str]:
    prefix = f"kpi.{kpi_id}."
    return {one.removeprefix(prefix) for one in part.starts if one.startswith(prefix)}


@pytest.mark.parametrize(("kpi_id", "cells", "why"), CELLS)
def test_a_kpi_has_the_cells_of_its_kind(
    all_owed: Owed, kpi_id: str, cells: set[str], why: str
) -> None:
    said = {"value_status", "period"} - ({"period"} if kpi_id == "security_training" else set())
    assert of_kpi(kpi_part(all_owed, "ja", ()), kpi_id) == cells | said, why


def test_by_month_there_is_a_cell_for_each_month_that_has_begun(all_owed: Owed) -> None:
    months = tuple(month for month in YEAR.months if month <= date(2025, 6, 15))
    part = kpi_part(all_owed, "ja", months, frozenset((COUNTED,)))
    assert of_kpi(part, COUNTED) == {
        "2025-04.actual_value",
        "2025-05.actual_value",
        "2025-06.actual_value",
        "value_status",
        "period",
    }


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_each_cell_has_one_field_and_each_field_is_expected(all_owed: Owed, lang: str) -> None:
    planned = tuple(item.due for item in all_owed.items)
    by_month = frozenset(one.kpi.kpi_id for one in all_owed.kpis)
    parts = (
        kpi_part(all_owed, lang, ()),
        kpi_part(all_owed, lang, tuple(YEAR.months), by_month),
        item_part(all_owed, lang, None, planned),
        reason_part(((COUNTED, "4"),), lang),
    )
    for part in parts:
        assert fields_in(part) == list(part.starts)


def test_work_items_stand_under_their_initiative_and_none_is_left_out(all_owed: Owed) -> None:
    numbers = {one.initiative_no or NO_INITIATIVE for one in all_owed.items}
    apart = [one for number in sorted(numbers) for one in items_of(all_owed, number)]
    assert sorted(one.item_key for one in apart) == sorted(one.item_key for one in all_owed.items)
    assert items_of(all_owed, None) == all_owed.items


def test_rows_are_made_once_for_everybody(all_owed: Owed) -> None:
    assert kpi_part(all_owed, "ja", ()) is kpi_part(all_owed, "ja", ())
    assert kpi_part(all_owed, "en", ()).html != kpi_part(all_owed, "ja", ()).html


@pytest.mark.parametrize(
    ("kpi_id", "read", "cells"),
    [
        # Read in thousands: the field is in 件.
        ("convenience_store_certificates", {"actual_value": 1100.0}, {"actual_value": "1100"}),
        ("paperless_rate", {"actual_value": 0.57}, {"actual_value": "57"}),
        (
            "standardised_systems",
            {"actual_value": 0.85, "numerator": 17.0, "denominator": 20.0},
            {"numerator": "17", "denominator": "20"},
        ),
        (
            "standardised_systems",
            {"actual_value": 0.85, "numerator": 17.0, "denominator": 20.0, "period_months": 1},
            {"period": "month", "2025-04.actual_value": "17/20"},
        ),
        ("paperless_rate", {"value_status": "awaiting"}, {"value_status": "awaiting"}),
    ],
)
def test_what_was_read_stands_as_it_would_be_typed(
    kpi_id: str, read: dict[str, object], cells: dict[str, str]
) -> None:
    figures = ("actual_value", "numerator", "denominator", "weight")
    blank = dict.fromkeys((*figures, "measured_on", "value_status", "reason"))
    period = {"period_start": pd.Timestamp("2025-04-01"), "period_months": 12}
    row = {**blank, **period, "raw_text": "1.1", **read}
    told = cells_of_value(row, plans_in(None)[-1].kpi(kpi_id))
    filled = {name: words for name, words in told.items() if words}
    assert filled == {f"kpi.{kpi_id}.{name}": words for name, words in cells.items()}
