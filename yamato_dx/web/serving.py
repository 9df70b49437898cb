"""Starting the server: the address, the listening socket, the limits of a connection."""

from __future__ import annotations

import errno
import importlib
import os
import socket
import sys
from typing import Final

import uvicorn

from yamato_dx.errors import UsageError
from yamato_dx.root import ROOT
from yamato_dx.web.addresses import is_host_name, is_loopback
from yamato_dx.web.connections import bounded_connections
from yamato_dx.web.settings import Settings, settings_to_environment

# What a browser says of its fields at once. Files do not come this way.
MESSAGE_LIMIT: Final = 4 * 1024 * 1024


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
