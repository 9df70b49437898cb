"""The board of a round as a table to take away."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import pandas as pd

from yamato_dx.queries.comments.comments import CommentLine, count_of
from yamato_dx.queries.rounds.board import COLUMNS, BoardLine, RoundBoard
from yamato_dx.queries.rounds.words import RoundWords, missing_words, status_words, title_of

_TEXTS: Final = (
    *("municipality_code", "round_id", "round_title", "asked_section", "round_status"),
    *("round_status_label", "round_missing", "answer_due_reason", "last_move", "last_move_by"),
    *("approval_no", "explained_missing"),
)
_COUNTS: Final = (
    *(f"{column}_{name}_count" for column in COLUMNS for name in ("asked", "came")),
    *("explained_asked_count", "explained_came_count"),
    "questions_count",
    "days_over_count",
    "reminder_count",
)
KINDS: Final = {
    **dict.fromkeys(_TEXTS, "str"),
    **dict.fromkeys(_COUNTS, "int64"),
    "answer_due": "datetime64[us]",
    "last_move_at": "datetime64[us, UTC]",
}


def board_table(
    board: RoundBoard,
    words: RoundWords,
    municipality_code: str,
    *,
    explained: Mapping[str, tuple[CommentLine, ...]],
) -> pd.DataFrame:
    """One row per section, in the order of the board. `explained`: of whose missed figures a cause
    and what comes next are asked (`comments_by_section` of the round's year)."""
    rows = [
        {
            "municipality_code": municipality_code,
            **_row(board, line, words),
            **_explained(explained.get(line.section_id, ()), words),
        }
        for line in board.lines
    ]
    return pd.DataFrame(rows, columns=list(KINDS)).astype(KINDS)


def _explained(lines: tuple[CommentLine, ...], words: RoundWords) -> dict[str, object]:
    counted = count_of(lines)
    missing = [line.kpi.kpi_no for line in lines if line.missing]
    return {
        "explained_asked_count": counted.asked,
        "explained_came_count": counted.came,
        "explained_missing": words.say("frame.list").join(missing) or None,
    }


def _row(board: RoundBoard, line: BoardLine, words: RoundWords) -> dict[str, object]:
    missing = (
        f"{words.say(f'rounds.column.{name}')} {missing_words(name, cell, words)}"
        for name, cell in line.cells.items()
        if cell.missing
    )
    return {
        "round_id": board.held.round_id,
        "round_title": title_of(board.held, words.lang),
        "asked_section": words.section(board.held, line.section_id),
        "round_status": line.status,
        "round_status_label": status_words(line, words),
        "questions_count": line.questions,
        "approval_no": words.say("frame.list").join(line.approval_nos) or None,
        **{f"{name}_asked_count": cell.asked for name, cell in line.cells.items()},
        **{f"{name}_came_count": cell.came for name, cell in line.cells.items()},
        "round_missing": words.say("frame.list").join(missing) or None,
        "answer_due": pd.Timestamp(line.due),
        "answer_due_reason": line.moved or None,
        "days_over_count": line.days_over,
        "reminder_count": line.reminders,
        "last_move": words.say(f"rounds.last.{line.last.kind}", moment="").strip(),
        "last_move_by": line.last.by,
        "last_move_at": line.last.at,
    }
