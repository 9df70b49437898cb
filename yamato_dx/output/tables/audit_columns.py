"""The columns of 操作の記録 as a table."""

from __future__ import annotations

from yamato_dx.output.column_spec import column

AUDIT_COLUMNS = (
    column("trail_no", "integer", minimum=1),
    column("noted_at", "moment"),
    column("event_words"),
    column("what"),
    column("actor_name", label="trail_name"),
    column("account", label="trail_account"),
    column("actor_role", label="trail_role"),
    column("actor_section", label="trail_section"),
    column("actor_known_by", label="trail_known_by"),
    column("actor_address", label="trail_address"),
    column("event", label="trail_event"),
    column("act", label="trail_act"),
    column("subject", label="trail_subject"),
    column("revision", "integer", minimum=0, label="trail_revision"),
    column("detail", label="trail_detail"),
    column("row_hash"),
)
