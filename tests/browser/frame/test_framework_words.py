"""The framework speaks English: no reader of the Japanese pages reads or hears it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visitor
from tests.browser.serving import Server, served
from tests.browser.visiting import Visit
from tests.browser.wire import new_wire
from tests.forms import DECIDE
from tests.proving import in_turn

# Words of the framework in what is shown, and in what a screen reader says. Icons are drawn by
# their names; what the pages draw themselves is theirs.
ENGLISH = """() => {
  const own = '[data-testid=stHtml], [data-testid=stIconMaterial], script, style, noscript';
  const isEnglish = words => /[A-Za-z]{3,}/.test(words) && !/[\\u3040-\\u9fff]/.test(words);
  const shown = [...document.body.querySelectorAll('*')].filter(one =>
    !one.closest(own) && one.checkVisibility({ visibilityProperty: true }));
  const written = shown.flatMap(one => [...one.childNodes])
    .filter(node => node.nodeType === Node.TEXT_NODE).map(node => node.data.trim());
  const said = shown.flatMap(one =>
    ['aria-label', 'title', 'placeholder'].map(name => one.getAttribute(name) ?? ''));
  return [...new Set([...written, ...said])].filter(isEnglish);
}"""
# The product's own: formats and the languages' names.
OURS = {"Excel", "CSV"}


def english(reader: Visit) -> set[str]:
    return set(reader.page.evaluate(ENGLISH)) - OURS


@pytest.mark.parametrize("page", in_turn(["report", "", "data", "sections"]))
def test_no_page_shows_the_frameworks_english(visit: Visitor, sample: Server, page: str) -> None:
    reader = visit(sample).open(page)
    assert english(reader) == set()
    filters = reader.main.get_by_role("combobox")
    if filters.count():
        reader.options(filters.first)
        assert english(reader) == set()


def test_a_field_of_a_form_says_in_words_how_it_is_sent(visit: Visitor, empty: Server) -> None:
    reader = visit(empty).open("decisions")
    reader.field(DECIDE.by).press_sequentially("係")
    reader.shows("frame.framework.enter_form")
    reader.field("decisions.answer.reason").press_sequentially("案")
    expect(reader.main.get_by_test_id("InputInstructions")).to_be_visible()
    assert english(reader) == set()


def test_a_chosen_file_can_be_removed_in_words(visit: Visitor, sample: Server) -> None:
    reader = visit(sample).open("report", way="file")
    reader.page.locator("input[type=file]").set_input_files(
        {"name": "実績.csv", "mimeType": "text/csv", "buffer": "年度,KPI番号\n".encode()}
    )
    remove = reader.say("frame.framework.remove", name="実績.csv")
    expect(reader.main.get_by_role("button", name=remove)).to_be_visible()
    assert english(reader.rested()) == set()


def test_words_follow_the_language(visit: Visitor, sample: Server) -> None:
    reader = visit(sample).open("report", way="file")
    box = reader.main.get_by_test_id("stFileUploaderDropzone").locator("button p")
    expect(box).to_have_text(reader.say("reports.sending.browse"))
    reader.page.get_by_role("link", name="EN", exact=True).click()
    reader.lang = "en"
    expect(box).to_have_text(reader.say("reports.sending.browse"))


@pytest.mark.prove
def test_a_broken_connection_is_told_in_the_readers_language(
    visit: Visitor, tmp_path: Path
) -> None:
    with new_wire() as wire:
        name = f"127.0.0.1:{wire.port}"
        with served(tmp_path / "record.duckdb", "--allow-host", name) as server:
            wire.server_port = server.port
            reader = visit(replace(server, port=wire.port)).open("")
            wire.cut()
            dialog = reader.page.get_by_role("dialog", name=reader.say("frame.framework.lost"))
            expect(dialog).to_contain_text(reader.say("frame.framework.lost.note"))
            assert english(reader) == set()
            wire.mend()
            expect(dialog).to_have_count(0)
            reader.faults.clear()  # the browser logs each try that found nobody
