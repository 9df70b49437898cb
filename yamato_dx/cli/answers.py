"""The command line's answers: plain values, printed as JSON or as a table."""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any, Final

import pandas as pd

from yamato_dx.assessment.rules.answers import Answer
from yamato_dx.entries.extensions import Extension
from yamato_dx.i18n import text
from yamato_dx.intake.problem import Problem
from yamato_dx.plan.model.fault import PlanFault
from yamato_dx.queries.assessed import Assessed
from yamato_dx.queries.decisions.open_questions import standing_of
from yamato_dx.queries.kpis.tables import assessment_table
from yamato_dx.queries.plan.known_kpis import OfferedKpi
from yamato_dx.queries.reports.preview import Preview
from yamato_dx.queries.reports.steps import ReportSteps
from yamato_dx.rows import rows_of

ASSESSMENT: Final = (
    "municipality_code",
    "plan_id",
    "plan_version",
    "kpi_no",
    "kpi_id",
    "fiscal_year",
    "actual_value",
    "value_status",
    "months_reported",
    "numerator",
    "denominator",
    "compared_value",
    "target_value",
    "baseline_value",
    "benchmark_value",
    "attainment_ratio",
    "progress_ratio",
    "verdict",
    "reason",
    "rule",
    "evidence",
    "is_confirmed",
    "confirmed_at",
    "confirmed_by",
    "approval_no",
    "correction_kind",
    "correction_previous_value",
    "correction_previous_status",
    "corrected_at",
    "correction_reason",
)
# What an answer to an open question may change of a row.
BEFORE: Final = ("verdict", "reason", "rule", "attainment_ratio", "evidence")
# What a report would change of a KPI's year, and why it is judged so.
CHANGED: Final = ("actual_value", "verdict", "reason")
BATCH: Final = (
    "batch_id",
    "kind",
    "file_name",
    "sha256",
    "actor_name",
    "actor_known_by",
    "actor_address",
    "recorded_at",
    "row_count",
    "new_count",
    "changed_count",
    "unchanged_count",
    "plan_ids",
    "status",
    "withdrawn_at",
    "withdrawn_by",
    "withdrawn_reason",
    "replaces",
    "replaced_by",
    "confirmed_at",
    "confirmed_by",
    "approval_no",
    "returned_at",
    "returned_by",
    "returned_reason",
    "answers",
    "answered_by",
    "correction_reason",
)


def write(answer: Any, format_name: str) -> None:
    """An object or a list of objects; never NaN."""
    shown = (
        _table(answer)
        if format_name == "table"
        else json.dumps(answer, ensure_ascii=False, allow_nan=False, indent=1)
    )
    sys.stdout.write(f"{shown}\n")


def assessment_rows(answer: Assessed, lang: str) -> list[dict[str, Any]]:
    """One object per KPI × fiscal year."""
    return [
        {name: plain(row[name]) for name in ASSESSMENT}
        for row in rows_of(assessment_table(answer, lang))
    ]


def supposed_rows(
    before: list[dict[str, Any]], after: list[dict[str, Any]]
) -> list[dict[str, Any]]:
    """`after`, each row with `before`: what differs of BEFORE now, None where nothing does."""
    return [
        new
        | {
            "before": None
            if all(old[name] == new[name] for name in BEFORE)
            else {name: old[name] for name in BEFORE}
        }
        for old, new in zip(before, after, strict=True)
    ]


def offered_kpi(offered: OfferedKpi) -> dict[str, Any]:
    """A KPI of a plan that is loaded, beside what is known by its id. `waits`: for somebody to say
    that it is the same figure. `alike`: ids of KPIs with a like name."""
    known = offered.known
    return {
        "plan_version": offered.plan.plan_version,
        "kpi_id": offered.kpi.kpi_id,
        "kpi_no": offered.kpi.kpi_no,
        "name": offered.kpi.name.ja,
        "state": offered.state,
        "waits": offered.waits,
        "known": known
        and {
            "plan_id": known.plan.plan_id,
            "plan_version": known.plan.plan_version,
            "kpi_no": known.kpi.kpi_no,
            "name": known.kpi.name.ja,
        },
        "changes": [change._asdict() for change in offered.changes],
        "alike": [other.kpi.kpi_id for other in offered.alike],
    }


def question_rows(answer: Assessed, revision: int) -> list[dict[str, Any]]:
    """One object per open question; `answer` is the one recorded last, None where it is open.

    `open_years`: the plan's fiscal years for which nobody has decided. `revision`: the state of
    the record that this tells.
    """
    return [
        {
            "question_id": question.question_id,
            "chapter": question.chapter,
            "treatment": question.treatment,
            "candidates": [candidate.candidate_id for candidate in question.candidates],
            "default": question.default,
            "answer": next(
                (
                    said.candidate_id
                    for said in reversed(answer.answers)
                    if said.question_id == question.question_id
                ),
                None,
            ),
            "answers": [
                _decision(said)
                for said in answer.answers
                if said.question_id == question.question_id
            ],
            "open_years": list(standing_of(answer.plan, question, answer.answers).undecided_years),
            "revision": revision,
        }
        for question in answer.plan.open_questions
    ]


def batch_rows(batches: pd.DataFrame, steps: Mapping[str, ReportSteps]) -> list[dict[str, Any]]:
    """One object per report, newest first. `steps`: by 報告番号."""
    return [
        {name: plain(row[name]) for name in BATCH}
        | {
            "state": steps[row["batch_id"]].state,
            "questions": steps[row["batch_id"]].questions,
            "is_own_confirmation": steps[row["batch_id"]].is_own_confirmation,
        }
        for row in rows_of(batches)
    ]


def rows_as_they_are(table: pd.DataFrame) -> list[dict[str, Any]]:
    """One object per row, of all its columns."""
    return [{name: plain(value) for name, value in row.items()} for row in rows_of(table)]


def import_outcome(
    preview: Preview, batch_id: str | None, duplicate_of: str | None, lang: str
) -> dict[str, Any]:
    """What became of an import; `rows_accepted` counts the rows stored (or, dry, to be stored).

    A refused file changes nothing, so no change is told.
    """
    changes = rows_of(preview.changes) if preview.is_sendable else []
    return {
        "batch_id": batch_id,
        "duplicate_of": duplicate_of,
        "sha256": sha256(preview.data or b"").hexdigest(),
        "revision": preview.revision,
        "rows_read": preview.reading.rows_read,
        "rows_accepted": len(preview.values) + len(preview.progress) if preview.is_sendable else 0,
        "rows_refused": preview.rows_refused,
        "problems": [_problem(problem, lang) for problem in preview.problems],
        "left_out": [_problem(problem, lang) for problem in preview.left_out],
        "answered": [
            {"id": answered.problem.problem_id, "choice": answered.choice}
            for answered in preview.reading.answered
        ],
        "readings": [
            {"sheet": one.sheet, "place": one.place, "says": one.says}
            for one in preview.reading.corrections.of_file
        ],
        "changes": [_change(row) for row in changes],
    }


def fault_rows(faults: Sequence[PlanFault], lang: str) -> list[dict[str, Any]]:
    """One object per fault of a plan: how grave, where, which, what, how to mend it. In a workbook
    that is a sheet and a cell, in a folder's file a line. `problems CODE` explains it."""
    return [
        {"severity": fault.severity, "file": fault.file}
        | (
            {"line": fault.line}
            if fault.sheet is None
            else {"sheet": fault.sheet, "cell": fault.cell}
        )
        | {"code": fault.anchor, "problem": fault.sentence(lang), "mend": fault.mend(lang)}
        for fault in faults
    ]


def problem_line(problem: Problem, lang: str) -> str:
    """One problem in one line: where, what, how to mend it, and the code that explains it."""
    place = _place(problem)
    sentences = f"{problem.sentence(lang)} {problem.mend(lang)}"
    told = f"{place + ': ' if place else ''}{sentences} [{problem.code}]"
    if not problem.is_answerable:
        return told
    choices = " / ".join(problem.answers)
    return f"{told} [{text('cli.answers.how', lang, id=problem.problem_id, choices=choices)}]"


def _place(problem: Problem) -> str:
    """«表!E7:R6実績», «5:年度»."""
    if problem.is_of_cell:
        cell = f"{problem.sheet}!{problem.cell}" if problem.sheet else problem.cell
        return ":".join(filter(None, (cell, problem.column)))
    return ":".join(str(part) for part in (problem.row, problem.column) if part is not None)


def plain(value: Any) -> Any:
    """A value that JSON can carry; missing is None."""
    if value is None or value is pd.NaT or value is pd.NA:
        return None
    if isinstance(value, float):
        return None if math.isnan(value) else value
    if isinstance(value, pd.Timestamp):
        return value.isoformat() if value.tzinfo else value.date().isoformat()
    return value.item() if hasattr(value, "item") else value


def extension_row(plan_id: str, extension: Extension | None, revision: int) -> dict[str, Any]:
    """What holds of the plan's period once the act is done; None: as its text has it."""
    return {
        "plan_id": plan_id,
        "last_year": extension.last_year.start_year if extension else None,
        "targets": [
            {
                "kpi_id": added.kpi_id,
                "fiscal_year": added.target.fiscal_year.start_year,
                "target_value": added.target.target_value,
            }
            for added in (extension.targets if extension else ())
        ],
        "revision": revision,
    }


def _decision(answer: Answer) -> dict[str, Any]:
    """An answer that holds, in its fiscal years (None: all) as far as no later one names them."""
    return {
        "answer": answer.candidate_id,
        "number": answer.number,
        "fiscal_years": None if answer.fiscal_years is None else list(answer.fiscal_years),
        "decided_by": answer.decided_by,
        "decided_on": answer.decided_on.isoformat() if answer.decided_on else None,
        "approval_no": answer.approval_no,
        "reason": answer.reason,
    }


def _problem(problem: Problem, lang: str) -> dict[str, Any]:
    return {
        "id": problem.problem_id,
        "code": problem.code,
        "severity": problem.severity,
        "choices": list(problem.answers),
        "sheet": problem.sheet,
        "row": problem.row,
        "column": problem.column,
        "cell": problem.cell,
        "raw": problem.raw,
        "problem": problem.sentence(lang),
        "mend": problem.mend(lang),
    }


def _change(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "plan_id": row["plan_id"],
        "kpi_no": row["kpi_no"],
        "fiscal_year": int(row["fiscal_year"]),
        **{
            side: {name: plain(row[f"{name}_{side}"]) for name in CHANGED}
            for side in ("before", "after")
        },
    }


def _table(answer: Any) -> str:
    """Lists as columns, objects as one line per entry; full-width letters count double."""
    if isinstance(answer, dict):
        return "\n".join(
            f"{name}\n{_table(value)}"
            if isinstance(value, list) and value
            else f"{name}: {_cell(value)}"
            for name, value in answer.items()
        )
    if not answer:
        return ""
    heads = list(answer[0])
    rows = [heads, *([_cell(row[head]) for head in heads] for row in answer)]
    widths = [max(_width(row[place]) for row in rows) for place in range(len(heads))]
    return "\n".join(_line(row, widths) for row in rows)


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    padded = (cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True))
    return "  ".join(padded).rstrip()


def _cell(value: Any) -> str:
    if value is None:
        return "–"
    if isinstance(value, dict):
        return " ".join(f"{name}={_cell(part)}" for name, part in value.items())
    return str(value)


def _width(words: str) -> int:
    return sum(2 if ord(letter) > 0x2E7F else 1 for letter in words)
