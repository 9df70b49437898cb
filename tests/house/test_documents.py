"""Documents of entries are read by their kind alone."""

from __future__ import annotations

import ast

import pytest

from tests.house.source import python_files
from yamato_dx.root import ROOT

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
