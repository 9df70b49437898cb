"""What of a table is not read: columns, rows and records that are told instead."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from yamato_dx.intake.cells.cell import read_cell
from yamato_dx.intake.files.cell_grid import CellAddress, CellGrid
from yamato_dx.intake.problem import Problem
from yamato_dx.intake.tables.figures import Body, value_in
from yamato_dx.intake.tables.headings import ColumnMeaning, is_figure
from yamato_dx.intake.tables.known import KnownKpis
from yamato_dx.intake.tables.places import at_cell, at_headings, at_rows
from yamato_dx.intake.tables.questions import Questions
from yamato_dx.intake.tables.witnesses import count_in
from yamato_dx.intake.tables.wording import wording_of
from yamato_dx.lettering import is_blank

# Columns of words.
_WORDS: Final = ("note", "reason", "unit", "value_status", "role")
_FIGURES: Final = ("number", "fraction")


@dataclass(frozen=True)
class Passed:
    """Of one table."""

    body: Body
    questions: Questions

    def tell(self) -> None:
        self._tell_columns()
        self._tell_rows()
        self._tell_strays()

    def _tell_columns(self) -> None:
        """Columns in which something stands that is not read."""
        for column in self.body.columns:
            if column.is_figures or column.label or column.is_unread:
                continue
            if self.body.texts(column.place) and not is_blank(column.heading):
                unknown = Problem("note", "column_unknown")
                self.questions.tell(at_headings(unknown, self.body, [column]))

    def _tell_rows(self) -> None:
        """Rows that are passed over, sums that are held against their parts, KPIs taken from above;
        each told once, of the first such row."""
        body = self.body
        rows = body.read_rows
        without_figures = {row for row in rows if row not in body.kpi_rows}
        passed = [row for row in rows if row in without_figures and not self._counts(row)]
        sums = [row for row in rows if row not in without_figures and body.is_sum(row)]
        carried = [row for row in body.carried_rows if row not in without_figures]
        for code, found in (("rows_passed", passed), ("sum_passed", sums)):
            if found:
                self.questions.tell(at_rows(Problem("note", code), body.grid, found))
        if carried and not self._is_of_one_kpi(without_figures):
            doubt = Problem("confirm", "kpi_carried")
            self.questions.tell_unless_confirmed(at_rows(doubt, body.grid, carried))

    def _is_of_one_kpi(self, without_figures: Collection[int]) -> bool:
        """Whether it is a form of one KPI, whose number stands once beside all its years."""
        body = self.body
        unnamed = {*body.carried_rows, *without_figures}
        named = [row for row in body.read_rows if row not in unnamed]
        return body.grid.is_turned and len(named) <= 1

    def _tell_strays(self) -> None:
        """Figures below 備考 or 単位 of a row with a blank one, and those beside a KPI whose row is
        passed over: all of the row may have moved by a cell."""
        body, grid = self.body, self.body.grid
        for row in body.read_rows:
            blank = any(grid.is_blank(row, column.place) for column in body.figure_columns)
            for column in self._wordy_columns(row) if blank else ():
                text = grid.text(row, column.place)
                if _is_bare_figure(text):
                    stray = Problem(
                        "confirm",
                        "unused_column",
                        column=column.told_heading,
                        raw=text,
                        values={"expected": self._name_in(row)},
                    )
                    placed = at_cell(stray, grid, CellAddress(row, column.place))
                    self.questions.tell_unless_confirmed(placed)

    def _wordy_columns(self, row: int) -> Sequence[ColumnMeaning]:
        """Those in which no figure may stand in a row: in one that is passed over, whatever heads
        them, if a KPI stands in any of its cells."""
        if row in self.body.kpi_rows:
            return self._columns_of_words
        is_of_kpi = any(map(self.body.header.known.is_named, self.body.grid.rows[row]))
        return self.body.columns if is_of_kpi else ()

    @cached_property
    def _columns_of_words(self) -> Sequence[ColumnMeaning]:
        return [column for column in self.body.columns if column.label in _WORDS]

    def _name_in(self, row: int) -> str:
        name = self.body.grid.text(row, self.body.labels.get("kpi_name", 0))
        texts = (name, *self.body.grid.rows[row])
        return next(filter(self.body.header.known.is_named, texts), name)

    def _counts(self, row: int) -> bool:
        return any(count_in(text) is not None for text in self.body.grid.rows[row])

    def tell_torn(self) -> None:
        """Records of a text file that are not read, or may have been cut."""
        for row in (self.body.header.rows[-1], *self.body.rows):
            if problem := self._torn(row):
                self.questions.tell_unless_confirmed(problem)

    def _torn(self, row: int) -> Problem | None:
        body, grid = self.body, self.body.grid
        if row in grid.torn:
            return Problem("refuse", "quote_unclosed", row=row + 1, raw=grid.text(row, 0))
        if body.is_cut(row) or self._may_be_cut(row):
            text = next((cell.strip() for cell in reversed(grid.rows[row]) if cell.strip()), "")
            values: dict[str, object] = {"value": text}
            return Problem("confirm", "last_line_open", row=row + 1, raw=text, values=values)
        if body.is_ragged(row):
            cells = grid.lengths[row]
            values = {"count": cells, "cells": cells, "expected": body.record_length}
            return Problem("refuse", "row_ragged", row=row + 1, values=values)
        return None

    def _may_be_cut(self, row: int) -> bool:
        """Whether the file ends in the middle of a row of figures or of headings."""
        is_last = row == len(self.body.grid.rows) - 1
        if not is_last or not self.body.grid.has_open_end:
            return False
        is_heading = row == self.body.header.rows[-1]
        return is_heading or not (self.body.is_ragged(row) or self.body.is_passed(row))


def tell_unheaded(
    grid: CellGrid, rows: Iterable[int], known: KnownKpis, questions: Questions
) -> None:
    """Rows above all headings, or of a sheet without any, in which a KPI stands beside a figure:
    their own headings may be lost."""
    _tell_unheaded(grid, [row for row in rows if _is_unheaded(grid, row, known)], questions)


def tell_unlabelled(
    grid: CellGrid, rows: Iterable[int], known: KnownKpis, questions: Questions
) -> None:
    """Rows of a form of a KPI in which figures stand and no label."""
    names = (text for row in grid.rows for text in row)
    if any(map(known.is_named, names)):
        _tell_unheaded(grid, [row for row in rows if _is_unlabelled(grid, row)], questions)


def _tell_unheaded(grid: CellGrid, found: Sequence[int], questions: Questions) -> None:
    if found:
        questions.tell_unless_confirmed(at_rows(Problem("confirm", "rows_unheaded"), grid, found))


def _is_unlabelled(grid: CellGrid, row: int) -> bool:
    texts = [text for text in grid.rows[row] if not is_blank(text)]
    return bool(texts) and all(map(_is_bare_figure, texts))


def _is_bare_figure(text: str) -> bool:
    return read_cell(value_in(text)).kind in _FIGURES and not wording_of(text).is_heading


def _is_unheaded(grid: CellGrid, row: int, known: KnownKpis) -> bool:
    texts = [text for text in grid.rows[row] if not is_blank(text)]
    if any(map(heads_column, texts)):
        return False
    return any(map(known.is_named, texts)) and any(
        is_figure(text) and not (known.is_number(text) or wording_of(text).is_heading)
        for text in texts
    )


def heads_column(text: str) -> bool:
    """Whether it is a heading, and neither a state nor a period alone, which rows say, too."""
    wording = wording_of(text)
    is_period_alone = wording.is_period and not wording.role
    is_state_alone = bool(wording.status) and not wording.is_period
    return wording.is_heading and not (is_period_alone or is_state_alone)
