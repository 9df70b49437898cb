"""Published population figures of a municipality, from `data/population/`: tidy tables, checked."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

import pandas as pd

from yamato_dx.errors import Refused
from yamato_dx.population.age_groups import is_age_group

FIGURES: Final = "figures"
# What identifies a figure; two rows with the same key would be a guess.
KEY: Final = ("municipality_code", "date", "series", "vintage", "sex", "age_group")
MOVEMENT_KEY: Final = ("municipality_code", "year", "series", "item")
IDENTIFIED: Final[Mapping[str, tuple[str, ...]]] = {FIGURES: KEY, "movements": MOVEMENT_KEY}
SOURCE: Final = ("source", "obtained", "grade", "terms")
COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    FIGURES: (*KEY, "population", *SOURCE, "note"),
    "series": ("series", "kind", "name_ja", "name_en", "basis_ja", "basis_en"),
    "changes": (
        "municipality_code",
        "changed_on",
        "former_code",
        "former_name_ja",
        "former_name_en",
        *SOURCE,
    ),
    "namesakes": (
        "municipality_code",
        "namesake_code",
        "name_ja",
        "name_en",
        "prefecture_ja",
        "prefecture_en",
        "ended_on",
        "successor_ja",
        "successor_en",
        "source",
        "terms",
    ),
    "per_resident": ("municipality_code", "kpi_id", "age_group", "per_persons"),
    "movements": ("municipality_code", "year", "series", "item", "people", *SOURCE, "note"),
}
KINDS: Final = ("census", "register", "imputed", "projection", "movement")
SEXES: Final = ("total", "male", "female")
DATES: Final = ("date", "changed_on", "ended_on")
WHOLE: Final = ("population", "per_persons")
# What a movement counts; `change` is the whole year's, and may be below 0.
ITEMS: Final = ("births", "deaths", "moved_in", "moved_out", "change")
SIGNED: Final = ("year", "people")

PublishedRow = dict[str, str]


@dataclass(frozen=True, eq=False)
class Published:
    """`figures`: one row per published figure, of the municipality and of those it was made from.

    `series`: one row per series (what kind it is, what it counts). `changes`: one row per former
    municipality. `namesakes`: one row per other municipality of the same name, whose figures are
    never among these. `per_resident`: one row per KPI that is held against a population.
    `movements`: one row per calendar year, series and item of `ITEMS`.
    """

    figures: pd.DataFrame
    series: pd.DataFrame
    changes: pd.DataFrame
    namesakes: pd.DataFrame
    per_resident: pd.DataFrame
    movements: pd.DataFrame


def read_published(folder: Path, municipality_code: str) -> str:
    """The figures of one municipality as a document for the record, always the same text for the
    same rows. Raises Refused with file and line of the first fault; a folder without files, or
    without rows of this municipality, gives empty tables."""
    tables = {name: _read(folder, name) for name in COLUMNS}
    former = {row["former_code"] for row in _own(tables["changes"], {municipality_code})}
    own = {
        name: rows if name == "series" else _own(rows, {municipality_code, *former})
        for name, rows in tables.items()
    }
    return json.dumps(own, ensure_ascii=False, sort_keys=True)


def published_from_document(document: str | None) -> Published:
    """What `read_published` wrote; empty tables for None."""
    tables = json.loads(document) if document else {}
    return Published(**{name: _frame(tables.get(name, []), name) for name in COLUMNS})


def _read(folder: Path, name: str) -> list[PublishedRow]:
    paths = (
        sorted((folder / FIGURES).glob("*.csv")) if name == FIGURES else [folder / f"{name}.csv"]
    )
    rows = [row for path in paths if path.exists() for row in _rows(path, name)]
    if name in IDENTIFIED:
        _refuse_repeated(rows, IDENTIFIED[name])
    return rows


def _rows(path: Path, name: str) -> list[PublishedRow]:
    text = path.read_text(encoding="utf-8-sig")
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    if tuple(reader.fieldnames or ()) != COLUMNS[name]:
        raise _fault(path, 1, COLUMNS[name][0])
    rows = []
    for row in reader:
        wrong = next(
            (column for column, holds in _CHECKS if column in row and not holds(row[column])), None
        )
        if None in row or None in row.values() or wrong:
            raise _fault(path, reader.line_num, wrong or COLUMNS[name][0])
        rows.append(row)
    return rows


def _fault(path: Path, line: int, column: str) -> Refused:
    return Refused("population.data_broken", file=path.name, line=line, column=column)


def _refuse_repeated(rows: list[PublishedRow], identity: tuple[str, ...]) -> None:
    seen: set[tuple[str, ...]] = set()
    for row in rows:
        key = tuple(row[name] for name in identity)
        if key in seen:
            raise Refused("population.data_repeated", key=" ".join(key))
        seen.add(key)


def _is_code(raw: str) -> bool:
    """全国地方公共団体コード with its check digit: weights 6 to 2, modulus 11."""
    if not re.fullmatch(r"[0-9]{6}", raw):
        return False
    total = sum(int(digit) * weight for digit, weight in zip(raw, range(6, 1, -1), strict=False))
    return (11 - total % 11) % 10 == int(raw[5])


def _is_day(raw: str) -> bool:
    try:
        return date.fromisoformat(raw).isoformat() == raw
    except ValueError:
        return False


def _is_whole(raw: str) -> bool:
    return bool(re.fullmatch(r"0|[1-9][0-9]{0,9}", raw))


def _is_signed(raw: str) -> bool:
    return _is_whole(raw.removeprefix("-"))


_CHECKS: Final[tuple[tuple[str, Callable[[str], bool]], ...]] = (
    ("municipality_code", _is_code),
    ("former_code", _is_code),
    ("namesake_code", _is_code),
    *((name, _is_day) for name in DATES),
    *((name, _is_whole) for name in WHOLE),
    *((name, _is_signed) for name in SIGNED),
    ("item", ITEMS.__contains__),
    ("sex", SEXES.__contains__),
    ("kind", KINDS.__contains__),
    ("age_group", is_age_group),
    ("series", bool),
    ("source", bool),
    ("terms", bool),
)


def _own(rows: list[PublishedRow], codes: set[str]) -> list[PublishedRow]:
    return [row for row in rows if row["municipality_code"] in codes]


def _frame(rows: list[PublishedRow], name: str) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=list(COLUMNS[name])).astype("str")
    kinds = {column: "datetime64[us]" for column in DATES if column in frame}
    return frame.astype(
        kinds | {column: "int64" for column in (*WHOLE, *SIGNED) if column in frame}
    )
