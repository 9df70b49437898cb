"""The house's style, as far as its source tells: how functions are called, what types are named."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from yamato_dx.root import ROOT

MOST_POSITIONAL: Final = 4
# Functions that still take more, by module; a line goes when its function is mended.
OPEN_FUNCTIONS: Final = frozenset(
    {
        "yamato_dx/acts/deciding.py _enter",
        "yamato_dx/acts/drafting.py _changed",
        "yamato_dx/queries/changes.py conflict_sentences",
        "yamato_dx/queries/changes.py news_sentences",
        "yamato_dx/queries/decisions/open_questions.py effects",
        "yamato_dx/queries/decisions/supposing.py suppose",
        "yamato_dx/queries/decisions/supposing.py supposed",
        "yamato_dx/queries/decisions/words.py _effect_row",
        "yamato_dx/queries/plan/supplements.py bars_to_enter",
        "yamato_dx/queries/register/sections.py read_register",
        "yamato_dx/store/entries.py append_entries",
        "yamato_dx/store/ledger.py withdraw",
        "yamato_dx/ui/decisions/answering.py answer",
        "yamato_dx/ui/frame/forms.py save",
        "yamato_dx/ui/kpis/components.py _save",
        "yamato_dx/ui/plan/entering.py _signature",
        "yamato_dx/web/addresses.py refuse",
    }
)
# Names that are still those of several types.
OPEN_TYPES: Final = frozenset({"Context", "Document", "Documents", "Fault", "Kind"})

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
    assert found - OPEN_FUNCTIONS == set()
    assert OPEN_FUNCTIONS - found == set(), "mended: take these off the list"


def test_one_name_is_one_type() -> None:
    """Whoever searches for a type finds the one that is meant."""
    modules: dict[str, list[str]] = defaultdict(list)
    for path, module in sources("yamato_dx"):
        for name in _types_of(module):
            modules[name].append(path)
    assert modules, "no type is found: this test would check nothing"
    found = {name: paths for name, paths in modules.items() if len(paths) > 1}
    assert {name: found[name] for name in found.keys() - OPEN_TYPES} == {}
    assert OPEN_TYPES - found.keys() == set(), "mended: take these off the list"
