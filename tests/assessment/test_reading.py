"""The year's reading from its 12-month row or its months."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import pandas as pd
import pytest

from yamato_dx.assessment import readings

Builders = dict[str, Callable[..., Any]]
MONTHS = [str(month) for month in pd.period_range("2024-04", periods=12, freq="M")]
ON = date(2025, 6, 1)


@pytest.fixture
def read(build: Builders) -> Callable[..., pd.Series]:
    """The reading of FY2024 of one KPI with the given ways."""

    def one_year(rows: Sequence[dict[str, object]], on: date = ON, **kpi: object) -> pd.Series:
        standing = build["standing"]([{"kpi_id": "k"} | row for row in rows])
        found = readings(standing, [build["kpi"]("k", **kpi)], on)
        assert len(found) == 1
        return found.iloc[0]

    return one_year


def year_row(value: float | None, **more: object) -> dict[str, object]:
    return {"year": 2024, "actual_value": value, "batch_id": "year"} | more


def month_rows(values: Sequence[float], **more: object) -> list[dict[str, object]]:
    return [
        {"month": month, "actual_value": value, "batch_id": "months"} | more
        for month, value in zip(MONTHS, values, strict=False)
    ]


def test_months_add_up(read: Callable[..., pd.Series]) -> None:
    row = read(month_rows([38, 41, 44, 47, 50, 52, 55, 53, 61, 66, 64, 69]))
    assert (row["actual_value"], row["months_reported"], row["is_whole"]) == (640, 12, True)


def test_eleven_months_are_not_a_year(read: Callable[..., pd.Series]) -> None:
    row = read(month_rows([1.0] * 11))
    assert (row["actual_value"], row["months_reported"], row["is_whole"]) == (11, 11, False)


def test_months_that_end_after_the_day_are_left_out(read: Callable[..., pd.Series]) -> None:
    assert read(month_rows([1.0] * 12), on=date(2024, 8, 30))["months_reported"] == 4
    assert read(month_rows([1.0] * 12), on=date(2024, 8, 31))["months_reported"] == 5


@pytest.mark.parametrize(
    ("weights", "mean", "kind"),
    [
        ([1.0, 3.0], 25.0, "weighted"),  # (10 × 1 + 30 × 3) / 4
        ([None, None], 20.0, "no_weights"),
        ([1.0, None], 20.0, "some_weights"),  # a weight for one month says nothing of the other
        ([0.0, 0.0], 20.0, "some_weights"),  # nobody came: nothing to weigh by
    ],
)
def test_mean_of_months(
    read: Callable[..., pd.Series], weights: list[float | None], mean: float, kind: str
) -> None:
    rows = [
        row | {"weight": weight}
        for row, weight in zip(month_rows([10.0, 30.0]), weights, strict=True)
    ]
    row = read(rows, aggregation="weighted_mean")
    assert (row["actual_value"], row["mean_kind"]) == (mean, kind)


def test_the_last_month_stands_for_the_year_only_if_it_is_march(
    read: Callable[..., pd.Series],
) -> None:
    february = read(month_rows([float(n) for n in range(11)]), aggregation="last")
    assert (february["actual_value"], february["is_whole"]) == (10, False)
    march = read([{"month": "2025-03", "actual_value": 27.0}], aggregation="last")
    assert (march["actual_value"], march["is_whole"]) == (27, True)
    assert march["months_reported"] == 1
    assert march["period_end"] == pd.Timestamp("2025-03-31")


def test_fractions_never_add_up(read: Callable[..., pd.Series]) -> None:
    rows = month_rows([0.25, 0.5], denominator=20.0)
    rows = [row | {"numerator": done} for row, done in zip(rows, (5.0, 10.0), strict=True)]
    row = read(rows, value_form="fraction", aggregation="sum")
    assert (row["actual_value"], row["numerator"], row["denominator"]) == (0.5, 10, 20)


def test_training_counts_add_up_and_people_do_not(read: Callable[..., pd.Series]) -> None:
    """100 in June and 120 in July may be the same people: the better month counts."""
    rows = [
        {"month": "2024-06", "actual_value": 1.0, "numerator": 100.0, "denominator": 190.0},
        {"month": "2024-07", "actual_value": 1.0, "numerator": 120.0, "denominator": 190.0},
        {"month": "2024-08", "actual_value": 0.0},
    ]
    row = read(rows, value_form="count_with_coverage")
    assert (row["actual_value"], row["numerator"], row["denominator"]) == (2, 120, 190)


@pytest.mark.parametrize(
    ("rows", "value", "other", "batch", "why"),
    [
        ([year_row(100.0), *month_rows([10.0] * 12)], 120, 100, "months", "months came last"),
        ([*month_rows([10.0] * 12), year_row(100.0)], 100, 120, "year", "the year came last"),
        ([*month_rows([10.0] * 12), year_row(120.0)], 120, None, "year", "they agree"),
        ([year_row(100.0), *month_rows([10.0] * 11)], 100, None, "year", "eleven months do not"),
        ([*month_rows([10.0] * 12), year_row(None)], 120, None, "months", "a blank is no report"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_year_and_months(
    read: Callable[..., pd.Series],
    rows: list[dict[str, object]],
    value: float,
    other: float | None,
    batch: str,
    why: str,
) -> None:
    row = read(rows)
    assert (row["actual_value"], row["batch_id"]) == (value, batch), why
    assert row["other_value"] == other if other is not None else pd.isna(row["other_value"])


def test_one_corrected_month_makes_the_months_newer_than_the_year(
    read: Callable[..., pd.Series],
) -> None:
    months = month_rows([10.0] * 12)
    corrected = months[3] | {"actual_value": 11.0, "batch_id": "correction"}
    row = read([*months[:3], *months[4:], year_row(100.0), corrected])
    assert (row["actual_value"], row["batch_id"]) == (121, "correction")
    assert row["has_more_batches"]
    assert (row["other_value"], row["other_batch_id"]) == (100, "year")


def test_awaiting(read: Callable[..., pd.Series]) -> None:
    row = read([year_row(None, value_status="awaiting")])
    assert row["is_awaiting"]
    assert pd.isna(row["actual_value"])
    one_waits = [*month_rows([10.0] * 11), {"month": "2025-03", "value_status": "awaiting"}]
    row = read(one_waits)
    assert (row["is_awaiting"], row["value_status"], row["months_reported"]) == (
        True,
        "awaiting",
        11,
    )
    assert pd.isna(row["actual_value"])  # the sum waits with its last month
    row = read(one_waits[6:])
    assert (row["is_awaiting"], row["is_whole"]) == (False, False)  # months are missing too


def test_the_row_that_said_awaiting_is_the_one_cited(read: Callable[..., pd.Series]) -> None:
    said = {"month": "2024-06", "value_status": "awaiting", "batch_id": "said", "row_no": 7}
    values = [row for row in month_rows([10.0] * 12) if row["month"] != "2024-06"]
    row = read([said, *values])  # the others came later
    assert row["is_awaiting"]
    assert (row["batch_id"], row["row_no"], row["has_more_batches"]) == ("said", 7, False)
    # Yet the months came after this year's figure, so they are the reading.
    row = read([said, *values[:5], year_row(120.0), *values[5:]])
    assert (row["batch_id"], row["is_awaiting"]) == ("said", True)
    again = {"month": "2024-07", "value_status": "awaiting", "batch_id": "again", "row_no": 9}
    row = read([said, again, *(one for one in values if one["month"] != "2024-07")])
    assert (row["batch_id"], row["has_more_batches"]) == ("again", True)


@pytest.mark.parametrize(
    ("statuses", "status"),
    [
        (["final"] * 12, "final"),
        (["final"] * 11 + ["preliminary"], "preliminary"),
        (["final"] * 11 + ["forecast"], "forecast"),
        (["final"] * 11 + [None], None),  # one month that nobody called final
    ],
    ids=["all final", "one preliminary", "one forecast", "one unsaid"],
)
def test_a_year_is_as_sure_as_its_least_sure_month(
    read: Callable[..., pd.Series], statuses: list[str | None], status: str | None
) -> None:
    rows = [
        row | {"value_status": one}
        for row, one in zip(month_rows([1.0] * 12), statuses, strict=True)
    ]
    row = read(rows)
    assert row["value_status"] == status if status else pd.isna(row["value_status"])
    assert row["is_forecast"] == (status == "forecast")


def test_nothing_standing_gives_no_rows(build: Builders) -> None:
    assert readings(build["standing"]([]), [build["kpi"]("k")], ON).empty


def test_figures_of_other_kpis_are_not_read(build: Builders) -> None:
    standing = build["standing"]([{"kpi_id": "gone"} | year_row(1.0)])
    assert readings(standing, [build["kpi"]("k")], ON).empty
