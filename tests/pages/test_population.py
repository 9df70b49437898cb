"""人口: charts and their tables, choices in the address, the own register sent from it."""

from __future__ import annotations

from tests.forms import POPULATION, SEND, WITHDRAW
from tests.pages.conftest import Visitor
from tests.pages.markup import Element
from tests.pages.visiting import Visit
from yamato_dx.store.record import Record

REGISTER = "時点,総人口,65歳以上\n2025-03-31,12200,6400\n2026-03-31,11900,6300\n".encode()


def test_charts_say_their_message_and_have_a_table(visit: Visitor) -> None:
    reader = visit("empty").open("population")
    charts = " ".join(reader.charts())
    for words in ("2050年 社人研 2023年推計は5,466人", "5,455人", "1980年 国勢調査"):
        assert words in charts
    rows = [row[:4] for row in reader.table("population.twin.total")]
    assert ["2020年10月1日", "国勢調査", "確定", "13,503"] in rows
    assert ["2025年10月1日", "国勢調査", "速報", "11,670"] in rows


def test_choices_stand_in_the_address(visit: Visitor) -> None:
    reader = visit("empty").open("population").choose("added", "ipss_2018")
    reader.choose("first", "census.final.1990-10-01")
    query = {"added": "ipss_2018", "first": "census.final.1990-10-01"}
    assert reader.query == query
    again = visit("empty").open("population", **query, second="census.final.2000-10-01")
    alts = again.charts()
    assert any("2045年 社人研 2018年推計は6,440人" in alt for alt in alts)
    assert any("2000年 国勢調査で最も多いのは" in alt for alt in alts)
    assert any("1990年 国勢調査" in alt for alt in alts)


def test_the_older_projection_comes_by_choice_only(visit: Visitor) -> None:
    reader = visit("empty").open("population")
    assert not any("2018年推計" in alt for alt in reader.charts())
    rows = reader.table("population.twin.groups")
    census = next(row for row in rows if row[:2] == ["2020年10月1日", "国勢調査"])
    assert {"40.5%", "40.4%", "124.1"} <= set(census)


def test_nobody_is_told_on_the_page_what_was_not_read(visit: Visitor) -> None:
    reader = visit("empty").open("population")
    assert "読んでいません" not in reader.words()
    assert "未確認" not in reader.words()
    listed = visit("empty").open("glossary").table("glossary.unverified")
    assert [row[0] for row in listed if "11,670人" in row[1]] == ["国勢調査 2025年"]


def test_another_town_is_told_what_to_add(visit: Visitor) -> None:
    reader = visit("minato").open("population")
    assert reader.shows("population.empty.register")
    assert reader.shows("population.empty.published")
    assert reader.charts() == []


def unfolded(reader: Visit) -> Visit:
    return reader.open("population").unfold(POPULATION.buttons["open"])


def test_a_register_that_cannot_be_read_is_refused(record: Record) -> None:
    reader = unfolded(Visit.of(record)).upload("時点,総人口\nいつか,12000\n".encode(), "だめ.csv")
    assert reader.shows("population.own.refused", count=1)
    assert reader.buttons(SEND.button) == []


def test_the_register_is_sent_and_stands_beside_the_census(record: Record) -> None:
    reader = unfolded(Visit.of(record)).upload(REGISTER, "住基.csv")
    assert reader.shows("population.own.ready", new=4, changed=0, unchanged=0)
    reader.fill(SEND.by, "企画").press(SEND.button)
    (number,) = record.batches()["batch_id"]
    assert number in reader.words()
    rows = [row[:4] for row in reader.table("population.twin.total")]
    assert ["2026年3月31日", "住民基本台帳", "報告", "11,900"] in rows

    unfolded(Visit.of(record)).upload(REGISTER, "住基.csv").shows(
        "reports.sending.duplicate", batch=number
    )
    reader.open("history", batch=number)
    listed = reader.table("reports.history.detail", batch=number)
    assert ["2026年3月31日", "男女計", "総数", "11,900", "新規", "–"] in listed
    reader.unfold(WITHDRAW.buttons["open"], batch=number)
    falls = reader.table("reports.history.population.falls")
    assert [row[4] for row in falls] == [reader.say("reports.history.population.nothing")] * 4


def told(layer: Element) -> dict[str, str]:
    """What each mark is called, and all that it tells."""
    return {
        "".join(pressed.words() for pressed in mark if "mark" in pressed.classes): mark.words()
        for mark in layer.all("li")
    }


def test_every_time_and_every_age_can_be_asked(visit: Visitor) -> None:
    reader = visit("sample").open("population")
    layers = {
        layer.attributes["aria-label"]: told(layer) for layer in reader.html.all("ol", "wide")
    }
    total = layers[reader.say("population.total.title")]
    for words in (
        "11,670人 国勢調査（速報）",
        "11,830人 社人研 2023年推計（2023-12-22公表）",
        "総務省統計局 国勢調査 人口速報集計（2025年）",
    ):
        assert words in total["2025年10月1日"]
    assert "26,336人" in total["1980年10月1日"]
    working = layers["生産年齢人口（15～64歳）"]
    assert "5,455人 国勢調査（確定）" in "".join(
        words for day, words in working.items() if "2020年10月1日" in day
    )
    register = layers[reader.say("population.register.title")]
    assert "12,887人" in "".join(register.values())
    ages = layers[reader.say("population.pyramid.title")]
    assert len(ages) == 19
    assert all("2015年 国勢調査 男" in words for words in ages.values())
    assert len(layers) == 6


def test_what_is_chosen_beside_the_census_is_told_too(visit: Visitor) -> None:
    reader = visit("empty").open("population", added="ipss_2018")
    (total, *_) = [told(layer) for layer in reader.html.all("ol", "phone")]
    of_2020 = "".join(words for day, words in total.items() if "2020年10月1日" in day)
    assert "社人研 2018年推計" in of_2020
    alone = visit("empty").open("population").html.all("ol", "phone")[0]
    assert "社人研 2018年推計" not in alone.words()


def test_a_report_is_led_to_from_its_point(record: Record) -> None:
    reader = unfolded(Visit.of(record)).upload(REGISTER, "住基.csv")
    reader.fill(SEND.by, "企画").press(SEND.button)
    (number,) = record.batches()["batch_id"]
    links = [
        link.attributes["href"]
        for layer in reader.open("population").html.all("ol", "wide")
        for link in layer.all("a")
        if number in link.words()
    ]
    assert links
    assert all(f"batch={number}" in link for link in links)
