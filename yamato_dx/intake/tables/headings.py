"""The headings of a table → what each of its columns is a column of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from yamato_dx.intake.cells.cell import read_cell
from yamato_dx.intake.files.cell_grid import CellAddress, CellGrid
from yamato_dx.intake.header import is_returned
from yamato_dx.intake.tables.corrections import KPI, LABEL, MONTHS, ROLE, YEAR, SheetCorrections
from yamato_dx.intake.tables.known import KnownKpis
from yamato_dx.intake.tables.wording import FigureRole, Wording, folded, wording_of
from yamato_dx.lettering import is_blank

# Of a table's headings there are no more rows.
_MOST_HEADER_ROWS = 4
_AGGREGATES: tuple[FigureRole, ...] = ("sum", "mean")


@dataclass(frozen=True)
class ColumnMeaning:
    """What a column, or a cell by its row, says of the figures in it. `year_at`: where the year
    stands; `kpi`: the KPI that the heading names. `aggregate`: a sum or mean of other columns."""

    place: int
    heading: str = ""
    label: str | None = None
    year: str = ""
    is_bare_year: bool = False
    year_at: CellAddress | None = None
    month: str = ""
    role: FigureRole | None = None
    role_at: CellAddress | None = None
    aggregate: FigureRole | None = None
    status: str | None = None
    unit: str = ""
    kpi: str = ""
    kpi_at: CellAddress | None = None
    other_year: str = ""
    is_unread: bool = False

    @property
    def told_heading(self) -> str:
        """In one line."""
        return self.heading.replace("\n", " ")

    @property
    def is_figures(self) -> bool:
        """Whether figures stand in it."""
        is_said = self.year or self.month or self.role or self.aggregate or self.kpi
        return not self.label and not self.is_unread and bool(is_said)


@lru_cache(maxsize=65_536)
def is_figure(text: str) -> bool:
    """Whether a cell holds a value or says that there is none."""
    if is_blank(text):
        return False
    return read_cell(text).kind != "fault"


@lru_cache(maxsize=65_536)
def is_nothing(text: str) -> bool:
    """Whether a cell says that there is no value: blank, a dash."""
    return is_blank(text) or read_cell(text).kind == "blank"


def is_heading(text: str, known: KnownKpis) -> bool:
    return wording_of(text).is_heading or known.is_named(text)


def is_header_row(grid: CellGrid, row: int, known: KnownKpis) -> bool:
    """At least two cells that head columns, and no figure."""
    texts = [text for text in grid.rows[row] if not is_blank(text)]
    headings = [text for text in texts if is_heading(text, known)]
    if len(headings) < 2 or _is_title(grid, row) or _is_label_with_value(texts, known):
        return False
    others = [text for text in texts if not wording_of(text).is_period]
    return not any(is_figure(text) or known.is_number(text) for text in others)


def _is_label_with_value(texts: Sequence[str], known: KnownKpis) -> bool:
    """«指標名 | 来庁者平均滞在時間», «年度 | 令和6年度»: a line of a form."""
    if len(texts) != 2:
        return False
    label = wording_of(texts[0]).label
    is_kpi = label in ("kpi_name", "kpi_no") and known.is_named(texts[1])
    return is_kpi or (label == "fiscal_year" and bool(wording_of(texts[1]).year))


def _is_title(grid: CellGrid, row: int) -> bool:
    return sum(not is_blank(text) for text in grid.rows[row]) == 1 and not is_blank(
        grid.rows[row][0]
    )


def header_blocks(grid: CellGrid, known: KnownKpis, corrections: SheetCorrections) -> list[range]:
    """The rows of each table's headings, as many blocks as there are tables."""
    if corrections.header_places:
        names = corrections.header_places
        return _runs([row for row in range(len(grid.rows)) if grid.row_name(row) in names])
    rows = [row for row in range(len(grid.rows)) if is_header_row(grid, row, known)]
    return [_upward(grid, block, known) for block in _runs(rows)]


def _runs(rows: Sequence[int]) -> list[range]:
    runs: list[range] = []
    for row in rows:
        if runs and row == runs[-1].stop and len(runs[-1]) < _MOST_HEADER_ROWS:
            runs[-1] = range(runs[-1].start, row + 1)
        else:
            runs.append(range(row, row + 1))
    return runs


def _upward(grid: CellGrid, block: range, known: KnownKpis) -> range:
    """With the row above it in which one heading stands over several columns."""
    above = block.start - 1
    if above < 0 or len(block) == _MOST_HEADER_ROWS or _is_title(grid, above):
        return block
    texts = [text for text in grid.rows[above] if not is_blank(text)]
    is_part = texts and all(is_heading(text, known) for text in texts)
    return range(above, block.stop) if is_part else block


@dataclass(frozen=True)
class Header:
    """The rows of a table's headings."""

    grid: CellGrid
    rows: range
    known: KnownKpis
    corrections: SheetCorrections

    @cached_property
    def columns(self) -> tuple[ColumnMeaning, ...]:
        return tuple(self._column(place) for place in range(self.grid.width))

    @cached_property
    def key(self) -> tuple[str, ...]:
        """The folded texts of its last row, by which it is known where it is repeated."""
        return tuple(folded(text) for text in self.grid.rows[self.rows[-1]])

    def _column(self, place: int) -> ColumnMeaning:
        said = [(address, self._text(address)) for address in self._cells(place)]
        meaning = ColumnMeaning(
            place, "\n".join(text.strip() for _, text in said if not is_blank(text))
        )
        for address, text in said:
            meaning = self._with(meaning, address, text)
        return self._corrected(meaning)

    def _text(self, address: CellAddress) -> str:
        return self.grid.text(address.row, address.column)

    def _cells(self, place: int) -> Iterator[CellAddress]:
        """The cells that head a column, from above: its own, or one that reaches over it."""
        seen: set[CellAddress] = set()
        for row in self.rows:
            address = self.grid.spread(row, place)
            if is_blank(self._text(address)):
                address = self._reaching(row, place) or address
            if address not in seen and not is_blank(self._text(address)):
                seen.add(address)
                yield address

    def _reaching(self, row: int, place: int) -> CellAddress | None:
        """In files without merged cells: the next heading to the left, where it names a period or
        a role and something of this column's own stands below."""
        if row == self.rows[-1] or not self._has_own_below(row, place):
            return None
        address = self._before[row][place]
        if address is None:
            return None
        text = self._text(address)
        wording = wording_of(text)
        reaches = wording.is_period or wording.role or self.known.is_named(text)
        return address if reaches and not wording.label else None

    @cached_property
    def _before(self) -> Mapping[int, Sequence[CellAddress | None]]:
        """Row of headings → for each of its columns the last heading to the left."""
        found: dict[int, list[CellAddress | None]] = {}
        for row in self.rows:
            last: CellAddress | None = None
            found[row] = before = []
            for place in range(self.grid.width):
                before.append(last)
                address = self.grid.spread(row, place)
                last = last if is_blank(self._text(address)) else address
        return found

    def _has_own_below(self, row: int, place: int) -> bool:
        below = [self.grid.text(under, place) for under in range(row + 1, self.rows.stop)]
        texts = [text for text in below if not is_blank(text)]
        return bool(texts) and all(wording_of(text).label is None for text in texts)

    def _with(self, meaning: ColumnMeaning, address: CellAddress, text: str) -> ColumnMeaning:
        """What one more cell from above says of the column."""
        wording = wording_of(text)
        if self.known.is_named(text):
            return replace(meaning, kpi=text.strip(), kpi_at=address)
        if wording.label:
            return replace(meaning, label=wording.label)
        return _with_wording(meaning, address, wording) if wording.is_heading else meaning

    def _corrected(self, meaning: ColumnMeaning) -> ColumnMeaning:
        """`months:2024` is said of the first of twelve columns."""
        place = self.grid.column_name(meaning.place)
        if self.corrections.is_unread(place) or is_returned(meaning.heading):
            return ColumnMeaning(meaning.place, meaning.heading, is_unread=True)
        if label := self.corrections.said(place, LABEL):
            meaning = ColumnMeaning(meaning.place, meaning.heading, label=label)
        if role := self.corrections.said(place, ROLE):
            meaning = replace(meaning, role=_role(role), label=None, aggregate=None)
        if year := self.corrections.said(place, YEAR):
            meaning = replace(meaning, year=f"{year}年度", is_bare_year=False, label=None)
        if kpi := self.corrections.said(place, KPI):
            meaning = replace(meaning, kpi=kpi, label=None)
        for first in range(max(meaning.place - 11, 0), meaning.place + 1):
            year = self.corrections.said(self.grid.column_name(first), MONTHS)
            if year:
                month = meaning.place - first + 4
                before = month <= 12
                meaning = replace(
                    meaning,
                    year=f"{year}年度",
                    is_bare_year=False,
                    month=f"{month if before else month - 12}月",
                    label=None,
                )
        return meaning


def _role(said: str) -> FigureRole:
    roles: dict[str, FigureRole] = {
        "actual": "actual",
        "target": "target",
        "baseline": "baseline",
        "attainment_ratio": "attainment_ratio",
        "sum": "sum",
    }
    return roles[said]


def _with_wording(meaning: ColumnMeaning, address: CellAddress, wording: Wording) -> ColumnMeaning:
    if wording.year:
        if meaning.year and folded(meaning.year) != folded(wording.year):
            meaning = replace(meaning, other_year=meaning.year)
        meaning = replace(
            meaning, year=wording.year, is_bare_year=wording.is_bare_year, year_at=address
        )
    if wording.month:
        meaning = replace(meaning, month=wording.month)
    if wording.role in _AGGREGATES:
        meaning = replace(meaning, aggregate=wording.role)
    elif wording.role:
        meaning = replace(meaning, role=wording.role, role_at=address)
        if wording.is_sum:
            meaning = replace(meaning, aggregate="sum")
    return replace(
        meaning, status=wording.status or meaning.status, unit=wording.unit or meaning.unit
    )
