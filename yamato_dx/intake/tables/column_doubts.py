"""Columns whose headings leave open of which year they are: asked, never guessed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any, Final

from yamato_dx.fiscal_year import (
    FIRST_MONTH,
    FiscalYear,
    MonthOfYear,
    parse_fiscal_year,
    parse_month,
)
from yamato_dx.intake.problem import Choice, Problem
from yamato_dx.intake.tables.figures import Body, value_in
from yamato_dx.intake.tables.headings import ColumnMeaning, is_figure, is_nothing
from yamato_dx.intake.tables.places import at_headings
from yamato_dx.intake.tables.questions import Questions
from yamato_dx.intake.tables.wording import FigureRole
from yamato_dx.intake.tables.years import TableYears, called, year_choice

# Of these a year need not be said.
_UNDATED: Final[tuple[FigureRole | None, ...]] = ("baseline", "present", "grade", "budget")
_UNREAD: Final = "unread"
_MONTH: Final = "month"
# Below these numbers stand that are no figures.
_NUMBERED: Final = ("kpi_no", "fiscal_year", "month")
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
        found = self._of_repeated()
        for column in self._plain_columns:
            if column.other_year:
                found[column.place] = self._of_two_years(column)
            elif self._is_month_among_years(column):
                found[column.place] = self._of_month_or_year(column)
            elif column.place not in found and self._is_undated_beside_dated(column):
                found[column.place] = self._undated(column)
        for column in self.body.columns:
            if self._is_unclear(column):
                found[column.place] = self._unclear(column)
        self._check_order()
        self._check_months()
        return replace(self.body, settled=found) if found else self.body

    def _asked(
        self, code: str, columns: Sequence[ColumnMeaning], choices: Iterable[Choice]
    ) -> str | None:
        problem = Problem("ask", code, choices=tuple(choices))
        return self.questions.ask(at_headings(problem, self.body, columns))

    def _is_unclear(self, column: ColumnMeaning) -> bool:
        """Whether figures stand below a heading that says nothing of them, below none, or below one
        that reaches over from another column, beside those of KPIs."""
        is_first = self.body.labels.get(column.label or "") == column.place
        is_told = column.is_figures or column.label in _NUMBERED or is_first
        if is_told or column.is_unread or not self._plain_columns:
            return False
        cells = (self.body.grid.text(row, column.place) for row in self.body.kpi_rows)
        texts = [text for text in cells if not is_nothing(text)]
        figures = [text for text in texts if is_figure(value_in(text))]
        return bool(figures) and len(figures) >= len(texts) * _MOSTLY

    def _unclear(self, column: ColumnMeaning) -> ColumnMeaning:
        choices = (
            Choice(_UNREAD, words="not_read"),
            *(year_choice(year) for year in self.years.reportable()),
        )
        answer = self._asked("column_unclear", [column], choices)
        settled = _answered(column, answer)
        return settled if settled.is_unread else replace(settled, role="actual", label=None)

    def _check_months(self) -> None:
        """Months across go up or down, from April or from January."""
        columns = [column for column in self._plain_columns if column.month]
        read = [parse_month(column.month) for column in columns]
        days = [month for month in read if isinstance(month, date)]
        months = [month.month for month in read if isinstance(month, MonthOfYear)]
        from_april = [(month - FIRST_MONTH) % 12 for month in months]
        is_ordered = _goes_on(days) and (_goes_on(months) or _goes_on(from_april))
        if not is_ordered:
            doubt = Problem("confirm", "months_out_of_order")
            self.questions.tell_unless_confirmed(at_headings(doubt, self.body, columns))

    def _check_order(self) -> None:
        """Years across go up or down."""
        read = [parse_fiscal_year(column.year) for column in self._plain_columns if column.year]
        years = [year for year in read if isinstance(year, FiscalYear)]
        if not _goes_on(years):
            columns = [column for column in self._plain_columns if column.year]
            doubt = Problem("confirm", "years_out_of_order")
            self.questions.tell_unless_confirmed(at_headings(doubt, self.body, columns))

    @cached_property
    def _plain_columns(self) -> Sequence[ColumnMeaning]:
        return [column for column in self.body.figure_columns if not column.aggregate]

    @cached_property
    def _years_of(self) -> Counter[FigureRole | None]:
        """How many columns of a role say a year."""
        return Counter(column.role for column in self._plain_columns if column.year)

    @cached_property
    def _months_of(self) -> Counter[FigureRole | None]:
        return Counter(column.role for column in self._plain_columns if column.month)

    def _repeated(self) -> Iterator[Sequence[ColumnMeaning]]:
        """Columns that say the same of their figures."""
        groups: dict[tuple[object, ...], list[ColumnMeaning]] = {}
        for column in self._plain_columns:
            said = (column.role, column.year, column.month, column.kpi, column.status)
            groups.setdefault(said, []).append(column)
        yield from (columns for columns in groups.values() if len(columns) > 1)

    def _of_repeated(self) -> dict[int, ColumnMeaning]:
        """目標 three times and 実績 three times are of the same three years: one question."""
        found: dict[int, ColumnMeaning] = {}
        blocks: dict[tuple[int, str], list[Sequence[ColumnMeaning]]] = {}
        for columns in self._repeated():
            first = columns[0]
            is_dated = first.year or first.month or "fiscal_year" in self.body.labels
            if is_dated or len(columns) > _MOST_YEARS:
                twice = Problem("refuse", "heading_twice")
                self.questions.tell(at_headings(twice, self.body, columns))
                found |= {column.place: _unread(column) for column in columns}
            else:
                blocks.setdefault((len(columns), first.kpi), []).append(columns)
        for (count, _), alike in blocks.items():
            years = self._years_of_blocks(alike, count)
            for columns in alike:
                found |= {
                    column.place: _of_year(column, year) if year else _unread(column)
                    for column, year in zip(columns, years, strict=True)
                }
        return found

    def _years_of_blocks(
        self, alike: Sequence[Sequence[ColumnMeaning]], count: int
    ) -> Sequence[int | None]:
        """In the order of the columns; None of each where it is asked."""
        choices = [
            _blocks_choice(way, last, count)
            for last in self._last_years()
            for way in (_ASCENDING, _DESCENDING)
        ]
        columns = sorted((one for block in alike for one in block), key=lambda one: one.place)
        answer = self._asked("blocks_without_year", columns, choices)
        if answer is None:
            return [None] * count
        way, _, last = answer.partition(":")
        years = [int(last) - back for back in range(count)]
        return years[::-1] if way == _ASCENDING else years

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
        answer = self._asked("heading_two_years", [column], choices)
        return _answered(column, answer)

    def _is_month_among_years(self, column: ColumnMeaning) -> bool:
        """Whether it alone is of a month with its year, «2025/3/31», beside others of years."""
        is_alone = self._months_of[column.role] == 1
        has_others = self._years_of[column.role] > bool(column.year)
        return is_alone and has_others and isinstance(parse_month(column.month), date)

    def _of_month_or_year(self, column: ColumnMeaning) -> ColumnMeaning:
        month = parse_month(column.month)
        assert isinstance(month, date), "it is asked of months with their year only"
        values = {"month": f"{month.year}/{month.month}"}
        choices = (
            year_choice(FiscalYear.of(month)),
            Choice(_MONTH, words="month_of_heading", values=values),
            Choice(_UNREAD, words="not_read"),
        )
        answer = self._asked("heading_month_or_year", [column], choices)
        return column if answer == _MONTH else replace(_answered(column, answer), month="")

    def _is_undated_beside_dated(self, column: ColumnMeaning) -> bool:
        """Whether its heading says no year where those of its role do."""
        if column.year or column.month or column.kpi or column.role in _UNDATED:
            return False
        if "fiscal_year" in self.body.labels or self._says_its_years(column):
            return False
        return self._years_of[column.role] > 0

    def _says_its_years(self, column: ColumnMeaning) -> bool:
        texts = self.body.texts(column.place)
        return bool(texts) and all(any(mark in text for mark in "(（") for text in texts)

    def _undated(self, column: ColumnMeaning) -> ColumnMeaning:
        choices = (
            *(year_choice(year) for year in self.years.reportable()),
            Choice(_UNREAD, words="not_read"),
        )
        answer = self._asked("heading_without_year", [column], choices)
        return _answered(column, answer)


def _goes_on(written: Sequence[Any]) -> bool:
    """Whether the different ones of these go up or down, each standing once or in turns."""
    different = list(dict.fromkeys(written))
    return different in (sorted(different), sorted(different, reverse=True))


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
