"""計画の登録: faults by cell, the difference, a new version; and the page of an empty start."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Final

import openpyxl
import pytest

from tests.forms import EXTEND, LOAD
from tests.next_plan import next_plan
from tests.pages.conftest import MINATO
from tests.pages.visiting import ON, Visit
from tests.queries.conftest import CLERK, sent
from tests.reports import year_csv
from yamato_dx.acts.actor import Actor
from yamato_dx.acts.extending import extend
from yamato_dx.acts.opening import Place
from yamato_dx.acts.planning import Offer, propose
from yamato_dx.acts.planning import load as load_plan
from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.i18n import LANGUAGES
from yamato_dx.plan.folder.reading import read_plans
from yamato_dx.plan.model.types import Plan
from yamato_dx.queries.plan.books import plan_workbook
from yamato_dx.root import ROOT
from yamato_dx.store.record import Record
from yamato_dx.web.served import Served

YAMATO: Final = read_plans(ROOT / "data" / "plans" / "yamato")[-1]
LATER: Final = replace(YAMATO, plan_version="2.1", effective_from=YAMATO.last_year.first_day)
BOOK: Final = "計画.xlsx"
STAY_ID: Final = "visitor_stay_minutes"  # KPI 1
DROPPED: Final = "convenience_store_certificates"  # KPI 4


def offered(record: Record, plan: Plan, lang: str = "ja") -> Visit:
    return Visit.of(record, lang).open("planning").upload(plan_workbook(plan, lang), BOOK)


def load(reader: Visit, who: str = "企画係") -> Visit:
    return reader.fill(LOAD.by, who).press(LOAD.button)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_revision_is_shown_by_its_difference_and_loaded(record: Record, lang: str) -> None:
    reader = offered(record, LATER, lang)
    assert reader.shows("plan.loading.offer.title", version="2.1", held="2.0", count=2)
    rows = reader.table("plan.loading.changes.title", version="2.1", held="2.0")
    assert [row[-2:] for row in rows] == [["2.0", "2.1"], ["2024-04-01", "2025-04-01"]]
    load(reader)
    assert reader.shows("plan.loading.loaded", versions="2.1")
    recorded = reader.table("plan.loading.recorded.title")
    assert [(row[0], row[-1]) for row in recorded] == [
        ("2.1", reader.say("plan.loading.recorded.held")),
        ("2.0", reader.say("plan.loading.recorded.earlier")),
    ]
    assert "2.1" in reader.run().html.children[0].words()  # the brand, above every page


def test_every_fault_is_told_by_its_cell_and_nothing_is_loaded(record: Record) -> None:
    book = openpyxl.load_workbook(BytesIO(plan_workbook(LATER, "ja")))
    book["計画"]["C3"] = "434470"
    book["KPI"]["H3"] = "at_lest"
    book["年度目標"]["C4"] = "約25"
    faulty = BytesIO()
    book.save(faulty)
    reader = Visit.of(record).open("planning").upload(faulty.getvalue(), BOOK)
    assert reader.shows("plan.loading.faults.title", count=3)
    rows = reader.table("plan.loading.faults.caption", file=BOOK)
    assert [row[0] for row in rows] == ["「計画」!C3", "「KPI」!H3", "「年度目標」!C4"]
    assert reader.buttons(LOAD.button) == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_kpi_that_lost_its_targets_is_noted_and_may_be_loaded(record: Record, lang: str) -> None:
    kpis = tuple(replace(kpi, targets=()) if kpi.kpi_id == DROPPED else kpi for kpi in LATER.kpis)
    reader = offered(record, replace(LATER, kpis=kpis), lang)
    (row,) = reader.table("plan.loading.notes.title", count=1)
    assert "plan.kpi_without_target" in row
    assert load(reader).shows("plan.loading.loaded", versions="2.1")


def test_a_version_that_is_recorded_is_not_rewritten(record: Record) -> None:
    reader = offered(record, replace(YAMATO, secretariat=YAMATO.title))
    (row,) = reader.table("plan.loading.faults.caption", file=BOOK)
    assert row[0] == "「計画」!C7"
    assert reader.buttons(LOAD.button) == []


def test_the_same_plan_changes_nothing(record: Record) -> None:
    assert offered(record, YAMATO).shows("plan.loading.nothing_new")


def test_nobody_loads_without_a_name(record: Record) -> None:
    assert load(offered(record, LATER), " ").shows("plan.loading.by_missing")


def test_of_two_who_load_at_once_the_second_is_told(record: Record) -> None:
    other = replace(LATER, plan_version="2.2", effective_from=YAMATO.last_year.last_day)
    first, second = offered(record, LATER), offered(record, other)
    assert load(first).shows("plan.loading.loaded", versions="2.1")
    assert load(second).shows("plan.loading.stale")


def test_a_report_on_what_a_later_version_drops_is_still_shown(record: Record) -> None:
    number = sent(record, year_csv(("R6", "4", "640")))
    questions = tuple(
        replace(question, kpi_ids=tuple(kpi for kpi in question.kpi_ids if kpi != DROPPED))
        for question in LATER.open_questions
    )
    kpis = tuple(kpi for kpi in LATER.kpis if kpi.kpi_id != DROPPED)
    load(offered(record, replace(LATER, kpis=kpis, open_questions=questions)))
    reader = Visit.of(record).open("history", batch=number)
    (row,) = reader.table("reports.history.detail", batch=number)
    assert row[1] == "4 コンビニ交付 発行件数"
    reader.open("report", replaces=number).upload(year_csv(("R6", "4", "641")))
    assert "641件" in reader.words()


# ── the same figures? ────────────────────────────────────────────────────────────────────────

NEXT: Final = next_plan(YAMATO)
NUMBERS: Final = [kpi.kpi_no for kpi in YAMATO.kpis]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_another_plan_is_loaded_once_its_kpis_are_said_to_be_the_known_ones(
    record: Record, lang: str
) -> None:
    reader = offered(record, NEXT, lang)
    rows = reader.table("plan.loading.kpis.title")
    assert [row[0].split()[0] for row in rows] == NUMBERS
    assert {row[2] for row in rows} == {reader.say("plan.loading.kpis.state.same")}
    load(reader)
    assert not reader.shows("plan.loading.loaded", versions="1.0")
    assert reader.shows("plan.loading.kpis.unticked")
    joined = reader.say("queries.list").join(NUMBERS)
    reader.tick("plan.loading.kpis.confirm.same", count=len(NUMBERS), numbers=joined)
    load(reader)
    assert reader.shows("plan.loading.loaded", versions="1.0")
    (row, _held) = reader.table("plan.loading.recorded.title")
    assert "企画係" in row[5]
    assert reader.say("plan.loading.recorded.same_kpis", numbers=joined) in row[5]


def test_of_known_kpis_of_several_plans_each_names_its_own(record: Record) -> None:
    """What the next plan dropped is known from the old one."""
    dropping = replace(
        NEXT,
        kpis=tuple(kpi for kpi in NEXT.kpis if kpi.kpi_id != DROPPED),
        open_questions=(),
    )
    proposal = propose(record, Offer((dropping,), ()), ON)
    ids = [offered.kpi.kpi_id for offered in proposal.waiting]
    load_plan(record, proposal, Actor.at_server("企画係"), same_kpis=ids)
    third = next_plan(NEXT)
    rows = offered(record, third).table("plan.loading.kpis.title")
    named = [(kpi.kpi_no, NEXT if kpi.kpi_id in ids else YAMATO) for kpi in third.kpis]
    for row, (number, plan) in zip(rows, named, strict=True):
        assert row[1].startswith(f"{number} ")
        assert plan.title.ja in row[1]


def test_each_kpi_that_is_defined_anew_has_a_tick_of_its_own(record: Record) -> None:
    first, second, *others = LATER.kpis
    anew = [replace(kpi, tells=kpi.tells_not) for kpi in (first, second)]
    offer = replace(LATER, kpis=(*anew, *others))
    reader = offered(record, offer)
    rows = reader.table("plan.loading.kpis.title")
    assert [row[2] for row in rows[:3]] == ["定義が変わる", "定義が変わる", "同じ"]
    assert f"{first.tells.ja} → {first.tells_not.ja}" in rows[0][3]
    for kpi, is_loaded in ((first, False), (second, True)):
        name = kpi.short_name.ja
        reader.tick("plan.loading.kpis.confirm.changed", number=kpi.kpi_no, name=name)
        load(reader)
        assert reader.shows("plan.loading.loaded", versions="2.1") is is_loaded


def test_a_tick_is_for_what_was_shown_alone(record: Record) -> None:
    """A corrected file that comes in its place is another one."""
    anew = replace(LATER.kpis[0], tells=LATER.kpis[0].tells_not)
    other = replace(anew, name=YAMATO.title)
    label = {"number": anew.kpi_no, "name": anew.short_name.ja}
    reader = offered(record, replace(LATER, kpis=(anew, *LATER.kpis[1:])))
    reader.tick("plan.loading.kpis.confirm.changed", **label).run()
    reader.upload(plan_workbook(replace(LATER, kpis=(other, *LATER.kpis[1:])), "ja"), "直した.xlsx")
    load(reader)
    assert not reader.shows("plan.loading.loaded", versions="2.1")
    reader.tick("plan.loading.kpis.confirm.changed", **label)
    assert load(reader).shows("plan.loading.loaded", versions="2.1")


def test_a_new_kpi_that_is_called_like_a_known_one_is_told(record: Record) -> None:
    renamed = replace(NEXT.kpis[0], kpi_id="stay")
    questions = tuple(
        replace(
            question,
            kpi_ids=tuple("stay" if one == STAY_ID else one for one in question.kpi_ids),
        )
        for question in NEXT.open_questions
    )
    plan = replace(NEXT, kpis=(renamed, *NEXT.kpis[1:]), open_questions=questions)
    row = offered(record, plan).table("plan.loading.kpis.title")[0]
    assert row[1:3] == ["–", "新しい"]
    assert f"（{STAY_ID}）" in row[3]


def test_a_version_whose_kpis_are_all_the_same_shows_no_table(record: Record) -> None:
    reader = offered(record, LATER)
    assert reader.shows("plan.loading.kpis.all_same", count=len(NUMBERS))
    assert reader.say("plan.loading.kpis.title") not in reader.tables
    assert list(reader.app.checkbox) == []


# ── the next plan ────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_next_plan_is_proposed_right_behind_the_old_one(record: Record, lang: str) -> None:
    reader = Visit.of(record, lang).open("planning")
    first, last = (
        next(box for box in reader.app.selectbox if box.label == reader.say(label))
        for label in ("plan.loading.next.first", "plan.loading.next.last")
    )
    assert (first.value, last.value) == (2026, 2029)
    assert reader.field("plan.loading.next.plan_id").value == f"{YAMATO.plan_id}_2026"
    first.set_value(2027)
    reader.run()
    last = next(
        box for box in reader.app.selectbox if box.label == reader.say("plan.loading.next.last")
    )
    assert last.value == 2030


def test_an_id_that_no_plan_can_have_is_told_and_nothing_is_offered(record: Record) -> None:
    reader = Visit.of(record).open("planning")
    outlines = [one for one in reader.app.get("download_button") if "骨子" in one.proto.label]
    assert len(outlines) == 1
    reader.fill("plan.loading.next.plan_id", YAMATO.plan_id).run()
    assert reader.shows("plan.loading.next.known_id", raw=YAMATO.plan_id)
    assert not [one for one in reader.app.get("download_button") if "骨子" in one.proto.label]


# ── an empty start ───────────────────────────────────────────────────────────────────────────


@pytest.fixture
def waiting(tmp_path: Path) -> Served:
    """Served from an empty plan folder."""
    (tmp_path / "plan").mkdir()
    place = Place(tmp_path / "plan", tmp_path / "record.duckdb")
    served = Served()
    served.await_plan(place, date(2027, 1, 15))
    return served


def test_the_starter_is_there_before_and_after_the_first_plan(
    waiting: Served, record: Record
) -> None:
    for reader in (Visit(waiting).open(), Visit.of(record).open("planning")):
        saved = [one.proto.label for one in reader.app.get("download_button")]
        assert reader.say("plan.loading.take.starter") in saved


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_empty_start_becomes_the_loaded_town(waiting: Served, tmp_path: Path, lang: str) -> None:
    plan = read_plans(MINATO)[-1]
    title = plan.title.in_language(lang)
    reader = Visit(waiting, lang).open()
    assert reader.heading == reader.say("plan.loading.first.title")
    reader.upload(plan_workbook(None, lang), "様式.xlsx")
    assert reader.shows("plan.loading.faults.title", count=15)  # what an empty form lacks
    reader = Visit(waiting, lang).open().upload(plan_workbook(plan, lang), "湊市.xlsx")
    assert reader.shows("plan.loading.first.ready", title=title, version="2.0")
    load(reader)
    try:
        assert reader.open().heading == reader.say("kpis.headline.empty")
        assert title in reader.words()
        assert [version.name for version in (tmp_path / "plan").iterdir()] == ["2.0"]
    finally:
        waiting.record.close()


def extension_form(record: Record, lang: str = "ja") -> Visit:
    return Visit.of(record, lang).open("planning").unfold(EXTEND.buttons["open"])


def decide(reader: Visit, **told: str) -> Visit:
    for name, written in told.items():
        reader.fill(EXTEND.fields[name], written)
    return reader.fill(EXTEND.by, "企画係").press(EXTEND.button)


def until(reader: Visit, year: int) -> Visit:
    label = reader.say(EXTEND.fields["last_year"])
    (box,) = [box for box in reader.app.selectbox if box.label == label]
    box.set_value(year)
    return reader.run()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_plan_is_extended_by_a_form_that_says_what_changes(record: Record, lang: str) -> None:
    reader = until(extension_form(record, lang), 2027)
    reader.edit(0, edited_rows={3: {"2026": "1,300"}}).run()
    assert reader.shows("plan.extension.preview.without", count=19)
    assert "1,300" in reader.words()
    decide(reader, decided_by="町長", approval_no="企第12号", reason="次期計画と時期を合わせる")
    last = "令和9年度" if lang == "ja" else "FY2027"
    assert reader.shows("plan.extension.done", last=last)
    (row,) = reader.table("plan.loading.recorded.title")
    assert last in row[3]
    assert "1,300" in reader.open("initiatives", year=2026, initiative=4).words()


def test_what_is_missing_or_cannot_be_read_is_told_and_nothing_is_recorded(record: Record) -> None:
    head = record.head()
    reader = extension_form(record).edit(0, edited_rows={3: {"2026": "約千"}}).run()
    assert "「約千」は数ではありません" in reader.words()
    decide(reader, decided_by="町長")
    for name in ("approval_no", "reason"):
        assert reader.shows(f"plan.extension.missing.{name}")
    assert record.head() == head


def test_the_form_shows_what_was_decided_and_takes_it_back(record: Record) -> None:
    years = {FiscalYear(year) for year in (2026, 2027)}
    cells = {("4", year): "1,300件" for year in years}
    decided = {"decided_by": "町長", "approval_no": "企第12号", "reason": "災害"}
    extend(record, FiscalYear(2027), actor=CLERK, targets=cells, **decided)
    reader = Visit.of(record).open("planning").unfold(EXTEND.buttons["reopen"])
    assert reader.field(EXTEND.fields["approval_no"]).value == "企第12号"
    assert reader.app.dataframe[0].value.loc[3, ["2026", "2027"]].tolist() == ["1300", "1300"]
    reader.press(EXTEND.buttons["back"])
    assert reader.shows("plan.extension.by_missing")
    for field in reader.app.text_input:
        if field.label == reader.say(EXTEND.by):
            field.set_value("企画係")
    reader.press(EXTEND.buttons["back"])
    assert reader.shows("plan.extension.back.done")
    assert reader.buttons(EXTEND.buttons["back"]) == []


def test_the_year_box_of_an_earlier_moment_has_the_years_of_then(record: Record) -> None:
    before = record.moments()["recorded_at"].max().isoformat()
    decided = {"decided_by": "町長", "approval_no": "企第12号", "reason": "災害"}
    extend(record, FiscalYear(2027), actor=CLERK, **decided)
    reader = Visit.of(record).open("overview")
    assert "令和9年度" in reader.filter("year").options
    assert "R4～R9" in reader.words()
    reader.open("overview", as_of=before)
    assert "令和9年度" not in reader.filter("year").options
    assert "R4～R7" in reader.words()
    assert "R4～R9" not in reader.words()  # nor in the head of the page
    assert "R4～R9" in reader.open("rounds", as_of=before).words()  # which shows what is now
