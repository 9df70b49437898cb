"""会議: prepared, made, recorded on, looked at again, on the page."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.forms import CLOSE, FOLLOW_UPS, MEETING_MAKE, MEETING_POINTS, MEETING_TAKE_BACK
from tests.meetings import LATER, held, made, recorded
from tests.pages.conftest import Visitor
from tests.pages.visiting import Visit
from tests.queries.conftest import sent
from tests.reports import year_csv, years_csv
from yamato_dx.queries.meetings.held import meetings_at
from yamato_dx.store.record import Record
from yamato_dx.ui.frame import chrome, screen
from yamato_dx.web.callers import Caller

pytestmark = pytest.mark.usefixtures("without_papers")

LANGUAGES = ["ja", "en"]


def at(record: Record, lang: str = "ja", **query: object) -> Visit:
    return Visit.of(record, lang).open("meetings", **query)


def plain(words: str) -> str:
    return " ".join(words.split())


def box(reader: Visit, kind: str, number: int, field: str) -> Any:
    """A field of the decision box of that point."""
    beginning = f"meetings.point.2026-1.{number}."
    (found,) = [
        one
        for one in reader.app.get(kind)
        if str(one.key).startswith(beginning) and str(one.key).endswith(field)
    ]
    return found


@pytest.mark.parametrize("lang", LANGUAGES)
def test_before_the_first_meeting_the_page_shows_what_would_be_on_its_agenda(
    visit: Visitor, lang: str
) -> None:
    for town in ("empty", "minato"):
        reader = visit(town, lang).open("meetings")
        assert reader.heading == reader.say("meetings.page.title")
        assert reader.table("meetings.prepare.agenda")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_meeting_is_made_with_a_name_and_a_press(record: Record, lang: str) -> None:
    sent(record, years_csv())
    reader = at(record, lang)
    count = len(reader.table("meetings.prepare.agenda"))
    reader.press(MEETING_MAKE.button)
    assert reader.shows("meetings.by_missing")
    reader.fill(MEETING_MAKE.by, "企画政策課")
    reader.fill(MEETING_MAKE.fields["added"], "書かない窓口\n職員研修")
    (left_out,) = reader.app.multiselect
    left_out.set_value([1])
    reader.press(MEETING_MAKE.button)
    assert reader.query == {"meeting": "2026-1"}
    meeting = held(record)
    assert len(meeting.items) == count + 1
    assert meeting.items[-1].words_ja == "職員研修"
    assert reader.heading == reader.say("meetings.headline.none", count=count + 1)
    shown = plain(reader.words())
    assert all(plain(item.words(lang)) in shown for item in meeting.items)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_point_gets_its_decision_and_is_corrected(record: Record, lang: str) -> None:
    sent(record, years_csv())
    made(record)
    reader = at(record, lang).fill(MEETING_POINTS.by, "企画政策課")
    reader.press(MEETING_POINTS.button, number=1)
    assert reader.shows("meetings.point.outcome_missing")
    box(reader, "radio", 1, "outcome").set_value("instructed")
    box(reader, "text_area", 1, "words").set_value("移行の時期を確かめる")
    box(reader, "date_input", 1, "due").set_value(date(2026, 9, 30))
    reader.press(MEETING_POINTS.button, number=1)
    assert reader.shows("meetings.point.recorded", number=1)
    assert held(record).points[1].value.due == date(2026, 9, 30)
    assert "移行の時期を確かめる" in reader.words()
    reader.unfold(MEETING_POINTS.buttons["correct"], number=1)
    assert box(reader, "text_area", 1, "words").value == "移行の時期を確かめる"
    box(reader, "text_area", 1, "words").set_value("移行の時期を報告する")
    reader.press(MEETING_POINTS.button, number=1)
    assert held(record).points[1].value.words == "移行の時期を報告する"
    assert held(record).points[1].value.outcome == "instructed"


def test_a_name_is_written_once_in_a_visit(record: Record) -> None:
    sent(record, years_csv())
    reader = at(record).fill(MEETING_MAKE.by, "企画政策課").press(MEETING_MAKE.button)
    box(reader, "radio", 1, "outcome").set_value("decided")
    box(reader, "text_area", 1, "words").set_value("このまま進める")
    reader.press(MEETING_POINTS.button, number=1)
    assert held(record).points[1].actor_name == "企画政策課"
    reader.open("closing").unfold("closing.close.open")
    assert reader.field(CLOSE.by).value == "企画政策課"
    reader.fill(CLOSE.by, "総務課").press(CLOSE.button)
    assert reader.open("meetings", meeting="2026-1").field(MEETING_POINTS.by).value == "企画政策課"
    assert Visit.of(record).open("meetings").field(MEETING_POINTS.by).value == ""


def test_who_records_the_same_point_second_is_told_at_it(record: Record) -> None:
    sent(record, years_csv())
    made(record)
    reader = at(record).fill(MEETING_POINTS.by, "企画政策課")
    box(reader, "radio", 1, "outcome").set_value("decided")
    box(reader, "text_area", 1, "words").set_value("私の記録")
    recorded(record, 1, words="ほかの人の記録")
    reader.press(MEETING_POINTS.button, number=1)
    assert held(record).points[1].value.words == "ほかの人の記録"
    assert "会議 2026-1 の議題1" in reader.words()
    assert "ほかの人の記録" in reader.words()


def test_a_point_that_comes_up_is_recorded_with_its_title(record: Record) -> None:
    number = made(record).next_number
    reader = at(record).fill(MEETING_POINTS.by, "企画政策課")
    reader.unfold(MEETING_POINTS.buttons["new"])
    reader.fill(MEETING_POINTS.fields["title"], "職員研修")
    box(reader, "radio", number, "outcome").set_value("decided")
    box(reader, "text_area", number, "words").set_value("年度内に行う")
    reader.press(MEETING_POINTS.button, number=number)
    assert held(record).items[-1].words_ja == "職員研修"
    assert "年度内に行う" in reader.words()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_came_of_a_decision_is_told_and_leaves_the_agenda(record: Record, lang: str) -> None:
    made(record)
    recorded(record, owner="住民課", due=date(2026, 6, 1))
    reader = at(record, lang)
    (row,) = reader.table("meetings.follow_ups.title")
    assert row[3] == reader.say("meetings.agenda.over", count=14)
    reader.fill(FOLLOW_UPS.fields["words"], "報告を受けた")
    by = next(one for one in reader.app.text_input if one.key == "meetings.follow_ups.by")
    by.set_value("企画政策課")
    reader.press(FOLLOW_UPS.button)
    assert reader.shows("meetings.follow_ups.told")
    assert held(record).told[1].value.state == "done"
    (row,) = reader.table("meetings.follow_ups.title")
    assert reader.say("meetings.follow_up.done") in row[3]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_the_meeting_saw_stays_on_every_page(record: Record, lang: str) -> None:
    sent(record, years_csv())
    made(record)
    before = at(record, lang, meeting="2026-1").table(
        "kpis.overview.caption", year="R7" if lang == "ja" else "FY2025", count=10
    )
    sent(record, year_csv(("R7", "2", "20/20")))
    reader = at(record, lang, meeting="2026-1")
    caption = {"year": "R7" if lang == "ja" else "FY2025", "count": 10}
    assert reader.table("kpis.overview.caption", **caption) == before
    assert reader.shows("meetings.otherwise.none")
    reader.follow("meetings.facts.overview")
    assert reader.query["as_of"] == "meeting:2026-1"
    assert reader.table("kpis.overview.caption", **caption) == before
    assert reader.shows("meetings.strip.now")
    reader.open("initiatives", as_of="meeting:2026-1", initiative=2)
    assert reader.shows("meetings.strip.now")
    assert "17/20" in reader.words()
    reader.follow("meetings.strip.now")
    assert "as_of" not in reader.query
    assert not reader.shows("meetings.strip.now")


@pytest.mark.parametrize("name", ["schedule", "plan", "population", "data", "decisions"])
def test_every_page_of_a_moment_says_which_meeting_it_is_looked_at_from(
    record: Record, name: str
) -> None:
    made(record)
    reader = Visit.of(record).open(name, as_of="meeting:2026-1")
    assert reader.shows("meetings.strip.now")
    assert "2026-06-15 令和8年度第1回 DX推進本部" in reader.words()


def test_a_meeting_that_is_not_there_is_told_and_now_is_shown(record: Record) -> None:
    reader = Visit.of(record).open("overview", as_of="meeting:2019-1")
    assert reader.shows("frame.filter.as_of_refused", written="meeting:2019-1")
    assert not reader.shows("meetings.strip.now")


def test_overview_names_the_next_and_the_last_meeting_and_what_is_open(record: Record) -> None:
    reader = Visit.of(record).open("overview")
    assert "会議" not in [one.words() for one in reader.html.all("b")]
    made(record, date(2026, 6, 1))
    recorded(record, owner="住民課", due=date(2026, 6, 10))
    made(record, LATER)
    words = reader.open("overview").words()
    assert "次回 2026-12-02、前回 2026-06-01、対応中の決定・指示1件、うち期限超過1件" in words


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_meeting_is_taken_back_while_nothing_is_recorded_on_it(record: Record, lang: str) -> None:
    made(record)
    reader = at(record, lang).unfold(MEETING_TAKE_BACK.buttons["open"])
    by = next(one for one in reader.app.text_input if one.key == "meetings.taking_back.by")
    by.set_value("企画政策課")
    reader.press(MEETING_TAKE_BACK.button)
    assert meetings_at(record, record.head()) == ()
    assert reader.heading == reader.say("meetings.page.title")
    made(record)
    recorded(record, meeting_id="2026-2")
    labels = [one.label for one in at(record, lang).app.expander]
    assert reader.say(MEETING_TAKE_BACK.buttons["open"]) not in labels


def test_the_minutes_are_there_to_copy(record: Record) -> None:
    made(record)
    recorded(record)
    (code,) = at(record).app.code
    assert "指示：原因を調べる" in code.value


def test_a_visitor_from_the_network_reads_and_does_nothing(
    record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (screen, chrome):
        monkeypatch.setattr(
            module, "caller_here", lambda: Caller(is_at_server=False, address="192.0.2.5")
        )
    reader = at(record)
    assert reader.table("meetings.prepare.agenda")
    assert reader.buttons(MEETING_MAKE.button) == []
    made(record)
    recorded(record)
    reader = at(record)
    assert "指示：原因を調べる" in reader.words()
    assert [one.label for one in reader.app.button if "記録" in one.label] == []
    assert [one.label for one in reader.app.expander] == []
    assert reader.shows("rights.refused.visitor", act=reader.say("rights.act.hold_meeting"))
    overview = reader.open("overview")
    assert "令和8年度第1回" not in overview.words()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_section_sees_what_its_figures_were_used_for(record: Record, lang: str) -> None:
    batch_id = sent(record, years_csv())
    reader = Visit.of(record, lang).open("history", batch=batch_id)
    assert reader.shows("meetings.uses.none")
    made(record)
    reader = Visit.of(record, lang).open("history", batch=batch_id)
    (row,) = reader.table("meetings.uses.title")
    assert "DX" in row[0]
    assert "1" in row[2]
    reader = Visit.of(record, lang).open("report", way="typing")
    reader.unfold("meetings.uses.open", count=1)
    assert len(reader.table("meetings.uses.title")) == 1
