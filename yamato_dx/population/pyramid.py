"""Two points of time by sex and age, on the age groups that both have."""

from __future__ import annotations

from typing import Final

import pandas as pd

from yamato_dx.population.age_groups import POINT, AgeBand, bands_in, people_aged

SIDES: Final = ("male", "female")
# Fewer groups make no shape.
LEAST_BANDS: Final = 5


def points_by_age(figures: pd.DataFrame) -> pd.DataFrame:
    """One row per municipality, date, series and vintage that has both sexes by age group."""
    keys = [name for name in POINT if name != "sex"]
    rows = [
        dict(zip(keys, key, strict=True))
        for key, point in figures.groupby(keys, observed=True, sort=True)
        if all(len(_bands(point, sex)) >= LEAST_BANDS for sex in SIDES)
    ]
    frame = pd.DataFrame(rows, columns=keys)
    return frame.sort_values(["date", "series", "vintage"], ignore_index=True)


def pyramid(shown: pd.DataFrame, compared: pd.DataFrame) -> pd.DataFrame:
    """One row per age group, oldest first: age_group, shown_male, shown_female, compared_male,
    compared_female. `shown`, `compared`: the figures of one point each.

    Groups end where they end in both; the open one begins at the lower of the two.
    """
    known = {
        f"{name}_{sex}": _bands(point, sex)
        for name, point in (("shown", shown), ("compared", compared))
        for sex in SIDES
    }
    rows = [
        {"age_group": band.name}
        | {column: people_aged(band, bands) for column, bands in known.items()}
        for band in reversed(_common(list(known.values())))
    ]
    people = dict.fromkeys(known, "float64")
    return pd.DataFrame(rows, columns=["age_group", *known]).astype(people)


def largest_band_of(point: pd.DataFrame) -> int:
    """The most people of one sex in one of its finest age groups; 0 where it has none."""
    return max((people for sex in SIDES for people in _bands(point, sex).values()), default=0)


def _bands(point: pd.DataFrame, sex: str) -> dict[AgeBand, int]:
    """The finest groups of one sex: those that hold no other group."""
    rows = point[point["sex"] == sex]
    known = bands_in(rows["age_group"], rows["population"])
    return {
        band: people
        for band, people in known.items()
        if not any(other != band and _holds(band, other) for other in known)
    }


def _holds(band: AgeBand, other: AgeBand) -> bool:
    if other.first < band.first:
        return False
    return band.last is None or (other.last is not None and other.last <= band.last)


def _common(all_bands: list[dict[AgeBand, int]]) -> list[AgeBand]:
    starts = sorted(set.intersection(*({band.first for band in bands} for bands in all_bands)))
    ends: list[int | None] = [start - 1 for start in starts[1:]]
    ends.append(None)
    return [AgeBand(first, last) for first, last in zip(starts, ends, strict=True)]
