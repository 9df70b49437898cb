"""Starting and stopping the server: settings, nightly backups, garbage, the listening socket."""

from __future__ import annotations

import asyncio
import errno
import gc
import importlib
import logging
import os
import socket
import sys
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, Final

import uvicorn

from yamato_dx.acts.opening import Place
from yamato_dx.errors import UsageError
from yamato_dx.i18n import DEFAULT_LANGUAGE, TOKYO
from yamato_dx.root import ROOT
from yamato_dx.web.addresses import is_host_name, is_loopback
from yamato_dx.web.connections import bounded_connections
from yamato_dx.web.served import backups_from, is_serving, served

# How `serve` tells app.py what to open: app.py may also be started by any other ASGI server.
PLAN: Final = "YAMATO_DX_PLAN"
DATABASE: Final = "YAMATO_DX_DATABASE"
SAMPLE: Final = "YAMATO_DX_SAMPLE"
CLOCK_IS_RIGHT: Final = "YAMATO_DX_CLOCK_IS_RIGHT"
ON: Final = "YAMATO_DX_ON"
LANG: Final = "YAMATO_DX_LANG"
ALLOWED_HOSTS: Final = "YAMATO_DX_ALLOWED_HOSTS"
BACKUP_HOUR: Final = 2
# How often it is seen whether a backup is due: a full disk may have room again within the day, and
# while the machine sleeps no time goes by for one who waits.
LOOK_SECONDS: Final = 3600.0
# What a browser says of its fields at once. Files do not come this way.
MESSAGE_LIMIT: Final = 4 * 1024 * 1024


@dataclass(frozen=True)
class Settings:
    """`lang`: of what the server itself says, at its start and in its log. `allowed_hosts`: names
    beside its own addresses at which it answers."""

    place: Place
    on: date | None = None
    lang: str = DEFAULT_LANGUAGE
    allowed_hosts: tuple[str, ...] = ()


def settings_from_environment() -> Settings:
    plan, database, on = (os.environ.get(name) for name in (PLAN, DATABASE, ON))
    return Settings(
        Place(
            Path(plan) if plan else None,
            Path(database) if database else None,
            is_sample=os.environ.get(SAMPLE) == "1",
            is_clock_right=os.environ.get(CLOCK_IS_RIGHT) == "1",
        ),
        date.fromisoformat(on) if on else None,
        os.environ.get(LANG, DEFAULT_LANGUAGE),
        tuple(os.environ.get(ALLOWED_HOSTS, "").split()),
    )


def settings_to_environment(settings: Settings) -> None:
    place = settings.place
    values = {
        PLAN: place.plan_folder,
        DATABASE: place.database,
        SAMPLE: "1" if place.is_sample else None,
        CLOCK_IS_RIGHT: "1" if place.is_clock_right else None,
        ON: settings.on,
        LANG: settings.lang,
        ALLOWED_HOSTS: " ".join(settings.allowed_hosts) or None,
    }
    os.environ.update({name: str(value) for name, value in values.items() if value is not None})


@asynccontextmanager
async def lifespan(app: Any) -> AsyncGenerator[dict[str, Any], None]:
    """While it serves: a backup each night, and what visitors left is cleared. At its end: the
    record is closed, nothing cut short."""
    # The framework turns the log of requests on again, whatever the server was told.
    logging.getLogger("uvicorn.access").disabled = True
    backups = asyncio.create_task(_back_up_nightly())
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
            if is_serving():
                await asyncio.to_thread(served().record.close)


async def _back_up_nightly() -> None:
    """At the start, then each day from `BACKUP_HOUR` on; again while it fails."""
    is_made = False
    while True:
        now = datetime.now(TOKYO)
        if is_serving() and (now.hour >= BACKUP_HOUR or not is_made):
            is_made = await asyncio.to_thread(backups_from(now.date()).attempt, now.date())
        await asyncio.sleep(_seconds_to_next_look(datetime.now(TOKYO)))


def _seconds_to_next_look(now: datetime) -> float:
    tonight = now.replace(hour=BACKUP_HOUR, minute=0, second=0, microsecond=0)
    following = tonight if tonight > now else tonight + timedelta(days=1)
    return min(LOOK_SECONDS, (following - now).total_seconds())


def serve(settings: Settings, host: str, port: int) -> None:
    """Serve the dashboard until stopped; prints its address first. Raises UsageError."""
    for name in settings.allowed_hosts:
        if not is_host_name(name):
            raise UsageError("cli.not_a_host", written=name)
    if not is_loopback(host):
        raise UsageError("cli.host_not_here", host=host)
    listening = listen(host, port)
    settings_to_environment(settings)
    sys.path.insert(0, str(ROOT))
    app = importlib.import_module("app").app
    shown = f"[{host}]" if ":" in host else host
    sys.stderr.write(f"http://{shown}:{listening.getsockname()[1]}\n")
    config = uvicorn.Config(
        app,
        http=bounded_connections(app.limits, settings.lang),
        ws="websockets-sansio",
        ws_max_size=MESSAGE_LIMIT,
        access_log=False,
        log_level="warning",
        timeout_graceful_shutdown=5,
    )
    uvicorn.Server(config).run(sockets=[listening])


def listen(host: str, port: int) -> socket.socket:
    """A socket that sends small packets at once: without TCP_NODELAY each answer waits 40 ms.

    Accepted connections inherit the option. The framework's own start does not set it.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    except OSError as error:  # a machine without IPv6
        raise _not_opened(error, host, port) from error
    if os.name != "nt":
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    try:
        listening.bind((host, port))
    except OSError as error:
        listening.close()
        raise _not_opened(error, host, port) from error
    listening.listen(2048)
    listening.setblocking(False)  # noqa: FBT003
    listening.set_inheritable(True)
    return listening


def _not_opened(error: OSError, host: str, port: int) -> UsageError:
    if error.errno == errno.EADDRINUSE:
        return UsageError("cli.port_taken", host=host, port=port)
    if error.errno == errno.EACCES:
        return UsageError("cli.port_not_permitted", host=host, port=port)
    return UsageError("cli.port_not_opened", host=host, port=port, error=error.strerror or error)
