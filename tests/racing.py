"""Several people at the same moment: each in a thread of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

from yamato_dx.errors import YamatoDxError

Outcome = TypeVar("Outcome")


def at_once(*acts: Callable[[], Outcome]) -> list[Outcome | YamatoDxError]:
    """What each came to, in their order; all begin together. What is no refusal is raised."""
    gate = Barrier(len(acts))

    def run(act: Callable[[], Outcome]) -> Outcome:
        gate.wait()
        return act()

    with ThreadPoolExecutor(len(acts)) as pool:
        begun = [pool.submit(run, act) for act in acts]
    return [_outcome(one) for one in begun]


def refusals(outcomes: Sequence[object]) -> list[YamatoDxError]:
    return [one for one in outcomes if isinstance(one, YamatoDxError)]


def _outcome(done: Future[Outcome]) -> Outcome | YamatoDxError:
    error = done.exception()
    return error if isinstance(error, YamatoDxError) else done.result()
