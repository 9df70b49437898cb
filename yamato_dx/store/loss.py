"""What a record lacks of what was acknowledged, found by its witness; nothing is received then."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from yamato_dx.errors import RecordUnavailable
from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.i18n import text
from yamato_dx.store.copying import newest_backup
from yamato_dx.store.witness import Witnessed

# behind: it ends before the last act acknowledged; foreign: that act is another one in it; gone:
# there is no file.
Kind = Literal["behind", "foreign", "gone"]

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
class Loss:
    """Of the record at `path`. `acts`: how many lost acts were no reports; `backup`: the newest."""

    path: Path
    kind: Kind
    seen: Witnessed
    missing: tuple[Numbers, ...]
    acts: int
    backup: Path | None

    @property
    def batch_ids(self) -> tuple[str, ...]:
        """報告番号 of the lost reports."""
        return tuple(batch_id for numbers in self.missing for batch_id in numbers.batch_ids)

    def refusal(self) -> RecordBehind:
        return RecordBehind(self)


class RecordBehind(RecordUnavailable):
    """Says what is missing, the newest backup, and what to do."""

    def __init__(self, loss: Loss) -> None:
        super().__init__(f"store.witness.{loss.kind}", path=loss.path)
        self.loss = loss

    def sentence(self, lang: str) -> str:
        parts = (super().sentence(lang), *_lost(self.loss, lang), _way_back(self.loss, lang))
        return " ".join(parts)


def loss_of(path: Path, kind: Kind, seen: Witnessed, found: Witnessed = NOTHING) -> Loss:
    """What the witness has `seen` and the record, as `found`, has not."""
    missing = _missing(seen.last_numbers, found.last_numbers)
    reports = sum(len(one.batch_ids) for one in missing)
    acts = max(0, seen.act_count - found.act_count - reports)
    return Loss(path, kind, seen, missing, acts, newest_backup(path))


def _missing(seen: Mapping[int, int], found: Mapping[int, int]) -> tuple[Numbers, ...]:
    return tuple(
        Numbers(fiscal_year, found.get(fiscal_year, 0) + 1, last)
        for fiscal_year, last in sorted(seen.items())
        if last > found.get(fiscal_year, 0)
    )


def numbers_in_words(missing: tuple[Numbers, ...], lang: str) -> str:
    """R8-0004〜R8-0007、R9-0001."""
    between = text("store.witness.range", lang)
    ends = [sorted({one.batch_ids[0], one.batch_ids[-1]}) for one in missing]
    ranges = [between.join(one) for one in ends]
    return text("store.witness.list", lang).join(ranges)


def _lost(loss: Loss, lang: str) -> list[str]:
    told = []
    if loss.missing:
        count = len(loss.batch_ids)
        numbers = numbers_in_words(loss.missing, lang)
        told.append(text("store.witness.reports", lang, numbers=numbers, count=count))
    if loss.acts:
        told.append(text("store.witness.acts", lang, count=loss.acts))
    return told


def _way_back(loss: Loss, lang: str) -> str:
    if loss.backup is None:
        return text("store.witness.no_backup", lang)
    return text("store.witness.backup", lang, backup=loss.backup)
