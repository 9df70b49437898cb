"""What stands on the agenda of a meeting, and why: exceptions alone."""

from __future__ import annotations

from datetime import date

import pytest

from tests.entered import enter
from tests.meetings import LATER, OFFICE, YEAR, agenda, made, recorded, view
from tests.queries.conftest import sent
from tests.reports import year_csv, years_csv
from yamato_dx.acts.confirming.confirmation import confirm
from yamato_dx.acts.deciding import decide
from yamato_dx.acts.entering import enter as enter_kind
from yamato_dx.acts.meetings.recording import tell_follow_up
from yamato_dx.acts.report import send_report
from yamato_dx.entries.review.comments import COMMENT, Comment
from yamato_dx.entries.review.meetings import FollowUp
from yamato_dx.queries.meetings.agenda import agenda_of
from yamato_dx.queries.meetings.follow_ups import follow_ups_at, overdue
from yamato_dx.queries.reports.preview import preview_report
from yamato_dx.store.record import Record

SYSTEMS = "kpi:standardised_systems:2025"


def now(record: Record, on: date = LATER) -> dict[str, str]:
    """By what it is about, why it is there."""
    return {item.subject: item.reason for item in agenda_of(record, view(record, on), YEAR)}


def words(record: Record, subject: str, lang: str = "ja") -> str:
    found = agenda_of(record, view(record, LATER), YEAR)
    (item,) = [item for item in found if item.subject == subject]
    return item.words(lang)


def nearly_met(record: Record) -> list[str]:
    return [key for key, reason in now(record).items() if reason == "nearly_met"]


def correct(record: Record, content: bytes, reason: str) -> None:
    """A confirmed figure is changed, with its reason."""
    preview = preview_report(record, content, "訂正.csv", view(record, LATER))
    send_report(
        record,
        data=content,
        file_name="訂正.csv",
        values=preview.values,
        actor=OFFICE,
        previewed_at=preview.revision,
        correction_reason=reason,
    )


def test_of_an_empty_record_the_unreported_are_one_point_by_section(record: Record) -> None:
    (unreported, *others) = agenda_of(record, view(record), YEAR)
    assert (unreported.reason, unreported.subject) == ("not_reported", "")
    assert "担当課未定の令和7年度の未報告" in unreported.words("ja")
    assert unreported.words("en").startswith("No section yet, FY2025, ")
    assert {item.reason for item in others} <= {"undecided"}
    enter(record, "section", {"s01": {"name_ja": "住民課"}}, OFFICE)
    enter(record, "owner", {"kpi:standardised_systems": {"section_id": "s01"}}, OFFICE)
    assert "住民課の令和7年度の未報告1件：2 標準化・共通化" in words(record, "section:s01")


def test_a_target_missed_is_a_point_and_one_met_is_none(record: Record) -> None:
    sent(record, years_csv())
    found = now(record)
    assert found[SYSTEMS] == "not_met"
    told = (
        "KPI 2 標準化・共通化（令和7年度）：未達成。目標 20/20業務、実績 17/20業務（3業務不足）。"
    )
    assert words(record, SYSTEMS) == f"{told}　要因が未記入。"
    assert "kpi:open_data_items:2025" not in found
    assert "kpi:standardised_systems:2024" not in found  # another year


def test_nearly_met_is_a_point_until_a_cause_is_given(record: Record) -> None:
    sent(record, years_csv())
    (subject, *others) = nearly_met(record)
    assert "要因が未記入" in words(record, subject)
    said = {subject: Comment(cause="更新案内が遅れた", measure="早める")}
    enter_kind(record, COMMENT, said, OFFICE, plan_id="yamato_dx")
    assert nearly_met(record) == others


def test_questions_whose_answers_turn_verdicts_are_points_until_they_are_answered(
    record: Record,
) -> None:
    sent(record, years_csv())
    assert now(record)["question:nearly_met_band"] == "undecided"
    assert "判定が変わる（KPI 1、" in words(record, "question:nearly_met_band")
    decide(record, "nearly_met_band", "no_band", actor=OFFICE, decided_by="本部")
    assert "question:nearly_met_band" not in now(record)


def test_what_changed_since_the_last_meeting_is_told_once(record: Record) -> None:
    sent(record, years_csv())
    made(record)
    assert "changed" not in now(record).values()
    sent(record, year_csv(("R7", "2", "20/20"), ("R6", "9-1", "60")))
    found = now(record)
    assert found[""] == "changed"  # met since: one point for all
    assert "2 標準化・共通化（R7）" in words(record, "")
    assert found["kpi:smartphone_course_attendees:2024"] == "changed"
    assert "前回の会議では「達成」。" in words(record, "kpi:smartphone_course_attendees:2024")


def test_what_became_worse_is_one_point_with_what_it_was(record: Record) -> None:
    sent(record, years_csv())
    made(record)
    sent(record, year_csv(("R7", "5", "12000")))
    found = [key for key in now(record) if key.startswith("kpi:overtime_hours")]
    assert [now(record)[key] for key in found] == ["not_met"]
    assert "前回の会議では「達成」。" in words(record, found[0])


def test_a_correction_since_the_last_meeting_is_a_point_with_its_reason(record: Record) -> None:
    batch_id = sent(record, years_csv())
    confirm(record, [batch_id], OFFICE)
    made(record)
    correct(record, year_csv(("R7", "7", "2/3")), "数え違い")
    subject = next(key for key in now(record) if key.startswith("kpi:") and "consult" in key)
    assert "訂正：" in words(record, subject)
    assert "数え違い" in words(record, subject)
    made(record, LATER)
    assert "訂正：" not in "".join(
        item.words_ja for item in agenda_of(record, view(record, LATER), YEAR)
    )


def test_what_was_decided_comes_up_again_until_it_is_closed(record: Record) -> None:
    made(record, added=("研修",))
    recorded(record, 1, owner="住民課", due=date(2026, 9, 30))
    recorded(record, 2, "continued", words="次回に決める")
    found = agenda_of(record, view(record, LATER), YEAR)[:2]
    assert agenda(found) == [("overdue", "follow_up:2026-1:1"), ("carried", "follow_up:2026-1:2")]
    assert found[0].words("ja") == (
        "令和8年度第1回 DX推進本部 "
        "指示：原因を調べる（担当 住民課、期限 2026年9月30日）。　63日超過"
    )
    assert "63 days over" in found[0].words("en")
    made(record, LATER)
    recorded(record, 1, words="年内に報告する", due=date(2026, 12, 25), meeting_id="2026-2")
    recorded(record, 2, "decided", words="行わない", meeting_id="2026-2")
    first, second = follow_ups_at(record, record.head(), "yamato_dx")
    assert (first.key, first.last.words, first.owner) == ("2026-1:1", "年内に報告する", "住民課")
    assert overdue([first, second], LATER) == ()
    told = FollowUp("done", LATER, "報告済み")
    tell_follow_up(record, "2026-1:1", told, actor=OFFICE)
    assert "follow_up:2026-1:1" not in now(record)
    assert follow_ups_at(record, record.head(), "yamato_dx")[-1].state == "done"


def test_a_decision_that_asks_nobody_to_act_is_not_followed_up(record: Record) -> None:
    made(record)
    recorded(record, 1, "decided", words="80％以上とする")
    assert follow_ups_at(record, record.head(), "yamato_dx") == ()
    recorded(record, 1, "decided", words="80％以上とする", owner="企画政策課")
    assert len(follow_ups_at(record, record.head(), "yamato_dx")) == 1


@pytest.mark.parametrize("town", ["record", "minato"])
def test_every_point_has_words_in_both_languages(town: str, request: pytest.FixtureRequest) -> None:
    found = request.getfixturevalue(town)
    items = agenda_of(found, view(found), YEAR)
    assert all(item.words_ja and item.words_en for item in items)
