"""A rate (達成率) or a difference (差) that a row prints beside its value is a witness: recomputed
from the value as read, it comes out, or a person says which of both holds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from yamato_dx.i18n import number
from yamato_dx.intake.cell import Cell, read_cell
from yamato_dx.intake.context import Context
from yamato_dx.intake.finding import Fault, Finding
from yamato_dx.intake.problem import Choice
from yamato_dx.intake.sheet import Column
from yamato_dx.plan.types import Kpi

_YEAR: Final = 12
_MISSING: Final = float("nan")
# A bare rate above this is in percent: 106.7 beside 640 of 600.
_HIGHEST_RATIO: Final = 5
_SLACK: Final = 1.0001  # of the binary float
_PARTS: Final = ("share", "fraction")


@dataclass(frozen=True)
class Printed:
    """A year's value and what it can be held against, in stored units; NaN where it is unknown."""

    kpi: Kpi
    value: float
    target: float
    last_year: float


@dataclass(frozen=True)
class Witness:
    """`reads`: what the cell says. `computes`: all that offices print under such a heading.
    `implies`: the value for which the cell would be right."""

    column: str
    reads: Callable[[Cell, Kpi], tuple[float, float]]
    computes: Callable[[Printed], tuple[float, ...]]
    implies: Callable[[Printed, float], float]


def _as_rate(cell: Cell, _kpi: Kpi) -> tuple[float, float]:
    """(the rate, the worth of its last digit)."""
    figure, digit = _figure(cell)
    is_percent = cell.unit == "%" or abs(figure) > _HIGHEST_RATIO
    return (figure / 100, digit / 100) if is_percent else (figure, digit)


def _as_difference(cell: Cell, kpi: Kpi) -> tuple[float, float]:
    figure, digit = _figure(cell)
    is_percent = kpi.value_form in _PARTS and (bool(cell.unit) or abs(figure) >= 1)
    return (figure / 100, digit / 100) if is_percent else (figure, digit)


def _figure(cell: Cell) -> tuple[float, float]:
    if cell.kind != "number" or cell.number is None:
        return _MISSING, _MISSING
    exponent = cell.number.as_tuple().exponent
    assert isinstance(exponent, int), "no cell holds an infinite number"
    return float(cell.number), 10.0**exponent


def _rates(row: Printed) -> tuple[float, ...]:
    """Value by target; of figures that should be low, also the other way round."""
    if not row.target or not row.value:
        return ()
    return row.value / row.target, row.target / row.value


def _differences(row: Printed) -> tuple[float, ...]:
    """From the target or from last year, with either sign."""
    apart = (row.value - row.target, row.value - row.last_year)
    return (*apart, *(-one for one in apart))


WITNESSES: Final = (
    Witness("attainment_ratio", _as_rate, _rates, lambda row, rate: row.target * rate),
    Witness("difference", _as_difference, _differences, lambda row, told: row.target + told),
)


def check_printed(
    column: Callable[[str], Column], frame: pd.DataFrame, context: Context
) -> Iterator[Finding]:
    """Values of a year that their row contradicts. `frame`: one row per row of the file."""
    for witness in WITNESSES:
        told = column(witness.column)
        positions = np.flatnonzero(~told.is_blank() & (frame["period_months"] == _YEAR).to_numpy())
        rows = _rows_at(positions.tolist(), column("target_value"), frame, context)
        found = [
            (position, fault)
            for position, row in rows
            if (fault := _fault(witness, row, str(told.words[told.codes[position]])))
        ]
        yield Finding.at("actual_value", found)


def _rows_at(
    positions: list[int], targets: Column, frame: pd.DataFrame, context: Context
) -> Iterator[tuple[int, Printed]]:
    """Of the rows whose KPI, year and value were read."""
    if not positions:
        return
    columns = (frame["kpi_id"], frame["fiscal_year"], frame["actual_value"])
    told = list(zip(*(column.tolist() for column in columns), strict=True))
    years = {(kpi_id, year + 1): value for kpi_id, year, value in told}
    kpis = {kpi.kpi_id: kpi for kpi in context.kpis}
    for position in positions:
        kpi_id, year, value = told[position]
        if kpi_id in kpis and year == year and value == value:
            kpi = kpis[kpi_id]
            text = str(targets.words[targets.codes[position]])
            target = _target(kpi, int(year), text)
            yield position, Printed(kpi, value, target, years.get((kpi_id, year), _MISSING))


def _target(kpi: Kpi, year: int, text: str) -> float:
    """The one that the file prints, else the plan's of that year."""
    printed, _ = _as_difference(read_cell(text), kpi)
    if printed == printed:
        return printed
    told = (target for target in kpi.targets if target.fiscal_year.start_year == year)
    return next((one.target_value for one in told if one.target_value is not None), _MISSING)


def _fault(witness: Witness, row: Printed, text: str) -> Fault | None:
    told, digit = witness.reads(read_cell(text), row.kpi)
    computed = [one for one in witness.computes(row) if one == one]
    if told != told or not computed:
        return None
    # The last digit may be rounded or cut off.
    if any(abs(one - told) <= digit * _SLACK for one in computed):
        return None
    return _asked(witness, row, told, text.strip())


def _asked(witness: Witness, row: Printed, told: float, text: str) -> Fault:
    """Choosing either leaves the printed figure unread: it has said what it had to say."""
    values = {"value": _written(row.kpi, row.value), "printed": text}
    stands = Choice(
        values["value"], {witness.column: ""}, words="value_stands", values=dict(values)
    )
    implied = witness.implies(row, told)
    if implied != implied:
        return Fault("ask", "printed_otherwise", values, (stands,))
    values["implied"] = _written(row.kpi, implied)
    cells = {"actual_value": values["implied"], witness.column: ""}
    other = Choice(values["implied"], cells, words="value_implied", values=values)
    return Fault("ask", "printed_otherwise", values, (stands, other))


def _written(kpi: Kpi, value: float) -> str:
    if kpi.value_form in _PARTS:
        return f"{number(value * 100, 1, 'en')}%"
    return number(value, kpi.decimals, "en")
