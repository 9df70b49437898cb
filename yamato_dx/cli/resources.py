"""What `resources …` of the command line does: list, enter."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Final

from yamato_dx.acts.entering import enter_together
from yamato_dx.acts.opening import open_record
from yamato_dx.cli import answers
from yamato_dx.cli.options import Arguments
from yamato_dx.cli.plan import actor_of, bytes_of, place_of, plan_of, told
from yamato_dx.entries.kind import Entered
from yamato_dx.entries.review.resources import BudgetLine, WorkHours
from yamato_dx.errors import UsageError
from yamato_dx.i18n import text
from yamato_dx.plan.model.types import Plan
from yamato_dx.queries.assessed import View, plan_at, view_of
from yamato_dx.queries.resources.entering import (
    BudgetReading,
    entered_of,
    grid_of_file,
    read_budget_table,
    read_grid,
    status_label,
)
from yamato_dx.queries.resources.resources import Resources, imbalance_words, resources_of
from yamato_dx.rows import Row, is_missing, rows_of
from yamato_dx.store.record import Record

HOURS: Final = ("spent", "saved", "source")


@dataclass(frozen=True)
class _MoneyOfFile:
    """What a file would enter of lines, and why it does not, in sentences."""

    lines: Mapping[int, BudgetLine | None] = field(default_factory=dict)
    refused: tuple[str, ...] = ()


def _list(arguments: Arguments) -> int:
    """One object per initiative and year of which anything is told."""
    with told(open_record(place_of(arguments)), arguments) as record:
        view = _view(record, arguments)
        plan = plan_at(record, view)
        years = [arguments.year] if arguments.year else plan.fiscal_years
        rows = [
            {"initiative_no": initiative.initiative_no, "fiscal_year": year.start_year}
            | _resources(found)
            for initiative in plan.initiatives
            for year in years
            if arguments.initiative_no in (None, initiative.initiative_no)
            and (found := _found(record, view, initiative.initiative_no, year.start_year)).is_told
        ]
    answers.write(rows, arguments.format)
    return 0


def _found(record: Record, view: View, initiative_no: int, year: int) -> Resources:
    return resources_of(record, view, initiative_no, year)


def _resources(found: Resources) -> dict[str, Any]:
    hours = found.hours or WorkHours()
    return {
        "lines": [_line(number, line) for number, line in found.lines.items()],
        "hours_spent": hours.spent,
        "hours_saved": hours.saved,
        "hours_source": hours.source or None,
        "actor_name": found.by,
        "recorded_at": found.at.isoformat() if found.at else None,
    }


def _line(number: int, line: BudgetLine) -> dict[str, Any]:
    return {"number": number, **asdict(line), "difference": line.difference}


def _enter(arguments: Arguments) -> int:
    """A file takes the place of all lines; hours that are not told stay as they are."""
    if arguments.file is None and all(getattr(arguments, name) is None for name in HOURS):
        raise UsageError("cli.resources.nothing_told")
    data = bytes_of(arguments.file) if arguments.file else None
    with told(open_record(place_of(arguments)), arguments) as record:
        view = _view(record, arguments)
        plan = plan_at(record, view)
        number, year = _subject(plan, arguments)
        before = _found(record, view, number, year)
        read = _MoneyOfFile() if data is None else _read(read_budget_table(data), before, arguments)
        hours = _hours(before.hours, arguments)
        entered = entered_of(number, year, lines=read.lines, hours=hours, before=before)
        is_new = any(entered.values())
        is_entered = is_new and not read.refused and not arguments.dry_run
        revision = _entered(record, entered, plan, arguments) if is_entered else None
    for sentence in read.refused:
        sys.stderr.write(f"{sentence}\n")
    answer = {"initiative_no": number, "fiscal_year": year, "revision": revision}
    answers.write(answer | _counts(read, arguments), arguments.format)
    return 1 if read.refused else 0


def _entered(record: Record, entered: Entered, plan: Plan, arguments: Arguments) -> int:
    return enter_together(
        record,
        entered,
        actor_of(arguments),
        plan_id=plan.plan_id,
        expected_revision=arguments.at,
    )


def _counts(read: _MoneyOfFile, arguments: Arguments) -> dict[str, Any]:
    lines = {number: line for number, line in read.lines.items() if line}
    return {
        "dry_run": arguments.dry_run,
        "lines": [_line(number, line) for number, line in lines.items()],
        "taken_away": len(read.lines) - len(lines),
    }


def _read(reading: BudgetReading, before: Resources, arguments: Arguments) -> _MoneyOfFile:
    """Nothing is left blank here and completed later, as on the page: what cannot be read, or is
    open, refuses the file."""
    lang = arguments.lang
    if reading.problem:
        return _MoneyOfFile(refused=(answers.problem_line(reading.problem, lang),))
    if reading.unit and arguments.unit not in (None, reading.unit):
        raise UsageError(
            "cli.resources.other_unit",
            declared=text(f"resources.unit.{reading.unit}", lang),
            told=text(f"resources.unit.{arguments.unit}", lang),
        )
    grid = rows_of(grid_of_file(reading, before, lang))
    rows = [_with_status(row, arguments.status, lang) for row in grid]
    unit = reading.unit or arguments.unit or ""
    accepted = arguments.accept_difference
    read = read_grid(rows, before, unit, lang, is_accepted=accepted)
    faults = [
        *(text(f"resources.fault.{fault.code}", lang, **fault.values) for fault in reading.faults),
        *(fault.sentence(lang) for fault in read.faults),
        *_imbalances(read.imbalanced, lang),
    ]
    if faults:
        faults.append(text("cli.resources.refused", lang))
    return _MoneyOfFile(read.lines, tuple(faults))


def _with_status(row: Row, status: str | None, lang: str) -> Row:
    """`status`: of what was settled, where the table does not say it."""
    is_open = is_missing(row["status"]) and not is_missing(row["settled"])
    return row | {"status": status_label(status, lang)} if status and is_open else row


def _imbalances(lines: tuple[BudgetLine, ...], lang: str) -> Iterator[str]:
    yield from (imbalance_words(line, lang) for line in lines)
    if lines:
        yield text("cli.resources.accept", lang)


def _hours(before: WorkHours | None, arguments: Arguments) -> WorkHours | None:
    given = {name: getattr(arguments, name) for name in HOURS}
    known = {name: value for name, value in given.items() if value is not None}
    hours = replace(before or WorkHours(), **known)
    return hours if hours != WorkHours() else None


def _subject(plan: Plan, arguments: Arguments) -> tuple[int, int]:
    """The initiative and the year. Raises UsageError."""
    numbers = {initiative.initiative_no for initiative in plan.initiatives}
    if arguments.initiative_no not in numbers:
        known = f"{min(numbers)}–{max(numbers)}"
        raise UsageError("cli.unknown_subject", written=arguments.initiative_no, known=known)
    if arguments.year not in plan.fiscal_years:
        years = ", ".join(str(year.start_year) for year in plan.fiscal_years)
        raise UsageError("cli.resources.other_year", known=years)
    return arguments.initiative_no, arguments.year.start_year


def _view(record: Record, arguments: Arguments) -> View:
    as_of = getattr(arguments, "as_of", None)
    plan_id = plan_of(record, arguments.plan_id)
    return view_of(record, on=arguments.on, as_of=as_of, plan_id=plan_id)


RESOURCE_COMMANDS: Final[Mapping[str, Callable[[Arguments], int]]] = {
    "resources list": _list,
    "resources enter": _enter,
}
