"""Answers that are kept for all who ask the same, under the arguments of the question.

As functools.lru_cache, but made once however many ask at once: after an act every open page asks
anew, and each of twenty readers would compute what the others are computing.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from threading import Condition
from typing import ParamSpec, TypeVar

from cachetools import LRUCache, cached
from cachetools.keys import hashkey

P = ParamSpec("P")
R = TypeVar("R")


def kept(
    answers: int, *, under: Callable[..., Hashable] = hashkey
) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """The function, its newest `answers` kept. Who asks while another thread makes the answer
    waits for it; of an error nothing is kept, and the next one tries anew. `under`: of the
    arguments, what the answer is the same for."""

    def decorated(make: Callable[P, R]) -> Callable[P, R]:
        return cached(LRUCache(answers), key=under, condition=Condition())(make)

    return decorated
