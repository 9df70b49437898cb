"""The columns of the board of a round, as it is taken away."""

from __future__ import annotations

from typing import Final

from yamato_dx.output.column_spec import ColumnSpec, column

COUNTED: Final = ("kpi", "work", "card")

# One row per section that is asked.
ROUND_BOARD_COLUMNS: tuple[ColumnSpec, ...] = (
    column("municipality_code"),
    column("round_id"),
    column("round_title"),
    column("asked_section"),
    column("round_status"),
    column("round_status_label"),
    column("questions_count", "integer", minimum=0),
    column("approval_no"),
    *(
        column(f"{name}_{count}_count", "integer", minimum=0)
        for name in COUNTED
        for count in ("asked", "came")
    ),
    column("round_missing"),
    column("explained_asked_count", "integer", minimum=0),
    column("explained_came_count", "integer", minimum=0),
    column("explained_missing"),
    column("answer_due", "date"),
    column("answer_due_reason"),
    column("days_over_count", "integer", minimum=0),
    column("reminder_count", "integer", minimum=0),
    column("last_move"),
    column("last_move_by"),
    column("last_move_at", "moment"),
)
