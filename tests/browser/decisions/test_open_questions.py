"""未決定事項 and 原本からの補記 for everybody: sizes, keyboard, the grid. What they say is held by
`tests/pages`."""

from __future__ import annotations

import re
from typing import Final

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visitor
from tests.browser.frame.test_pages import serious, sideways
from tests.browser.serving import Server
from tests.browser.visiting import PATIENCE
from tests.forms import DECIDE, SUPPLEMENT
from tests.proving import in_turn

BAND: Final = "nearly_met_band"
NO_BAND: Final = "「おおむね達成」を設けない"


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


def test_an_answer_is_given_by_keyboard_and_the_past_is_chosen_before_it(
    visit: Visitor, desk: Server
) -> None:
    reader = visit(desk).open("decisions", question=BAND)
    reader.main.get_by_role("radio", name=NO_BAND).focus()
    reader.page.keyboard.press("Space")
    reader.field(DECIDE.fields["decided_by"]).fill("DX推進本部")
    reader.field(DECIDE.by).first.fill("佐藤")
    reader.button(DECIDE.button).press("Enter")
    reader.shows("decisions.answer.done", title="「おおむね達成」とする範囲", answer=NO_BAND)

    box = reader.open("", year=2025).filter("as_of").get_by_role("combobox")
    offered = reader.options(box).all_inner_texts()
    assert [re.sub("^[-0-9 :]*\u3000", "", option) for option in offered] == [
        "現在",
        "決定：「おおむね達成」とする範囲",
    ]
    reader.page.get_by_role("option").last.click()
    expect(reader.page).to_have_url(re.compile("as_of="))


@pytest.mark.prove
def test_bars_are_typed_into_the_grid(visit: Visitor, desk: Server) -> None:
    reader = visit(desk).open("supplements")
    grid = reader.page.get_by_test_id("stDataFrame").locator("canvas").first
    expect(grid).to_be_visible(timeout=PATIENCE)
    box = grid.bounding_box()
    assert box
    # First and last year of the first work item; the grid is a drawing, so by place.
    for column, year in ((820, "令和5年度"), (900, "R7")):
        reader.page.mouse.dblclick(box["x"] + column, box["y"] + 52)
        typing = reader.page.locator("#portal textarea")
        typing.fill(year)
        typing.press("Enter")
        expect(typing).to_have_count(0)
    # Typed as people do: the grid tells the form of an edit a moment after it.
    reader.field(SUPPLEMENT.fields["source"]).press_sequentially("原本12ページ", delay=100)
    reader.field(SUPPLEMENT.by).fill("佐藤")
    reader.button(SUPPLEMENT.button).click()
    reader.shows("plan.supplements.done", count=1)
    rows = reader.rows(reader.table("plan.supplements.bars.saved"))
    assert rows[0][2:5] == ["R5", "R7", "原本12ページ"]
