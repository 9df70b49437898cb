"""Files whose bytes were removed: when, why, by whom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from yamato_dx import i18n
from yamato_dx.kept_answers import kept
from yamato_dx.rows import rows_of
from yamato_dx.store.record import Record


@dataclass(frozen=True)
class RemovedFile:
    file_name: str
    reason: str
    by: str
    removed_at: datetime

    def sentence(self, lang: str) -> str:
        """What stands in the place of the file."""
        facts = {"name": self.file_name, "reason": self.reason, "by": self.by}
        return i18n.text("audit.removal.told", lang, on=i18n.moment(self.removed_at, lang), **facts)


@kept(4)
def removals_at(record: Record, revision: int) -> Mapping[str, RemovedFile]:
    """By hash. Of a file removed again after a restore, the last time: the first is not in the
    restored record."""
    return {
        str(row["sha256"]): RemovedFile(
            str(row["file_name"]),
            str(row["reason"]),
            str(row["actor_name"]),
            row["recorded_at"].to_pydatetime(),
        )
        for row in rows_of(record.removals(revision))
    }
