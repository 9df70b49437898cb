"""The house's style, as far as its source tells: how functions are called, what types are named."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from yamato_dx.root import ROOT

MOST_POSITIONAL: Final = 4

Function = ast.FunctionDef | ast.AsyncFunctionDef


def sources(*folders: str) -> Iterator[tuple[str, ast.Module]]:
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*.py")):
            yield path.relative_to(ROOT).as_posix(), _tree(path)


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def _positional(function: Function | ast.Lambda) -> list[str]:
    given = (*function.args.posonlyargs, *function.args.args)
    return [argument.arg for argument in given if argument.arg not in ("self", "cls")]


def _types_of(module: ast.Module) -> Iterator[str]:
    """Classes wherever they stand, and the module's aliases: «Row = dict[str, str]»."""
    for node in ast.walk(module):
        if isinstance(node, ast.ClassDef):
            yield node.name
    for statement in module.body:
        if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name):
            name = statement.targets[0].id
            if name.lstrip("_")[:1].isupper() and not name.isupper():
                yield name


def test_functions_take_at_most_four_arguments_by_place() -> None:
    """With five nobody sees at the call which is which."""
    found = {
        f"{path} {getattr(node, 'name', 'lambda')}"
        for path, module in sources("pages", "yamato_dx")
        for node in ast.walk(module)
        if isinstance(node, Function | ast.Lambda) and len(_positional(node)) > MOST_POSITIONAL
    }
    assert found == set()


def test_one_name_is_one_type() -> None:
    """Whoever searches for a type finds the one that is meant."""
    modules: dict[str, list[str]] = defaultdict(list)
    for path, module in sources("yamato_dx"):
        for name in _types_of(module):
            modules[name].append(path)
    assert modules, "no type is found: this test would check nothing"
    assert {name: paths for name, paths in modules.items() if len(paths) > 1} == {}
