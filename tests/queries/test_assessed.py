from __future__ import annotations

from datetime import date, datetime

import numpy as np
import pandas as pd
import pytest

from tests.queries.conftest import now, sent
from tests.reports import year_csv
from yamato_dx.i18n import TOKYO
from yamato_dx.queries.assessed import (
    CHANGE_COLUMNS,
    assessed,
    plans_at,
    verdict_changes,
    view_of,
)
from yamato_dx.queries.decisions.supposing import KEY
from yamato_dx.rows import rows_of
from yamato_dx.store.record import Record


def assessment(*rows: tuple[str, int, float | None, str]) -> pd.DataFrame:
    """kpi_no, fiscal year, actual, verdict."""
    return pd.DataFrame(
        [
            {
                "municipality_code": "434477",
                "plan_id": "yamato_dx",
                "kpi_id": f"kpi_{kpi_no}",
                "kpi_no": kpi_no,
                "fiscal_year": year,
                "actual_value": np.nan if actual is None else actual,
                "verdict": verdict,
                "is_forecast": False,
            }
            for kpi_no, year, actual, verdict in rows
        ]
    ).reindex(columns=["plan_id", *KEY, *CHANGE_COLUMNS])


@pytest.mark.parametrize(
    ("before", "after", "changed"),
    [
        # Nothing differs.
        (("1", 2024, 25.0, "met"), ("1", 2024, 25.0, "met"), False),
        (("1", 2024, None, "not_reported"), ("1", 2024, None, "not_reported"), False),
        # The verdict differs, the value does not (a baseline arrived).
        (("5", 2025, 9796.0, "cannot_judge"), ("5", 2025, 9796.0, "met"), True),
        # The value differs, the verdict does not: people want to see that too.
        (("4", 2024, 640.0, "met"), ("4", 2024, 700.0, "met"), True),
        # A blank is not 0.
        (("4", 2024, None, "not_reported"), ("4", 2024, 0.0, "not_met"), True),
        (("4", 2024, 0.0, "no_target"), ("4", 2024, None, "no_target"), True),
    ],
)
def test_verdict_changes(
    before: tuple[str, int, float | None, str],
    after: tuple[str, int, float | None, str],
    changed: bool,
) -> None:
    found = rows_of(verdict_changes(assessment(before), assessment(after)))
    assert len(found) == changed
    for row in found:
        assert (row["verdict_before"], row["verdict_after"]) == (before[3], after[3])


def test_changes_come_in_the_plans_order_not_by_name(full: Record) -> None:
    answer = assessed(full, now(full))
    nothing = answer.frame.assign(actual_value=np.nan, verdict="not_reported")
    found = verdict_changes(nothing, answer.frame)
    assert list(dict.fromkeys(found["kpi_no"])) == list(dict.fromkeys(answer.frame["kpi_no"]))


def test_a_year_that_one_side_lacks_is_a_change(record: Record) -> None:
    """A value of a year outside the plan has no row before it came."""
    before = assessment(("1", 2024, 25.0, "met"))
    after = assessment(("1", 2024, 25.0, "met"), ("1", 2026, 19.0, "outside_period"))
    (row,) = rows_of(verdict_changes(before, after))
    assert (row["fiscal_year"], row["verdict_after"]) == (2026, "outside_period")


def test_on_is_the_tokyo_day_of_as_of_unless_told(record: Record) -> None:
    late = datetime(2025, 6, 1, 0, 30, tzinfo=TOKYO)
    assert view_of(record, as_of=late).on == date(2025, 6, 1)
    assert view_of(record, as_of=late, on=date(2024, 1, 1)).on == date(2024, 1, 1)


def test_before_the_first_load_the_first_plan_holds(record: Record) -> None:
    long_ago = view_of(record, as_of=datetime(2020, 1, 1, tzinfo=TOKYO))
    answer = assessed(record, long_ago)
    assert answer.plan == plans_at(record, record.head())[-1]
    assert answer.standing.empty


def test_a_past_view_stays_as_it_was(record: Record) -> None:
    sent(record, year_csv(("R6", "9-1", "60")))
    past = now(record)
    sent(record, year_csv(("R6", "9-1", "81")))

    def value(frame: pd.DataFrame) -> float:
        rows = frame[(frame["kpi_no"] == "9-1") & (frame["fiscal_year"] == 2024)]
        return float(rows["actual_value"].item())

    assert value(assessed(record, past).frame) == 60
    assert value(assessed(record, now(record)).frame) == 81
