"""«現在 ▾»: every act after which something else stood, one line each."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.entered import enter, plan_of
from tests.queries.conftest import CLERK, ON, now, sent
from tests.reports import year_csv
from yamato_dx.acts.deciding import decide, undecide
from yamato_dx.acts.entering import enter_together
from yamato_dx.acts.extending import extend, unextend
from yamato_dx.acts.loading import load_benchmarks, load_plans, mark_sample
from yamato_dx.acts.withdrawal import withdraw
from yamato_dx.entries.sections import OWNER, SECTION, Owner, Section
from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.i18n import LANGUAGES, catalogue
from yamato_dx.plan.model.serialise import plan_to_document
from yamato_dx.plan.model.types import Text
from yamato_dx.queries.assessed import answers_at, plans_at, view_of
from yamato_dx.queries.moments import OFFERED, moments
from yamato_dx.queries.town import town_at
from yamato_dx.store.record import Record

BAND = "「おおむね達成」とする範囲"


def told(record: Record, lang: str = "ja") -> list[str]:
    return [what for _, what in moments(record, record.head(), lang)]


def test_a_new_record_has_no_past(record: Record) -> None:
    # Its first loads held before they came; a mark of fictitious figures changes none.
    assert told(record) == []
    mark_sample(record)
    assert told(record) == []


def test_every_act_is_one_line_newest_first(record: Record) -> None:
    first = sent(record, year_csv(("R6", "9-1", "60")))
    second = sent(record, year_csv(("R6", "9-1", "81")), replaces=first)
    withdraw(record, second, CLERK)
    decide(record, "nearly_met_band", "no_band", actor=CLERK, decided_by="本部")
    undecide(record, "nearly_met_band", actor=CLERK)
    decided = {"decided_by": "町長", "approval_no": "企第12号", "reason": "災害"}
    extend(record, FiscalYear(2027), actor=CLERK, **decided)
    unextend(record, actor=CLERK)
    residents = Section("s01", Text("住民課", "住民課"), None, None)
    register = {SECTION: {"s01": residents}, OWNER: {"kpi:x": Owner("s01", None)}}
    enter_together(record, register, CLERK, plan_id=plan_of(record))
    enter(record, "component", {"a:1": {"name": "住民基本台帳"}, "a:2": {"name": "税"}}, CLERK)
    assert told(record) == [
        "内訳の登録",
        "担当課の登録",
        "計画期間の延長の取消し",
        "計画期間の延長",
        f"決定の取消し：{BAND}",
        f"決定：{BAND}",
        f"報告 {second} の取消し",
        f"差替えの報告 {second}",
        f"報告 {first}",
    ]
    times = [moment for moment, _ in moments(record, record.head(), "ja")]
    assert times == sorted(times, reverse=True)
    assert all(one.tzinfo for one in times)


def test_a_later_load_is_a_moment(record: Record) -> None:
    plan = plans_at(record, record.head())[-1]
    revised = replace(plan, plan_version="2.1", effective_from=date(2026, 4, 1))
    load_plans(record, revised.plan_id, {"2.1": plan_to_document(revised)})
    held = record.dataset_at("benchmark")
    assert held
    load_benchmarks(record, held + "\n")
    assert told(record) == ["公表値（比較対象値）の読込", "計画 第2.1版の読込"]


def test_the_moment_before_a_decision_shows_the_world_before_it(record: Record) -> None:
    number = sent(record, year_csv(("R6", "9-1", "60")))
    decide(record, "nearly_met_band", "no_band", actor=CLERK, decided_by="本部")
    enter(record, "section", {"s01": {"name_ja": "住民課"}}, CLERK)
    offered = {what: moment for moment, what in moments(record, record.head(), "ja")}
    before = view_of(record, as_of=offered[f"報告 {number}"], on=ON)
    after = view_of(record, as_of=offered[f"決定：{BAND}"], on=ON)
    assert answers_at(record, before.revision, plan_of(record)) == ()
    assert [one.candidate_id for one in answers_at(record, after.revision, plan_of(record))] == [
        "no_band"
    ]
    assert town_at(record, after.revision, plan_of(record)).sections == {}
    assert set(town_at(record, now(record).revision, plan_of(record)).sections) == {"s01"}


def test_only_the_newest_are_offered(record: Record) -> None:
    for place in range(OFFERED + 3):
        enter(record, "holder", {"cio": {"name": f"{place}", "section": None}}, CLERK)
    assert len(told(record)) == OFFERED


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_kind_of_act_has_words(lang: str) -> None:
    acts = {
        "report", "replace", "withdraw", "decision", "taken_back", "section", "owner", "holder",
        "sections", "component", "card", "supplement", "principle_link", "take_back",
        "extension", "extension_taken_back",
        "confirm", "confirm_several", "return", "reading", "forgotten",
        "round", "round_deadline", "round_closing", "reminder",
        "comment", "resources", "happening", "happening_taken_back",
        "meeting", "meeting_gone", "meeting_point", "follow_up",
        "closing_words", "closing", "publication", "release", "unreleased",
        "load.plan", "load.benchmark", "load.population", "accept_loss", "restore", "confirm_clock",
        "load.sample", "move", "remove_bytes",
    }  # fmt: skip
    start = "queries.moment."
    worded = {key.removeprefix(start) for key in catalogue(lang) if key.startswith(start)}
    assert worded == acts
