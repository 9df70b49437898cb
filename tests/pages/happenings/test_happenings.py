"""出来事 on 取組事項: noted by the plan office, numbered on the chart, taken back."""

from __future__ import annotations

import pytest

from tests.forms import HAPPENING
from tests.pages.visiting import Visit
from tests.queries.conftest import sent
from tests.reports import window_csv
from yamato_dx.store.record import Record
from yamato_dx.ui.frame import chrome, screen
from yamato_dx.web.callers import Caller

ON_PAGE = {"initiative": 4, "year": 2024}


def form_of(record: Record) -> Visit:
    return Visit.of(record).open("initiatives", **ON_PAGE).unfold(HAPPENING.buttons["open"])


def noted(record: Record, **query: object) -> Visit:
    reader = form_of(record)
    (day,) = [box for box in reader.app.date_input if box.label == reader.say("happenings.on")]
    day.set_value("2024-10-01")
    reader.fill(HAPPENING.fields["words"], "手数料を下げた").fill(HAPPENING.by, "企画係")
    return reader.press(HAPPENING.button)


def test_noted_drawn_and_taken_back(record: Record) -> None:
    sent(record, window_csv())
    reader = noted(record)
    words = "2024年10月1日 手数料を下げた"
    assert reader.shows("happenings.saved", happening=words)
    assert any(f"① {words}" in alt for alt in reader.charts())
    card = reader.html.words()
    assert "①" in card
    months = Visit.of(record).open(
        "initiatives", **ON_PAGE, **{"chart.convenience_store_certificates": "by_month"}
    )
    assert any(f"① {words}" in alt for alt in months.charts())
    reader = form_of(record)
    reader.fill(HAPPENING.fields["back_by"], "企画係").press(HAPPENING.buttons["back"])
    assert reader.shows("happenings.back.done", happening=f"① {words}")
    assert not any("①" in alt for alt in reader.charts())


def test_without_words_or_name_nothing_is_noted(record: Record) -> None:
    reader = form_of(record).press(HAPPENING.button)
    assert reader.shows("happenings.by_missing")
    reader.fill(HAPPENING.by, "企画係").press(HAPPENING.button)
    assert reader.shows("happenings.words_missing")


def test_the_network_reads_them_and_notes_none(
    record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (screen, chrome):
        caller = Caller(is_at_server=False, address="192.0.2.5")
        monkeypatch.setattr(module, "caller_here", lambda caller=caller: caller)
    reader = Visit.of(record).open("initiatives", **ON_PAGE)
    label = reader.say(HAPPENING.buttons["open"])
    assert label not in [box.label for box in reader.app.expander]
