from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from tests.queries.conftest import now, previewed
from tests.reports import mistakes_csv, window_csv
from yamato_dx.cli.tables import export_table
from yamato_dx.output.tables.columns import TABLES
from yamato_dx.output.tables.frame_check import check_frame
from yamato_dx.queries.assessed import assessed, plans_at
from yamato_dx.queries.export_context import export_context
from yamato_dx.queries.kpis.tables import assessment_table, targets_table
from yamato_dx.queries.reports.history import batches
from yamato_dx.queries.reports.steps import report_steps
from yamato_dx.queries.reports.tables import (
    actuals_table,
    batches_table,
    problems_table,
    values_table,
)
from yamato_dx.queries.selection import Selection, selected
from yamato_dx.store.record import Record


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("table", ["assessment", "actuals", "targets", "work-items"])
def test_each_table_is_what_its_columns_promise(full: Record, table: str, lang: str) -> None:
    frame = export_table(table, assessed(full, now(full)), lang)
    assert check_frame(frame, TABLES[table]) == []
    assert len(frame)


def test_targets_say_of_which_period_a_figure_is_and_when_it_is_final(full: Record) -> None:
    plan = plans_at(full, full.head())[-1]
    said = {"overtime_hours": {"period_kind": "calendar_year", "final_by_month_day": (4, 15)}}
    kpis = tuple(replace(kpi, **said.get(kpi.kpi_id, {})) for kpi in plan.kpis)
    rows = targets_table(replace(plan, kpis=kpis), "ja")
    told = rows.set_index("kpi_id")[["period_kind", "final_by_date"]]
    overtime = told.loc[["overtime_hours"]].iloc[0]
    last = rows.loc[rows["kpi_id"] == "overtime_hours", "fiscal_year"].iloc[0]
    assert overtime["period_kind"] == "calendar_year"
    assert overtime["final_by_date"] == pd.Timestamp(last + 1, 4, 15)
    others = told.drop("overtime_hours")
    assert set(others["period_kind"]) == {"fiscal_total", "fiscal_end", "fiscal_mean"}
    assert others["final_by_date"].isna().all()


def test_what_a_report_leaves_is_what_its_columns_promise(full: Record) -> None:
    plan = plans_at(full, full.head())[-1]
    reports, steps = batches(full, full.head()), report_steps(full, full.head())
    values = full.actual_rows(reports["batch_id"].iloc[0])
    assert check_frame(batches_table(reports, steps, plan), TABLES["batches"]) == []
    assert check_frame(values_table(values, plan, "ja"), TABLES["values"]) == []
    preview = previewed(full, window_csv())
    assert check_frame(values_table(preview.values, plan, "ja"), TABLES["values"]) == []
    problems = previewed(full, mistakes_csv()).problems
    assert check_frame(problems_table(problems, "ja"), TABLES["problems"]) == []
    assert len(problems_table((), "ja")) == 0


@pytest.mark.parametrize(
    ("wanted", "count"),
    [
        (Selection(), 40),
        (Selection(fiscal_year=2025), 10),
        (Selection(initiative_no=9), 8),
        (Selection(fiscal_year=2025, verdict="met"), 4),
        (Selection(section=""), 40),
        (Selection(section="情報係"), 0),
        (Selection(kpi_id="overtime_hours", fiscal_year=2022), 1),
    ],
)
def test_selected(full: Record, wanted: Selection, count: int) -> None:
    answer = assessed(full, now(full))
    assert len(selected(answer, wanted)) == count
    assert len(assessment_table(answer, "ja", wanted)) == count


# KPI number, fiscal year → unit of actual, target, gap and change.
UNITS = {
    ("1", 2025): ("分", "分", "分", "分"),
    ("2", 2025): ("割合（1＝100%）", "割合（1＝100%）", "業務", "業務"),
    ("5", 2025): ("時間", "削減率（1＝100%）", "削減率（1＝100%）", "削減率（1＝100%）"),
    ("6", 2025): ("割合（1＝100%）",) * 4,
    ("8", 2023): ("回", "回", "人", "回"),  # 182 of 190 attended: 8 people are missing
    ("8", 2025): ("回", "回", "回", "回"),
}


def test_each_figure_of_the_assessment_has_its_own_unit(full: Record) -> None:
    table = assessment_table(assessed(full, now(full)), "ja").set_index(["kpi_no", "fiscal_year"])
    for key, units in UNITS.items():
        row = table.loc[key]
        found = tuple(row[["unit", "target_unit", "gap_unit", "change_unit"]])
        assert found == units, key
    assert table.loc[("8", 2023), "gap_value"] == -8


def test_figures_leave_as_the_shortest_decimals(full: Record) -> None:
    """22.3 of 20 minutes is −2.3, not −2.3000000000000007; 21 % is 0.21."""
    table = assessment_table(assessed(full, now(full)), "ja").set_index(["kpi_no", "fiscal_year"])
    row = table.loc[("1", 2025)]
    assert (row["gap_value"], row["actual_value"]) == (-2.3, 22.3)
    row = table.loc[("5", 2025)]
    assert (row["compared_value"], row["gap_value"], row["attainment_ratio"]) == (0.21, 0.01, 1.05)
    # A mean of months has no short decimal, nor what is held against it.
    has_mean = table.index.isin([("1", 2024), ("1", 2025)])
    for name in ("gap_value", "change_value"):
        for figure in table.loc[~has_mean, name].dropna():
            assert len(repr(float(figure))) < 8, (name, figure)


def test_actuals_are_those_that_stand(full: Record) -> None:
    answer = assessed(full, now(full))
    assert len(actuals_table(answer, "ja")) == 52
    assert len(actuals_table(answer, "ja", Selection(fiscal_year=2024, initiative_no=4))) == 12


def test_context_names_view_plan_and_source(full: Record) -> None:
    context = export_context(
        full, now(full), title="表", rows_count=3, lang="ja", filter_words=("令和6年度",), link="L"
    )
    told = dict(context.items())
    assert "令和6年度" in told.values()
    assert "2026-06-15" in told.values()
    assert "2.0" in told.values()
    assert "L" in told.values()
    assert any("山都町DX推進計画" in value for value in told.values())
