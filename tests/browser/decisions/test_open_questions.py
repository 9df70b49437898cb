"""未決定事項: see what an answer would do, give it, see it done, look back before it."""

from __future__ import annotations

import re
from typing import Final

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import Visitor
from tests.browser.frame.test_pages import serious, sideways
from tests.browser.serving import Server
from tests.browser.visiting import PATIENCE, Visit
from tests.proving import in_turn
from tests.reports import year_csv

BAND: Final = "nearly_met_band"
NOT_MET: Final = "× 未達成"


@pytest.mark.parametrize(
    ("page", "query", "lang", "width"),
    [
        ("decisions", {}, "ja", 1280),
        ("decisions", {"question": "card_rate_average"}, "en", 375),
        ("decisions", {"question": "consultation_room_total"}, "ja", 375),
        ("supplements", {}, "en", 1280),
        ("supplements", {"part": "footnotes"}, "ja", 375),
        ("supplements", {"part": "organisation"}, "en", 375),
    ],
)
@pytest.mark.parametrize("state", in_turn(["empty", "sample"]))
def test_page(
    request: pytest.FixtureRequest,
    visit: Visitor,
    page: str,
    query: dict[str, str],
    lang: str,
    width: int,
    state: str,
) -> None:
    server: Server = request.getfixturevalue(state)
    reader = visit(server, lang=lang, width=width).open(page, **query)
    expect(reader.heading).to_have_count(1)
    expect(reader.page.get_by_test_id("stException")).to_have_count(0)
    assert sideways(reader) <= 0
    assert serious(reader) == []
    if lang == "en":
        lines = [line for line in reader.words().splitlines() if re.search("[ぁ-ん]", line)]
        assert lines == []


def effects(reader: Visit) -> list[list[str]]:
    return reader.rows(reader.table("decisions.effects.title"))


def give(reader: Visit, answer: str, decided_by: str = "DX推進本部") -> Visit:
    """Fill the form in by its labels, as a keyboard does, and send it."""
    reader.main.get_by_role("radio", name=answer).focus()
    reader.page.keyboard.press("Space")
    reader.field("decisions.answer.decided_by").fill(decided_by)
    reader.field("decisions.answer.approval_no").fill("企画第12号")
    reader.field("decisions.answer.recorded_by").first.fill("佐藤")
    reader.button("decisions.answer.button").press("Enter")
    return reader


def test_an_answer_does_what_its_column_says_and_the_past_stays(
    visit: Visitor, desk: Server
) -> None:
    reader = (
        visit(desk).open("report").upload(year_csv(("R6", "1", "26.1分"), ("R7", "1", "22.3分")))
    )
    number = reader.send()
    reader.open("decisions", question=BAND)
    expect(reader.heading).to_contain_text("6つ")
    assert [row[2:] for row in effects(reader)] == [
        ["○おおむね達成", "×未達成\n（いまと違う）"]
    ] * 2

    give(reader, "「おおむね達成」を設けない")
    reader.shows(
        "decisions.answer.done",
        title="「おおむね達成」とする範囲",
        answer="「おおむね達成」を設けない",
    )
    reader.settled()
    history = reader.rows(reader.table("decisions.history.title"))
    assert history[0][:2] == ["「おおむね達成」を設けない", "R4～R7"]
    assert "企画第12号" in history[0][2]
    assert "佐藤" in history[0][4]

    reader.open("", year=2025)
    count = reader.main.get_by_role("link", name=reader.say("kpis.overview.open_questions"))
    expect(count).to_contain_text("5")
    expect(reader.main).to_contain_text("未達成")
    assert reader.say("kpis.overview.provisional") not in line_of(reader, "来庁者平均滞在時間")
    count.click()
    expect(reader.page).to_have_url(re.compile("/decisions"))
    reader.settled()

    reader.open("decisions", question=BAND)
    reader.table("decisions.history.title").get_by_role(
        "link", name=reader.say("decisions.history.look")
    ).click()
    expect(reader.page).to_have_url(re.compile("as_of="))
    reader.settled()
    expect(reader.heading).to_contain_text("6つ")
    reader.shows("decisions.answer.past")
    assert [row[2] for row in effects(reader)] == ["○おおむね達成"] * 2
    past = re.search(r"as_of=([^&]+)", reader.page.url)
    assert past
    reader.page.goto(f"{desk.address}/?year=2025&as_of={past.group(1)}")
    reader.settled()
    assert "おおむね達成" in line_of(reader, "来庁者平均滞在時間")

    # The box «現在 ▾» offers the decision and the report before it; that leads there too.
    reader.open("", year=2025).filter("as_of").get_by_role("combobox").click()
    offered = reader.page.get_by_role("option").all_inner_texts()
    assert [re.sub("^[-0-9 :]*\u3000", "", one) for one in offered] == [
        "現在",
        "決定：「おおむね達成」とする範囲",
        f"報告 {number}",
    ]
    reader.page.get_by_role("option", name=f"報告 {number}").click()
    expect(reader.page).to_have_url(re.compile("as_of="))
    reader.settled()
    assert "おおむね達成" in line_of(reader, "来庁者平均滞在時間")


def line_of(reader: Visit, name: str) -> str:
    row: Locator = reader.main.get_by_role("row").filter(has_text=name).first
    expect(row).to_be_visible(timeout=PATIENCE)
    return row.inner_text()


@pytest.mark.prove
def test_an_answer_for_some_years_leaves_the_others_open(visit: Visitor, desk: Server) -> None:
    reader = visit(desk).open("decisions", question=BAND)
    for year in ("R4", "R5", "R6"):
        reader.main.get_by_role("button", name=year, exact=True).click()
        reader.settled()
    reader.shows("decisions.answer.years", years="R7")
    give(reader, "達成率80%以上")
    reader.shows("decisions.state.partly", decided="R7", undecided="R4～R6")
    count = reader.open("").main.get_by_role(
        "link", name=reader.say("kpis.overview.open_questions")
    )
    expect(count).to_contain_text(
        reader.say("kpis.overview.open_question_partly", count=6, partly=1)
    )


def test_a_form_without_a_name_records_nothing(visit: Visitor, desk: Server) -> None:
    reader = visit(desk).open("decisions", question=BAND)
    give(reader, "達成率80%以上", decided_by="")
    reader.shows("decisions.answer.missing")
    expect(reader.table("decisions.history.title")).to_have_count(0)


@pytest.mark.prove
def test_a_footnote_and_a_text_are_copied_with_their_place(visit: Visitor, desk: Server) -> None:
    reader = visit(desk).open("supplements", part="footnotes")
    expect(reader.heading).to_contain_text("0件")
    reader.main.get_by_role(
        "textbox", name=reader.say("plan.supplements.footnote.term", number=7)
    ).fill("BPR")
    reader.main.get_by_role(
        "textbox", name=reader.say("plan.supplements.footnote.definition", number=7)
    ).fill("業務の流れを組み直すこと")
    reader.field("plan.supplements.by").fill("佐藤")
    reader.button("plan.supplements.save").click()
    reader.shows("plan.supplements.not_saved")
    reader.field("plan.supplements.source").fill("原本20ページ")
    reader.button("plan.supplements.save").click()
    reader.shows("plan.supplements.done", count=1)
    expect(reader.heading).to_contain_text("1件")
    expect(reader.main).to_contain_text("原本20ページ")

    reader.open("supplements", part="organisation")
    reader.field("plan.supplements.organisation.text").fill("本部長（副町長）\n事務局")
    reader.field("plan.supplements.source").fill("原本30ページ")
    reader.field("plan.supplements.by").fill("佐藤")
    reader.button("plan.supplements.save").click()
    reader.shows("plan.supplements.done", count=1)
    expect(reader.main.get_by_role("blockquote")).to_contain_text("事務局")


@pytest.mark.prove
def test_bars_are_chosen_in_the_grid(visit: Visitor, desk: Server) -> None:
    reader = visit(desk).open("supplements")
    grid = reader.page.get_by_test_id("stDataFrame").locator("canvas").first
    expect(grid).to_be_visible(timeout=PATIENCE)
    box = grid.bounding_box()
    assert box
    # First and last year of the first work item; the grid is a drawing, so by place.
    for column, year in ((820, "R5"), (900, "R7")):
        reader.page.mouse.dblclick(box["x"] + column, box["y"] + 52)
        typing = reader.page.locator("#portal").get_by_role("combobox")
        typing.fill(year)
        expect(reader.page.get_by_role("option", name=year, exact=True)).to_be_visible()
        typing.press("Enter")
        expect(typing).to_have_count(0)
    # Typed as people do: the grid tells the form of an edit a moment after it.
    reader.field("plan.supplements.source").press_sequentially("原本12ページ", delay=100)
    reader.field("plan.supplements.by").fill("佐藤")
    reader.button("plan.supplements.save").click()
    reader.shows("plan.supplements.done", count=1)
    rows = reader.rows(reader.table("plan.supplements.bars.saved"))
    assert rows[0][2:5] == ["R5", "R7", "原本12ページ"]


@pytest.mark.prove
def test_of_two_who_decide_from_the_same_view_the_second_is_told_of_the_first(
    visit: Visitor, desk: Server
) -> None:
    one, other = (visit(desk).open("decisions", question=BAND) for _ in range(2))
    none, most = "「おおむね達成」を設けない", "達成率80%以上"
    give(one, none, "DX推進本部")
    one.shows("decisions.answer.done", title="「おおむね達成」とする範囲", answer=none)
    give(other, most, "企画政策課")
    said = other.main.get_by_text(f"佐藤が「{none}」（決定：DX推進本部）と登録しました")
    expect(said).to_be_visible(timeout=PATIENCE)
    # What was typed is still there; knowing of the first, the second may take its place.
    expect(other.field("decisions.answer.decided_by")).to_have_value("企画政策課")
    other.rested()
    other.button("decisions.answer.button").click()
    other.shows("decisions.answer.done", title="「おおむね達成」とする範囲", answer=most)
    expect(said).to_have_count(0)
