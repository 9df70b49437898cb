"""Frames and circumstances that the tests of this room share."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import pandas as pd
import pytest

from yamato_dx.output.column_spec import ColumnSpec, column
from yamato_dx.output.context import ExportContext
from yamato_dx.plan.model.types import Kpi, Text


@pytest.fixture
def context() -> ExportContext:
    return ExportContext(
        title="KPIの目標と実績",
        filter_words=("令和7年度", "取組事項4"),
        rows_count=3,
        as_of=datetime(2026, 5, 11, 5, 3, 22, tzinfo=UTC),
        on=date(2026, 6, 1),
        plan_id="yamato_dx",
        plan_version="第2.0版（令和6年4月）",
        rule_note="達成率1以上を達成とする〔初期設定・未決定〕",
        source="計画書 第7章",
        link="/data?fy=2025&initiative=4",
        lang="ja",
        is_sample=False,
    )


@pytest.fixture
def specs() -> tuple[ColumnSpec, ...]:
    """One column of each type."""
    return (
        column("municipality_code"),
        column("kpi_no"),
        column("fiscal_year", "integer", "fiscal_year", minimum=1926, maximum=2200),
        column("actual_value", "number", "kpi"),
        column("attainment_ratio", "ratio", "ratio"),
        column("is_provisional", "flag"),
        column("measured_on", "date"),
        column("recorded_at", "moment"),
        column("evidence"),
    )


@pytest.fixture
def frame() -> pd.DataFrame:
    """A whole row, a row with nothing known, and figures that rounding would change."""
    moment = pd.Timestamp("2026-05-11T05:03:22Z")
    return pd.DataFrame(
        {
            "municipality_code": ["012345", "434477", "434477"],  # the leading 0 stays
            "kpi_no": ["9-1", "4", "1"],  # 9-1 is no date
            "fiscal_year": [2025, 2025, 2024],
            "actual_value": [96.0, float("nan"), 26.283327815],
            "attainment_ratio": [0.96, float("nan"), 0.1 + 0.2],  # 17 digits
            "is_provisional": [True, False, False],
            "measured_on": pd.to_datetime(["2026-03-31", None, "2025-03-31"]),
            "recorded_at": pd.Series([moment, pd.NaT, moment], dtype="datetime64[us, UTC]"),
            "evidence": pd.Series(['96 ÷ 100、"延数"', None, "一行目\n二行目"], dtype="str"),
        }
    )


@pytest.fixture
def kpi() -> Callable[..., Kpi]:
    """A KPI of which charts read the name, unit, shape, form and aggregation."""

    def made(shape: str = "at_least", form: str = "number", aggregation: str = "sum") -> Kpi:
        nothing = dict.fromkeys(Kpi.__dataclass_fields__)
        name = Text("発行件数", "Certificates")
        told = {"name": name, "unit": Text("件", "items"), "is_cumulative": False}
        rule = {"shape": shape, "value_form": form, "aggregation": aggregation}
        return Kpi(**{**nothing, **told, **rule})

    return made
