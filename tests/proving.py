"""What runs in every `make test`, and what only `make prove` has the time for."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import pytest
from hypothesis import settings


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


def _proving(case: Any) -> Any:
    return pytest.param(*(case if isinstance(case, tuple) else (case,)), marks=pytest.mark.prove)


def examples(count: int) -> settings:
    """Where an example costs much: so many for a hundred of any other test."""
    return settings(max_examples=-(-count * settings.default.max_examples // 100))
