"""実績の報告 with a file in no long layout: how it was read, corrected, remembered."""

from __future__ import annotations

import pytest

from tests.forms import READING, SEND
from tests.office_tables import A_YEAR_LATER, ACROSS, CHANGED, MISREAD, book
from tests.pages.visiting import Visit
from tests.reports import year_csv
from yamato_dx.i18n import LANGUAGES
from yamato_dx.queries.reports.readings.read_as import Saying, place_words, saying_words
from yamato_dx.store.record import Record


def uploaded(record: Record, content: bytes, name: str = "報告.xlsx", lang: str = "ja") -> Visit:
    return Visit.of(record, lang).open("report", way="file").upload(content, name)


def choose(reader: Visit, field: str, words: str) -> Visit:
    """The option that says so, in a box of the form of corrections."""
    label = reader.say(READING.fields[field])
    (box,) = [box for box in reader.app.selectbox if box.label == label]
    (option,) = [option for option in box.options if option.startswith(words)]
    box.set_value(option)
    return reader.run()


def correct(reader: Visit, place: str, says: str) -> Visit:
    choose(reader, "where", place_words(place, reader.lang))
    choose(reader, "what", saying_words(Saying(says), reader.lang))
    return reader.press(READING.buttons["apply"])


def mended(reader: Visit) -> Visit:
    correct(reader, "3", "header")
    correct(reader, "A", "label:kpi_no")
    return correct(reader, "D", "role:actual")


def columns_of(reader: Visit) -> list[str]:
    """What stands above each column of the first table."""
    table = next(table for table in reader.html.all("table"))
    return [cell.words() for cell in table.all("thead")[0].all("th")]


def sent(record: Record, lang: str = "ja") -> Visit:
    reader = mended(uploaded(record, book({"報告": MISREAD}), lang=lang))
    return reader.fill(SEND.by, "窓口係").press(SEND.button)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_misread_file_is_corrected_and_sent(record: Record, lang: str) -> None:
    reader = uploaded(record, book({"報告": MISREAD}), lang=lang)
    assert reader.shows("readings.no_table")
    assert reader.buttons(SEND.button) == []
    mended(reader)
    assert reader.shows("reports.sending.ready", new=2, changed=0, unchanged=0)
    assert reader.say("readings.role.actual") in columns_of(reader)[4]
    reader.fill(SEND.by, "窓口係").press(SEND.button)
    assert len(record.batches()) == 1
    standing = record.standing().set_index("kpi_id")["actual_value"]
    assert standing["convenience_store_certificates"] == 640


def test_what_was_said_is_used_for_the_next_file_of_the_form(record: Record) -> None:
    sent(record)
    reader = uploaded(record, book({"報告": A_YEAR_LATER}), "報告_r7.xlsx")
    assert "4行目：見出しの行" in reader.words()
    assert reader.shows("reports.sending.ready", new=2, changed=0, unchanged=0)
    reader.fill(SEND.by, "窓口係").press(SEND.button)
    assert sorted(record.standing()["actual_value"]) == [81, 82, 640, 650]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_was_said_is_forgotten(record: Record, lang: str) -> None:
    sent(record, lang)
    reader = uploaded(record, book({"報告": A_YEAR_LATER}), lang=lang)
    reader.press(READING.buttons["forget"])
    assert reader.shows("readings.no_table")
    again = uploaded(record, book({"報告": A_YEAR_LATER}), lang=lang)
    assert again.shows("readings.no_table")
    assert again.buttons(READING.buttons["forget"]) == []


def test_a_changed_form_is_told_and_not_forced(record: Record) -> None:
    sent(record)
    reader = uploaded(record, book({"報告": CHANGED}))
    assert reader.shows("readings.changed")
    assert reader.buttons(SEND.button) == []


def test_one_of_several_is_taken_back(record: Record) -> None:
    reader = mended(uploaded(record, book({"報告": MISREAD})))
    said = "D列：実績"
    reader.press(READING.buttons["take_back"], said=said)
    assert reader.buttons(READING.buttons["take_back"], said=said) == []
    assert len(reader.buttons(READING.buttons["take_back"], said="A列：KPI番号")) == 1
    assert reader.buttons(SEND.button) == []


def test_a_problem_is_named_by_its_cell(record: Record) -> None:
    reader = uploaded(record, book({"R6": ACROSS}))
    (row,) = reader.table("reports.sending.problems")
    assert row[:2] == ["R6 F3「R6実績」", "八十"]
    assert "八十問題1" in " ".join(reader.words().split())


def test_nothing_is_shown_of_a_file_in_the_long_layout(record: Record) -> None:
    reader = uploaded(record, year_csv(("R6", "9-1", "81")), "実績.csv")
    assert not reader.shows("readings.title")
