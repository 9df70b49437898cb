"""実績の報告 with a file: preview, problems, questions, the send, a replacement."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.forms import SEND
from tests.pages.visiting import Visit
from tests.reports import BLANK_ROWS, REFUSED_ROWS, mistakes_csv, window_csv, year_csv
from yamato_dx.i18n import LANGUAGES
from yamato_dx.store.record import Record

QUESTIONS = "年度,KPI番号,実績値,単位\nR6,3,0.9,%\nR6,4,64000,件\nR6,9-1,8000,人\n".encode()
READY = "reports.sending.ready"


def uploaded(
    record: Record, content: bytes, name: str = "実績.csv", lang: str = "ja", **query: object
) -> Visit:
    return Visit.of(record, lang).open("report", way="file", **query).upload(content, name)


def send(reader: Visit, who: str = "窓口係") -> Visit:
    return reader.fill(SEND.by, who).press(SEND.button)


def verdict_of(reader: Visit, kpi_no: str) -> str:
    rows = reader.open("data", year=2024).table("kpis.data.title")
    (row,) = [row for row in rows if row[0].split()[0] == kpi_no]
    return row[6].lstrip("◎○×…？〜－ \n")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_file_is_previewed_and_sent(record: Record, lang: str) -> None:
    reader = uploaded(record, window_csv(), "窓口_r6.csv", lang)
    assert reader.shows(READY, new=24, changed=0, unchanged=0)
    changes = reader.table("reports.sending.changes.title")
    words = {code: reader.say(f"assessment.verdict.{code}") for code in ("met", "nearly_met")}
    assert [row[0].split()[0] for row in changes] == ["1", "4"]
    assert [words["nearly_met"] in changes[0][3], words["met"] in changes[1][3]] == [True, True]
    send(reader)
    (number,) = record.batches()["batch_id"]
    assert reader.shows("reports.sending.sent", batch=number)
    assert [verdict_of(reader, "1"), verdict_of(reader, "4")] == [words["nearly_met"], words["met"]]
    # Sent again, it is known.
    again = uploaded(record, window_csv(), "窓口_r6.csv", lang)
    assert again.shows("reports.sending.duplicate", batch=number)
    assert again.buttons(SEND.button) == []


def test_each_mistake_is_named_and_nothing_is_stored(record: Record) -> None:
    refuses_everything(record, mistakes_csv())


def test_the_shared_file_of_mistakes(record: Record, samples: Path) -> None:
    refuses_everything(record, (samples / "r6_mistakes_utf8.csv").read_bytes())


def refuses_everything(record: Record, content: bytes) -> None:
    reader = uploaded(record, content, "まちがい.csv")
    problems = reader.html.all("table", "ydx-table")
    named, notes = (
        [row.words() for row in table.all("tbody")[0].all("tr")] for table in problems[:2]
    )
    assert reader.shows("reports.sending.refused.title", count=len(named))
    asked = [element.words() for element in reader.html if "ydx-question" in element.classes]
    rows = [int(re.findall(r"(\d+)行目", words)[0]) for words in (*named, *asked)]
    assert sorted(rows) == REFUSED_ROWS
    assert [int(re.findall(r"(\d+)行目", words)[0]) for words in notes] == BLANK_ROWS
    assert reader.buttons(SEND.button) == []
    assert record.batches().empty


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_no_table_gets_a_sentence(record: Record, lang: str) -> None:
    reader = uploaded(record, b"%PDF-1.7\n%\xe2\xe3", "実績.pdf", lang)
    assert reader.shows("reports.sending.refused.title", count=1)
    assert reader.buttons(SEND.button) == []


def test_nobody_sends_without_a_name(record: Record) -> None:
    reader = send(uploaded(record, year_csv(("R6", "9-1", "81"))), "　 ")
    assert reader.shows("reports.sending.by_missing")
    assert reader.buttons(SEND.button)  # the file is still chosen
    assert record.batches().empty


def check(reader: Visit, message_id: str, **values: object) -> Visit:
    """Tick, or take back, what is only unlikely."""
    label = reader.say(message_id, **values)
    (box,) = [box for box in reader.app.checkbox if box.label == label]
    box.set_value(not box.value)
    return reader.run()


def left(reader: Visit) -> int:
    return next(
        count
        for count in range(4)
        if reader.shows("reports.sending.questions.note", count=3, left=count)
    )


def test_questions_are_answered_and_kept(record: Record) -> None:
    reader = uploaded(record, QUESTIONS)
    assert left(reader) == 3
    (readings,) = reader.app.radio
    readings.set_value(next(reading for reading in readings.options if "90" in str(reading)))
    assert left(reader.run()) == 2
    assert left(check(reader, "reports.sending.confirm", raw="64000")) == 1
    assert reader.buttons(SEND.button) == []
    check(reader, "reports.sending.confirm", raw="8000")
    send(reader)
    (number,) = record.batches()["batch_id"]
    answers = reader.open("history", batch=number).table("reports.history.answers")
    kept = reader.say("intake.choice.as_it_stands")
    assert [(row[1], row[3]) for row in answers] == [
        ("0.9", "90%"),
        ("64000", kept),
        ("8000", kept),
    ]


def test_all_unlikely_figures_are_confirmed_at_once_and_one_taken_back(record: Record) -> None:
    reader = uploaded(record, QUESTIONS).press(SEND.buttons["all_questions"], count=2)
    assert left(reader) == 1
    assert left(check(reader, "reports.sending.confirm", raw="8000")) == 2


def test_replacing_says_what_lapses(record: Record) -> None:
    send(uploaded(record, year_csv(("R6", "9-1", "60"), ("R6", "9-2", "19"))))
    (first,) = record.batches()["batch_id"]
    reader = Visit.of(record).open("history", batch=first)
    reader.follow("reports.history.replace")
    assert reader.shows("reports.sending.replacing", batch=first)
    reader.upload(year_csv(("R6", "9-1", "81")))
    assert reader.shows("reports.sending.lapsed", count=1)
    send(reader)
    assert verdict_of(reader, "9-1") == reader.say("assessment.verdict.met")
    assert verdict_of(reader, "9-2") == reader.say("assessment.verdict.not_reported")
    rows = reader.open("history").table("reports.history.title")
    assert [row[-1].partition("\n")[0] for row in rows] == [
        reader.say("steps.state.submitted"),
        reader.say("steps.state.replaced", by=rows[0][0]),
    ]


def test_a_value_that_changed_since_the_preview_stops_the_send(record: Record) -> None:
    first, second = (uploaded(record, year_csv(("R6", "9-1", figure))) for figure in ("60", "81"))
    send(second, "別の人")
    send(first)
    assert first.shows("store.stale", count=1)
    # The new preview says what would change now; there is no second report.
    assert first.shows(READY, new=0, changed=1, unchanged=0)
    assert len(record.batches()) == 1


def test_a_value_sent_shows_to_another_at_their_next_run(record: Record) -> None:
    office = Visit.of(record).open("data", initiative=9)
    send(uploaded(record, year_csv(("R6", "9-1", "81"))))
    rows = office.choose("year", "2024").table("kpis.data.title")
    assert {row[0].split()[0]: row[3] for row in rows} == {"9-1": "81人", "9-2": "–"}


def test_an_unsent_file_outlives_language_and_page(record: Record) -> None:
    reader = uploaded(record, window_csv())
    reader.open("history").open("report", way="file")
    assert reader.shows("frame.file.chosen", name="実績.csv")
    assert reader.shows(READY, new=24, changed=0, unchanged=0)
    reader.lang = "en"
    reader.open("report", way="file")
    assert reader.shows(READY, new=24, changed=0, unchanged=0)
    send(reader)
    assert len(record.batches()) == 1
    assert not reader.open("report", way="file").shows("frame.file.chosen", name="実績.csv")


def test_an_unsent_file_can_be_dropped(record: Record) -> None:
    reader = uploaded(record, window_csv())
    reader.open("history").open("report", way="file").press(SEND.buttons["drop"])
    assert reader.buttons(SEND.button) == []
    assert not reader.shows("frame.file.chosen", name="実績.csv")


def test_a_refused_file_leaves_the_templates_and_offers_to_type(record: Record) -> None:
    reader = uploaded(record, "年度,KPI番号,実績値\nR7,4,1105\nR7,9-1,約90\nR6,4,640\n".encode())
    assert reader.shows("reports.sending.refused.title", count=1)
    assert reader.shows("reports.sending.template.title")
    reader.press(SEND.buttons["type"], year="令和7年度", count=1)
    assert (reader.query["way"], reader.query["year"]) == ("typing", "2025")
    values = reader.desk_parts()[0]["values"]
    assert values["kpi.convenience_store_certificates.actual_value"] == "1105"
    assert len(record.batches()) == 0
