"""Every code that the room can tell has its sentence and its mend in both languages."""

from __future__ import annotations

import ast
import re
import string

import pytest

from yamato_dx.i18n import LANGUAGES, catalogue
from yamato_dx.intake.problem import Problem
from yamato_dx.root import ROOT

CODE = ROOT / "yamato_dx"
SEVERITIES = ("refuse", "ask", "note")
MAKERS = {"Problem": 1, "Fault": 1, "Unclear": 0, "Refusal": 0, "_refuses": 0, "_limit_fault": 0}


def codes_in_source() -> set[str]:
    codes = {f"form_{form}" for form in ("number", "share", "fraction", "count_with_coverage")}
    for path in [*(CODE / "intake").rglob("*.py"), CODE / "fiscal_year.py"]:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                place = MAKERS.get(node.func.id)
                if place is not None and len(node.args) > place:
                    codes |= {
                        one.value
                        for one in ast.walk(node.args[place])
                        if isinstance(one, ast.Constant) and isinstance(one.value, str)
                    }
    return {code for code in codes if re.fullmatch(r"[a-z][a-z0-9_]+[a-z0-9]", code)} - {"refused"}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_code_has_both_sentences(lang: str) -> None:
    codes = codes_in_source()
    assert len(codes) > 60
    messages = catalogue(lang)
    missing = [
        f"intake.{kind}.{code}"
        for code in sorted(codes)
        for kind in ("problem", "mend")
        if f"intake.{kind}.{code}" not in messages
    ]
    assert missing == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_problem_and_mend_come_in_pairs(lang: str) -> None:
    messages = catalogue(lang)
    problems = {
        key[len("intake.problem.") :] for key in messages if key.startswith("intake.problem.")
    }
    mends = {key[len("intake.mend.") :] for key in messages if key.startswith("intake.mend.")}
    assert problems == mends


def test_placeholders_are_filled_from_the_values() -> None:
    problem = Problem(
        "refuse", "unknown_kpi", 3, "KPI番号", "11", None, {"kpi_no": "11", "numbers": "1"}
    )
    for lang in LANGUAGES:
        assert "11" in problem.sentence(lang)
        assert not [name for _, name, _, _ in string.Formatter().parse(problem.mend(lang)) if name]
