"""Of which year the figures of a table are, where their headings do not wholly say it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from yamato_dx.fiscal_year import FiscalYear, parse_fiscal_year
from yamato_dx.intake.cells.period import can_have_figures
from yamato_dx.intake.context import Context
from yamato_dx.intake.problem import Choice, Problem
from yamato_dx.intake.tables.around import Around, FoundYear
from yamato_dx.intake.tables.questions import Questions
from yamato_dx.lettering import nfkc

# More years are no question that a person answers.
_MOST_ASKED = 8
_ERAS = ("令和", "平成", "")


@dataclass
class TableYears:
    """`written`: the years that stand in the table with their era."""

    sheet: str | None
    row: int
    around: Around
    context: Context
    questions: Questions
    written: tuple[FiscalYear, ...] = ()

    def bare(self, text: str) -> str | None:
        """«24年度» as the year that it must be, by the years around it, or as a person says; None
        where it is asked, as it is where it can be no year of figures."""
        number = int("".join(letter for letter in nfkc(text) if letter.isdigit()))
        readings = [
            (era, year)
            for era in _ERAS
            if (year := _read(era, number))
            and can_have_figures(f"{year.start_year}年度", self.context)
        ]
        if not readings:
            return text
        era = self._era_of(readings)
        year = dict(readings).get(era) if era is not None else None
        return f"{year.start_year}年度" if year else None

    def _era_of(self, readings: Sequence[tuple[str, FiscalYear]]) -> str | None:
        """One answer for all of a table whose readings are the same eras."""
        known = [*self.written, *(found.year for found in self.around.years)]
        eras = {year.era[1] for year in known}
        told = [era for era, _ in readings if era in eras]
        if len(told) == 1:
            self._tell_era(told[0])
            return told[0]
        choices = tuple(
            Choice(era or "western", words="era", values={"year": str(year.start_year)})
            for era, year in readings
        )
        problem = self._at_table(Problem("ask", "era_of_years", choices=choices))
        answer = self.questions.ask(problem)
        return None if answer is None else "" if answer == "western" else answer

    def _tell_era(self, era: str) -> None:
        found = next((found for found in self.around.years if found.year.era[1] == era), None)
        if found:
            told = Problem("note", "era_from_around", values=_source(found))
            self.questions.tell(self._at_table(told))

    def of_table(self) -> str | None:
        """The year of figures of which nothing in the table says it; None where it is asked."""
        found = self.around.distinct_years
        if len(found) == 1:
            told = Problem("note", "year_from_around", values=_source(found[0]))
            self.questions.tell(self._at_table(told))
            return f"{found[0].year.start_year}年度"
        years = [one.year for one in found] or self.reportable()
        choices = tuple(year_choice(year) for year in years)
        code = "years_around_differ" if found else "year_of_table"
        named = (f"{found_year.source_words.ja} {called(found_year.year)}" for found_year in found)
        values = {"years": "、".join(named)} if found else {}
        problem = Problem("ask", code, values=values, choices=choices)
        return self.questions.ask(self._at_table(problem))

    def reportable(self) -> list[FiscalYear]:
        """The years of which figures come, the latest first."""
        last = FiscalYear.of(self.context.present).start_year
        years = range(last, self.context.first_year - 1, -1)
        return [FiscalYear(year) for year in years][:_MOST_ASKED]

    def check_around(self, years: Iterable[FiscalYear]) -> None:
        """A year in the name of the file or sheet that the table has not is confirmed."""
        in_table = set(years)
        if not in_table:
            return
        for found in self.around.distinct_years:
            if found.year not in in_table and found.source in ("file", "sheet"):
                values = {**_source(found), "table": called(max(in_table))}
                problem = Problem("confirm", "year_other_around", values=values)
                self.questions.tell_unless_confirmed(self._at_table(problem))

    def _at_table(self, problem: Problem) -> Problem:
        return replace(problem, row=self.row, sheet=self.sheet)


def _read(era: str, number: int) -> FiscalYear | None:
    year = parse_fiscal_year(f"{era}{number}年度" if era else f"{2000 + number}年度")
    return year if isinstance(year, FiscalYear) else None


def year_choice(year: FiscalYear) -> Choice:
    """Its code is a text of the year."""
    return Choice(f"{year.start_year}年度", words="fiscal_year", values={"year": called(year)})


def called(year: FiscalYear) -> str:
    """令和6年度（2024）."""
    _, era, number = year.era
    return f"{era}{number}年度（{year.start_year}）"


def _source(found: FoundYear) -> dict[str, object]:
    return {
        "source": found.source_words,
        "text": found.text,
        "year": called(found.year),
    }
