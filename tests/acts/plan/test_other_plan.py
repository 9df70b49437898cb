"""Another plan beside or after the first: neither touches the other, and it can be taken back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from tests.conftest import Begun
from tests.next_plan import next_plan
from tests.reports import year_csv
from yamato_dx.acts.actor import Actor
from yamato_dx.acts.deciding import decide
from yamato_dx.acts.entering import enter
from yamato_dx.acts.opening import Place, open_record, plans_in
from yamato_dx.acts.planning import KpisUnconfirmed, Offer, load, offer_in, propose
from yamato_dx.acts.report import send_report
from yamato_dx.acts.taking_back import PlanNeeded, take_back
from yamato_dx.entries.progress import PROGRESS, WorkProgress
from yamato_dx.entries.story import HOLDER, Holder
from yamato_dx.errors import Refused
from yamato_dx.i18n import LANGUAGES
from yamato_dx.plan.folder.writing import plan_files
from yamato_dx.plan_keys import in_plan
from yamato_dx.queries.assessed import (
    View,
    answers_at,
    assessed,
    plan_at,
    plans_at,
    view_of,
)
from yamato_dx.queries.entries import standing
from yamato_dx.queries.plan.books import plan_workbook
from yamato_dx.queries.plan.registrations import registration_of
from yamato_dx.queries.plan.sight import plans_in_effect
from yamato_dx.queries.reports.preview import preview_report
from yamato_dx.queries.schedule.items import schedule
from yamato_dx.rows import rows_of
from yamato_dx.store.record import Record

CLERK = Actor.at_server("計画係")
OLD = plans_in(None)[-1]
NEXT = next_plan(OLD, OLD.plan_version)
BAND, ITEM = OLD.open_questions[0].question_id, OLD.work_items[0].work_item_id
# The old plan is over, of the next one no year.
ON = date(2026, 6, 15)
ALL_KPIS = frozenset(kpi.kpi_id for kpi in OLD.kpis)
LATER = date(2027, 6, 15)


@pytest.fixture
def record(tmp_path: Path, begun: Begun) -> Iterator[Record]:
    with open_record(begun(tmp_path / "record.duckdb", Place())) as opened:
        yield opened


def registered(record: Record, on: date = ON) -> None:
    offer = offer_in(plan_workbook(NEXT, "ja"), "次期.xlsx")
    proposal = propose(record, offer, on)
    assert (proposal.faults, proposal.is_another, proposal.plan_id) == ((), True, NEXT.plan_id)
    assert load(record, proposal, CLERK, same_kpis=ALL_KPIS) == (NEXT.plan_version,)


def of_next(record: Record, on: date = ON) -> View:
    return view_of(record, on=on, plan_id=NEXT.plan_id)


def told(record: Record, plan_id: str, status: str) -> None:
    send_report(
        record,
        data=None,
        file_name=None,
        values=None,
        progress={in_plan(plan_id, ITEM): WorkProgress(status, None, None, "")},
        actor=CLERK,
        previewed_at=record.head(),
    )


def test_a_later_plan_changes_no_earlier_year(record: Record) -> None:
    sent(record)
    decide(record, BAND, "no_band", actor=CLERK, decided_by="本部")
    before = assessed(record, view_of(record, on=ON)).frame
    lines = schedule(record, view_of(record, on=ON), "ja").lines
    registered(record)
    pd.testing.assert_frame_equal(assessed(record, view_of(record, on=ON)).frame, before)
    assert schedule(record, view_of(record, on=ON), "ja").lines == lines
    # Of the next one nothing is decided, reported or planned yet.
    assert answers_at(record, record.head(), NEXT.plan_id) == ()
    assert {line.progress for line in schedule(record, of_next(record), "ja").lines} == {None}


def test_two_plans_with_the_same_ids_do_not_touch_each_other(record: Record) -> None:
    registered(record)
    decide(record, BAND, "no_band", actor=CLERK, decided_by="本部", plan_id=OLD.plan_id)
    told(record, OLD.plan_id, "done")
    told(record, NEXT.plan_id, "under_way")
    enter(record, HOLDER, {"cio": Holder("山田", "")}, CLERK, plan_id=NEXT.plan_id)
    for plan_id, status, answers, holders in (
        (OLD.plan_id, "done", 1, 0),
        (NEXT.plan_id, "under_way", 0, 1),
    ):
        progress = standing(record, PROGRESS, plan_id)
        assert [entry.value.status for entry in progress.values()] == [status]
        assert len(answers_at(record, record.head(), plan_id)) == answers
        assert len(standing(record, HOLDER, plan_id)) == holders
        view = view_of(record, on=ON, plan_id=plan_id)
        (reported,) = [line for line in schedule(record, view, "ja").lines if line.progress]
        assert (reported.item_id, reported.status) == (ITEM, status)
    assert record.faults().empty


def test_a_plan_just_ended_is_shown_until_a_figure_of_the_next_is_due(record: Record) -> None:
    registered(record)
    for on, shown in ((ON, OLD), (date(2027, 3, 31), OLD), (date(2027, 4, 1), NEXT)):
        view = view_of(record, on=on)
        assert plan_at(record, view).plan_id == shown.plan_id
        assert plans_in_effect(record, view, "ja")[0].plan_id == shown.plan_id


def test_before_its_day_it_shows_nowhere(record: Record) -> None:
    registered(record, date(2026, 2, 1))
    before = view_of(record, on=date(2026, 3, 31))
    assert [plan.plan_id for plan in plans_in_effect(record, before, "ja")] == [OLD.plan_id]
    after = plans_in_effect(record, view_of(record, on=ON), "ja")
    assert [plan.plan_id for plan in after] == [OLD.plan_id, NEXT.plan_id]


def sent(record: Record, kpi_no: str = "4") -> None:
    view = view_of(record, on=LATER)
    preview = preview_report(record, year_csv(("令和7年度", kpi_no, "1105")), "実績.csv", view)
    assert preview.is_sendable, preview.problems
    send_report(
        record,
        data=preview.data,
        file_name=preview.file_name,
        values=preview.values,
        actor=CLERK,
        previewed_at=preview.revision,
    )


def test_a_figure_is_read_and_judged_by_the_plan_that_holds_its_year(record: Record) -> None:
    renumbered = replace(
        NEXT, kpis=tuple(replace(kpi, kpi_no=f"N{kpi.kpi_no}") for kpi in NEXT.kpis)
    )
    proposal = propose(record, Offer((renumbered,), ()), ON)
    load(record, proposal, CLERK, same_kpis=ALL_KPIS)
    sent(record)  # by the old numbers
    old = assessed(record, view_of(record, on=LATER, plan_id=OLD.plan_id)).frame
    new = assessed(record, of_next(record, LATER)).frame
    reported = old[old["fiscal_year"].eq(2025) & old["actual_value"].notna()]
    assert len(reported)
    assert set(reported["verdict"]) & {"met", "nearly_met", "not_met"}
    in_next = new[new["fiscal_year"].eq(2025)]
    assert set(in_next["verdict"]) <= {"outside_period"}


def test_as_it_was_before_it_was_registered(record: Record) -> None:
    before = record.head()
    registered(record)
    asked = View(before, LATER, plan_id=NEXT.plan_id)
    assert plan_at(record, asked).plan_id == OLD.plan_id


def test_taken_back_it_was_never_there(record: Record) -> None:
    held = plans_at(record, record.head())
    frame = assessed(record, view_of(record, on=LATER)).frame
    registered(record)
    take_back(record, NEXT.plan_id, CLERK)
    assert plans_at(record, record.head()) == held
    pd.testing.assert_frame_equal(assessed(record, view_of(record, on=LATER)).frame, frame)
    assert record.faults().empty
    registered(record)  # and comes again
    assert {plan.plan_id for plan in plans_at(record, record.head())} == {OLD.plan_id, NEXT.plan_id}


def test_who_reads_the_file_alone_sees_no_plan_that_was_taken_back(
    tmp_path: Path, begun: Begun
) -> None:
    place = begun(tmp_path / "audited.duckdb", Place())
    with open_record(place) as record:
        registered(record)
        take_back(record, NEXT.plan_id, CLERK)
    with duckdb.connect(str(place.database), read_only=True) as file:
        assert file.execute("SELECT plan_id FROM plan_version").fetchall() == [(OLD.plan_id,)]
        assert file.execute("SELECT count(*) FROM municipality").fetchall() == [(1,)]


def test_what_was_recorded_of_it_keeps_it(record: Record) -> None:
    registered(record)
    told(record, NEXT.plan_id, "under_way")
    with pytest.raises(PlanNeeded) as refusal:
        take_back(record, NEXT.plan_id, CLERK)
    assert "工程・取組の報告 1件" in refusal.value.sentence("ja")
    assert "1 report on a work item" in refusal.value.sentence("en")


@pytest.mark.parametrize("plan_id", [OLD.plan_id, "no_such_plan"])
def test_the_only_plan_stays(record: Record, plan_id: str) -> None:
    with pytest.raises(Refused):
        take_back(record, plan_id, CLERK)


def test_another_meaning_under_the_same_id_is_refused(record: Record) -> None:
    changed = replace(NEXT.kpis[0], unit=replace(NEXT.kpis[0].unit, ja="時間"))
    offer = Offer((replace(NEXT, kpis=(changed, *NEXT.kpis[1:])),), ())
    proposal = propose(record, offer, ON)
    assert [fault.code for fault in proposal.faults] == ["measure_changed"]


# ── the same figures? ────────────────────────────────────────────────────────────────────────


def test_nobody_loads_another_plan_who_has_not_said_which_figures_are_the_same(
    record: Record,
) -> None:
    proposal, head = propose(record, Offer((NEXT,), ()), ON), record.head()
    known = NEXT.kpis[0].kpi_id
    for said in ((), (known,), ALL_KPIS - {known}):
        with pytest.raises(KpisUnconfirmed) as refusal:
            load(record, proposal, CLERK, same_kpis=said)
        for lang in LANGUAGES:
            sentence = refusal.value.sentence(lang)
            assert (f"({known})" in sentence) is (known not in said)
            assert "--same-kpi" in sentence
    assert record.head() == head


def test_no_start_brings_another_plan_in(tmp_path: Path, begun: Begun) -> None:
    """A folder is asked nothing; so it takes none in but the record's own plan."""
    place = begun(tmp_path / "record.duckdb", Place())
    folder = tmp_path / "next" / "1.0"
    folder.mkdir(parents=True)
    for name, content in plan_files(NEXT).items():
        (folder / name).write_text(content, encoding="utf-8")
    of_next = replace(place, plan_folder=folder.parent)
    with pytest.raises(Refused) as refusal:
        open_record(of_next)
    assert refusal.value.message_id == "plan.loading.folder_of_other"
    with open_record(place) as record:
        assert {plan.plan_id for plan in plans_at(record, record.head())} == {OLD.plan_id}
        registered(record)
    with open_record(of_next) as record:  # it is known by then
        assert len(plans_at(record, record.head())) == 2


def test_who_said_so_stays_in_the_record(record: Record) -> None:
    registered(record)
    (event,) = rows_of(record.audit_events().head(1))
    assert (event["act"], event["actor_name"]) == ("load", CLERK.name)
    known = registration_of(record, record.head(), NEXT.plan_id, NEXT.plan_version)
    assert known
    assert (known.by, set(known.same_kpis)) == (CLERK.name, ALL_KPIS)
    first = registration_of(record, record.head(), OLD.plan_id, OLD.plan_version)
    assert first
    assert (first.by, first.same_kpis) == ("", ())  # from the folder, at the start


def test_of_a_new_version_only_what_is_defined_anew_is_asked(record: Record) -> None:
    changed = replace(OLD.kpis[0], tells=OLD.kpis[0].tells_not)
    later = replace(
        OLD,
        plan_version="2.1",
        effective_from=date(2026, 3, 1),
        kpis=(changed, *OLD.kpis[1:]),
    )
    proposal = propose(record, Offer((later,), ()), ON)
    assert [one.kpi.kpi_id for one in proposal.waiting] == [changed.kpi_id]
    with pytest.raises(KpisUnconfirmed):
        load(record, proposal, CLERK)
    load(record, proposal, CLERK, same_kpis={changed.kpi_id})
    known = registration_of(record, record.head(), OLD.plan_id, "2.1")
    assert known
    assert known.same_kpis == (changed.kpi_id,)


def test_of_versions_loaded_together_each_keeps_its_own_confirmations(record: Record) -> None:
    changed = replace(NEXT.kpis[0], tells=NEXT.kpis[0].tells_not)
    second = replace(
        NEXT,
        plan_version="9.0",
        effective_from=NEXT.last_year.first_day,
        kpis=(changed, *NEXT.kpis[1:]),
    )
    proposal = propose(record, Offer((NEXT, second), ()), ON)
    load(record, proposal, CLERK, same_kpis=ALL_KPIS)
    for version, ids in ((NEXT.plan_version, ALL_KPIS), ("9.0", {changed.kpi_id})):
        known = registration_of(record, record.head(), NEXT.plan_id, version)
        assert known
        assert set(known.same_kpis) == ids
