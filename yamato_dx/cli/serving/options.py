"""How `serve` and `tls …` are written."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path
from typing import Final

PROXIES: Final = ("nginx", "caddy", "iis")


def add_serve_options(serve: ArgumentParser) -> None:
    serve.add_argument("--host", default="127.0.0.1")
    serve.add_argument("--port", default="8501", metavar="N")
    serve.add_argument(
        "--allow-host",
        action="append",
        default=[],
        metavar="NAME",
        help="answer at this name too; may be repeated",
    )
    _add_who_comes(serve)
    _add_encryption(serve)
    serve.add_argument(
        "--backup-folder", type=Path, metavar="DIR", help="each backup is copied there"
    )
    serve.add_argument(
        "--log-file", type=Path, metavar="FILE", help="what the server says, instead of stderr"
    )
    serve.add_argument("--sample", action="store_true", help="fictitious data, separate record")
    serve.add_argument(
        "--all", type=Path, metavar="FILE.toml", help="the towns of this file, a process for each"
    )
    serve.add_argument(
        "--print", choices=PROXIES, help="with --all: only what such a proxy in front is told"
    )


def _add_who_comes(serve: ArgumentParser) -> None:
    serve.add_argument(
        "--trusted-network",
        action="store_true",
        help="whoever reaches the host may read and report, under a name of their own",
    )
    serve.add_argument(
        "--sign-in", action="store_true", help="ask everybody to, also before the first account"
    )
    serve.add_argument(
        "--proxy",
        action="append",
        default=[],
        metavar="ADDRESS",
        help="believe what the proxy at this address says of who comes; may be repeated",
    )
    serve.add_argument(
        "--proxy-header", metavar="NAME", help="in which the proxy says who is signed in"
    )
    serve.add_argument("--oidc", type=Path, metavar="FILE", help="a sign-in provider's settings")


def _add_encryption(serve: ArgumentParser) -> None:
    serve.add_argument(
        "--plain-http",
        action="store_true",
        help="others may come without TLS; --trusted-network implies it",
    )
    serve.add_argument("--tls-cert", type=Path, metavar="FILE", help="PEM: certificate and chain")
    serve.add_argument("--tls-key", type=Path, metavar="FILE", help="PEM: its key, no password")


def add_tls_verbs(command: Callable[..., ArgumentParser]) -> None:
    making = command("make")
    making.add_argument(
        "names", nargs="+", metavar="NAME", help="names and addresses of the server"
    )
    making.add_argument("--folder", type=Path, metavar="DIR", help="else var/tls")
    making.add_argument("--days", default=397, metavar="N", help="as long as it is valid")
