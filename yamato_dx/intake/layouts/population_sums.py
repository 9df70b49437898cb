"""The figures of one date held against each other: each once, men and women the whole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from yamato_dx.intake.layouts.population_headings import CountedGroup
from yamato_dx.intake.problem import Problem
from yamato_dx.problem_types import Severity


@dataclass(frozen=True)
class PeopleFigure:
    """One figure and where it stands."""

    row_no: int
    heading: str
    raw: str
    counted_on: date
    figure: CountedGroup
    people: int


def held_together(
    rows: Sequence[PeopleFigure], sheet: str | None
) -> tuple[list[PeopleFigure], list[Problem]]:
    """The figures, each once, and what contradicts: with that, the file is not sendable."""
    by_key: dict[tuple[date, CountedGroup], list[PeopleFigure]] = defaultdict(list)
    for row in rows:
        by_key[row.counted_on, row.figure].append(row)
    by_date: dict[date, dict[CountedGroup, PeopleFigure]] = defaultdict(dict)
    problems: list[Problem] = []
    for (day, figure), same in by_key.items():
        by_date[day][figure] = same[0]
        problems.extend(_repeats(same, sheet))
    for people in by_date.values():
        problems.extend(_sums(people, sheet))
    return [same[0] for same in by_key.values()], problems


def _repeats(rows: Sequence[PeopleFigure], sheet: str | None) -> Iterator[Problem]:
    first = rows[0]
    for row in rows[1:]:
        if row.people == first.people:
            yield _about(row, sheet, "note", "same_twice", values={"row": first.row_no})
        else:
            yield _about(row, sheet, "refuse", "conflict", values={"rows": str(first.row_no)})


def _sums(people: Mapping[CountedGroup, PeopleFigure], sheet: str | None) -> Iterator[Problem]:
    """Men and women make the whole, and no part of it is larger than the whole."""
    for (sex, group), row in people.items():
        parts = [people.get(CountedGroup(part_sex, group)) for part_sex in ("male", "female")]
        both = [part.people for part in parts if part]
        if sex == "total" and len(both) == len(parts) and sum(both) != row.people:
            values = {"total": row.people, "male": both[0], "female": both[1]}
            yield _about(row, sheet, "refuse", "population_sexes_differ", values=values)
        whole = people.get(CountedGroup(sex, "total"))
        if whole and row.people > whole.people:
            values = {"part": row.people, "total": whole.people}
            yield _about(row, sheet, "refuse", "population_part_too_large", values=values)


def _about(
    row: PeopleFigure,
    sheet: str | None,
    severity: Severity,
    code: str,
    *,
    values: Mapping[str, object],
) -> Problem:
    return Problem(severity, code, row.row_no, row.heading, row.raw, sheet, values)
