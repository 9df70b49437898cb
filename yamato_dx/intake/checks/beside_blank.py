"""Rows without a value in which a figure stands all the same: a cell put in or taken out before the
value moves it below another heading, and its own cell is blank."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from yamato_dx.fiscal_year import FiscalYear, parse_fiscal_year
from yamato_dx.intake.arrays import Flags
from yamato_dx.intake.cells.cell import read_cell
from yamato_dx.intake.cells.naming import folded_name
from yamato_dx.intake.checks.held_against import kpi_of
from yamato_dx.intake.checks.printed import baseline_of, years_of
from yamato_dx.intake.checks.targets import is_equal, read_target
from yamato_dx.intake.context import Context
from yamato_dx.intake.files.sheet import Column, Sheet
from yamato_dx.intake.finding import Fault, Finding
from yamato_dx.intake.header import role_of
from yamato_dx.plan.model.types import Kpi

Positions = NDArray[np.intp]
_YEAR: Final = 12
_CODE: Final = "figure_beside_blank"
# A target that a share leaves of the figure of another year may be rounded.
_ROUNDED: Final = 0.01


def check_beside_blank(
    sheet: Sheet,
    column: Callable[[str], Column],
    frame: pd.DataFrame,
    context: Context,
    *,
    is_blank: Flags,
) -> Iterator[Finding]:
    """`frame`: one row per row of the file; `column`: by role; `is_blank`: rows without a value."""
    if not is_blank.any():
        return
    is_named = frame["kpi_id"].notna().to_numpy()
    yield from _rates(sheet.header, column, np.flatnonzero(is_blank & is_named))
    yield _of_no_kpi(sheet.columns, np.flatnonzero(is_blank & ~is_named), context)
    yield _no_targets(column, frame[is_blank & is_named], frame, context)


def _rates(
    header: Sequence[str], column: Callable[[str], Column], rows: Positions
) -> Iterator[Finding]:
    """A rate of nothing is 0 or none at all; a difference may be that from the whole target."""
    without_target = _those(column("target_value"), rows, lambda text: not _is_figure(text))
    for role in filter(None, map(role_of, header)):
        kind = role.partition(":")[0]
        if kind in ("attainment_ratio", "difference"):
            cells = column(role)
            odd = _those(cells, rows if kind == "attainment_ratio" else without_target, _is_more)
            yield Finding.at(role, [(place, _fault(_text(cells, place))) for place in odd.tolist()])


def _of_no_kpi(columns: Sequence[Column], rows: Positions, context: Context) -> Finding:
    """Rows of which number and name say no KPI, though another cell names one beside a figure."""
    names = frozenset(
        folded_name(words)
        for kpi in context.kpis
        for name in (kpi.name, kpi.short_name)
        for words in (name.ja, name.en)
    )
    named = [_those(cells, rows, lambda text: folded_name(text) in names) for cells in columns]
    of_kpi = np.unique(np.concatenate([rows[:0], *named]))
    found: dict[int, Fault] = {}
    for cells in columns:
        for place in _those(cells, of_kpi, _is_figure).tolist():
            found[place] = _fault(_text(cells, place))  # the last of the row
    return Finding.at(None, sorted(found.items(), key=lambda pair: pair[0]))


def _those(cells: Column, rows: Positions, is_so: Callable[[str], bool]) -> Positions:
    """Of these rows those of whose text it is so; each different text is asked once."""
    codes, places = np.unique(cells.codes[rows], return_inverse=True)
    flags = np.array([is_so(cells.words[code]) for code in codes.tolist()], dtype=bool)
    kept: Positions = rows[flags[places]]
    return kept


def _no_targets(
    column: Callable[[str], Column], rows: pd.DataFrame, frame: pd.DataFrame, context: Context
) -> Finding:
    """Figures below the target's heading of which the plan does not know that they are one; of a
    year with a target of the plan `check_targets` tells."""
    targets, units = column("target_value"), column("unit")
    is_printed = ~targets.is_blank()[rows["position"].to_numpy()]
    read = rows[is_printed & (rows["period_months"] == _YEAR).to_numpy()]
    if read.empty:
        return Finding.at("target_value", [])
    years = years_of(frame, context)
    found = []
    names = ["position", "municipality_code", "kpi_id", "fiscal_year"]
    for place, town, kpi_id, start in read[names].itertuples(index=False):
        year = FiscalYear(int(start) if start == start else context.present.year)
        kpi, text = kpi_of(context, kpi_id, year), _text(targets, place)
        printed = read_target(kpi, text, _text(units, place))
        if printed is None or printed != printed:
            continue
        is_told = kpi.target_in(year) is not None and kpi.shape != "reduce_by"
        if not is_told and not _may_be_target(kpi, printed, baseline_of(kpi, town, years)):
            found.append((int(place), _fault(text)))
    return Finding.at("target_value", found)


def _may_be_target(kpi: Kpi, printed: float, baseline: float) -> bool:
    """Be it of any year; of a share to reduce by, also what it leaves."""
    planned = [one.target_value for one in kpi.targets if one.target_value is not None]
    if kpi.shape == "reduce_by":
        left = [baseline * (1 - share) for share in planned]
        return any(is_equal(printed, share) for share in planned) or any(
            abs(printed - target) <= target * _ROUNDED for target in left
        )
    return any(is_equal(printed, target) for target in planned)


def _fault(text: str) -> Fault:
    return Fault("confirm", _CODE, {"printed": text})


def _text(cells: Column, position: int) -> str:
    return str(cells.words[cells.codes[position]]).strip()


def _is_more(text: str) -> bool:
    number = read_cell(text).number
    return number is not None and number > 0


def _is_figure(text: str) -> bool:
    is_period = "年" in text or isinstance(parse_fiscal_year(text), FiscalYear)
    return read_cell(text).kind in ("number", "fraction") and not is_period
