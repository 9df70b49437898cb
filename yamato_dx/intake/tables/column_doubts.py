"""Columns whose headings leave open of which year they are: asked, never guessed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from yamato_dx.fiscal_year import FiscalYear, parse_fiscal_year
from yamato_dx.intake.files.cell_grid import CellAddress
from yamato_dx.intake.problem import Choice, Problem
from yamato_dx.intake.tables.figures import Body
from yamato_dx.intake.tables.headings import ColumnMeaning, is_figure, is_nothing
from yamato_dx.intake.tables.questions import Questions
from yamato_dx.intake.tables.wording import FigureRole
from yamato_dx.intake.tables.years import TableYears, called, year_choice
from yamato_dx.lettering import is_blank
from yamato_dx.problem_types import Severity

# Of these a year need not be said.
_UNDATED: Final[tuple[FigureRole | None, ...]] = ("baseline", "present", "grade", "budget")
_UNREAD: Final = "unread"
_MOSTLY: Final = 0.5
# No table has figures of more.
_MOST_YEARS: Final = 40
_ASCENDING, _DESCENDING = "ascending", "descending"


@dataclass(frozen=True)
class ColumnDoubts:
    """Of one table."""

    body: Body
    years: TableYears
    questions: Questions

    def settled(self) -> Body:
        """With what was answered; a column of which it is asked is not read meanwhile."""
        found: dict[int, ColumnMeaning] = {}
        for columns in self._repeated():
            found |= self._blocks(columns)
        for column in self._plain_columns():
            if column.other_year:
                found[column.place] = self._of_two_years(column)
            elif column.place not in found and self._is_undated_beside_dated(column):
                found[column.place] = self._undated(column)
        for column in self.body.columns:
            if self._is_unclear(column):
                found[column.place] = self._unclear(column)
        self._check_order()
        return replace(self.body, settled=found) if found else self.body

    def _is_unclear(self, column: ColumnMeaning) -> bool:
        """Whether figures stand below a heading that says nothing of them, or below none, beside
        those of KPIs."""
        if column.is_figures or column.label or column.is_unread or not self._plain_columns():
            return False
        texts = [text for row, text in self._of_kpis(column) if not is_nothing(text)]
        figures = [text for text in texts if is_figure(text)]
        return bool(figures) and len(figures) >= len(texts) * _MOSTLY

    def _of_kpis(self, column: ColumnMeaning) -> Iterator[tuple[int, str]]:
        """The texts of a column in rows in which other figures stand."""
        for row in self.body.rows:
            text = self.body.grid.text(row, column.place)
            if not is_blank(text) and self.body.is_read(row) and not self.body.is_passed(row):
                yield row, text

    def _unclear(self, column: ColumnMeaning) -> ColumnMeaning:
        choices = (
            Choice(_UNREAD, words="not_read"),
            *(year_choice(year) for year in self.years.reportable()),
        )
        answer = self.questions.ask(self._problem("ask", "column_unclear", [column], choices))
        settled = _answered(column, answer)
        return settled if settled.is_unread else replace(settled, role="actual")

    def _check_order(self) -> None:
        """Years across go up or down."""
        read = [parse_fiscal_year(column.year) for column in self._plain_columns() if column.year]
        years = list(dict.fromkeys(year for year in read if isinstance(year, FiscalYear)))
        if years not in (sorted(years), sorted(years, reverse=True)):
            columns = [column for column in self._plain_columns() if column.year]
            self.questions.tell_unless_confirmed(
                self._problem("confirm", "years_out_of_order", columns)
            )

    def _plain_columns(self) -> Sequence[ColumnMeaning]:
        return [column for column in self.body.figure_columns if not column.aggregate]

    def _repeated(self) -> Iterator[Sequence[ColumnMeaning]]:
        """Columns that say the same of their figures."""
        groups: dict[tuple[object, ...], list[ColumnMeaning]] = {}
        for column in self._plain_columns():
            said = (column.role, column.year, column.month, column.kpi, column.status)
            groups.setdefault(said, []).append(column)
        yield from (columns for columns in groups.values() if len(columns) > 1)

    def _blocks(self, columns: Sequence[ColumnMeaning]) -> dict[int, ColumnMeaning]:
        first = columns[0]
        is_dated = first.year or first.month or "fiscal_year" in self.body.labels
        if is_dated or len(columns) > _MOST_YEARS:
            self.questions.tell(self._problem("refuse", "heading_twice", columns))
            return {column.place: _unread(column) for column in columns}
        choices = [
            _blocks_choice(way, last, len(columns))
            for last in self._last_years()
            for way in (_ASCENDING, _DESCENDING)
        ]
        problem = self._problem("ask", "blocks_without_year", columns, tuple(choices))
        answer = self.questions.ask(problem)
        if answer is None:
            return {column.place: _unread(column) for column in columns}
        way, _, last = answer.partition(":")
        years = [int(last) - back for back in range(len(columns))]
        ordered = reversed(years) if way == _ASCENDING else years
        return {
            column.place: _of_year(column, year)
            for column, year in zip(columns, ordered, strict=True)
        }

    def _last_years(self) -> list[int]:
        found = [one.year.start_year for one in self.years.around.distinct_years]
        present = FiscalYear.of(self.years.context.present).start_year
        # The last year that is over is what is mostly reported.
        return found or [present - 1, present]

    def _of_two_years(self, column: ColumnMeaning) -> ColumnMeaning:
        read = [parse_fiscal_year(text) for text in (column.year, column.other_year)]
        years = [year for year in read if isinstance(year, FiscalYear)]
        if len(set(years)) == 1:
            return replace(column, other_year="")
        choices = tuple(year_choice(year) for year in years)
        answer = self.questions.ask(self._problem("ask", "heading_two_years", [column], choices))
        return _answered(column, answer)

    def _is_undated_beside_dated(self, column: ColumnMeaning) -> bool:
        """Whether its heading says no year where those of its role do."""
        if column.year or column.month or column.kpi or column.role in _UNDATED:
            return False
        if "fiscal_year" in self.body.labels or self._says_its_years(column):
            return False
        return any(other.year for other in self._plain_columns() if other.role == column.role)

    def _says_its_years(self, column: ColumnMeaning) -> bool:
        texts = self.body.texts(column.place)
        return bool(texts) and all(any(mark in text for mark in "(（") for text in texts)

    def _undated(self, column: ColumnMeaning) -> ColumnMeaning:
        choices = (
            *(year_choice(year) for year in self.years.reportable()),
            Choice(_UNREAD, words="not_read"),
        )
        answer = self.questions.ask(self._problem("ask", "heading_without_year", [column], choices))
        return _answered(column, answer)

    def _problem(
        self,
        severity: Severity,
        code: str,
        columns: Sequence[ColumnMeaning],
        choices: tuple[Choice, ...] = (),
    ) -> Problem:
        """Told at the first of the columns."""
        column = columns[0]
        grid, row = self.body.grid, self.body.header.rows[-1]
        address = CellAddress(row, column.place)
        heading = column.heading.replace("\n", " ")
        values: Mapping[str, object] = {
            "heading": heading,
            "columns": "、".join(grid.column_name(one.place) for one in columns),
            "count": len(columns),
        }
        return Problem(
            severity,
            code,
            row=grid.seen_at(address).row + 1,
            column=heading,
            sheet=grid.name,
            values=values,
            choices=choices,
            cell=grid.cell_name(address),
        )


def _unread(column: ColumnMeaning) -> ColumnMeaning:
    return ColumnMeaning(column.place, column.heading, is_unread=True)


def _of_year(column: ColumnMeaning, year: int) -> ColumnMeaning:
    return replace(column, year=f"{year}年度", is_bare_year=False, year_at=None, other_year="")


def _answered(column: ColumnMeaning, answer: str | None) -> ColumnMeaning:
    if answer is None or answer == _UNREAD:
        return _unread(column)
    return replace(column, year=answer, is_bare_year=False, other_year="")


def _blocks_choice(way: str, last: int, count: int) -> Choice:
    years = [FiscalYear(last - count + 1), FiscalYear(last)]
    first, second = years if way == _ASCENDING else reversed(years)
    values = {"first": called(first), "last": called(second)}
    return Choice(f"{way}:{last}", words="blocks", values=values)
