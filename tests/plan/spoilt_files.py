"""The examples of a plan's faults that are lines of files, written into a good folder."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from tests.plan.test_faults import AVERAGES, GOOD, later_version, written
from yamato_dx.plan.folder.reading import read_versions
from yamato_dx.plan.model.fault import PlanFault
from yamato_dx.problem_types import Example, ProblemType

Files = dict[str, str]

# What the good example says and the good plan says otherwise: file, as it is, as it becomes.
_MADE_TO_STAND: Final[Mapping[str, tuple[str, str, str]]] = {
    "cumulative_not_last": (
        "kpis.yaml",
        "is_cumulative: false\n  aggregation: sum",
        "is_cumulative: true\n  aggregation: last",
    ),
    "period_kind_disagrees": (
        "kpis.yaml",
        "  aggregation: sum\n  baseline",
        "  aggregation: sum\n  period_kind: fiscal_total\n  baseline",
    ),
    "final_after_due": (
        "kpis.yaml",
        "  report_due_month_day: 06-30\n",
        "  report_due_month_day: 06-30\n  final_by_month_day: 06-20\n",
    ),
    "default_missing": ("open_questions.yaml", "hold\n", "default\n  default: heads\n"),
    "default_unknown": ("open_questions.yaml", "hold\n", "default\n  default: heads\n"),
    "no_place_for_footnotes": ("open_questions.yaml", "kind: bars", "kind: text"),
}
# The bad example is all that its file holds.
_WHOLE: Final = ("none_listed", "no_place_for_bars", "empty_file", "not_a_mapping")
FILE_NAME: Final = re.compile(r"# ((?:\d\.\d/)?\w+\.yaml)")


def faults_of_files(folder: Path, kind: ProblemType, *, is_bad: bool) -> list[PlanFault]:
    assert kind.bad
    assert kind.good
    files = _versions() if "1.0/" in kind.bad.text else dict(GOOD)
    if kind.code in _MADE_TO_STAND:
        file, as_is, becomes = _MADE_TO_STAND[kind.code]
        assert as_is in files[file]
        files[file] = files[file].replace(as_is, becomes)
    good, bad = _lines_by_file(kind.good), _lines_by_file(kind.bad)
    for file, lines in good.items():
        spoilt = _spoilt(files[file], lines, bad[file], is_whole=kind.code in _WHOLE)
        if is_bad:
            files[file] = spoilt.replace("⇥", "\t").replace("␋", "\x0b")
    for file, content in files.items():
        written(folder / Path(file).parent, {Path(file).name: content})
    reading = read_versions(folder, AVERAGES)
    return [*reading.faults, *reading.notes]


def _versions() -> Files:
    later = {name: lines.replace('"2"', '"2.0"') for name, lines in later_version().items()}
    later["plan.yaml"] = later["plan.yaml"].replace('plan_version: "2"', 'plan_version: "2.0"')
    return {
        f"{version}/{name}": lines
        for version, files in (("1.0", GOOD), ("2.0", later | {"kpis.yaml": GOOD["kpis.yaml"]}))
        for name, lines in files.items()
    }


def _lines_by_file(example: Example) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for line in example.text.splitlines():
        head = FILE_NAME.fullmatch(line)
        if head:
            file = head[1]
        else:
            found.setdefault(file, []).append(line)
    return found


def _spoilt(content: str, good: list[str], bad: list[str], *, is_whole: bool) -> str:
    """The file with the bad lines in the place of the good ones, which must stand in it in this
    order, each whole or its beginning."""
    lines = content.splitlines()
    places = _places(lines, good)
    if good == bad:
        return content
    if is_whole:
        return "\n".join(bad) + "\n"
    before = _common(good, bad)
    after = _common(good[before:][::-1], bad[before:][::-1])
    taken, put = good[before : len(good) - after], bad[before : len(bad) - after]
    first = places[before] if before < len(good) else places[-1] + 1
    rest = lines[first + len(taken) - 1][len(taken[-1]) :] if taken else ""
    put = [*put[:-1], put[-1] + rest] if put else []
    return "\n".join([*lines[:first], *put, *lines[first + len(taken) :], ""])


def _places(lines: list[str], wanted: list[str]) -> list[int]:
    """Where the wanted lines stand, one after the other."""
    places: list[int] = []
    for line in wanted:
        start = places[-1] + 1 if places else 0
        found = (at for at in range(start, len(lines)) if lines[at].startswith(line))
        places.append(next(found, -1))
        assert places[-1] >= 0, f"{line!r} does not stand in the good plan"
    return places


def _common(one: list[str], other: list[str]) -> int:
    """How many lines are the same at the beginning of both."""
    same = (left == right for left, right in zip(one, other, strict=False))
    return next((at for at, is_same in enumerate(same) if not is_same), min(len(one), len(other)))
