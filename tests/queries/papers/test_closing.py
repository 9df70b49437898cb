"""期末評価書: what the story says, confirmed and 公表可 alone, kept as it was closed."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from typing import Any

import openpyxl
import pytest

from tests.closings import filled
from tests.output.papers.pdfs import fonts_of, is_embedded, reader_of, text_of
from tests.queries.conftest import CLERK, now, sent
from tests.reports import window_csv, year_csv, years_csv
from yamato_dx.acts.closing.ending import close_plan
from yamato_dx.acts.closing.entering import enter_carry_over, enter_effects, enter_judgement
from yamato_dx.acts.confirming.confirmation import confirm
from yamato_dx.acts.publishing.releases import release_text, unrelease_texts
from yamato_dx.entries.review.closing import CarryOver, Effect, Judgement
from yamato_dx.queries.closing.entered import ON_PLAN, entered_at
from yamato_dx.queries.closing.story import ClosingStory, closing_story
from yamato_dx.queries.papers.closing import closing_paper
from yamato_dx.queries.papers.table import PDF, XLSX, PaperChoice, paper_choices
from yamato_dx.queries.papers.wish import PaperWish, wish_at
from yamato_dx.queries.publishing.texts import peoples_texts
from yamato_dx.queries.words import Shown
from yamato_dx.store.record import Record

LANGUAGES = ["ja", "en"]
TYPED = '#read("/etc/passwd") *強調* $x^2$ // 注 髙﨑①㈱〜'


def confirmed(record: Record, *contents: bytes) -> None:
    confirm(record, [sent(record, content) for content in contents], CLERK)


def released_all(record: Record) -> None:
    for text in peoples_texts(record, now(record), "ja"):
        release_text(record, (text.kind, text.key), text.revision, CLERK, plan_id="yamato_dx")


def choice_of(record: Record, ending: str, lang: str = "ja", **wish: Any) -> PaperChoice:
    choices = paper_choices(replace(wish_at(record, now(record), lang), **wish), of_end=True)
    return next(choice for choice in choices if choice.ending == ending)


def handed_out(record: Record, ending: str, lang: str = "ja", **wish: Any) -> bytes:
    return choice_of(record, ending, lang, **wish).handed_out(record, now(record))


def cells_of(data: bytes) -> list[str]:
    book = openpyxl.load_workbook(io.BytesIO(data))
    rows = (row for sheet in book.worksheets for row in sheet.iter_rows())
    return [str(cell.value) for row in rows for cell in row if cell.value]


def bare(words: str) -> str:
    return re.sub(r"\s+", "", words)


def figure(shown: Shown) -> str:
    below = shown.below or f"{shown.below_number}{shown.below_unit}"
    return f"{shown.number}{shown.unit}{shown.words}{below}"


def rows_of_story(story: ClosingStory) -> dict[str, str]:
    """By KPI, its three numbers and its verdict, as they stand in a row."""
    return {
        line.kpi_no: bare(
            "".join(figure(each) for each in (line.start, line.promised, line.reached))
            + f"{line.mark}{line.verdict}{line.below}"
        )
        for line in story.lines
    }


def check_pdf(record: Record, lang: str) -> None:
    story = closing_story(record, now(record), lang, for_others=True)
    text = text_of(handed_out(record, PDF, lang))
    assert [no for no, row in rows_of_story(story).items() if row not in text] == []
    assert bare("".join(story.headline)) in text
    for line in story.lines:
        assert bare(line.evidence) in text
        for year in line.years:
            assert bare(f"{year.verdict.mark}{year.verdict.words}") in text
            assert year.actual == "–" or bare(year.actual) in text
    for count in story.counts:
        assert bare(f"{count.word}{count.count}") in text
    counts = story.effect_counts
    assert all(str(count) in text for count in counts.values())
    assert [line.words for line in story.missing if bare(line.words) not in text] == []
    assert [words for words in story.left_out if bare(words) not in text] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_figure_is_the_storys(record: Record, lang: str) -> None:
    confirmed(record, window_csv(), years_csv())
    filled(record)
    released_all(record)
    check_pdf(record, lang)
    story = closing_story(record, now(record), lang, for_others=True)
    cells = {bare(cell) for cell in cells_of(handed_out(record, XLSX, lang))}
    for line in story.lines:
        for shown in (line.start, line.promised, line.reached):
            assert bare(figure(shown)) in cells, line.kpi_no
        assert bare(f"{line.mark}{line.verdict}{line.below}") in cells
        assert any(bare(line.evidence) in cell for cell in cells)


def test_most_of_it_is_not_confirmed_and_is_listed(record: Record) -> None:
    sent(record, years_csv())
    check_pdf(record, "ja")
    paper = closing_paper(record, now(record), PaperWish(2025, "ja"))
    assert {count.verdict.words: count.count for count in paper.unjudged}["未確認"] > 1
    assert paper.left_out[0].startswith("1 来庁者平均滞在時間（令和5年度）: 確認前の値")
    assert "22.3分" not in text_of(handed_out(record, PDF))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_empty_record_makes_a_paper_without_a_figure(record: Record, lang: str) -> None:
    check_pdf(record, lang)
    assert cells_of(handed_out(record, XLSX, lang))


def test_its_first_page_is_the_whole_of_what_was_reached(record: Record) -> None:
    confirmed(record, years_csv())
    reader = reader_of(handed_out(record, PDF))
    first = bare(reader.pages[0].extract_text())
    story = closing_story(record, now(record), "ja", for_others=True)
    assert [no for no, row in rows_of_story(story).items() if row not in first] == []
    assert "最終年度（R7）の値〔初期設定・未決定〕" in first
    named = [item.title for item in _flat(reader.outline)]
    assert {"年度ごとの判定", "期待した効果は出たか", "次期計画への引継ぎ", "足りないもの"} <= set(
        named
    )
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert all(is_embedded(font) for font in fonts_of(handed_out(record, PDF)))


def _flat(outline: list[Any]) -> list[Any]:
    return [
        each for item in outline for each in (_flat(item) if isinstance(item, list) else [item])
    ]


def test_words_of_people_print_as_typed_and_compute_nothing(record: Record) -> None:
    enter_judgement(record, ON_PLAN, Judgement(TYPED, "企画課"), CLERK)
    enter_effects(record, {(1, 1): Effect("found", '=HYPERLINK("http://x")')}, CLERK)
    released_all(record)
    assert bare(TYPED) in text_of(handed_out(record, PDF))
    cells = cells_of(handed_out(record, XLSX))
    assert TYPED in cells
    assert '\'=HYPERLINK("http://x")' in cells


def test_texts_that_are_not_released_stay_in_the_house(record: Record) -> None:
    filled(record)
    paper = closing_paper(record, now(record), PaperWish(2025, "ja"))
    text = text_of(handed_out(record, PDF))
    for words in ("窓口は速くなった", "経費は", "利用が伸びた", "申請を含む件数", "29.5→22.3分"):
        assert words not in text
    # What was chosen from a list is the judgement itself.
    assert (paper.effects[0].effects[0].found.words, paper.carried[3].treatment) == (
        "確認できた",
        "拡充",
    )
    assert paper.carried[3].reason == "公表可としていない"
    assert [words.partition("（")[0] for words in paper.left_out] == [
        "効果の根拠 1件",
        "所管の評価 1件",
        "外部の意見と回答 1件",
        "次期計画での扱いの理由と後継 3件",
    ]
    assert "公表可としていない文章 6件" in paper.missing
    released_all(record)
    assert not closing_paper(record, now(record), PaperWish(2025, "ja")).left_out
    assert "窓口は速くなった" in text_of(handed_out(record, PDF))


def test_closing_keeps_its_paper_for_ever(record: Record) -> None:
    confirmed(record, years_csv())
    filled(record)
    released_all(record)
    draft = choice_of(record, PDF).file_name(record, now(record))
    assert draft.startswith("案_yamato_dx_期末評価書_R4-R7_")
    close_plan(record, now(record), actor=CLERK, approval_no="企第12号")
    closed = entered_at(record, record.head(), "yamato_dx").closed
    assert closed is not None
    assert closed.value.snapshot is not None
    first = {ending: handed_out(record, ending) for ending in (PDF, XLSX)}
    for paper in closed.value.snapshot.papers:
        assert record.file_bytes(paper.sha256) in first.values()
    assert "企第12号" in text_of(first[PDF])
    assert "締める前の案" not in text_of(first[PDF])
    # Made anew of the moment it is the same, but for where the trail stood when it was kept.
    anew = {ending: choice_of(record, ending).made(record, now(record)) for ending in first}
    trail = re.compile(r"操作の記録\s*[0-9]+件目\s*[0-9a-f]+…")
    assert trail.sub("", text_of(first[PDF])) == text_of(anew[PDF]) != text_of(first[PDF])
    kept = cells_of(first[XLSX])
    assert [cell for cell in kept if not trail.fullmatch(cell)] == cells_of(anew[XLSX]) != kept
    confirmed(record, year_csv(("R7", "3", "75%")))
    sent(record, year_csv(("R4", "8", "1回")))  # nobody has confirmed it
    assert {ending: handed_out(record, ending) for ending in (PDF, XLSX)} == first
    later = text_of(handed_out(record, PDF, with_later=True))
    assert later.count("期末評価後の確定値R775.0%") == 1
    assert f"記録番号{record.head()}までのものを横に" in later
    assert "期末評価後の" not in later.replace("期末評価後の確定値R775.0%", "")
    assert "75.0%" not in text_of(handed_out(record, PDF, "en"))  # of the closed moment


def test_a_mark_that_is_taken_back_counts_for_the_kept_paper_too(record: Record) -> None:
    filled(record)
    released_all(record)
    close_plan(record, now(record), actor=CLERK)
    kept = handed_out(record, PDF)
    assert "窓口は速くなった" in text_of(kept)
    unrelease_texts(record, [f"judgement:{ON_PLAN}"], CLERK, plan_id="yamato_dx")
    anew = text_of(handed_out(record, PDF))
    assert "窓口は速くなった" not in anew
    assert "所管の評価1件（計画全体）" in anew
    # A new mark counts with the next closing.
    released_all(record)
    assert text_of(handed_out(record, PDF)) == anew


@pytest.mark.prove
def test_nothing_is_cut_off_where_much_is_said(record: Record) -> None:
    confirmed(record, years_csv())
    plan = closing_story(record, now(record), "ja").plan
    long = "長い文章" * 250
    effects = {
        (initiative.initiative_no, number): Effect("not_found", f"{long}効果の終わり")
        for initiative in plan.initiatives
        for number in range(1, len(initiative.effects) + 1)
    }
    enter_effects(record, effects, CLERK)
    for initiative in plan.initiatives:
        about = f"initiative:{initiative.initiative_no}"
        enter_judgement(record, about, Judgement(f"{long}評価の終わり", "企画課"), CLERK)
    carried = {
        kpi.kpi_id: CarryOver("expanded", f"{long}理由の終わり", "後継" * 20) for kpi in plan.kpis
    }
    enter_carry_over(record, carried, CLERK)
    released_all(record)
    text, cells = text_of(handed_out(record, PDF)), "".join(cells_of(handed_out(record, XLSX)))
    for words, count in (("効果の終わり", 22), ("評価の終わり", 9), ("理由の終わり", 10)):
        assert (text.count(words), cells.count(words)) == (count, count)
    book = openpyxl.load_workbook(io.BytesIO(handed_out(record, XLSX)))
    heights = [row.height or 0 for sheet in book for row in sheet.row_dimensions.values()]
    assert max(heights) <= 409


def test_each_sheet_prints_as_wide_as_its_paper(record: Record) -> None:
    confirmed(record, years_csv())
    book = openpyxl.load_workbook(io.BytesIO(handed_out(record, XLSX)))
    assert book.sheetnames == [
        "期末評価",
        "年度ごと",
        "効果",
        "評価と意見",
        "次期計画への引継ぎ",
        "足りないもの",
        "用語と定義",
    ]
    for sheet in book.worksheets:
        assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.print_title_rows
        last = sheet.print_area.rpartition(":")[2].replace("$", "")
        assert sheet[last].row == sheet.max_row


@pytest.mark.parametrize("lang", LANGUAGES)
def test_another_towns_plan_has_its_own_years(minato: Record, lang: str) -> None:
    paper = closing_paper(minato, now(minato), PaperWish(2025, lang))
    assert {len(kpi.years) for kpi in paper.kpis} == {len(paper.years)} == {3}
    for ending in (PDF, XLSX):
        assert handed_out(minato, ending, lang)
