"""What an engine promises that several processes have open, beside the calls of `Ledger`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from yamato_dx.store.promise.clock import Clock
from yamato_dx.store.promise.ledger import Ledger, LedgerHead


@dataclass(frozen=True)
class Extent:
    """Acts so far; fiscal year → the highest running number of a 報告番号 given in it."""

    act_count: int = 0
    last_numbers: Mapping[int, int] = field(default_factory=dict)


class SharedLedger(Ledger, Protocol):
    """Each call raises RecordAway where the engine cannot be reached, and nothing was done then."""

    @property
    def shown(self) -> str:
        """Where it lies, for people and logs: without a password."""

    @property
    def clock(self) -> Clock:
        """By which all who share it go."""

    def following(self, head: LedgerHead) -> tuple[LedgerHead, bool]:
        """Where it ends, and whether an act of it ended where `head` does, at that moment."""

    def extent(self) -> Extent:
        """What was acknowledged, by count and number."""

    def wait(self, seconds: float) -> None:
        """Until somebody appended, or so long."""
