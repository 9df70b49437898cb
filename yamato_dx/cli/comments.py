"""What `comment …` of the command line does: list, show, enter."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Final

from yamato_dx.acts.opening import open_record
from yamato_dx.acts.review.commenting import comment
from yamato_dx.cli import answers
from yamato_dx.cli.options import Arguments
from yamato_dx.cli.plan import actor_of, bytes_of, place_of, plan_of, told
from yamato_dx.entries.review.comments import Comment
from yamato_dx.entries.review.subjects import INITIATIVE, KPI, of_initiative, of_kpi, yearly
from yamato_dx.errors import UsageError
from yamato_dx.plan.model.types import Plan
from yamato_dx.queries.assessed import View, plan_at, view_of
from yamato_dx.queries.comments.comments import (
    CommentLine,
    CommentVersion,
    comment_lines,
    standing_version,
    versions_of,
)
from yamato_dx.queries.selection import require_year
from yamato_dx.queries.words import owner_of
from yamato_dx.store.record import Record

# Options that say something; what is not told stays as it stands.
WORDS: Final = (
    *("cause", "issue", "measure", "due", "person"),
    *("self_assessment", "self_grade"),
)


def _list(arguments: Arguments) -> int:
    """One object per KPI and year of which something is asked or said."""
    with told(open_record(place_of(arguments)), arguments) as record:
        view = _view(record, arguments)
        lines = [line for line in comment_lines(record, view) if line.is_asked or line.current]
    year = arguments.year.start_year if arguments.year else None
    rows = [
        _line(line, arguments.lang)
        for line in lines
        if (line.missing or not arguments.missing) and year in (None, line.fiscal_year)
    ]
    answers.write(rows, arguments.format)
    return 0


def _line(line: CommentLine, lang: str) -> dict[str, Any]:
    return {
        "kpi_no": line.kpi.kpi_no,
        "kpi_id": line.kpi.kpi_id,
        "fiscal_year": line.fiscal_year,
        "owner_section": owner_of(line.kpi, lang) if line.kpi.owner_section else None,
        "verdict": line.verdict,
        "is_asked": line.is_asked,
        "missing": list(line.missing),
        **_words(line.comment),
    }


def _words(said: Comment) -> dict[str, Any]:
    words = {name: getattr(said, name) or None for name in WORDS if name != "due"}
    files = [file.file_name for file in said.files]
    return {**words, "due": said.due.isoformat() if said.due else None, "files": files}


def _show(arguments: Arguments) -> int:
    """Every version, newest first."""
    with told(open_record(place_of(arguments)), arguments) as record:
        view = _view(record, arguments)
        key = _key(plan_at(record, view), arguments)
        versions = versions_of(record, view, key)
    answers.write([_version(version) for version in reversed(versions)], arguments.format)
    return 0


def _version(version: CommentVersion) -> dict[str, Any]:
    return {
        "actor_name": version.by,
        "recorded_at": version.at.isoformat(),
        "revision": version.revision,
        "batch_id": version.batch_id or None,
        "is_taken_back": version.comment is None,
        **_words(version.comment or Comment()),
    }


def _enter(arguments: Arguments) -> int:
    files = [(path.name, bytes_of(path)) for path in arguments.attach]
    with told(open_record(place_of(arguments)), arguments) as record:
        view = _view(record, arguments)
        plan = plan_at(record, view)
        key = _key(plan, arguments)
        standing = standing_version(versions_of(record, view, key))
        before = (standing.comment if standing else None) or Comment()
        revision = comment(
            record,
            key,
            _changed(before, plan, arguments),
            actor=actor_of(arguments),
            plan_id=plan.plan_id,
            files=files,
            expected_revision=arguments.at,
        )
    answers.write({"key": key, "revision": revision}, arguments.format)
    return 0


def _changed(before: Comment, plan: Plan, arguments: Arguments) -> Comment:
    """Raises UsageError where the plan has a scale, and the grade is none of it."""
    known = [each.grade for each in plan.self_grades]
    if arguments.self_grade and known and arguments.self_grade not in known:
        raise UsageError("cli.unknown_grade", written=arguments.self_grade, known=", ".join(known))
    given = {name: getattr(arguments, name) for name in WORDS}
    return replace(before, **{name: value for name, value in given.items() if value is not None})


def _view(record: Record, arguments: Arguments) -> View:
    as_of = getattr(arguments, "as_of", None)
    plan_id = plan_of(record, arguments.plan_id)
    return view_of(record, on=arguments.on, as_of=as_of, plan_id=plan_id)


def _key(plan: Plan, arguments: Arguments) -> str:
    """Of a KPI by its printed number or id, of an initiative as initiative:<no>. Raises
    UsageError, Refused where the plan does not have the year."""
    require_year(plan, arguments.year)
    named: str = arguments.subject
    kind = named.partition(":")[0]
    subjects = {
        **{of_initiative(each.initiative_no): INITIATIVE for each in plan.initiatives},
        **{of_kpi(kpi.kpi_id): KPI for kpi in plan.kpis},
    }
    numbered = {kpi.kpi_no: of_kpi(kpi.kpi_id) for kpi in plan.kpis}
    subject = numbered.get(named) or (named if kind in (INITIATIVE, KPI) else of_kpi(named))
    if subject not in subjects:
        known = ", ".join((*numbered, f"{INITIATIVE}:{_numbers(plan)}"))
        raise UsageError("cli.unknown_subject", written=named, known=known)
    return yearly(subject, arguments.year)


def _numbers(plan: Plan) -> str:
    numbers = [each.initiative_no for each in plan.initiatives]
    return f"{min(numbers)}–{max(numbers)}"


COMMENT_COMMANDS: Final[Mapping[str, Callable[[Arguments], int]]] = {
    "comment list": _list,
    "comment show": _show,
    "comment enter": _enter,
}
