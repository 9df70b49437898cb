"""A municipality's own 住民基本台帳 table → its figures, and everything that is wrong at once.

Two layouts: wide (a row a date, a column for each group) and long (a row a figure).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

import pandas as pd

from yamato_dx.intake.cells.cell import read_cell
from yamato_dx.intake.cells.period import read_day
from yamato_dx.intake.files.reading import read_document
from yamato_dx.intake.files.sheet import Sheet, SheetFile
from yamato_dx.intake.finding import Fault
from yamato_dx.intake.layouts.population_headings import (
    CountedGroup,
    figure_of,
    named_column,
    read_age_group,
    read_sex,
)
from yamato_dx.intake.layouts.population_sums import PeopleFigure, held_together
from yamato_dx.intake.problem import Problem
from yamato_dx.lettering import nfkc
from yamato_dx.problem_types import Severity

SERIES: Final = "resident_register"
COLUMNS: Final = (
    "row_no",
    "sheet",
    "municipality_code",
    "counted_on",
    "series",
    "vintage",
    "sex",
    "age_group",
    "population",
)
_PEOPLE: Final = frozenset(("", "人", "名", "people", "persons"))
# Nobody counts more in one municipality: 10 digits are a slip of the keyboard.
_MOST: Final = 99_999_999
_YEAR_END: Final = (3, 31)


@dataclass(frozen=True)
class PopulationReading:
    """`rows`: one row per figure that may be stored. `rows_read` counts the file's records."""

    rows: pd.DataFrame
    problems: tuple[Problem, ...]
    rows_read: int
    layout: str
    encoding: str


@dataclass(frozen=True)
class _Table:
    sheet: Sheet
    named: Mapping[str, int]
    figures: Mapping[int, CountedGroup]

    @property
    def layout(self) -> str:
        return "long" if {"age_group", "people"} <= set(self.named) else "wide"

    def texts(self, column: str) -> list[str]:
        if column not in self.named:
            return [""] * len(self.sheet.row_nos)
        return [str(text) for text in self.sheet.columns[self.named[column]].texts()]


@dataclass
class _Found:
    """What reading has brought together so far."""

    rows: list[PeopleFigure] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


@dataclass(frozen=True)
class _Against:
    municipality_code: str
    present: date


def read_population(
    data: bytes,
    file_name: str,  # noqa: ARG001 - kept with the file; what a file is, its bytes say
    *,
    municipality_code: str,
    present: date,
    is_sample: bool = False,
) -> PopulationReading:
    """Read a table of residents by date, sex and age. A bad file is a value, never an exception.

    `present`: the day after which nobody can have been counted. `is_sample`: the record holds
    fictitious figures; any other refuses a file whose column 見本データ is filled.
    """
    document = read_document(data)
    if isinstance(document, Problem):
        return _refused(document)
    table = _recognised(document)
    if isinstance(table, Problem):
        return _refused(table, document.encoding)
    if not is_sample and any(text.strip() for text in table.texts("sample_mark")):
        return _refused(Problem("refuse", "sample_data", row=1), document.encoding, table.layout)
    found = _Found(problems=list(table.sheet.problems))
    _read_rows(table, _Against(municipality_code, present), found)
    found.problems.extend(_unknown_columns(table))
    found.problems.extend(_marked(table))
    kept, contradictions = held_together(found.rows, table.sheet.name)
    found.problems.extend(contradictions)
    problems = tuple(sorted(found.problems, key=lambda problem: problem.row or 0))
    rows = _frame(kept, municipality_code, table.sheet.name)
    return PopulationReading(rows, problems, table.sheet.rows_read, table.layout, document.encoding)


def _refused(problem: Problem, encoding: str = "", layout: str = "") -> PopulationReading:
    return PopulationReading(_frame([], "", None), (problem,), 0, layout, encoding)


def _frame(rows: Sequence[PeopleFigure], municipality_code: str, sheet: str | None) -> pd.DataFrame:
    records = [
        {
            "row_no": row.row_no,
            "sheet": sheet,
            "municipality_code": municipality_code,
            "counted_on": pd.Timestamp(row.counted_on),
            "series": SERIES,
            "vintage": None,
            "sex": row.figure.sex,
            "age_group": row.figure.age_group,
            "population": row.people,
        }
        for row in rows
    ]
    texts = ("sheet", "municipality_code", "series", "vintage", "sex", "age_group")
    kinds = dict.fromkeys(texts, "str") | dict.fromkeys(("row_no", "population"), "int64")
    return pd.DataFrame(records, columns=list(COLUMNS)).astype(
        kinds | {"counted_on": "datetime64[us]"}
    )


def _recognised(document: SheetFile) -> _Table | Problem:
    """The one sheet with a date and people in it, of those that a person sees."""
    tables = [_table(sheet) for sheet in document.sheets if not sheet.is_hidden]
    likely = [
        table
        for table in tables
        if "counted_on" in table.named and (table.figures or table.layout == "long")
    ]
    if not likely:
        return Problem("refuse", "population_layout_unknown", row=1)
    if len(likely) > 1:
        names = ", ".join(table.sheet.name or "" for table in likely)
        return Problem("refuse", "sheets_several", values={"names": names})
    return _whole(likely[0])


def _table(sheet: Sheet) -> _Table:
    headings = list(enumerate(sheet.header))
    named: dict[str, int] = {}
    for place, heading in headings:
        code = named_column(heading)
        if code and code not in named:
            named[code] = place
    if not {"age_group", "people"} <= set(named):
        named = {code: place for code, place in named.items() if code not in ("people", "sex")}
    taken = set(named.values())
    figures = {
        place: figure
        for place, heading in headings
        if place not in taken and (figure := figure_of(heading))
    }
    is_long = "age_group" in named and "people" in named
    return _Table(sheet, named, {} if is_long else figures)


def _whole(table: _Table) -> _Table | Problem:
    """The table, unless two of its columns count the same or no row is below them."""
    twice = [
        figure
        for figure in table.figures.values()
        if list(table.figures.values()).count(figure) > 1
    ]
    if twice:
        places = [place for place, figure in table.figures.items() if figure == twice[0]]
        headings = "、".join(table.sheet.header[place] for place in places)
        return _header_problem(table, "column_twice", headings=headings)
    return table if table.sheet.rows_read else _header_problem(table, "no_rows")


def _header_problem(table: _Table, code: str, **values: object) -> Problem:
    return Problem("refuse", code, row=1, sheet=table.sheet.name, values=values)


def _unknown_columns(table: _Table) -> Iterator[Problem]:
    known = {*table.named.values(), *table.figures}
    for place, heading in enumerate(table.sheet.header):
        if (
            place not in known
            and heading.strip()
            and not table.sheet.columns[place].is_blank().all()
        ):
            values = {"heading": heading.strip()}
            yield Problem("note", "column_unknown", 1, heading, None, table.sheet.name, values)


def _marked(table: _Table) -> Iterator[Problem]:
    """What a workbook's cells show beside their text. Nothing is confirmed here, only told."""
    used = {None, *table.named.values(), *table.figures}
    rows = set(table.sheet.row_nos.tolist())
    for mark in table.sheet.marks:
        if mark.row_no in rows and mark.place in used:
            heading = None if mark.place is None else table.sheet.header[mark.place].strip()
            severity: Severity = "note" if mark.fault.severity == "confirm" else mark.fault.severity
            place = (mark.row_no, heading, None, table.sheet.name)
            yield Problem(severity, mark.fault.code, *place, mark.fault.values)


def _read_rows(table: _Table, against: _Against, found: _Found) -> None:
    columns = ("municipality_code", "counted_on", "area")
    cells = zip(table.sheet.row_nos.tolist(), *map(table.texts, columns), strict=True)
    for index, (row_no, code, day, area) in enumerate(cells):
        if area.strip():
            found.problems.append(
                _problem(table, "note", "population_area", row_no, column="area", raw=area)
            )
            continue
        counted_on = _date(table, against, row_no, day)
        wrong = _other_municipality(table, against, row_no, code)
        found.problems.extend(
            problem for problem in (counted_on, wrong) if isinstance(problem, Problem)
        )
        if not isinstance(counted_on, Problem) and not wrong:
            _read_figures(table, index, counted_on, found)


def _read_figures(table: _Table, index: int, counted_on: date, found: _Found) -> None:
    row_no = int(table.sheet.row_nos[index])
    if (counted_on.month, counted_on.day) != _YEAR_END:
        raw = table.texts("counted_on")[index]
        values = {"day": counted_on.isoformat()}
        found.problems.append(
            _problem(
                table,
                "note",
                "population_not_year_end",
                row_no,
                column="counted_on",
                raw=raw,
                values=values,
            )
        )
    for heading, figure, raw in _figures(table, index, row_no, found):
        people = _people(raw)
        if isinstance(people, Fault):
            place = (row_no, heading, raw, table.sheet.name)
            found.problems.append(Problem(people.severity, people.code, *place, people.values))
        elif people is not None:
            found.rows.append(PeopleFigure(row_no, heading, raw, counted_on, figure, people))


def _problem(
    table: _Table,
    severity: str,
    code: str,
    row_no: int,
    *,
    column: str,
    raw: str,
    values: Mapping[str, object] | None = None,
) -> Problem:
    place = table.named.get(column)
    heading = None if place is None else table.sheet.header[place].strip()
    return Problem(severity, code, row_no, heading, raw, table.sheet.name, values or {})  # type: ignore[arg-type]


def _date(table: _Table, against: _Against, row_no: int, raw: str) -> date | Problem:
    reading = read_day(raw)
    if reading is None:
        return _problem(
            table, "refuse", "population_date_missing", row_no, column="counted_on", raw=raw
        )
    if isinstance(reading, Fault):
        values = reading.values
        return _problem(
            table,
            reading.severity,
            reading.code,
            row_no,
            column="counted_on",
            raw=raw,
            values=values,
        )
    if reading > against.present:
        values = {"present": against.present.isoformat()}
        return _problem(
            table, "refuse", "period_in_future", row_no, column="counted_on", raw=raw, values=values
        )
    return reading


def _other_municipality(table: _Table, against: _Against, row_no: int, raw: str) -> Problem | None:
    """Another municipality's row, be it one of the same name: only the code tells."""
    code = nfkc(raw)
    own = against.municipality_code
    if code in ("", own, own[:5]):
        return None
    values = {"code": code, "own": own}
    return _problem(
        table,
        "refuse",
        "municipality_other",
        row_no,
        column="municipality_code",
        raw=raw,
        values=values,
    )


def _figures(
    table: _Table, index: int, row_no: int, found: _Found
) -> Iterator[tuple[str, CountedGroup, str]]:
    """Heading, what it counts and the text of each figure in a row."""
    header, columns = table.sheet.header, table.sheet.columns
    if table.layout == "wide":
        for place, figure in table.figures.items():
            yield (
                header[place].strip(),
                figure,
                str(columns[place].words[columns[place].codes[index]]),
            )
        return
    group_words, sex_words = (table.texts(code)[index] for code in ("age_group", "sex"))
    group, sex = read_age_group(group_words), read_sex(sex_words)
    if group is None:
        found.problems.append(
            _problem(
                table,
                "refuse",
                "population_age_unknown",
                row_no,
                column="age_group",
                raw=group_words,
            )
        )
    if sex is None:
        found.problems.append(
            _problem(table, "refuse", "population_sex_unknown", row_no, column="sex", raw=sex_words)
        )
    if group and sex:
        yield (
            header[table.named["people"]].strip(),
            CountedGroup(sex, group),
            table.texts("people")[index],
        )


def _people(raw: str) -> int | Fault | None:
    cell = read_cell(raw)
    if cell.fault:
        return cell.fault
    if cell.kind == "blank":
        return None
    is_plain = not cell.qualifier and cell.percent is None
    if cell.kind != "number" or cell.number is None or cell.unit not in _PEOPLE or not is_plain:
        return Fault("refuse", "not_a_count")
    if cell.number % 1 or not 0 <= cell.number <= _MOST:
        return Fault("refuse", "not_a_count")
    return int(cell.number)
