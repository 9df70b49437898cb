"""docs/asvs.md answers every point, and what it calls met can be looked up."""

from __future__ import annotations

import ast
import re
from collections import Counter
from functools import cache

import pytest

from tests.docs.reading import ROOT, text_of

DOCUMENT = ROOT / "docs" / "asvs.md"
# Numbers and levels of OWASP ASVS 5.0, levels 1 and 2: facts, without its sentences.
NUMBERS = ROOT / "tests" / "docs" / "asvs_numbers.txt"
STATES = ("met", "not met", "does not apply", "for whoever runs it")
PLACE = re.compile(r"`([\w./-]+)(?:::(\w+))?`")
HEAD = ["number", "asks", "state", "how, or why not", "where it shows"]


def cells(line: str) -> list[str]:
    return [cell.strip() for cell in line[1:].rstrip().rstrip("|").split("|")]


POINTS = [
    dict(zip(HEAD, cells(line), strict=True))
    for line in text_of(DOCUMENT).splitlines()
    if re.match(r"\| \d+\.\d+\.\d+ \|", line)
]


@cache
def functions(path: str) -> frozenset[str]:
    tree = ast.parse(text_of(ROOT / path))
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, kinds))


def test_each_point_of_levels_1_and_2_is_answered_once_and_in_order() -> None:
    wanted = [line.split()[0] for line in text_of(NUMBERS).splitlines()]
    assert len(wanted) == 253
    assert [point["number"] for point in POINTS] == wanted


@pytest.mark.parametrize("point", POINTS, ids=lambda point: point["number"])
def test_what_is_said_of_a_point_can_be_looked_up(point: dict[str, str]) -> None:
    assert point["state"] in STATES
    assert point["asks"]
    shown = PLACE.findall(point["where it shows"])
    for path, name in shown:
        assert any(ROOT.glob(path)), f"{path}: no such file"
        assert not name or name in functions(path), f"{path}: no test {name}"
    if point["state"] == "met":
        assert shown, "met is shown by a test or a file"
    else:
        assert len(point["how, or why not"]) > 5, "said why"


def test_the_counts_are_as_printed() -> None:
    counted = Counter(point["state"] for point in POINTS)
    printed = dict(re.findall(r"^- ([a-z ]+): (\d+)$", text_of(DOCUMENT), re.MULTILINE))
    assert {state: str(counted[state]) for state in STATES} == printed
