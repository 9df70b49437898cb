"""The figure that docs/architecture.md follows goes the way that it says."""

from __future__ import annotations

import doctest
import shutil
from pathlib import Path

import pytest

from tests.docs.reading import blocks, text_of, this_year
from yamato_dx.root import ROOT

DOCUMENT = ROOT / "docs" / "architecture.md"


def test_the_walk_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(ROOT / "data", tmp_path / "data")
    monkeypatch.chdir(tmp_path)
    steps = "".join(block.text for block in blocks(DOCUMENT) if block.language == "python")
    test = doctest.DocTestParser().get_doctest(this_year(steps), {}, "architecture", None, None)
    assert len(test.examples) > 30, "the walk has been lost"
    told: list[str] = []
    outcome = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(test, out=told.append)
    assert outcome.failed == 0, "".join(told)


def test_every_room_is_in_the_table() -> None:
    rooms = {path.parent.name for path in (ROOT / "yamato_dx").glob("*/__init__.py")}
    assert rooms
    assert {room for room in rooms if f"`yamato_dx/{room}/`" not in text_of(DOCUMENT)} == set()
