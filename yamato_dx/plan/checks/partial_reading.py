"""A plan while it is read, from a folder or a workbook: what checks ask of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from yamato_dx.plan.model.fault import PlanFault
from yamato_dx.plan.model.scalars import Measured, measured

ValuePath = tuple[str | int, ...]


@dataclass
class PartialReading:
    """What was read so far: faults, the line of every place, and the places that were not read.

    A place is the way to a value, e.g. ("kpis", 3, "targets", 0, "fiscal_year"). `measured`: the
    numbers that have a unit behind them, which only the whole KPI can tell to be its own.
    """

    faults: list[PlanFault] = field(default_factory=list)
    lines: dict[ValuePath, tuple[str, int]] = field(default_factory=dict)
    unread: set[ValuePath] = field(default_factory=set)
    measured: dict[ValuePath, Measured] = field(default_factory=dict)

    def keep_unit(self, place: ValuePath, raw: str) -> None:
        """Of a number that was read there."""
        value = measured(raw)
        if value.unit:
            self.measured[place] = value

    def line(self, place: ValuePath) -> tuple[str, int]:
        """File and line of the place, or of the nearest place around it."""
        while place not in self.lines:
            place = place[:-1]
        return self.lines[place]

    def is_read(self, place: ValuePath) -> bool:
        """True when neither the place, nor anything within or around it, had a fault.

        Asked when all files are read: `unread` does not change any more.
        """
        around = (place[:length] for length in range(len(place) + 1))
        return place not in self._holders_of_unread and self.unread.isdisjoint(around)

    @cached_property
    def _holders_of_unread(self) -> frozenset[ValuePath]:
        return frozenset(
            place[:length] for place in self.unread for length in range(len(place) + 1)
        )
