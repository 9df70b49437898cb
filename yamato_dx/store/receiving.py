"""A report is received whole, in one transaction, or not at all."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import sha256
from typing import Final, Literal

import pandas as pd

from yamato_dx.errors import Refused
from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.i18n import TOKYO
from yamato_dx.plan_keys import parted
from yamato_dx.store.entries import (
    append_entries,
    require_unchanged_entries,
)
from yamato_dx.store.files import append_file
from yamato_dx.store.promise import frames
from yamato_dx.store.promise.actor import Actor
from yamato_dx.store.promise.refusals import Stale
from yamato_dx.store.promise.transaction import Transaction, audit
from yamato_dx.store.record import Record
from yamato_dx.store.report_counts import PROGRESS, counts_of
from yamato_dx.store.report_events import (
    append_event,
    append_withdrawal,
    require_unconfirmed,
)

ReportKind = Literal["file", "typed", "proxy"]  # proxy: typed by the plan office for a section


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
    cell: str | None = None
    figure: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class LeftOut:
    """Why a row of the file is not sent. `problem`, `mend`: language → the words shown."""

    severity: str
    code: str
    problem: Mapping[str, str]
    mend: Mapping[str, str]
    sheet: str | None = None
    row_no: int | None = None
    cell: str | None = None
    column_name: str | None = None
    raw_text: str | None = None


_PLACES: Final = ("severity", "code", "sheet", "row_no", "cell", "column_name", "raw_text")
_KEY: Final = ("municipality_code", "kpi_id", "period_start", "period_months")
FIGURE: Final = (*_KEY, "actual_value")
CorrectedFigure = tuple[str, str, date, int]
WHOLE_YEAR: Final = 12
# Municipality, KPI and the year in which its fiscal year begins.
FigureYear = tuple[str, str, int]


def figure_keys(values: pd.DataFrame) -> list[CorrectedFigure]:
    """Of each row of VALUES: municipality_code, kpi_id, period_start, period_months."""
    columns = (values[name].tolist() for name in _KEY)
    return [
        (code, kpi_id, start.date(), months)
        for code, kpi_id, start, months in zip(*columns, strict=True)
    ]


def figure_years(keys: Sequence[CorrectedFigure]) -> list[FigureYear]:
    return [(code, kpi_id, FiscalYear.of(start).start_year) for code, kpi_id, start, _ in keys]


def year_figure(year: FigureYear) -> CorrectedFigure:
    code, kpi_id, start_year = year
    return code, kpi_id, FiscalYear(start_year).first_day, WHOLE_YEAR


def _no_years() -> Collection[FigureYear]:
    return ()


@dataclass(frozen=True)
class NewReport:
    """A report to be received: VALUES, the file they came in (None if typed), who sends it.

    `progress`: work item or commitment → what is told of it, as JSON. `population`: figures in
    the columns `frames.POPULATION`. `attachments`, `answers`, `left_out`: in the order told.
    `answers_to`: the report given back to which it is the answer. `correction_reason`: why it says
    something else than was confirmed, `own_reasons`: of these figures in its place. `entered`: what
    is said beside the figures, kind → key → JSON; it does not fall with the report.
    `years_kept`: asked under the writer's lock, which years that were confirmed as months or as 12
    months in one read, told in the other form, as they were confirmed or as they stand; the record
    does not know how months make a year.
    """

    values: pd.DataFrame
    actor: Actor
    data: bytes | None = None
    file_name: str | None = None
    note: str | None = None
    replaces: str | None = None
    progress: Mapping[str, str] = field(default_factory=dict)
    population: pd.DataFrame | None = None
    kind: ReportKind = "file"
    attachments: Sequence[Attachment] = ()
    answers: Sequence[GivenAnswer] = ()
    answers_to: str | None = None
    correction_reason: str | None = None
    own_reasons: Mapping[CorrectedFigure, str] = field(default_factory=dict)
    left_out: Sequence[LeftOut] = ()
    entered: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    years_kept: Callable[[], Collection[FigureYear]] = _no_years

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
    keys or items, or of what is entered with it, Refused where that revision is not there yet, a
    公表待ち would hide a held value, `replaces` does not stand or is confirmed, `answers_to` was
    not given back, or a confirmed figure would change without a reason.
    """
    with record.writing("replace" if report.replaces else "report") as transaction:
        transaction.require_reached(expected_revision)
        if report.replaces:
            require_unconfirmed(record, report.replaces)
        if report.answers_to and record.last_step(report.answers_to) != "returned":
            raise Refused("store.not_returned", batch_id=report.answers_to)
        _require_unchanged(record, report, expected_revision)
        told = {PROGRESS: report.progress, **report.entered}
        require_unchanged_entries(record, told, expected_revision)
        _require_unchanged_population(record, report, expected_revision)
        _require_no_hidden_value(record, report)
        _require_reason(record, report)
        batch_id = _append_report(record, transaction, report)
    return Received(batch_id, transaction.last_revision)


def _require_unchanged(record: Record, report: NewReport, expected: int) -> None:
    if expected == record.head() or not len(report.values):
        return
    count = record.values_changed_since(report.values, expected, replaces=report.replaces)
    if count:
        raise Stale("store.stale", count=count)


def _require_unchanged_population(record: Record, report: NewReport, expected: int) -> None:
    if expected == record.head() or report.population is None:
        return
    compared = record.compared_population(report.population, since=expected)
    stale = int(compared["is_stale"].sum())
    if stale:
        raise Stale("store.stale", count=stale)


def _require_no_hidden_value(record: Record, report: NewReport) -> None:
    if not (report.values["value_status"] == "awaiting").any():
        return
    hidden = record.awaiting_over_held(report.values, replaces=report.replaces)
    if len(hidden):
        raise Refused("store.awaiting_over_held", count=len(hidden))


def _require_reason(record: Record, report: NewReport) -> None:
    """What was confirmed is corrected with a reason; that a figure has become final is none."""
    if report.correction_reason or not len(report.values):
        return
    count = len(_corrected(record, report) | _corrected_years(record, report))
    if count:
        raise Refused("store.correction_without_reason", count=count)


def _corrected(record: Record, report: NewReport) -> set[CorrectedFigure]:
    """The figures of the report that say something else than was confirmed, and not why."""
    found = record.corrected_values(report.values, replaces=report.replaces)
    kinds = found["correction_kind"]
    corrected = report.values.loc[kinds.index[kinds == "correction"]]
    return {key for key in figure_keys(corrected) if key not in report.own_reasons}


def _corrected_years(record: Record, report: NewReport) -> set[CorrectedFigure]:
    """The years that were confirmed as months and are told in one now, or the other way about,
    unless they are known to read as before, of which a value does not say why."""
    over = figure_keys(record.values_over_other_form(report.values))
    if not over:
        return set()
    kept = report.years_kept()
    years = zip(over, figure_years(over), strict=True)
    return {
        year_figure(year)
        for key, year in years
        if year not in kept and key not in report.own_reasons
    }


def _append_report(record: Record, transaction: Transaction, report: NewReport) -> str:
    """Files unless they are kept already, the report, its steps, the audit, its values."""
    number = _next_number(record, transaction.recorded_at)
    batch_id = transaction.subject = str(number["batch_id"])
    counts = counts_of(record, report.values, report.progress, report.population)
    if report.replaces:
        append_withdrawal(transaction, report.replaces, report.actor, replaced_by=batch_id)
    if report.data is not None:
        append_file(record, transaction, report.file_name, report.data)
    transaction.append(
        "batch",
        kind=report.kind,
        file_name=report.file_name,
        sha256=report.sha256,
        note=report.note,
        replaces=report.replaces,
        answers=report.answers_to,
        correction_reason=report.correction_reason,
        **number,
        **counts,
        **report.actor.columns,
    )
    append_event(transaction, batch_id, "submitted", report.actor)
    act = "replace" if report.replaces else "report"
    audit(transaction, act, report.actor, replaces=report.replaces, **counts, **_rarer(report))
    append_entries(transaction, PROGRESS, report.progress, report.actor, batch_id=batch_id)
    for kind, documents in report.entered.items():
        append_entries(transaction, kind, documents, report.actor)
    _append_attachments(record, transaction, report.attachments, batch_id)
    _append_answers(transaction, report.answers, batch_id)
    _append_left_out(transaction, report.left_out, batch_id)
    _append_corrections(transaction, report.own_reasons, batch_id)
    # Last, so that the act ends with its last value.
    if report.population is not None:
        incoming = frames.incoming(report.population, frames.POPULATION)
        transaction.append_rows("population", incoming, batch_id)
    if len(report.values):
        transaction.append_rows("actual", frames.incoming(report.values), batch_id)
    return batch_id


def _rarer(report: NewReport) -> dict[str, object]:
    """What only few reports are, or bring: an answer to one given back, a correction, entries."""
    told = {
        "answers": report.answers_to,
        "correction_reason": report.correction_reason,
        "own_reasons": list(dict.fromkeys(report.own_reasons.values())),
        "keys": {kind: sorted(documents) for kind, documents in report.entered.items()},
    }
    return {name: words for name, words in told.items() if words}


def _append_attachments(
    record: Record, transaction: Transaction, attachments: Sequence[Attachment], batch_id: str
) -> None:
    for attachment_no, attachment in enumerate(attachments, start=1):
        digest = append_file(record, transaction, attachment.file_name, attachment.data)
        plan_id, subject = parted(attachment.subject) if attachment.subject else (None, None)
        transaction.append(
            "attachment",
            batch_id=batch_id,
            attachment_no=attachment_no,
            plan_id=plan_id,
            subject=subject,
            file_name=attachment.file_name,
            sha256=digest,
            byte_count=len(attachment.data),
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
            cell=answer.cell,
            column_name=answer.column_name,
            raw_text=answer.raw_text,
            **{f"asked_{lang}": words for lang, words in answer.asked.items()},
            **{f"chosen_{lang}": words for lang, words in answer.chosen.items()},
            **{name: answer.figure.get(name) for name in FIGURE},
        )


def _append_left_out(transaction: Transaction, left_out: Sequence[LeftOut], batch_id: str) -> None:
    for left_out_no, reason in enumerate(left_out, start=1):
        words = {
            **{f"problem_{lang}": words for lang, words in reason.problem.items()},
            **{f"mend_{lang}": words for lang, words in reason.mend.items()},
        }
        places = {name: getattr(reason, name) for name in _PLACES}
        transaction.append(
            "left_out", batch_id=batch_id, left_out_no=left_out_no, **places, **words
        )


def _append_corrections(
    transaction: Transaction, reasons: Mapping[CorrectedFigure, str], batch_id: str
) -> None:
    for key, reason in reasons.items():
        figure = dict(zip(_KEY, key, strict=True))
        transaction.append("correction", batch_id=batch_id, **figure, reason=reason)


def _next_number(record: Record, recorded_at: datetime) -> dict[str, int | str]:
    """報告番号: fiscal year of receipt in Tokyo and a running number in it, R8-0001."""
    fiscal_year = FiscalYear.of(recorded_at.astimezone(TOKYO).date())
    letter, _, year = fiscal_year.era
    running_no = record.next_running_no(fiscal_year.start_year)
    return {
        "batch_id": f"{letter}{year}-{running_no:04}",
        "fiscal_year": fiscal_year.start_year,
        "running_no": running_no,
    }
