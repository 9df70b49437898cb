"""Rows as the questions hand them to the charts."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest

NAN = float("nan")
Row = tuple[int, float, float, str, str, str, str]


@pytest.fixture
def years() -> Callable[..., pd.DataFrame]:
    def made(*rows: Row, chosen: int = 2025) -> pd.DataFrame:
        names = ["fiscal_year", "value", "target", "value_label", "target_label", "gap_label",
                 "missing_label"]  # fmt: skip
        frame = pd.DataFrame(rows, columns=names)
        return frame.assign(
            label=[f"R{year - 2018}年度" for year in frame["fiscal_year"]],
            is_chosen=frame["fiscal_year"] == chosen,
            value_number=frame["value_label"].str.removesuffix("人"),
            target_figure=frame["target_label"].str.removeprefix("目標 "),
            target_number=frame["target_label"].str.removeprefix("目標 "),
            gap_tone="ink",
        )

    return made


@pytest.fixture
def four_years(years: Callable[..., pd.DataFrame]) -> pd.DataFrame:
    return years(
        (2022, NAN, NAN, "", "", "", "年度目標なし\n実績の報告なし"),
        (2023, 312.0, 300.0, "312", "目標 300", "12件 上回る", ""),
        (2024, 640.0, NAN, "640", "", "", "年度目標なし"),
        (2025, 1105.0, 1200.0, "1,105", "目標 1,200", "95件 不足", ""),
    )


@pytest.fixture
def months() -> pd.DataFrame:
    """A year in whose September nothing was reported."""
    days = pd.date_range("2024-04-01", periods=12, freq="MS")
    values = [28.1, 27.4, 26.9, 26.3, 25.8, NAN, 25.1, 26.0, 26.2, 25.5, 26.8, 25.9]
    return pd.DataFrame(
        {
            "period_start": days,
            "label": [f"{day.month}月" for day in days],
            "value": values,
            "guide": 25.0,
            "value_label": ["" if one != one else f"{one:.1f}" for one in values],
            "missing_label": ["–" if one != one else "" for one in values],
        }
    )
