"""Everything that an extension of the plan's period must reach, and what it must not."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Final

import pandas as pd
import pytest

from tests.conftest import Begun
from tests.next_plan import next_plan
from tests.queries.conftest import CLERK
from tests.reports import year_csv
from tests.two_plans import same_kpis
from yamato_dx.acts.extending import extend, unextend
from yamato_dx.acts.opening import Place, open_record, plans_in
from yamato_dx.acts.planning import Offer, load, offer_in, propose
from yamato_dx.cli.tables import export_table
from yamato_dx.entries.supplements import year_labels
from yamato_dx.errors import Refused
from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.i18n import LANGUAGES
from yamato_dx.intake.context import Context
from yamato_dx.plan.checks.added_targets import added_target, written_target
from yamato_dx.plan.folder.reading import read_plans
from yamato_dx.plan.model.types import Kpi, numberings_of
from yamato_dx.queries.assessed import (
    View,
    assessed,
    extension_at,
    plan_at,
    plans_at,
    versions_at,
    view_of,
)
from yamato_dx.queries.decisions.open_questions import standings
from yamato_dx.queries.decisions.supposing import require_years
from yamato_dx.queries.kpis.initiatives import initiative_story
from yamato_dx.queries.kpis.overview import overview
from yamato_dx.queries.kpis.tables import assessment_table, targets_table
from yamato_dx.queries.kpis.targets_then import targets_then
from yamato_dx.queries.plan.books import plan_workbook
from yamato_dx.queries.plan.extending import cells_of, extension_preview, text_in_force
from yamato_dx.queries.plan.sight import plans_in_effect
from yamato_dx.queries.plan.story import plan_story
from yamato_dx.queries.plan.supplements import version_of
from yamato_dx.queries.population.counted import form_days
from yamato_dx.queries.reports.owed import owed, year_to_report, years_to_report
from yamato_dx.queries.reports.preview import preview_report
from yamato_dx.queries.schedule.items import schedule
from yamato_dx.root import ROOT
from yamato_dx.store.record import Record

OLD: Final = plans_in(None)[-1]
R8, R9 = FiscalYear(2026), FiscalYear(2027)
# In the first year that comes in.
ON: Final = date(2026, 6, 15)
BEFORE_ITS_END: Final = date(2025, 6, 15)


@pytest.fixture
def record(tmp_path: Path, begun: Begun) -> Iterator[Record]:
    """Of 山都町's plan, which ends with 令和7年度."""
    with open_record(begun(tmp_path / "record.duckdb", Place())) as opened:
        yield opened


def extended(record: Record) -> None:
    extend(
        record,
        R9,
        actor=CLERK,
        decided_by="町長",
        approval_no="企第12号",
        reason="次期計画と時期を合わせる",
        targets={("4", R9): "1,300件"},
    )


def years_of_answers(record: Record, view: View) -> list[int]:
    try:
        return list(require_years(versions_at(record, view), [2027]) or ())
    except Refused:
        return []


def story_years(record: Record, view: View) -> list[int]:
    story = initiative_story(record, view, 4, "ja", fiscal_year=2025)
    return [row.fiscal_year for kpi in story.kpis for row in kpi.years]


def typed_targets(record: Record, view: View) -> list[int]:
    """The added year of which a section sees the target where it reports."""
    kpis = owed(record, view, R9, "ja", section_id=None).kpis
    return [2027] if any("1,300" in kpi.target for kpi in kpis) else []


def starts(years: Iterable[FiscalYear]) -> list[int]:
    return [year.start_year for year in years]


def years_in(frame: pd.DataFrame) -> list[int]:
    return [int(year) for year in frame["fiscal_year"].unique()]


def overview_years(record: Record, view: View) -> list[int]:
    labels = [year.label for year in overview(record, view, 2025, "ja", initiative_no=None).years]
    return [2018 + int(label.removeprefix("R")) for label in labels]


def period_words(record: Record, view: View) -> list[int]:
    words = " ".join(value for _, value in plan_story(record, view, "ja").facts)
    return [2027] if "令和9年度" in words else []


# Whatever holds the plan's years, and the years that it knows. A new such place gets a line here.
REACHED: Final[dict[str, Callable[[Record, View], list[int]]]] = {
    "year box": lambda record, view: starts(plan_at(record, view).fiscal_years),
    "period of the plan in words": period_words,
    "plans to choose": lambda record, view: list(plans_in_effect(record, view, "ja")[0].years),
    "assessment": lambda record, view: years_in(assessed(record, view).frame),
    "overview": overview_years,
    "initiative": story_years,
    "targets then": lambda record, view: years_in(targets_then(assessed(record, view))),
    "assessment to take away": lambda record, view: years_in(
        assessment_table(assessed(record, view), "ja")
    ),
    "targets to take away": lambda record, view: years_in(
        targets_table(assessed(record, view).plan, "ja")
    ),
    "schedule": lambda record, view: starts(schedule(record, view, "ja").plan.fiscal_years),
    "bars copied from the original": lambda record, view: list(
        year_labels(version_of(record, view), "ja")
    ),
    "years of an answer": years_of_answers,
    "standing of a question": lambda record, view: list(standings(record, view)[0].by_year),
    "years to report": lambda record, view: starts(
        years_to_report(plan_at(record, view), BEFORE_ITS_END)
    ),
    "year that is asked for": lambda record, view: [
        year_to_report(plan_at(record, view), date(2030, 6, 1)).start_year
    ],
    "figures owed": typed_targets,
    "rows of files": lambda record, view: [
        Context(plans_at(record, view.revision), frozenset(), BEFORE_ITS_END).last_year
    ],
    "days of the form for residents": lambda record, view: [
        day.year - 1 for day in form_days(plan_at(record, view), date(2030, 6, 1))
    ],
}


@pytest.mark.parametrize("place", REACHED)
def test_an_extension_reaches(record: Record, place: str) -> None:
    """From the moment at which it was recorded, until it is taken back."""
    years = REACHED[place]
    before = view_of(record, on=ON)
    assert 2027 not in years(record, before)
    extended(record)
    assert 2027 in years(record, view_of(record, on=ON))
    assert 2027 not in years(record, before)
    unextend(record, actor=CLERK)
    assert 2027 not in years(record, view_of(record, on=ON))


def test_it_does_not_reach_the_text(record: Record) -> None:
    """The workbook of a version is what was registered, and is known again as such."""
    extended(record)
    text = text_in_force(record, view_of(record, on=ON))
    assert text == OLD
    proposal = propose(record, offer_in(plan_workbook(text, "ja"), "計画.xlsx"), ON)
    assert (proposal.new, proposal.faults) == ((), ())
    assert proposal.unchanged == (OLD,)


def test_a_file_brings_figures_of_an_added_year_and_they_are_judged(record: Record) -> None:
    extended(record)
    view = view_of(record, on=date(2028, 6, 15))
    preview = preview_report(record, year_csv(("令和9年度", "4", "1310")), "実績.csv", view)
    assert preview.is_sendable, preview.problems
    change = preview.changes.iloc[0]
    assert (change["fiscal_year"], change["verdict_after"]) == (2027, "met")


def test_a_row_of_a_year_that_two_plans_hold_is_read_by_the_numbers_of_both(
    record: Record,
) -> None:
    following = next_plan(OLD)
    proposal = propose(record, Offer((following,), ()), ON)
    load(record, proposal, CLERK, same_kpis=same_kpis(proposal))
    extend(
        record,
        R9,
        actor=CLERK,
        decided_by="町長",
        approval_no="企第12号",
        reason="終了まで",
        plan_id=OLD.plan_id,
    )
    plans = plans_at(record, record.head())
    read_by = [
        [plan.plan_id for plan in numberings_of(plans, year, date(2029, 1, 1))]
        for year in (R8, OLD.last_year)
    ]
    assert read_by == [[OLD.plan_id, following.plan_id], [OLD.plan_id]]


MINATO_PLAN: Final = read_plans(ROOT / "tests" / "towns" / "minato")[-1]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    "kpi", [*OLD.kpis, *MINATO_PLAN.kpis], ids=lambda kpi: f"{kpi.kpi_id}.{kpi.shape}"
)
def test_a_target_that_stands_in_the_form_is_read_as_the_same_again(kpi: Kpi, lang: str) -> None:
    for target in kpi.targets:
        written = written_target(kpi, target, lang)
        assert added_target(kpi, target.fiscal_year, written) == target


def test_the_grid_of_the_form_holds_what_was_decided(record: Record) -> None:
    extended(record)
    text = text_in_force(record, view_of(record, on=ON))
    held = extension_at(record, record.head(), text.plan_id)
    grid = cells_of(text, R9, held, "ja").set_index("kpi_id")
    assert grid.columns.tolist() == ["kpi", "2026", "2027", "promised"]
    row = grid.loc["convenience_store_certificates"]
    assert (row["2027"], row["promised"]) == ("1300", "1,200件")
    assert grid["2026"].isna().all()
    assert grid.loc["mynumber_card_holding_rate", "promised"] == "公表値"


def test_the_preview_says_what_changes_and_what_is_wrong() -> None:
    cells = {("4", R8): "1,300件", ("4", R9): "約千件"}
    preview = extension_preview(OLD, R9, cells, "ja")
    period, targets, without, kept = preview.sentences
    assert "令和7年度から令和9年度に延ばします。加わる年度：令和8年度、令和9年度" in period
    assert "R8 1,300件" in targets
    assert "（19件）" in without  # 10 KPIs in 2 years, one of them has a target
    assert kept == "令和7年度までの判定は変わりません。"
    assert ["約千件" in fault for fault in preview.faults] == [True]


def test_the_preview_names_the_plan_that_holds_the_years_too() -> None:
    following = next_plan(OLD)
    sentences = extension_preview(OLD, R9, {}, "ja", plans=(OLD, following)).sentences
    assert sentences[-1].startswith("令和8年度、令和9年度は「次期DX推進計画」にもあり")
    assert extension_preview(OLD, R9, {}, "ja", plans=(OLD,)).sentences == sentences[:-1]


def test_targets_to_take_away_keep_the_day_by_which_each_is_to_be_met(record: Record) -> None:
    """One stated in the plan for a KPI as a whole is not that of a year that came in."""
    extended(record)
    extend(
        record,
        R9,
        actor=CLERK,
        decided_by="町長",
        approval_no="企第13号",
        reason="完了まで",
        targets={("2", R9): "100%"},
    )
    table = export_table("targets", assessed(record, view_of(record, on=ON)), "ja")
    own = table[table["kpi_no"] == "2"].set_index("fiscal_year")["target_date"]
    assert {year: f"{day:%Y-%m-%d}" for year, day in own.items()} == {
        2025: "2026-03-31",
        2027: "2028-03-31",
    }
