"""No folder of modules is a warehouse."""

from __future__ import annotations

from collections import Counter
from typing import Final

from tests.house.source import python_files
from yamato_dx.root import ROOT

MOST_MODULES: Final = 18


def test_no_room_is_a_warehouse() -> None:
    """A folder of modules that outgrows this gets folders of its own."""
    modules = Counter(
        path.parent.relative_to(ROOT).as_posix()
        for path in python_files("yamato_dx", "pages", "tests", "benchmarks")
        if path.name != "__init__.py"
    )
    assert modules
    assert {room: count for room, count in modules.items() if count > MOST_MODULES} == {}
