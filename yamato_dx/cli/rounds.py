"""What `round …` of the command line does: open, board, forms, remind, deadline, close."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

from yamato_dx.acts.opening import open_record
from yamato_dx.acts.rounds.holding import close_round, move_deadline, remind
from yamato_dx.acts.rounds.opening import open_round
from yamato_dx.acts.trail.exports import HandedOut
from yamato_dx.cli import answers
from yamato_dx.cli.options import Arguments
from yamato_dx.cli.plan import actor_of, command_title, hand_out, place_of, plan_of, told
from yamato_dx.errors import UsageError
from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.queries.assessed import View, plan_at, view_of
from yamato_dx.queries.comments.by_section import comments_by_section
from yamato_dx.queries.comments.comments import CommentLine, count_of
from yamato_dx.queries.rounds.asking import RoundScope, counts_by_section
from yamato_dx.queries.rounds.board import BoardLine, RoundBoard, board_of
from yamato_dx.queries.rounds.forms import round_folder
from yamato_dx.queries.rounds.held import HeldRound, open_round_at, round_at, rounds_at
from yamato_dx.queries.rounds.letters import notice, reminders, reminders_text
from yamato_dx.queries.rounds.words import RoundWords, headline, round_words
from yamato_dx.store.record import Record


def _open(arguments: Arguments) -> int:
    with told(open_record(place_of(arguments)), arguments) as record:
        plans = tuple(plan_of(record, plan_id) for plan_id in arguments.plans)
        scope = RoundScope(arguments.kind, arguments.year, plans)
        opened = open_round(
            record,
            view_of(record, on=arguments.on),
            scope,
            due=arguments.due,
            title=arguments.title or "",
            actor=actor_of(arguments),
        )
        counts = counts_by_section(opened.items)
    answer = {
        "round_id": opened.round_id,
        "title": opened.title,
        "fiscal_year": opened.fiscal_year.start_year,
        "plan_ids": list(opened.plan_ids),
        "due": opened.due.isoformat(),
        "sections": [
            {
                "section_id": section_id or None,
                **{kind: asked[kind] for kind in ("kpi", "work", "card")},
            }
            for section_id, asked in counts.items()
        ],
    }
    answers.write(answer, arguments.format)
    return 0


def _board(arguments: Arguments) -> int:
    with told(open_record(place_of(arguments)), arguments) as record:
        view = view_of(record, on=arguments.on, as_of=arguments.as_of)
        board = board_of(record, view, _held(record, view, arguments))
        words = round_words(record, view, arguments.lang)
        explained = comments_by_section(record, view, board.held.asked.fiscal_year.start_year)
    lines = [
        _line(board, line, words) | _explained(explained.get(line.section_id, ()))
        for line in board.lines
    ]
    if arguments.format == "table":  # as many as can be read beside each other
        counted = ("missing", "explained_missing")
        rows = [line | {name: len(line[name]) for name in counted} for line in lines]
        answers.write(rows, arguments.format)
        return 0
    answer = {
        "round_id": board.held.round_id,
        "is_open": board.held.is_open,
        "headline": "".join(headline(board, words)),
        "sections": lines,
    }
    answers.write(answer, arguments.format)
    return 0


def _line(board: RoundBoard, line: BoardLine, words: RoundWords) -> dict[str, Any]:
    counts = {
        f"{column}_{name}": number
        for column, cell in line.cells.items()
        for name, number in (("asked", cell.asked), ("came", cell.came))
    }
    return {
        "section_id": line.section_id or None,
        "section": words.section(board.held, line.section_id),
        "status": line.status,
        **counts,
        "missing": [f"{item.kind}:{item.item_id}" for item in line.missing],
        "due": line.due.isoformat(),
        "days_over": line.days_over,
        "reminders": line.reminders,
        "questions": line.questions,
        "approval_nos": list(line.approval_nos),
        "reports": [report.batch_id for report in line.reports],
    }


def _explained(lines: tuple[CommentLine, ...]) -> dict[str, Any]:
    """Of the missed figures of the section, how many it explained, and the KPIs of the others."""
    counted = count_of(lines)
    return {
        "explained_asked": counted.asked,
        "explained_came": counted.came,
        "explained_missing": [line.kpi.kpi_no for line in lines if line.missing],
    }


def _forms(arguments: Arguments) -> int:
    path: Path = arguments.file
    if path.suffix.lower() != ".zip":
        raise UsageError("cli.not_zip", file=path)
    with told(open_record(place_of(arguments)), arguments) as record:
        view = view_of(record, on=arguments.on)
        held = _held(record, view, arguments)
        letter = _letter(record, view, held, arguments)
        content = round_folder(
            record, view, held, letter, lang=arguments.lang, site=arguments.site or ""
        )
        hand_out(record, arguments, content, HandedOut(command_title(arguments), path.name))
    answers.write({"file": str(path), "forms": len(held.section_ids)}, arguments.format)
    return 0


def _letter(record: Record, view: View, held: HeldRound, arguments: Arguments) -> str:
    if arguments.letter is None:
        words = round_words(record, view, arguments.lang)
        return notice(held, plan_at(record, view), words)
    try:
        written: str = arguments.letter.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError("cli.file_not_read", file=arguments.letter, error=error) from error
    return written


def _remind(arguments: Arguments) -> int:
    """The texts of all that are waited for, or of those named; recorded unless it is a dry run."""
    with told(open_record(place_of(arguments)), arguments) as record:
        view = view_of(record, on=arguments.on)
        held = _held(record, view, arguments)
        words = round_words(record, view, arguments.lang)
        board = board_of(record, view, held)
        texts = reminders(board, plan_at(record, view), words, arguments.site or "")
        if arguments.section:
            named = _section_id(held, words, arguments.section)
            texts = {key: text for key, text in texts.items() if key == named}
        if not arguments.dry_run:
            remind(record, held.round_id, texts, actor=actor_of(arguments), on=view.on)
        if arguments.file:
            content = reminders_text(texts).encode("utf-8-sig")
            out = HandedOut(command_title(arguments), arguments.file.name)
            hand_out(record, arguments, content, out)
    rows = [
        {"section_id": key, "section": words.section(held, key), "text": text}
        for key, text in texts.items()
    ]
    answers.write(rows, arguments.format)
    return 0


def _deadline(arguments: Arguments) -> int:
    with told(open_record(place_of(arguments)), arguments) as record:
        view = view_of(record, on=arguments.on)
        held = _held(record, view, arguments)
        words = round_words(record, view, arguments.lang)
        named = arguments.section
        section_id = _section_id(held, words, named) if named else None
        revision = move_deadline(
            record,
            held.round_id,
            arguments.due,
            actor=actor_of(arguments),
            reason=arguments.reason,
            on=view.on,
            section_id=section_id,
            expected_revision=arguments.at,
        )
    answer = {
        "round_id": held.round_id,
        "section_id": section_id,
        "due": arguments.due.isoformat(),
        "revision": revision,
    }
    answers.write(answer, arguments.format)
    return 0


def _close(arguments: Arguments) -> int:
    with told(open_record(place_of(arguments)), arguments) as record:
        view = view_of(record, on=arguments.on)
        held = _held(record, view, arguments)
        revision = close_round(record, held.round_id, actor=actor_of(arguments), on=view.on)
    answers.write({"round_id": held.round_id, "revision": revision}, arguments.format)
    return 0


def _held(record: Record, view: View, arguments: Arguments) -> HeldRound:
    """The round that is named, else the one that is open. Raises UsageError."""
    named = arguments.round
    found = (
        round_at(record, view.revision, named) if named else open_round_at(record, view.revision)
    )
    if found is None:
        known = ", ".join(held.round_id for held in rounds_at(record, view.revision))
        raise UsageError("cli.unknown_round", written=named or "", known=known or "–")
    return found


def round_year_in(record: Record, view: View, arguments: Arguments) -> FiscalYear | None:
    """Of the round that is named; None where none is. Raises UsageError."""
    return _held(record, view, arguments).asked.fiscal_year if arguments.round else None


def _section_id(held: HeldRound, words: RoundWords, named: str) -> str:
    """By its id or by the name that it had on the day of opening. Raises UsageError."""
    names = {words.section(held, key): key for key in held.section_ids if key}
    if named in names.values():
        return named
    if named not in names:
        raise UsageError("cli.unknown_section", written=named, known=", ".join(names))
    return names[named]


ROUND_COMMANDS: Final[Mapping[str, Callable[[Arguments], int]]] = {
    "round open": _open,
    "round board": _board,
    "round forms": _forms,
    "round remind": _remind,
    "round deadline": _deadline,
    "round close": _close,
}
