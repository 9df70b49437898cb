"""Nothing outside the store names a query or a table."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest

from tests.house.source import python_files
from yamato_dx.root import ROOT

STORE = ROOT / "yamato_dx" / "store"
# Queries and tables of the record, each a file of SQL.
SQL_NAMES = {path.stem for path in (STORE / "sql").rglob("*.sql")}


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
