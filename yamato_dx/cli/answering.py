"""Answers to the problems of an imported file, as the command line takes them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any, Final, Protocol

from yamato_dx.cli.options import Arguments
from yamato_dx.errors import Refused, UsageError
from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.intake.answers import Answers
from yamato_dx.intake.problem import AS_IT_STANDS
from yamato_dx.queries.reports.preview import CorrectedFigure, Preview, figure_keys

ALL: Final = "all"


class Previewing(Protocol):
    """A preview of the file, as it is to be read."""

    def __call__(self, *, answers: Answers = ..., good_rows: bool = ...) -> Preview: ...


def preview_answered(preview: Previewing, arguments: Arguments) -> Preview:
    """The file with what `--answers` and `--confirm` say to it, and of what is then left with
    `--good-rows` the good rows alone.

    Raises Refused where the answers are of other bytes, of a record that has changed since, or
    answer something that is not asked.
    """
    first = preview()
    answers = dict(_answers_in(arguments.answers, first)) if arguments.answers else {}
    answers |= {problem_id: AS_IT_STANDS for problem_id in arguments.confirm if problem_id != ALL}
    answered = preview(answers=answers) if answers else first
    if ALL in arguments.confirm:
        asked = [problem for problem in answered.obstacles if problem.severity == "confirm"]
        answers |= {problem.problem_id: AS_IT_STANDS for problem in asked}
        answered = preview(answers=answers)
    matched = {given.problem.problem_id for given in answered.reading.answered}
    left_over = [problem_id for problem_id in answers if problem_id not in matched]
    if left_over:
        raise Refused("cli.answers.left_over", ids=", ".join(left_over))
    if arguments.good_rows and answered.obstacles:
        return preview(answers=answers, good_rows=True)
    return answered


def own_reasons_in(arguments: Arguments, preview: Preview) -> Mapping[CorrectedFigure, str]:
    """Why single figures of PREVIEW are corrected, all months of a year alike. Raises Refused where
    one that is named is not corrected."""
    reasons: Mapping[tuple[str, FiscalYear], str] = arguments.own_reason
    if not reasons:
        return {}
    corrections = preview.corrected[preview.corrected["correction_kind"] == "correction"]
    years = (FiscalYear(year) for year in corrections["fiscal_year"].tolist())
    named = list(zip(corrections["kpi_no"].tolist(), years, strict=True))
    if left_over := [f"{kpi_no}:{year}" for kpi_no, year in reasons if (kpi_no, year) not in named]:
        raise Refused("cli.own_reason_left_over", figures=", ".join(left_over))
    return {
        key: reasons[figure]
        for key, figure in zip(figure_keys(corrections), named, strict=True)
        if figure in reasons
    }


def _answers_in(path: Path, preview: Preview) -> Mapping[str, str]:
    told = _read(path)
    assert preview.data is not None, "a file is imported, not typed cells"
    if told["sha256"] != sha256(preview.data).hexdigest():
        raise Refused("cli.answers.other_file", file=path)
    if told["revision"] != preview.revision:
        values = {"revision": told["revision"], "head": preview.revision}
        raise Refused("cli.answers.other_revision", file=path, **values)
    answers: Mapping[str, str] = told["answers"]
    return answers


def _read(path: Path) -> dict[str, Any]:
    try:
        told = json.loads(path.read_text("utf-8-sig"))
    except OSError as error:
        raise UsageError("cli.file_not_read", file=path, error=error.strerror) from error
    except (ValueError, RecursionError) as error:  # no JSON, or nested beyond all reading
        raise Refused("cli.answers.broken", file=path) from error
    if not _is_sound(told):
        raise Refused("cli.answers.broken", file=path)
    return dict(told)


def _is_sound(told: object) -> bool:
    if not isinstance(told, dict) or set(told) != {"sha256", "revision", "answers"}:
        return False
    answers = told["answers"]
    return isinstance(answers, dict) and all(isinstance(choice, str) for choice in answers.values())
