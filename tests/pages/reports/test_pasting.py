"""実績の報告 with a table pasted from Excel or Word: it goes the way of a file."""

from __future__ import annotations

import pytest

from tests.forms import SEND
from tests.pages.visiting import Visit
from yamato_dx.i18n import LANGUAGES
from yamato_dx.store.record import Record

BOX = "reports.sending.paste"
# As Excel copies it: tabs, a cell of two lines in quotes, a last line end.
PASTED = '年度\tKPI番号\t実績値\t備考\nR6\t9-1\t81\t"二行の\n備考"\nR6\t4\t八百\t\n'


def pasted(record: Record, words: str, lang: str = "ja", **query: object) -> Visit:
    reader = Visit.of(record, lang).open("report", way="file", **query)
    return reader.fill(BOX, words).press("frame.paste.take")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_pasted_table_has_the_same_checks_and_is_sent(record: Record, lang: str) -> None:
    reader = pasted(record, PASTED, lang)
    name = reader.say("frame.paste.file_name")
    assert reader.shows("frame.file.chosen", name=name)
    assert reader.shows("reports.sending.refused.title", count=1)
    reader.press("frame.file.drop").fill(BOX, PASTED.replace("八百", "640"))
    reader.press("frame.paste.take")
    assert reader.shows("reports.sending.ready", new=2, changed=0, unchanged=0)
    reader.fill(SEND.by, "窓口係").press(SEND.button)
    (batch,) = record.batches().to_dict("records")
    assert batch["file_name"] == name
    notes = record.actual_rows(batch["batch_id"])["note"].dropna().tolist()
    assert notes == ["二行の\n備考"]
    kept = record.file_bytes(batch["sha256"])
    assert kept == PASTED.replace("八百", "640").encode()


def test_an_empty_box_says_what_to_do(record: Record) -> None:
    reader = pasted(record, " \n")
    assert reader.shows("frame.paste.nothing")
    assert reader.field(BOX)  # it can be filled now


def test_what_is_pasted_outlives_the_page(record: Record) -> None:
    reader = pasted(record, PASTED)
    reader.open("overview").open("report", way="file")
    assert reader.shows("frame.file.chosen", name=reader.say("frame.paste.file_name"))
