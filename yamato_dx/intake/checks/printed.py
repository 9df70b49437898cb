"""A rate (達成率) or a difference (差) that a row prints beside its value is a witness: recomputed
from the value as read, it comes out, or a person says which of both holds."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
import pandas as pd

from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.i18n import half_up, number
from yamato_dx.intake.cells.cell import read_cell
from yamato_dx.intake.checks.held_against import kpi_of
from yamato_dx.intake.checks.last_digit import stored_digit
from yamato_dx.intake.checks.likelihood import is_count
from yamato_dx.intake.checks.targets import read_target
from yamato_dx.intake.checks.witness import ComparedRow, PrintedWitness, is_rounded, witness_in
from yamato_dx.intake.context import Context
from yamato_dx.intake.files.sheet import Column
from yamato_dx.intake.finding import Fault, Finding
from yamato_dx.intake.header import role_of, witness_of
from yamato_dx.intake.problem import Choice
from yamato_dx.plan.model.types import Kpi, Text

_YEAR: Final = 12
_MISSING: Final = float("nan")
# A figure that is implied has so many decimals more than its KPI, at most.
_MORE_DECIMALS: Final = 2
_FIGURES: Final = ["actual_value", "numerator", "denominator"]
_KEY: Final = ["municipality_code", "kpi_id", "fiscal_year"]
_PARTS: Final = {"numerator": "", "denominator": ""}  # emptied where another value is written

# (municipality, KPI, fiscal year) → the year's figure.
YearFigures = Mapping[tuple[str, str, int], float]


@dataclass(frozen=True)
class _PrintedCell:
    """A witness of a row and what it prints."""

    heading: str
    role: str
    kind: str
    text: str

    @property
    def words(self) -> str:
        return f"{self.heading} {self.text}"


@dataclass(frozen=True)
class _PrintedRow:
    """What a row of the file prints, by role; `beside`: its witnesses."""

    value: str
    target: str
    unit: str
    beside: tuple[_PrintedCell, ...]


def check_printed(
    headings: Sequence[str],
    column: Callable[[str], Column],
    frame: pd.DataFrame,
    context: Context,
) -> Finding:
    """Values that their row contradicts, one fault a row. `frame`: one row per row of the file;
    `column`: by role. Of a month only where the row prints a target of that month."""
    cells = _cells(headings, column)
    if not cells:
        return Finding.at("actual_value", [])
    years = years_of(frame, context)
    figures_of_rows = frame.iloc[list(cells)][[*_KEY, "period_months", *_FIGURES]].to_dict(
        "records"
    )
    found = []
    for (position, printed), figures in zip(cells.items(), figures_of_rows, strict=True):
        row = _row(figures, printed, years, context)
        if not row or not (fault := _fault(row, printed)):
            continue
        if _fault(_by_own_target(row, FiscalYear(int(figures["fiscal_year"]))), printed):
            found.append((position, fault))
    return Finding.at("actual_value", found)


def _cells(headings: Sequence[str], column: Callable[[str], Column]) -> dict[int, _PrintedRow]:
    """Of the rows in which a witness prints something, by position."""
    by_role = {
        role: (heading.strip(), role, kind, column(role))
        for heading in headings
        if (kind := witness_of(heading)) and kind != "target_value" and (role := role_of(heading))
    }
    witnesses = by_role.values()
    if not witnesses:
        return {}
    is_told = np.logical_or.reduce([~cells.is_blank() for *_, cells in witnesses])
    own = [column(role) for role in ("actual_value", "target_value", "unit")]
    rows = {}
    for position in np.flatnonzero(is_told).tolist():
        value, target, unit = (_text(cells, position) for cells in own)
        beside = (
            _PrintedCell(heading, role, kind, _text(cells, position))
            for heading, role, kind, cells in witnesses
        )
        rows[position] = _PrintedRow(
            value, target, unit, tuple(cell for cell in beside if cell.text)
        )
    return rows


def _text(cells: Column, position: int) -> str:
    return str(cells.words[cells.codes[position]]).strip()


def years_of(frame: pd.DataFrame, context: Context) -> YearFigures:
    """Of the record and, before it, of the file."""
    years = frame[(frame["period_months"] == _YEAR) & frame["actual_value"].notna()]
    return {
        (town, kpi_id, year): value
        for known in (context.earlier.years, years)
        for town, kpi_id, year, value in known[[*_KEY, "actual_value"]].itertuples(index=False)
    }


def _row(
    figures: Mapping[Hashable, Any], printed: _PrintedRow, years: YearFigures, context: Context
) -> ComparedRow | None:
    """None where KPI, year or value were not read, and of a month without a target of its own."""
    town, kpi_id, start = (figures[name] for name in _KEY)
    value, numerator, denominator = (figures[name] for name in _FIGURES)
    if not isinstance(kpi_id, str) or start != start or value != value:
        return None
    year = FiscalYear(int(start))
    kpi = kpi_of(context, kpi_id, year)
    digit = stored_digit(printed.value, value) if is_rounded(kpi) else 0.0
    target = read_target(kpi, printed.target, printed.unit)
    row = ComparedRow(
        kpi, value, digit, numerator, denominator, _MISSING if target is None else target
    )
    if figures["period_months"] != _YEAR:
        return row if _is_of_month(kpi, year, target) else None
    baseline = baseline_of(kpi, town, years)
    planned, required = _planned(kpi, year, baseline)
    return replace(
        row,
        target=planned if target is None else target,
        required=required,
        baseline=baseline,
        last_year=years.get((town, kpi_id, int(start) - 1), _MISSING),
    )


def _by_own_target(row: ComparedRow, year: FiscalYear) -> ComparedRow:
    """With the target of its year where the plan's last one is printed, as in many a table."""
    planned = {
        target.fiscal_year: target.target_value
        for target in row.kpi.targets
        if target.target_value is not None
    }
    own = row.kpi.target_in(year)
    if own is None or row.kpi.shape == "reduce_by" or row.target != planned[max(planned)]:
        return row
    return replace(row, target=own)


def _is_of_month(kpi: Kpi, year: FiscalYear, target: float | None) -> bool:
    """Whether a row of a month prints a target of that month; beside the year's, a rate may be that
    of all months so far."""
    if target is None or target != target:
        return False
    return not kpi.adds_up or target != kpi.target_in(year)


def baseline_of(kpi: Kpi, town: str, years: YearFigures) -> float:
    if kpi.baseline is None:
        return _MISSING
    if kpi.baseline.value is not None:
        return kpi.baseline.value
    return years.get((town, kpi.kpi_id, kpi.baseline.fiscal_year.start_year), _MISSING)


def _planned(kpi: Kpi, year: FiscalYear, baseline: float) -> tuple[float, float]:
    """(the target in the figure's own unit, the share by which `reduce_by` is to reduce)."""
    stated = kpi.target_in(year)
    if stated is None:
        return _MISSING, _MISSING
    if kpi.shape == "reduce_by":
        return baseline * (1 - stated), stated
    return stated, _MISSING


def _fault(row: ComparedRow, printed: _PrintedRow) -> Fault | None:
    """Whatever is chosen, the witnesses are then left unread: they have said what they had to."""
    witnesses = [
        (cell, witness_in(cell.kind, read_cell(cell.text), row.kpi)) for cell in printed.beside
    ]
    against = [pair for pair in witnesses if pair[1].contradicts(read_cell(pair[0].text), row)]
    if not against:
        return None
    emptied = {cell.role: "" for cell in printed.beside}
    shown = printed.value or f"{row.numerator:g}/{row.denominator:g}"
    values = {"value": shown, "printed": _quoted([cell.words for cell, _ in against])}
    stands = Choice(shown, emptied, words="value_stands", values=values)
    others: dict[str, Choice] = {}
    for cell, witness in against:
        implied = _implied(row, witness, cell.text)
        if implied is not None and implied != shown:
            cells = {**emptied, **_PARTS, "actual_value": implied}
            words = {"printed": cell.words, "implied": implied}
            others[implied] = Choice(implied, cells, words="value_implied", values=words)
    return Fault("ask", "printed_otherwise", values, (stands, *others.values()))


def _quoted(words: Sequence[str]) -> Text:
    return Text("」「".join(words), ", ".join(words))


def _implied(row: ComparedRow, witness: PrintedWitness, text: str) -> str | None:
    """The value, nearest to the row's, that its KPI may have and of which the witness comes out."""
    cell = read_cell(text)
    (figure, _), *_ = witness.reads(cell, row)
    implied = (value for value in witness.implies(row, figure) if value == value)
    writings = (
        writing
        for value in sorted(implied, key=lambda value: abs(value - row.value))
        for writing in _writings(row, value)
    )
    return next(
        (
            written
            for value, written in writings
            if _is_possible(row.kpi, value)
            and witness.fits(cell, replace(row, value=value, digit=0))
        ),
        None,
    )


def _is_possible(kpi: Kpi, value: float) -> bool:
    is_low = kpi.minimum is not None and value < kpi.minimum
    return not is_low and not (kpi.maximum is not None and value > kpi.maximum)


def _writings(row: ComparedRow, value: float) -> Iterator[tuple[float, str]]:
    """A value as it may stand in the file, from as few decimals as its KPI has: (value, text)."""
    kpi = row.kpi
    if kpi.value_form == "fraction":
        things = round(value * row.denominator)
        yield things / row.denominator, f"{things}/{row.denominator:g}"
        return
    most = kpi.decimals + (0 if is_count(kpi) else _MORE_DECIMALS)
    for decimals in range(kpi.decimals, most + 1):
        if kpi.value_form == "share":
            percent = half_up(value * 100, decimals)
            yield float(percent) / 100, f"{percent}%"
        else:
            yield float(half_up(value, decimals)), number(value, decimals, "en")
