"""New figures of a report beside what each is held against: last year, its target, its months."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.intake.arrays import Flags, Floats
from yamato_dx.intake.context import Context
from yamato_dx.intake.earlier import (
    MONTHS,
    Keys,
    KnownFigures,
    figures_in,
    month_numbers,
    months_since_april,
)
from yamato_dx.plan.model.types import Kpi

_FEWEST_NEIGHBOURS: Final = 6


@dataclass(frozen=True, eq=False)
class ComparedFigures:
    """The new values, and what each is held against (NaN: nothing), by position.

    `before`: the same month of last year (`is_same_month`), else a twelfth of last year's figure
    where months add up, else that figure. `target`: the nearest, of months that add up a twelfth
    (`is_twelfth`); `own_target`: of a year's figure the year's own. `highest`: what a running total
    had reached. `span`: how many twelfths a month that adds up may hold, since nothing came in the
    months beside it. `year_places`: the row of `years` that has the months of a value's year;
    `month_places`: which of them it is, -1 for the figure of a year.
    """

    rows: pd.DataFrame
    value: Floats
    kpis: tuple[Kpi, ...]
    kpi_codes: Keys
    before: Floats
    is_same_month: Flags
    is_twelfth: Flags
    target: Floats
    own_target: Floats
    highest: Floats
    span: Floats
    years: Floats
    year_places: Keys
    month_places: Keys

    def of_kpis(self, asked: Callable[[Kpi], float]) -> Floats:
        """Per row, the figure that is asked of its KPI."""
        return _by_row(np.array([asked(kpi) for kpi in self.kpis], dtype=float), self.kpi_codes)

    def where(self, is_so: Callable[[Kpi], bool]) -> Flags:
        """Per row, whether it is so of its KPI."""
        answers: Flags = np.array([is_so(kpi) for kpi in self.kpis], dtype=bool)[self.kpi_codes]
        return answers

    def median_of_others(self, positions: NDArray[np.intp]) -> Floats:
        """Of the other months of the year of each of these values; NaN for the figure of a year."""
        months = self.month_places[positions]
        medians = median_of_others(self.years[self.year_places[positions]], months)
        return np.where(months >= 0, medians, np.nan)


def _by_row(figures: Floats, codes: Keys) -> Floats:
    taken: Floats = figures[codes]
    return taken


def figures_beside(values: pd.DataFrame, is_new: Flags, context: Context) -> ComparedFigures:
    """Those of VALUES that are new, beside what the record and the file itself know."""
    earlier = context.earlier
    rows = values[is_new]
    plan = _plan_of_rows(rows, context)
    kpis, codes = plan.kpis, plan.codes
    keys = earlier.numbering.with_words_of(values).keys(values, month_numbers(values))
    figures, is_month = figures_in(values), (values["period_months"] == 1).to_numpy()
    months = KnownFigures.of(earlier.told(is_month=True), (keys[is_month], figures[is_month]))
    years = KnownFigures.of(earlier.told_years, (keys[~is_month], figures[~is_month]))
    own, is_month = keys[is_new], is_month[is_new]
    since = months_since_april(own)
    last_year = years.at(own - since - MONTHS)
    is_twelfth = is_month & np.array([kpi.adds_up for kpi in kpis], dtype=bool)[codes]
    parts = np.where(is_twelfth, MONTHS, 1)
    same_month = np.where(is_month, months.at(own - MONTHS), np.nan)
    by_year = months.by_year()
    year_places = by_year.places(own - since)
    quiet = quiet_beside(by_year.months)[year_places, since]
    runs_on = np.array([kpi.is_cumulative for kpi in kpis], dtype=bool)[codes]
    highest = np.full(len(own), np.nan)
    reached = _reached(by_year.months[year_places[runs_on]], np.where(is_month, since, 0)[runs_on])
    highest[runs_on] = np.fmax(last_year[runs_on], reached)
    return ComparedFigures(
        rows,
        figures[is_new],
        kpis,
        codes,
        before=np.where(np.isnan(same_month), last_year / parts, same_month),
        is_same_month=~np.isnan(same_month),
        is_twelfth=is_twelfth,
        target=plan.nearest_target / parts,
        own_target=np.where(is_month, np.nan, plan.own_target),
        highest=highest,
        span=np.where(is_twelfth, 1 + quiet, 1),
        years=by_year.months,
        year_places=year_places,
        month_places=np.where(is_month, since, -1),
    )


@dataclass(frozen=True, eq=False)
class _Planned:
    """The KPIs as the plan of their year has them, and by row which of them, the year's own target
    and the nearest one (NaN: none)."""

    kpis: tuple[Kpi, ...]
    codes: Keys
    own_target: Floats
    nearest_target: Floats


def _plan_of_rows(rows: pd.DataFrame, context: Context) -> _Planned:
    ids, names = pd.factorize(rows["kpi_id"])
    codes, pairs = pd.factorize(ids.astype(np.int64) * 10_000 + rows["fiscal_year"].to_numpy())
    known = [(str(names[pair // 10_000]), FiscalYear(int(pair % 10_000))) for pair in pairs]
    kpis = tuple(kpi_of(context, kpi_id, year) for kpi_id, year in known)
    of_years = list(zip(kpis, (year for _, year in known), strict=True))
    own = [kpi.target_in(year) if _is_in_unit(kpi) else None for kpi, year in of_years]
    nearest = [_nearest_target(kpi, year) if _is_in_unit(kpi) else None for kpi, year in of_years]
    codes = codes.astype(np.int64)
    targets = (
        _by_row(np.array(targets_of_kpis, dtype=float), codes) for targets_of_kpis in (own, nearest)
    )
    return _Planned(kpis, codes, *targets)


def kpi_of(context: Context, kpi_id: str, year: FiscalYear) -> Kpi:
    """As the first plan of the year has it, else as any version has."""
    of_year = (kpi for plan in context.plans_of(year) for kpi in plan.kpis)
    return next(kpi for kpi in (*of_year, *context.kpis) if kpi.kpi_id == kpi_id)


def _is_in_unit(kpi: Kpi) -> bool:
    """Whether the target is of the figure's own kind, not «20 % less than FY2022»."""
    return kpi.shape in ("at_least", "at_most")


def _nearest_target(kpi: Kpi, year: FiscalYear) -> float | None:
    targets = [target for target in kpi.targets if target.target_value is not None]
    nearest = min(
        targets,
        key=lambda target: abs(target.fiscal_year.start_year - year.start_year),
        default=None,
    )
    return nearest.target_value if nearest else None


def median_of_others(year: Floats, months: Keys) -> Floats:
    """Per row of (rows, 12), the median of its months without `months` and without zeros; NaN
    where fewer than six are left."""
    others = year.copy()
    others[np.arange(len(year)), months] = np.nan
    others[others == 0] = np.nan
    others.sort(axis=1)
    count = (~np.isnan(others)).sum(axis=1)
    places = np.stack([(count - 1) // 2, count // 2], axis=1).clip(min=0)
    middle: Floats = np.take_along_axis(others, places, axis=1).mean(axis=1)
    return np.where(count >= _FEWEST_NEIGHBOURS, middle, np.nan)


def quiet_beside(years: Floats) -> Floats:
    """Per month of (rows, 12), how many months of 0 follow each other right before and after it."""
    is_quiet = years == 0
    before, after = np.zeros(years.shape), np.zeros(years.shape)
    for month in range(1, MONTHS):
        before[:, month] = np.where(is_quiet[:, month - 1], before[:, month - 1] + 1, 0)
        last = MONTHS - month
        after[:, last - 1] = np.where(is_quiet[:, last], after[:, last] + 1, 0)
    beside: Floats = before + after
    return beside


def _reached(year: Floats, months: Keys) -> Floats:
    """Per row of (rows, 12), the highest of the months before `months`; NaN where there is none."""
    is_before = np.arange(MONTHS)[None, :] < months[:, None]
    highest: Floats = np.fmax.reduce(np.where(is_before, year, np.nan), axis=1)
    return highest
