"""What the running server says of itself: to its own page, and into a file for the command line."""

from __future__ import annotations

import asyncio
import logging
import os
from datetime import UTC, datetime
from typing import Final

from yamato_dx.acts.running.facts import (
    TOLD_SECONDS,
    Holding,
    Phrase,
    ServerFacts,
    Situation,
    Usage,
    told_of,
    write_facts,
)
from yamato_dx.errors import YamatoDxError
from yamato_dx.i18n import TOKYO
from yamato_dx.web.limits import Limits
from yamato_dx.web.served import Served

LOG: Final = logging.getLogger(__name__)


def situation_of(served: Served, now: datetime) -> Situation:
    """Of the record that this process serves."""
    return Situation(served.record.path, now, facts_of(served, now))


def facts_of(served: Served, now: datetime, *, is_stopped: bool = False) -> ServerFacts:
    copies, record = served.copies, served.record
    overdue = served.backups.overdue(now.astimezone(TOKYO).date()) if served.backups else None
    there = copies.there if copies else None
    return ServerFacts(
        told_at=now,
        process_id=os.getpid(),
        usage=served.usage() if served.usage else _no_usage(),
        clock=None if record.loss else _doubt(served),
        is_lost=record.loss is not None,
        backup_failure=told_of(overdue.reason) if overdue else None,
        copy_folder=str(served.backup_folder) if served.backup_folder else None,
        copied_on=there.last_on if there else None,
        copy_failure=told_of(copies.reason) if copies else None,
        is_copy_on_same_disk=there.is_same_disk if there else False,
        certificate=str(served.certificate) if served.certificate else None,
        is_plain=served.is_plain,
        trail_failure=told_of(record.trail.trouble) if record.trail else None,
        chain=served.watch.chain,
        unused_accounts=served.watch.unused_accounts,
        is_shared=record.is_shared,
        behind_seconds=record.behind_seconds,
        is_stopped=is_stopped,
    )


def _doubt(served: Served) -> Phrase | None:
    try:
        served.record.now()
    except YamatoDxError as error:
        return told_of(error)
    return None


def _no_usage() -> Usage:
    """Of pages that no server of ours serves."""
    limits = Limits()
    return Usage(Holding(0, limits.sessions), Holding(0, limits.all_upload_bytes), None)


async def tell_status(served: Served) -> None:
    """Every half minute, until cancelled; what one telling raises is logged, and ends no other."""
    while True:
        if served.has_record:
            await asyncio.to_thread(_tell, served)
        await asyncio.sleep(TOLD_SECONDS)


def _tell(served: Served, *, is_stopped: bool = False) -> None:
    now = datetime.now(UTC)
    try:
        if not is_stopped:
            served.watch.look(served.record, served.access, now)
        facts = facts_of(served, now, is_stopped=is_stopped)
        write_facts(served.record.path, facts)
    except (OSError, YamatoDxError) as error:
        LOG.warning("%s: %s", type(error).__name__, error)


def tell_stopped(served: Served) -> None:
    """Before the record is closed."""
    _tell(served, is_stopped=True)
