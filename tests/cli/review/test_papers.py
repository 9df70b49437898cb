"""`paper`: what the ending says, of a moment or of a meeting."""

from __future__ import annotations

import io

import openpyxl
import pytest

from tests.cli.conftest import ON, Office
from tests.output.papers.pdfs import reader_of, text_of
from tests.reports import year_csv
from yamato_dx.acts.actor import Actor
from yamato_dx.acts.entering import enter
from yamato_dx.acts.opening import Place, open_record
from yamato_dx.entries.review.meetings import MEETING, Meeting
from yamato_dx.entries.review.snapshots import KeptPaper
from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.queries.assessed import view_of
from yamato_dx.queries.papers.table import PAPERS, PaperChoice
from yamato_dx.queries.papers.wish import wish_at
from yamato_dx.queries.snapshots.snapshots import snapshot_at, view_of_snapshot
from yamato_dx.store.files import FileToKeep

CLERK = Actor.at_server("事務局")


def wrote(office: Office, *words: str) -> bytes:
    """The file that the command is told to write, its last word."""
    answer = office.run("paper", *words)
    assert answer.code == 0, answer.err
    with open(answer.json["file"], "rb") as file:  # noqa: PTH123
        return file.read()


def test_the_ending_says_what_is_written(filled: Office) -> None:
    sheet = wrote(filled, "meeting", str(filled.folder / "a3.pdf"), "--on", ON)
    width, height = reader_of(sheet).pages[0].mediabox[2:]
    assert (round(width), round(height)) == (1191, 842)  # A3 in points
    small = wrote(filled, "meeting", str(filled.folder / "a4.pdf"), "--on", ON, "--paper", "a4")
    assert round(reader_of(small).pages[0].mediabox[2]) == 842
    book = openpyxl.load_workbook(
        io.BytesIO(wrote(filled, "meeting", str(filled.folder / "a3.XLSX"), "--on", ON))
    )
    assert book.worksheets[0].page_setup.paperSize == 8
    report = wrote(filled, "report", str(filled.folder / "r.pdf"), "--on", ON, "--lang", "en")
    assert "progressreport,FY2025" in text_of(report)


def test_the_year_and_the_moment_can_be_named(filled: Office) -> None:
    year = wrote(filled, "meeting", str(filled.folder / "r6.pdf"), "--on", ON, "--year", "R6")
    assert "令和6年度の実績" in text_of(year)
    before = wrote(
        filled, "meeting", str(filled.folder / "b.pdf"), "--on", ON, "--as-of", "2020-01-01"
    )
    assert "実績は、まだ1件も届いていません" in text_of(before)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("meeting", "a.docx"), "この資料は.pdf, .xlsxで書き出せます（a.docx）。"),
        (("report", "a.xlsx"), "この資料は.pdfで書き出せます（a.xlsx）。"),
        (("closing", "a.docx"), "この資料は.pdf, .xlsxで書き出せます（a.docx）。"),
        (("report", "a.pdf", "--meeting", "2026-9"), "会議「2026-9」はありません"),
        (("report", "a.pdf", "--plan-id", "none"), "none"),
    ],
)
def test_what_cannot_be_made_is_one_sentence(
    office: Office, words: tuple[str, ...], sentence: str
) -> None:
    answer = office.run("paper", *words)
    assert answer.code == 2
    assert sentence in answer.err
    assert "Traceback" not in answer.err


def test_a_meetings_paper_is_the_kept_file_or_made_of_what_it_saw(filled: Office) -> None:
    choice = meeting_held(filled)
    filled.send(year_csv(("R7", "9-1", "101")))
    kept = wrote(filled, "meeting", str(filled.folder / "k.pdf"), "--meeting", "2026-1")
    assert kept == b"%PDF kept"
    assert choice.ending == ".pdf"
    book = openpyxl.load_workbook(
        io.BytesIO(wrote(filled, "meeting", str(filled.folder / "m.xlsx"), "--meeting", "2026-1"))
    )
    cells = {cell.value for row in book.worksheets[0].iter_rows() for cell in row}
    assert "96 人" in cells
    assert "101 人" not in cells


def test_the_paper_of_the_plans_end_is_a_draft_and_then_the_kept_file(filled: Office) -> None:
    draft = wrote(filled, "closing", str(filled.folder / "d.pdf"), "--on", ON)
    assert "締める前の案" in text_of(draft)
    closed = filled.run("closing", "close", "--on", ON, "--by", "企画政策課")
    assert closed.code == 0, closed.err
    words = ("closing", str(filled.folder / "k.pdf"), "--on", ON)
    kept = wrote(filled, *words)
    assert "企画政策課が期末評価を締めました" in text_of(kept)
    filled.send(year_csv(("R7", "9-1", "101")))
    assert wrote(filled, *words) == kept
    beside = wrote(filled, *words, "--with-later", "--plan-id", "yamato_dx")
    assert text_of(beside).startswith(text_of(kept)[:40])
    book = openpyxl.load_workbook(
        io.BytesIO(wrote(filled, "closing", str(filled.folder / "k.xlsx"), "--lang", "en"))
    )
    assert book.sheetnames[0] == "Results"


def meeting_held(office: Office) -> PaperChoice:
    """With one paper kept: an A3 sheet as PDF."""
    with open_record(Place(None, office.database)) as record:
        view = view_of(record)
        snapshot, files = snapshot_at(record, view)
        then = view_of_snapshot(snapshot)
        wish = wish_at(record, then, "ja", fiscal_year=FiscalYear(2025))
        choice = PaperChoice(PAPERS["meeting"], ".pdf", wish)
        paper = FileToKeep(choice.file_name(record, then), b"%PDF kept")
        snapshot = type(snapshot)(
            snapshot.revision,
            snapshot.on,
            snapshot.plans,
            (KeptPaper(paper.file_name, paper.sha256),),
        )
        meeting = Meeting(
            "2026-1", "会議", view.on, snapshot.plans[0].plan_id, FiscalYear(2025), snapshot, ()
        )
        enter(record, MEETING, {"2026-1": meeting}, CLERK, plan_id="", files=(*files, paper))
    return choice
