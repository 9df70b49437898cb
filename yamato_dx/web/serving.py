"""Starting the server: the address, the listening sockets, the limits of a connection."""

from __future__ import annotations

import errno
import importlib
import ipaddress
import os
import socket
import sys
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import uvicorn

from yamato_dx.errors import UsageError
from yamato_dx.i18n import text
from yamato_dx.root import ROOT
from yamato_dx.web.addresses import HOST, as_host, is_host_name, is_loopback
from yamato_dx.web.believed import require_proxy
from yamato_dx.web.connections import bounded_connections
from yamato_dx.web.logs.file import leave_terminal
from yamato_dx.web.settings import Settings, settings_to_environment

if TYPE_CHECKING:
    import ssl
    from pathlib import Path

    from yamato_dx.web.dashboard import Dashboard

# What a browser says of its fields at once. Files do not come this way.
MESSAGE_LIMIT: Final = 4 * 1024 * 1024
LOOPBACK: Final = "127.0.0.1"


def serve(
    settings: Settings,
    host: str,
    port: int,
    *,
    is_plain: bool = False,
    tls: ssl.SSLContext | None = None,
) -> None:
    """Serve the dashboard until stopped; prints its addresses first. Raises UsageError.

    At an address that other machines reach, the machine's own stays beside it: only who comes by
    that is at the server itself. `is_plain`: others come without TLS.
    """
    require_proxy(settings.proxies, settings.proxy_header)
    for name in settings.allowed_hosts:
        if not is_host_name(name):
            raise UsageError("cli.not_a_host", written=name)
    door = Door(host, (host,), (host,), is_encrypted=tls is not None)
    if not is_loopback(host):
        names = _names_for_others(settings, host)
        if not (tls or is_plain or settings.is_network_trusted):
            raise UsageError("cli.host_without_tls", host=host)
        hosts = (host,) if _is_any(host) else (host, LOOPBACK)
        door = replace(door, names=names, hosts=hosts)
        settings = replace(settings, allowed_hosts=names, is_plain=tls is None, is_for_others=True)
    if settings.certificate:
        _require_name(settings.certificate, (*door.names, *settings.allowed_hosts))
    listening = _listen_at(door.hosts, port)
    port = listening[0].getsockname()[1]
    settings_to_environment(settings)
    sys.path.insert(0, str(ROOT))
    app = importlib.import_module("app").app
    sys.stderr.writelines(f"{line}\n" for line in _addresses(door, port, settings))
    leave_terminal()
    _run(_config(app, settings.lang), listening, tls)


@dataclass(frozen=True)
class Door:
    """`names`: at which it is opened. `hosts`: the addresses at which it listens, `host`, which
    was told, first. `is_encrypted`: with TLS at `host`."""

    host: str
    names: tuple[str, ...]
    hosts: tuple[str, ...]
    is_encrypted: bool

    @property
    def scheme(self) -> str:
        return "https" if self.is_encrypted else "http"

    @property
    def own_scheme(self) -> str:
        """At an address of its own beside `host`, who is at the server needs no TLS."""
        return self.scheme if len(self.hosts) == 1 else "http"


def _require_name(certificate: Path, names: Iterable[str]) -> None:
    """Raises UsageError."""
    from yamato_dx.web.tls.context import require_name

    found = (HOST.fullmatch(as_host(name).lower()) for name in names)
    require_name(certificate, [one["name"].strip("[]") for one in found if one])


def _run(
    config: uvicorn.Config, listening: list[socket.socket], tls: ssl.SSLContext | None
) -> None:
    if tls is None:
        uvicorn.Server(config).run(sockets=listening)
    else:
        from yamato_dx.web.tls.server import TlsServer

        TlsServer(config, tls, encrypted=listening[:1]).run(sockets=listening[1:])


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
        # Else a fault in it would be passed over, and nothing looked after while it serves.
        lifespan="on",
        log_level="warning",
        timeout_graceful_shutdown=5,
    )


def _names_for_others(settings: Settings, host: str) -> tuple[str, ...]:
    """At which other machines open it: those that were told, and the address itself. Raises
    UsageError."""
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


def _addresses(door: Door, port: int, settings: Settings) -> list[str]:
    """What is printed at the start: an address a line; which of them is for whom."""
    lang = settings.lang
    if is_loopback(door.host):
        return [_address_at(door.scheme, as_host(door.host), port)]
    name = "localhost" if _is_any(door.host) else LOOPBACK
    own = _address_at(door.own_scheme, name, port)
    others = [_address_at(door.scheme, name, port) for name in door.names]
    plain = [text("web.plain", lang)] if settings.is_plain else []
    who = "web.network" if settings.is_network_trusted else "web.sign_in"
    return [*others, own, text(who, lang, own=own), *plain]


def _address_at(scheme: str, name: str, port: int) -> str:
    """`name` may bring a port of its own."""
    found = HOST.fullmatch(name.lower())
    assert found, "looked at before"
    return f"{scheme}://{name}" if found["port"] else f"{scheme}://{name}:{port}"


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
