"""The forms of a round, and their way back: filled in, sorted, copied, of another round."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, Final
from xml.etree import ElementTree

import docx
import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from tests.entered import enter
from tests.rounds import CERTIFICATES, CLERK, OFFICE, board, held, lines, opened, register, view
from yamato_dx.acts.report import send_report
from yamato_dx.intake.files.reading import read_document
from yamato_dx.intake.files.sheet import SheetFile
from yamato_dx.intake.reports.round_cards import cards_of_form
from yamato_dx.intake.reports.round_form import RoundForm, round_form_of
from yamato_dx.output.workbooks.template import SPARE_ROWS
from yamato_dx.queries.reports.preview import Preview, preview_report
from yamato_dx.queries.rounds.forms import round_folder, section_form
from yamato_dx.store.record import Record

SNEAKY: Final = "=cmd|' /C calc'!A0\x02\n<b>課"
FIGURES, WORK, CARDS = "実績報告", "工程の進捗", "数字の取り方"
Fill = Callable[[openpyxl.Workbook], None]


@pytest.fixture
def asked(record: Record) -> Record:
    register(record)
    opened(record)
    return record


def form(record: Record, section_id: str = "s01", lang: str = "ja") -> bytes:
    return section_form(record, view(record), held(record), section_id, lang=lang, site="http://dx")


def filled(content: bytes, fill: Fill) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(content))
    fill(book)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def column(sheet: Worksheet, heading: str) -> int:
    return next(cell.column for cell in sheet[1] if cell.value == heading)


def put(sheet: Worksheet, row: int, heading: str, value: object) -> None:
    sheet.cell(row, column(sheet, heading)).value = value  # type: ignore[assignment]


def document(content: bytes) -> SheetFile:
    read = read_document(content)
    assert isinstance(read, SheetFile)
    return read


def known(content: bytes) -> RoundForm:
    return round_form_of(document(content))


def previewed(record: Record, content: bytes, name: str = "R7まとめ(2).xlsx") -> Preview:
    return preview_report(record, content, name, view(record))


def sent(record: Record, content: bytes) -> None:
    preview = previewed(record, content)
    assert preview.is_sendable, preview.problems
    send_report(
        record,
        data=content,
        file_name=preview.file_name,
        values=preview.values,
        progress=preview.reading.progress,
        actor=CLERK,
        previewed_at=preview.revision,
    )


def answers(book: openpyxl.Workbook) -> None:
    put(book[FIGURES], 2, "実績値", 1105)
    for row in (2, 3):
        put(book[WORK], row, "状況", "実施中")
        put(book[WORK], row, "着手年月", "R6.4")


def test_a_section_finds_only_what_it_owes(asked: Record) -> None:
    book = openpyxl.load_workbook(io.BytesIO(form(asked)))
    assert book.sheetnames[:4] == ["お願い", FIGURES, WORK, CARDS]
    assert [cell.value for cell in book[FIGURES]["C"][1:2]] == ["4"]
    assert [cell.value for cell in book[WORK]["C"][1:]] == [
        "推進体制の確立",
        "業務量調査及びBPRの実施",
    ]
    assert [cell.value for cell in book[CARDS]["A"][1:]] == ["4"]
    words = "\n".join(str(cell.value) for cell in book["お願い"]["A"] if cell.value)
    for part in (
        "令和7年度の照会",
        "令和8年7月10日（金）",
        "住民課",
        "企画政策課",
        "http://dx/report",
    ):
        assert part in words
    of_taxes = openpyxl.load_workbook(io.BytesIO(form(asked, "s02")))
    assert of_taxes.sheetnames[:2] == ["お願い", WORK]  # no figure, no card is asked of it
    assert FIGURES not in of_taxes.sheetnames


def test_cells_to_fill_in_are_open_and_all_others_locked(asked: Record) -> None:
    book = openpyxl.load_workbook(io.BytesIO(form(asked)))
    for name in ("お願い", FIGURES, WORK, CARDS):
        assert book[name].protection.sheet, name
        assert not book[name].protection.password
    figures, work, cards = book[FIGURES], book[WORK], book[CARDS]

    def is_open(sheet: Worksheet, heading: str, row: int = 2) -> bool:
        return not sheet.cell(row, column(sheet, heading)).protection.locked

    assert [is_open(figures, name) for name in ("年月", "実績値", "状態", "備考")] == [True] * 4
    assert [is_open(figures, name) for name in ("KPI番号", "指標名", "単位")] == [False] * 3
    assert is_open(figures, "KPI番号", row=2 + SPARE_ROWS)  # a row can be copied there by month
    assert is_open(work, "状況")
    assert not is_open(work, "工程・取組")
    assert is_open(cards, "システム")


def test_what_is_typed_is_checked_in_the_spreadsheet(asked: Record) -> None:
    figures = openpyxl.load_workbook(io.BytesIO(form(asked)))[FIGURES]
    found = {rule.type: rule for rule in figures.data_validations.dataValidation}
    assert found["decimal"].operator == "greaterThanOrEqual"
    assert found["decimal"].errorStyle == "warning"  # the reader says the last word
    assert "公表待ち" in str(found["list"].formula1)


def test_ids_stand_hidden_in_each_row_and_on_a_sheet_that_nobody_sees(asked: Record) -> None:
    book = openpyxl.load_workbook(io.BytesIO(form(asked)))
    assert book[book.sheetnames[-1]].sheet_state == "veryHidden"
    for name in (FIGURES, WORK, CARDS):
        sheet = book[name]
        last = openpyxl.utils.get_column_letter(sheet.max_column)
        assert sheet.column_dimensions[last].hidden, name
        assert str(sheet.cell(2, sheet.max_column).value).startswith("ydx:2025-1:s01:")


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_an_untouched_form_reports_nothing_and_is_known(asked: Record, lang: str) -> None:
    content = form(asked, lang=lang)
    preview = previewed(asked, content)
    assert (preview.values.empty, preview.progress, preview.obstacles) == (True, (), ())
    assert {problem.code for problem in preview.problems} == {"blank", "sheet_ignored"}
    assert (known(content).round_ids, known(content).section_ids) == (("2025-1",), ("s01",))


def test_a_filled_form_answers_the_round(asked: Record) -> None:
    sent(asked, filled(form(asked), answers))
    line = lines(asked)["s01"]
    assert {name: cell.came for name, cell in line.cells.items()} == {
        "kpi": 1,
        "work": 2,
        "card": 0,
    }


@pytest.mark.parametrize(
    ("kind", "status"),
    [("year_end", "final"), ("interim", "forecast")],
)
def test_the_state_is_what_the_round_is_for(record: Record, kind: Any, status: str) -> None:
    register(record)
    opened(record, kind)
    preview = previewed(record, filled(form(record), answers))
    assert preview.values["value_status"].tolist() == [status]


def sort_rows(book: openpyxl.Workbook) -> None:
    answers(book)
    sheet = book[WORK]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2, max_row=3)]
    for number, row in enumerate(reversed(rows), start=2):
        for place, value in enumerate(row, start=1):
            sheet.cell(number, place).value = value


def rename_all(book: openpyxl.Workbook) -> None:
    answers(book)
    for name in (FIGURES, WORK, CARDS):
        book[name].title = f"{name} (2)"


def copy_for_months(book: openpyxl.Workbook) -> None:
    """A row per month, in the spare rows below."""
    sheet = book[FIGURES]
    printed = [cell.value for cell in sheet[2]]
    for number in range(12):
        for place, value in enumerate(printed, start=1):
            sheet.cell(number + 2, place).value = value
        month = (number + 3) % 12 + 1
        put(sheet, number + 2, "年月", f"{2025 if month >= 4 else 2026}/{month}")
        put(sheet, number + 2, "実績値", 80 + number)


def only_one_row(book: openpyxl.Workbook) -> None:
    """Whoever keeps one sheet of the form, in a workbook of their own."""
    answers(book)
    for name in book.sheetnames:
        if name != FIGURES:
            del book[name]


@pytest.mark.parametrize("mangle", [sort_rows, rename_all, copy_for_months, only_one_row])
def test_a_form_is_known_whatever_was_done_to_its_rows(asked: Record, mangle: Fill) -> None:
    content = filled(form(asked), mangle)
    assert (known(content).round_ids, known(content).section_ids) == (("2025-1",), ("s01",))
    preview = previewed(asked, content)
    assert preview.is_sendable, preview.problems
    sent(asked, content)
    assert lines(asked)["s01"].cells["kpi"].came == 1


def test_rows_of_another_section_tell_whose_they_are(asked: Record) -> None:
    other = openpyxl.load_workbook(io.BytesIO(form(asked, "s02")))[WORK]

    def paste(book: openpyxl.Workbook) -> None:
        for place, cell in enumerate(other[2], start=1):
            book[WORK].cell(4, place).value = cell.value

    assert known(filled(form(asked), paste)).section_ids == ("s01", "s02")


def test_a_form_of_an_earlier_round_says_so(asked: Record) -> None:
    before = form(asked)
    opened(asked, "interim")
    assert known(before).round_ids == ("2025-1",)
    assert known(form(asked)).round_ids == ("2025-2",)


@pytest.mark.parametrize(
    "content",
    [b"a,b\r\n1,2\r\n", "年度,KPI番号,実績値\r\nR7,4,1\r\n".encode()],
)
def test_another_file_is_no_form(content: bytes) -> None:
    assert known(content).rows == ()


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_cards_come_back_by_their_ids(asked: Record, lang: str) -> None:
    def write(book: openpyxl.Workbook) -> None:
        sheet = book.worksheets[3]
        sheet.cell(2, 3).value, sheet.cell(2, 7).value = "住民記録", " 取消を引く "

    cards = cards_of_form(document(filled(form(asked, lang=lang), write)))
    assert cards.keys() == {CERTIFICATES}
    assert (cards[CERTIFICATES]["system"], cards[CERTIFICATES]["traps"]) == (
        "住民記録",
        "取消を引く",
    )
    assert cards_of_form(document(form(asked))) == {}  # nothing was written


@pytest.fixture
def folder(asked: Record) -> Iterator[zipfile.ZipFile]:
    letter = "事務連絡\n　　　　　　　　企画政策課\n直した文です。"
    content = round_folder(asked, view(asked), held(asked), letter, lang="ja", site="http://dx")
    with zipfile.ZipFile(io.BytesIO(content)) as opened_folder:
        yield opened_folder


def test_one_press_gives_a_form_for_each_section_and_the_letter(folder: zipfile.ZipFile) -> None:
    assert folder.namelist() == [
        "事務連絡_令和7年度の照会.docx",
        "実績報告_令和7年度_住民課.xlsx",
        "実績報告_令和7年度_税務課.xlsx",
        "実績報告_令和7年度_担当課未定.xlsx",
    ]
    assert folder.testzip() is None


def test_the_letter_is_what_was_typed_and_a_table_of_the_sections(folder: zipfile.ZipFile) -> None:
    letter = docx.Document(io.BytesIO(folder.read("事務連絡_令和7年度の照会.docx")))
    words = [paragraph.text for paragraph in letter.paragraphs]
    assert words[:3] == ["事務連絡", "企画政策課", "直した文です。"]
    assert letter.paragraphs[1].alignment == docx.enum.text.WD_ALIGN_PARAGRAPH.RIGHT
    (table,) = letter.tables
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert rows[1] == ["住民課", "1", "2", "1", "実績報告_令和7年度_住民課.xlsx"]
    assert rows[3][0] == "担当課未定"


def test_the_same_form_is_the_same_bytes(asked: Record) -> None:
    """Sent twice it is recognised as the same file."""
    first = form(asked)
    section_form.cache_clear()
    assert form(asked) == first
    assert board(asked).on == date(2026, 6, 15)
    assert OFFICE.name == "企画政策課"


def opened_folder(record: Record, letter: str = "照会") -> dict[str, bytes]:
    content = round_folder(record, view(record), held(record), letter, lang="ja")
    with zipfile.ZipFile(io.BytesIO(content)) as folder:
        return {name: folder.read(name) for name in folder.namelist()}


def test_two_sections_of_one_name_get_a_form_each(record: Record) -> None:
    register(record)
    enter(record, "section", {"s02": {"name_ja": "住民課"}}, OFFICE)
    opened(record)
    files = opened_folder(record)
    names = [f"実績報告_令和7年度_住民課_{section_id}.xlsx" for section_id in ("s01", "s02")]
    assert [known(files[name]).section_ids for name in names] == [("s01",), ("s02",)]
    assert all(name in docx_words(files["事務連絡_令和7年度の照会.docx"]) for name in names)


def test_names_and_letters_are_texts_whatever_stands_in_them(record: Record) -> None:
    """No formula, no sign that breaks a file, no name that a folder does not take."""
    register(record)
    enter(record, "section", {"s01": {"name_ja": SNEAKY}}, OFFICE)
    opened(record, title=f"照会{SNEAKY}{'長' * 300}")
    files = opened_folder(record, "前\x00後\n\x1b次")
    assert all(len(name) <= 110 and name.isprintable() for name in files)
    letter, *forms = files.values()
    assert "前後" in docx_words(letter)
    for content in forms:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            for part in parts.namelist():
                ElementTree.fromstring(parts.read(part))
        book = openpyxl.load_workbook(io.BytesIO(content))
        kinds = {cell.data_type for sheet in book.worksheets for row in sheet for cell in row}
        assert "f" not in kinds


def docx_words(content: bytes) -> str:
    letter = docx.Document(io.BytesIO(content))
    cells = [cell.text for table in letter.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in letter.paragraphs), *cells])
