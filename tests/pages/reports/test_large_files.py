"""実績の報告 with a large file: read beside the page, with the same outcome."""

from __future__ import annotations

import pytest

from tests.pages.visiting import Visit
from tests.reports import mistakes_csv, window_csv
from yamato_dx.i18n import LANGUAGES
from yamato_dx.store.record import Record
from yamato_dx.ui.frame.cells import SHOWN_PROBLEMS
from yamato_dx.ui.reports import state, watched


@pytest.fixture
def every_file_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(state, "LARGE_BYTES", 0)


def uploaded(record: Record, content: bytes, lang: str = "ja") -> Visit:
    return Visit.of(record, lang).open("report", way="file").upload(content)


@pytest.mark.usefixtures("every_file_is_large")
def test_a_large_file_is_previewed_as_any_other(record: Record) -> None:
    assert uploaded(record, window_csv()).shows(
        "reports.sending.ready", new=24, changed=0, unchanged=0
    )
    bad = uploaded(record, mistakes_csv())
    (choice,) = bad.app.checkbox
    assert choice.label == bad.say("reports.good_rows.choose", count=1, left=10)


@pytest.mark.usefixtures("every_file_is_large")
@pytest.mark.parametrize("lang", LANGUAGES)
def test_one_that_was_stopped_is_kept_and_can_be_read_after_all(
    record: Record, lang: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(watched.WatchedReading, "is_stopped", property(lambda _: True))
        reader = uploaded(record, window_csv(), lang)
        assert reader.shows("reports.watched.stopped")
    reader.press("reports.watched.again")
    assert reader.shows("reports.sending.ready", new=24, changed=0, unchanged=0)


def test_of_very_many_problems_the_first_are_shown(record: Record) -> None:
    rows = "".join(f"R6,{number},81\n" for number in range(100, 400))
    reader = uploaded(record, f"年度,KPI番号,実績値\n{rows}".encode())
    assert reader.shows("reports.sending.refused.title", count=300)
    assert len(reader.table("reports.sending.problems")) == SHOWN_PROBLEMS
    assert reader.shows("reports.sending.values.more", count=300 - SHOWN_PROBLEMS)
