"""Another municipality's plan is read by the same code: other years, numbers, shapes and words."""

from __future__ import annotations

from datetime import date

from yamato_dx.plan.folder.published import read_benchmarks
from yamato_dx.plan.folder.reading import read_plans, read_versions
from yamato_dx.plan.model.types import in_force
from yamato_dx.root import ROOT

TOWNS = ROOT / "tests" / "towns"
FIRST, SECOND = read_plans(TOWNS / "minato")


def test_both_versions_have_no_fault() -> None:
    assert read_versions(TOWNS / "minato").faults == ()
    assert (FIRST.plan_version, SECOND.plan_version) == ("1.0", "2.0")


def test_the_plan_beside_it_shares_figures_and_has_one_of_its_own() -> None:
    assert read_versions(TOWNS / "minato_strategy").faults == ()
    (strategy,) = read_plans(TOWNS / "minato_strategy")
    shared = {kpi.kpi_id for kpi in strategy.kpis} & {kpi.kpi_id for kpi in FIRST.kpis}
    assert shared == {"library_visits", "data_leaks", "net_migration"}
    assert {item.work_item_id for item in strategy.work_items} == {"reservation_system"}


def test_it_has_what_the_first_town_lacks() -> None:
    kpis = {kpi.kpi_id: kpi for kpi in FIRST.kpis}
    assert {kpi.shape for kpi in FIRST.kpis} == {
        "at_least",
        "at_most",
        "reduce_by",
        "match_benchmark",
        "complete",
        "yearly_duty",
    }
    assert kpis["data_leaks"].targets[0].target_value == 0
    assert kpis["net_migration"].targets[0].target_value == -80
    assert kpis["paper_applications_share"].direction == "lower"
    assert kpis["library_visits"].band is not None
    assert kpis["library_visits"].report_due_month_day == (6, 30)
    assert kpis["library_visits"].baseline is not None
    assert kpis["open_datasets"].is_cumulative
    assert len(FIRST.initiatives) == 3
    assert (len(FIRST.kpis), len(FIRST.fiscal_years)) == (9, 3)
    leaks = FIRST.kpi("data_leaks").targets
    assert [target.target_value for target in leaks] == [0.0, 0.0, 0.0]  # a zero is a target


def test_the_later_version_numbers_the_same_kpis_anew() -> None:
    assert {kpi.kpi_id for kpi in FIRST.kpis} == {kpi.kpi_id for kpi in SECOND.kpis}
    number_two = [next(k.kpi_id for k in plan.kpis if k.kpi_no == "2") for plan in (FIRST, SECOND)]
    assert number_two == ["paper_applications_share", "power_use"]


def test_which_version_is_in_force() -> None:
    plans = (SECOND, FIRST)
    assert in_force(plans, date(2025, 1, 1)) is FIRST  # before any: the first holds
    assert in_force(plans, date(2026, 9, 30)) is FIRST
    assert in_force(plans, date(2026, 10, 1)) is SECOND


def test_a_single_text_serves_both_languages() -> None:
    assert FIRST.principles[0].text.ja == FIRST.principles[0].text.en == "紙から考えない"


def test_its_published_figures() -> None:
    published = read_benchmarks(TOWNS / "published")
    assert published["value_status"].eq("awaiting").sum() == 2
    assert published["benchmark_value"].isna().sum() == 2
