"""What the record holds already, and what each figure of a report is held against."""

from __future__ import annotations

from dataclasses import dataclass
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
_NOWHERE: Final = -1


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

    def stands(self, values: pd.DataFrame) -> Flags:
        """Whether each of `values` is one that holds already, in all that it says."""
        if self.standing.empty:
            return np.zeros(len(values), dtype=bool)
        names = [name for name in ("actual_value", *_SAID) if name in self.standing]
        standing = self.standing[[*VALUE_KEY, *names]]
        known = values[VALUE_KEY].merge(
            standing, how="left", on=VALUE_KEY, validate="many_to_one", indicator="is_held"
        )
        is_held: Flags = (known["is_held"] == "both").to_numpy()
        stands: Flags = np.logical_and.reduce(
            [is_held, *(_are_equal(values[name], known[name]) for name in names)]
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


class Numbering:
    """One number per municipality, KPI and month, so that a million rows are held together fast."""

    def __init__(self, values: pd.DataFrame) -> None:
        self._towns = pd.Index(values["municipality_code"].unique())
        self._kpis = pd.Index(values["kpi_id"].unique())

    def keys(self, frame: pd.DataFrame, months: Keys) -> Keys:
        """Of each row of `frame` in its month; of what no value is of, none that is looked for."""
        towns = _places(frame["municipality_code"], self._towns)
        kpis = _places(frame["kpi_id"], self._kpis)
        keys = (towns * len(self._kpis) + kpis) * _SPAN + months
        return np.where((towns < 0) | (kpis < 0), _NOWHERE, keys)


def _places(column: pd.Series[str], known: pd.Index[str]) -> Keys:
    """Of each row's word among those known, -1 for others."""
    codes, words = pd.factorize(column)
    places = known.get_indexer(words).astype(np.int64)
    return places[codes] if len(places) else np.zeros(0, dtype=np.int64)


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
        is_figure = ~np.isnan(values) & (keys != _NOWHERE)
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
