"""The acts themselves, and which plan and data were loaded when."""

from __future__ import annotations

from datetime import datetime

import pandas as pd

from yamato_dx.store.reads.reads import Reads


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

    def plans_at(self, revision: int | None = None) -> tuple[str, ...]:
        """The plan documents that held at `revision`, by kind (`plan:1.0`, `plan:2.0`…).

        A version that came later was not there; before the first came, all that came hold.
        """
        at = self._at(revision)
        held = self._datasets("plan:", at)
        known = held["revision"] <= at
        return tuple(held.loc[known if known.any() else ~known, "document"])

    def dataset_at(self, kind: str, revision: int | None = None) -> str | None:
        """The document of `kind` that held at `revision`; None where none was ever loaded."""
        held = self._datasets(kind, self._at(revision))
        exact = held.loc[held["kind"] == kind, "document"]
        return str(exact.item()) if len(exact) else None

    def dataset_hashes(self, beginning: str) -> dict[str, str]:
        """Kind → sha256 of the document that holds now, of all whose kind begins so."""
        held = self._datasets(beginning, self.head())
        return dict(zip(held["kind"], held["sha256"], strict=True))

    def _datasets(self, beginning: str, revision: int) -> pd.DataFrame:
        return self._ask("datasets_at", kind=beginning, as_of_revision=revision)

    def faults(self) -> pd.DataFrame:
        """One row per broken rule of the ledger: rule, fault_count. Empty: all is well."""
        return self._ask("faults")
