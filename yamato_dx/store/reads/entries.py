"""What is entered by hand, in any kind: what holds, what was said, what changed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import pandas as pd

from yamato_dx.rows import rows_of
from yamato_dx.store.promise import frames
from yamato_dx.store.promise.refusals import EntryChange
from yamato_dx.store.reads.reads import FALL, Reads, of_kind


class EntryReads(Reads):
    def entries(
        self, kind: str, revision: int | None = None, *, without_batch_id: str | None = None
    ) -> pd.DataFrame:
        """One row per key of `kind` that held at `revision` (now), by key: entry_key, document
        (a dict), batch_id, actor_name, recorded_at, revision.

        `without_batch_id`: as if that report had never been received.
        """
        found = self.entries_of([kind], revision, without_batch_id=without_batch_id)
        return found.drop(columns="kind")

    def entries_of(
        self,
        kinds: Sequence[str],
        revision: int | None = None,
        *,
        without_batch_id: str | None = None,
    ) -> pd.DataFrame:
        """As `entries`, of several kinds in one question, with the column kind."""
        return frames.parsed(self._standing(kinds, self._at(revision), without_batch_id))

    def documents(self, kind: str) -> dict[str, str]:
        """Key → the JSON that holds now, letter by letter."""
        held = self._standing([kind], self.head(), None)
        return dict(zip(held["entry_key"], held["document"], strict=True))

    def _standing(
        self, kinds: Sequence[str], revision: int, without_batch_id: str | None
    ) -> pd.DataFrame:
        return self._ask(
            "entries",
            kinds=list(kinds),
            as_of_revision=revision,
            without_batch_id=without_batch_id,
        )

    def last_said(self, kinds: Sequence[str], revision: int) -> int:
        """The last revision by `revision` at which something was said of one of `kinds`, or a
        report fell, which may have brought some: what held then still holds."""
        return self._last_told(self._at(revision), FALL, *map(of_kind, kinds))

    def entry_history(
        self, kind: str, entry_key: str | None = None, revision: int | None = None
    ) -> pd.DataFrame:
        """One row per thing said of `kind` (of one key), oldest first: the columns of `entries`
        and is_withdrawn. A document None took the entry away."""
        at = self._at(revision)
        return frames.parsed(
            self._ask("entry_history", kind=kind, entry_key=entry_key, as_of_revision=at)
        )

    def entries_of_batch(self, batch_id: str, kind: str = "progress") -> pd.DataFrame:
        """One row per thing said of `kind` in the report, in the order sent."""
        return frames.parsed(self._ask("entries_of_batch", batch_id=batch_id, kind=kind))

    def entry_changes(self, kind: str, since: int, until: int) -> tuple[EntryChange, ...]:
        """By key, of which another thing of `kind` held at revision `until` than at `since`; what
        was spoken of first stands first."""
        changed = self._ask("entry_changes", kind=kind, previewed_at=since, as_of_revision=until)
        return tuple(
            EntryChange(
                kind,
                str(row["entry_key"]),
                _parsed(row["document"]),
                _parsed(row["before_document"]),
                str(row["actor_name"]),
                row["recorded_at"].to_pydatetime(),
            )
            for row in rows_of(changed)
        )


def _parsed(document: object) -> dict[str, Any] | None:
    return json.loads(document) if isinstance(document, str) else None
