"""What was said of a sheet's rows and columns, as it holds in next year's file of the same form."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Final

from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.intake.files.cell_grid import CellGrid
from yamato_dx.intake.recalling.sheet_forms import SheetForm, form_of, name_of_sheet, without_year
from yamato_dx.intake.tables.around import FileNames, around
from yamato_dx.intake.tables.corrections import KPI, MONTHS, YEAR, Correction, Corrections
from yamato_dx.intake.tables.headings import is_figure
from yamato_dx.intake.tables.known import KnownKpis
from yamato_dx.intake.tables.laying.laid import LaidTable
from yamato_dx.lettering import is_blank

# «+1»: the second row of the headings; «=…»: the row in which these words stand.
_OF_HEADINGS: Final = re.compile(r"\+([0-9]+)")
_WORDS: Final = "="
_YEARS: Final = (YEAR, MONTHS)
_KEPT_OF_HASH: Final = 16


@dataclass(frozen=True)
class RememberedReading:
    """Of one sheet. `said`: (where, what), rows by the headings or by their words, years as counted
    from the one that stands around the table («year:-1»)."""

    sheet: str
    form: SheetForm
    said: tuple[tuple[str, str], ...]
    file_name: str = ""

    @property
    def reading_id(self) -> str:
        """The same for every sheet of this name and form."""
        written = f"{self.sheet}{self.form.is_turned}{self.form.is_form}{self.form.rows}"
        return sha256(written.encode()).hexdigest()[:_KEPT_OF_HASH]


@dataclass(frozen=True)
class Recalled:
    """`used`: those whose form the file has. `changed`: those of a sheet of that name, whose form
    is another now. `left`: what of them could not be said of this file."""

    corrections: Corrections = field(default_factory=Corrections)
    used: tuple[RememberedReading, ...] = ()
    changed: tuple[RememberedReading, ...] = ()
    left: tuple[Correction, ...] = ()


NOTHING_RECALLED: Final = Recalled()


def remembered_of(
    tables: Sequence[LaidTable], corrections: Corrections, file_name: str
) -> Iterator[RememberedReading]:
    """One for each sheet of which something was said, by its first table."""
    first: dict[str, LaidTable] = {}
    for table in tables:
        first.setdefault(table.body.grid.name or "", table)
    for sheet, table in first.items():
        own = [one for one in corrections.of_file if one.sheet == sheet]
        form, grid = form_of(table), table.body.grid
        start = 0 if form.is_form else table.body.header.rows.start
        base = _only(found.year for found in table.around.years)
        told = (_as_kept(one, grid, (start, len(form.rows)), base) for one in own)
        said = tuple(sorted(one for one in told if one))
        if said:
            yield RememberedReading(name_of_sheet(grid, file_name), form, said, file_name)


def _only(years: Iterable[FiscalYear]) -> FiscalYear | None:
    distinct = set(years)
    return distinct.pop() if len(distinct) == 1 else None


def _as_kept(
    one: Correction, grid: CellGrid, headings: tuple[int, int], base: FiscalYear | None
) -> tuple[str, str] | None:
    """None of what cannot hold in another file: a year that nothing around the table fixes, a row
    without words, a single cell."""
    says = one.says
    if one.kind in _YEARS:
        if base is None:
            return None
        says = f"{one.kind}:{int(one.what) - base.start_year:+d}"
    place = _row_of(one.place, grid)
    if place is None:
        return (one.place, says) if _is_column(one.place, grid) else None
    start, count = headings
    if start <= place < start + count:
        return f"+{place - start}", says
    words = _words_of(grid, place)
    return (f"{_WORDS}{words}", says) if words else None


def _row_of(place: str, grid: CellGrid) -> int | None:
    """From 0, of the grid as it was read; None of a place that is no row of it."""
    names = {grid.row_name(row): row for row in range(len(grid.rows))}
    return names.get(place)


def _is_column(place: str, grid: CellGrid) -> bool:
    return any(grid.column_name(column) == place for column in range(grid.width))


def _words_of(grid: CellGrid, row: int) -> str:
    texts = [text for text in grid.rows[row] if not is_blank(text) and not is_figure(text)]
    return "|".join(without_year(text) for text in texts)


def recall(
    grids: Sequence[CellGrid],
    remembered: Sequence[RememberedReading],
    names: FileNames,
    known: KnownKpis,
) -> Recalled:
    """What was said of sheets of these forms, said of these sheets."""
    corrections: list[Correction] = []
    left: list[Correction] = []
    used: list[RememberedReading] = []
    changed: list[RememberedReading] = []
    for grid in grids:
        name = name_of_sheet(grid, names.file_name)
        fitting = [one for one in remembered if one.form.starts_in(grid)]
        named = [one for one in fitting if one.sheet == name] or fitting
        if len(named) == 1:
            used.append(named[0])
            for one, is_known in _said_of(grid, named[0], names, known):
                (corrections if is_known else left).append(one)
        elif not fitting:
            changed += [one for one in remembered if one.sheet == name]
    return Recalled(Corrections(tuple(corrections)), tuple(used), tuple(changed), tuple(left))


def _said_of(
    grid: CellGrid, reading: RememberedReading, names: FileNames, known: KnownKpis
) -> Iterator[tuple[Correction, bool]]:
    """Each with whether it is clear what it says of this sheet."""
    form = reading.form
    seen = form.grid(grid)
    start = form.starts_in(grid)[0]
    above = range(len(seen.rows)) if form.is_form else range(start)
    base = _only(found.year for found in around(seen, above, names, known).years)
    for where, says in reading.said:
        place = _place_in(seen, where, start)
        told = _says_now(says, base, known)
        is_clear = place is not None and told is not None
        yield Correction(grid.name or "", place or where, told or says), is_clear


def _place_in(grid: CellGrid, where: str, start: int) -> str | None:
    if found := _OF_HEADINGS.fullmatch(where):
        return grid.row_name(start + int(found[1]))
    if where.startswith(_WORDS):
        words = where.removeprefix(_WORDS)
        rows = [row for row in range(len(grid.rows)) if _words_of(grid, row) == words]
        return grid.row_name(rows[0]) if len(rows) == 1 else None
    return where if _is_column(where, grid) else None


def _says_now(says: str, base: FiscalYear | None, known: KnownKpis) -> str | None:
    kind, _, what = says.partition(":")
    if kind in _YEARS:
        return None if base is None else f"{kind}:{base.start_year + int(what)}"
    return None if kind == KPI and not known.is_named(what) else says
