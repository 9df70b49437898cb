"""What `plan …` of the command line does: check, load, export, and an empty form."""

from __future__ import annotations

import getpass
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

from yamato_dx.acts.actor import Actor
from yamato_dx.acts.extending import extend, unextend
from yamato_dx.acts.opening import NoPlan, Place, open_record
from yamato_dx.acts.planning import Offer, Proposal, begin, load, offer_at, propose
from yamato_dx.acts.starting import starter
from yamato_dx.acts.taking_back import take_back
from yamato_dx.acts.trail.exports import HandedOut, note_export
from yamato_dx.cli import answers
from yamato_dx.cli.answering import ALL
from yamato_dx.cli.options import Arguments
from yamato_dx.errors import UsageError
from yamato_dx.i18n import text
from yamato_dx.own_files import as_files_of_person
from yamato_dx.plan.model.counts import plan_counts
from yamato_dx.plan.model.outline import PlanSpan
from yamato_dx.queries.assessed import extension_at, plan_id_at, plans_at, view_of
from yamato_dx.queries.closing.next_plan import carried_workbook
from yamato_dx.queries.plan.books import plan_workbook
from yamato_dx.queries.plan.difference import plan_difference
from yamato_dx.queries.plan.extending import text_in_force
from yamato_dx.queries.plan.starter_book import starter_workbook
from yamato_dx.rows import rows_of
from yamato_dx.store.record import Record


def _check(arguments: Arguments) -> int:
    offer = _offer(arguments.source)
    counts = plan_counts(offer.plans[-1]) if offer.plans else {}
    problems = answers.fault_rows((*offer.faults, *offer.notes), arguments.lang)
    answers.write({"counts": counts, "problems": problems}, arguments.format)
    return 1 if offer.faults else 0


def _load(arguments: Arguments) -> int:
    """Exit 1 where the plan has faults; a plan that is recorded already is done."""
    place = place_of(arguments)
    offer = _offer(arguments.source)
    try:
        record = told(open_record(place), arguments)
    except NoPlan:
        return _begin(place, offer, arguments)
    with record:
        proposal = propose(record, offer, view_of(record, on=arguments.on).on)
        is_taken = proposal.is_loadable and not arguments.dry_run
        loaded = _taken(record, proposal, arguments) if is_taken else ()
    answers.write(_outcome(proposal, loaded, arguments.lang), arguments.format)
    return 1 if proposal.faults else 0


def _taken(record: Record, proposal: Proposal, arguments: Arguments) -> tuple[str, ...]:
    confirmed = set(arguments.same_kpi)
    if ALL in confirmed:
        confirmed |= {offered.kpi.kpi_id for offered in proposal.waiting}
    return load(record, proposal, actor_of(arguments), same_kpis=confirmed)


def _begin(place: Place, offer: Offer, arguments: Arguments) -> int:
    """The record's first plan: there is nothing to compare it with."""
    versions = [plan.plan_version for plan in offer.plans]
    is_taken = not offer.faults and not arguments.dry_run
    if is_taken:
        begin(place, offer, actor_of(arguments)).close()
    outcome = {
        "loaded": versions if is_taken else [],
        "unchanged": [],
        "plan_id": offer.plans[-1].plan_id if offer.plans else None,
        "is_another_plan": False,
        "compared_with": None,
        "problems": answers.fault_rows((*offer.faults, *offer.notes), arguments.lang),
        "kpis": [],
        "changes": [],
    }
    answers.write(outcome, arguments.format)
    return 1 if offer.faults else 0


def _outcome(proposal: Proposal, loaded: tuple[str, ...], lang: str) -> dict[str, Any]:
    return {
        "loaded": list(loaded),
        "unchanged": [plan.plan_version for plan in proposal.unchanged],
        "plan_id": proposal.plan_id,
        "is_another_plan": proposal.is_another,
        "compared_with": proposal.held.plan_version,
        "problems": answers.fault_rows((*proposal.faults, *proposal.notes), lang),
        "kpis": [answers.offered_kpi(offered) for offered in proposal.kpis],
        "changes": [
            {"plan_version": plan.plan_version}
            | {name: answers.plain(value) for name, value in row.items()}
            for plan in proposal.new
            for row in rows_of(plan_difference(proposal.held, plan))
        ],
    }


def _export(arguments: Arguments) -> int:
    with told(open_record(place_of(arguments)), arguments) as record:
        plan_id = plan_of(record, arguments.plan_id)
        view = view_of(record, on=arguments.on, plan_id=plan_id)
        plan = text_in_force(record, view)
        out = HandedOut(command_title(arguments), arguments.file.name, view, kpi_ids=None)
        _hand_out_book(record, arguments, plan_workbook(plan, arguments.lang), out)
    answer = {
        "file": str(arguments.file),
        "plan_id": plan.plan_id,
        "plan_version": plan.plan_version,
    }
    answers.write(answer, arguments.format)
    return 0


def _next(arguments: Arguments) -> int:
    span = PlanSpan(arguments.plan_id, arguments.first_year, arguments.last_year)
    with told(open_record(place_of(arguments)), arguments) as record:
        plan_id = plan_of(record, arguments.from_plan)
        view = view_of(record, on=arguments.on, plan_id=plan_id)
        content = carried_workbook(record, view, span, arguments.lang)
        from_plan = plan_id_at(record, view)
        out = HandedOut(command_title(arguments), arguments.file.name, view, kpi_ids=None)
        _hand_out_book(record, arguments, content, out)
    answer = {"file": str(arguments.file), "plan_id": span.plan_id, "from_plan": from_plan}
    answers.write(answer, arguments.format)
    return 0


def _take_back(arguments: Arguments) -> int:
    with told(open_record(place_of(arguments)), arguments) as record:
        revision = take_back(record, arguments.plan_id, actor_of(arguments))
    answer = {"plan_id": arguments.plan_id, "revision": revision}
    answers.write(answer, arguments.format)
    return 0


def _extend(arguments: Arguments) -> int:
    with told(open_record(place_of(arguments)), arguments) as record:
        plan_id = plan_of(record, arguments.plan_id)
        revision = extend(
            record,
            arguments.until,
            actor=actor_of(arguments),
            decided_by=arguments.by,
            approval_no=arguments.approval_no,
            reason=arguments.reason,
            decided_on=arguments.decided_on,
            targets=arguments.target,
            expected_revision=arguments.at,
            plan_id=plan_id,
        )
        plan_id = plan_id_at(record, view_of(record, plan_id=plan_id))
        extension = extension_at(record, revision, plan_id)
    answers.write(answers.extension_row(plan_id, extension, revision), arguments.format)
    return 0


def _unextend(arguments: Arguments) -> int:
    with told(open_record(place_of(arguments)), arguments) as record:
        plan_id = plan_of(record, arguments.plan_id)
        revision = unextend(
            record,
            actor=actor_of(arguments),
            expected_revision=arguments.at,
            plan_id=plan_id,
        )
        plan_id = plan_id_at(record, view_of(record, plan_id=plan_id))
    answers.write(answers.extension_row(plan_id, None, revision), arguments.format)
    return 0


def _template(arguments: Arguments) -> int:
    _write_book(arguments.file, plan_workbook(None, arguments.lang))
    answers.write({"file": str(arguments.file)}, arguments.format)
    return 0


def _starter(arguments: Arguments) -> int:
    _write_book(arguments.file, starter_workbook(starter(), arguments.lang))
    answers.write({"file": str(arguments.file)}, arguments.format)
    return 0


def _offer(path: Path) -> Offer:
    try:
        return offer_at(path)
    except OSError as error:
        raise UsageError("cli.file_not_read", file=path, error=error.strerror) from error


def _write_book(path: Path, content: bytes) -> None:
    _require_book(path)
    write_file(path, content)


def _hand_out_book(record: Record, arguments: Arguments, content: bytes, out: HandedOut) -> None:
    _require_book(arguments.file)
    hand_out(record, arguments, content, out)


def _require_book(path: Path) -> None:
    if path.suffix.lower() != ".xlsx":
        raise UsageError("plan.loading.not_xlsx", file=path)


def bytes_of(path: Path) -> bytes:
    """Raises UsageError."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise UsageError("cli.file_not_read", file=path, error=error.strerror) from error


def write_file(path: Path, content: bytes) -> None:
    try:
        with as_files_of_person():
            path.write_bytes(content)
    except OSError as error:
        raise UsageError("cli.file_not_written", file=path, error=error.strerror) from error


def hand_out(record: Record, arguments: Arguments, content: bytes, out: HandedOut) -> None:
    """Into the file of the command, and noted once it is there."""
    write_file(arguments.file, content)
    note_export(record, out, by=actor_of(arguments))


def command_title(arguments: Arguments, *words: str) -> str:
    """As the trail names what a command handed out."""
    command = " ".join((arguments.command, *words))
    return text("cli.handed_out", arguments.lang, command=command)


def plan_of(record: Record, named: str | None) -> str:
    """The id of the plan that the command names; «» where it names none. Raises UsageError."""
    known = dict.fromkeys(plan.plan_id for plan in plans_at(record, record.head()))
    if named and named not in known:
        raise UsageError("cli.unknown_plan", written=named, known=", ".join(known))
    return named or ""


def place_of(arguments: Arguments) -> Place:
    return Place(
        arguments.plan,
        arguments.database,
        is_clock_right=arguments.clock_is_right,
        mirrors=arguments.mirrors,
    )


def told(record: Record, arguments: Arguments) -> Record:
    """The record, after what its witness has to say of it."""
    for sentence in record.warnings(arguments.lang):
        sys.stderr.write(f"{sentence}\n")
    return record


def actor_of(arguments: Arguments) -> Actor:
    """Whoever uses the command line is at the server: its one place where an actor is made."""
    return Actor.at_server(getattr(arguments, "by", None) or getpass.getuser())


PLAN_COMMANDS: Final[Mapping[str, Callable[[Arguments], int]]] = {
    "plan check": _check,
    "plan load": _load,
    "plan export": _export,
    "plan extend": _extend,
    "plan next": _next,
    "plan take-back": _take_back,
    "plan starter": _starter,
    "plan unextend": _unextend,
    "plan template": _template,
}
