"""A letter as docx: line by line as typed; a ZIP with Japanese names."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH

from yamato_dx.output.papers.letter import LetterTable, letter_docx, zipped

MADE_ON = datetime(2026, 6, 15)  # noqa: DTZ001 - a ZIP knows no zone
TABLE = LetterTable("別表", ("担当課", "件数"), [("住民課", "3"), ("税務課", "1")])


@pytest.mark.parametrize(
    ("line", "words", "alignment"),
    [
        ("事務連絡", "事務連絡", None),
        ("　　　　　　　　令和8年6月15日", "令和8年6月15日", WD_ALIGN_PARAGRAPH.RIGHT),
        ("　このことについて", "　このことについて", None),  # one wide space begins a paragraph
        ("記", "記", WD_ALIGN_PARAGRAPH.CENTER),
        ("", "", None),
    ],
)
def test_a_line_stands_where_it_was_typed(
    line: str, words: str, alignment: WD_ALIGN_PARAGRAPH | None
) -> None:
    letter = docx.Document(io.BytesIO(letter_docx(line or "\n", TABLE, MADE_ON)))
    first = letter.paragraphs[0]
    assert (first.text, first.alignment) == (words, alignment)


def test_the_table_follows_the_letter() -> None:
    letter = docx.Document(io.BytesIO(letter_docx("本文", TABLE, MADE_ON)))
    (table,) = letter.tables
    rows = [tuple(cell.text for cell in row.cells) for row in table.rows]
    assert rows == [TABLE.headings, *TABLE.rows]
    assert letter.core_properties.created.replace(tzinfo=None) == MADE_ON
    assert letter.core_properties.author == ""  # not the library's own name


def test_files_lie_in_one_folder_under_their_names() -> None:
    files = {"実績報告_住民課.xlsx": b"a", "事務連絡.docx": b"b"}
    with zipfile.ZipFile(io.BytesIO(zipped(files, MADE_ON))) as folder:
        assert {name: folder.read(name) for name in folder.namelist()} == files
        assert {info.date_time[:3] for info in folder.infolist()} == {(2026, 6, 15)}
    assert zipped(files, MADE_ON) == zipped(files, MADE_ON)


def test_signs_that_no_document_holds_cost_no_letter() -> None:
    written = letter_docx("前\x00\x1b後\ud800", LetterTable("", ("課",), [("\x01甲",)]), MADE_ON)
    document = docx.Document(io.BytesIO(written))
    assert "前後" in [paragraph.text for paragraph in document.paragraphs]
    assert document.tables[0].rows[1].cells[0].text == "甲"
