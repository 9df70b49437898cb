"""What each command does; `cli` says how it is written.

Answers go to stdout, sentences to stderr.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Final

from yamato_dx.acts.backup import backup, restore
from yamato_dx.acts.deciding import decide
from yamato_dx.acts.opening import (
    accept_loss,
    files_here,
    move,
    open_record,
    plans_in,
    usual_record,
)
from yamato_dx.acts.rounds.receiving import send_form
from yamato_dx.acts.running.copies import copy_backup
from yamato_dx.acts.trail.exports import HandedOut, note_export
from yamato_dx.acts.withdrawal import withdraw
from yamato_dx.cli import answers
from yamato_dx.cli.access.accounts import ACCOUNT_VERBS, account_answer
from yamato_dx.cli.answering import own_reasons_in, preview_answered
from yamato_dx.cli.audit.verbs import AUDIT_VERBS, VERIFYING, verify_in_use
from yamato_dx.cli.closing import CLOSING_COMMANDS
from yamato_dx.cli.comments import COMMENT_COMMANDS
from yamato_dx.cli.meetings import MEETING_COMMANDS
from yamato_dx.cli.options import Arguments
from yamato_dx.cli.papers import PAPER_COMMANDS
from yamato_dx.cli.plan import (
    PLAN_COMMANDS,
    actor_of,
    bytes_of,
    command_title,
    hand_out,
    place_of,
    plan_of,
    told,
    write_file,
)
from yamato_dx.cli.problems import write_problems
from yamato_dx.cli.publishing import PUBLISH_COMMANDS
from yamato_dx.cli.reading import corrections_in, forget, remember, tell_recalled
from yamato_dx.cli.resources import RESOURCE_COMMANDS
from yamato_dx.cli.rounds import ROUND_COMMANDS, round_year_in
from yamato_dx.cli.running import RUNNING_COMMANDS
from yamato_dx.cli.steps import STEP_COMMANDS
from yamato_dx.cli.tables import export_table
from yamato_dx.errors import Refused, UsageError
from yamato_dx.fiscal_year import FiscalYear, parse_fiscal_year
from yamato_dx.i18n import text
from yamato_dx.output.tables.columns import TABLES
from yamato_dx.output.tables.formats import format_of, table_bytes
from yamato_dx.queries.assessed import View, assessed, view_of
from yamato_dx.queries.decisions.supposing import supposed
from yamato_dx.queries.export_context import export_context
from yamato_dx.queries.neglect.neglect import neglect_table, neglected
from yamato_dx.queries.population.sources import population_table
from yamato_dx.queries.reports.given_back.file import is_given_back, with_reasons
from yamato_dx.queries.reports.history import batches
from yamato_dx.queries.reports.preview import Preview, preview_report
from yamato_dx.queries.reports.steps import report_steps
from yamato_dx.store.file.loss import Missing
from yamato_dx.store.promise.refusals import RecordInUse
from yamato_dx.store.record import Record

NOTHING_MISSING: Final = Missing((), 0)
Command = Callable[[Arguments], int]


def _import(arguments: Arguments) -> int:
    data = bytes_of(arguments.file)
    with _record(arguments) as record:
        view = _view(record, arguments)
        round_year = round_year_in(record, view, arguments)
        preview_of = partial(
            preview_report,
            record,
            data,
            arguments.file.name,
            view,
            round_year=round_year,
            answers_to=arguments.answers_to,
        )
        if arguments.reading or arguments.forget:
            corrections = corrections_in(arguments, preview_of())
            preview_of = partial(preview_of, corrections=corrections)
        preview = preview_answered(preview_of, arguments)
        tell_recalled(preview, arguments.lang)
        if not arguments.dry_run:
            forget(record, preview, arguments)
        batch_id = duplicate_of = preview.duplicate_of
        if preview.is_sendable and not arguments.dry_run:
            batch_id = _send(record, preview, arguments)
            remember(record, preview, arguments)
        if arguments.with_reasons:
            _give_back(record, preview, arguments)
        outcome = answers.import_outcome(preview, batch_id, duplicate_of, arguments.lang)
    answers.write(outcome, arguments.format)
    for problem in (*preview.left_out, *preview.obstacles):
        sys.stderr.write(f"{answers.problem_line(problem, arguments.lang)}\n")
    return 0 if preview.is_sendable or duplicate_of else 1


def _give_back(record: Record, preview: Preview, arguments: Arguments) -> None:
    """Nothing where no row waits."""
    if is_given_back(preview):
        path = arguments.with_reasons
        write_file(path, with_reasons(preview, arguments.lang))
        out = HandedOut(command_title(arguments, "--with-reasons"), path.name)
        note_export(record, out, by=actor_of(arguments))


def _send(record: Record, preview: Preview, arguments: Arguments) -> str:
    receipt = send_form(
        record,
        preview,
        actor=actor_of(arguments),
        correction_reason=arguments.correction_reason,
        own_reasons=own_reasons_in(arguments, preview),
    )
    assert receipt, "only cards bring no report, and they are not taken here"
    return receipt.batch_id


def _assess(arguments: Arguments) -> int:
    with _record(arguments) as record:
        view = _view(record, arguments)
        rows = answers.assessment_rows(assessed(record, view), arguments.lang)
        if arguments.suppose:
            question_id, candidate_id = arguments.suppose
            after = supposed(
                record,
                view,
                question_id,
                candidate_id,
                fiscal_years=_years(arguments),
                number=arguments.number,
            )
            rows = answers.supposed_rows(rows, answers.assessment_rows(after, arguments.lang))
    answers.write(rows, arguments.format)
    return 0


def _open_questions(arguments: Arguments) -> int:
    with _record(arguments) as record:
        view = _view(record, arguments)
        rows = answers.question_rows(assessed(record, view), view.revision)
    answers.write(rows, arguments.format)
    return 0


def _decide(arguments: Arguments) -> int:
    with _record(arguments) as record:
        revision = decide(
            record,
            arguments.question_id,
            arguments.answer,
            actor=actor_of(arguments),
            decided_by=arguments.by,
            decided_on=arguments.decided_on,
            approval_no=arguments.approval_no,
            reason=arguments.reason,
            fiscal_years=_years(arguments),
            number=arguments.number,
            expected_revision=arguments.at,
            plan_id=plan_of(record, arguments.plan_id),
        )
    answers.write(
        {
            "question_id": arguments.question_id,
            "answer": arguments.answer,
            "fiscal_years": _years(arguments),
            "revision": revision,
        },
        arguments.format,
    )
    return 0


def _export(arguments: Arguments) -> int:
    format_name = format_of(arguments.file.name)
    if format_name is None:
        raise UsageError("cli.unknown_format", file=arguments.file.name)
    with _record(arguments) as record:
        view = _view(record, arguments)
        answer = assessed(record, view)
        is_population = arguments.table == "population"
        frame = (
            population_table(record, view, arguments.lang)
            if is_population
            else export_table(arguments.table, answer, arguments.lang)
        )
        context = export_context(
            record,
            view,
            title=arguments.table,
            rows_count=len(frame),
            lang=arguments.lang,
            source="" if is_population else None,
            headings=arguments.headings,
        )
        content = table_bytes(frame, TABLES[arguments.table], context, format_name)
        kpi_ids = sorted(set(frame["kpi_id"].dropna())) if "kpi_id" in frame else []
        title = command_title(arguments, arguments.table)
        out = HandedOut(title, arguments.file.name, view, len(frame), kpi_ids=kpi_ids)
        hand_out(record, arguments, content, out)
    answers.write({"file": str(arguments.file), "rows": len(frame)}, arguments.format)
    return 0


def _batches(arguments: Arguments) -> int:
    with _record(arguments) as record:
        view = _view(record, arguments)
        rows = answers.batch_rows(
            batches(record, view.revision), report_steps(record, view.revision)
        )
        answers.write(rows, arguments.format)
    return 0


def _neglect(arguments: Arguments) -> int:
    with _record(arguments) as record:
        view = _view(record, arguments)
        plan = assessed(record, view).plan
        table = neglect_table(neglected(record, view), plan, arguments.lang)
        answers.write(answers.rows_as_they_are(table), arguments.format)
    return 0


def _withdraw(arguments: Arguments) -> int:
    with _record(arguments) as record:
        revision = withdraw(
            record,
            arguments.batch_id,
            actor_of(arguments),
            arguments.reason,
            expected_revision=arguments.at,
        )
    answers.write({"batch_id": arguments.batch_id, "revision": revision}, arguments.format)
    return 0


def _backup(arguments: Arguments) -> int:
    """Exit 1 where it could not be copied; it stands all the same."""
    folder, copy = arguments.backup_folder, None
    with _record(arguments) as record:
        backup(record, arguments.file, actor_of(arguments))
        if record.is_shared:
            sys.stderr.write(f"{text('store.mirror.backup', arguments.lang)}\n")
        if folder:
            try:
                copy = copy_backup(record, arguments.file, folder, actor_of(arguments))
            except Refused as error:
                sys.stderr.write(f"{error.sentence(arguments.lang)}\n")
    copied = {"copy": copy and str(copy)} if folder else {}
    answers.write({"file": str(arguments.file), **copied}, arguments.format)
    return 0 if copy or not folder else 1


def _restore(arguments: Arguments) -> int:
    place = place_of(arguments)
    code = plans_in(arguments.plan)[-1].municipality.municipality_code
    target = usual_record(code, place)
    restored = restore(
        arguments.file,
        target,
        code,
        actor=actor_of(arguments),
        is_clock_right=place.is_clock_right,
    )
    for sentence in restored.notes(arguments.lang):
        sys.stderr.write(f"{sentence}\n")
    missing = restored.missing or NOTHING_MISSING
    answer = {
        "database": str(target),
        "replaced": restored.kept and str(restored.kept),
        "lost_reports": list(missing.batch_ids),
        "acts": missing.acts,
    }
    answers.write(answer, arguments.format)
    return 0


def _audit(verb: str, arguments: Arguments) -> int:
    """Exit 1 where a row of the trail is not as it was."""
    try:
        with _record(arguments) as record:
            given = AUDIT_VERBS[verb](record, arguments, actor_of(arguments))
    except RecordInUse:
        if verb != VERIFYING:
            raise
        (path,) = files_here(place_of(arguments))
        given = verify_in_use(path, arguments)
    answers.write(given.answer, arguments.format)
    if given.sentence:
        sys.stderr.write(f"{given.sentence}\n")
    return 0 if given.is_whole else 1


def _accept(arguments: Arguments) -> int:
    loss = accept_loss(place_of(arguments), actor_of(arguments), arguments.reason)
    answer = {
        "database": loss.place,
        "lost_reports": list(loss.missing.batch_ids),
        "acts": loss.missing.acts,
    }
    answers.write(answer, arguments.format)
    return 0


def _move(arguments: Arguments) -> int:
    source = replace(place_of(arguments), database=arguments.from_place)
    moved = move(source, arguments.to_place, actor_of(arguments))
    told_where = text("store.moving.done", arguments.lang, place=moved.target)
    sys.stderr.write(f"{told_where}\n")
    answer = {
        "from": moved.source,
        "to": moved.target,
        "revision": moved.revision,
        "rows": {name: found.row_count for name, found in moved.tables.items()},
        "checksums": {name: found.digest for name, found in moved.tables.items()},
        "drafts": moved.draft_count,
    }
    answers.write(answer, arguments.format)
    return 0


def _record(arguments: Arguments) -> Record:
    return told(open_record(place_of(arguments)), arguments)


def _view(record: Record, arguments: Arguments) -> View:
    as_of = getattr(arguments, "as_of", None)
    on = getattr(arguments, "on", None)
    return view_of(
        record, as_of=as_of, on=on, plan_id=plan_of(record, getattr(arguments, "plan_id", None))
    )


def _years(arguments: Arguments) -> tuple[int, ...] | None:
    """2024, R6, 2024,2025: fiscal years as people write them."""
    if not arguments.years:
        return None
    written = [year for group in arguments.years for year in group.split(",") if year]
    years = [parse_fiscal_year(words) for words in written]
    for words, year in zip(written, years, strict=True):
        if not isinstance(year, FiscalYear):
            raise UsageError("store.decision.not_a_year", written=words)
    return tuple(year.start_year for year in years if isinstance(year, FiscalYear))


def _account(verb: str, arguments: Arguments) -> int:
    answer = account_answer(verb, arguments, place_of(arguments), actor_of(arguments))
    answers.write(answer, arguments.format)
    return 0


COMMANDS: Final[Mapping[str, Command]] = {
    "import": _import,
    "export": _export,
    "batches": _batches,
    "neglect": _neglect,
    "withdraw": _withdraw,
    "assess": _assess,
    "open-questions": _open_questions,
    "decide": _decide,
    "backup": _backup,
    "restore": _restore,
    "problems": write_problems,
    "record accept": _accept,
    "record move": _move,
    **STEP_COMMANDS,
    **PLAN_COMMANDS,
    **ROUND_COMMANDS,
    **CLOSING_COMMANDS,
    **MEETING_COMMANDS,
    **PAPER_COMMANDS,
    **PUBLISH_COMMANDS,
    **COMMENT_COMMANDS,
    **RESOURCE_COMMANDS,
    **{verb: partial(_audit, verb) for verb in AUDIT_VERBS},
    **RUNNING_COMMANDS,
    **{f"account {verb}": partial(_account, verb) for verb in ACCOUNT_VERBS},
}
