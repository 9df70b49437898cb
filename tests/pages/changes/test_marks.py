"""What changed since the last time is marked where it stands, and nothing else is."""

from __future__ import annotations

import pytest

from tests.meetings import LATER, ON, made
from tests.pages.visiting import Visit
from tests.queries.conftest import sent
from tests.reports import year_csv
from yamato_dx.i18n import LANGUAGES, text
from yamato_dx.store.record import Record

pytestmark = pytest.mark.usefixtures("without_papers")
SEEN = {"year": 2024, "as_of": "meeting:2026-2"}


def two_meetings(record: Record) -> Record:
    """9-1 of R6 is reported anew between them, nothing else is."""
    sent(record, year_csv(("R6", "9-1", "60"), ("R6", "9-2", "19")))
    made(record, ON)
    sent(record, year_csv(("R6", "9-1", "76")))
    made(record, LATER)
    return record


def cards(reader: Visit) -> list[str]:
    return [card.words() for card in reader.html.all("div", "card")]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_meeting_marks_what_changed_since_the_one_before(record: Record, lang: str) -> None:
    reader = Visit.of(two_meetings(record), lang).open("overview", **SEEN)
    was = text("changes.mark.was", lang, was=text("kpis.short.nearly_met", lang))
    assert [mark.words() for mark in reader.html.all("span", "was")] == [was]
    (legend,) = reader.html.all("div", "ydx-changed")
    assert "from=meeting.2026-1&to=meeting.2026-2" in legend.all("a")[0].attributes["href"]
    reader.open("initiatives", initiative=9, **SEEN)
    marked = [head.words() for head in reader.html.all("th") if "●" in head.words()]
    assert len(marked) == 1
    (told,) = [line for line in reader.html.all("p", "ydx-reason") if "●" in line.words()]
    assert "60" in told.words()
    assert "76" in told.words()
    assert [card.count("→") for card in cards(reader) if "→" in card] == [1, 1]  # wide, phone


@pytest.mark.parametrize("page", ["overview", "initiatives"])
@pytest.mark.parametrize("seen", [{}, {"as_of": "meeting:2026-1"}])
def test_without_a_meeting_before_nothing_is_marked(
    record: Record, page: str, seen: dict[str, str]
) -> None:
    reader = Visit.of(two_meetings(record)).open(page, year=2024, initiative=9, **seen)
    assert "●" not in reader.words()


def test_the_page_of_changes_leads_to_the_same_marked(record: Record) -> None:
    reader = Visit.of(two_meetings(record)).open(
        "changes", **{"from": "meeting.2026-1", "to": "meeting.2026-2"}
    )
    links = [link.attributes["href"] for link in reader.html.all("a")]
    marked = [link for link in links if "since=meeting.2026-1" in link]
    assert len(marked) == 2  # of the page, of the figure
    assert all("as_of=meeting%3A2026-2" in link for link in marked)


def test_any_moment_can_be_marked_from_and_the_marks_taken_off(record: Record) -> None:
    reader = Visit.of(two_meetings(record)).open("overview", year=2024, since="meeting.2026-1")
    assert reader.shows("changes.mark.off")
    assert "● 前回 おおむね" in reader.words()


@pytest.mark.parametrize("since", ["meeting.2099-1", "meeting.2026-2", "<b>"])
def test_what_is_no_earlier_moment_is_told(record: Record, since: str) -> None:
    seen = SEEN if since == "meeting.2026-2" else {"year": 2024}
    reader = Visit.of(two_meetings(record)).open("overview", since=since, **seen)
    assert reader.shows("changes.mark.refused", written=since)
    assert "● 前回" not in reader.words()
