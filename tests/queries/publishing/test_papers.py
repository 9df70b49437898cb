"""Public papers: equal to the public view's CSV to the digit; what people typed stays typed."""

from __future__ import annotations

import io
import math
import re

import docx
import openpyxl
import pypdf
import pytest

from tests.meetings import LATER, recorded
from tests.meetings import made as made_meeting
from tests.output.papers.pdfs import text_of
from tests.queries.conftest import CLERK, now, sent
from tests.queries.publishing import made_public as made
from tests.reports import year_csv, years_csv
from tests.rounds import register
from yamato_dx.acts.confirming.confirmation import confirm
from yamato_dx.acts.meetings.recording import tell_follow_up
from yamato_dx.acts.publishing.publication import publish, take_publication_back
from yamato_dx.acts.publishing.releases import release_text, unrelease_texts
from yamato_dx.entries.review.meetings import FollowUp
from yamato_dx.errors import Refused
from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.queries.publishing.papers import PUBLIC_PAPERS, PublicPaperWish, make_paper
from yamato_dx.queries.publishing.public_plan import public_plan
from yamato_dx.queries.publishing.residents import residents_paper, unexplained
from yamato_dx.rows import is_missing, rows_of
from yamato_dx.store.record import Record

PUBLIC = [(kind, ending) for kind in ("residents", "results") for ending in PUBLIC_PAPERS[kind]]


def paper(record: Record, kind: str, ending: str, **wish: object) -> bytes:
    return make_paper(record, now(record), (kind, ending), PublicPaperWish(**wish))  # type: ignore[arg-type]


@pytest.mark.parametrize("file", PUBLIC)
def test_nothing_public_no_file(record: Record, file: tuple[str, str]) -> None:
    confirm(record, [sent(record, year_csv(("R7", "9-1", "96")))], CLERK)
    with pytest.raises(Refused, match="公表しているもの"):
        paper(record, *file)
    assert paper(record, *file, is_draft=True)
    publish(record, now(record), CLERK)
    assert paper(record, *file)
    take_publication_back(record, now(record), CLERK, reason="誤り")
    with pytest.raises(Refused, match="公表しているもの"):
        paper(record, *file)


def test_all_papers_say_what_the_public_table_says(record: Record) -> None:
    made.made_public(record)
    assert equal_figures(record) == 29


@pytest.mark.parametrize("seed", [1, 2])
def test_so_they_do_of_any_figures(record: Record, seed: int) -> None:
    """Some of them confirmed, others not."""
    for rows in made.random_years(seed):
        batch = sent(record, year_csv(*rows))
        if rows[0][0] != "R6":
            confirm(record, [batch], CLERK)
    publish(record, now(record), CLERK)
    assert equal_figures(record) > 10


def equal_figures(record: Record) -> int:
    """How many figures stand in the public table, each the same in all papers that tell it."""
    claims = made.claims(paper(record, "residents", ".html"))
    sheet = {str(row[0]): row for row in made.sheet_rows(paper(record, "results", ".xlsx"))}
    pdf = text_of(paper(record, "results", ".pdf"))
    half = text_of(paper(record, "residents", ".pdf"))
    public = public_plan(record, now(record), "ja")
    short = {line.kpi.kpi_no: line.kpi.short_name.ja for line in public.kpis}
    told = 0
    for row in rows_of(made.public_csv(record)):
        name, year = short[row["kpi_no"]], row["fiscal_year_label"]
        target, actual, verdict = claims[name][year]
        if is_missing(row["actual_value"]):
            assert actual in ("–", "公表待ち")
            continue
        told += 1
        assert row["verdict_label"] in verdict
        shown, decimals = made.number_in(actual)
        rounded = 0.5000001 * 10**-decimals
        assert math.isclose(shown, expected(row, actual), abs_tol=rounded), (name, year)
        if row["fiscal_year"] == "2025":
            of_sheet = sheet[f"{row['kpi_no']} {name}"]
            assert of_sheet[1] == target
            assert str(of_sheet[2]) in (actual, f"{actual}（後に届いた値は確認前）")
            assert "".join(f"{row['kpi_no']} {name}{target}{actual}".split()) in pdf
            assert actual.replace(" ", "") in half
    return told


def expected(row: dict[str, object], shown: str) -> float:
    """The number that a reader is shown first."""
    value = {
        name: float(str(row[name])) for name in ("actual_value", "numerator", "compared_value")
    }
    if row["rule"] == "reduce_by" and "%" in shown:
        return value["compared_value"] * 100
    if row["rule"] == "complete":
        return value["numerator"]
    return value["actual_value"] * (100 if "%" in shown else 1)


def test_a_newer_value_that_nobody_confirmed_is_in_no_paper(record: Record) -> None:
    made.made_public(record)
    html = paper(record, "residents", ".html").decode()
    sheet = str(made.sheet_rows(paper(record, "results", ".xlsx")))
    pdf = text_of(paper(record, "results", ".pdf"))
    for words in (html, sheet, pdf):
        assert "54321" not in words.replace(",", "")
        assert "確認前の値のため" in words
        assert "96人" in words
        # 決算額 of a forecast, and its sources.
        assert "66666" not in words.replace(",", "")
        assert "55555" not in words.replace(",", "")
    assert "77,777" in pdf
    assert "見込の事業:決算額は見込のため" in pdf
    assert "54321" in paper(record, "facts", ".txt", about="9-1").decode("utf-8-sig").replace(
        ",", ""
    )


def test_what_people_typed_is_printed_as_typed(record: Record) -> None:
    made.made_public(record)
    html = paper(record, "residents", ".html").decode()
    assert "<script" not in html
    assert "&lt;script&gt;" in html
    page = made.read_html(html).words()
    pdf = text_of(paper(record, "results", ".pdf"))
    for words in (made.HOSTILE.cause, made.HOSTILE.issue, made.HOSTILE.measure):
        assert words in page
        assert "".join(words.split()) in pdf
    cells = [cell for row in made.sheet_rows(paper(record, "results", ".xlsx")) for cell in row]
    assert f"{made.HOSTILE.cause}\n{made.HOSTILE.issue}" in cells
    assert made.LINE.project in cells
    assert "root:" not in pdf
    facts = paper(record, "facts", ".txt", about="4").decode("utf-8-sig")
    assert made.HOSTILE.issue in facts


def test_long_texts_go_on_in_the_next_row(record: Record) -> None:
    """Excel shows no row higher than 409 points."""
    long = "庁内の調整に時間を要した。" * 60
    key = "kpi:visitor_stay_minutes:2025"
    revision = made.written(record, made.Comment(cause=long, measure="短い"), key)
    release_text(record, ("comment", key), revision, CLERK, plan_id="yamato_dx")
    data = paper(record, "results", ".xlsx", is_draft=True)
    pieces = [str(row[5]) for row in made.sheet_rows(data) if row[5] and "庁内" in str(row[5])]
    assert len(pieces) > 1
    assert "".join(pieces) == long
    (sheet,) = openpyxl.load_workbook(io.BytesIO(data)).worksheets
    assert max(each.height or 0 for each in sheet.row_dimensions.values()) <= 409
    words = text_of(paper(record, "results", ".pdf", is_draft=True))
    assert words.count("庁内の調整") >= 58  # a page may end in one


def test_a_text_that_is_not_released_is_in_no_public_paper(record: Record) -> None:
    made.made_public(record)
    made.written(record, made.Comment(cause="内部の話"), "kpi:visitor_stay_minutes:2025")
    publish(record, now(record), CLERK)
    for kind, ending in (("residents", ".html"), ("results", ".xlsx")):
        content = paper(record, kind, ending)
        shown = content.decode() if ending == ".html" else str(made.sheet_rows(content))
        assert "内部の話" not in shown
        assert "予備機" in shown
    unrelease_texts(record, [f"comment:{made.CERTIFICATES}"], CLERK, plan_id="yamato_dx")
    assert "予備機" not in paper(record, "residents", ".html").decode()


def test_words_whose_mark_was_taken_back_never_return(record: Record) -> None:
    """Not with a mark that is set on other words later, before these are published."""
    made.made_public(record)
    unrelease_texts(record, [f"comment:{made.CERTIFICATES}"], CLERK, plan_id="yamato_dx")
    revision = made.written(record, made.Comment(cause="申請の増加"))
    release_text(record, ("comment", made.CERTIFICATES), revision, CLERK, plan_id="yamato_dx")
    assert "予備機" not in paper(record, "residents", ".html").decode()
    publish(record, now(record), CLERK)
    html = paper(record, "residents", ".html").decode()
    assert "予備機" not in html
    assert "申請の増加" in html


def test_a_year_that_the_plan_does_not_have_is_refused(record: Record) -> None:
    with pytest.raises(Refused, match="2031年度"):
        paper(record, "results", ".xlsx", is_draft=True, fiscal_year=FiscalYear(2031))


def test_the_page_for_residents_stands_alone(record: Record) -> None:
    made.made_public(record)
    html = paper(record, "residents", ".html").decode()
    assert html.startswith('<!DOCTYPE html>\n<html lang="ja">')
    assert not re.search(r"(?:https?:|src=|url\(|@import|javascript:)", html)
    sizes = [float(size) for size in re.findall(r"font-size: ([0-9.]+)px", html)]
    assert min(sizes) >= 16
    first = re.search(r"<h2[^>]*>([^<]+)", html)
    assert first is not None
    assert first[1] == "まだ達成していないこと"
    for words in (
        "出典",
        "時点",
        "この数字が表すこと",
        "この数字では分からないこと",
        "問い合わせ先",
    ):
        assert html.count(f"<dt>{words}</dt>") == 10
    # In their own words where they first stand, once.
    assert html.count("<dt>R4</dt>") == html.count("<dt>pt</dt>") == 1
    assert unexplained(record, now(record), "ja") == ("AI",)
    english = paper(record, "residents", ".html", lang="en").decode()
    assert '<html lang="en">' in english


def test_what_is_being_checked_is_not_called_unreported(record: Record) -> None:
    confirm(record, [sent(record, year_csv(("R7", "9-1", "96")))], CLERK)
    sent(record, year_csv(("R7", "9-2", "27")))
    publish(record, now(record), CLERK)
    groups = {
        group.kind: [claim.verdict for claim in group.claims]
        for group in residents_paper(record, now(record), "ja").groups
    }
    assert groups["unknown"].count("値を確認しています") == 1
    assert groups["unknown"].count("未報告") == 8


def test_half_a_page_is_one_sheet_with_fonts_and_tags(record: Record) -> None:
    made.made_public(record)
    reader = pypdf.PdfReader(io.BytesIO(paper(record, "residents", ".pdf")))
    (page,) = reader.pages
    width, height = float(page.mediabox.width), float(page.mediabox.height)
    assert (round(width), round(height)) == (595, 421)
    assert "/StructTreeRoot" in reader.trailer["/Root"]
    fonts = page["/Resources"]["/Font"].values()
    assert all("NotoSansCJKjp" in str(font.get_object()["/BaseFont"]) for font in fonts)


def test_facts_and_handover(record: Record) -> None:
    made.made_public(record)
    with pytest.raises(Refused, match="99"):
        paper(record, "facts", ".txt", about="99")
    with pytest.raises(Refused, match="取組事項12"):
        paper(record, "facts", ".txt", about="initiative:12")
    with pytest.raises(Refused, match="担当課"):
        paper(record, "handover", ".docx", about="s99")
    with pytest.raises(Refused, match="作れません"):
        paper(record, "facts", ".pdf")
    whole = paper(record, "facts", ".txt", about="initiative:9").decode("utf-8-sig")
    assert "9-1" in whole
    assert "9-2" in whole
    assert "未確認" in whole
    assert len(paper(record, "facts", ".txt")) > len(whole)


def test_a_section_hands_over(record: Record) -> None:
    register(record)
    data = paper(record, "handover", ".docx", about="住民課")
    found = docx.Document(io.BytesIO(data))
    words = "\n".join(paragraph.text for paragraph in found.paragraphs)
    assert "引継書　住民課" in words
    assert "未記入です" in words
    assert "の実績: 報告期限" in words
    cells = [cell.text for table in found.tables for row in table.rows for cell in row.cells]
    assert "コンビニ交付 発行件数" in cells
    printed = text_of(paper(record, "handover", ".pdf", about="住民課"))
    assert [
        each for each in (*cells, *words.splitlines()) if re.sub(r"\s+", "", each) not in printed
    ] == []


def test_what_a_section_still_has_to_do_is_what_the_meetings_say(
    record: Record, without_papers: None
) -> None:
    """Words taken up at a later meeting are one thread, and closed with it."""
    register(record)
    sent(record, years_csv())
    meeting = made_meeting(record)
    (number,) = [item.number for item in meeting.items if "standardised" in item.subject]
    recorded(record, number, "continued", words="移行の遅れ", owner="住民課、税務課")
    recorded(record, number % 2 + 1, words="窓口の見直し", owner="住民課")
    later = made_meeting(record, LATER)
    subject = f"follow_up:2026-1:{number}"
    (taken_up,) = [item.number for item in later.items if item.subject == subject]
    recorded(record, taken_up, meeting_id=later.meeting_id, words="工程を出す")
    words = handover_words(record)
    assert "指示「工程を出す」（住民課、税務課）" in words
    assert "移行の遅れ" not in words
    facts = paper(record, "facts", ".txt", about="2").decode("utf-8-sig")
    assert "継続「移行の遅れ」（住民課、税務課）〔内部〕" in facts
    assert "指示「工程を出す」（–）〔内部〕" in facts
    done = FollowUp("done", LATER, "提出済み")
    tell_follow_up(record, f"2026-1:{number}", done, actor=CLERK)
    assert "工程を出す" not in handover_words(record)
    assert "窓口の見直し" in handover_words(record)
    facts = paper(record, "facts", ".txt", about="2").decode("utf-8-sig")
    assert facts.count("提出済み") == 1


def handover_words(record: Record) -> str:
    found = docx.Document(io.BytesIO(paper(record, "handover", ".docx", about="住民課")))
    return "\n".join(paragraph.text for paragraph in found.paragraphs)
