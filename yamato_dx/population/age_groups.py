"""Age groups: `0-4`, `90+`, `total`, `unknown`; and larger ones added up from smaller ones."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, NamedTuple

import pandas as pd

TOTAL: Final = "total"
UNKNOWN: Final = "unknown"
CHILDREN: Final = "0-14"
WORKING: Final = "15-64"
ELDERLY: Final = "65+"
# 年少人口, 生産年齢人口, 老年人口, from young to old.
THREE: Final = (CHILDREN, WORKING, ELDERLY)
POINT: Final = ("municipality_code", "date", "series", "vintage", "sex")

_BAND = re.compile(r"(?P<first>[0-9]{1,3})(?:-(?P<last>[0-9]{1,3})|\+)")


class AgeBand(NamedTuple):
    """Ages from `first` to `last`, both included; `last` None: and over."""

    first: int
    last: int | None

    @property
    def name(self) -> str:
        return f"{self.first}+" if self.last is None else f"{self.first}-{self.last}"


def band_of(age_group: str) -> AgeBand | None:
    """The ages of a group; None for `total`, `unknown` and what is no age group."""
    found = _BAND.fullmatch(age_group)
    if not found:
        return None
    first = int(found["first"])
    last = None if found["last"] is None else int(found["last"])
    return None if last is not None and last < first else AgeBand(first, last)


def is_age_group(words: str) -> bool:
    return words in (TOTAL, UNKNOWN) or band_of(words) is not None


def people_aged(band: AgeBand, known: Mapping[AgeBand, int]) -> int | None:
    """The people of `band`, as published or added up from groups that fill it without gap or
    overlap; None where they do not."""
    if band in known:
        return known[band]
    parts = sorted(
        (part for part in known if part.first == band.first and _is_within(part, band)),
        key=lambda part: float("inf") if part.last is None else part.last,
        reverse=True,
    )
    for part in parts:
        if part.last == band.last:
            return known[part]
        assert part.last is not None, "an open group ends where its band ends"
        rest = people_aged(AgeBand(part.last + 1, band.last), known)
        if rest is not None:
            return known[part] + rest
    return None


def _is_within(part: AgeBand, band: AgeBand) -> bool:
    return band.last is None or (part.last is not None and part.last <= band.last)


def bands_in(age_groups: pd.Series[str], people: pd.Series[int]) -> dict[AgeBand, int]:
    """The groups by age among the rows of one point."""
    named = zip((band_of(age_group) for age_group in age_groups), people, strict=True)
    return {band: int(count) for band, count in named if band}


def by_age_group(figures: pd.DataFrame) -> pd.DataFrame:
    """One row per municipality, date, series, vintage and sex: `total`, the three groups and
    `unknown`, NaN where they cannot be said. Groups that were not published are added up."""
    rows = [
        dict(zip(POINT, key, strict=True)) | _groups(point)
        for key, point in figures.groupby(list(POINT), observed=True, sort=True)
    ]
    columns = [*POINT, TOTAL, *THREE, UNKNOWN]
    groups = dict.fromkeys((TOTAL, *THREE, UNKNOWN), "float64")
    return pd.DataFrame(rows, columns=columns).astype(groups)


def _groups(point: pd.DataFrame) -> dict[str, float]:
    published = dict(zip(point["age_group"], point["population"], strict=True))
    known = bands_in(point["age_group"], point["population"])
    found: dict[str, float | None] = {TOTAL: published.get(TOTAL)}
    for name in THREE:
        band = band_of(name)
        assert band is not None, "the three groups have ages"
        found[name] = people_aged(band, known)
    rest = None
    if found[TOTAL] is not None and all(found[name] is not None for name in THREE):
        rest = float(found[TOTAL] or 0) - sum(float(found[name] or 0) for name in THREE)
    found[UNKNOWN] = published.get(UNKNOWN, rest)
    return {
        name: float("nan") if people is None else float(people) for name, people in found.items()
    }
