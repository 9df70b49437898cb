"""Within a room, folders stand one above another: none imports another both ways."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise
from pathlib import Path

import pytest

from tests.house.source import imports_of, python_files
from yamato_dx.root import ROOT

PACKAGE = ROOT / "yamato_dx"
ROOMS = sorted(path.parent.name for path in PACKAGE.glob("*/__init__.py"))

Graph = Mapping[str, set[str]]


@cache
def folder_of(name: str) -> str | None:
    """The folder of modules that an imported name lies in; None where it is none of ours."""
    parts = name.split(".")
    for length in range(len(parts), 0, -1):
        path = ROOT.joinpath(*parts[:length])
        if (path / "__init__.py").exists():
            return path.relative_to(PACKAGE).as_posix()
        if path.with_suffix(".py").exists():
            return path.parent.relative_to(PACKAGE).as_posix()
    return None


def is_in(room: str, folder: str | None) -> bool:
    return folder is not None and folder.split("/")[0] == room


def folders_of(room: str) -> Graph:
    """Folder → the folders of the same room that its modules import, for types alone too. The
    modules that lie in the room itself are a folder like the others."""
    graph: dict[str, set[str]] = defaultdict(set)
    for path in python_files(f"yamato_dx/{room}"):
        folder = path.parent.relative_to(PACKAGE).as_posix()
        imported = {folder_of(name) for name in imports_of(path)}
        graph[folder] |= {other for other in imported if other and is_in(room, other)} - {folder}
    return graph


def circle_in(graph: Graph) -> list[str]:
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def importers_between(folder: str, other: str) -> list[Path]:
    return [
        path.relative_to(ROOT)
        for path in sorted((PACKAGE / folder).glob("*.py"))
        if other in {folder_of(name) for name in imports_of(path)}
    ]


@pytest.mark.parametrize("room", ROOMS)
def test_folders_of_a_room_form_no_circle(room: str) -> None:
    circle = circle_in(folders_of(room))
    told = [
        f"{path.as_posix()} imports {folder}"
        for folder, importer in pairwise(circle)
        for path in importers_between(importer, folder)
    ]
    assert circle == [], "\n".join(told)


def test_a_circle_is_seen_through_a_third_folder() -> None:
    assert circle_in({"a": {"b"}, "b": {"c"}, "c": {"d"}}) == []
    assert set(circle_in({"a": {"b"}, "b": {"c"}, "c": {"a"}})) == {"a", "b", "c"}


def test_rooms_with_folders_are_looked_into() -> None:
    assert {"intake", "queries", "store", "ui"} <= {room for room in ROOMS if folders_of(room)}
    assert "intake/cells" in folders_of("intake")["intake/checks"]
