"""What runs in every `make test`, and what only `make prove` has the time for."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any
from zlib import crc32

import pytest
from hypothesis import settings

from yamato_dx.i18n import LANGUAGES


def in_turn(cases: Iterable[Any], of: Callable[[Any], object] = lambda _: None) -> list[Any]:
    """Cases of a test: one of each kind, another one of each; the others are left to proving.

    `of`: what of a case makes it a kind; all are of one unless told.
    """
    kinds: dict[object, list[Any]] = {}
    for case in cases:
        kinds.setdefault(repr(of(case)), []).append(case)
    return [
        case if place == turn % len(kind) else _proving(case)
        for turn, kind in enumerate(kinds.values())
        for place, case in enumerate(kind)
    ]


def one_language_each(items: Iterable[pytest.Item]) -> None:
    """Of a case that runs in both languages one is left to proving: which, its name says."""
    cases: dict[str, dict[str, pytest.Item]] = {}
    for item in items:
        name, _, told = item.nodeid.partition("[")
        values = told.rstrip("]").split("-")
        for lang in LANGUAGES:
            if lang in values and not item.get_closest_marker("prove"):
                others = [value for value in values if value != lang]
                cases.setdefault("-".join([name, *others]), {})[lang] = item
    for case, in_languages in cases.items():
        stays = crc32(case.encode()) % len(in_languages)
        for place, item in enumerate(in_languages.values()):
            if place != stays:
                item.add_marker(pytest.mark.prove)


def _proving(case: Any) -> Any:
    return pytest.param(*(case if isinstance(case, tuple) else (case,)), marks=pytest.mark.prove)


def examples(count: int) -> settings:
    """Where an example costs much: so many for a hundred of any other test."""
    return settings(max_examples=-(-count * settings.default.max_examples // 100))
