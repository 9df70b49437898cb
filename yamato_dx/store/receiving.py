"""A report is received whole, in one transaction, or not at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Final, Literal

import pandas as pd

from yamato_dx.errors import Refused
from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.i18n import TOKYO
from yamato_dx.store import frames
from yamato_dx.store.actor import Actor
from yamato_dx.store.entries import (
    append_entries,
    require_unchanged_entries,
    standing_documents,
)
from yamato_dx.store.record import Record
from yamato_dx.store.refusals import Stale
from yamato_dx.store.report_events import append_event, append_withdrawal, audit, require_standing
from yamato_dx.store.transaction import Transaction

# The kind of entry that a report brings: what is told of work items and commitments.
PROGRESS: Final = "progress"

Kind = Literal["file", "typed", "proxy"]  # proxy: typed by the plan office for a section


@dataclass(frozen=True)
class Attachment:
    """添付資料: `subject` is the key of what it belongs to (`kpi:…`), None: the whole report."""

    file_name: str
    data: bytes
    subject: str | None = None


@dataclass(frozen=True)
class GivenAnswer:
    """What was asked about one place of a report, and what was answered.

    `asked` and `chosen`: language → the words shown. `figure`: its columns `FIGURE`, empty
    where there is none.
    """

    code: str
    choice: str
    asked: Mapping[str, str]
    chosen: Mapping[str, str]
    sheet: str | None = None
    row_no: int | None = None
    column_name: str | None = None
    raw_text: str | None = None
    figure: Mapping[str, object] = field(default_factory=dict)


FIGURE: Final = ("municipality_code", "kpi_id", "period_start", "period_months", "actual_value")


@dataclass(frozen=True)
class NewReport:
    """A report to be received: VALUES, the file they came in (None if typed), who sends it.

    `progress`: work item or commitment → what is told of it, as JSON. `population`: figures in
    the columns `frames.POPULATION`. `attachments`, `answers`: in the order told.
    """

    values: pd.DataFrame
    actor: Actor
    data: bytes | None = None
    file_name: str | None = None
    note: str | None = None
    replaces: str | None = None
    progress: Mapping[str, str] = field(default_factory=dict)
    population: pd.DataFrame | None = None
    kind: Kind = "file"
    attachments: Sequence[Attachment] = ()
    answers: Sequence[GivenAnswer] = ()

    @property
    def sha256(self) -> str | None:
        return None if self.data is None else sha256(self.data).hexdigest()


@dataclass(frozen=True)
class Received:
    batch_id: str
    revision: int


def receive(record: Record, report: NewReport, *, expected_revision: int) -> Received:
    """Store the whole report; with `replaces`, withdraw that one in the same transaction.

    Raises Stale where, since `expected_revision`, another row has come to stand for one of its
    keys or items, Refused where that revision is not there yet, a 公表待ち would hide a
    held value, or `replaces` does not stand.
    """
    with record.writing("replace" if report.replaces else "report") as transaction:
        transaction.require_reached(expected_revision)
        if report.replaces:
            require_standing(transaction, report.replaces)
        _require_unchanged(transaction, report, expected_revision)
        require_unchanged_entries(transaction, {PROGRESS: report.progress}, expected_revision)
        _require_unchanged_population(transaction, report, expected_revision)
        _require_no_hidden_value(transaction, report)
        batch_id = _append_report(transaction, report)
    return Received(batch_id, transaction.last_revision)


def _require_unchanged(transaction: Transaction, report: NewReport, expected: int) -> None:
    if expected == transaction.head or not len(report.values):
        return
    changed = transaction.ask(
        "changed_keys",
        incoming=frames.incoming(report.values),
        replaces=report.replaces,
        previewed_at=expected,
        as_of_revision=transaction.head,
        **frames.code_bounds(report.values),
    )
    if len(changed):
        raise Stale("store.stale", count=len(changed))


def _require_unchanged_population(
    transaction: Transaction, report: NewReport, expected: int
) -> None:
    if expected == transaction.head or report.population is None:
        return
    stale = int(_population_compared(transaction, report.population, expected)["is_stale"].sum())
    if stale:
        raise Stale("store.stale", count=stale)


def _population_compared(
    transaction: Transaction, population: pd.DataFrame, previewed_at: int
) -> pd.DataFrame:
    return transaction.ask(
        "population_compare",
        incoming=frames.incoming(population, frames.POPULATION),
        previewed_at=previewed_at,
        as_of_revision=transaction.head,
    )


def _require_no_hidden_value(transaction: Transaction, report: NewReport) -> None:
    if not (report.values["value_status"] == "awaiting").any():
        return
    hidden = transaction.ask(
        "awaiting_over_held",
        incoming=frames.incoming(report.values),
        replaces=report.replaces,
        as_of_revision=transaction.head,
        **frames.code_bounds(report.values),
    )
    if len(hidden):
        raise Refused("store.awaiting_over_held", count=len(hidden))


def _append_report(transaction: Transaction, report: NewReport) -> str:
    """Files unless they are kept already, the report, its steps, the audit, its values."""
    number = _next_number(transaction)
    batch_id = transaction.subject = str(number["batch_id"])
    counts = _counts(transaction, report)
    if report.replaces:
        append_withdrawal(transaction, report.replaces, report.actor, replaced_by=batch_id)
    if report.data is not None:
        _append_file(transaction, report.sha256, report.file_name, report.data)
    transaction.append(
        "batch",
        kind=report.kind,
        file_name=report.file_name,
        sha256=report.sha256,
        note=report.note,
        replaces=report.replaces,
        **number,
        **counts,
        **report.actor.columns,
    )
    append_event(transaction, batch_id, "submitted", report.actor)
    act = "replace" if report.replaces else "report"
    audit(transaction, act, report.actor, replaces=report.replaces, **counts)
    append_entries(transaction, PROGRESS, report.progress, report.actor, batch_id)
    _append_attachments(transaction, report.attachments, batch_id)
    _append_answers(transaction, report.answers, batch_id)
    # Last, so that the act ends with its last value.
    if report.population is not None:
        incoming = frames.incoming(report.population, frames.POPULATION)
        transaction.append_rows("population", incoming, batch_id)
    if len(report.values):
        transaction.append_rows("actual", frames.incoming(report.values), batch_id)
    return batch_id


def _append_attachments(
    transaction: Transaction, attachments: Sequence[Attachment], batch_id: str
) -> None:
    for attachment_no, one in enumerate(attachments, start=1):
        digest = sha256(one.data).hexdigest()
        _append_file(transaction, digest, one.file_name, one.data)
        transaction.append(
            "attachment",
            batch_id=batch_id,
            attachment_no=attachment_no,
            subject=one.subject,
            file_name=one.file_name,
            sha256=digest,
            byte_count=len(one.data),
        )


def _append_answers(
    transaction: Transaction, answers: Sequence[GivenAnswer], batch_id: str
) -> None:
    for answer_no, answer in enumerate(answers, start=1):
        transaction.append(
            "answer",
            batch_id=batch_id,
            answer_no=answer_no,
            code=answer.code,
            choice=answer.choice,
            sheet=answer.sheet,
            row_no=answer.row_no,
            column_name=answer.column_name,
            raw_text=answer.raw_text,
            **{f"asked_{lang}": words for lang, words in answer.asked.items()},
            **{f"chosen_{lang}": words for lang, words in answer.chosen.items()},
            **{name: answer.figure.get(name) for name in FIGURE},
        )


def _append_file(
    transaction: Transaction, digest: str | None, file_name: str | None, data: bytes
) -> None:
    """Once, whoever sent the same bytes under whatever name."""
    if not transaction.ask("file_known", sha256=digest)["is_known"].item():
        transaction.append("file", sha256=digest, file_name=file_name, bytes=data)


def _next_number(transaction: Transaction) -> dict[str, int | str]:
    """報告番号: fiscal year of receipt in Tokyo and a running number in it, R8-0001."""
    fiscal_year = FiscalYear.of(transaction.recorded_at.astimezone(TOKYO).date())
    letter, _, year = fiscal_year.era
    found = transaction.ask("next_running_no", fiscal_year=fiscal_year.start_year)
    running_no = int(found["running_no"].item())
    return {
        "batch_id": f"{letter}{year}-{running_no:04}",
        "fiscal_year": fiscal_year.start_year,
        "running_no": running_no,
    }


def _counts(transaction: Transaction, report: NewReport) -> dict[str, int]:
    counts = (
        _changes_of_values(transaction, report.values)
        + _changes_of_progress(transaction, report.progress)
        + _changes_of_population(transaction, report.population)
    )
    return {
        "row_count": counts.total(),
        **{f"{one}_count": counts[one] for one in ("new", "changed", "unchanged")},
    }


def _changes_of_values(transaction: Transaction, values: pd.DataFrame) -> Counter[str]:
    if not len(values):
        return Counter()
    compared = transaction.ask(
        "compare",
        incoming=frames.incoming(values),
        as_of_revision=transaction.head,
        **frames.code_bounds(values),
    )
    return _counted(compared["change"])


def _changes_of_progress(transaction: Transaction, progress: Mapping[str, str]) -> Counter[str]:
    held = standing_documents(transaction, PROGRESS) if progress else {}
    return Counter(
        "new" if key not in held else "unchanged" if held[key] == document else "changed"
        for key, document in progress.items()
    )


def _changes_of_population(
    transaction: Transaction, population: pd.DataFrame | None
) -> Counter[str]:
    if population is None:
        return Counter()
    compared = _population_compared(transaction, population, transaction.head)
    return _counted(compared["change"])


def _counted(changes: pd.Series[str]) -> Counter[str]:
    """Without a Python object per row: a file may have a million."""
    return Counter({str(one): int(count) for one, count in changes.value_counts().items()})
