"""What whoever runs the server asks of the command line: a certificate, how it stands."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from yamato_dx.acts.opening import files_here
from yamato_dx.acts.running.facts import Situation, read_facts
from yamato_dx.acts.running.status import status
from yamato_dx.cli import answers
from yamato_dx.cli.options import Arguments
from yamato_dx.cli.plan import actor_of, place_of
from yamato_dx.errors import Refused
from yamato_dx.i18n import text
from yamato_dx.root import ROOT
from yamato_dx.web.tls.making import make_certificate

TLS_FOLDER: Final = ROOT / "var" / "tls"
NEVER: Final = datetime.min.replace(tzinfo=UTC)


def _make(arguments: Arguments) -> int:
    """A certificate, and what to do with it."""
    folder: Path = arguments.folder or TLS_FOLDER
    made = make_certificate(arguments.names, folder, arguments.days)
    answers.write(
        {
            "authority": str(made.authority),
            "certificate": str(made.certificate),
            "key": str(made.key),
            "names": list(made.names),
            "valid_until": made.valid_until,
        },
        arguments.format,
    )
    steps = ["serve", *(["trust", "keep"] if made.is_authority_new else ["known"])]
    for step in steps:
        sentence = text(
            f"cli.tls.{step}",
            arguments.lang,
            authority=made.authority,
            certificate=made.certificate,
            key=made.key,
            authority_key=made.authority.with_suffix(".key"),
            until=made.valid_until,
        )
        sys.stderr.write(f"{sentence}\n")
    return 0


def _status(arguments: Arguments) -> int:
    """Of the record, whether it is served or not: it is not opened. Of several servers of one
    record on this machine, of the one that told last."""
    files = files_here(place_of(arguments))
    if not files:
        raise Refused("status.no_mirror")
    servers = [(read_facts(path), path) for path in files]
    facts, path = max(servers, key=lambda server: server[0].told_at if server[0] else NEVER)
    lines = status(Situation(path, datetime.now(UTC), facts), actor=actor_of(arguments))
    answers.write([line.in_words(arguments.lang) for line in lines], arguments.format)
    return 1 if any(line.state == "bad" for line in lines) else 0


RUNNING_COMMANDS: Final[Mapping[str, Callable[[Arguments], int]]] = {
    "status": _status,
    "tls make": _make,
}
