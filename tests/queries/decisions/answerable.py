"""A record in which every answer to an open question matters: figures fictitious."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Final

import pandas as pd

from tests.store.cases import CODE, Clock, send, value, values
from yamato_dx.acts.loading import load_benchmarks, load_plans, load_population
from yamato_dx.acts.opening import plans_in
from yamato_dx.plan.model.serialise import plan_to_document
from yamato_dx.queries.assessed import View, view_of
from yamato_dx.store.record import Record

ON: Final = date(2026, 6, 15)
HEADER: Final = (
    "benchmark_series,benchmark_id,measured_on,benchmark_value,value_status,vintage,source,"
    "grade,terms,note"
)
SERIES: Final = "mynumber_card_holding_rate"
# The town's 74 % is above one of them, equal to another, below the third.
AVERAGES: Final = {
    "national_rate": 0.73,
    "mean_of_municipalities": 0.7421,
    "median_of_municipalities": 0.74,
    "mean_of_towns_and_villages": 0.7416,
    "median_of_towns_and_villages": 0.75,
}


@contextmanager
def answerable(folder: Path) -> Iterator[Record]:
    with Record.open(folder / "record.duckdb", CODE, clock=Clock()) as record:
        plans = plans_in(None)
        load_plans(
            record, plans[-1].plan_id, {plan.plan_version: plan_to_document(plan) for plan in plans}
        )
        rows = [
            f"{SERIES},{name},2026-03-31,{share},,,fictitious,S,,"
            for name, share in AVERAGES.items()
        ]
        load_benchmarks(record, "\n".join([HEADER, *rows, ""]))
        load_population(record, "[]")
        send(
            record,
            values(
                _year(2025, "visitor_stay_minutes", 22.3),  # nearly met, or not without a band
                _year(2025, "standardised_systems", 17 / 20, numerator=17, denominator=20),
                _year(2025, SERIES, 0.74),
                _year(2022, "paperless_rate", 0.9),
                _year(2025, "paperless_rate", 0.6),  # a rate of 60 % is met, 33 % less is not
                _year(2025, "online_consultation_rooms", 1.0, numerator=3, denominator=3),
                _year(2025, "security_training", 2.0, numerator=188, denominator=188),
            ),
        )
        yield record


def now(record: Record) -> View:
    return view_of(record, on=ON)


def _year(year: int, kpi_id: str, figure: float, **said: object) -> dict[str, object]:
    start = pd.Timestamp(year=year, month=4, day=1)
    return value(kpi_id, figure, fiscal_year=year, period_start=start, **said)
