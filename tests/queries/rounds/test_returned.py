"""Files that came back: each known by its ids, each with its result; what is sent answers."""

from __future__ import annotations

import io
import zipfile

import pytest
from openpyxl import Workbook

from tests.entered import enter
from tests.queries.rounds.test_forms import CARDS, FIGURES, Fill, answers, filled, form, put
from tests.rounds import CERTIFICATES, OFFICE, held, lines, opened, register, view
from yamato_dx.acts.rounds.receiving import receive_returned
from yamato_dx.acts.withdrawal import withdraw
from yamato_dx.errors import Refused
from yamato_dx.queries.cards import cards_at
from yamato_dx.queries.reports.receipt import receipt_of
from yamato_dx.queries.rounds.returned import ReturnedFile, contents_words, returned_file
from yamato_dx.queries.rounds.words import round_words
from yamato_dx.store.promise.refusals import Stale
from yamato_dx.store.record import Record


@pytest.fixture
def asked(record: Record) -> Record:
    register(record)
    opened(record)
    return record


def came(record: Record, data: bytes, name: str = "コピー ～ R7まとめ.xlsx") -> ReturnedFile:
    return returned_file(record, view(record), held(record), name, data=data)


def told(record: Record, found: ReturnedFile) -> str:
    words = round_words(record, view(record), "ja")
    return contents_words(record, view(record), found, words)


def nothing(_book: Workbook) -> None:
    """Sent back as it was received."""


def card(book: Workbook) -> None:
    book[CARDS].cell(2, 3).value = "住民記録"


def card_alone(book: Workbook) -> None:
    card(book)
    del book[FIGURES]


def everything(book: Workbook) -> None:
    answers(book)
    card(book)


def no_number(book: Workbook) -> None:
    put(book[FIGURES], 2, "実績値", "約千")


RESULTS: list[tuple[Fill, str, str]] = [
    (answers, "sendable", "KPIの値1、工程・取組2、数字の取り方0。問題なし"),
    (everything, "sendable", "KPIの値1、工程・取組2、数字の取り方1。問題なし"),
    (card, "sendable", "KPIの値0、工程・取組0、数字の取り方1。問題なし"),
    (card_alone, "sendable", "KPIの値0、工程・取組0、数字の取り方1。問題なし"),
    (nothing, "empty", "何も記入されていません"),
    (no_number, "unreadable", "約千"),
]


@pytest.mark.parametrize(("fill", "result", "words"), RESULTS)
def test_each_file_has_its_result(asked: Record, fill: Fill, result: str, words: str) -> None:
    found = came(asked, filled(form(asked), fill))
    assert (found.result, found.section_ids) == (result, ("s01",))
    assert words in told(asked, found)


@pytest.mark.parametrize("content", [b"%PDF-1.7 ...", b"", b"PK\x03\x04broken"])
def test_what_is_no_table_says_why(asked: Record, content: bytes) -> None:
    found = came(asked, content, "回答.pdf")
    assert (found.result, found.section_ids) == ("unreadable", ())
    assert told(asked, found)


def test_a_form_that_lost_its_end_on_the_way_says_what_to_do(asked: Record) -> None:
    found = came(asked, filled(form(asked), answers)[:-4000])
    assert found.result == "unreadable"
    assert "途中で切れていて" in told(asked, found)
    assert "もう一度送ってください" in told(asked, found)


@pytest.mark.parametrize(
    ("round_id", "called"), [("2023-1", "「令和5年度の照会」"), ("0000-1", "「0000-1」")]
)
def test_a_form_of_a_round_that_is_not_here_is_called_by_its_year(
    asked: Record, round_id: str, called: str
) -> None:
    mark = f"ydx:{round_id}:".encode()
    packed = zipfile.ZipFile(io.BytesIO(form(asked)))
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as other:
        for name in packed.namelist():
            other.writestr(name, packed.read(name).replace(b"ydx:2025-1:", mark))
    found = came(asked, written.getvalue())
    assert found.result == "other_round"
    assert f"{called}の様式です" in told(asked, found)


def test_a_form_of_an_earlier_round_is_not_read(asked: Record) -> None:
    before = filled(form(asked), answers)
    opened(asked, "interim")
    found = came(asked, before)
    assert (found.result, found.preview) == ("other_round", None)
    assert "令和7年度の照会" in told(asked, found)
    with pytest.raises(Refused, match="このままでは送れません"):
        receive_returned(asked, found, actor=OFFICE)


def test_a_file_of_the_sections_own_is_read_too(asked: Record) -> None:
    found = came(asked, "年度,KPI番号,実績値\r\n令和7年度,4,1105\r\n".encode(), "集計.csv")
    assert (found.result, found.section_ids) == ("sendable", ())


def test_what_is_sent_answers_the_round_and_keeps_how_figures_are_got(asked: Record) -> None:
    content = filled(form(asked), everything)
    receipt = receive_returned(asked, came(asked, content), actor=OFFICE)
    line = lines(asked)["s01"]
    assert receipt is not None
    assert (line.status, line.reports[0].batch_id) == ("answered", receipt.batch_id)
    assert cards_at(asked, asked.head(), "yamato_dx")[CERTIFICATES].system == "住民記録"
    again = came(asked, content)
    assert again.result == "same"
    assert receipt.batch_id in told(asked, again)


def test_cards_alone_are_no_report(asked: Record) -> None:
    receipt = receive_returned(asked, came(asked, filled(form(asked), card)), actor=OFFICE)
    assert receipt is None
    assert not asked.has_reports()
    assert lines(asked)["s01"].cells["card"].came == 1


def test_two_files_with_the_same_things_are_not_sent_one_over_the_other_unseen(
    asked: Record,
) -> None:
    def other(book: Workbook) -> None:
        answers(book)
        put(book[FIGURES], 2, "実績値", 1200)

    first, second = (came(asked, filled(form(asked), fill)) for fill in (answers, other))
    receive_returned(asked, first, actor=OFFICE)
    with pytest.raises(Stale):
        receive_returned(asked, second, actor=OFFICE)


def test_a_file_of_another_year_is_asked_about(asked: Record) -> None:
    found = came(asked, "年度,KPI番号,実績値\r\n令和6年度,4,1105\r\n".encode(), "集計.csv")
    assert found.result == "asks"
    assert "照会は令和7年度分ですが、ファイルの値は令和6年度のものだけです" in told(asked, found)


def test_a_table_that_names_no_year_is_of_the_round(asked: Record) -> None:
    table = "番号,指標名,実績値\r\n4,コンビニ交付 発行件数,1105\r\n"
    found = came(asked, table.encode(), "集計.csv")
    assert found.result == "sendable"
    assert found.preview is not None
    assert found.preview.values["fiscal_year"].tolist() == [2025]


def test_where_how_a_figure_is_got_was_changed_meanwhile_nothing_is_sent(asked: Record) -> None:
    found = came(asked, filled(form(asked), everything))
    enter(asked, "card", {CERTIFICATES: {"system": "税"}}, OFFICE)
    with pytest.raises(Stale):
        receive_returned(asked, found, actor=OFFICE)
    assert not asked.has_reports()
    assert cards_at(asked, asked.head(), "yamato_dx")[CERTIFICATES].system == "税"


def test_report_and_cards_are_one_act_and_cards_outlive_the_report(asked: Record) -> None:
    acts = len(asked.moments())
    receipt = receive_returned(asked, came(asked, filled(form(asked), everything)), actor=OFFICE)
    assert receipt is not None
    assert len(asked.moments()) == acts + 1
    kept = receipt_of(asked, view(asked), receipt.batch_id, "ja")
    assert kept is not None
    assert kept.cards == "4 コンビニ交付 発行件数"
    withdraw(asked, receipt.batch_id, OFFICE)
    assert cards_at(asked, asked.head(), "yamato_dx")[CERTIFICATES].system == "住民記録"
