"""原本からの補記: bars, footnotes and texts are copied with their place; one save each."""

from __future__ import annotations

from tests.forms import SUPPLEMENT
from tests.pages.conftest import Visitor
from tests.pages.visiting import Visit
from yamato_dx.acts.opening import plans_in
from yamato_dx.store.record import Record

SOURCE, BY, SAVE = SUPPLEMENT.fields["source"], SUPPLEMENT.by, SUPPLEMENT.button


def save(reader: Visit, source: str, who: str = "佐藤") -> Visit:
    return reader.fill(SOURCE, source).fill(BY, who).press(SAVE)


def test_bars_are_chosen_in_the_grid(record: Record) -> None:
    reader = (
        Visit.of(record).open("supplements").edit(0, edited_rows={0: {"first": "R5", "last": "R7"}})
    )
    save(reader, "原本12ページ")
    assert reader.shows("plan.supplements.done", count=1)
    (row,) = reader.table("plan.supplements.bars.saved")
    assert row[2:5] == ["R5", "R7", "原本12ページ"]


def test_half_a_bar_is_no_bar(record: Record) -> None:
    reader = Visit.of(record).open("supplements").edit(0, edited_rows={0: {"first": "R5"}})
    save(reader, "原本12ページ")
    assert reader.shows("plan.supplements.not_saved")
    assert reader.shows("plan.supplements.headline.counts", count=0, entered=0, total=43)


def test_a_bar_against_the_arrow_is_asked_and_kept_until_answered(record: Record) -> None:
    """Of w2_5 our text has an arrow in R6, and R6–R7 in words."""
    (place,) = [
        place
        for place, item in enumerate(plans_in(None)[-1].work_items)
        if item.work_item_id == "w2_5"
    ]
    reader = Visit.of(record).open("supplements")
    reader.edit(0, edited_rows={place: {"first": "令和4年度", "last": "2024"}})
    save(reader, "原本12ページ")
    assert reader.shows("plan.supplements.not_saved")
    (checked,) = reader.app.checkbox
    checked.check()
    reader.press(SAVE)
    (row,) = reader.table("plan.supplements.bars.saved")
    assert row[2:4] == ["R4", "R6"]


def test_a_footnote_is_copied_with_its_place(record: Record) -> None:
    reader = Visit.of(record).open("supplements", part="footnotes")
    reader.fill(SUPPLEMENT.fields["term"], "BPR", number=7)
    reader.fill(SUPPLEMENT.fields["definition"], "業務の流れを組み直すこと", number=7)
    reader.fill(BY, "佐藤").press(SAVE)
    assert reader.shows("plan.supplements.not_saved")
    save(reader, "原本20ページ")
    assert reader.shows("plan.supplements.done", count=1)
    assert reader.shows("plan.supplements.headline.counts", count=1, entered=1, total=43)
    assert "原本20ページ" in reader.words()
    # The word is told by the original from now on.
    reader.open("glossary", q="BPR")
    assert reader.shows("glossary.origin.copied", number=7, source="原本20ページ")


def test_a_text_is_copied_and_read_back(record: Record) -> None:
    reader = Visit.of(record).open("supplements", part="organisation")
    reader.fill(SUPPLEMENT.fields["organisation"], "本部長（副町長）\n事務局")
    save(reader, "原本30ページ")
    assert reader.shows("plan.supplements.done", count=1)
    (quoted,) = reader.html.all("blockquote")
    assert "事務局" in quoted.words()


def test_another_towns_text_is_known_by_no_name(visit: Visitor) -> None:
    reader = visit("minato").open("supplements", part="text:annex_b")
    assert reader.field(SUPPLEMENT.fields["text"]).value == ""
    assert "別表B 施設の一覧" in reader.words()
