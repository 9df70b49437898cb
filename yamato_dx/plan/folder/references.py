"""What others publish about a municipality, shown beside its plan and never in a verdict: from
`data/published/references/*.csv`."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Final

import pandas as pd

from yamato_dx.plan.folder.nodes import Unreadable, read_text
from yamato_dx.plan.model.fault import PlanFault, PlanRefused

REFERENCE_COLUMNS: Final[Mapping[str, str]] = {
    "municipality_code": "str",
    "topic": "str",
    "initiative_no": "Int64",
    "indicator_id": "str",
    "group_ja": "str",
    "group_en": "str",
    "indicator_ja": "str",
    "indicator_en": "str",
    "value_status": "str",
    "reference_value": "float64",
    "numerator": "float64",
    "denominator": "float64",
    "published_on": "datetime64[us]",
    "base_date": "datetime64[us]",
    "publisher_ja": "str",
    "publisher_en": "str",
    "source": "str",
    "source_label": "str",
    "grade": "str",
    "terms": "str",
    "note_ja": "str",
    "note_en": "str",
}
TOPICS: Final = ("initiative", "organisation", "people")
STATES: Final = ("done", "not_done")
FILLED: Final = ("municipality_code", "indicator_id", "indicator_ja", "indicator_en", "source")

UNVERIFIED_COLUMNS: Final = (
    "municipality_code",
    "about_ja",
    "about_en",
    "unverified_ja",
    "unverified_en",
)

ReferenceRow = dict[str, str]


def read_source_names(file: Path) -> dict[str, str]:
    """What sources are called in English, by the words as written."""
    with file.open(encoding="utf-8", newline="") as lines:
        return {row["written"]: row["english"] for row in csv.DictReader(lines)}


def read_unverified(file: Path) -> pd.DataFrame:
    """UNVERIFIED_COLUMNS, one row per thing that nobody has checked yet; none without a file."""
    if not file.exists():
        return pd.DataFrame(columns=list(UNVERIFIED_COLUMNS), dtype="str")
    return pd.read_csv(file, dtype="str", keep_default_na=False)[list(UNVERIFIED_COLUMNS)]


def read_references(folder: Path) -> pd.DataFrame:
    """One row per figure published about a municipality, in the order of the files.

    `reference_value` is 0–1; rows about something done or not done have `value_status` instead.
    Raises `PlanRefused` with all faults. A folder that does not exist gives an empty frame.
    """
    faults: list[PlanFault] = []
    rows = [row for path in sorted(folder.glob("*.csv")) for row in _rows(path, faults)]
    if faults:
        raise PlanRefused(tuple(faults))
    blank_is_missing = [{name: value or None for name, value in row.items()} for row in rows]
    frame = pd.DataFrame(blank_is_missing, columns=list(REFERENCE_COLUMNS))
    return frame.assign(
        initiative_no=pd.to_numeric(frame["initiative_no"]),
        reference_value=pd.to_numeric(frame["reference_value"]),
        numerator=pd.to_numeric(frame["numerator"]),
        denominator=pd.to_numeric(frame["denominator"]),
    ).astype(dict(REFERENCE_COLUMNS))


def _rows(path: Path, faults: list[PlanFault]) -> list[ReferenceRow]:
    """The rows of a file, or nothing and its faults."""
    try:
        reader = csv.DictReader(io.StringIO(read_text(path), newline=""), strict=True)
        if tuple(reader.fieldnames or ()) != tuple(REFERENCE_COLUMNS):
            raise Unreadable(1, "benchmark_columns", columns=", ".join(REFERENCE_COLUMNS))
        rows: list[ReferenceRow] = []
        found: list[PlanFault] = []
        for row in reader:
            if None in row or None in row.values():
                raise Unreadable(reader.line_num, "benchmark_row")
            rows.append({name: value.strip() for name, value in row.items()})
            found.extend(_faults(path.name, reader.line_num, rows[-1]))
    except Unreadable as problem:
        faults.append(PlanFault(path.name, problem.line, problem.code, problem.values))
        return []
    except csv.Error:
        faults.append(PlanFault(path.name, reader.reader.line_num, "benchmark_row"))
        return []
    faults.extend(found)
    return [] if found else rows


def _faults(file: str, line: int, row: ReferenceRow) -> Iterator[PlanFault]:
    for applies, code, column in _CHECKS:
        if applies(row):
            yield PlanFault(file, line, code, {"column": column, "raw": row[column] or "–"})


def _blank(column: str) -> Callable[[ReferenceRow], bool]:
    return lambda row: not row[column]


def _is_share(raw: str) -> bool:
    return bool(re.fullmatch(r"\d(\.\d{1,15})?", raw, re.ASCII)) and float(raw) <= 1


def _is_count(raw: str) -> bool:
    return bool(re.fullmatch(r"\d{1,9}", raw, re.ASCII))


def _is_day(raw: str) -> bool:
    try:
        return date.fromisoformat(raw).isoformat() == raw
    except ValueError:
        return False


def _unless(column: str, is_good: Callable[[str], bool]) -> Callable[[ReferenceRow], bool]:
    """Whether the cell is filled, and wrongly."""
    return lambda row: bool(row[column]) and not is_good(row[column])


_CHECKS: Final[tuple[tuple[Callable[[ReferenceRow], bool], str, str], ...]] = (
    *((_blank(column), "benchmark_blank", column) for column in FILLED),
    (lambda row: row["topic"] not in TOPICS, "reference_word", "topic"),
    (_unless("value_status", STATES.__contains__), "reference_word", "value_status"),
    (
        lambda row: (
            row["topic"] in TOPICS
            and (row["topic"] == "initiative") != _is_count(row["initiative_no"])
        ),
        "reference_word",
        "initiative_no",
    ),
    (_unless("reference_value", _is_share), "benchmark_value", "reference_value"),
    *(
        (_unless(column, _is_count), "reference_word", column)
        for column in ("numerator", "denominator")
    ),
    *(
        (_unless(column, _is_day), "benchmark_date", column)
        for column in ("published_on", "base_date")
    ),
    (
        lambda row: bool(row["value_status"]) == bool(row["reference_value"]),
        "reference_value_or_state",
        "reference_value",
    ),
)
