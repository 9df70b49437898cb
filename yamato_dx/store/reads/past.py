"""The acts themselves, and which plan and data were loaded when."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any, Final

import pandas as pd

from yamato_dx.kept_answers import kept
from yamato_dx.plan_keys import parted
from yamato_dx.rows import Row, rows_of
from yamato_dx.store.access.trail import LedgerLine
from yamato_dx.store.access.trail_chain import TrailEntry, TrailEvent
from yamato_dx.store.promise.actor import Actor
from yamato_dx.store.reads.reads import LOAD, Reads

# The kind of data set that a plan's versions are, each with its number behind it.
PLANS: Final = "plan:"
# The document of a version that was taken back.
NO_DOCUMENT: Final = "null"


class PastReads(Reads):
    def revision_at(self, moment: datetime) -> int:
        """The last revision recorded by `moment` (with its time zone); 0 before the first."""
        assert moment.tzinfo is not None, "a moment needs its time zone"
        return int(self._ask("revision_at", moment=moment)["revision"].item())

    def moments(self) -> pd.DataFrame:
        """One row per act, newest first: revision, recorded_at, act, subject."""
        return self._ask("moments")

    def audit_events(self, revision: int | None = None) -> pd.DataFrame:
        """One row per act, newest first, with its actor and its detail as JSON."""
        return self._ask("audit_events", as_of_revision=self._at(revision))

    def lines_after(self, revision: int) -> list[LedgerLine]:
        """What the acts after `revision` left behind of themselves, in their order."""
        found = self._ask("audit_events_after", after=revision)
        return [_line(row) for row in rows_of(found)]

    def plans_at(self, revision: int | None = None) -> tuple[str, ...]:
        """The plan documents that held at `revision`, by plan and version.

        A version that came later was not there, nor is one that was taken back; before the first
        came, all that came of its plan hold.
        """
        at = self._at(revision)
        held = self._datasets(PLANS, at)
        held = held[held["document"] != NO_DOCUMENT]
        known = held["revision"] <= at
        if known.any() or held.empty:
            return tuple(held.loc[known, "document"])
        first = held.sort_values("revision")["plan_id"].iloc[0]
        return tuple(held.loc[held["plan_id"] == first, "document"])

    def dataset_at(self, kind: str, revision: int | None = None) -> str | None:
        """The document of `kind` that held at `revision`; None where none was ever loaded."""
        held = self._datasets(kind, self._at(revision))
        exact = held.loc[held["kind"] == kind, "document"]
        return str(exact.item()) if len(exact) else None

    def dataset_hashes(self, beginning: str) -> dict[str, str]:
        """Kind → sha256 of the document that holds now, of all whose kind begins so; of each plan
        that has such a kind, where the beginning names none."""
        held = self._datasets(beginning, self.head())
        return dict(zip(held["kind"], held["sha256"], strict=True))

    def _datasets(self, beginning: str, revision: int) -> pd.DataFrame:
        kind = parted(beginning)[1]
        # What is first loaded later holds before, too.
        loads = self._last_told(revision, LOAD), self._last_told(self.head(), LOAD)
        found = _loaded(self, kind, loads)
        return found if kind == beginning else found[found["kind"].str.startswith(beginning)]

    def faults(self) -> pd.DataFrame:
        """One row per broken rule of the ledger: rule, fault_count. Empty: all is well."""
        return self._ask("faults")


@kept(16)
def _loaded(reads: Reads, kind: str, loads: tuple[int, int]) -> pd.DataFrame:
    """`loads`: the last by the revision asked for, and the last of all."""
    return reads._ask("datasets_at", kind=kind, as_of_revision=loads[0])


def _line(row: Row) -> LedgerLine:
    told: dict[str, Any] = {name: _held(value) for name, value in row.items()}
    detail = json.loads(told["detail"])
    actor = Actor.recorded(told, detail.pop("account", None))
    moment = told["recorded_at"].to_pydatetime()
    entry = TrailEntry(TrailEvent.ACT, told["act"], actor, moment, told["subject"], detail=detail)
    return LedgerLine(entry, int(told["revision"]))


def _held(value: object) -> object:
    return None if pd.isna(value) else value  # type: ignore[call-overload]
