"""`serve …`: this process becomes the server, or one for each town."""

from __future__ import annotations

import gc
import os
import sys
from argparse import Namespace
from typing import TYPE_CHECKING

from yamato_dx.errors import UsageError

if TYPE_CHECKING:
    import ssl

    from yamato_dx.web.settings import Settings


def start(arguments: Namespace) -> int:
    """Imports what it needs as late as it can: a server starts a tenth sooner so. Raises
    UsageError."""
    # Of all that the start makes a hundredth is garbage: `lifespan` turns collection on again.
    gc.disable()
    # Read when Arrow is imported. Its own allocator keeps 12 MB that nothing uses any more.
    os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", "system")
    if arguments.all or arguments.print:
        return _start_all(arguments)
    from yamato_dx.web.logs.file import log_into
    from yamato_dx.web.serving import serve

    settings = _settings(arguments)
    if arguments.log_file:
        log_into(arguments.log_file)
    serve(
        settings,
        arguments.host,
        arguments.port,
        is_plain=arguments.plain_http,
        tls=_tls(arguments),
    )
    return 0


def _settings(arguments: Namespace) -> Settings:
    from yamato_dx.acts.opening import Place
    from yamato_dx.web.settings import Settings

    place = Place(
        arguments.plan,
        arguments.database,
        is_sample=arguments.sample,
        is_clock_right=arguments.clock_is_right,
        mirrors=arguments.mirrors,
    )
    return Settings(
        place,
        arguments.on,
        arguments.lang,
        tuple(arguments.allow_host),
        certificate=arguments.tls_cert,
        backup_folder=arguments.backup_folder,
        is_sign_in_asked=arguments.sign_in,
        is_network_trusted=arguments.trusted_network,
        proxies=tuple(arguments.proxy),
        proxy_header=arguments.proxy_header,
        oidc=arguments.oidc,
    )


def _start_all(arguments: Namespace) -> int:
    from yamato_dx.web.towns.processes import serve_all
    from yamato_dx.web.towns.proxies import configuration
    from yamato_dx.web.towns.reading import read_towns

    if not arguments.all:
        raise UsageError("cli.towns.print_of_nothing")
    towns = read_towns(arguments.all)
    if arguments.print:
        sys.stdout.write(configuration(arguments.print, towns))
        return 0
    return serve_all(towns, arguments.lang)


def _tls(arguments: Namespace) -> ssl.SSLContext | None:
    """Raises UsageError."""
    certificate, key = arguments.tls_cert, arguments.tls_key
    if certificate is None and key is None:
        return None
    if certificate is None or key is None:
        raise UsageError("web.tls.one_alone")
    from yamato_dx.web.tls.context import TlsFiles, tls_context

    return tls_context(TlsFiles(certificate, key))
