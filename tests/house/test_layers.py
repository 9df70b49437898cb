"""The house's walls: which room may import which."""

from __future__ import annotations

import ast

import pytest

from tests.house.source import imports_of, python_files
from yamato_dx.root import ROOT

PURE = ("assessment", "entries", "plan", "intake", "output", "population")
# What a pure room may take from beside it; of `plan` only its types and their units, of `entries`
# what a report says of a work item.
FREE = (
    "fiscal_year",
    "date_words",
    "number_words",
    "lettering",
    "i18n",
    "errors",
    "root",
    "problem_types",
    "plan_keys",
    "kept_answers",
    "rows",
    "plan.model.types",
    "plan.model.units",
    "entries.progress",
)
# What faces may name without calling into the room: an open record, a problem in a file.
NAMED = ("yamato_dx.store.record", "yamato_dx.intake.problem")


def importers(library: str) -> set[str]:
    return {
        path.relative_to(ROOT).as_posix()
        for path in [ROOT / "app.py", *python_files("pages", "yamato_dx")]
        if any(name == library or name.startswith(f"{library}.") for name in imports_of(path))
    }


@pytest.mark.parametrize(
    ("library", "rooms"),
    [
        ("streamlit", ("app.py", "pages/", "yamato_dx/ui/", "yamato_dx/web/")),
        ("duckdb", ("yamato_dx/store/",)),
        ("psycopg", ("yamato_dx/store/postgresql/",)),
        ("adbc_driver_postgresql", ("yamato_dx/store/postgresql/",)),
        ("starlette", ("app.py", "yamato_dx/web/")),
        ("altair", ("yamato_dx/output/",)),
    ],
)
def test_library_stays_in_its_rooms(library: str, rooms: tuple[str, ...]) -> None:
    found = importers(library)
    assert found, f"nothing imports {library}: this test would check nothing"
    assert [path for path in sorted(found) if not path.startswith(rooms)] == []


def test_what_is_served_is_handed_down() -> None:
    """No page asks for the process's own record: it is given one, and a test gives another."""
    assert importers("yamato_dx.web.served.OWN") == {"app.py", "yamato_dx/ui/shell.py"}


@pytest.mark.parametrize("room", PURE)
def test_pure_rooms_import_no_neighbour(room: str) -> None:
    strangers = [
        f"{path.relative_to(ROOT).as_posix()} imports {name}"
        for path in python_files(f"yamato_dx/{room}")
        for name in imports_of(path)
        if name.startswith("yamato_dx.")
        and not name.startswith(f"yamato_dx.{room}")
        and not name.startswith(tuple(f"yamato_dx.{free}" for free in FREE))
        and name not in {"yamato_dx.plan", "yamato_dx.i18n"}
    ]
    assert strangers == []


@pytest.mark.parametrize(
    ("room", "forbidden"),
    [
        ("pages", ("pandas", "numpy", "yamato_dx.store", "yamato_dx.assessment")),
        ("yamato_dx/ui", ("yamato_dx.store", "yamato_dx.intake")),
        ("yamato_dx/store", ("yamato_dx.queries", "yamato_dx.acts", "yamato_dx.assessment")),
        ("yamato_dx/queries", ("yamato_dx.acts", "yamato_dx.ui", "yamato_dx.web", "yamato_dx.cli")),
        # It reads no disk: what lies beside the record is handed in.
        ("yamato_dx/queries", ("yamato_dx.root", "pathlib", "os", "io")),
        ("yamato_dx/acts", ("yamato_dx.ui", "yamato_dx.web", "yamato_dx.cli")),
        ("yamato_dx/web", ("yamato_dx.ui", "yamato_dx.cli")),
        ("yamato_dx/cli", ("yamato_dx.ui",)),
    ],
)
def test_room_does_not_reach_over(room: str, forbidden: tuple[str, ...]) -> None:
    files = python_files(room)
    assert files, f"{room} is empty: this test would check nothing"
    found = [
        f"{path.relative_to(ROOT).as_posix()} imports {name}"
        for path in files
        for name in imports_of(path)
        if any(name == module or name.startswith(f"{module}.") for module in forbidden)
        and not (room == "yamato_dx/ui" and name.startswith(NAMED))
    ]
    assert found == []


def test_pages_are_short_and_hold_no_sentence() -> None:
    pages = python_files("pages")
    assert pages
    too_long = [path.name for path in pages if len(path.read_text("utf-8").splitlines()) > 80]
    assert too_long == []
    sentences = [
        f"{path.name}: {node.value}"
        for path in pages
        for statement in ast.parse(path.read_text("utf-8")).body[1:]
        for node in ast.walk(statement)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and any(letter == " " or "぀" <= letter <= "鿿" for letter in node.value)
    ]
    assert sentences == []
