"""What runs beside the pages for as long as the server does, and how it ends."""

from __future__ import annotations

import asyncio
import gc
import logging
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from datetime import datetime, timedelta
from typing import Any, Final

from yamato_dx.i18n import TOKYO
from yamato_dx.web.served import Served

BACKUP_HOUR: Final = 2
# How often it is seen whether a backup is due: a full disk may have room again within the day, and
# while the machine sleeps no time goes by for one who waits.
LOOK_SECONDS: Final = 3600.0


@asynccontextmanager
async def lifespan(app: Any, served: Served) -> AsyncGenerator[dict[str, Any], None]:
    """While it serves: a backup each night, and what visitors left is cleared. At its end: the
    record is closed, nothing cut short."""
    # The framework turns the log of requests on again, whatever the server was told.
    logging.getLogger("uvicorn.access").disabled = True
    backups = asyncio.create_task(_back_up_nightly(served))
    sweeping = asyncio.create_task(app.sweep())
    # What exists now lives as long as the server: no collection needs to look at it again.
    gc.freeze()
    gc.enable()
    try:
        yield {}
    finally:
        for task in (backups, sweeping):
            task.cancel()
        try:
            for task in (backups, sweeping):
                with suppress(asyncio.CancelledError):
                    await task
        finally:
            if served.has_record:
                await asyncio.to_thread(served.record.close)


async def _back_up_nightly(served: Served) -> None:
    """At the start, then each day from `BACKUP_HOUR` on; again while it fails."""
    is_made = False
    while True:
        now = datetime.now(TOKYO)
        if served.has_record and (now.hour >= BACKUP_HOUR or not is_made):
            is_made = await asyncio.to_thread(served.backups_from(now.date()).attempt, now.date())
        await asyncio.sleep(_seconds_to_next_look(datetime.now(TOKYO)))


def _seconds_to_next_look(now: datetime) -> float:
    tonight = now.replace(hour=BACKUP_HOUR, minute=0, second=0, microsecond=0)
    following = tonight if tonight > now else tonight + timedelta(days=1)
    return min(LOOK_SECONDS, (following - now).total_seconds())
