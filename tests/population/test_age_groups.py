from __future__ import annotations

import pandas as pd
import pytest

from yamato_dx.population.age_groups import AgeBand, band_of, by_age_group, people_aged
from yamato_dx.population.indices import with_indices
from yamato_dx.population.movements import by_year
from yamato_dx.population.per_resident import per_resident
from yamato_dx.population.projection import beside_counts
from yamato_dx.population.pyramid import points_by_age, pyramid

NAN = float("nan")
Figure = tuple[str, str, str, str, str, int]


def figures(*rows: Figure) -> pd.DataFrame:
    names = ["date", "series", "vintage", "sex", "age_group", "population"]
    frame = pd.DataFrame(rows, columns=names)
    return frame.assign(municipality_code="434477", date=pd.to_datetime(frame["date"]))


@pytest.mark.parametrize(
    ("words", "band"),
    [
        ("0-4", AgeBand(0, 4)),
        ("90+", AgeBand(90, None)),
        ("4-0", None),  # backwards
        ("total", None),
        ("65歳以上", None),
    ],
)
def test_band_of(words: str, band: AgeBand | None) -> None:
    assert band_of(words) == band


@pytest.mark.parametrize(
    ("known", "people"),
    [
        ({(0, 14): 5}, 5),  # as published
        ({(0, 4): 1, (5, 9): 2, (10, 14): 3}, 6),
        ({(0, 4): 1, (0, 9): 3, (10, 14): 3}, 6),  # the larger part, once
        ({(0, 4): 1, (10, 14): 3}, None),  # a gap
        ({(0, 4): 1, (5, 19): 3}, None),  # over the edge
        ({(0, None): 9}, None),  # an open group is no part of a closed one
        ({}, None),
    ],
)
def test_people_aged_0_to_14(known: dict[tuple[int, int | None], int], people: int | None) -> None:
    assert (
        people_aged(AgeBand(0, 14), {AgeBand(*one): count for one, count in known.items()})
        == people
    )


def test_the_open_group_is_filled_by_an_open_group_only() -> None:
    assert people_aged(AgeBand(65, None), {AgeBand(65, 74): 3, AgeBand(75, None): 2}) == 5
    assert people_aged(AgeBand(65, None), {AgeBand(65, 74): 3, AgeBand(75, 99): 2}) is None


def test_unknown_ages_are_what_the_groups_leave_of_the_total() -> None:
    day = "2020-10-01"
    groups = (("total", 100), ("0-14", 10), ("15-64", 50), ("65+", 37))
    rows = by_age_group(figures(*((day, "census", "final", "total", *one) for one in groups)))
    assert rows["unknown"].tolist() == [3]


def test_a_total_alone_has_no_groups() -> None:
    rows = by_age_group(figures(("2025-10-01", "census", "preliminary", "total", "total", 9)))
    assert rows[["0-14", "15-64", "65+", "unknown"]].isna().all(axis=None)


def bands(day: str, series: str, ends: list[str]) -> pd.DataFrame:
    return figures(
        *((day, series, "final", sex, one, 1) for sex in ("male", "female") for one in ends)
    )


YOUNG = ["0-4", "5-9", "10-14", "15-19", "20-24"]


def test_a_pyramid_ends_where_both_end() -> None:
    first = bands("1980-10-01", "census", [*YOUNG, "25+"])
    second = bands("2025-03-31", "register", [*YOUNG, "25-29", "30+"])
    rows = pyramid(first, second)
    assert rows["age_group"].tolist() == ["25+", *reversed(YOUNG)]
    assert rows["compared_male"].iloc[0] == 2  # 25-29 and 30+ together


def test_a_total_and_larger_groups_make_no_band_of_the_pyramid() -> None:
    point = bands("1980-10-01", "census", [*YOUNG, "25+", "0-14", "total"])
    assert len(pyramid(point, point)) == 6


def test_points_without_ages_of_both_sexes_are_not_offered() -> None:
    three = bands("2020-10-01", "census", ["0-14", "15-64", "65+"])
    full = bands("2015-10-01", "census", [*YOUNG, "25+"])
    men = full[full["sex"] == "male"].assign(date=pd.Timestamp("2010-10-01"))
    found = points_by_age(pd.concat([three, full, men]))
    assert found["date"].dt.year.tolist() == [2015]


def test_only_days_that_were_both_projected_and_counted_stand_beside_each_other() -> None:
    rows = by_age_group(
        figures(
            ("2020-10-01", "plan", "v1", "total", "total", 10),
            ("2025-10-01", "plan", "v1", "total", "total", 8),
            ("2025-03-31", "register", "reported", "total", "total", 9),  # another day: not joined
        )
    )
    is_projected = rows["series"] == "plan"
    assert beside_counts(rows[is_projected], rows[~is_projected]).empty


SCALING = pd.DataFrame({"kpi_id": ["k"], "age_group": ["65+"], "per_persons": [100]})
KINDS = {"census": "census", "register": "register", "plan": "projection"}


def values(actual: float = 6.0) -> pd.DataFrame:
    return pd.DataFrame({"kpi_id": ["k"], "fiscal_year": [2025], "actual_value": [actual]})


@pytest.mark.parametrize(
    ("rows", "population"),
    [
        ([("2026-03-31", "register", "reported", "total", "65+", 300)], 300),
        ([("2025-03-31", "register", "reported", "total", "65+", 300)], NAN),  # the year before
        ([("2025-10-01", "plan", "v1", "total", "65+", 300)], NAN),  # projected, not counted
        ([("2026-03-31", "register", "reported", "total", "total", 300)], NAN),  # other ages
        ([("2026-03-31", "register", "reported", "male", "65+", 300)], NAN),  # men only
        ([("2025-10-01", "census", "final", "total", "65+", 210)], NAN),  # of one year in five
        ([("2026-01-01", "register", "final", "total", "65+", 310)], 310),  # 1 January
        (
            [
                ("2026-01-01", "register", "final", "total", "65+", 310),
                ("2026-03-31", "register", "reported", "total", "65+", 300),
            ],
            300,
        ),  # the later of that year
    ],
)
def test_population_of_the_year(rows: list[Figure], population: float) -> None:
    found = per_resident(values(), SCALING, figures(*rows), KINDS).iloc[0]
    expected = 6.0 * 100 / population
    assert found["population"] == pytest.approx(population, nan_ok=True)
    assert found["per_resident"] == pytest.approx(expected, nan_ok=True)


def test_nobody_is_no_divisor() -> None:
    rows = figures(("2026-03-31", "register", "reported", "total", "65+", 0))
    assert per_resident(values(), SCALING, rows, KINDS)["per_resident"].isna().all()


def test_without_a_figure_there_is_nothing_per_resident() -> None:
    rows = figures(("2026-03-31", "register", "reported", "total", "65+", 300))
    found = per_resident(values(NAN), SCALING, rows, KINDS)
    assert found["per_resident"].isna().all()
    assert found["population"].tolist() == [300]


# --- indices ---


def test_indices_are_people_per_100_of_working_age_without_unknown_ages() -> None:
    day = "2020-10-01"
    groups = (("total", 13503), ("0-14", 1241), ("15-64", 5455), ("65+", 6771))
    rows = with_indices(
        by_age_group(figures(*((day, "census", "final", "total", *group) for group in groups)))
    )
    found = rows[["child_index", "aged_index", "dependency_index"]].iloc[0].round(1).tolist()
    assert found == [22.7, 124.1, 146.9]


def test_without_people_of_working_age_there_is_no_index() -> None:
    day = "2020-10-01"
    groups = (("total", 3), ("0-14", 1), ("15-64", 0), ("65+", 2))
    rows = with_indices(
        by_age_group(figures(*((day, "census", "final", "total", *group) for group in groups)))
    )
    assert rows[["child_index", "aged_index", "dependency_index"]].isna().all(axis=None)


# --- births, deaths and moves ---


def moved(*rows: tuple[str, int, str, int]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["series", "year", "item", "people"])


def test_a_year_is_accounted_for_to_the_last() -> None:
    rows = moved(
        ("register", 2019, "births", 51),
        ("register", 2019, "deaths", 278),
        ("register", 2019, "moved_in", 338),
        ("register", 2019, "moved_out", 455),
        ("register", 2019, "change", -350),
    )
    year = by_year(rows).iloc[0]
    assert (year["natural_change"], year["moves_change"], year["other_change"]) == (-227, -117, -6)


def test_what_is_not_known_is_not_0() -> None:
    year = by_year(moved(("other", 2024, "moved_in", 223), ("other", 2024, "moved_out", 333)))
    row = year.iloc[0]
    assert row["moves_change"] == -110
    assert row[["births", "natural_change", "other_change", "change"]].isna().all()
    assert by_year(moved()).empty
