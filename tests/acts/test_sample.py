"""The record of `make demo` is a living one, and keeps what was tried out in it."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

from tests.entered import plan_of
from yamato_dx.acts.actor import Actor
from yamato_dx.acts.closing.entering import (
    enter_carry_over,
    enter_effects,
    enter_judgement,
    enter_opinion,
)
from yamato_dx.acts.deciding import undecide
from yamato_dx.acts.entering import enter
from yamato_dx.acts.opening import Place, open_record
from yamato_dx.entries.decisions import DECISION
from yamato_dx.entries.review.closing import CARRY_OVER, CLOSING, EFFECT, JUDGEMENT, OPINION
from yamato_dx.entries.review.comments import COMMENT
from yamato_dx.entries.review.happenings import HAPPENING
from yamato_dx.entries.review.meetings import FOLLOW_UP, MEETING, MEETING_POINT
from yamato_dx.entries.review.publications import PUBLICATION
from yamato_dx.entries.review.resources import BUDGET_LINE, WORK_HOURS
from yamato_dx.entries.sections import OWNER, SECTION
from yamato_dx.queries.assessed import assessed, plans_at, view_of
from yamato_dx.queries.comments.comments import comment_lines, count_of
from yamato_dx.queries.entries import standing
from yamato_dx.queries.meetings.follow_ups import follow_ups_at, overdue
from yamato_dx.queries.meetings.held import meetings_at
from yamato_dx.queries.reports.owned import owned_things
from yamato_dx.queries.reports.reasons import reasons_in
from yamato_dx.queries.town import town_at
from yamato_dx.rows import rows_of
from yamato_dx.store.record import Record

LAST_DAY = date(2026, 3, 31)
ON = date(2026, 5, 11)
WORDS = (
    *(COMMENT, HAPPENING, BUDGET_LINE, WORK_HOURS, MEETING_POINT, FOLLOW_UP),
    *(EFFECT, JUDGEMENT, OPINION, CARRY_OVER),
)


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
            for kind in (SECTION, OWNER, DECISION, MEETING, *WORDS)
            for entry in standing(record, kind, plan_of(record)).values()
        ]
    assert {name.startswith("見本") for name in said} == {True}


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


def test_the_whole_loop_is_shown_but_for_its_ends(tmp_path: Path) -> None:
    """To close, to confirm and to publish are left to whoever tries it out."""
    with sample(tmp_path) as record:
        plan_id = plan_of(record)
        assert [
            kind.name for kind in (MEETING, *WORDS) if not standing(record, kind, plan_id)
        ] == []
        assert not standing(record, CLOSING, plan_id)
        assert not standing(record, PUBLICATION, plan_id)


def test_something_of_each_is_missing(tmp_path: Path) -> None:
    with sample(tmp_path) as record:
        view, plan_id = view_of(record, on=ON), plan_of(record)
        explained = count_of(comment_lines(record, view))
        followed = follow_ups_at(record, view.revision, plan_id)
        opinions = standing(record, OPINION, plan_id).values()
        carried, plan = standing(record, CARRY_OVER, plan_id), assessed(record, view).plan
    assert 0 < explained.missing < explained.asked
    assert len(overdue(followed, ON)) == 1
    assert {found.state for found in followed} == {"open", "done"}
    assert {bool(opinion.value.answer) for opinion in opinions} == {True, False}
    assert len(plan.kpis) - len(carried) == 1


def test_its_words_say_that_they_are_fictitious(tmp_path: Path) -> None:
    with sample(tmp_path) as record:
        documents = [
            json.dumps(kind.write(entry.value), ensure_ascii=False)
            for kind in WORDS
            for entry in standing(record, kind, plan_of(record)).values()
        ]
    texts = [text for document in documents for text in re.findall(r'"([^"]*)"', document)]
    unmarked = [
        text for text in texts if re.search("[ぁ-ん]", text) and not text.startswith("見本：")
    ]
    assert unmarked == []


def test_each_decision_is_of_the_point_that_it_speaks_of(tmp_path: Path) -> None:
    """They are told by number, and what is on the agenda is found by rule."""
    with sample(tmp_path) as record:
        (meeting,) = meetings_at(record, record.head())
    spoken = {item.number: item.subject for item in meeting.items if item.number in meeting.points}
    assert spoken == {
        1: "kpi:standardised_systems:2025",
        2: "question:nearly_met_band",
        4: "question:paperless_reading",
        6: "",  # came up at the meeting
    }


def test_what_it_enters_is_what_the_acts_take(tmp_path: Path) -> None:
    """An effect that was found has evidence, a KPI that goes into another names it."""
    office = Actor.at_server("見本事務局")
    with sample(tmp_path) as record:
        plan_id, head = plan_of(record), record.head()
        effects = {
            (int(key.split(":")[0]), int(key.split(":")[1])): entry.value
            for key, entry in standing(record, EFFECT, plan_id).items()
        }
        enter_effects(record, effects, office)
        for subject, judgement in standing(record, JUDGEMENT, plan_id).items():
            enter_judgement(record, subject, judgement.value, office)
        for number, opinion in standing(record, OPINION, plan_id).items():
            enter_opinion(record, opinion.value, office, number=int(number))
        carried = standing(record, CARRY_OVER, plan_id)
        enter_carry_over(record, {key: entry.value for key, entry in carried.items()}, office)
        assert record.head() == head  # the same words add nothing


def test_words_that_were_taken_away_do_not_come_back(tmp_path: Path) -> None:
    with sample(tmp_path) as record:
        plan_id = plan_of(record)
        enter(record, HAPPENING, {"1": None}, Actor.at_server("試した人"), plan_id=plan_id)
        head = record.head()
    with sample(tmp_path) as record:
        assert record.head() == head
