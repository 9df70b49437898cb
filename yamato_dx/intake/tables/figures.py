"""The body of a table → its figures, each with all that its column, its row and its cell say."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Final

from yamato_dx.date_words import LONGEST
from yamato_dx.fiscal_year import FiscalYear, parse_fiscal_year
from yamato_dx.intake.cells.cell import read_cell
from yamato_dx.intake.files.cell_grid import CellAddress, CellGrid
from yamato_dx.intake.tables.corrections import KPI
from yamato_dx.intake.tables.headings import ColumnMeaning, Header, is_figure
from yamato_dx.intake.tables.wording import FigureRole, Wording, folded, label_of, wording_of
from yamato_dx.lettering import is_blank, nfkc

# By what a line may be cut that another delimiter should cut.
_OTHERWISE: Final = (",", "\t", ";", "|", "，", "、", " ")
# So much of a column's cells say what the column is.
_MOSTLY: Final = 0.6
_BARE_NUMBER: Final = re.compile(r"[0-9]{1,2}")
# `4,914人` / `(令和2年度)`
_WITH_YEAR: Final = re.compile(r"(?P<value>.+?)\s*[(（](?P<year>[^()（）]+)[)）]\s*", re.DOTALL)
# Columns of a row that go with each of its figures.
BESIDE: Final = (
    *("unit", "note", "reason", "measured_on", "value_status", "weight", "numerator"),
    *("denominator", "municipality_code", "sample_mark"),
)
_NAMING: Final = ("kpi_no", "kpi_name")
_GOING_ON: Final = ("role", "fiscal_year", "month")
_SUM_WORDS: Final = frozenset(("計", "合計", "小計", "総計", "平均", "全体"))
PlacedText = tuple[str, CellAddress | None]
NO_CELL: Final[PlacedText] = ("", None)


@dataclass(frozen=True)
class TableFigure:
    """One cell of figures. `beside`: column of the long layout → text and where it stands."""

    address: CellAddress
    text: str
    column: ColumnMeaning
    role: FigureRole | None
    role_at: CellAddress | None
    year: PlacedText
    is_bare_year: bool
    month: PlacedText
    kpi_no: PlacedText
    kpi_name: PlacedText
    beside: Mapping[str, PlacedText]
    is_sum_row: bool = False

    @property
    def stack(self) -> tuple[str, str]:
        """By what the figures of one KPI are known in the table."""
        return folded(self.kpi_no[0]), folded(self.kpi_name[0])


@dataclass(frozen=True)
class Body:
    """`rows`: those below the headings, up to the next table's. `only`: the columns of one block.
    `settled`: columns as a person says that they are."""

    header: Header
    rows: range
    only: frozenset[int] | None = None
    settled: Mapping[int, ColumnMeaning] = field(default_factory=dict)

    @property
    def grid(self) -> CellGrid:
        return self.header.grid

    @cached_property
    def columns(self) -> tuple[ColumnMeaning, ...]:
        """As the headings and the cells below them say; those of another block are not read."""
        return tuple(
            self.settled.get(column.place, column)
            if self.only is None or column.place in self.only
            else ColumnMeaning(column.place, column.heading, is_unread=True)
            for column in map(self._by_content, self.header.columns)
        )

    def texts(self, place: int) -> list[str]:
        return [text for row in self.rows if not is_blank(text := self.grid.text(row, place))]

    def _share(self, place: int, is_so: Callable[[str], bool]) -> float:
        texts = self.texts(place)
        return sum(map(is_so, texts)) / len(texts) if texts else 0.0

    def _by_content(self, column: ColumnMeaning) -> ColumnMeaning:
        """A column whose cells say what it is, whatever heads it."""
        place = column.place
        if column.is_unread or column.is_figures or column.label in ("kpi_no", "note"):
            return column
        if self._share(place, _is_role) >= _MOSTLY:
            return replace(column, label="role")
        if self._share(place, self.header.known.is_named) >= _MOSTLY:
            return replace(column, label="kpi_name")
        if column.label in (None, "fiscal_year") and self._share(place, _is_year) >= _MOSTLY:
            return replace(column, label="fiscal_year")
        if column.label is None and self._share(place, _is_month) >= _MOSTLY:
            return replace(column, label="month")
        if column.label == "role":
            return replace(column, label="value_status" if _is_status_heading(column) else None)
        return column

    @cached_property
    def labels(self) -> Mapping[str, int]:
        """Label → the first column that it is of."""
        found: dict[str, int] = {}
        for column in self.columns:
            if column.label and not column.is_unread:
                found.setdefault(column.label, column.place)
        return found

    @cached_property
    def figure_columns(self) -> tuple[ColumnMeaning, ...]:
        named = [column for column in self.columns if column.is_figures]
        if named or "role" not in self.labels:
            return tuple(named)
        # Labels and values in two columns: what stands behind the label is the figure.
        behind = self.labels["role"] + 1
        return tuple(column for column in self.columns if column.place == behind)

    @property
    def has_roles_apart(self) -> bool:
        """Whether the figures of one KPI and period stand in several rows."""
        return "role" in self.labels

    def figures(self) -> Iterator[TableFigure]:
        carried: dict[str, PlacedText] = {}
        units: dict[int, PlacedText] = {}
        for row in self.rows:
            label = self._row_label(row)
            if label == "unit":
                units = {
                    column.place: (
                        self.grid.text(row, column.place),
                        CellAddress(row, column.place),
                    )
                    for column in self.figure_columns
                }
            elif label is None and row in self.kpi_rows:
                for figure in self._of_row(row, carried):
                    unit = units.get(figure.address.column, NO_CELL)
                    yield figure if is_blank(unit[0]) else _with_unit(figure, unit)

    def _row_label(self, row: int) -> str | None:
        """Of a row of units or remarks below KPIs that stand across."""
        if not any(column.kpi for column in self.figure_columns):
            return None
        return label_of(self._first_text(row))

    @cached_property
    def read_rows(self) -> Sequence[int]:
        return [row for row in self.rows if self.is_read(row)]

    @cached_property
    def kpi_rows(self) -> Collection[int]:
        """Those in which figures stand, or are to stand; in their order."""
        return dict.fromkeys(row for row in self.read_rows if not self.is_passed(row))

    def is_read(self, row: int) -> bool:
        """Whether figures are looked for in a row: not in one that repeats the headings."""
        is_left_out = self.header.corrections.is_unread(self.grid.row_name(row))
        is_nothing = self.grid.is_blank_row(row) or self.is_heading_again(row)
        return not (is_left_out or is_nothing or self.is_ragged(row) or row in self.grid.torn)

    def is_ragged(self, row: int) -> bool:
        """Of a text file: whether a record has fewer cells than its headings, or something behind
        the last of them: then nobody knows below which heading each of its cells belongs."""
        if not self.grid.lengths:
            return False
        width, cells = self.record_length, self.grid.rows[row]
        is_short = self.grid.lengths[row] < width and any(cells[1:])
        is_long = not all(map(is_blank, cells[width:]))
        return is_short or is_long or self.is_cut(row) or self._is_cut_otherwise(row)

    @cached_property
    def record_length(self) -> int:
        """Of a text file: how many cells its headings have."""
        return max(self.grid.lengths[heading] for heading in self.header.rows)

    def is_cut(self, row: int) -> bool:
        """Whether the file ends in the middle of a line: in one cell, with fewer blank ones behind
        it than there are headings."""
        if row != len(self.grid.rows) - 1 or not self.grid.has_open_end:
            return False
        length, behind = self.grid.lengths[row], self.grid.rows[row][1:]
        return length == 1 or (length < self.record_length and not any(behind))

    def _is_cut_otherwise(self, row: int) -> bool:
        """Whether a record of one cell is one of the table's by another delimiter."""
        if self.grid.lengths[row] != 1:
            return False
        pieces = (self.grid.text(row, 0).split(sign) for sign in _OTHERWISE)
        return any(self._is_record(texts) for texts in pieces)

    def _is_record(self, texts: Sequence[str]) -> bool:
        """Whether so many cells name a KPI, or are headings."""
        known = self.header.known
        headings = sum(wording_of(text).is_heading for text in texts)
        is_told = headings > 1 or any(map(known.is_named, texts))
        return len(texts) >= self.record_length and is_told

    def is_heading_again(self, row: int) -> bool:
        return tuple(folded(text) for text in self.grid.rows[row]) == self.header.key

    def _label(self, label: str, row: int) -> PlacedText:
        place = self.labels.get(label)
        if place is None:
            return NO_CELL
        address = self.grid.spread(row, place)
        text = self.grid.text(address.row, address.column)
        return ("" if is_blank(text) else text.strip()), address

    def _name(self, row: int, place: int) -> str:
        return self.grid.cell_name(CellAddress(row, place))

    def _kpi_of(
        self, column: ColumnMeaning, number: PlacedText, name: PlacedText
    ) -> tuple[PlacedText, PlacedText]:
        """Of the heading before that of the row; a person may say it by its number."""
        if not column.kpi:
            return number, name
        said = column.kpi, column.kpi_at
        return (NO_CELL, said) if self.header.known.is_named(column.kpi) else (said, NO_CELL)

    def _kpi(self, row: int, carried: dict[str, PlacedText]) -> tuple[PlacedText, PlacedText]:
        """Number and name; of a row below that says only its role or its year, those above it."""
        said = self.header.corrections.said(self.grid.row_name(row), KPI)
        if said:
            is_name = self.header.known.is_named(said)
            return (NO_CELL, (said, None)) if is_name else ((said, None), NO_CELL)
        number, name = self._label("kpi_no", row), self._label("kpi_name", row)
        above = self.continued.get(row)
        if above is not None:
            return self._label("kpi_no", above), self._label("kpi_name", above)
        for label in BESIDE:
            carried[label] = self._label(label, row)
        return number, name

    @cached_property
    def continued(self) -> Mapping[int, int]:
        """Row → the row above whose KPI it goes on with: it names none, but another role or another
        period."""
        found: dict[int, int] = {}
        last: int | None = None
        said: set[tuple[str, ...]] = set()
        for row in self.read_rows:
            if self.is_sum(row):
                continue
            period = tuple(self._label(label, row)[0] for label in _GOING_ON)
            if any(self._label(label, row)[0] for label in _NAMING):
                last, said = row, {period}
            elif last is not None and any(period) and period not in said:
                found[row] = last
                said.add(period)
        return found

    @property
    def carried_rows(self) -> Sequence[int]:
        """Those of which nothing but their period says that they go on with the KPI above."""
        labels = [label for label in _NAMING if label in self.labels]
        return [row for row in self.continued if labels and not self._label("role", row)[0]]

    def is_sum(self, row: int) -> bool:
        """Whether it says so of itself; not where it alone has the figures of a KPI."""
        texts = [text for text in (*self._named(row).values(), self._first_text(row)) if text]
        if not any(folded(text) in _SUM_WORDS for text in texts):
            return False
        is_said = self.header.corrections.said(self.grid.row_name(row), KPI)
        return not is_said and self._rows_of_kpi[self._kpi_key(row)] != 1

    @cached_property
    def _rows_of_kpi(self) -> Counter[tuple[str, ...] | None]:
        """How many rows there are of each KPI; of rows that name none 0."""
        keys = (self._kpi_key(row) for row in self.read_rows)
        return Counter(key for key in keys if key)

    def _kpi_key(self, row: int) -> tuple[str, ...] | None:
        named = self._named(row)
        if not self.header.known.is_known(named):
            return None
        return tuple(map(folded, named.values()))

    def _named(self, row: int) -> Mapping[str, str]:
        return {label: self._label(label, row)[0] for label in _NAMING}

    def is_passed(self, row: int) -> bool:
        """Whether a row holds no figure and names no KPI: a remark, a heading between rows."""
        has_figures = any(
            not self.grid.is_blank(row, column.place) for column in self.figure_columns
        )
        named = self._named(row)
        is_kpi = any(named.values()) and self.header.known.is_known(named)
        return not has_figures and not is_kpi and not self._label("role", row)[0]

    def _of_row(self, row: int, carried: dict[str, PlacedText]) -> Iterator[TableFigure]:
        number, name = self._kpi(row, carried)
        beside = {label: cell for label in BESIDE if (cell := self._beside(label, row, carried))[0]}
        is_sum = self.is_sum(row)
        role_text, role_at = self._label("role", row)
        row_wording = wording_of(role_text)
        for column in self.figure_columns:
            if self.header.corrections.is_unread(self._name(row, column.place)):
                continue
            figure = TableFigure(
                CellAddress(row, column.place),
                self.grid.text(row, column.place),
                column,
                *_role(column, row_wording, role_at),
                *self._year(column, row),
                self._month(column, row),
                *self._kpi_of(column, number, name),
                _with_status(beside, column, row_wording),
                is_sum,
            )
            yield _with_own_year(figure)

    def _beside(self, label: str, row: int, carried: Mapping[str, PlacedText]) -> PlacedText:
        """A unit of several rows stands in the first of them."""
        own = self._label(label, row)
        return carried.get(label, own) if not own[0] and label == "unit" else own

    def _first_text(self, row: int) -> str:
        return next((text for text in self.grid.rows[row] if not is_blank(text)), "")

    def _year(self, column: ColumnMeaning, row: int) -> tuple[PlacedText, bool]:
        if column.year:
            return (column.year, column.year_at), column.is_bare_year
        text, address = self._label("fiscal_year", row)
        wording = wording_of(text)
        if wording.year:
            return (wording.year, address), wording.is_bare_year
        if _BARE_NUMBER.fullmatch(nfkc(text)):
            return (f"{nfkc(text)}年度", address), True
        return (text, address), False

    def _month(self, column: ColumnMeaning, row: int) -> PlacedText:
        if column.month:
            return column.month, CellAddress(self.header.rows[-1], column.place)
        return self._label("month", row)


def _is_role(text: str) -> bool:
    wording = wording_of(text)
    is_role = wording.role is not None or wording.status is not None
    is_sum = wording.is_sum or wording.role == "sum"
    return is_role and not wording.rest and not wording.is_period and not is_sum


def _is_year(text: str) -> bool:
    """Not where a figure stands before it; «2025（令和7年度）» is a year said twice."""
    wording = wording_of(text)
    value = value_in(text)
    is_figure_of_it = value != text and not isinstance(parse_fiscal_year(value), FiscalYear)
    return bool(wording.year) and not (wording.rest or wording.role or is_figure_of_it)


def _is_month(text: str) -> bool:
    wording = wording_of(text)
    return bool(wording.month) and not wording.rest and not wording.role


def _is_status_heading(column: ColumnMeaning) -> bool:
    return "区分" in folded(column.heading)


def _role(
    column: ColumnMeaning, row: Wording, row_at: CellAddress | None
) -> tuple[FigureRole | None, CellAddress | None]:
    """What the column says of its own figures; else what the row does."""
    if column.role and column.role != "actual":
        return column.role, column.role_at
    if row.role and row.role != "sum":
        return row.role, row_at
    return column.role, column.role_at


def _with_status(
    beside: Mapping[str, PlacedText], column: ColumnMeaning, row: Wording
) -> Mapping[str, PlacedText]:
    """The state and unit that a heading or the row's label say."""
    status = column.status or row.status
    unit = column.unit or row.unit
    found = dict(beside)
    if status and not found.get("value_status", NO_CELL)[0]:
        found["value_status"] = (status, None)
    if unit and not found.get("unit", NO_CELL)[0]:
        found["unit"] = (unit, None)
    return found


def _with_unit(figure: TableFigure, unit: PlacedText) -> TableFigure:
    return replace(figure, beside={"unit": unit, **figure.beside})


def _with_own_year(figure: TableFigure) -> TableFigure:
    """`4,914人（令和2年度）`: the cell says its year itself."""
    told = _value_with_year(figure.text)
    if told is None:
        return figure
    text, year = told
    return replace(figure, text=text, year=(year, figure.address), is_bare_year=False)


def _value_with_year(text: str) -> tuple[str, str] | None:
    found = _WITH_YEAR.fullmatch(text) if len(text) <= LONGEST else None
    if not found or is_figure(text):
        return None
    year = parse_fiscal_year(found["year"])
    if not isinstance(year, FiscalYear) or read_cell(found["value"]).kind == "fault":
        return None
    return found["value"].strip(), found["year"].strip()


def value_in(text: str) -> str:
    """What a cell says of its value, without the year behind it."""
    told = _value_with_year(text)
    return told[0] if told else text
