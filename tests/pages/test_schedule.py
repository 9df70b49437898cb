"""全体スケジュール: years that something proves, the list, filters."""

from __future__ import annotations

from datetime import date

from tests.pages.conftest import Visitor
from tests.pages.markup import Element
from tests.pages.visiting import Visit
from yamato_dx.store.record import Record


def years(reader: Visit) -> Element:
    return reader.tables[reader.say("schedule.caption")]


def test_no_year_is_drawn_that_nothing_proves(visit: Visitor) -> None:
    reader = visit("empty").open("schedule")
    table = years(reader)
    assert len(table.all("i", "arrow")) == 11
    assert table.all("i", "copied") == []
    assert table.words().count(reader.say("schedule.plan.unknown")) == 21
    assert "未着手" not in table.words()


def test_states_are_those_that_were_reported(visit: Visitor) -> None:
    words = years(visit("sample").open("schedule")).words()
    assert words.count("完了") >= 9
    assert "期限超過（計画の終期を過ぎて未完了）" in words


def test_a_filter_stands_in_the_address(visit: Visitor) -> None:
    reader = visit("empty").open("schedule", initiative=3, show="list")
    assert len(reader.table("schedule.caption.list")) == 3  # 2 and a commitment
    reader.choose("status", "done")
    assert reader.shows("schedule.no_match")
    assert reader.query == {"initiative": "3", "show": "list", "status": "done"}


def test_today_is_drawn_while_the_plan_runs(record: Record) -> None:
    reader = Visit.of(record, on=date(2024, 4, 1)).open("schedule")
    found = years(reader).all("i", "today")
    assert "left:50.03%" in str(found[0].attributes["style"])
    assert years(Visit.of(record).open("schedule")).all("i", "today") == []


def test_a_row_with_bars_tells_what_when_and_how_far(visit: Visitor) -> None:
    table = years(visit("sample").open("schedule"))
    cards = [
        ("".join(mark.words() for mark in one if "mark" in mark.classes), card.words())
        for one in table.all("div", "across")
        for card in one.all("div", "card")
    ]
    assert len(cards) == len([row for row in table.all("tr") if row.all("span", "labels")])
    told = dict(cards)["業務量調査及びBPRの実施"]
    for words in ("完了", "計画 R6に矢印", "2024年4月〜2025年2月", "R8-0004"):
        assert words in told
