"""実績の報告: sending a report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from types import MappingProxyType
from typing import Any, Final

import pandas as pd

from yamato_dx.acts.entering import documents_of
from yamato_dx.acts.permissions import Act, require, require_entering
from yamato_dx.entries.kind import Entered
from yamato_dx.entries.progress import PROGRESS, WorkProgress
from yamato_dx.errors import Refused
from yamato_dx.i18n import LANGUAGES
from yamato_dx.intake.answers import Answered
from yamato_dx.intake.files.attachment import clean_name, require_attachable
from yamato_dx.intake.problem import Problem
from yamato_dx.lettering import typed
from yamato_dx.queries.reports.comparison import standing_duplicate
from yamato_dx.queries.reports.year_changes import kept_years
from yamato_dx.queries.rights.subjects import of_report, of_values
from yamato_dx.queries.rounds.held import NO_PLAN
from yamato_dx.rows import rows_of
from yamato_dx.store import receiving
from yamato_dx.store.promise import frames
from yamato_dx.store.promise.actor import Actor
from yamato_dx.store.receiving import Attachment, CorrectedFigure, GivenAnswer, LeftOut
from yamato_dx.store.record import Record

__all__ = ["Attachment", "Receipt", "send_report"]

NOTHING: Final[Entered] = MappingProxyType({})
NO_REASONS: Final[Mapping[CorrectedFigure, str]] = MappingProxyType({})
NO_PROGRESS: Final[Mapping[str, WorkProgress]] = MappingProxyType({})


@dataclass(frozen=True)
class Receipt:
    """`batch_id` is the 報告番号. `duplicate_of`: that report stands already, nothing was added."""

    batch_id: str
    revision: int
    duplicate_of: str | None = None


def send_report(
    record: Record,
    *,
    data: bytes | None,
    file_name: str | None,
    values: pd.DataFrame | None,
    actor: Actor,
    previewed_at: int,
    replaces: str | None = None,
    note: str | None = None,
    progress: Mapping[str, WorkProgress] = NO_PROGRESS,
    kind: receiving.ReportKind | None = None,
    attachments: Sequence[Attachment] = (),
    answered: Sequence[Answered] = (),
    answers_to: str | None = None,
    correction_reason: str | None = None,
    own_reasons: Mapping[CorrectedFigure, str] = NO_REASONS,
    left_out: Sequence[Problem] = (),
    entered: Entered = NOTHING,
) -> Receipt:
    """Receive VALUES and what is told of work items whole, in one transaction; 差替え where
    `replaces` is given.

    `data`, `file_name`: the file they came in, None where typed. `progress`: by the keys of work
    items and commitments, their plan's id before their own. `kind`: «proxy» where typed for
    another section; else from `data`. `attachments`: what the values rest on; alone they are no
    report. `answered`: what was asked about it, and the answers; `left_out`: why other rows of the
    file are not sent; both to be kept with it. `answers_to`: the report given back to which it is
    the answer. `correction_reason`: why it says something else than was confirmed,
    `own_reasons`: of these figures in its place. `entered`: what it says that belongs to no plan,
    beside its figures.

    The same bytes again, while that report stands and its values hold, add nothing, unless they
    come with attachments. Raises NotPermitted, also where `replaces` is not the actor's to
    withdraw, `answers_to` not theirs to read or one of the things `entered` not theirs to enter,
    Stale where a key or item changed since `previewed_at`, Refused where that is not there yet,
    nothing is to be stored, a 公表待ち would hide a value, `replaces` is unknown, has fallen or is
    confirmed, `answers_to` was not given back, a confirmed figure would change without a reason,
    or an attachment is empty or one too many or too large.
    """
    require(record, actor, Act.REPORT, partial(of_values, record, values, progress))
    require_entering(record, actor, entered, NO_PLAN)
    _require_of_other_reports(record, actor, replaces=replaces, answers_to=answers_to)
    attached = _attachable(attachments)
    duplicate = None if data is None or attached else standing_duplicate(record, data, values)
    # In place of another report, the same bytes are a real act: that other one is withdrawn.
    if duplicate and replaces in (None, duplicate):
        return Receipt(duplicate, record.head(), duplicate_of=duplicate)
    reported = frames.no_values() if values is None or not len(values) else values
    if not len(reported) and not progress:
        raise Refused("store.attachments_alone" if attached else "store.nothing_to_store")
    report = receiving.NewReport(
        reported,
        actor,
        data,
        file_name,
        note,
        replaces,
        progress={key: PROGRESS.json(work) for key, work in progress.items()},
        kind=kind or ("typed" if data is None else "file"),
        attachments=attached,
        answers=[_given(answer, reported) for answer in answered],
        left_out=[_left_out(problem) for problem in left_out],
        answers_to=answers_to,
        correction_reason=typed(correction_reason or "") or None,
        own_reasons=_of_values(own_reasons, reported),
        entered=documents_of(entered, NO_PLAN),
        years_kept=partial(kept_years, record, reported, replaces),
    )
    received = receiving.receive(record, report, expected_revision=previewed_at)
    return Receipt(received.batch_id, received.revision)


def _require_of_other_reports(
    record: Record, actor: Actor, *, replaces: str | None, answers_to: str | None
) -> None:
    """Raises NotPermitted."""
    if replaces:
        require(record, actor, Act.WITHDRAW, partial(of_report, record, replaces))
    if answers_to:
        require(record, actor, Act.READ_REPORT, partial(of_report, record, answers_to))


def _of_values(
    own_reasons: Mapping[CorrectedFigure, str], values: pd.DataFrame
) -> dict[CorrectedFigure, str]:
    """By the values that they are of: the reason of a year is that of its months."""
    said = {key: typed(words) for key, words in own_reasons.items() if typed(words)}
    if not said:
        return {}
    keys = receiving.figure_keys(values)
    of_year = zip(keys, map(receiving.year_figure, receiving.figure_years(keys)), strict=True)
    found = {key: said.get(key) or said.get(year) for key, year in of_year}
    return {key: words for key, words in found.items() if words}


def _attachable(attachments: Sequence[Attachment]) -> list[Attachment]:
    """Under clean names. Raises Refused."""
    named = [
        replace(attachment, file_name=clean_name(attachment.file_name))
        for attachment in attachments
    ]
    require_attachable([(attachment.file_name, len(attachment.data)) for attachment in named])
    return named


def _given(answered: Answered, values: pd.DataFrame) -> GivenAnswer:
    """With the figure that the answered row, or cell, became, if it became one."""
    problem = answered.problem
    rows = rows_of(values.loc[_is_of(problem, values), list(receiving.FIGURE)])
    return GivenAnswer(
        problem.code,
        answered.choice,
        {lang: problem.sentence(lang) for lang in LANGUAGES},
        {lang: answered.sentence(lang) for lang in LANGUAGES},
        problem.sheet,
        problem.row,
        problem.column,
        problem.raw,
        problem.cell if problem.is_of_cell else None,
        {str(name): _held(value) for name, value in rows[0].items()} if rows else {},
    )


def _is_of(problem: Problem, values: pd.DataFrame) -> pd.Series[bool]:
    """The figure of its row; where a row holds several, of its cell."""
    is_row = (values["row_no"] == problem.row) & (
        values["sheet"].fillna("") == (problem.sheet or "")
    )
    return is_row & (values["cell"] == problem.cell) if problem.is_of_cell else is_row


def _left_out(problem: Problem) -> LeftOut:
    return LeftOut(
        problem.severity,
        problem.code,
        {lang: problem.sentence(lang) for lang in LANGUAGES},
        {lang: problem.mend(lang) for lang in LANGUAGES},
        problem.sheet,
        problem.row,
        problem.cell,
        problem.column,
        problem.raw,
    )


def _held(value: Any) -> Any:
    """Of a frame, as the record takes it."""
    if pd.isna(value):
        return None
    return value.date() if isinstance(value, pd.Timestamp) else value
