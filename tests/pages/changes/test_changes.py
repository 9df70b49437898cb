from __future__ import annotations

import pytest

from tests.pages.visiting import Visit
from tests.queries.conftest import sent
from tests.reports import year_csv
from yamato_dx.i18n import LANGUAGES
from yamato_dx.store.record import Record


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_empty_record_says_what_will_stand_here(record: Record, lang: str) -> None:
    reader = Visit.of(record, lang).open("changes")
    assert reader.heading == reader.say("frame.page.changes")
    assert reader.shows("changes.first")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_changed_since_a_moment_leads_to_the_figure(record: Record, lang: str) -> None:
    sent(record, year_csv(("R5", "9-1", "40")))
    sent(record, year_csv(("R6", "9-1", "60")))
    reader = Visit.of(record, lang).open("changes")
    ((subject, before, after, _),) = reader.table("changes.kind.verdict")
    assert subject.startswith("9-1")
    assert before != after
