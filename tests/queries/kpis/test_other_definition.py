"""History runs through plans; a figure that counted something else is marked, and in no line with
the others."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Final

import pytest

from tests.next_plan import next_plan
from tests.queries.conftest import CLERK
from tests.reports import year_csv
from tests.two_plans import same_kpis
from yamato_dx.acts.planning import Offer, load, propose
from yamato_dx.acts.report import send_report
from yamato_dx.output.tables.columns import TABLES
from yamato_dx.output.tables.frame_check import check_frame
from yamato_dx.plan.folder.reading import read_plans
from yamato_dx.plan.model.types import Plan, Text
from yamato_dx.queries.assessed import View, assessed, view_of
from yamato_dx.queries.kpis.initiatives import initiative_story
from yamato_dx.queries.kpis.tables import assessment_table
from yamato_dx.queries.reports.preview import preview_report
from yamato_dx.root import ROOT
from yamato_dx.rows import rows_of
from yamato_dx.store.record import Record

# R8, the first year of the next plan, is over and reported.
ON: Final = date(2027, 6, 15)
OLD: Final = read_plans(ROOT / "data" / "plans" / "yamato")[-1]
NEXT: Final = next_plan(OLD)
COURSES, OPEN_DATA = "smartphone_course_attendees", "open_data_items"
OTHER_TELLS: Final = Text("講座を受けた実人数", "People who attended, each once")


def meaning_otherwise(plan: Plan) -> Plan:
    kpis = (replace(kpi, tells=OTHER_TELLS) if kpi.kpi_id == COURSES else kpi for kpi in plan.kpis)
    return replace(plan, kpis=tuple(kpis))


@pytest.fixture
def through(record: Record) -> Record:
    """Figures of the last year of one plan and the first of the next, in which 9-1 counts heads."""
    proposal = propose(record, Offer((meaning_otherwise(NEXT),), ()), ON)
    assert proposal.faults == ()
    load(record, proposal, CLERK, same_kpis=same_kpis(proposal))
    content = year_csv(
        ("R7", "9-1", "96"), ("R8", "9-1", "90"), ("R7", "9-2", "27"), ("R8", "9-2", "30")
    )
    preview = preview_report(record, content, "実績.csv", of_next(record))
    assert preview.is_sendable, [problem.sentence("ja") for problem in preview.problems]
    send_report(
        record,
        data=content,
        file_name="実績.csv",
        values=preview.values,
        actor=CLERK,
        previewed_at=preview.revision,
    )
    return record


def of_next(record: Record) -> View:
    return view_of(record, on=ON, plan_id=NEXT.plan_id)


def test_a_change_is_told_only_between_figures_of_one_meaning(through: Record) -> None:
    frame = assessed(through, of_next(through)).frame
    changes = {
        row["kpi_id"]: row["change_value"]
        for row in rows_of(frame[frame["fiscal_year"] == 2026])
        if row["kpi_id"] in (COURSES, OPEN_DATA)
    }
    assert changes[OPEN_DATA] == 3
    assert changes[COURSES] != changes[COURSES]  # of nothing: the year before counted otherwise


def test_the_year_is_marked_and_has_no_bar_beside_the_others(through: Record) -> None:
    story = initiative_story(through, of_next(through), 9, "ja", fiscal_year=2026)
    courses, open_data = story.kpis
    drawn = {row["fiscal_year"]: row for row in rows_of(courses.by_year)}
    assert (drawn[2025]["missing_label"], drawn[2026]["value"]) == ("定義が異なる\n96", 90)
    assert drawn[2025]["value"] != drawn[2025]["value"]
    assert next(year.verdict.words for year in courses.years) == "計画期間外（定義が異なる）"
    # The other one goes on from plan to plan.
    values = {row["fiscal_year"]: row["value"] for row in rows_of(open_data.by_year)}
    assert (values[2025], values[2026]) == (27, 30)
    assert next(year.verdict.words for year in open_data.years) == "計画期間外"


def test_the_export_says_so(through: Record) -> None:
    table = assessment_table(assessed(through, of_next(through)), "ja")
    assert check_frame(table, TABLES["assessment"]) == []
    apart = table[table["is_other_definition"]]
    assert list(zip(apart["kpi_id"], apart["fiscal_year"], strict=True)) == [(COURSES, 2025)]


def test_a_plan_that_says_the_same_is_one_line(record: Record) -> None:
    proposal = propose(record, Offer((NEXT,), ()), ON)
    load(record, proposal, CLERK, same_kpis=same_kpis(proposal))
    assert assessed(record, of_next(record)).apart == frozenset()
