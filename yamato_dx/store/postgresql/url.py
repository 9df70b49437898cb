"""Where a shared record lies, as whoever starts a program writes it. Its password is never shown.

`postgresql://user@host:5432/database?schema=name`: all that libpq takes, several hosts too, and
beside it `schema`, the one of the municipality.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Final
from urllib.parse import SplitResult, parse_qsl, urlencode, urlsplit

from yamato_dx.errors import UsageError

SCHEMES: Final = ("postgresql://", "postgres://")
SCHEMA: Final = "schema"
# Accounts lie in a schema named as the record's with `_access` at its end.
_NAME: Final = re.compile(r"(?!.*_access$)[a-z_][a-z0-9_]{0,50}")


@dataclass(frozen=True)
class DatabaseUrl:
    """`written`: with its password, for libpq alone. `schema`: None is the municipality's own."""

    written: str = field(repr=False)
    schema: str | None

    @classmethod
    def read(cls, written: str) -> DatabaseUrl:
        """Raises UsageError, which does not repeat what was written: a password may stand in it."""
        try:
            parts = urlsplit(written)
            pairs = parse_qsl(parts.query, keep_blank_values=True, strict_parsing=bool(parts.query))
        except ValueError:
            raise UsageError("cli.not_a_database") from None
        schema = dict(pairs).get(SCHEMA)
        if schema is not None and not _NAME.fullmatch(schema):
            raise UsageError("cli.not_a_schema", written=schema)
        return cls(_with_query(parts, (pair for pair in pairs if pair[0] != SCHEMA)), schema)

    def schema_of(self, municipality_code: str) -> str:
        """The one told, else one named by the municipality."""
        return self.schema or f"yamato_dx_{municipality_code}"

    @cached_property
    def shown(self) -> str:
        """Who, where and which, for people and logs."""
        parts = urlsplit(self.written)
        user, _, hosts = parts.netloc.rpartition("@")
        name = user.split(":", 1)[0]
        named_hosts = [("host", value) for key, value in parse_qsl(parts.query) if key == "host"]
        schema = [(SCHEMA, self.schema)] if self.schema else []
        shown = parts._replace(netloc=f"{name}@{hosts}" if name else hosts, fragment="")
        return _with_query(shown, [*named_hosts, *schema])

    @cached_property
    def short_name(self) -> str:
        """For the folder of its mirrors: of no other database."""
        database = re.sub(r"[^0-9A-Za-z_-]", "_", urlsplit(self.written).path.strip("/"))
        return f"{database or 'record'}-{sha256(self.shown.encode()).hexdigest()[:8]}"

    @cached_property
    def told(self) -> str:
        """As it was written, password and all: for a process of ours."""
        parts = urlsplit(self.written)
        schema = [(SCHEMA, self.schema)] if self.schema else []
        return _with_query(parts, [*parse_qsl(parts.query, keep_blank_values=True), *schema])

    def __str__(self) -> str:
        return self.shown


def is_database_url(written: str) -> bool:
    return written.startswith(SCHEMES)


def record_place(written: str) -> Path | DatabaseUrl:
    """A file or a database. Raises UsageError."""
    return DatabaseUrl.read(written) if is_database_url(written) else Path(written)


def _with_query(parts: SplitResult, pairs: Iterable[tuple[str, str]]) -> str:
    return parts._replace(query=urlencode(list(pairs))).geturl()
