"""A frozen moment: what a meeting, a closing or a publication saw, kept as it was."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class FrozenVersion:
    """As another version of the plan judged it. `rows`: as of a `FrozenPlan`."""

    plan_version: str
    rows: str


@dataclass(frozen=True)
class FrozenPlan:
    """`rows`: the sha256 of the assessment's rows, in the record's `file`. `others`: its other
    versions in effect, whose verdicts stand beside; none of what an earlier release kept."""

    plan_id: str
    plan_version: str
    rows: str
    others: tuple[FrozenVersion, ...] = ()


@dataclass(frozen=True)
class KeptPaper:
    """A paper as it was made; its bytes are in the record's `file`."""

    file_name: str
    sha256: str


@dataclass(frozen=True)
class Snapshot:
    """The record at `revision`, judged on the day `on`, by the plans then in effect, the plan in
    sight first."""

    revision: int
    on: date
    plans: tuple[FrozenPlan, ...]
    papers: tuple[KeptPaper, ...] = ()
