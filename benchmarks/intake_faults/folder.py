"""Any folder of files with a table of truths, truths.csv: file, kpi_no, fiscal_year, month, role,
value, status.

`fiscal_year` is its first year (2024) or as offices write it (令和6年度), `month` a number or
empty, `role` actual (also where empty), target, baseline or sum, `value` as it is written (640,
74%, 17/20) or empty where the figure is awaited. A row whose `value` is ? names a figure that may
not be taken without asking. Every file of the folder is read, named in the table or not.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from benchmarks.intake_faults.figures import kpis
from benchmarks.intake_faults.judging import Judged, Told, judge
from benchmarks.intake_faults.truth import Key, Truth
from yamato_dx.fiscal_year import FiscalYear, parse_fiscal_year

TRUTHS: Final = "truths.csv"
COLUMNS: Final = ("file", "kpi_no", "fiscal_year", "month", "role", "value", "status")
_DOUBTFUL: Final = "?"


def judged_folder(folder: Path) -> dict[str, Judged]:
    """File → what became of it. Of what is not read only the outcome says where it stands."""
    told = read_truths(folder / TRUTHS)
    names = sorted(path.name for path in folder.iterdir() if path.name != TRUTHS and path.is_file())
    return {
        name: judge((folder / name).read_bytes(), name, told.get(name, Told(()))) for name in names
    }


def read_truths(path: Path) -> Mapping[str, Told]:
    truths: dict[str, list[Truth]] = defaultdict(list)
    doubtful: dict[str, set[Key]] = defaultdict(set)
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            truth = _truth(row)
            truths[row["file"]].append(truth)
            if row["value"].strip() == _DOUBTFUL:
                doubtful[row["file"]].add(truth.key)
    return {name: Told(tuple(told), frozenset(doubtful[name])) for name, told in truths.items()}


def _truth(row: Mapping[str, str]) -> Truth:
    kpi = kpis().get(row["kpi_no"])
    year = row["fiscal_year"].strip()
    parsed = FiscalYear(int(year)) if year.isdigit() else parse_fiscal_year(year)
    assert isinstance(parsed, FiscalYear), f"{year} is no fiscal year"
    role = row["role"].strip() or "actual"
    assert role in ("actual", "target", "baseline", "sum"), f"{role} is no role"
    return Truth(
        row["kpi_no"],
        kpi.name.ja if kpi else "",
        parsed.start_year,
        int(row["month"]) if row["month"].strip() else None,
        value_in(row["value"].strip()),
        row["value"],
        kpi.unit.ja if kpi else "",
        role,  # type: ignore[arg-type]
        row["status"].strip() or None,
    )


def value_in(text: str) -> float | None:
    """74% is 0.74, 17/20 is 0.85."""
    if text in ("", _DOUBTFUL):
        return None
    plain = text.replace(",", "")
    if plain.endswith("%"):
        return float(plain[:-1]) / 100
    numerator, slash, denominator = plain.partition("/")
    return float(numerator) / float(denominator) if slash else float(plain)


def truth_rows(file_name: str, told: Told) -> Iterable[list[object]]:
    """As they are written into such a table."""
    for truth in told.truths:
        value = _DOUBTFUL if truth.key in told.doubtful else _written(truth)
        when = [truth.fiscal_year, truth.month or ""]
        yield [file_name, truth.kpi_no, *when, truth.role, value, truth.status or ""]


def _written(truth: Truth) -> str:
    return "" if truth.value is None else f"{truth.value!r}"
