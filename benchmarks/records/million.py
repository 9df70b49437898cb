"""A million reported values of all municipalities, as one office would send them in one file."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Final

import numpy as np
import pandas as pd

from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.plan.folder.reading import read_plans
from yamato_dx.plan.model.municipality_code import check_digit
from yamato_dx.plan.model.types import Plan
from yamato_dx.root import DATA

MUNICIPALITIES: Final = 1741
PREFECTURES: Final = 47
# 1,741 municipalities × 10 KPIs × 58 months are the first number of whole months over a million.
FIRST_MONTH: Final = date(2022, 4, 1)
PRESENT: Final = date(2027, 1, 31)
HEADER: Final = "団体コード,年月,KPI番号,実績値,人数,状態,備考"


@cache
def plans() -> tuple[Plan, ...]:
    folder = next(one for one in (DATA / "plans").iterdir() if one.is_dir())
    return read_plans(folder)


@cache
def municipality_codes(count: int = MUNICIPALITIES) -> tuple[str, ...]:
    """Codes with valid check digits, spread over 47 prefectures; the plan's own among them."""
    own = plans()[-1].municipality.municipality_code
    made = (
        f"{1 + place % PREFECTURES:02}{201 + place // PREFECTURES:03}" for place in range(count)
    )
    codes = {first_five + str(check_digit(first_five)) for first_five in made}
    return tuple(sorted({own, *sorted(codes - {own})[: count - 1]}))


def report_csv(rows: int) -> str:
    """One line per value: month by month, each with all municipalities and all KPIs."""
    kpi_numbers = [kpi.kpi_no for kpi in plans()[-1].kpis]
    codes = municipality_codes()
    place = np.arange(rows)
    kpi = place % len(kpi_numbers)
    municipality = place // len(kpi_numbers) % len(codes)
    month = place // (len(kpi_numbers) * len(codes))
    months = pd.date_range(FIRST_MONTH, periods=int(month.max()) + 1, freq="MS")
    assert months[-1].date() < PRESENT, "more rows than months until the present"
    drawn = np.random.default_rng(1).integers(0, 1_000_000, rows)
    columns = (
        np.array(codes)[municipality],
        np.array([f"{one.year}/{one.month}" for one in months])[month],
        np.array(kpi_numbers)[kpi],
        _written_values(kpi, drawn, month),
        np.where(kpi == 0, (drawn // 7 % 2000 + 1).astype(str), ""),
        np.where(drawn % 3, "確定", "速報"),
        np.where(drawn % 20, "", "窓口①の集計"),
    )
    lines = pd.Series(columns[0])
    for column in columns[1:]:
        lines = lines + "," + pd.Series(column)
    return HEADER + "\r\n" + "\r\n".join(lines) + "\r\n"


def _written_values(kpi: np.ndarray, drawn: np.ndarray, month: np.ndarray) -> np.ndarray:
    """As sections write them: 28.4, 17/20, 74.1%, "47", "1,012時間", 1回（182/190人）; none so
    unlikely that somebody would be asked."""
    eligible = 150 + drawn % 50
    forms: tuple[list[str], ...] = (
        [f"{15 + one % 200 / 10:.1f}" for one in range(200)],
        [f"{one}/20" for one in range(21)],
        [f"{one / 10:.1f}%" for one in range(300, 1000)],
        [f'"{one}"' for one in range(35, 70)],
        [f'"{one:,}時間"' for one in range(700, 1_300)],
        [f"{one}%" for one in range(101)],
        [f"{one}/12" for one in range(13)],
        [],
        [f"{one}人" for one in range(5, 13)],
        [],
    )
    written = np.empty(len(kpi), dtype=object)
    for number, texts in enumerate(forms):
        chosen = kpi == number
        if texts:
            written[chosen] = np.array(texts, dtype=object)[drawn[chosen] % len(texts)]
    duty = kpi == 7
    written[duty] = [
        f"1回（{attended}/{all_of}人）"
        for attended, all_of in zip(
            (eligible - drawn // 50 % 40)[duty], eligible[duty], strict=True
        )
    ]
    running = kpi == 9
    written[running] = (5 + month[running] // 3).astype(str)
    return written


def kpi_year_values(rows: int) -> pd.DataFrame:
    """STANDING: one 12-month value for each KPI and year of the plan, for as many towns as fit."""
    plan = plans()[-1]
    years = [year.start_year for year in plan.fiscal_years]
    per_town = len(plan.kpis) * len(years)
    place = np.arange(rows)
    codes = pd.Series([f"{code:06d}" for code in range(rows // per_town + 1)], dtype="str")
    ids = pd.Series([kpi.kpi_id for kpi in plan.kpis], dtype="str")
    fiscal_year = np.array(years)[place % len(years)]
    draw = np.random.default_rng(1)
    empty = pd.Series(pd.NA, index=range(rows), dtype="str")
    return pd.DataFrame(
        {
            "municipality_code": codes.take(place // per_town).reset_index(drop=True),
            "kpi_id": ids.take(place // len(years) % len(ids)).reset_index(drop=True),
            "period_start": _april(fiscal_year),
            "period_months": 12,
            "actual_value": draw.uniform(0, 1000, rows),
            "numerator": draw.integers(0, 20, rows).astype(float),
            "denominator": 20.0,
            "weight": np.nan,
            "measured_on": pd.Series(pd.NaT, index=range(rows), dtype="datetime64[us]"),
            "value_status": empty,
            "note": empty,
            "reason": empty,
            "raw_text": empty,
            "sheet": empty,
            "cell": empty,
            "row_no": pd.array(place + 2, dtype="Int64"),
            "batch_id": pd.Series("R8-0001", index=range(rows), dtype="str"),
            "revision": place,
            "recorded_at": pd.Series(
                pd.Timestamp("2026-05-11", tz="UTC"), index=range(rows)
            ).astype("datetime64[us, UTC]"),
            "fiscal_year": fiscal_year,
        }
    )


def _april(fiscal_year: np.ndarray) -> np.ndarray:
    first = FiscalYear(int(fiscal_year.min())).first_day
    months = np.datetime64(first, "M") + 12 * (fiscal_year - fiscal_year.min())
    first_days: np.ndarray = months.astype("datetime64[us]")
    return first_days
