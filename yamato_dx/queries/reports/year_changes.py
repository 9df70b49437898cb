"""Which years that were confirmed would read otherwise, because they are told in the other form."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import pandas as pd

from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.plan.model.types import Kpi
from yamato_dx.queries.assessed import plans_at
from yamato_dx.queries.year_forms import (
    CorrectionKind,
    YearKey,
    confirmed_rows,
    is_same_year,
    kind_of_change,
    last_rows,
    read_years,
)
from yamato_dx.rows import Row, rows_of
from yamato_dx.store.receiving import WHOLE_YEAR, FigureYear, figure_keys, figure_years
from yamato_dx.store.record import Record


@dataclass(frozen=True, eq=False)
class YearChange:
    """A year that values tell in another form than it was confirmed in, by one plan's way of making
    a year of months. `kind`: None where it reads as it was confirmed, or as it stands. `base`: what
    it read when it was confirmed, `after`: with the values."""

    year: FigureYear
    kind: CorrectionKind | None
    base: Row | None
    after: Row | None


def kept_years(
    record: Record, values: pd.DataFrame, replaces: str | None
) -> Collection[FigureYear]:
    """Of the years that VALUES tell in another form than they were confirmed in, those that need no
    reason by any plan."""
    changes = list(year_changes(record, values, replaces=replaces))
    corrected = {change.year for change in changes if change.kind == "correction"}
    return {change.year for change in changes} - corrected


def with_years(
    record: Record, corrected: pd.DataFrame, values: pd.DataFrame, *, replaces: str | None = None
) -> pd.DataFrame:
    """`corrected`, the rows of VALUES that say something else than was confirmed, with one more for
    each year that reads otherwise by being told in the other form, as if its figure had been sent.
    A 12-month value that is corrected itself stands for its year."""
    found = [one for one in year_changes(record, values, replaces=replaces) if one.kind]
    changes = {one.year: one for one in sorted(found, key=lambda one: one.kind == "correction")}
    if not changes:
        return corrected
    own = {
        year
        for year, (*_, months), kind in zip(
            _years(corrected), figure_keys(corrected), corrected["correction_kind"], strict=True
        )
        if months == WHOLE_YEAR and kind == "correction"
    }
    sent = dict(zip(_years(values), rows_of(values), strict=True))
    rows = [_as_sent(sent[year], one) for year, one in changes.items() if year not in own]
    of_years = pd.DataFrame(rows, columns=list(corrected)).astype(corrected.dtypes)
    is_told = pd.Series(_years(corrected), index=corrected.index).isin(set(changes) - own)
    left = corrected[~(is_told & (corrected["period_months"] == WHOLE_YEAR))]
    return pd.concat([frame for frame in (left, of_years) if len(frame)], ignore_index=True)


def _years(values: pd.DataFrame) -> list[FigureYear]:
    return figure_years(figure_keys(values))


# Of a year's figure what a confirmed value is told by.
_CONFIRMED: Final = {
    "confirmed_value": "actual_value",
    "confirmed_numerator": "numerator",
    "confirmed_denominator": "denominator",
    "confirmed_status": "value_status",
    "confirmed_batch_id": "batch_id",
}
_FIGURE: Final = ("actual_value", "numerator", "denominator", "value_status")


def _as_sent(value: Row, change: YearChange) -> Row:
    """`value`: one of those that are sent of the year."""
    assert change.base is not None, "what changes read something before"
    assert change.after is not None, "what changes reads something else"
    _, _, start_year = change.year
    return value | {
        "period_start": pd.Timestamp(FiscalYear(start_year).first_day),
        "period_months": WHOLE_YEAR,
        "weight": float("nan"),
        **{name: change.after[name] for name in _FIGURE},
        "correction_kind": change.kind,
        "confirmed_weight": float("nan"),
        **{name: change.base[held] for name, held in _CONFIRMED.items()},
    }


def year_changes(
    record: Record, values: pd.DataFrame, *, replaces: str | None = None
) -> Iterator[YearChange]:
    """One per plan and year that VALUES tell in another form than it was confirmed in. `replaces`:
    as if that report had never been received."""
    over = record.values_over_other_form(values) if len(values) else values
    years = set(_years(over))
    for code in sorted({code for code, _, _ in years}):
        told = record.figures_told(code)
        standing = told[told["is_standing"] & (told["batch_id"] != replaces)]
        incoming = values[values["municipality_code"] == code]
        of_code = _Told(_by_year(standing), _by_year(_as_received(incoming, record.head())))
        for kpis in _kpis_by_plan(record):
            known = {kpi.kpi_id for kpi in kpis}
            wanted = sorted(one for one in years if one[0] == code and one[1] in known)
            yield from of_code.changes(wanted, kpis)


@dataclass(frozen=True)
class _Told:
    """Of one municipality, by KPI and year the rows that stand and those that are to come."""

    standing: Mapping[YearKey, list[Row]]
    incoming: Mapping[YearKey, list[Row]]

    def changes(self, years: Sequence[FigureYear], kpis: Sequence[Kpi]) -> Iterator[YearChange]:
        rows = [self.standing.get((kpi_id, start), []) for _, kpi_id, start in years]
        now = read_years([last_rows(of_year) for of_year in rows], kpis)
        before = read_years([confirmed_rows(of_year) for of_year in rows], kpis)
        sent = [self.incoming[kpi_id, start] for _, kpi_id, start in years]
        both = [last_rows([*held, *new]) for held, new in zip(rows, sent, strict=True)]
        after = read_years(both, kpis)
        for year, then, held, new in zip(years, before, now, after, strict=True):
            kind = None if is_same_year(held, new) else kind_of_change(then, new)
            yield YearChange(year, kind, then, new)


def _by_year(rows: pd.DataFrame) -> dict[YearKey, list[Row]]:
    found: dict[YearKey, list[Row]] = {}
    for (_, kpi_id, start_year), row in zip(_years(rows), rows_of(rows), strict=True):
        found.setdefault((kpi_id, start_year), []).append(row)
    return found


def _as_received(values: pd.DataFrame, head: int) -> pd.DataFrame:
    return values.assign(revision=range(head + 1, head + 1 + len(values)))


def _kpis_by_plan(record: Record) -> list[tuple[Kpi, ...]]:
    """Of each plan its KPIs, each as the newest version has it that names it."""
    found: dict[str, dict[str, Kpi]] = {}
    for plan in plans_at(record, record.head()):
        found.setdefault(plan.plan_id, {}).update({kpi.kpi_id: kpi for kpi in plan.kpis})
    return [tuple(kpis.values()) for kpis in found.values()]
