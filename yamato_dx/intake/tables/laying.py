"""The figures of a table → rows of the long layout, each knowing the cells that it was made of."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from itertools import groupby
from typing import Final

from yamato_dx.fiscal_year import FiscalYear, parse_fiscal_year, parse_month
from yamato_dx.intake.cells.cell import read_cell
from yamato_dx.intake.files.cell_grid import CellAddress, CellGrid
from yamato_dx.intake.problem import Choice, Problem
from yamato_dx.intake.tables.around import Around
from yamato_dx.intake.tables.column_doubts import ColumnDoubts
from yamato_dx.intake.tables.figures import NO_CELL, Body, PlacedText, TableFigure
from yamato_dx.intake.tables.headings import ColumnMeaning, is_figure, is_nothing
from yamato_dx.intake.tables.questions import Questions
from yamato_dx.intake.tables.witnesses import TableWitnesses, count_in
from yamato_dx.intake.tables.wording import FigureRole, folded
from yamato_dx.intake.tables.years import TableYears
from yamato_dx.lettering import is_blank
from yamato_dx.problem_types import Severity

FigureKey = tuple[str, ...]
# What stands beside an actual of the same KPI and period, and is held against it.
WITNESSED: Final[tuple[FigureRole, ...]] = (
    "attainment_ratio",
    "difference",
    "change",
)
_REPORTED: Final[tuple[FigureRole | None, ...]] = ("actual", "present", None)
_ROWS_NAMED: Final = 10
_LONGEST: Final = 60
_PASSED: Final[tuple[FigureRole, ...]] = ("baseline", "budget")


@dataclass(frozen=True)
class LaidRow:
    """`cells`: column of the long layout → its text; `origins`: where that stands. `headings`: over
    each column of the table."""

    grid: CellGrid
    address: CellAddress
    headings: Sequence[str]
    cells: Mapping[str, str]
    origins: Mapping[str, CellAddress]

    @property
    def heading(self) -> str:
        """Over the figure."""
        return self.headings[self.address.column]


@dataclass
class LaidTable:
    """`rows`: what it reports. `figures`: all that are read; `seen`: those of columns, too, of
    which it is asked."""

    body: Body
    around: Around
    rows: list[LaidRow] = field(default_factory=list)
    figures: Sequence[TableFigure] = ()
    seen: Sequence[TableFigure] = ()

    @property
    def score(self) -> int:
        """How many of its cells are figures of a KPI, be their year known or asked, less those of
        which it makes no sense."""
        known = self.body.header.known
        around = {"kpi_no": self.around.kpi_no, "kpi_name": self.around.kpi_name}
        explained: set[tuple[str, ...]] = set()
        senseless = 0
        for figure in _reporting(self.seen):
            if figure.is_sum_row or figure.role not in _REPORTED:
                continue
            cells = {"kpi_no": figure.kpi_no[0], "kpi_name": figure.kpi_name[0]}
            if not is_blank(figure.text) and not is_figure(figure.text):
                senseless += 1
            elif figure.text.strip() and known.is_known(cells if any(cells.values()) else around):
                period = figure.year[0] + figure.month[0]
                explained.add((*figure.stack, period or self.body.grid.cell_name(figure.address)))
        return max(len(explained) - senseless, 0)


@dataclass
class Laying:
    """One table on its way: what its figures are decides what each becomes."""

    body: Body
    around: Around
    years: TableYears
    questions: Questions
    figures: Sequence[TableFigure] = ()

    def lay(self) -> LaidTable:
        seen = tuple(self.body.figures())
        self.body = ColumnDoubts(self.body, self.years, self.questions).settled()
        figures = self.figures = tuple(self.body.figures())
        self.years.written = tuple(
            year
            for figure in figures
            if figure.year[0] and not figure.is_bare_year
            if isinstance(year := parse_fiscal_year(figure.year[0]), FiscalYear)
        )
        laid = LaidTable(self.body, self.around, figures=figures, seen=seen)
        self._check_witnesses(figures)
        self._tell_columns()
        self._tell_rows()
        if laid.score:  # else it is no table of figures: what it is, is told elsewhere
            self._tell_torn()
        actuals, beside = self._by_role(figures)
        last_of_rows = {figure.address.row: figure for figure in actuals}
        for figure in actuals:
            # A grade or rate without a year goes with the last figure of its row.
            is_last = last_of_rows[figure.address.row] is figure
            undated = beside.get(self._undated(figure), {}) if is_last else {}
            if row := self._row(figure, {**undated, **beside.get(self._key(figure), {})}):
                laid.rows.append(row)
        self.years.check_around(self._years_of(laid.rows))
        return laid

    def _by_role(
        self, figures: Sequence[TableFigure]
    ) -> tuple[Sequence[TableFigure], Mapping[FigureKey, Mapping[str, TableFigure]]]:
        """(the actuals, what stands beside them: by KPI and period, by role)."""
        unsaid = self._roles_unsaid(figures)
        beside: dict[FigureKey, dict[str, TableFigure]] = {}
        actuals: list[TableFigure] = []
        for figure in _reporting(figures):
            if self._is_merged_into(figure):
                self._tell_cell("refuse", "figure_merged", figure)
                continue
            if figure.is_sum_row:
                continue
            if self._says_nothing(figure):
                self._tell_cell("note", "blank", figure)
                continue
            role = self._role(figure, unsaid.get(figure.column.place))
            if role == "actual":
                actuals.append(figure)
            elif role is not None:
                beside.setdefault(self._key(figure), {}).setdefault(role, figure)
        return actuals, beside

    def _is_merged_into(self, figure: TableFigure) -> bool:
        """Whether its cell is part of a merged one with a value: of which KPI or year that is,
        nobody can see."""
        grid = self.body.grid
        first = grid.spread(figure.address.row, figure.address.column)
        return first != figure.address and is_figure(grid.text(first.row, first.column))

    def _tell_cell(self, severity: Severity, code: str, figure: TableFigure) -> None:
        grid = self.body.grid
        self.questions.tell(
            Problem(
                severity,
                code,
                row=grid.seen_at(figure.address).row + 1,
                column=figure.column.heading.replace("\n", " "),
                raw=figure.text or None,
                sheet=grid.name,
                cell=grid.cell_name(figure.address),
            )
        )

    def _check_witnesses(self, figures: Sequence[TableFigure]) -> None:
        for problem in TableWitnesses(self.body, figures).contradictions():
            if problem.severity == "confirm":
                self.questions.tell_unless_confirmed(problem)
            else:
                self.questions.ask(problem)

    def _tell_columns(self) -> None:
        """Columns in which something stands that is not read."""
        for column in self.body.columns:
            if column.is_figures or column.label or column.is_unread:
                continue
            if self.body.texts(column.place) and not is_blank(column.heading):
                self.questions.tell(self._problem("note", "column_unknown", column))

    def _tell_rows(self) -> None:
        """Rows that are passed over, sums that are held against their parts, KPIs taken from above;
        each told once, of the first such row."""
        body = self.body
        rows = [row for row in body.rows if body.is_read(row)]
        without_figures = {row for row in rows if body.is_passed(row)}
        passed = [row for row in rows if row in without_figures and not self._counts(row)]
        sums = [row for row in rows if row not in without_figures and body.is_sum(row)]
        carried = [row for row in body.carried_rows if row not in without_figures]
        for code, found in (("rows_passed", passed), ("sum_passed", sums)):
            if found:
                self.questions.tell(self._of_rows("note", code, found))
        if carried and not self._is_of_one_kpi(rows, without_figures):
            self.questions.tell_unless_confirmed(self._of_rows("confirm", "kpi_carried", carried))

    def _is_of_one_kpi(self, rows: Sequence[int], without_figures: Collection[int]) -> bool:
        """Whether it is a form of one KPI, whose number stands once beside all its years."""
        named = [row for row in rows if row not in {*self.body.carried_rows, *without_figures}]
        return self.body.grid.is_turned and len(named) <= 1

    def _tell_torn(self) -> None:
        """Records of a text file that are not read."""
        grid = self.body.grid
        for row in self.body.rows:
            if row in grid.torn:
                raw = grid.text(row, 0)
                self.questions.tell(Problem("refuse", "quote_unclosed", row=row + 1, raw=raw))
            elif self.body.is_cut(row) or self._may_be_cut(row):
                text = next(cell.strip() for cell in reversed(grid.rows[row]) if not is_blank(cell))
                values: dict[str, object] = {"value": text}
                self.questions.tell_unless_confirmed(
                    Problem("confirm", "last_line_open", row=row + 1, raw=text, values=values)
                )
            elif self.body.is_ragged(row):
                width = max(grid.lengths[heading] for heading in self.body.header.rows)
                cells = grid.lengths[row]
                values = {"count": cells, "cells": cells, "expected": width}
                self.questions.tell(Problem("refuse", "row_ragged", row=row + 1, values=values))

    def _may_be_cut(self, row: int) -> bool:
        """Whether the file ends in the middle of a row of figures."""
        is_last = row == len(self.body.grid.rows) - 1
        is_open = is_last and self.body.grid.has_open_end
        return is_open and not self.body.is_ragged(row) and not self.body.is_passed(row)

    def _counts(self, row: int) -> bool:
        return any(count_in(text) is not None for text in self.body.grid.rows[row])

    def _of_rows(self, severity: Severity, code: str, rows: Sequence[int]) -> Problem:
        grid = self.body.grid
        texts = [text.strip() for text in grid.rows[rows[0]] if not is_blank(text)]
        values = {
            "rows": "、".join(grid.row_name(row) for row in rows[:_ROWS_NAMED]),
            "count": len(rows),
            "text": " ".join(texts)[:_LONGEST],
        }
        row_no = grid.seen_at(CellAddress(rows[0], 0)).row + 1
        return Problem(severity, code, row=row_no, sheet=grid.name, values=values)

    def _says_nothing(self, figure: TableFigure) -> bool:
        """A blank cell of which nothing says the year."""
        return not figure.year[0] and not figure.month[0] and is_nothing(figure.text)

    def _years_of(self, rows: Iterable[LaidRow]) -> Iterator[FiscalYear]:
        for row in rows:
            year = parse_fiscal_year(row.cells.get("fiscal_year", ""))
            if isinstance(year, FiscalYear):
                yield year

    def _roles_unsaid(self, figures: Sequence[TableFigure]) -> Mapping[int, FigureRole | None]:
        """Of columns whose figures say nothing of what they are: by the title where all do so, else
        as a person says."""
        silent = {
            figure.column.place: figure.column
            for figure in _reporting(figures)
            if figure.role is None and not is_blank(figure.text)
        }
        if not silent:
            return {}
        words = folded(self.around.words + (self.body.grid.name or ""))
        if not any(figure.role for figure in figures if not figure.column.aggregate):
            if "実績" in words or "進捗" in words:
                return dict.fromkeys(silent, "actual")
            first = self._of_what(next(iter(silent.values())))
            return dict.fromkeys(silent, first)
        return {place: self._of_what(column) for place, column in silent.items()}

    def _of_what(self, column: ColumnMeaning) -> FigureRole | None:
        choices = (Choice("actual", words="actuals"), Choice("target", words="no_actuals"))
        answer = self.questions.ask(self._problem("ask", "figures_of_what", column, choices))
        return None if answer is None else "actual" if answer == "actual" else "target"

    def _role(self, figure: TableFigure, default: FigureRole | None) -> FigureRole | None:
        role = figure.role or default
        if role == "present":
            return self._present(figure)
        if role in _PASSED:
            code = "baseline_passed" if role == "baseline" else "budget_passed"
            self.questions.tell(self._problem("note", code, figure.column))
        return role

    def _present(self, figure: TableFigure) -> FigureRole | None:
        """現状値 of a year: its actual, or the plan's baseline."""
        answer = self.questions.ask(
            self._problem(
                "ask",
                "present_value",
                figure.column,
                choices=(Choice("actual", words="actuals"), Choice("baseline", words="no_actuals")),
            )
        )
        return None if answer is None else "actual" if answer == "actual" else "baseline"

    def _problem(
        self,
        severity: Severity,
        code: str,
        column: ColumnMeaning,
        choices: tuple[Choice, ...] = (),
    ) -> Problem:
        grid = self.body.grid
        row = self.body.header.rows[-1]
        return Problem(
            severity,
            code,
            row=grid.seen_at(CellAddress(row, column.place)).row + 1,
            column=column.heading,
            sheet=grid.name,
            values={"heading": column.heading.replace("\n", " ")},
            choices=choices,
            cell=grid.cell_name(CellAddress(row, column.place)),
        )

    def _key(self, figure: TableFigure) -> FigureKey:
        """By which figures belong together: KPI, period, and the row where no role stands in it."""
        has_roles = "role" in self.body.labels
        row = "" if has_roles or figure.column.kpi else str(figure.address.row)
        year = folded(figure.year[0])
        return (*figure.stack, year, folded(figure.month[0]), row)

    def _undated(self, figure: TableFigure) -> FigureKey:
        """The key of what its row says without a year."""
        return self._key(replace(figure, year=NO_CELL, month=NO_CELL))

    def _row(self, figure: TableFigure, beside: Mapping[str, TableFigure]) -> LaidRow | None:
        """None of a blank cell of a year that has not begun, and where the year is asked."""
        year, year_at = self._year(figure)
        if year is None:
            return None
        if is_blank(figure.text) and self._is_ahead(year):
            return None
        cells: dict[str, PlacedText] = {
            "fiscal_year": (year, year_at),
            "month": figure.month,
            "kpi_no": self._kpi_no(figure),
            "kpi_name": self._kpi_name(figure),
            "actual_value": (figure.text, figure.address),
            **figure.beside,
        }
        if "denominator" not in cells and read_cell(figure.text).kind == "not_started":
            cells["denominator"] = self._whole(figure)
        for role, other in beside.items():
            if role == "target":
                cells["target_value"] = (other.text, other.address)
            elif role in WITNESSED:
                cells[role] = (other.text, other.address)
            elif role == "grade" and not is_blank(other.text):
                cells["note"] = self._with_grade(cells.get("note", ("", None)), other)
        return LaidRow(
            self.body.grid,
            figure.address,
            self._headings_of(figure),
            {column: text for column, (text, _) in cells.items() if text},
            {column: address for column, (_, address) in cells.items() if address},
        )

    @cached_property
    def headings(self) -> tuple[str, ...]:
        return tuple(column.heading.replace("\n", " ") for column in self.body.columns)

    def _headings_of(self, figure: TableFigure) -> tuple[str, ...]:
        """In a form, what stands before the figure heads it."""
        place, heading = figure.address.column, figure.column.heading.replace("\n", " ")
        if self.headings[place] == heading:
            return self.headings
        return (*self.headings[:place], heading, *self.headings[place + 1 :])

    def _whole(self, figure: TableFigure) -> PlacedText:
        """Of how many things something is not started: as the other years of the same KPI say, if
        they say one number."""
        wholes = {
            str(cell.denominator): other.address
            for other in self.figures
            if other.stack == figure.stack and (cell := read_cell(other.text)).kind == "fraction"
        }
        if len(wholes) != 1:
            return "", None
        ((whole, address),) = wholes.items()
        return whole, address

    def _with_grade(self, note: PlacedText, grade: TableFigure) -> PlacedText:
        """Kept with the figure as what the section says of it; never taken as a verdict."""
        self.questions.tell(self._problem("note", "grade_kept", grade.column))
        heading = grade.column.heading.replace("\n", " ") or grade.role or ""
        kept = f"{heading}: {grade.text.strip()}"
        return (f"{note[0]} / {kept}" if note[0] else kept), note[1] or grade.address

    def _kpi_no(self, figure: TableFigure) -> PlacedText:
        if not figure.kpi_no[0] and not figure.kpi_name[0] and self.around.kpi_no:
            return self.around.kpi_no, self.around.kpi_at
        return figure.kpi_no

    def _kpi_name(self, figure: TableFigure) -> PlacedText:
        if not figure.kpi_no[0] and not figure.kpi_name[0] and self.around.kpi_name:
            return self.around.kpi_name, self.around.kpi_at
        return figure.kpi_name

    def _year(self, figure: TableFigure) -> tuple[str | None, CellAddress | None]:
        """None where it is asked."""
        text, address = figure.year
        if figure.is_bare_year:
            return self.years.bare(text), address
        if text:
            return text, address
        if isinstance(parse_month(figure.month[0]), date):
            return "", None
        return self.years.of_table(), None

    def _is_ahead(self, year: str) -> bool:
        read = parse_fiscal_year(year)
        present = FiscalYear.of(self.years.context.present)
        return isinstance(read, FiscalYear) and read > present


def _reporting(figures: Iterable[TableFigure]) -> Iterator[TableFigure]:
    """Those that are no witnesses: a 計 is the year's figure itself where none of its months is
    filled in."""
    for _, of_row in groupby(figures, lambda figure: figure.address.row):
        row = list(of_row)
        months = [figure for figure in row if figure.month[0]]
        is_empty = bool(months) and all(is_blank(month.text) for month in months)
        for figure in row:
            is_alone = figure.column.aggregate == "sum" and not is_blank(figure.text) and is_empty
            if not figure.column.aggregate or is_alone:
                yield figure
