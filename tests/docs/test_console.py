"""The commands in the documents run and answer as shown; «…» stands for anything."""

from __future__ import annotations

import re
import shlex
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.docs.reading import DOCUMENTS, ROOT, blocks, name_of, this_year
from yamato_dx.cli.parser import main

pytestmark = pytest.mark.waits

PROGRAM = "python -m yamato_dx "


@dataclass(frozen=True)
class Step:
    command: str
    answer: str


def steps(console: str) -> list[Step]:
    parts = re.split(r"^\$ ", console, flags=re.MULTILINE)[1:]
    return [Step(*part.partition("\n")[::2]) for part in parts]


def matches(shown: str, given: str) -> bool:
    """Trailing blanks do not count: a table pads its last column."""
    parts = [re.escape(part) for part in tidy(shown).split("…")]
    return re.fullmatch(".*".join(parts), tidy(given), re.DOTALL) is not None


def tidy(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.splitlines()).strip()


WITH_COMMANDS = [
    document
    for document in DOCUMENTS
    if any(block.language == "console" for block in blocks(document))
]


def test_there_are_documents_with_commands() -> None:
    assert ROOT / "docs" / "command-line.md" in WITH_COMMANDS


@pytest.mark.parametrize("document", WITH_COMMANDS, ids=name_of)
def test_commands_answer_as_shown(
    document: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    shutil.copytree(ROOT / "data", tmp_path / "data")
    monkeypatch.chdir(tmp_path)
    exit_code = 0
    for block in blocks(document):
        if block.name:
            (tmp_path / block.name).write_text(block.text, encoding="utf-8")
        for step in steps(this_year(block.text)) if block.language == "console" else []:
            if step.command == "echo $?":
                assert step.answer.strip() == str(exit_code)
                continue
            assert step.command.startswith(PROGRAM), f"the test cannot run «{step.command}»"
            exit_code = main(shlex.split(step.command.removeprefix(PROGRAM)))
            told = capsys.readouterr()
            given = told.out + told.err
            assert matches(step.answer, given), f"$ {step.command}\n{given}"


@pytest.mark.parametrize(
    ("shown", "given", "is_same"),
    [
        ("a\n…\nz", "a\nb\nz\n", True),
        ("a\nz", "a\nb\nz", False),  # without … nothing is left out
        ("rows: 1…", "rows: 12", True),
        ("rows: 1", "rows: 12", False),  # nor at the end
    ],
)
def test_what_counts_as_shown(shown: str, given: str, is_same: bool) -> None:
    assert matches(shown, given) is is_same
