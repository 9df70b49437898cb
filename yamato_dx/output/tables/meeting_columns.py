"""The columns of what a meeting decided, as it is taken away."""

from __future__ import annotations

from yamato_dx.output.column_spec import ColumnSpec, column

# One row per point of a meeting.
MEETING_POINT_COLUMNS: tuple[ColumnSpec, ...] = (
    column("municipality_code"),
    column("plan_id"),
    column("meeting_id"),
    column("meeting_title"),
    column("held_on", "date"),
    column("point_no", "integer", minimum=1),
    column("agenda_reason"),
    column("agenda_reason_label"),
    column("agenda_words"),
    column("point_outcome"),
    column("point_outcome_label"),
    column("point_words"),
    column("point_owner"),
    column("point_due", "date"),
    column("follow_up_state"),
    column("follow_up_label"),
    column("follow_up_on", "date"),
    column("follow_up_words"),
    column("recorded_by"),
    column("recorded_at", "moment"),
)
