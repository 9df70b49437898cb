"""実績の報告 with a file that has mistakes: the good rows alone, by choice; the rest is named."""

from __future__ import annotations

import pytest

from tests.forms import SEND
from tests.pages.visiting import Visit
from tests.reports import REFUSED_ROWS, mistakes_csv
from yamato_dx.i18n import LANGUAGES
from yamato_dx.store.record import Record

LEFT = len(REFUSED_ROWS)
SHIFTED = "年度,KPI番号,実績値,目標値,達成率\nR6,4,640,600,98.0%\nR6,9-1,81,75,108%\n".encode()


def uploaded(record: Record, content: bytes, lang: str = "ja") -> Visit:
    return Visit.of(record, lang).open("report", way="file").upload(content, "まちがい.csv")


def choose(reader: Visit) -> Visit:
    label = reader.say("reports.good_rows.choose", count=1, left=LEFT)
    (box,) = [box for box in reader.app.checkbox if box.label == label]
    box.set_value(not box.value)
    return reader.run()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_good_rows_go_alone_only_once_that_is_chosen(record: Record, lang: str) -> None:
    reader = uploaded(record, mistakes_csv(), lang)
    assert reader.buttons(SEND.button) == []
    choose(reader)
    assert reader.shows("reports.sending.ready", new=1, changed=0, unchanged=0)
    assert not reader.shows("reports.sending.refused.title", count=LEFT - 1)
    choose(reader)  # taken back
    assert reader.buttons(SEND.button) == []
    choose(reader).fill(SEND.by, "窓口係").press(SEND.button)
    (number,) = record.batches()["batch_id"]
    assert reader.shows("reports.sending.sent", batch=number)
    assert reader.shows("reports.left_out.sent", count=LEFT)
    assert record.actual_rows(number)["row_no"].tolist() == [12]
    names_what_stayed_out(Visit.of(record, lang).open("history", batch=number))
    receipt = Visit.of(record, lang).open("report", way="typing", receipt=number)
    assert receipt.shows("reports.left_out.title", count=LEFT)
    assert (
        receipt.say("reports.sending.row_column", row=3, column="KPI番号") in receipt.html.words()
    )


def test_what_was_not_answered_is_said_to_stay_out(record: Record) -> None:
    """A target that is not the plan's, beside a good row and a bad one."""
    lines = ("R6,4,640,500", "R6,9-1,81,75", "R5,9-1,八十,")
    content = "\n".join(("年度,KPI番号,実績値,目標値", *lines, "")).encode()
    reader = uploaded(record, content)
    assert reader.shows("reports.sending.questions.note", count=1, left=1)
    (box,) = [box for box in reader.app.checkbox if box.label.startswith("よい行")]
    box.set_value(True)
    assert reader.run().shows("reports.sending.questions.left_out", count=1)


def names_what_stayed_out(reader: Visit) -> None:
    rows = reader.table("reports.left_out.title", count=LEFT)
    assert len(rows) == LEFT
    assert rows[1][:2] == [
        reader.say("reports.sending.row_column", row=3, column="KPI番号"),
        "11",
    ]


def test_the_file_can_be_taken_back_with_reasons(record: Record) -> None:
    reader = uploaded(record, mistakes_csv())
    label = reader.say("reports.returned.save")
    assert label in [button.proto.label for button in reader.app.get("download_button")]


def test_past_a_rate_that_does_not_come_out_nothing_is_offered(record: Record) -> None:
    reader = uploaded(record, SHIFTED)
    assert reader.shows("reports.good_rows.none")
    assert reader.app.checkbox == []


def test_another_file_is_asked_about_anew(record: Record) -> None:
    reader = choose(uploaded(record, mistakes_csv()))
    reader.upload(mistakes_csv() + b"\r\n", "まちがい2.csv")
    assert reader.buttons(SEND.button) == []
