"""The record of `make demo` is a living one, and keeps what was tried out in it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from tests.entered import plan_of
from yamato_dx.acts.actor import Actor
from yamato_dx.acts.deciding import undecide
from yamato_dx.acts.opening import Place, open_record
from yamato_dx.entries.decisions import DECISION
from yamato_dx.entries.sections import OWNER, SECTION
from yamato_dx.queries.assessed import assessed, plans_at, view_of
from yamato_dx.queries.entries import standing
from yamato_dx.queries.reports.owned import owned_things
from yamato_dx.queries.reports.reasons import reasons_in
from yamato_dx.queries.rows import rows_of
from yamato_dx.queries.town import town_at
from yamato_dx.store.record import Record

LAST_DAY = date(2026, 3, 31)
ON = date(2026, 5, 11)


def sample(folder: Path) -> Record:
    return open_record(Place(database=folder / "sample.duckdb", is_sample=True))


def test_sections_answer_for_all_kpis_and_work_items(tmp_path: Path) -> None:
    with sample(tmp_path) as record:
        plan = plans_at(record, record.head())[-1]
        town = town_at(record, record.head(), plan.plan_id)
        unowned = [
            thing.kind
            for thing in owned_things(plan, "ja")
            if town.owner_section(thing.kind, thing.owned_id, LAST_DAY) is None
        ]
        names = {section.name.ja for section in town.sections.values()}
    assert set(unowned) == {"commitment"}  # those that belong to no initiative
    assert all(name.startswith("見本") for name in names)


def test_nothing_names_the_program_as_a_person(tmp_path: Path) -> None:
    with sample(tmp_path) as record:
        said = [
            entry.actor_name
            for kind in (SECTION, OWNER, DECISION)
            for entry in standing(record, kind, plan_of(record)).values()
        ]
    assert set(said) == {"見本事務局"}


def test_what_was_tried_out_stays_at_the_next_start(tmp_path: Path) -> None:
    with sample(tmp_path) as record:
        (question,) = standing(record, DECISION, plan_of(record))
        undecide(record, question, actor=Actor.at_server("試した人"))
        head = record.head()
    with sample(tmp_path) as record:
        assert record.head() == head
        assert question not in standing(record, DECISION, plan_of(record))


def test_every_missed_target_has_its_fictitious_reason(tmp_path: Path) -> None:
    with sample(tmp_path) as record:
        frame = assessed(record, view_of(record, on=ON)).frame
        missed = frame[frame["verdict"].isin(["not_met", "nearly_met"])]
        asked = {(str(row["kpi_id"]), int(row["fiscal_year"])) for row in rows_of(missed)}
        given = reasons_in(record.standing())
    assert {(reason.kpi_id, reason.fiscal_year) for reason in given} == asked
    assert all(reason.words.startswith("見本：") for reason in given)
