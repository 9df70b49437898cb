"""添付資料: which files a report brought, and to what each belongs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final, Protocol

from yamato_dx import i18n
from yamato_dx.kept_answers import kept
from yamato_dx.queries.reports.owned import Owned
from yamato_dx.rows import is_missing, rows_of
from yamato_dx.store.record import Record

SHOWN_DIGITS: Final = 12


@dataclass(frozen=True)
class Attached:
    """One file of a report. `subject`: what it belongs to, by the key of the ledger; None: the
    whole report."""

    number: int
    subject: str | None
    file_name: str
    sha256: str
    byte_count: int

    def belongs_to(self, subject: str) -> bool:
        """What belongs to the whole report belongs to each of its values."""
        return self.subject in (None, subject)


@dataclass(frozen=True)
class AttachedWords:
    """One file in words; `digest`: the first digits of its sha256, to compare by eye."""

    file_name: str
    subject: str
    size: str
    digest: str


AttachedByReport = Mapping[str, tuple[Attached, ...]]


@kept(8)
def attachments_at(record: Record, revision: int) -> AttachedByReport:
    """By 報告番号, in the order sent; reports without one are left out."""
    rows = rows_of(record.attachments(revision))
    return {
        str(batch_id): tuple(
            Attached(
                int(row["attachment_no"]),
                None if is_missing(row["subject"]) else str(row["subject"]),
                str(row["file_name"]),
                str(row["sha256"]),
                int(row["byte_count"]),
            )
            for row in group
        )
        for batch_id, group in groupby(rows, key=lambda row: row["batch_id"])
    }


def attachments_of(record: Record, revision: int, batch_id: str) -> tuple[Attached, ...]:
    """As `attachments_at`, the files of one report, be it withdrawn."""
    return attachments_at(record, revision).get(batch_id, ())


class File(Protocol):
    """A file of a report, or of a draft."""

    @property
    def file_name(self) -> str: ...
    @property
    def sha256(self) -> str: ...
    @property
    def byte_count(self) -> int: ...
    @property
    def subject(self) -> str | None: ...


def attached_words(
    files: Sequence[File], things: Sequence[Owned], lang: str
) -> tuple[AttachedWords, ...]:
    """In their order. `things`: what they may belong to; of what is none of them the key is
    shown."""
    if not files:
        return ()
    names = subjects(things, lang)
    return tuple(
        AttachedWords(
            file.file_name,
            names.get(file.subject, file.subject or ""),
            i18n.size(file.byte_count, lang),
            file.sha256[:SHOWN_DIGITS],
        )
        for file in files
    )


def subjects(things: Sequence[Owned], lang: str) -> dict[str | None, str]:
    """All that a file may belong to, in words: «この報告全体», then each thing."""
    words: dict[str | None, str] = {None: i18n.text("reports.attachment.whole_report", lang)}
    for thing in things:
        message_id = f"reports.attachment.{'kpi' if thing.kind == 'kpi' else 'item'}"
        words[thing.key] = i18n.text(
            message_id, lang, number=thing.number, name=thing.short_name or thing.name
        )
    return words
