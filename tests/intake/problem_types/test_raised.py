"""Every type of problem is raised by its bad example and not by its good one, with the severity
that its table declares, in the sentences that are kept beside this file."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.intake.problem_types.raising import ATTACHED, Raised, raised, refusal_of
from yamato_dx.i18n import LANGUAGES, catalogue
from yamato_dx.intake.problem_types import SECTIONS
from yamato_dx.intake.problem_types.attachments import ATTACHMENTS
from yamato_dx.root import ROOT

TYPES = {one.code: one for section in SECTIONS for one in section.types}
RAISED = list(raised())
SENTENCES = Path(__file__).parent


@pytest.mark.parametrize("raised_type", RAISED, ids=lambda one: one.type.code)
def test_the_bad_example_raises_it_alone_and_the_good_one_nothing_like_it(
    raised_type: Raised,
) -> None:
    code, severities = raised_type.type.code, raised_type.type.severities
    bad, good = raised_type.by_bad, raised_type.by_good
    assert {one.code for one in bad} == {code}, [one.sentence("ja") for one in bad]
    assert {one.severity for one in bad} <= set(severities)
    assert good == (), [one.sentence("ja") for one in good]


@pytest.mark.parametrize("code", [one.code for one in ATTACHMENTS.types])
def test_attachments_are_refused_as_they_are_catalogued(code: str) -> None:
    bad, good = ATTACHED[code]
    refusal = refusal_of(bad)
    assert refusal is not None
    assert refusal.message_id == f"intake.attachment.{code}"
    assert refusal_of(good) is None


def test_each_sentence_has_its_type() -> None:
    prefix = "intake.problem."
    sentences = {key.removeprefix(prefix) for key in catalogue("ja") if key.startswith(prefix)}
    assert sentences == set(TYPES)


def severities_in_code() -> set[tuple[str, str]]:
    """(code, severity) wherever both stand in one call: Fault("ask", "month_without_year")."""
    names = ("Fault", "Problem", "_problem", "_about", "_sheet_problem")
    return {
        (texts[1], texts[0])
        for room in ("intake", "queries")
        for path in (ROOT / "yamato_dx" / room).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names
        for texts in [[one.value for one in node.args if isinstance(one, ast.Constant)][:2]]
        if len(texts) == 2 and texts[1] in TYPES
    }


def test_the_severities_in_the_code_are_the_declared_ones() -> None:
    found = severities_in_code()
    assert len(found) > 80
    assert [one for one in sorted(found) if one[1] not in TYPES[one[0]].severities] == []


def sentences(lang: str) -> str:
    """Each whole sentence as the bad example gets it."""
    told = [
        f"{one.type.code} ({first.severity})\n  {first.sentence(lang)}\n  {first.mend(lang)}\n"
        for one in RAISED
        for first in [one.by_bad[0]]
    ]
    refusals = [(code, refusal_of(bad)) for code, (bad, _) in ATTACHED.items()]
    attached = [f"attachment_{code}\n  {one.sentence(lang)}\n" for code, one in refusals if one]
    return "\n".join([*told, *attached])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_whole_sentences(lang: str) -> None:
    """Where a sentence is meant to change, the file is written anew by
    `python -m tests.intake.problem_types.sentences`."""
    assert sentences(lang) == (SENTENCES / f"sentences.{lang}.txt").read_text("utf-8")
