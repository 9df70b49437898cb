"""«As seen at that meeting»: opened again for ever, equal to the digit."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from tests.meetings import CLERK, LATER, OFFICE, YEAR, held, made, recorded
from tests.queries.conftest import sent
from tests.reports import year_csv, years_csv
from yamato_dx.acts.deciding import decide
from yamato_dx.acts.entering import enter
from yamato_dx.assessment.rules import comparison
from yamato_dx.entries.review.comments import COMMENT, Comment
from yamato_dx.queries import assessed as assessing
from yamato_dx.queries.assessed import assessed
from yamato_dx.queries.kpis import overview as overviews
from yamato_dx.queries.kpis.overview import Overview, overview
from yamato_dx.queries.meetings.minutes import decisions_table, minutes
from yamato_dx.queries.meetings.seen import comment_of, otherwise, seen_lines
from yamato_dx.store.record import Record

PLAN = "yamato_dx"


def seen(record: Record, lang: str = "ja") -> Overview:
    return seen_lines(record, held(record), lang)


def test_a_meeting_opens_again_unchanged_after_corrections_and_decisions(record: Record) -> None:
    sent(record, years_csv())
    meeting = made(record)
    then = [seen(record, lang) for lang in ("ja", "en")]
    frame = assessed(record, meeting.view()).frame
    text = minutes(record, replace(meeting.view(), frozen=()), meeting, "ja")
    sent(record, year_csv(("R7", "2", "20/20"), ("R6", "9-1", "60")))
    decide(record, "nearly_met_band", "no_band", actor=CLERK, decided_by="本部")
    overviews.overview.cache_clear()
    assessing.assessed.cache_clear()
    again = held(record)
    assert [seen(record, lang) for lang in ("ja", "en")] == then
    pd.testing.assert_frame_equal(assessed(record, again.view()).frame, frame, check_exact=True)
    assert again.meeting == meeting.meeting
    assert minutes(record, replace(again.view(), frozen=()), again, "ja") == text
    assert otherwise(record, again, "ja") == ()
    today = overview(record, replace(again.view(), revision=record.head(), frozen=()), 2025, "ja",
                     initiative_no=None)  # fmt: skip
    assert today.groups != then[0].groups


def test_a_constant_of_the_rules_that_changed_leaves_the_old_meeting_equal_and_is_named(
    record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent(record, year_csv(("R7", "9-1", "99")))  # of 100
    meeting = made(record)
    then = seen(record)
    monkeypatch.setattr(comparison, "TOLERANCE", 0.05)
    for remembered in (assessing.assessed, assessing.assessed_by_all, overviews.overview):
        remembered.cache_clear()
    assert seen(record) == then
    (other,) = otherwise(record, meeting, "ja")
    assert (other.kpi_no, other.year) == ("9-1", "令和7年度")
    assert (other.then, other.today) == ("おおむね達成（99人）", "達成（99人）")
    assert other.rule
    (in_english,) = otherwise(record, meeting, "en")
    assert in_english.today == "Met (99 people)"


def test_a_cause_is_the_one_that_the_meeting_saw(record: Record) -> None:
    sent(record, years_csv())
    subject = "kpi:standardised_systems:2025"
    first = Comment(cause="事業者の改修が遅れた", measure="時期を確定する")
    enter(record, COMMENT, {subject: first}, CLERK, plan_id=PLAN)
    meeting = made(record)
    later = replace(first, cause="制度が変わった")
    enter(record, COMMENT, {subject: later}, CLERK, plan_id=PLAN)
    assert comment_of(record, meeting, subject) == first
    assert comment_of(record, meeting, "question:nearly_met_band") is None
    assert comment_of(record, meeting, "kpi:open_data_items:2025") is None


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_the_minutes_have_every_point_and_what_was_decided_of_it(record: Record, lang: str) -> None:
    sent(record, years_csv())
    meeting = made(record)
    recorded(record, 1, owner="住民課", due=LATER)
    number = meeting.next_number
    recorded(record, number, "decided", title="職員研修", words="年度内に行う")
    text = minutes(record, meeting.view(), held(record), lang)
    assert all(item.words(lang) in text for item in held(record).items)
    told = {
        "ja": ("指示：原因を調べる（担当 住民課、期限 2026年12月2日）", "決定：年度内に行う"),
        "en": ("Instructed: 原因を調べる (by 住民課, due 2 Dec 2026)", "Decided: 年度内に行う"),
    }[lang]
    assert all(words in text for words in told)
    nothing = {"ja": "記録なし", "en": "nothing recorded"}[lang]
    assert text.count(nothing) == number - 2


def test_the_table_of_decisions_has_one_row_per_point(record: Record) -> None:
    sent(record, years_csv())
    made(record)
    recorded(record, 1, owner="住民課", due=LATER)
    meeting = held(record)
    table = decisions_table(record, meeting.view(), meeting, "ja")
    assert list(table["point_no"]) == [item.number for item in meeting.items]
    first = table.iloc[0]
    assert first[["point_outcome_label", "point_words", "point_owner", "recorded_by"]].tolist() == [
        "指示",
        "原因を調べる",
        "住民課",
        OFFICE.name,
    ]
    assert table["point_words"].notna().sum() == 1
    assert meeting.meeting.fiscal_year == YEAR
