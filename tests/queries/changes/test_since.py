"""What is marked since when: of a meeting since the one before it; each figure once, with what it
was."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.meetings import LATER, ON, held, made
from tests.queries.conftest import now, sent
from tests.reports import year_csv
from yamato_dx.i18n import LANGUAGES
from yamato_dx.queries.changes.moments import known_moments, moment_called
from yamato_dx.queries.changes.since import (
    ChangedFigure,
    before_meeting,
    figures_since,
    is_earlier,
    mark_words,
    told_words,
)
from yamato_dx.queries.meetings.held import last_made
from yamato_dx.store.record import Record

KPI = "smartphone_course_attendees"


@pytest.mark.usefixtures("without_papers")
def test_a_meeting_is_held_against_the_one_that_saw_the_record_before_it(record: Record) -> None:
    first = made(record, ON)
    sent(record, year_csv(("R6", "9-1", "60")))
    second, third = made(record, LATER), made(record, LATER + timedelta(days=1))
    assert before_meeting(record, first, "", "ja") is None
    for meeting, before in ((second, first), (third, second)):
        found = before_meeting(record, meeting, "", "ja")
        assert found is not None
        assert found.code == f"meeting.{before.meeting_id}"
        assert found.view.revision == before.meeting.snapshot.revision
    assert last_made(record, now(record), second.meeting.plan_id) == held(record, third.meeting_id)


def test_a_figure_is_marked_with_what_it_was(record: Record) -> None:
    before = now(record)
    sent(record, year_csv(("R6", "9-1", "60")))
    marks = figures_since(record, before, now(record), "ja")
    assert dict(marks) == {(KPI, 2024): ChangedFigure("－未報告 → ○おおむね達成　60人", "未報告")}
    middle = now(record)
    sent(record, year_csv(("R6", "9-1", "61")))
    (changed,) = figures_since(record, middle, now(record), "ja").values()
    assert changed == ChangedFigure("○おおむね達成　60人 → ○おおむね達成　61人", "60人")
    assert mark_words(changed, "ja") == "● 前回 60人"
    assert told_words(changed, "第1回", "ja").startswith("前回 第1回：○おおむね達成　60人 →")


def test_a_figure_that_only_became_final_is_told_by_its_own_sentence() -> None:
    assert mark_words(ChangedFigure("確定", ""), "ja") == "● 前回"


def test_nothing_is_marked_since_the_moment_itself(record: Record) -> None:
    view = now(record)
    assert not is_earlier(view, view)
    assert is_earlier(view, replace(view, on=view.on + timedelta(days=1)))
    assert dict(figures_since(record, view, view, "ja")) == {}


@pytest.mark.usefixtures("without_papers")
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_moment_is_found_by_its_code_as_it_stands_in_the_list(record: Record, lang: str) -> None:
    made(record)
    sent(record, year_csv(("R6", "9-1", "60")))
    known = known_moments(record, now(record), lang)[1:]  # without now
    assert {moment.kind for moment in known} >= {"meeting", "moment"}
    assert [moment_called(record, now(record), moment.code, lang) for moment in known] == [*known]
    assert moment_called(record, now(record), "meeting.2099-1", lang) is None
