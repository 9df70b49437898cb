"""What became of each report after it was sent: 提出, 確認, 差戻し, 取消し."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from yamato_dx import i18n
from yamato_dx.intake.problem import AS_IT_STANDS
from yamato_dx.kept_answers import kept
from yamato_dx.queries.reports.history import batches, who_words
from yamato_dx.rows import Row, is_missing, rows_of
from yamato_dx.store.record import Record
from yamato_dx.store.report_events import StepKind


@dataclass(frozen=True, eq=False)
class ReportStep:
    """One step of a report: who took it when. `reason`: of what gave it back or withdrew it.
    `by_name`: as told, for those who only compare; `who` says it in words."""

    state: StepKind
    at: datetime
    by_name: str
    row: Row
    kind: str
    reason: str = ""
    approval_no: str = ""

    def who(self, lang: str) -> str:
        name = "actor_name" if self.kind == "actor" else f"{self.kind}_by"
        return who_words(self.row, name, self.kind, lang)


@dataclass(frozen=True, eq=False)
class ReportSteps:
    """All steps of one report, the first that it was sent. `questions`: how many of its figures
    are unlikely and were sent as they stand («このとおり»), for the plan office to look at.
    `answers`: the report given back that it answers; `answered_by`: the report that answers it."""

    batch_id: str
    steps: tuple[ReportStep, ...]
    questions: int
    section: str
    answers: str
    answered_by: str

    @property
    def last(self) -> ReportStep:
        return self.steps[-1]

    @property
    def state(self) -> StepKind:
        return self.last.state

    @property
    def came_at(self) -> int:
        """The revision at which it was received."""
        return int(self.steps[0].row["revision"])

    @property
    def confirmation(self) -> ReportStep | None:
        return next((step for step in self.steps if step.state == "confirmed"), None)

    @property
    def is_own_confirmation(self) -> bool:
        """自分の報告を確認: whoever confirmed it had sent it, as far as names tell."""
        confirmation = self.confirmation
        return confirmation is not None and confirmation.by_name == self.steps[0].by_name


@kept(8)
def report_steps(record: Record, revision: int) -> dict[str, ReportSteps]:
    """By 報告番号, newest first, as the record stood at `revision`."""
    asked = record.answers(revision=revision)
    questions = asked[asked["choice"] == AS_IT_STANDS].groupby("batch_id").size()
    return {
        str(batch["batch_id"]): ReportSteps(
            str(batch["batch_id"]),
            _steps(batch),
            int(questions.get(batch["batch_id"], 0)),
            _words(batch["actor_section"]),
            _words(batch["answers"]),
            _words(batch["answered_by"]),
        )
        for batch in rows_of(batches(record, revision))
    }


def waiting(record: Record, revision: int) -> tuple[ReportSteps, ...]:
    """The reports that nobody has confirmed yet, newest first."""
    return tuple(
        report for report in report_steps(record, revision).values() if report.state == "submitted"
    )


def returned_to(record: Record, revision: int, section: str | None) -> tuple[ReportSteps, ...]:
    """The reports that were given back and are not answered yet, newest first: of the section (its
    Japanese name) and of those that name none; all where it is None."""
    return tuple(
        report
        for report in report_steps(record, revision).values()
        if report.state == "returned"
        and not report.answered_by
        and (section is None or report.section in ("", section))
    )


def without_questions(reports: Iterable[ReportSteps]) -> tuple[str, ...]:
    """疑問なし: what can be confirmed together, by 報告番号."""
    return tuple(report.batch_id for report in reports if not report.questions)


def state_words(report: ReportSteps, lang: str) -> str:
    """未確認（要確認1件）, 確認済み, 差戻し, 取消し, 差替え（R8-0004）."""
    replaced_by = _words(report.last.row["replaced_by"])
    if replaced_by:
        return i18n.text("steps.state.replaced", lang, by=replaced_by)
    words = i18n.text(f"steps.state.{report.state}", lang)
    if report.state != "submitted" or not report.questions:
        return words
    return words + i18n.text("steps.state.questions", lang, count=report.questions)


def last_step_words(report: ReportSteps, lang: str) -> str:
    """Who took the last step when, why, under which number; «» where it was only sent."""
    last = report.last
    if report.state == "submitted":
        return ""
    is_own = report.state == "confirmed" and report.is_own_confirmation
    told = (
        i18n.moment(last.at, lang),
        last.who(lang),
        last.reason,
        i18n.text("steps.approval_no", lang, number=last.approval_no) if last.approval_no else "",
        i18n.text("steps.own", lang) if is_own else "",
        i18n.text("steps.answered_by", lang, batch=report.answered_by)
        if report.answered_by
        else "",
    )
    return "　".join(words for words in told if words)


# The steps that a row of `batches` tells by columns that begin so.
_LATER: Final[tuple[StepKind, ...]] = ("confirmed", "returned", "withdrawn")


def _steps(batch: Row) -> tuple[ReportStep, ...]:
    sent = ReportStep(
        "submitted", batch["recorded_at"].to_pydatetime(), str(batch["actor_name"]), batch, "actor"
    )
    later = (
        ReportStep(
            state,
            batch[f"{state}_at"].to_pydatetime(),
            str(batch[f"{state}_by"]),
            batch,
            state,
            _words(batch.get(f"{state}_reason")),
            _words(batch["approval_no"]) if state == "confirmed" else "",
        )
        for state in _LATER
        if not is_missing(batch[f"{state}_at"])
    )
    return (sent, *later)


def _words(value: object) -> str:
    return "" if is_missing(value) else str(value)
