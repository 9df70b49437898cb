"""A meeting is made, recorded on, corrected, followed up, taken back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

from tests.conftest import Begun
from tests.meetings import LATER, OFFICE, ON, held, made, recorded, view
from yamato_dx.acts.entering import Stale
from yamato_dx.acts.meetings import making
from yamato_dx.acts.meetings.making import MeetingCall, make_meeting, take_back_meeting
from yamato_dx.acts.meetings.recording import record_point, tell_follow_up
from yamato_dx.acts.opening import Place, open_record
from yamato_dx.entries.review.meetings import FollowUp, MeetingPoint
from yamato_dx.errors import Refused
from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.i18n import LANGUAGES
from yamato_dx.queries.meetings.held import meetings_at
from yamato_dx.store.files import FileToKeep
from yamato_dx.store.record import Record

pytestmark = pytest.mark.usefixtures("without_papers")

DONE = FollowUp("done", LATER, "報告を受けた")


@contextmanager
def refused(reason: str) -> Iterator[None]:
    with pytest.raises(Refused) as refusal:
        yield
    assert refusal.value.message_id == f"meetings.refused.{reason}"
    assert all(refusal.value.sentence(lang) for lang in LANGUAGES)


@pytest.fixture
def record(tmp_path: Path, begun: Begun) -> Iterator[Record]:
    with open_record(begun(tmp_path / "record.duckdb", Place())) as opened:
        yield opened


def test_a_meeting_is_numbered_and_named_by_its_fiscal_year(record: Record) -> None:
    first = made(record)
    assert (first.meeting_id, first.meeting.title) == ("2026-1", "令和8年度第1回 DX推進本部")
    assert first.made_by == OFFICE.name
    assert made(record, LATER).meeting.title == "令和8年度第2回 DX推進本部"
    own = made(record, date(2027, 4, 1), title=" 幹部会議 ")
    assert (own.meeting_id, own.meeting.title) == ("2027-1", "幹部会議")


def test_it_keeps_the_moment_the_rows_and_the_papers(
    record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    paper = FileToKeep("会議資料.pdf", b"%PDF-1.7 A3")
    asked = []

    def papers_to_keep(*told: object) -> tuple[FileToKeep, ...]:
        asked.append(told[-1])
        return (paper,)

    monkeypatch.setattr(making, "papers_to_keep", papers_to_keep)
    before = record.head()
    snapshot = made(record).meeting.snapshot
    assert (snapshot.revision, snapshot.on) == (before, ON)
    assert [(kept.file_name, kept.sha256) for kept in snapshot.papers] == [
        (paper.file_name, paper.sha256)
    ]
    assert record.file_bytes(paper.sha256) == paper.data
    assert record.file_bytes(snapshot.plans[0].rows)
    (wish,) = asked
    assert (wish.meeting.meeting_id, wish.lang) == ("2026-1", "ja")


def test_of_two_who_make_a_meeting_of_one_view_the_second_is_told(record: Record) -> None:
    seen, call = view(record), MeetingCall(ON, FiscalYear(2025))
    make_meeting(record, seen, call, actor=OFFICE)
    with pytest.raises(Stale):
        make_meeting(record, seen, MeetingCall(LATER, FiscalYear(2025)), actor=OFFICE)
    assert make_meeting(record, seen, call, actor=OFFICE).meeting_id == "2026-1"  # sent twice
    assert [held.meeting_id for held in meetings_at(record, record.head())] == ["2026-1"]


def test_points_are_left_out_and_added_before_it_is_made(record: Record) -> None:
    items = made(record, left_out=frozenset({1}), added=("次の計画の進め方", " ")).meeting.agenda
    assert [item.number for item in items] == list(range(1, len(items) + 1))
    assert "not_reported" not in {item.reason for item in items}  # the first one, of nobody
    assert (items[-1].reason, items[-1].words("en")) == ("other", "次の計画の進め方")


def test_a_year_that_the_plan_does_not_have_is_refused(record: Record) -> None:
    call = MeetingCall(ON, FiscalYear(2031))
    with pytest.raises(Refused, match="2031年度"):
        make_meeting(record, view(record), call, actor=OFFICE)


def test_a_meeting_is_taken_back_until_something_is_recorded_on_it(record: Record) -> None:
    made(record)
    take_back_meeting(record, "2026-1", actor=OFFICE)
    assert meetings_at(record, record.head()) == ()
    again = made(record)
    assert again.meeting_id == "2026-2"  # a number is not given twice
    assert again.meeting.title == "令和8年度第1回 DX推進本部"
    recorded(record, meeting_id="2026-2")
    with refused("recorded_on"):
        take_back_meeting(record, "2026-2", actor=OFFICE)
    with refused("unknown"):
        take_back_meeting(record, "2026-1", actor=OFFICE)


def test_a_point_is_recorded_and_corrected_by_a_new_entry(record: Record) -> None:
    made(record)
    then = recorded(record, words=" 原因を調べる ", owner="住民課", due=LATER)
    recorded(record, words="原因を調べ、次回に報告する")
    assert held(record).points[1].value.words == "原因を調べ、次回に報告する"
    (as_then,) = meetings_at(record, then)
    assert as_then.points[1].value == MeetingPoint("instructed", "原因を調べる", "住民課", LATER)


def test_a_point_that_came_up_at_the_meeting_has_a_title(record: Record) -> None:
    number = made(record).next_number
    with refused("no_title"):
        recorded(record, number)
    recorded(record, number, title="職員研修")
    assert held(record).items[-1].words_ja == "職員研修"
    assert held(record).next_number == number + 1


@pytest.mark.parametrize(
    ("number", "words", "reason"),
    [
        (0, "決める", "no_point"),
        (90, "決める", "no_point"),
        (1, "  ", "no_words"),
        (1, "\u200b\u2060", "no_words"),  # nothing that can be seen
    ],
)
def test_what_is_no_point_or_says_nothing_is_refused(
    record: Record, number: int, words: str, reason: str
) -> None:
    made(record)
    with refused(reason):
        recorded(record, number, words=words)
    with refused("unknown"):
        recorded(record, meeting_id="2019-1")


def test_two_who_record_the_same_point_meet_at_it_alone(record: Record) -> None:
    made(record, added=("研修",))
    seen = record.head()
    recorded(record, 1)
    point = MeetingPoint("decided", "別の決定")
    with pytest.raises(Stale) as stale:
        record_point(record, "2026-1", 1, point, actor=OFFICE, expected_revision=seen)
    assert [change.entry_key for change in stale.value.changes] == ["2026-1:1"]
    record_point(record, "2026-1", 2, point, actor=OFFICE, expected_revision=seen)
    assert set(held(record).points) == {1, 2}


def test_what_is_followed_up_is_closed_with_a_word(record: Record) -> None:
    made(record)
    recorded(record)
    with refused("no_words"):
        tell_follow_up(record, "2026-1:1", FollowUp("dropped", LATER, ""), actor=OFFICE)
    with refused("not_followed"):
        tell_follow_up(record, "2026-1:2", DONE, actor=OFFICE)
    tell_follow_up(record, "2026-1:1", DONE, actor=OFFICE)
    assert held(record).told[1].value == DONE
