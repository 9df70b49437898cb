"""What the figures of a table are: actuals, targets, rates; asked where no heading says it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from yamato_dx.intake.files.cell_grid import CellAddress
from yamato_dx.intake.problem import Choice, Problem
from yamato_dx.intake.tables.around import Around
from yamato_dx.intake.tables.figures import Body, TableFigure
from yamato_dx.intake.tables.headings import ColumnMeaning, is_figure, is_nothing
from yamato_dx.intake.tables.laying.laid import reporting
from yamato_dx.intake.tables.places import at_cell, at_headings
from yamato_dx.intake.tables.questions import Questions
from yamato_dx.intake.tables.wording import FigureRole, folded
from yamato_dx.lettering import is_blank


@dataclass(frozen=True)
class TableRoles:
    body: Body
    around: Around
    questions: Questions

    def of(self, figures: Sequence[TableFigure]) -> Iterator[tuple[TableFigure, FigureRole]]:
        """Each figure whose role is said or answered; told of cells that hold none."""
        unsaid = self._unsaid(figures)
        texts = {figure.address: figure.text for figure in figures}
        for figure in _dated(reporting(figures)):
            if self._is_merged_into(figure, texts):
                self._tell(Problem("refuse", "figure_merged"), figure)
            elif figure.is_sum_row:
                continue
            elif _says_nothing(figure):
                self._tell(Problem("note", "blank"), figure)
            elif role := self._role(figure, unsaid.get(figure.column.place)):
                yield figure, role

    def _is_merged_into(self, figure: TableFigure, texts: Mapping[CellAddress, str]) -> bool:
        """Whether its cell is part of a merged one with a value: of which KPI or year that is,
        nobody can see. `texts`: of figures, without what else their cells say."""
        grid = self.body.grid
        first = grid.spread(figure.address.row, figure.address.column)
        text = texts.get(first, grid.text(first.row, first.column))
        return first != figure.address and is_figure(text)

    def _tell(self, problem: Problem, figure: TableFigure) -> None:
        told = replace(problem, column=figure.column.told_heading, raw=figure.text or None)
        self.questions.tell(at_cell(told, self.body.grid, figure.address))

    def _unsaid(self, figures: Sequence[TableFigure]) -> Mapping[int, FigureRole | None]:
        """Of columns whose figures say nothing of what they are: by the title where all do so, else
        as a person says. Where each cell has its year, a heading is missing."""
        silent = {
            figure.column.place: figure.column
            for figure in reporting(figures)
            if figure.role is None and not is_blank(figure.text)
        }
        if not silent:
            return {}
        words = folded(self.around.words + (self.body.grid.name or ""))
        if not any(figure.role for figure in figures if not figure.column.aggregate):
            says_years = any(figure.year[1] == figure.address for figure in figures)
            if ("実績" in words or "進捗" in words) and not says_years:
                return dict.fromkeys(silent, "actual")
            first = self._of_what(next(iter(silent.values())))
            return dict.fromkeys(silent, first)
        return {place: self._of_what(column) for place, column in silent.items()}

    def _of_what(self, column: ColumnMeaning) -> FigureRole | None:
        return self._asked("figures_of_what", column, otherwise="target")

    def _role(self, figure: TableFigure, default: FigureRole | None) -> FigureRole | None:
        """現状値 of a year is its actual, or the plan's baseline."""
        role = figure.role or default
        if role == "present":
            return self._asked("present_value", figure.column, otherwise="baseline")
        return role

    def _asked(
        self, code: str, column: ColumnMeaning, *, otherwise: FigureRole
    ) -> FigureRole | None:
        choices = (Choice("actual", words="actuals"), Choice(otherwise, words="no_actuals"))
        problem = at_headings(Problem("ask", code, choices=choices), self.body, [column])
        answer = self.questions.ask(problem)
        return None if answer is None else "actual" if answer == "actual" else otherwise


def _dated(figures: Iterable[TableFigure]) -> Iterator[TableFigure]:
    """A blank cell that says no year is of the one that the target beside it says of itself: if
    that is none of the plan's, it is what belongs here."""
    for _, of_row in groupby(figures, lambda figure: figure.address.row):
        row = list(of_row)
        years = {
            figure.stack: figure.year
            for figure in row
            if figure.role == "target" and figure.year[1] == figure.address
        }
        for figure in row:
            is_open = _says_nothing(figure) and figure.role == "actual"
            year = years.get(figure.stack) if is_open else None
            yield replace(figure, year=year) if year else figure


def _says_nothing(figure: TableFigure) -> bool:
    """A blank cell of which nothing says the year."""
    return not figure.year[0] and not figure.month[0] and is_nothing(figure.text)
