"""取組事項: figures by year beside their charts; the things that a «17/20» counts."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest

from tests.forms import CARD, COMPONENTS
from tests.pages.conftest import Visitor
from tests.pages.visiting import Visit
from tests.queries.conftest import sent
from tests.reports import year_csv
from yamato_dx import i18n
from yamato_dx.store.record import Record

STANDARDISATION = 2
TABLE = "kpis.initiative.caption"


def test_figures_stand_beside_their_charts(visit: Visitor) -> None:
    reader = visit("sample").open("initiatives", initiative=4, year=2024)
    assert reader.heading == "4 行政手続きのオンライン化"
    rows = {
        row[0]: row[1:]
        for row in reader.table(TABLE, name="コンビニ交付システムによる証明書等年間発行件数")
    }
    assert rows["R6年度"][:2] == ["600件以上", "640件"]
    assert any("640" in alt for alt in reader.charts())
    assert reader.query == {"initiative": "4", "year": "2024"}


def test_another_initiative_is_chosen(visit: Visitor) -> None:
    reader = visit("sample").open("initiatives")
    (nine,) = [link for link in reader.html.all("a") if link.words().startswith("9デジタルを")]
    assert nine.attributes["href"] == "/initiatives?initiative=9"
    assert nine.words().endswith("9-1 ○おおむねおおむね達成9-2 ◎達成達成")
    reader.open("initiatives", initiative=9)
    assert reader.heading.startswith("9 ")
    charts = [alt for alt in reader.charts() if alt]
    assert len(charts) >= 2
    assert any("96" in alt for alt in charts)


def test_what_the_address_asks_and_no_filter_knows_is_said(visit: Visitor) -> None:
    reader = visit("sample").open("initiatives", initiative=99, year=2099, verdict="zz")
    for asked, label, shown in (
        ("99", "取組事項", "フロントヤード改革の推進"),
        ("2099", "年度", "令和7年度"),
        ("zz", "自動判定", "すべての判定"),
    ):
        assert reader.shows("frame.filter.unknown", asked=asked, label=label, shown=shown)
    reader.open("initiatives", initiative=2, year=2024)
    second = "情報システムの標準化・共通化"
    assert not reader.shows("frame.filter.unknown", asked="2", label="取組事項", shown=second)
    assert "アドレスの" not in reader.words()


def test_another_town_draws_all_of_its_kpis(visit: Visitor) -> None:
    reader = visit("minato").open("initiatives", initiative=3)
    assert reader.heading.startswith("3 ")
    assert len(reader.tables) >= 5


def components(reader: Visit) -> Visit:
    reader.open("initiatives", initiative=STANDARDISATION)
    return reader.unfold(COMPONENTS.buttons["open"])


def system(name: str, status: str, month: str | None = None) -> dict[str, object]:
    return {"name": name, "status": status, "month": month}


def test_what_is_named_is_counted_beside_the_report(record: Record) -> None:
    sent(record, year_csv(("R7", "2", "17/20")))
    reader = components(Visit.of(record))
    done = [system(f"業務{number:02}", "完了", "R8.2") for number in range(17)]
    left = [system("業務17", "実施中", "R8.9"), system("業務18", "実施中")]
    reader.edit(0, added_rows=[*done, *left]).fill(COMPONENTS.by, "情報係")
    reader.press(COMPONENTS.button)
    assert reader.shows("kpis.components.done", count=19)
    assert reader.shows("kpis.components.counted", done=17, total=19, unit="業務")
    assert reader.shows("kpis.components.scope", total="20", listed=19, unit="業務")
    rows = reader.table("kpis.components.core", count=19)
    assert rows[0][:3] == ["業務17", "〜実施中", "2026年9月（予定）"]  # what is left comes first
    assert [row[0] for row in rows[1:3]] == ["業務18", "業務00"]


def test_nothing_is_kept_without_status_and_name(record: Record) -> None:
    reader = components(Visit.of(record)).edit(0, edited_rows={0: {"name": "住民基本台帳"}})
    reader.press(COMPONENTS.button)
    assert reader.shows("kpis.components.fault.no_status", names="住民基本台帳")
    assert reader.shows("kpis.components.fault.nobody")
    reader.open("initiatives", initiative=STANDARDISATION)
    assert reader.shows("kpis.components.empty", unit="業務")


def card(record: Record) -> Visit:
    return Visit.of(record).open("initiatives", initiative=4).unfold(CARD.buttons["open"])


def test_how_a_figure_is_got_is_written_and_read_where_it_is_reported(record: Record) -> None:
    reader = card(record).fill(CARD.fields["system"], "住民記録システム")
    reader.fill(CARD.fields["traps"], "取消を引く").fill(CARD.by, "窓口係").press(CARD.button)
    assert reader.shows("kpis.getting.saved")
    facts = [[element.words() for element in reader.html.all(tag)] for tag in ("dt", "dd")]
    assert {"システム": "住民記録システム", "注意すること": "取消を引く"}.items() <= dict(
        zip(*facts, strict=True)
    ).items()
    reader.open("report", way="typing")
    assert "住民記録システム" in reader.words()


def test_who_signs_with_no_name_or_changes_nothing_writes_nothing(record: Record) -> None:
    reader = card(record).fill(CARD.fields["system"], "住民記録").press(CARD.button)
    assert reader.shows("kpis.components.fault.nobody")
    reader = card(record).fill(CARD.by, "窓口係").press(CARD.button)
    assert reader.shows("kpis.components.unchanged")
    assert reader.shows("kpis.getting.empty")


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_every_year_of_a_chart_can_be_asked_and_chosen(visit: Visitor, lang: str) -> None:
    reader = visit("sample", lang).open("initiatives", initiative=4, year=2024, verdict="met")
    years = [i18n.fiscal_year(year, lang) for year in range(2022, 2026)]
    cards = cards_of(reader)
    assert list(cards) == [reader.say("kpis.card.choose", year=year) for year in years]
    links = {name: parse_qs(urlsplit(link).query) for name, (link, _) in cards.items()}
    for year, query in zip(range(2022, 2026), links.values(), strict=True):
        assert query["year"] == [str(year)]
        assert query["initiative"] == ["4"]  # with all that is chosen on the page
        assert query["verdict"] == ["met"]


def test_a_mark_tells_what_the_table_says(visit: Visitor) -> None:
    reader = visit("sample").open("initiatives", initiative=4, year=2025)
    table = reader.table(TABLE, name="コンビニ交付システムによる証明書等年間発行件数")
    for row, (_, card) in zip(table, cards_of(reader).values(), strict=True):
        _year, target, actual, gap, change, _attainment, verdict, batch, measured, *_ = row
        for words in (target, actual, gap, change, verdict, batch, measured):
            assert words.replace(" ", "") in card.replace(" ", ""), (words, card)


def test_months_are_one_press_away_where_they_were_sent(visit: Visitor) -> None:
    reader = visit("sample").open("initiatives", initiative=4, year=2025)
    words = reader.say("kpis.card.months", year="令和7年度")
    (months,) = {a.attributes["href"] for a in reader.html.all("a") if a.words() == words}
    query = {name: value for name, (value,) in parse_qs(urlsplit(months).query).items()}
    reader.open("initiatives", **query)
    cards = cards_of(reader)
    assert len(cards) == 12
    name, (link, card) = next(iter(cards.items()))
    assert (name, link) == ("2025年4月", "")
    assert "82件" in card
    assert "R8-0003" in card
    assert not reader.shows("kpis.card.months", year="令和4年度")


def test_a_duty_names_its_people_and_a_reduction_what_it_is_measured_from(visit: Visitor) -> None:
    reader = visit("sample").open("initiatives", initiative=8, year=2025)
    assert "2回実施・188/188人" in reader.words()
    assert "1回 上回る" not in reader.words()
    (alt,) = {alt for alt in reader.charts() if alt}
    assert "実績182/190人、目標 1回以上、8人 未受講" in alt
    reader.open("initiatives", initiative=5, year=2025)
    assert "令和4年度からの削減率" in reader.words()
    assert "基準年 12,400時間" in reader.charts()[0]


def cards_of(reader: Visit) -> dict[str, tuple[str, str]]:
    """What each mark of the chart for a wide screen is called, where it leads, what it tells."""
    (layer,) = reader.html.all("ol", "wide")
    found = {}
    for mark in layer.all("li"):
        (pressed,) = [element for element in mark if "mark" in element.classes]
        (card,) = mark.all("div", "card")
        assert pressed.attributes["aria-describedby"] == card.attributes["id"]
        found[pressed.words()] = (pressed.attributes.get("href", ""), card.words())
    return found
