"""Which pages are looked at, of which record, in which state."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from typing import Final
from urllib.parse import urlencode

from benchmarks.comparing.records import EMPTY, NO_PLAN, SAMPLE, SECOND, WORKED, Made

LANGUAGES: Final = ("ja", "en")
WIDTHS: Final = (1280, 375)
SCREENS: Final = tuple(product(LANGUAGES, WIDTHS))
# The rest is looked at twice: in both languages, and at both widths.
SOME_SCREENS: Final = (("ja", 1280), ("en", 375))
FIRST_PAGE: Final = "overview"
# Address that a page is named by here → another that a checkout may have for it.
MOVED: Final[Mapping[str, str]] = {"questions": "decisions"}
# One with a default, one that is held, one that asks for a number.
QUESTIONS: Final = ("nearly_met_band", "card_rate_average", "consultation_room_total")


@dataclass(frozen=True)
class Place:
    """`page`: its address, as `MOVED` names it. `upload`: a file beside the records that is chosen
    there."""

    page: str
    query: Mapping[str, str] = field(default_factory=dict)
    upload: str = ""

    @property
    def name(self) -> str:
        said = [self.page or "start", *(f"{key}-{value}" for key, value in self.query.items())]
        return re.sub(r"[^\w.-]", "-", "_".join([*said, *([self.upload] if self.upload else [])]))

    def address(self, lang: str, moved: Mapping[str, str]) -> str:
        """Path and query; the first page has no path of its own."""
        page = "" if self.page == FIRST_PAGE else moved.get(self.page, self.page)
        query = dict(self.query) | ({} if lang == "ja" else {"lang": lang})
        return f"/{page}?{urlencode(query)}" if query else f"/{page}"


def _places(page: str, *queries: Mapping[str, str]) -> list[Place]:
    return [Place(page, query) for query in queries]


def _one_by_one(page: str, key: str, *values: object) -> list[Place]:
    return [Place(page, {key: str(value)}) for value in values]


# Their states hand out other files than their first sight.
WITH_FILES: Final = frozenset({"initiatives", "history"})
MONTHS: Final = {"initiative": "4", "chart.convenience_store_certificates": "by_month"}
BEFORE: Final = f"{SAMPLE.on}T08:00"
# States of pages that their first sight does not show, by record.
STATES: Final[Mapping[Made, tuple[Place, ...]]] = {
    SAMPLE: (
        *_places("overview", {"year": "2024"}, {"as_of": BEFORE}, {"initiative": "9"}),
        *_one_by_one("initiatives", "initiative", *range(1, 10)),
        *_places("initiatives", {"initiative": "4", "year": "2024"}, MONTHS),
        *_places("schedule", {"show": "list"}, {"initiative": "3"}),
        *_one_by_one("plan", "part", "organisation", "people", "references"),
        *_places("population", {"measure": "share"}, {"measure": "share", "share_of": "total"}),
        *_one_by_one("report", "way", "typing", "file"),
        *_one_by_one("history", "batch", "R8-0001", "R8-0004"),
        *_one_by_one("questions", "question", *QUESTIONS),
        *_places("data", {"verdict": "met"}, {"year": "2024", "initiative": "9"}, {"as_of": "x"}),
        *_places("glossary", {"q": "ＢＰＲ"}),
    ),
    WORKED: (
        *_one_by_one("history", "batch", "R8-0001", "R8-0002", "R8-0003"),
        *_places("report", {"way": "file", "replaces": "R8-0002"}, {"way": "typing"}),
        *_places("questions", {"question": "nearly_met_band"}),
        *(Place("report", {"way": "file"}, f"{one}.csv") for one in ("mistakes", "asked", "more")),
        Place("planning", upload="town.xlsx"),
        Place("population", upload="residents.csv"),
    ),
    SECOND: (
        *_one_by_one("initiatives", "initiative", 1, 2, 3),
        *_places("report", {"way": "typing"}),
        *_places("supplements", {"part": "text:annex_b"}),
    ),
    EMPTY: (*_places("report", {"way": "typing"}), *_places("initiatives", {"initiative": "9"})),
    NO_PLAN: (Place(FIRST_PAGE), Place(FIRST_PAGE, upload="town.xlsx")),
}


def moved_in(checkout: Path) -> Mapping[str, str]:
    """Those of `MOVED` that this checkout has under their new address."""
    there = _page_files(checkout)
    return {old: new for old, new in MOVED.items() if old not in there and new in there}


def pages_of(checkout: Path, moved: Mapping[str, str]) -> list[str]:
    """All pages, listed in the menu or not, each by the name that `MOVED` knows it by."""
    old_names = {new: old for old, new in moved.items()}
    return sorted(old_names.get(one, one) for one in _page_files(checkout))


def _page_files(checkout: Path) -> set[str]:
    """They lie in one folder, named by their addresses."""
    return {path.stem for path in (checkout / "pages").glob("[!_]*.py")}


def saved_places(record: Made, pages: Sequence[str]) -> list[tuple[Place, str]]:
    """(place, language) whose files are saved: of the record that has most of them."""
    if record is not SAMPLE:
        return []
    states = [one for one in states_of(record, pages) if one.page in WITH_FILES]
    return list(product([*(Place(page) for page in pages), *states], LANGUAGES))


def looks(record: Made, pages: Sequence[str]) -> list[tuple[Place, str, int]]:
    """(place, language, width), in the order of looking: every page in each, of the record that has
    most to show."""
    screens = SCREENS if record is SAMPLE else SOME_SCREENS
    first = [] if record is NO_PLAN else [Place(page) for page in pages]
    states = states_of(record, pages)
    return [
        *((place, *screen) for place in first for screen in screens),
        *((place, *screen) for place in states for screen in SOME_SCREENS),
    ]


def states_of(record: Made, pages: Sequence[str]) -> list[Place]:
    return [one for one in STATES.get(record, ()) if one.page in pages]
