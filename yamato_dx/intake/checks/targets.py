"""A target that a row prints is a witness of its year: the plan has each for one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

import numpy as np
import pandas as pd

from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.i18n import LANGUAGES, needed_decimals, number, text
from yamato_dx.intake.cells.cell import read_cell
from yamato_dx.intake.cells.entry import Value, ValueCells
from yamato_dx.intake.cells.value import read_value
from yamato_dx.intake.checks.held_against import kpi_of
from yamato_dx.intake.context import Context
from yamato_dx.intake.earlier import EQUAL
from yamato_dx.intake.files.sheet import Column
from yamato_dx.intake.finding import Fault, Finding
from yamato_dx.lettering import nfkc
from yamato_dx.plan.model.types import Kpi, Text
from yamato_dx.rows import rows_of

_YEAR: Final = 12
_MISSING: Final = float("nan")
# «20分以下» is a target of 20.
_BOUND: Final = re.compile(r"(以上|以下|以内)$")


def read_target(kpi: Kpi, text: str, unit: str) -> float | None:
    """A printed target in stored units, read as the KPI's values are; NaN where it cannot be, None
    if empty."""
    if not text:
        return None
    cell = read_cell(_BOUND.sub("", nfkc(text)))
    target = read_value(ValueCells(kpi, cell, nfkc(unit), None, None))
    return target.actual if isinstance(target, Value) else _MISSING


def check_targets(
    column: Callable[[str], Column], frame: pd.DataFrame, context: Context
) -> Finding:
    """Rows of whole years beside which stands the target of another year, or whose value is the
    year's target while something else stands as the target, or nothing where others have one: years
    or columns may be changed over. A target that is none of the plan's is told.

    `frame`: one row per row of the file; `column`: by role.
    """
    targets, units = column("target_value"), column("unit")
    is_blank = targets.is_blank()
    if is_blank.all():
        return Finding.at("target_value", [])
    is_read = (frame["period_months"] == _YEAR) & frame["kpi_id"].notna()
    is_read &= frame["fiscal_year"].notna()
    rows = frame[is_read & ~is_blank][["position", "kpi_id", "fiscal_year", "actual_value"]]
    found = []
    for row in rows_of(rows):
        position = int(row["position"])
        text, unit = (_text(cells, position) for cells in (targets, units))
        fault = _fault(row, text, unit, context)
        if fault:
            found.append((position, fault))
    # Whoever prints targets prints them for all of a year, or of a KPI.
    has_others = frame["fiscal_year"].isin(rows["fiscal_year"]) | frame["kpi_id"].isin(
        rows["kpi_id"]
    )
    found += _without_target(frame[is_read & is_blank & has_others], context)
    return Finding.at("target_value", found)


def _without_target(rows: pd.DataFrame, context: Context) -> Iterator[tuple[int, Fault]]:
    """Those whose value is the target that is missing beside it."""
    for _, of_year in rows.groupby(["kpi_id", "fiscal_year"], observed=True):
        year = FiscalYear(int(of_year["fiscal_year"].iloc[0]))
        kpi = kpi_of(context, str(of_year["kpi_id"].iloc[0]), year)
        own = kpi.target_in(year)
        if own is None or kpi.shape not in ("at_least", "at_most"):
            continue
        is_own = np.isclose(of_year["actual_value"], own, rtol=EQUAL, atol=0)
        words = {lang: text("intake.held.blank", lang) for lang in LANGUAGES}
        fault = Fault(
            "confirm", "target_as_value", {"target": Text(**words), "year": year.start_year}
        )
        yield from ((int(place), fault) for place in of_year["position"][is_own])


def _text(cells: Column, position: int) -> str:
    return str(cells.words[cells.codes[position]]).strip()


def _fault(row: Mapping[Any, Any], text: str, unit: str, context: Context) -> Fault | None:
    year = FiscalYear(int(row["fiscal_year"]))
    kpi = kpi_of(context, row["kpi_id"], year)
    if kpi.shape == "reduce_by":  # its target is a share, and may be printed as what it leaves
        return None
    planned = {
        target.fiscal_year.start_year: target.target_value
        for target in kpi.targets
        if target.target_value is not None
    }
    printed, own = read_target(kpi, text, unit), planned.get(year.start_year)
    if printed is None or printed != printed or not planned or is_equal(printed, own):
        return None
    values = {"target": text, "year": year.start_year}
    if is_equal(row["actual_value"], own):
        return Fault("confirm", "target_as_value", values)
    others = [other for other, target in planned.items() if is_equal(printed, target)]
    # The plan's last target is what many a table prints beside every year.
    if max(planned) in others:
        return None
    if not others:
        if own is None:
            return None
        return Fault("confirm", "target_other", {"printed": text, "planned": _shown(kpi, own)})
    return Fault("confirm", "target_of_other_year", values | {"other": others[-1]})


def _shown(kpi: Kpi, target: float) -> str:
    scale, sign = (100, "%") if kpi.value_form in ("share", "fraction") else (1, "")
    return f"{number(target * scale, needed_decimals(target * scale), 'en')}{sign}"


def is_equal(figure: float, other: float | None) -> bool:
    return other is not None and bool(np.isclose(figure, other, rtol=EQUAL, atol=0))
