"""What the record holds already, and what each figure of a report is held against."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from yamato_dx.fiscal_year import FIRST_MONTH
from yamato_dx.intake.arrays import Flags, Floats

Keys = NDArray[np.int64]

MONTHS: Final = 12
VALUE_KEY: Final = ["municipality_code", "kpi_id", "period_start", "period_months"]
EQUAL: Final = 1e-9
_SAID: Final = ("numerator", "denominator", "weight", "measured_on", "value_status")
_SPAN: Final = 100_000  # more months than any date has
_KPIS: Final = 100_000  # more KPIs than all plans have


@dataclass(frozen=True, eq=False)
class Earlier:
    """Figures in stored units; what is missing is left out.

    `years`: one row per municipality, KPI and fiscal year (municipality_code, kpi_id,
    fiscal_year, actual_value), the year's figure as it is judged. `standing`: one row per value
    that stands (municipality_code, kpi_id, period_start, period_months, actual_value).
    `confirmed`: one row per yes ever given (municipality_code, kpi_id, period_start,
    period_months, code, actual_value, and the text of the cell asked about, raw_text).
    """

    years: pd.DataFrame
    standing: pd.DataFrame
    confirmed: pd.DataFrame

    @cached_property
    def numbering(self) -> Numbering:
        return Numbering.of(self.standing, self.years)

    def told(self, *, is_month: bool) -> tuple[Keys, Floats]:
        """The values that stand of months, or of whole years: their keys, and the figures."""
        return self._told[is_month]

    @cached_property
    def _told(self) -> Mapping[bool, tuple[Keys, Floats]]:
        keys = self.numbering.keys(self.standing, month_numbers(self.standing))
        is_of_month = (self.standing["period_months"] == 1).to_numpy()
        figures = figures_in(self.standing)
        return {
            is_month: (keys[is_of_month == is_month], figures[is_of_month == is_month])
            for is_month in (True, False)
        }

    @cached_property
    def told_years(self) -> tuple[Keys, Floats]:
        """Of `years`: their keys, in which the month is April, and the figures."""
        return self.numbering.keys(self.years, first_months(self.years)), figures_in(self.years)

    @cached_property
    def _places_standing(self) -> tuple[Keys, Keys]:
        """(keys of months and of years apart, in order; the row of `standing` of each)."""
        keys = _with_lengths(self.numbering, self.standing)
        places = np.argsort(keys)
        assert len(np.unique(keys)) == len(keys), "of each KPI and period one value stands"
        return keys[places], places

    @cached_property
    def yeses(self) -> Mapping[tuple[object, ...], Floats]:
        """The figures to which somebody said yes, by code and VALUE_KEY."""
        names = ["code", *VALUE_KEY]
        by_key: dict[tuple[object, ...], list[float]] = {}
        keys = zip(*(self.confirmed[name].tolist() for name in names), strict=True)
        for key, figure in zip(keys, figures_in(self.confirmed).tolist(), strict=True):
            by_key.setdefault(key, []).append(figure)
        return {key: np.array(figures) for key, figures in by_key.items()}

    def stands(self, values: pd.DataFrame) -> Flags:
        """Whether each of `values` is one that holds already, in all that it says."""
        stands: Flags = np.zeros(len(values), dtype=bool)
        if self.standing.empty or values.empty:
            return stands
        known, rows = self._places_standing
        keys = _with_lengths(self.numbering.with_words_of(values), values)
        places = np.minimum(np.searchsorted(known, keys), len(known) - 1)
        held = np.flatnonzero(known[places] == keys)
        if not len(held):
            return stands
        said, standing = values.iloc[held], self.standing.iloc[rows[places[held]]]
        names = [name for name in ("actual_value", *_SAID) if name in standing]
        stands[held] = np.logical_and.reduce(
            [_are_equal(said[name], standing[name]) for name in names]
        )
        return stands


def _are_equal(left: pd.Series[Any], right: pd.Series[Any]) -> Flags:
    """Missing is equal to missing; of figures also what arithmetic makes of the same."""
    here, there = left.reset_index(drop=True), right.reset_index(drop=True)
    if pd.api.types.is_float_dtype(here):
        is_close: Flags = np.isclose(here, there, rtol=EQUAL, atol=0, equal_nan=True)
        return is_close
    is_same: Flags = ((here == there) | (here.isna() & there.isna())).to_numpy(dtype=bool)
    return is_same


def _empty(**columns: str) -> pd.DataFrame:
    return pd.DataFrame({name: pd.Series(dtype=dtype) for name, dtype in columns.items()})


_KEY: Final = {"municipality_code": "str", "kpi_id": "str"}
_PERIOD: Final = {"period_start": "datetime64[us]", "period_months": "int64"}

NOTHING_EARLIER: Final = Earlier(
    _empty(**_KEY, fiscal_year="int64", actual_value="float64"),
    _empty(**_KEY, **_PERIOD, actual_value="float64"),
    _empty(**_KEY, **_PERIOD, code="str", actual_value="float64"),
)


@dataclass(frozen=True, eq=False)
class Numbering:
    """One number per municipality, KPI and month, so that a million rows are held together fast.

    Words keep their numbers where others come in behind them.
    """

    towns: Mapping[str, int]
    kpis: Mapping[str, int]

    @classmethod
    def of(cls, *frames: pd.DataFrame) -> Numbering:
        numbering = cls({}, {})
        for frame in frames:
            numbering = numbering.with_words_of(frame)
        return numbering

    def with_words_of(self, values: pd.DataFrame) -> Numbering:
        return Numbering(
            _with_words(self.towns, values["municipality_code"]),
            _with_words(self.kpis, values["kpi_id"]),
        )

    def keys(self, frame: pd.DataFrame, months: Keys) -> Keys:
        """Of each row of `frame` in its month; its words are among those numbered."""
        towns = _places(frame["municipality_code"], self.towns)
        return (towns * _KPIS + _places(frame["kpi_id"], self.kpis)) * _SPAN + months


def _with_words(known: Mapping[str, int], column: pd.Series[str]) -> Mapping[str, int]:
    words = dict.fromkeys((*known, *column.unique().tolist()))
    return {word: place for place, word in enumerate(words)}


def _places(column: pd.Series[str], known: Mapping[str, int]) -> Keys:
    """Of each row's word among those known."""
    codes, words = pd.factorize(column)
    places = np.array([known[word] for word in words.tolist()], dtype=np.int64)
    return places[codes]


def _with_lengths(numbering: Numbering, frame: pd.DataFrame) -> Keys:
    """A key per municipality, KPI and period: a month is not the year that begins with it."""
    is_month = (frame["period_months"] == 1).to_numpy()
    return numbering.keys(frame, month_numbers(frame)) * 2 + is_month


def figures_in(frame: pd.DataFrame) -> Floats:
    figures: Floats = frame["actual_value"].to_numpy().astype(np.float64)
    return figures


def month_numbers(frame: pd.DataFrame) -> Keys:
    """Months since 1 BC of `period_start`."""
    months = frame["period_start"].to_numpy().astype("datetime64[M]").astype(np.int64)
    return months + 1970 * MONTHS


def first_months(frame: pd.DataFrame) -> Keys:
    """The number of the April of each row's `fiscal_year`."""
    return frame["fiscal_year"].to_numpy().astype(np.int64) * MONTHS + FIRST_MONTH - 1


def months_since_april(keys: Keys) -> Keys:
    return (keys % _SPAN - (FIRST_MONTH - 1)) % MONTHS


@dataclass(frozen=True, eq=False)
class KnownFigures:
    """Figures by key, sorted; of a key that is told twice the later one."""

    keys: Keys
    values: Floats

    @classmethod
    def of(cls, *figures: tuple[Keys, Floats]) -> KnownFigures:
        keys = np.concatenate([keys for keys, _ in figures])
        values = np.concatenate([values for _, values in figures]).astype(np.float64)
        is_figure = ~np.isnan(values)
        keys, values = keys[is_figure], values[is_figure]
        order = np.argsort(keys, kind="stable")
        keys, values = keys[order], values[order]
        is_last = np.append(keys[1:] != keys[:-1], True) if len(keys) else np.zeros(0, dtype=bool)
        return cls(keys[is_last], values[is_last])

    def at(self, keys: Keys) -> Floats:
        """The figure of each key, NaN where there is none."""
        if not len(self.keys):
            return np.full(len(keys), np.nan)
        places = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
        return np.where(self.keys[places] == keys, self.values[places], np.nan)

    def by_year(self) -> KnownYears:
        since = months_since_april(self.keys)
        aprils, places = np.unique(self.keys - since, return_inverse=True)
        months = np.full((len(aprils) + 1, MONTHS), np.nan)
        months[places, since] = self.values
        return KnownYears(aprils, months)


@dataclass(frozen=True, eq=False)
class KnownYears:
    """Months by the key of their April: (years + 1, 12), the last row for what is not known."""

    aprils: Keys
    months: Floats

    def places(self, aprils: Keys) -> Keys:
        if not len(self.aprils):
            return np.zeros(len(aprils), dtype=np.int64)
        places = np.minimum(np.searchsorted(self.aprils, aprils), len(self.aprils) - 1)
        return np.where(self.aprils[places] == aprils, places, len(self.aprils)).astype(np.int64)
