"""A table of 事業 with their budget, what was settled and its sources: bytes → rows.

What is read is shown and completed on the screen before it is saved, so a cell that is no amount is
told and left blank; nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from yamato_dx.intake.files.reading import read_document
from yamato_dx.intake.files.sheet import Sheet
from yamato_dx.intake.problem import Problem
from yamato_dx.lettering import is_blank, nfkc
from yamato_dx.number_words import PLAIN, number_and_unit

WORDS: Final = ("project", "account", "item", "note")
AMOUNTS: Final = (
    *("budget", "settled", "carried"),
    *("national", "prefectural", "bonds", "other", "general"),
)
# How papers of offices head them, blanks and units taken off.
HEADINGS: Final[Mapping[str, tuple[str, ...]]] = {
    "project": ("事業名", "事務事業名", "事業", "事業名称", "project"),
    "account": ("会計", "会計名", "会計区分", "account"),
    "item": ("款項目", "予算科目", "科目", "款・項・目", "item"),
    "budget": ("予算現額", "予算額", "予算", "budget"),
    "settled": ("決算額", "決算", "支出済額", "決算見込額", "決算見込", "settled"),
    "status": ("見込/確定", "見込・確定", "確定/見込", "確定・見込", "決算の状態", "status"),
    "carried": ("翌年度繰越額", "繰越額", "翌年度繰越", "carriedover"),
    "national": ("国", "国庫支出金", "国支出金", "national"),
    "prefectural": (
        "県",
        "県支出金",
        "都道府県支出金",
        "都支出金",
        "道支出金",
        "府支出金",
        "prefectural",
    ),
    "bonds": ("地方債", "町債", "市債", "村債", "区債", "起債", "bonds"),
    "other": ("その他", "その他特定財源", "other"),
    "general": ("一般財源", "general"),
    "note": ("備考", "摘要", "note"),
}
FORECASTS: Final = ("決算見込額", "決算見込")
STATUSES: Final[Mapping[str, str]] = {
    **dict.fromkeys(("見込", "見込み", "forecast"), "forecast"),
    **dict.fromkeys(("確定", "final"), "final"),
}
UNITS: Final[Mapping[str, str]] = {
    **dict.fromkeys(("千円", "thousandyen"), "thousand_yen"),
    **dict.fromkeys(("円", "yen"), "yen"),
}
TOTALS: Final = frozenset(("計", "合計", "総計", "小計", "total"))
# Above what any municipality has; what is not below it is no amount.
BELOW: Final = 10**15
# Nothing was spent from it, or nothing is told: the table does not say which.
_DASHES: Final = frozenset(("-", "―", "ー", "‐", "–", "—", "−"))
_BRACKETS: Final = re.compile(r"[（(\[［〔][^）)\]］〕]*[）)\]］〕]")
_DECLARED: Final = re.compile(r"千円|円|thousandyen|yen")
_BLANKS: Final = re.compile(r"\s+")
# Rows above the headings that may hold a title and the unit.
_LOOKED_AT: Final = 20


class BudgetFault(NamedTuple):
    """What is told of a cell, or of the file: message `resources.fault.<code>` with its values."""

    code: str
    values: Mapping[str, object]


@dataclass(frozen=True)
class BudgetRow:
    """One 事業 as the table has it. `amounts`: those that the table tells. `status` «»: it does not
    say whether what was settled is a forecast."""

    project: str
    account: str
    item: str
    note: str
    status: str
    amounts: Mapping[str, int]


@dataclass(frozen=True)
class BudgetReading:
    """`unit`: as the table declares it, «» where it does not, or says both. `unread`: headings
    whose columns were passed over. `problem`: for which the file was refused."""

    rows: tuple[BudgetRow, ...] = ()
    unit: str = ""
    faults: tuple[BudgetFault, ...] = ()
    unread: tuple[str, ...] = ()
    problem: Problem | None = None


@dataclass
class _MoneyTable:
    """`places`: of the columns by name. `rows`: number in the file and cells."""

    places: Mapping[str, int]
    headings: Sequence[str]
    above: Sequence[str]
    rows: Sequence[tuple[int, Sequence[str]]]
    faults: list[BudgetFault] = field(default_factory=list)


def read_budget_table(data: bytes) -> BudgetReading:
    """The first sheet that has a column of 事業名; every other is passed over."""
    document = read_document(data)
    if isinstance(document, Problem):
        return BudgetReading(problem=document)
    for sheet in document.sheets:
        if not sheet.is_hidden and (table := _table_in(sheet)):
            return _reading(table)
    return BudgetReading(faults=(BudgetFault("no_headings", {}),))


def _table_in(sheet: Sheet) -> _MoneyTable | None:
    records = [(sheet.header_row, list(sheet.header))]
    columns = [column.texts() for column in sheet.columns]
    numbers = sheet.row_nos.tolist()
    records += [
        (int(number), [str(column[place]) for column in columns])
        for place, number in enumerate(numbers)
    ]
    for place, (_, cells) in enumerate(records[:_LOOKED_AT]):
        places = _places(cells)
        if "project" in places and places.keys() & set(AMOUNTS):
            above = [cell for _, row in records[:place] for cell in row if not is_blank(cell)]
            return _MoneyTable(places, cells, above, records[place + 1 :])
    return None


def _places(cells: Sequence[str]) -> dict[str, int]:
    """The first column under each heading that is known."""
    places: dict[str, int] = {}
    for place, cell in enumerate(cells):
        heading = _heading(cell)
        for name, known in HEADINGS.items():
            if heading in known:
                places.setdefault(name, place)
    return places


def _heading(cell: str) -> str:
    """Without blanks and what stands in brackets, in one width."""
    return _BLANKS.sub("", _BRACKETS.sub("", nfkc(cell))).lower()


def _reading(table: _MoneyTable) -> BudgetReading:
    rows = tuple(_rows(table))
    declared = _units(table)
    if len(declared) > 1:
        table.faults.append(BudgetFault("two_units", {}))
    read = set(table.places.values())
    unread = (
        cell.strip()
        for place, cell in enumerate(table.headings)
        if place not in read and not is_blank(cell)
    )
    unit = declared.pop() if len(declared) == 1 else ""
    return BudgetReading(rows, unit, tuple(table.faults), tuple(unread))


def _units(table: _MoneyTable) -> set[str]:
    """As headings and what stands above them declare it."""
    of_headings = [table.headings[table.places[name]] for name in AMOUNTS if name in table.places]
    found = set()
    for cell in (*table.above, *of_headings):
        words = nfkc(cell)
        bracketed = " ".join(_BRACKETS.findall(words)) or (words if "単位" in words else "")
        found |= {UNITS[unit] for unit in _DECLARED.findall(_BLANKS.sub("", bracketed).lower())}
    return found


def _rows(table: _MoneyTable) -> Iterator[BudgetRow]:
    for number, cells in table.rows:
        words = {name: _cell(table, cells, name) for name in (*WORDS, "status")}
        amounts = dict(_amounts(table, number, cells))
        is_total = _heading(words["project"]) in TOTALS
        if is_total or not (words["project"] or amounts):
            continue
        if not words["project"]:
            table.faults.append(BudgetFault("no_project", {"row": number}))
        status = _status(table, words.pop("status"), number)
        yield BudgetRow(status=status, amounts=amounts, **words)


def _cell(table: _MoneyTable, cells: Sequence[str], name: str) -> str:
    place = table.places.get(name)
    return "" if place is None or place >= len(cells) else cells[place].strip()


def _status(table: _MoneyTable, written: str, number: int) -> str:
    if "status" not in table.places:
        heading = _heading(table.headings[table.places["settled"]]) if _has_settled(table) else ""
        return "forecast" if heading in FORECASTS else ""
    found = STATUSES.get(nfkc(written).lower(), "")
    if written and not found:
        table.faults.append(BudgetFault("status", {"row": number, "written": written}))
    return found


def _has_settled(table: _MoneyTable) -> bool:
    return "settled" in table.places


def _amounts(table: _MoneyTable, number: int, cells: Sequence[str]) -> Iterator[tuple[str, int]]:
    for name in AMOUNTS:
        written = nfkc(_cell(table, cells, name))
        if is_blank(written) or written in _DASHES:
            continue
        amount = _amount(written, _units(table))
        if amount is None:
            heading = table.headings[table.places[name]].strip()
            values = {"row": number, "heading": heading, "written": written}
            table.faults.append(BudgetFault("amount", values))
        else:
            yield name, amount


def _amount(written: str, declared: set[str]) -> int | None:
    """None: no whole number, or in another unit than the table's."""
    found = PLAIN.fullmatch(written)
    if found is None:
        return None
    amount, unit = number_and_unit(found)
    if unit and UNITS.get(unit) not in declared:
        return None
    return int(amount) if abs(amount) < BELOW and amount == int(amount) else None
