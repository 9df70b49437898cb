"""Failed sign-ins of late, as they lie in the store."""

from __future__ import annotations

from datetime import datetime

from yamato_dx.store.access.database import AccessReader, AccessWriter, written


def failures_of(reader: AccessReader, subject: str) -> tuple[int, datetime] | None:
    """How many, and when the last was; None: none that is kept."""
    rows = reader.read("failure", subject=subject)
    return (int(rows[0][0]), datetime.fromisoformat(rows[0][1])) if rows else None


def write_failure(
    writer: AccessWriter, subject: str, now: datetime, forgotten_before: datetime
) -> None:
    """One more; the first again where the last lies before `forgotten_before`."""
    writer.write(
        "failure",
        subject=subject,
        moment=written(now),
        forgotten_before=written(forgotten_before),
    )


def clear_failures(writer: AccessWriter, subject: str) -> None:
    writer.write("failure_cleared", subject=subject)


def undo_failure(
    writer: AccessWriter, subject: str, *, counted_at: datetime, before: datetime
) -> None:
    """Of an attempt that was counted before it was tried, and did not fail; the last failure is
    again that of `before`, unless somebody failed since."""
    writer.write(
        "failure_undone", subject=subject, counted_at=written(counted_at), before=written(before)
    )


def forget_before(writer: AccessWriter, *, sessions: datetime, failures: datetime) -> None:
    """Remove what nobody needs any more: sessions and links of before `sessions`."""
    writer.write("sessions_forgotten", before=written(sessions))
    writer.write("links_forgotten", before=written(sessions))
    writer.write("failures_forgotten", before=written(failures))
