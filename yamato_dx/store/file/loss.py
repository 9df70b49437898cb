"""What a record lacks of what was acknowledged, found by its witness; nothing is received then."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from yamato_dx.errors import RecordUnavailable
from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.i18n import text
from yamato_dx.store.file.backups import Backup, best_backup
from yamato_dx.store.file.witness import Witnessed
from yamato_dx.store.promise.actor import Actor
from yamato_dx.store.promise.transaction import Transaction, audit

# behind: it ends before the last act acknowledged; foreign: that act is another one in it; gone:
# there is no file.
LossKind = Literal["behind", "foreign", "gone"]

NOTHING: Final = Witnessed()


@dataclass(frozen=True)
class Numbers:
    """報告番号 of one fiscal year that follow each other."""

    fiscal_year: int
    first: int
    last: int

    @property
    def batch_ids(self) -> tuple[str, ...]:
        """As people know them."""
        letter, _, year = FiscalYear(self.fiscal_year).era
        return tuple(f"{letter}{year}-{no:04}" for no in range(self.first, self.last + 1))


@dataclass(frozen=True)
class Missing:
    """Reports that a record lacks, and how many acts beside them."""

    numbers: tuple[Numbers, ...]
    acts: int

    @property
    def batch_ids(self) -> tuple[str, ...]:
        """報告番号 of the reports."""
        return tuple(batch_id for numbers in self.numbers for batch_id in numbers.batch_ids)

    def in_words(self, lang: str) -> list[str]:
        """A sentence on the reports, one on the acts, as far as there are any."""
        told = []
        if self.numbers:
            count = len(self.batch_ids)
            numbers = _in_words(self.numbers, lang)
            told.append(text("store.witness.reports", lang, numbers=numbers, count=count))
        if self.acts:
            told.append(text("store.witness.acts", lang, count=self.acts))
        return told


@dataclass(frozen=True)
class Loss:
    """Of the record at `path`, or of the one in `database`, whose mirror lies there. `backup`: the
    one that holds most of what is missing."""

    path: Path
    kind: LossKind
    seen: Witnessed
    missing: Missing
    backup: Backup | None
    database: str | None = None

    @property
    def place(self) -> str:
        """Where the record lies, for people."""
        return self.database or str(self.path)

    def refusal(self) -> RecordBehind:
        return RecordBehind(self)


class RecordBehind(RecordUnavailable):
    """Says what is missing, which backup has it, and what to do."""

    def __init__(self, loss: Loss) -> None:
        seen_by = "mirror" if loss.database else "witness"
        super().__init__(f"store.{seen_by}.{loss.kind}", path=loss.place)
        self.loss = loss

    def sentence(self, lang: str) -> str:
        parts = (
            super().sentence(lang),
            *self.loss.missing.in_words(lang),
            _way_back(self.loss, lang),
        )
        return " ".join(parts)


def loss_of(
    path: Path,
    kind: LossKind,
    seen: Witnessed,
    found: Witnessed = NOTHING,
    *,
    database: str | None = None,
) -> Loss:
    """What the witness has `seen` and the record, as `found`, has not."""
    lacking = missing(seen, found)
    backup = None if database else best_backup(path, seen, lacking.batch_ids)
    return Loss(path, kind, seen, lacking, backup, database)


def missing(seen: Witnessed, found: Witnessed) -> Missing:
    """What of the acts `seen` is not among those `found`."""
    numbers = _missing_numbers(seen.last_numbers, found.last_numbers)
    reports = sum(len(run.batch_ids) for run in numbers)
    return Missing(numbers, max(0, seen.act_count - found.act_count - reports))


def _missing_numbers(seen: Mapping[int, int], found: Mapping[int, int]) -> tuple[Numbers, ...]:
    return tuple(
        Numbers(fiscal_year, found.get(fiscal_year, 0) + 1, last)
        for fiscal_year, last in sorted(seen.items())
        if last > found.get(fiscal_year, 0)
    )


def _in_words(numbers: tuple[Numbers, ...], lang: str) -> str:
    """R8-0004〜R8-0007、R9-0001."""
    between = text("store.witness.range", lang)
    ends = [sorted({run.batch_ids[0], run.batch_ids[-1]}) for run in numbers]
    ranges = [between.join(pair) for pair in ends]
    return text("store.witness.list", lang).join(ranges)


def _way_back(loss: Loss, lang: str) -> str:
    if loss.database:
        return text("store.mirror.way_back", lang, path=loss.path)
    if loss.backup is None:
        return text("store.witness.no_backup", lang)
    if loss.backup.has_all:
        return text("store.witness.backup", lang, backup=loss.backup.path)
    last_report = loss.backup.last_report or text("store.witness.no_report", lang)
    return text(
        "store.witness.backup_lacks", lang, backup=loss.backup.path, last_report=last_report
    )


def audit_loss(
    transaction: Transaction, act: str, actor: Actor, seen: Witnessed, **detail: object
) -> None:
    """What was acknowledged and is let go: the numbers of its reports are given to no other."""
    audit(
        transaction,
        act,
        actor,
        last_numbers=dict(seen.last_numbers),
        seen_revision=seen.revision,
        seen_hash=seen.act_hash,
        **detail,
    )
