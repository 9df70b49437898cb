"""What runs beside the pages for as long as the server does, and how it ends."""

from __future__ import annotations

import asyncio
import gc
import logging
from collections.abc import AsyncGenerator, Callable, Coroutine
from contextlib import asynccontextmanager, suppress
from datetime import datetime, timedelta
from typing import Any, Final

from yamato_dx.errors import YamatoDxError
from yamato_dx.i18n import TOKYO
from yamato_dx.web.served import Served
from yamato_dx.web.watching import tell_status, tell_stopped

BACKUP_HOUR: Final = 2
# How often it is seen whether a backup is due: a full disk may have room again within the day, and
# while the machine sleeps no time goes by for one who waits.
LOOK_SECONDS: Final = 3600.0
# How often it is seen whether an act may have changed the sections.
TELL_SECONDS: Final = 2.0


@asynccontextmanager
async def lifespan(
    app: Any, served: Served, watch: Callable[[], Coroutine[Any, Any, None]]
) -> AsyncGenerator[dict[str, Any], None]:
    """While it serves: a backup each night, what visitors left is cleared, and `watch` looks at
    open pages. At its end: the record is closed, nothing cut short."""
    # The framework turns the log of requests on again, whatever the server was told.
    logging.getLogger("uvicorn.access").disabled = True
    tried = asyncio.Event()
    works = (
        _back_up_nightly(served, tried),
        _copy_backups(served, tried),
        tell_status(served),
        app.sweep(),
        watch(),
        _tell_sections(served),
    )
    tasks = [asyncio.create_task(work) for work in works]
    # What exists now lives as long as the server: no collection needs to look at it again.
    gc.freeze()
    gc.enable()
    try:
        yield {}
    finally:
        for task in tasks:
            task.cancel()
        try:
            for task in tasks:
                with suppress(asyncio.CancelledError):
                    await task
        finally:
            if served.has_record:
                await asyncio.to_thread(tell_stopped, served)
                await asyncio.to_thread(served.close)


async def _back_up_nightly(served: Served, tried: asyncio.Event) -> None:
    """At the start, then each day from `BACKUP_HOUR` on; again while it fails."""
    is_made = False
    while True:
        now = datetime.now(TOKYO)
        if served.has_record and (now.hour >= BACKUP_HOUR or not is_made):
            is_made = await asyncio.to_thread(served.backups_from(now.date()).attempt, now.date())
            tried.set()
        await asyncio.sleep(_seconds_to_next_look(datetime.now(TOKYO)))


async def _copy_backups(served: Served, tried: asyncio.Event) -> None:
    """Each time after one was to be made; apart from that, which must not wait for a share."""
    while True:
        await tried.wait()
        tried.clear()
        if copies := served.copies_from(datetime.now(TOKYO).date()):
            await asyncio.to_thread(copies.attempt)


async def _tell_sections(served: Served) -> None:
    """Soon after each act: which sections there are now."""
    while True:
        if served.has_record:
            with suppress(YamatoDxError):  # told with the next look
                await asyncio.to_thread(served.tell_sections)
        await asyncio.sleep(TELL_SECONDS)


def _seconds_to_next_look(now: datetime) -> float:
    tonight = now.replace(hour=BACKUP_HOUR, minute=0, second=0, microsecond=0)
    following = tonight if tonight > now else tonight + timedelta(days=1)
    return min(LOOK_SECONDS, (following - now).total_seconds())
