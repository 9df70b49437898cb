"""What is typed or read of money and hours, held to what can be saved; and what a save enters."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count
from typing import Any, Final

import pandas as pd

from yamato_dx.entries.kind import Entered
from yamato_dx.entries.review.resources import (
    BUDGET_LINE,
    WORK_HOURS,
    BudgetLine,
    MoneyUnit,
    SettledStatus,
    WorkHours,
)
from yamato_dx.i18n import text
from yamato_dx.intake.resources.budget_table import (
    BELOW,
    BudgetReading,
    BudgetRow,
    read_budget_table,
)
from yamato_dx.queries.resources.resources import AMOUNTS, Resources
from yamato_dx.rows import Row, is_missing

__all__ = ["BudgetReading", "read_budget_table"]

UNITS: Final[tuple[MoneyUnit, ...]] = ("yen", "thousand_yen")
STATUSES: Final[tuple[SettledStatus, ...]] = ("forecast", "final")
WORDS: Final = ("project", "account", "item")
# `number`: of the line, missing in a row that is new.
GRID_COLUMNS: Final = ("number", *WORDS, "budget", "settled", "status", *AMOUNTS[2:], "note")


@dataclass(frozen=True)
class MoneyFault:
    """Message `resources.fault.<code>` with its values."""

    code: str
    values: Mapping[str, object]

    def sentence(self, lang: str) -> str:
        return text(f"resources.fault.{self.code}", lang, **self.values)


@dataclass(frozen=True)
class ReadMoney:
    """What a save would enter, by number of the line; None takes it away. `imbalanced`: those of
    which a person has to say that the sources are right."""

    lines: Mapping[int, BudgetLine | None]
    faults: tuple[MoneyFault, ...]
    imbalanced: tuple[BudgetLine, ...]


def grid_of(found: Resources, lang: str) -> pd.DataFrame:
    """One row per line, to be typed over."""
    rows = [_of_line(number, line, lang) for number, line in found.lines.items()]
    return _grid(rows)


def grid_of_file(reading: BudgetReading, found: Resources, lang: str) -> pd.DataFrame:
    """The rows of a file; each keeps the number of the line that is the same 事業."""
    known = {_identity(line.project, line.account, line.item): n for n, line in found.lines.items()}
    rows = []
    for row in reading.rows:
        number = known.pop(_identity(row.project, row.account, row.item), None)
        rows.append(_of_row(number, row, lang))
    return _grid(rows)


def _identity(*words: str) -> tuple[str, ...]:
    return tuple("".join(word.split()) for word in words)


def _of_line(number: int, line: BudgetLine, lang: str) -> Row:
    status = status_label(line.settled_status, lang) if line.settled is not None else None
    words = {name: getattr(line, name) for name in (*WORDS, *AMOUNTS, "note")}
    return {"number": number, "status": status, **words}


def _of_row(number: int | None, row: BudgetRow, lang: str) -> Row:
    words = {name: getattr(row, name) for name in (*WORDS, "note")}
    amounts = {name: row.amounts.get(name) for name in AMOUNTS}
    status = status_label(row.status, lang) if row.status else None
    return {"number": number, "status": status, **words, **amounts}


def _grid(rows: Sequence[Row]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=list(GRID_COLUMNS))
    texts = dict.fromkeys((*WORDS, "status", "note"), "str")
    return frame.astype({**texts, **dict.fromkeys(("number", *AMOUNTS), "Int64")})


def status_label(status: str, lang: str) -> str:
    return text(f"resources.status.{status}", lang)


def read_grid(
    rows: Iterable[Row], found: Resources, unit: str, lang: str, *, is_accepted: bool = False
) -> ReadMoney:
    """The rows of the grid as they are now, amounts in `unit`. `is_accepted`: that sources which
    miss what was settled are right so."""
    told = [row for row in rows if not _is_blank(row)]
    faults = [] if unit or not told else [MoneyFault("unit", {})]
    numbers = _numbers(told, found)
    lines: dict[int, BudgetLine | None] = {}
    for number, row in zip(numbers, told, strict=True):
        faults += _faults_of(row)
        lines[number] = _as_accepted(_line(row, unit, lang), found.lines.get(number))
    imbalanced = tuple(line for line in lines.values() if line and _is_asked(line))
    accepted: dict[int, BudgetLine | None] = {
        number: replace(line, difference_accepted=line.difference)
        if is_accepted and line and _is_asked(line)
        else line
        for number, line in lines.items()
    }
    gone: dict[int, BudgetLine | None] = {n: None for n in found.lines if n not in accepted}
    changed = {n: line for n, line in accepted.items() if line != found.lines.get(n)}
    return ReadMoney(gone | changed, tuple(faults), () if is_accepted else imbalanced)


def _as_accepted(line: BudgetLine, before: BudgetLine | None) -> BudgetLine:
    """What a person said of the same difference holds on."""
    accepted = before.difference_accepted if before else None
    is_same = bool(line.difference) and accepted == line.difference
    return replace(line, difference_accepted=accepted) if is_same else line


def _is_asked(line: BudgetLine) -> bool:
    return not line.is_balanced and line.difference_accepted != line.difference


def _numbers(rows: Sequence[Row], found: Resources) -> list[int]:
    """Of each row; the new ones go on behind the last."""
    known = [None if is_missing(row.get("number")) else int(row["number"]) for row in rows]
    last = max([*found.lines, *(number for number in known if number), 0])
    new = count(last + 1)
    return [next(new) if number is None else number for number in known]


def _faults_of(row: Row) -> list[MoneyFault]:
    project = _word(row, "project")
    faults = [] if project else [MoneyFault("project", {})]
    if any(abs(_amount(row, name) or 0) >= BELOW for name in AMOUNTS):
        faults.append(MoneyFault("too_large", {"project": project}))
    if _amount(row, "settled") is not None and not _word(row, "status"):
        faults.append(MoneyFault("settled_status", {"project": project}))
    return faults


def _line(row: Row, unit: str, lang: str) -> BudgetLine:
    statuses = {status_label(status, lang): status for status in STATUSES}
    return BudgetLine(
        project=_word(row, "project"),
        account=_word(row, "account"),
        item=_word(row, "item"),
        unit="thousand_yen" if unit == "thousand_yen" else "yen",
        settled_status=statuses.get(_word(row, "status"), "final"),
        note=_word(row, "note"),
        **{name: _amount(row, name) for name in AMOUNTS},
    )


def _word(row: Row, name: str) -> str:
    value = row.get(name)
    return "" if value is None or is_missing(value) else str(value).strip()


def _amount(row: Row, name: str) -> int | None:
    value = row.get(name)
    return None if value is None or is_missing(value) else int(value)


def _is_blank(row: Row) -> bool:
    words = any(_word(row, name) for name in (*WORDS, "note"))
    return not words and all(_amount(row, name) is None for name in AMOUNTS)


def edited_rows(edits: Mapping[str, Any], drawn: Sequence[Row]) -> list[Row]:
    """The rows of a grid as they are now; its widget tells only what changed in it."""
    gone = set(edits["deleted_rows"])
    kept = [
        row | edits["edited_rows"].get(place, {})
        for place, row in enumerate(drawn)
        if place not in gone
    ]
    return [*kept, *(dict(row) for row in edits["added_rows"])]


def entered_of(
    initiative_no: int,
    fiscal_year: int,
    *,
    lines: Mapping[int, BudgetLine | None],
    hours: WorkHours | None,
    before: Resources,
) -> Entered:
    """What a save enters of one initiative's year: what differs from `before`."""
    year = str(fiscal_year)
    key = WORK_HOURS.key(str(initiative_no), year)
    return {
        BUDGET_LINE: {
            BUDGET_LINE.key(str(initiative_no), year, str(number)): line
            for number, line in lines.items()
        },
        WORK_HOURS: {} if hours == before.hours else {key: hours},
    }
