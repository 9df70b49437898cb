"""What the bench of faults excuses, and what it does not: an outcome is no better than it is."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from benchmarks.intake_faults.book import Book, Cell, Place
from benchmarks.intake_faults.cleans import Clean, clean, told_of
from benchmarks.intake_faults.faults.cutting import kept_in
from benchmarks.intake_faults.figures import Figures, made
from benchmarks.intake_faults.formats.registry import FORMATS
from benchmarks.intake_faults.judging import Told, answers_of, judge
from benchmarks.intake_faults.layouts.across import months_across, years_across
from benchmarks.intake_faults.layouts.long import long_months, long_witnessed
from benchmarks.intake_faults.plausible import printed_in

FIGURES = Figures.drawn(Random("judge"), ("4", "9-1"), (2023, 2024))
COURSES = "9-1"


def place_of(book: Book, kpi_no: str, year: int, role: str = "actual", month: int = 0) -> Place:
    return next(
        place
        for place in book.places("value")
        if (truth := book.at(place).truth)
        and (truth.key, truth.role) == ((kpi_no, year, month or None), role)
    )


def with_text(book: Book, place: Place, text: str) -> Book:
    return book.replaced(place, replace(book.at(place), text=text, number=None, form="@"))


def is_told(book: Book, place: Place, text: str) -> bool:
    """Whether something in the file tells that the text is not what stood there."""
    return printed_in(with_text(book, place, text), [place], book) is None


def test_a_rate_tells_of_a_figure_as_far_as_its_last_digit_goes() -> None:
    book = long_witnessed(FIGURES, Random(1))
    place = place_of(book, "4", 2024)
    truth = book.at(place).truth
    assert truth is not None
    assert truth.value is not None
    assert is_told(book, place, f"{truth.value + 1:.0f}")
    assert is_told(book, place, "")
    assert not is_told(book, place, f"{truth.value:.0f}")


def test_the_plans_target_tells_of_another_one() -> None:
    book = long_witnessed(FIGURES, Random(1))
    assert is_told(book, place_of(book, "4", 2024, "target"), "610")


def test_months_tell_of_a_year_that_stands_in_a_row_of_its_own() -> None:
    book = long_months(FIGURES, Random(1))
    year = next(truth for truth in book.truths if truth.kpi_no == "4" and truth.month is None)
    place = place_of(book, "4", year.fiscal_year)
    assert is_told(book, place, f"{(year.value or 0) + 1:.0f}")


def test_months_changed_over_come_out() -> None:
    book = months_across(FIGURES, Random(1))
    year = book.truths[0].fiscal_year
    first, second = (place_of(book, "4", year, month=month) for month in (4, 8))
    texts = book.at(first).text, book.at(second).text
    changed = with_text(with_text(book, first, texts[1]), second, texts[0])
    assert printed_in(changed, [first, second], book) is not None
    assert is_told(book, first, texts[1])


def test_only_a_remark_may_be_shorter_at_the_end_of_a_file() -> None:
    book = years_across(FIGURES, Random(1))
    grid = book.sheets[0]
    rows = [*grid.rows[:-2], (*grid.rows[-3][:-1], Cell("確定", "status"))]
    book = book.with_sheet(0, grid.with_rows(rows))
    data = FORMATS["csv_utf8"](book)
    made_of = Clean("years_across", "csv_utf8", "cut", book, data)
    assert kept_in(made_of, data[:-4]) is None
    assert kept_in(made_of, data[:-1]) == book.truths


def told(*texts: str) -> Told:
    return Told(tuple(made(kpi_no, 2024, text) for kpi_no, text in (t.split("=") for t in texts)))


def judged(text: str, *texts: str) -> str:
    return judge(f"年度,KPI番号,実績値\n{text}".encode(), "実績.csv", told(*texts)).outcome


def test_a_note_excuses_no_missing_figure() -> None:
    assert judged("R6,4,640\nR6,9-1,\n", "4=640", f"{COURSES}=81") == "damaged in silence"
    assert judged("R6,4,640\nR6,9-1,81\n", "4=640", f"{COURSES}=81") == "read right"


def test_the_people_of_a_count_are_part_of_the_figure() -> None:
    assert judged("R6,8,1回（182/190人）\n", "8=1回（182/190人）") == "read right"
    assert judged("R6,8,1回（18/190人）\n", "8=1回（182/190人）") == "damaged in silence"
    assert judged("R6,2,17/20\n", "2=17/20") == "read right"


def test_what_is_asked_beside_a_wrong_figure_does_not_name_it() -> None:
    lines = "R6,4,6400\nR6,9-1,82\n"
    found = judge(
        f"年度,KPI番号,実績値\n{lines}".encode(), "実績.csv", told("4=640", f"{COURSES}=81")
    )
    assert (found.outcome, found.wrong_unnamed) == ("confirmed", 1)


def test_what_a_clean_file_asks_is_answered_by_what_is_true() -> None:
    made_of = clean("unnamed_blocks", "csv_utf8", "40-unnamed_blocks-csv_utf8-1")
    of_clean = replace(told_of(made_of), doubtful=frozenset())
    answers = answers_of(made_of.data, made_of.file_name, of_clean)
    assert answers
    assert judge(made_of.data, made_of.file_name, told_of(made_of)).outcome == "asked"
    assert judge(made_of.data, made_of.file_name, of_clean, answers).outcome == "read right"
