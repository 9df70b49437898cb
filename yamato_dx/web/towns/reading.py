"""The file that lists the towns of one machine (TOML)."""

from __future__ import annotations

import sys
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from yamato_dx.errors import UsageError
from yamato_dx.web.addresses import is_host_name

LAST_PORT: Final = 65535
KEYS: Final[Mapping[str, type]] = {
    "host": str,
    "port": int,
    "plan": str,
    "database": str,
    "options": list,
}
REQUIRED: Final = ("host", "port", "database")
# Each town has its own.
UNSHARED: Final = ("host", "port", "database")


@dataclass(frozen=True)
class ServedTown:
    """`options`: further words of its `serve`. A record's address is no path: `database` is as
    written, or a path beside the file."""

    host: str
    port: int
    database: str
    plan: str | None = None
    options: tuple[str, ...] = ()

    @property
    def command(self) -> list[str]:
        """What starts its process."""
        plan = ["--plan", self.plan] if self.plan else []
        serve = ["serve", "--port", str(self.port), "--allow-host", self.host, *self.options]
        return [sys.executable, "-m", "yamato_dx", *plan, "--database", self.database, *serve]


def read_towns(path: Path) -> tuple[ServedTown, ...]:
    """Raises UsageError, which names the town and what is wrong of it."""
    file = _parsed(path)
    towns = file.get("town")
    if set(file) - {"town", "options"} or not isinstance(towns, list) or not towns:
        raise UsageError("cli.towns.no_towns", file=path)
    shared = file.get("options", [])
    read = tuple(
        _town(path, place, {**town, "options": [*_listed(shared), *_listed(town.get("options"))]})
        for place, town in enumerate(towns, start=1)
    )
    _require_apart(path, read)
    return read


def _parsed(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8-sig"))
    except OSError as error:
        raise UsageError("cli.file_not_read", file=path, error=error.strerror) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError("cli.towns.not_toml", file=path, error=error) from error


def _listed(options: object) -> Iterable[object]:
    """What is no list is told as such with its town."""
    return options if isinstance(options, list) else [] if options is None else [None]


def _town(path: Path, place: int, written: Mapping[str, Any]) -> ServedTown:
    for key in (*REQUIRED, *written):
        known = KEYS.get(key)
        if known is None:
            raise UsageError("cli.towns.unknown_key", file=path, place=place, key=key)
        if key not in written:
            raise UsageError("cli.towns.missing", file=path, place=place, key=key)
        if type(written[key]) is not known:
            raise UsageError("cli.towns.not_of_type", file=path, place=place, key=key)
    options = written["options"]
    if not all(isinstance(option, str) for option in options):
        raise UsageError("cli.towns.not_of_type", file=path, place=place, key="options")
    host, port = written["host"], written["port"]
    if not is_host_name(host) or ":" in host:
        raise UsageError("cli.not_a_host", written=host)
    if not 0 < port <= LAST_PORT:
        raise UsageError("cli.not_a_port", written=port)
    plan = written.get("plan")
    return ServedTown(
        host=host.lower(),
        port=port,
        database=_beside(path, written["database"]),
        plan=_beside(path, plan) if plan else None,
        options=tuple(options),
    )


def _beside(path: Path, written: str) -> str:
    return written if "://" in written else str(path.resolve().parent / written)


def _require_apart(path: Path, towns: Iterable[ServedTown]) -> None:
    for key in UNSHARED:
        count = Counter(str(getattr(town, key)) for town in towns)
        for value, times in count.items():
            if times > 1:
                raise UsageError("cli.towns.shared", file=path, key=key, value=value)
