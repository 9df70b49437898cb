"""Frames of a plan: what one row is, its columns and types; missing stays missing."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from yamato_dx.plan.frames import (
    COMMITMENT_COLUMNS,
    KPI_COLUMNS,
    TARGET_COLUMNS,
    WORK_ITEM_COLUMNS,
    commitment_frame,
    kpi_frame,
    target_frame,
    work_item_frame,
)
from yamato_dx.plan.reading import read_plans

ROOT = Path(__file__).parents[2]
(YAMATO,) = read_plans(ROOT / "data" / "plans" / "yamato")
MINATO, _ = read_plans(ROOT / "tests" / "towns" / "minato")


@pytest.mark.parametrize(
    ("frame", "columns", "rows"),
    [
        (kpi_frame(YAMATO), KPI_COLUMNS, 10),
        (target_frame(YAMATO), TARGET_COLUMNS, 40),
        (work_item_frame(YAMATO, "ja"), WORK_ITEM_COLUMNS, 32),
        (commitment_frame(YAMATO, "en"), COMMITMENT_COLUMNS, 17),
        (kpi_frame(MINATO), KPI_COLUMNS, 9),
        (work_item_frame(MINATO, "en"), WORK_ITEM_COLUMNS, 2),
    ],
)
def test_columns_types_and_rows(frame: pd.DataFrame, columns: dict[str, str], rows: int) -> None:
    assert len(frame) == rows
    assert {name: str(dtype) for name, dtype in frame.dtypes.items()} == dict(columns)


def test_a_year_without_target_differs_from_a_target_that_is_the_benchmark() -> None:
    frame = target_frame(YAMATO)
    assert frame["has_target"].sum() == 21
    card = frame[frame["kpi_id"] == "mynumber_card_holding_rate"]
    assert card["has_target"].tolist() == [False, False, False, True]
    assert card["target_value"].isna().all()


def test_a_zero_target_is_a_target() -> None:
    frame = target_frame(MINATO)
    assert frame.loc[frame["kpi_id"] == "data_leaks", "target_value"].tolist() == [0.0, 0.0, 0.0]


def test_the_plans_own_band_and_due_date_are_in_the_row_and_the_defaults_are_not() -> None:
    own = kpi_frame(MINATO).set_index("kpi_id")
    assert own.loc["library_visits", "nearly_met_from"] == 0.9
    assert own.loc["library_visits", "report_due_month"] == 6
    assert own.loc["library_visits", "baseline_value"] == 40000
    assert kpi_frame(YAMATO)["nearly_met_from"].isna().all()
    assert kpi_frame(YAMATO)["report_due_month"].isna().all()


def test_open_questions_of_a_kpi_are_named() -> None:
    questions = kpi_frame(YAMATO).set_index("kpi_id")["question_ids"]
    assert questions["paperless_rate"] == "nearly_met_band paperless_reading"
    assert questions["standardised_systems"] == "standardisation_scope"
    assert kpi_frame(MINATO).set_index("kpi_id")["question_ids"]["library_visits"] == ""


def test_a_lost_bar_is_not_a_bar_without_years() -> None:
    frame = work_item_frame(YAMATO, "ja")
    assert frame["is_bar_lost"].sum() == 21
    assert frame.loc[frame["is_bar_lost"], "arrow_year"].isna().all()
    migration = frame[frame["work_item_name"] == "情報システムの移行"].iloc[0]
    assert (migration["stated_first_year"], migration["stated_last_year"]) == (
        2024,
        2025,
    )


def test_by_the_end_of_a_year_has_no_first_year() -> None:
    frame = commitment_frame(YAMATO, "ja").set_index("commitment_id")
    assert pd.isna(frame.loc["introduction_policy", "stated_first_year"])
    assert frame.loc["introduction_policy", "stated_last_year"] == 2024
