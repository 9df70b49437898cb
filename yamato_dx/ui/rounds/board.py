"""The board of «照会»: which round, its headline, section × what it owes by whose move it is."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from yamato_dx import i18n
from yamato_dx.queries.comments.by_section import comments_by_section
from yamato_dx.queries.comments.comments import count_of
from yamato_dx.queries.rounds.board import COLUMNS, MOVES, BoardLine, RoundBoard, board_of
from yamato_dx.queries.rounds.held import HeldRound, rounds_at
from yamato_dx.queries.rounds.table import board_table
from yamato_dx.queries.rounds.words import (
    RoundWords,
    below_status,
    headline,
    missing_words,
    round_words,
    status_words,
    summary,
    title_of,
)
from yamato_dx.ui.frame.downloads import table_downloads
from yamato_dx.ui.frame.filters import choose

if TYPE_CHECKING:
    from collections.abc import Mapping

    from yamato_dx.queries.comments.comments import CommentCount, CommentLine
    from yamato_dx.ui.frame.screen import Screen

ROUND: Final = "round"
MARKS: Final = {
    "unanswered": "－",
    "partly": "◐",
    "returned": "↩",
    "questioned": "？",
    "answered": "●",
    "confirmed": "✓",
}
TONES: Final = {"unanswered": "bad", "returned": "bad", "confirmed": "good"}


def pick_round(page: Screen) -> HeldRound | None:
    """From the address, else the newest that is open, else the newest; None before the first."""
    rounds = rounds_at(page.record, page.record.head())
    if not rounds:
        return None
    names = {held.round_id: _round_name(page, held) for held in rounds}
    usual = next((held for held in rounds if held.is_open), rounds[0])
    chosen = choose(ROUND, page.say("rounds.pick"), names, usual.round_id)
    return next(held for held in rounds if held.round_id == chosen)


def _round_name(page: Screen, held: HeldRound) -> str:
    title = title_of(held, page.lang)
    return title if held.is_open else page.say("rounds.closed_title", title=title)


def words_of(page: Screen) -> RoundWords:
    return round_words(page.record, page.now(), page.lang)


def draw_headline(page: Screen, held: HeldRound) -> RoundBoard:
    board = board_of(page.record, page.now(), held)
    page.draw("headline", parts=headline(board, words_of(page)))
    return board


def draw_board(page: Screen, board: RoundBoard) -> None:
    words = words_of(page)
    groups = [
        {
            "name": page.say(f"rounds.move.{move}"),
            "note": page.say(f"rounds.move.{move}.note"),
            "sections": sum(bool(line.section_id) for line in board.of(move)),
            "lines": [_line(page, board, line, words) for line in board.of(move)],
            "link": page.link("history") if move == "to_check" else "",
        }
        for move in MOVES
        if board.of(move)
    ]
    page.draw(
        "rounds_board",
        title=title_of(board.held, page.lang),
        summary=summary(board, words),
        groups=groups,
        heads=[page.say(f"rounds.column.{name}") for name in _columns()],
    )
    table_downloads(
        page,
        page.now(),
        "round-board",
        partial(
            board_table,
            board,
            words,
            page.record.municipality_code,
            explained=_comments(page, board.held),
        ),
        title=title_of(board.held, page.lang),
        name="round-board",
        source="",
    )


def _columns() -> tuple[str, ...]:
    return ("section", "status", *COLUMNS, "explained", "due", "over", "last")


def _comments(page: Screen, held: HeldRound) -> Mapping[str, tuple[CommentLine, ...]]:
    """Of the round's year, by section."""
    return comments_by_section(page.record, page.now(), held.asked.fiscal_year.start_year)


def _explained(page: Screen, held: HeldRound, line: BoardLine) -> tuple[CommentCount, str]:
    """Of the missed figures of its year that the section owns, how many it explained, and the
    numbers of the others."""
    lines = _comments(page, held).get(line.section_id, ())
    numbers = [comment.kpi.kpi_no for comment in lines if comment.missing]
    missing = page.say("rounds.missing.separator").join(numbers)
    return count_of(lines), page.say("rounds.missing", what=missing) if missing else ""


def _line(page: Screen, board: RoundBoard, line: BoardLine, words: RoundWords) -> dict[str, object]:
    held = board.held
    last = line.last
    return {
        "section": words.section(held, line.section_id),
        "office": "" if line.section_id else page.say("rounds.nobody.note", office=words.office),
        "mark": MARKS[line.status],
        "tone": TONES.get(line.status, ""),
        "status": status_words(line, words),
        "below": below_status(line, words),
        "explained": _explained(page, held, line),
        "cells": [
            (page.say(f"rounds.column.{name}"), cell, missing_words(name, cell, words))
            for name, cell in line.cells.items()
        ],
        "due": words.day(line.due),
        "moved": line.moved,
        "over": page.say("rounds.days_over", count=line.days_over) if line.days_over else "",
        "last": page.say(
            f"rounds.last.{last.kind}",
            moment=i18n.moment(last.at, page.lang)[len("2026-") :],
        ),
        "by": " ".join(
            word
            for word in (last.by, last.what)
            if word and word not in (below_status(line, words), line.moved)
        ),
        "links": _links(page, held, line),
    }


def _links(page: Screen, held: HeldRound, line: BoardLine) -> list[tuple[str, str]]:
    """Where the next step is taken: the reason or the desk, the figures of each report to look
    at, also of who answered in part."""
    desk = page.link("report", way="typing", section=line.section_id or "all", round=held.round_id)
    if line.returned:
        reason = page.link("history", batch=line.returned.batch_id)
        return [(reason, page.say("rounds.see_reason")), (desk, page.say("rounds.enter"))]
    is_waiting = line.move == "waiting" or not line.reports
    shown = line.waiting_reports or (() if is_waiting else line.reports)
    see = "rounds.see" if len(shown) == 1 else "rounds.see_report"
    seen = [
        (
            page.link("history", batch=report.batch_id),
            page.say(see, batch=report.batch_id),
        )
        for report in shown
    ]
    return [(desk, page.say("rounds.enter")), *seen] if is_waiting else seen
