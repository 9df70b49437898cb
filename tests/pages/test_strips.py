"""What every page has to say above itself of the server that sends it."""

from __future__ import annotations

import pytest

from tests.pages.visiting import ON, Visit
from yamato_dx.i18n import LANGUAGES
from yamato_dx.store.record import Record
from yamato_dx.web.served import Served


@pytest.mark.parametrize("lang", LANGUAGES)
def test_that_others_come_without_tls(record: Record, lang: str) -> None:
    served = Served(record, ON)
    for is_plain in (False, True):
        served.is_plain = is_plain
        reader = Visit(served, lang).open("glossary")
        assert reader.shows("frame.plain.sentence") is is_plain
