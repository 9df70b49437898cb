"""What somebody has to do, from meeting to meeting."""

from __future__ import annotations

from datetime import date

import pytest

from tests.meetings import LATER, OFFICE, made, recorded, view
from tests.queries.conftest import sent
from tests.reports import years_csv
from yamato_dx.acts.meetings.recording import tell_follow_up
from yamato_dx.entries.review.meetings import FollowUp, PointOutcome
from yamato_dx.queries.meetings.follow_ups import follow_ups_at
from yamato_dx.store.record import Record

pytestmark = pytest.mark.usefixtures("without_papers")


@pytest.mark.parametrize(
    ("told_on", "outcome", "state"),
    [
        (date(2026, 11, 25), "instructed", "open"),  # the meeting was not content with it
        (date(2026, 11, 25), "decided", "done"),  # it took note of it
        (LATER, "instructed", "done"),  # told after the meeting
    ],
)
def test_what_a_later_meeting_asks_for_again_is_open(
    record: Record, told_on: date, outcome: PointOutcome, state: str
) -> None:
    sent(record, years_csv())
    made(record)
    recorded(record, owner="")
    later = made(record, LATER)
    done = FollowUp("done", told_on, "報告済み")
    tell_follow_up(record, "2026-1:1", done, actor=OFFICE)
    (number,) = [item.number for item in later.items if item.subject == "follow_up:2026-1:1"]
    recorded(record, number, outcome, meeting_id=later.meeting_id, words="もう一度調べる")
    (followed,) = follow_ups_at(record, view(record, LATER).revision, "yamato_dx")
    assert (followed.state, followed.last.words) == (state, "もう一度調べる")
