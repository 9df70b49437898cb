"""The figures of a table → rows of the long layout, each knowing the cells that it was made of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Final

from yamato_dx.fiscal_year import FiscalYear, parse_fiscal_year, parse_month
from yamato_dx.intake.cells.cell import read_cell
from yamato_dx.intake.files.cell_grid import CellAddress
from yamato_dx.intake.problem import Problem
from yamato_dx.intake.tables.around import Around
from yamato_dx.intake.tables.column_doubts import ColumnDoubts
from yamato_dx.intake.tables.figures import NO_CELL, Body, PlacedText, TableFigure
from yamato_dx.intake.tables.laying.laid import LaidRow, LaidTable
from yamato_dx.intake.tables.laying.passed import Passed
from yamato_dx.intake.tables.laying.roles import TableRoles
from yamato_dx.intake.tables.places import at_cell, at_headings
from yamato_dx.intake.tables.questions import Questions
from yamato_dx.intake.tables.witnesses import TableWitnesses
from yamato_dx.intake.tables.wording import FigureRole, folded
from yamato_dx.intake.tables.years import TableYears
from yamato_dx.lettering import is_blank

FigureKey = tuple[str, ...]
# What stands beside an actual of the same KPI and period, and is held against it.
WITNESSED: Final[tuple[FigureRole, ...]] = (
    "attainment_ratio",
    "difference",
    "change",
)
_PASSED: Final[Mapping[FigureRole | None, str]] = {
    "baseline": "baseline_passed",
    "budget": "budget_passed",
}


@dataclass
class Laying:
    """One table on its way: what its figures are decides what each becomes."""

    body: Body
    around: Around
    years: TableYears
    questions: Questions
    figures: Sequence[TableFigure] = ()
    _contradicted: set[int] = field(default_factory=set)

    def lay(self) -> LaidTable:
        seen = tuple(self.body.figures())
        settled = ColumnDoubts(self.body, self.years, self.questions).settled()
        figures = self.figures = seen if settled is self.body else tuple(settled.figures())
        self.body = settled
        self.years.written = tuple(
            year
            for figure in figures
            if figure.year[0] and not figure.is_bare_year
            if isinstance(year := parse_fiscal_year(figure.year[0]), FiscalYear)
        )
        laid = LaidTable(self.body, self.around, figures=figures, seen=seen)
        self._check_witnesses(figures)
        Passed(self.body, self.questions).tell()
        actuals, beside = self._by_role(figures)
        last_of_rows = {figure.address.row: figure for figure in actuals}
        for figure in actuals:
            # A grade or rate without a year goes with the last figure of its row.
            is_last = last_of_rows[figure.address.row] is figure
            undated = beside.get(self._undated(figure), {}) if is_last else {}
            if row := self._row(figure, {**undated, **beside.get(self._key(figure), {})}):
                laid.rows.append(row)
        self._tell_passed()
        self.years.check_around(_years_of(laid.rows))
        return laid

    def _by_role(
        self, figures: Sequence[TableFigure]
    ) -> tuple[Sequence[TableFigure], Mapping[FigureKey, Mapping[str, TableFigure]]]:
        """(the actuals, what stands beside them: by KPI and period, by role)."""
        beside: dict[FigureKey, dict[str, TableFigure]] = {}
        actuals: list[TableFigure] = []
        for figure, role in TableRoles(self.body, self.around, self.questions).of(figures):
            if role == "actual":
                actuals.append(figure)
            else:
                beside.setdefault(self._key(figure), {}).setdefault(role, figure)
        return actuals, beside

    def _check_witnesses(self, figures: Sequence[TableFigure]) -> None:
        for problem in TableWitnesses(self.body, figures).contradictions():
            if problem.severity == "confirm":
                self.questions.tell_unless_confirmed(problem)
            else:
                self.questions.ask(problem)

    def _key(self, figure: TableFigure) -> FigureKey:
        """By which figures belong together: KPI, period, and the row where they share one."""
        is_apart = self.body.has_roles_apart or figure.column.kpi
        row = "" if is_apart else str(figure.address.row)
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
            if role == "baseline":
                self._check_baseline(figure, other)
            elif role == "target":
                cells["target_value"] = (other.text, other.address)
            elif role in WITNESSED:
                cells[role] = (other.text, other.address)
            elif role == "grade" and not is_blank(other.text):
                cells["self_grade"] = self._grade(other)
        return LaidRow(
            self.body.grid,
            figure.address,
            self._headings_of(figure),
            {column: text for column, (text, _) in cells.items() if text},
            {column: address for column, (_, address) in cells.items() if address},
        )

    def _tell_passed(self) -> None:
        """Columns that are only held against others; of one of which it is asked that is enough."""
        told = {(figure.column.place, figure.role): figure.column for figure in self.figures}
        for (place, role), column in told.items():
            if role in _PASSED and place not in self._contradicted:
                note = Problem("note", _PASSED[role])
                self.questions.tell(at_headings(note, self.body, [column]))

    def _check_baseline(self, figure: TableFigure, baseline: TableFigure) -> None:
        """Of one year there are not two figures."""
        read = read_cell(figure.text), read_cell(baseline.text)
        is_one = read[0].number == read[1].number or figure.month[0] or not figure.year[0]
        if not is_one and {cell.kind for cell in read} == {"number"}:
            values = {"value": figure.text.strip(), "baseline": baseline.text.strip()}
            heading = figure.column.told_heading
            doubt = Problem("confirm", "baseline_other", column=heading, values=values)
            self._contradicted.add(baseline.column.place)
            placed = at_cell(doubt, self.body.grid, figure.address)
            self.questions.tell_unless_confirmed(placed)

    @cached_property
    def headings(self) -> tuple[str, ...]:
        return tuple(column.told_heading for column in self.body.columns)

    def _headings_of(self, figure: TableFigure) -> tuple[str, ...]:
        """In a form, what stands before the figure heads it."""
        place, heading = figure.address.column, figure.column.told_heading
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

    def _grade(self, grade: TableFigure) -> PlacedText:
        """Kept with the figure as what the section says of it; never taken as a verdict."""
        kept = at_headings(Problem("note", "grade_kept"), self.body, [grade.column])
        self.questions.tell(kept)
        return grade.text.strip(), grade.address

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


def _years_of(rows: Iterable[LaidRow]) -> Iterator[FiscalYear]:
    for row in rows:
        year = parse_fiscal_year(row.cells.get("fiscal_year", ""))
        if isinstance(year, FiscalYear):
            yield year
