"""Small reports for tests of the record: what is not told has the plainest value."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

import numpy as np
import pandas as pd

from tests.entered import plan_of, progress_of
from yamato_dx.acts.actor import Actor
from yamato_dx.acts.report import Receipt, send_report
from yamato_dx.plan_keys import in_plan
from yamato_dx.store.record import Record

CODE = "434477"
CLERK = Actor.at_server("山田", section="税務住民課")

_TEXTS = (
    "sheet",
    "cell",
    "value_status",
    "note",
    "reason",
    "raw_text",
    "municipality_code",
    "kpi_id",
)
_numbers = count()


class Clock:
    """One minute later at each look, from 2026-05-11 09:00 in Tokyo."""

    def __init__(self, now: datetime = datetime(2026, 5, 11, tzinfo=UTC)) -> None:
        self.now = now

    def __call__(self) -> datetime:
        self.now += timedelta(minutes=1)
        return self.now

    def elapsed(self) -> float:
        """A test that moves the clock lets the time go by."""
        return self.now.timestamp()


def value(kpi_id: str, actual_value: float | None, **said: object) -> dict[str, object]:
    """One row of VALUES: the 12-month value of FY2024 unless told otherwise."""
    return {
        "row_no": 2,
        "sheet": None,
        "cell": None,
        "municipality_code": CODE,
        "kpi_id": kpi_id,
        "kpi_no": "1",
        "fiscal_year": 2024,
        "period_start": pd.Timestamp("2024-04-01"),
        "period_months": 12,
        "actual_value": np.nan if actual_value is None else actual_value,
        "numerator": np.nan,
        "denominator": np.nan,
        "weight": np.nan,
        "measured_on": pd.NaT,
        "value_status": None if actual_value is not None else "awaiting",
        "note": None,
        "reason": None,
        "raw_text": str(actual_value),
    } | said


def values(*rows: dict[str, object], **of_one_year: float | None) -> pd.DataFrame:
    """VALUES of the rows told and of `kpi_id=actual_value`; None is 公表待ち."""
    told = [*rows, *(value(kpi_id, one) for kpi_id, one in of_one_year.items())]
    frame = pd.DataFrame(told).astype(dict.fromkeys(_TEXTS, "str"))
    return frame.assign(measured_on=pd.to_datetime(frame["measured_on"]))


def send(record: Record, frame: pd.DataFrame, **options: Any) -> Receipt:
    """Send `frame` as a file nobody sent before, right after its preview."""
    told: dict[str, Any] = {
        "data": f"file {next(_numbers)}".encode(),
        "file_name": "実績.csv",
        "actor": CLERK,
        "previewed_at": record.head(),
    }
    if "progress" in options:
        told_of = progress_of(options["progress"])
        plan_id = plan_of(record)
        options["progress"] = {in_plan(plan_id, key): work for key, work in told_of.items()}
    return send_report(record, values=frame, **(told | options))


def standing_values(frame: pd.DataFrame) -> dict[str, float | None]:
    """kpi_id → value of a STANDING frame with one period; None for 公表待ち."""
    return {
        str(kpi_id): None if pd.isna(one) else float(one)
        for kpi_id, one in zip(frame["kpi_id"], frame["actual_value"], strict=True)
    }
