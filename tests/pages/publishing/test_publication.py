"""公表: published, taken back, texts released on the page; facts and handover beside."""

from __future__ import annotations

import pytest

from tests.pages.conftest import Visitor
from tests.pages.visiting import Visit
from tests.queries.publishing.made_public import HOSTILE, made_public, written
from tests.rounds import OFFICE, register
from yamato_dx.acts.confirming.confirmation import confirm
from yamato_dx.entries.review.comments import Comment
from yamato_dx.i18n import LANGUAGES
from yamato_dx.queries.assessed import view_of
from yamato_dx.queries.publishing.published import publications, published
from yamato_dx.queries.publishing.texts import peoples_texts
from yamato_dx.store.record import Record
from yamato_dx.ui.frame import chrome, screen
from yamato_dx.web.callers import Caller


def at(record: Record, lang: str = "ja") -> Visit:
    return Visit.of(record, lang).open("publication")


def downloads(reader: Visit) -> int:
    return len(reader.app.get("download_button"))


def test_a_moment_is_published_and_taken_back(record: Record) -> None:
    reader = at(record)
    assert reader.heading == reader.say("publishing.headline.nothing")
    assert reader.shows("publishing.files.none")
    assert downloads(reader) == 4  # drafts
    reader.press("publishing.button")
    assert reader.shows("publishing.by_missing")
    reader.fill("publishing.by", "企画政策課").fill("publishing.approval_no", "第12号")
    reader.press("publishing.button")
    assert reader.heading == reader.say("publishing.headline.public", on="2026年6月15日")
    assert reader.shows("publishing.published")
    assert "決裁番号第12号" in reader.words()
    assert downloads(reader) == 8
    reader.unfold("publishing.back.open").fill("publishing.back.by", "企画政策課")
    reader.press("publishing.back.button")
    assert reader.shows("publishing.refused.no_reason")
    reader.fill("publishing.back.reason", "数字の誤り").press("publishing.back.button")
    assert published(record, record.head()) is None
    (last, first) = reader.table("publishing.history")
    assert (last[1], last[4], first[4]) == ("公表の取消し", "数字の誤り", "第12号")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_would_be_otherwise_and_what_stays_out(record: Record, lang: str) -> None:
    made_public(record)
    reader = at(record, lang)
    assert reader.shows("publishing.next.changes", count=0)
    ((kpi, _year, _because),) = reader.table("publishing.left_out.caption")
    assert kpi.startswith("9-1")
    batch_id = str(record.standing()["batch_id"].max())
    confirm(record, [batch_id], OFFICE)
    reader = at(record, lang)
    assert reader.shows("publishing.next.changes", count=1)
    ((kpi, _year, before, after),) = reader.table("publishing.changes")
    assert kpi.startswith("9-1")
    assert "96" in before
    assert "54,321" in after


def test_a_text_is_read_and_released_by_a_press(record: Record) -> None:
    written(record, HOSTILE)
    written(record, Comment(cause="人手不足"), "kpi:visitor_stay_minutes:2025")
    reader = at(record)
    assert reader.shows("publishing.texts", count=2)
    assert HOSTILE.cause in reader.words()
    (first, _second) = reader.buttons("publishing.release")
    first.click()
    assert reader.run().shows("publishing.by_missing")
    reader.fill("publishing.read_by", "企画政策課")
    reader.buttons("publishing.release")[0].click()
    assert reader.run().shows("publishing.texts", count=1)
    states = [text.state for text in peoples_texts(record, view_of(record), "ja")]
    assert states == ["internal", "released"]
    reader.unfold("publishing.released", count=1).press("publishing.unrelease")
    assert reader.shows("publishing.texts", count=2)


def test_from_the_network_nobody_publishes(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    made_public(record)
    for module in (screen, chrome):
        monkeypatch.setattr(
            module, "caller_here", lambda: Caller(is_at_server=False, address="192.0.2.5")
        )
    reader = at(record)
    labels = {button.label for button in reader.app.button}
    acts = ("publishing.button", "publishing.release", "publishing.unrelease")
    assert not labels & {reader.say(act) for act in acts}
    assert len(publications(record, record.head())) == 1


@pytest.mark.parametrize("lang", LANGUAGES)
def test_facts_stand_to_be_copied(record: Record, lang: str) -> None:
    made_public(record)
    reader = Visit.of(record, lang).open("initiatives", initiative=9)
    reader.unfold("publishing.facts.open")
    (code,) = reader.app.code
    assert "9-1" in code.value
    assert "9-2" in code.value
    reader.choose("facts", "smartphone_course_attendees")
    (code,) = reader.app.code
    assert "9-2" not in code.value


def test_a_section_s_handover_is_offered_where_it_is_registered(record: Record) -> None:
    assert downloads(Visit.of(record).open("sections")) == 0
    register(record)
    assert downloads(Visit.of(record).open("sections")) == 2  # Word and PDF


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_results_are_of_the_year_that_is_chosen(record: Record, lang: str) -> None:
    made_public(record)
    reader = at(record, lang)
    assert reader.query.get("year") is None  # the last that is over
    reader.choose("year", "2024")
    assert reader.query["year"] == "2024"
    assert downloads(reader) == 8


def test_years_that_stay_out_for_one_reason_stand_in_one_row(visit: Visitor) -> None:
    rows = visit("sample").open("publication").table("publishing.left_out.caption")
    assert [row[1] for row in rows[:3]] == ["R5、R6、R7", "R5、R6、R7", "R6、R7"]
    assert len(rows) == 10  # of 30 values
