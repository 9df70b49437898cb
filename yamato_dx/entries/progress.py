"""What a report says of a work item or commitment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from yamato_dx import i18n
from yamato_dx.entries.kind import Document, EntryContext, EntryKind


@dataclass(frozen=True)
class WorkProgress:
    """`status`: a code of `intake.progress.status.…`. Months are their first days."""

    status: str
    start_month: date | None
    finish_month: date | None
    evidence: str


def _read(_key: str, document: Document) -> WorkProgress:
    return WorkProgress(
        str(document["status"]),
        _month(document.get("start_month")),
        _month(document.get("finish_month")),
        str(document.get("evidence") or ""),
    )


def _month(written: str | None) -> date | None:
    """«2024-04» or a day in it → its first day."""
    return date.fromisoformat(f"{written[:7]}-01") if written else None


def _write(progress: WorkProgress) -> Document:
    return {
        "status": progress.status,
        "start_month": _written(progress.start_month),
        "finish_month": _written(progress.finish_month),
        "evidence": progress.evidence or None,
    }


def _written(month: date | None) -> str | None:
    return month.strftime("%Y-%m") if month else None


def _words(context: EntryContext, _key: str, progress: WorkProgress) -> str:
    months = (progress.start_month, progress.finish_month)
    return context.joined(
        context.say(f"intake.progress.status.{progress.status}"),
        *(i18n.month(month, context.lang) for month in months if month),
        progress.evidence,
    )


def _called(context: EntryContext, item_id: str, _progress: WorkProgress | None) -> str:
    items = {item.work_item_id: item.name for item in context.plan.work_items}
    promises = {
        commitment.commitment_id: commitment.name for commitment in context.plan.commitments
    }
    name = (items | promises).get(item_id)
    return name.in_language(context.lang) if name else item_id


PROGRESS: Final = EntryKind(
    name="progress",
    act="report",
    parts=("item_id",),
    read=_read,
    write=_write,
    called=_called,
    words=_words,
    history=None,
)
