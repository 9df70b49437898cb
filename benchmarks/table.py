"""The measures as one table for people, and as JSON."""

from __future__ import annotations

import importlib.metadata
import json
import os
import platform
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Final

from benchmarks.measure import Measure

LIBRARIES: Final = ("streamlit", "altair", "pandas", "duckdb", "pyarrow", "uvicorn")
HEADS: Final = ("", "ours", "floor", "ours ÷ floor", "goal", "")
MARKS: Final = {True: "met", False: "MISSED", None: ""}


def as_markdown(measures: Sequence[Measure]) -> str:
    rows = [HEADS, *(_cells(measure) for measure in measures)]
    widths = [max(_width(row[place]) for row in rows) for place in range(len(HEADS))]
    lines = [_line(row, widths) for row in rows]
    rule = "|".join(
        ("", *("-" * (width + 1) + (":" if n else "-") for n, width in enumerate(widths)), "")
    )
    return "\n".join((lines[0], rule, *lines[1:]))


def as_json(measures_of: Mapping[str, Sequence[Measure]]) -> str:
    """`benchmarks`: the measures by name, with `ratio` and `is_met`; `machine` as described."""
    benchmarks = {
        name: [
            asdict(measure) | {"ratio": measure.ratio, "is_met": measure.is_met}
            for measure in measures
        ]
        for name, measures in measures_of.items()
    }
    whole = {"machine": machine(), "benchmarks": benchmarks}
    return json.dumps(whole, ensure_ascii=False, indent=1)


def machine() -> dict[str, str]:
    """What the numbers depend on, without the name of the machine."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return {
        "cores": str(os.cpu_count()),
        "memory": f"{memory:.0f} GiB",
        "system": f"{platform.system()} {platform.machine()}",
        "Python": platform.python_version(),
        **{name: importlib.metadata.version(name) for name in LIBRARIES},
    }


def _cells(measure: Measure) -> tuple[str, ...]:
    ratio = f"{measure.ratio:.2f}" if measure.ratio is not None else ""
    return (
        measure.what,
        _figure(measure.ours, measure.unit),
        "" if measure.floor is None else _figure(measure.floor, measure.unit),
        ratio,
        measure.goal.words if measure.goal else "",
        MARKS[measure.is_met],
    )


def _figure(value: float, unit: str) -> str:
    digits = 0 if value >= 100 or value == int(value) else 1 if value >= 10 else 2
    return f"{value:,.{digits}f} {unit}".strip()


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    padded = (
        cell + " " * (width - _width(cell)) if place == 0 else " " * (width - _width(cell)) + cell
        for place, (cell, width) in enumerate(zip(row, widths, strict=True))
    )
    return "| " + " | ".join(padded) + " |"


def _width(text: str) -> int:
    """Kanji and kana take two places on the screen."""
    return sum(2 if "\u3000" <= sign <= "\uffef" else 1 for sign in text)
