from __future__ import annotations

import pytest

from tests.pages.visiting import Visit
from tests.queries.conftest import sent
from tests.reports import year_csv
from yamato_dx.i18n import LANGUAGES
from yamato_dx.store.record import Record


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_figure_leads_to_where_it_is_mended(record: Record, lang: str) -> None:
    sent(record, year_csv(("R6", "9-1", "60")))
    reader = Visit.of(record, lang).open("sections").follow("neglect.link")
    assert reader.heading == reader.say("frame.page.neglect")
    assert len(reader.table("neglect.kind.unowned")) == 10
    assert len(reader.table("neglect.kind.never_reported")) == 9
    ((kpi, *_),) = reader.table("neglect.kind.late")
    assert kpi.startswith("9-1")
    pages = {"neglect.mend.unowned": "sections", "neglect.mend.late": "initiatives"}
    for words, page in pages.items():
        assert reader.open("neglect").follow(words).page_name == page
