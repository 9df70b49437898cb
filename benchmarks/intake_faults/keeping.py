"""Files that came out badly, kept with their truths to be looked at."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

from benchmarks.intake_faults.cleans import told_of
from benchmarks.intake_faults.faults.registry import spoilt
from benchmarks.intake_faults.folder import COLUMNS, TRUTHS, truth_rows
from benchmarks.intake_faults.running import NO_FAULT, Found, files_of


def keep(found: Sequence[Found], seed: int, folder: Path) -> None:
    """Each as its bytes, all with one table of truths and one of what was found."""
    folder.mkdir(parents=True, exist_ok=True)
    files = {made.file_name: made for made in files_of(seed)}
    rows: list[Sequence[object]] = []
    reasons: list[Sequence[object]] = []
    for one in found:
        made = files[one.file_name]
        stem, dot, ending = one.file_name.rpartition(".")
        name = f"{stem}-{one.kind.replace(' ', '-')}-{one.number}{dot}{ending}"
        fault = None if one.kind == NO_FAULT else spoilt(made, one.kind, one.number)  # type: ignore[arg-type]
        data, told = (fault.data, fault.told) if fault else (made.data, told_of(made))
        (folder / name).write_bytes(data)
        rows += truth_rows(name, told)
        reasons.append([name, one.outcome, one.what, one.reason])
    _write(folder / TRUTHS, COLUMNS, rows)
    _write(folder.parent / f"{folder.name}.csv", ("file", "outcome", "what", "reason"), reasons)


def _write(path: Path, heads: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([heads, *rows])
