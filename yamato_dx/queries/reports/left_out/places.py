"""Where in a file something stands, as a person finds it there."""

from __future__ import annotations

from dataclasses import dataclass

from yamato_dx.i18n import text
from yamato_dx.intake.problem import Problem
from yamato_dx.rows import Row, is_missing


@dataclass(frozen=True)
class FilePlace:
    """`cell`: «E7», where a row has several figures. Nothing at all: the whole file."""

    sheet: str | None
    row_no: int | None
    cell: str | None = None
    column: str | None = None

    @classmethod
    def of_problem(cls, problem: Problem) -> FilePlace:
        """Of what was found in a file."""
        column = " ".join((problem.column or "").split())
        cell = problem.cell if problem.is_of_cell else None
        return cls(problem.sheet, problem.row, cell, column or None)

    @classmethod
    def of_row(cls, row: Row) -> FilePlace:
        """Of a row of the record."""
        names = ("sheet", "row_no", "cell", "column_name")
        sheet, row_no, cell, column = (
            None if is_missing(row.get(name)) else row[name] for name in names
        )
        return cls(sheet, None if row_no is None else int(row_no), cell, column)

    @property
    def short(self) -> str:
        """E7, 7; «» of the whole file."""
        return self.cell or ("" if self.row_no is None else str(self.row_no))

    def words(self, lang: str) -> str:
        """実績まとめ　E7「R6実績」, 7行目「実績値」."""
        place = self._in_sheet(lang)
        return f"{self.sheet}　{place}" if self.sheet and self.row_no is not None else place

    def _in_sheet(self, lang: str) -> str:
        if self.row_no is None:
            return text("reports.sending.whole_file", lang)
        kind = "cell" if self.cell else "row"
        named = "_column" if self.column else ""
        return text(
            f"reports.sending.{kind}{named}",
            lang,
            row=self.row_no,
            cell=self.cell,
            column=self.column,
        )
