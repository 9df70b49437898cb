"""実績の報告 with a file in no long layout: how it was read, corrected, remembered."""

from __future__ import annotations

import pytest

from tests.forms import READING, SEND
from tests.office_tables import MISREAD, book
from tests.pages.visiting import Visit
from yamato_dx.i18n import LANGUAGES
from yamato_dx.queries.reports.read_as import Saying as Saying
from yamato_dx.queries.reports.read_as import place_words, saying_words
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
