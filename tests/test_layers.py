"""The house's walls: which room may import which."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from yamato_dx.root import ROOT

PURE = ("assessment", "entries", "plan", "intake", "output", "population")
# What a pure room may take from beside it; of `plan` only its types, of `entries` what a report
# says of a work item.
FREE = (
    "fiscal_year",
    "date_words",
    "lettering",
    "i18n",
    "errors",
    "root",
    "problem_types",
    "plan.model.types",
    "entries.progress",
)
STORE = ROOT / "yamato_dx" / "store"
# Queries and tables of the record, each a file of SQL.
SQL_NAMES = {path.stem for path in (STORE / "sql").rglob("*.sql")}
# What faces may name without calling into the room: an open record, a problem in a file.
NAMED = ("yamato_dx.store.record", "yamato_dx.intake.problem")


def imports_of(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
            names.update(f"{node.module}.{alias.name}" for alias in node.names)
    return names


def python_files(*folders: str) -> list[Path]:
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


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
        ("starlette", ("app.py", "yamato_dx/web/")),
        ("altair", ("yamato_dx/output/",)),
    ],
)
def test_library_stays_in_its_rooms(library: str, rooms: tuple[str, ...]) -> None:
    found = importers(library)
    assert found, f"nothing imports {library}: this test would check nothing"
    assert [path for path in sorted(found) if not path.startswith(rooms)] == []


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


# Where a document of the table `entry` can come to: not the rooms that never see the record, whose
# documents are plans and published figures.
READERS = ("pages", "yamato_dx/ui", "yamato_dx/web", "yamato_dx/cli", "yamato_dx/queries",
           "yamato_dx/acts")  # fmt: skip
# What gives documents out of the record, and the module that alone asks for them.
GIVING = {"entries", "entries_of", "entry_history", "entries_of_batch"}
ASKING = "yamato_dx/queries/entries.py"
LOOKS = {"get", "items", "keys", "values", "pop", "setdefault", "update", "copy"}


def looks_into_documents(source: str) -> list[str]:
    """Each place that looks into a document, or that takes some from the record."""
    return [
        ast.unparse(node) for node in ast.walk(ast.parse(source)) if _looks(node) or _takes(node)
    ]


def _looks(node: ast.AST) -> bool:
    if isinstance(node, ast.Subscript):
        return _is_document(node.value) or _text_of(node.slice) == "document"
    if isinstance(node, ast.Attribute):
        return node.attr in LOOKS and _is_document(node.value)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
        return node.func.attr == "get" and _text_of(node.args[0]) == "document"
    if isinstance(node, ast.Compare):
        return any(
            isinstance(how, ast.In | ast.NotIn) and _is_document(other)
            for how, other in zip(node.ops, node.comparators, strict=True)
        )
    return isinstance(node, ast.Dict) and any(
        key is None and _is_document(value)
        for key, value in zip(node.keys, node.values, strict=True)
    )


def _takes(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in GIVING
        and ast.unparse(node.func.value).split(".")[-1] == "record"
    )


def _is_document(node: ast.expr) -> bool:
    """By its name, one of several, or `before` of a change; also «document or {}»."""
    if isinstance(node, ast.BoolOp):
        return any(_is_document(value) for value in node.values)
    if isinstance(node, ast.Subscript):
        return ast.unparse(node.value).split(".")[-1] == "documents"
    return ast.unparse(node).split(".")[-1] == "document" or ast.unparse(node) == "change.before"


def _text_of(node: ast.expr) -> object:
    return node.value if isinstance(node, ast.Constant) else None


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("row['document']", 1),
        ("row.get('document')", 1),
        ("document['name_ja']", 1),
        ("(change.document or {}).get('name')", 1),
        ("documents['owner']['section_id']", 1),
        ("change.before['name']", 1),
        ("'number' in document", 1),
        ("{**document, 'status': ''}", 1),
        ("record.entry_history('decision')", 1),
        ("page.record.entries('section')", 1),
        ("SECTION.value(change.entry_key, change.document)", 0),  # handed on, not looked into
        ("reader.entries(root)", 0),  # of a folder
        ("documents.get(plan.plan_version)", 0),  # the text of a plan
    ],
)
def test_what_looks_into_a_document_is_seen(source: str, found: int) -> None:
    assert len(looks_into_documents(source)) == found


def test_documents_of_entries_are_read_by_their_kind_alone() -> None:
    files = [path for path in python_files(*READERS) if path.relative_to(ROOT).as_posix() != ASKING]
    found = [
        f"{path.relative_to(ROOT).as_posix()}: {place}"
        for path in files
        for place in looks_into_documents(path.read_text("utf-8"))
    ]
    assert found == []
    assert looks_into_documents((ROOT / ASKING).read_text("utf-8"))


def sql_names_in(tree: ast.AST) -> Iterator[str]:
    """Queries and tables that are asked for or written into by their names, or stand in SQL."""
    sql = re.compile(rf"\b(?:FROM|JOIN|INTO|TABLE)\s+({'|'.join(SQL_NAMES)})\b")
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield from sql.findall(node.value)
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args):
            continue
        first, count = node.args[0], len(node.args) + len(node.keywords)
        is_list_append = node.func.attr == "append" and count == 1
        is_sql = node.func.attr.lstrip("_") in {"ask", "append", "append_rows", "query"}
        if is_sql and not is_list_append and isinstance(first, ast.Constant):
            yield from SQL_NAMES & {first.value}


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ('record.ask("standing", as_of_revision=1)', ["standing"]),
        ('record._ask("latest")', ["latest"]),
        ('transaction.append("dataset_load", kind="plan:")', ["dataset_load"]),
        ('cursor.execute("SELECT 1 FROM actual WHERE TRUE")', ["actual"]),
        ('names.append("file")', []),  # of a list
        ('page.ask("overview")', []),  # no query of the store
        ('frame["entries"]', []),  # a word of ours, too
    ],
)
def test_names_of_sql_are_found(code: str, found: list[str]) -> None:
    assert list(sql_names_in(ast.parse(code))) == found


def test_nothing_outside_the_store_names_a_query_or_a_table() -> None:
    found = [
        f"{path.relative_to(ROOT).as_posix()} names {name}"
        for path in [ROOT / "app.py", *python_files("pages", "yamato_dx", "benchmarks")]
        if not path.is_relative_to(STORE)
        for name in sql_names_in(ast.parse(path.read_text("utf-8")))
    ]
    assert found == []


def test_each_face_makes_its_actors_at_one_place() -> None:
    """What a right hangs on is told by the connection; nobody else says who is at the server."""
    made = [
        path.relative_to(ROOT).as_posix()
        for path in python_files("pages", "yamato_dx")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
        and ast.unparse(node.func) in {"Actor", "Actor.at_server", "Actor.from_network"}
    ]
    assert made == [
        "yamato_dx/cli/plan.py",
        "yamato_dx/store/actor.py",  # the program itself
        "yamato_dx/ui/frame/screen.py",  # at the server
        "yamato_dx/ui/frame/screen.py",  # at another machine
    ]


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


ROOM: Final = 18


def test_no_room_is_a_warehouse() -> None:
    """A folder of modules that outgrows this gets folders of its own."""
    modules = Counter(
        path.parent.relative_to(ROOT).as_posix()
        for path in python_files("yamato_dx", "pages", "tests", "benchmarks")
        if path.name != "__init__.py"
    )
    assert modules
    assert {room: count for room, count in modules.items() if count > ROOM} == {}
