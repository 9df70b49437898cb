"""The program knows no question of a plan, and no answer to one, by its id."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from yamato_dx.plan.folder.reading import read_plans
from yamato_dx.root import ROOT

PLANS = (*(ROOT / "data" / "plans").iterdir(), ROOT / "tests" / "towns" / "minato")
SOURCES = ("*.py", "*.po", "*.html", "*.js", "*.css", "*.sql")
IDS = frozenset(
    one
    for folder in PLANS
    for plan in read_plans(folder)
    for question in plan.open_questions
    for one in (question.question_id, *(each.candidate_id for each in question.candidates))
)
# An id that is also a plain word («rate») may stand in prose and in names, not alone as a text.
WORDS = frozenset(one for one in IDS if "_" not in one)


def sources() -> Iterator[Path]:
    yield ROOT / "app.py"
    for room in ("yamato_dx", "pages"):
        for pattern in SOURCES:
            yield from (ROOT / room).rglob(pattern)


def texts_of(path: Path) -> set[str]:
    """Everything that the source holds as a text of its own."""
    if path.suffix != ".py":
        return set(re.findall(r"""["']([\w.]+)["']""", path.read_text(encoding="utf-8")))
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def named_in(path: Path) -> set[str]:
    said = set(re.findall(r"\w+", path.read_text(encoding="utf-8")))
    return (said & (IDS - WORDS)) | (texts_of(path) & WORDS)


def test_no_source_names_a_question_or_a_candidate() -> None:
    assert {"nearly_met_band", "rate", "prefecture_rate"} <= IDS
    found = {path.relative_to(ROOT).as_posix(): named_in(path) for path in sources()}
    assert {path: ids for path, ids in found.items() if ids} == {}
