"""Links as they lie in the store: their tokens as hashes alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from yamato_dx.store.access.database import (
    AccessReader,
    AccessRow,
    AccessWriter,
    moment_of,
    written,
)


class LinkKind(StrEnum):
    PASSWORD = "password"  # noqa: S105 - for a first password, or a forgotten one
    SECTION = "section"  # for the report of a section in a round
    CODE = "code"  # between a password and the code that it still needs


@dataclass(frozen=True)
class Link:
    """`login_name`: of the account that it is for; `round_key`, `section` (its id): of a section's
    link. `made_by`: the name of who handed it out."""

    link_id: str
    kind: LinkKind
    login_name: str | None
    round_key: str | None
    section: str | None
    made_by: str
    made_at: datetime
    expires_at: datetime
    revoked_at: datetime | None = None
    used_at: datetime | None = None

    def is_good(self, now: datetime) -> bool:
        return self.revoked_at is None and self.used_at is None and now < self.expires_at


def _link(row: AccessRow) -> Link:
    link_id, kind, login_name, round_key, section, made_by, *moments = row
    made_at, expires_at, revoked_at, used_at = moments
    return Link(
        link_id,
        LinkKind(kind),
        login_name,
        round_key,
        section,
        made_by,
        datetime.fromisoformat(made_at),
        datetime.fromisoformat(expires_at),
        moment_of(revoked_at),
        moment_of(used_at),
    )


def link_at(reader: AccessReader, token_hash: str) -> Link | None:
    """Whatever has become of it."""
    rows = reader.read("link", token_hash=token_hash)
    return _link(rows[0]) if rows else None


def link_called(reader: AccessReader, link_id: str) -> Link | None:
    """Whatever has become of it."""
    rows = reader.read("link_of_id", link_id=link_id)
    return _link(rows[0]) if rows else None


def links_of_kind(reader: AccessReader, kind: LinkKind) -> list[Link]:
    """The newest first."""
    return [_link(row) for row in reader.read("links", kind=kind.value)]


def write_link(writer: AccessWriter, link: Link, token_hash: str) -> None:
    writer.write(
        "link",
        link_id=link.link_id,
        token_hash=token_hash,
        kind=link.kind.value,
        login_name=link.login_name,
        round_key=link.round_key,
        section=link.section,
        made_by=link.made_by,
        moment=written(link.made_at),
        expires_at=written(link.expires_at),
    )


def use_link(writer: AccessWriter, token_hash: str, now: datetime) -> bool:
    """Whether it was good: of two who use it at once, one does."""
    return writer.write("link_used", token_hash=token_hash, moment=written(now)) == 1


def revoke_link_at(writer: AccessWriter, link_id: str, now: datetime) -> None:
    writer.write("link_revoked", link_id=link_id, moment=written(now))


def revoke_links_of_account(writer: AccessWriter, login_name: str, now: datetime) -> None:
    """Those for a password and those that wait for a code."""
    writer.write("links_of_account_revoked", login_name=login_name, moment=written(now))
