"""Starting the server: the address, the listening sockets, the limits of a connection."""

from __future__ import annotations

import errno
import importlib
import ipaddress
import os
import socket
import sys
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import uvicorn

from yamato_dx.errors import UsageError
from yamato_dx.i18n import text
from yamato_dx.root import ROOT
from yamato_dx.web.addresses import HOST, as_host, is_host_name, is_loopback
from yamato_dx.web.connections import bounded_connections
from yamato_dx.web.settings import Settings, settings_to_environment

if TYPE_CHECKING:
    from yamato_dx.web.dashboard import Dashboard

# What a browser says of its fields at once. Files do not come this way.
MESSAGE_LIMIT: Final = 4 * 1024 * 1024
LOOPBACK: Final = "127.0.0.1"


def serve(settings: Settings, host: str, port: int, *, is_network_trusted: bool = False) -> None:
    """Serve the dashboard until stopped; prints its addresses first. Raises UsageError.

    `is_network_trusted`: at an address that other machines reach, too. The machine's own stays
    beside it: only who comes by that is at the server itself.
    """
    for name in settings.allowed_hosts:
        if not is_host_name(name):
            raise UsageError("cli.not_a_host", written=name)
    names: tuple[str, ...] = (host,)
    hosts: tuple[str, ...] = (host,)
    if not is_loopback(host):
        names = _names_for_others(settings, host, is_network_trusted=is_network_trusted)
        hosts = (host,) if _is_any(host) else (host, LOOPBACK)
        settings = replace(settings, allowed_hosts=names)
    listening = _listen_at(hosts, port)
    port = listening[0].getsockname()[1]
    settings_to_environment(settings)
    sys.path.insert(0, str(ROOT))
    app = importlib.import_module("app").app
    sys.stderr.writelines(f"{line}\n" for line in _addresses(names, host, port, settings.lang))
    uvicorn.Server(_config(app, settings.lang)).run(sockets=listening)


def _config(app: Dashboard, lang: str) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        http=bounded_connections(app.limits, lang),
        ws="websockets-sansio",
        ws_max_size=MESSAGE_LIMIT,
        # Nobody writes another address over the one that a connection comes from (`web.callers`).
        proxy_headers=False,
        forwarded_allow_ips=[],
        access_log=False,
        log_level="warning",
        timeout_graceful_shutdown=5,
    )


def _names_for_others(
    settings: Settings, host: str, *, is_network_trusted: bool
) -> tuple[str, ...]:
    """At which other machines open it: those that were told, and the address itself. Raises
    UsageError."""
    if not is_network_trusted:
        raise UsageError("cli.host_not_here", host=host)
    try:
        ipaddress.ip_address(host)
    except ValueError:
        raise UsageError("cli.host_not_an_address", host=host) from None
    names = settings.allowed_hosts if _is_any(host) else (as_host(host), *settings.allowed_hosts)
    if not names:
        raise UsageError("cli.host_without_name", host=host)
    return names


def _is_any(host: str) -> bool:
    """Whether it stands for all addresses of the machine."""
    return ipaddress.ip_address(host).is_unspecified


def _addresses(names: Iterable[str], host: str, port: int, lang: str) -> list[str]:
    """What is printed at the start: an address a line; which of them is for whom."""
    if is_loopback(host):
        return [_address_at(as_host(host), port)]
    own = _address_at("localhost" if _is_any(host) else LOOPBACK, port)
    return [*(_address_at(name, port) for name in names), own, text("web.network", lang, own=own)]


def _address_at(name: str, port: int) -> str:
    """`name` may bring a port of its own."""
    found = HOST.fullmatch(name.lower())
    assert found, "looked at before"
    return f"http://{name}" if found["port"] else f"http://{name}:{port}"


def _listen_at(hosts: Iterable[str], port: int) -> list[socket.socket]:
    """All at the same port. Raises UsageError, and then none is open."""
    listening: list[socket.socket] = []
    try:
        for host in hosts:
            listening.append(listen(host, port))
            port = listening[0].getsockname()[1]
    except UsageError:
        for opened in listening:
            opened.close()
        raise
    return listening


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
