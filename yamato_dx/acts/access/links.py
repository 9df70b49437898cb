"""Links: for a password, once; and for a section's report of a round, until it ends."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from yamato_dx.acts.access.limits import CODE_LINK, PASSWORD_LINK, SECTION_LINK_DAYS
from yamato_dx.acts.access.noting import Noted, note, note_refused, require_right
from yamato_dx.acts.access.opened import Access
from yamato_dx.acts.access.slowing import attempt
from yamato_dx.acts.access.tokens import hash_of, new_token
from yamato_dx.acts.permissions import Act
from yamato_dx.errors import Refused
from yamato_dx.i18n import TOKYO
from yamato_dx.store.access.database import AccessWriter
from yamato_dx.store.access.links import (
    Link,
    LinkKind,
    link_at,
    link_called,
    links_of_kind,
    revoke_link_at,
    revoke_links_of_account,
    write_link,
)
from yamato_dx.store.access.sessions import end_sessions_of_link
from yamato_dx.store.promise.actor import Actor

# Where a link leads; its token stands behind a «#», which no server and no log gets to see.
PATHS: Final[Mapping[LinkKind, str]] = {
    LinkKind.PASSWORD: "/sign-in/first",
    LinkKind.SECTION: "/sign-in/link",
}


@dataclass(frozen=True)
class MadeLink:
    """`token`: for whoever the link is given to; it is kept nowhere."""

    link: Link
    token: str

    def address(self, site: str = "") -> str:
        """`site`: https://dashboard.example; without it the path alone."""
        return f"{site.rstrip('/')}{PATHS[self.link.kind]}#{self.token}"


@dataclass(frozen=True)
class SectionLink:
    """A link that was handed out. `is_good`: it can still be opened."""

    link: Link
    is_good: bool


def make_section_link(
    access: Access,
    round_key: str,
    section: str,
    *,
    due: date,
    actor: Actor,
    days: int = SECTION_LINK_DAYS,
) -> MadeLink:
    """For the report of a section (its id) in a round; it holds until `days` after `due`.

    Raises NotPermitted, Refused where that is over, AccessUnavailable.
    """
    require_right(access, actor, Act.GIVE_LINK)
    now = access.now()
    expires_at = datetime.combine(due + timedelta(days=days + 1), time(), TOKYO)
    if expires_at <= now:
        raise Refused("access.link.over")
    made = _made(
        LinkKind.SECTION, actor.name, now, expires_at, round_key=round_key, section=section
    )
    with access.database.writing() as writer:
        write_link(writer, made.link, hash_of(made.token))
    note(access, Noted.LINK_MADE, actor, made.link.link_id, **_noted(round_key, section))
    return made


def _noted(round_key: str | None, section: str | None) -> dict[str, str | None]:
    """Of which report."""
    return {"round": round_key, "section": section}


def revoke_section_link(access: Access, link_id: str, *, actor: Actor) -> None:
    """It opens nothing any more, and who came by it is out. Raises NotPermitted, Refused where
    there is none, AccessUnavailable."""
    require_right(access, actor, Act.GIVE_LINK)
    now = access.now()
    with access.changing() as writer:
        link = link_called(writer, link_id)
        if link is None or link.kind is not LinkKind.SECTION:
            raise Refused("access.link.unknown")
        revoke_link_at(writer, link_id, now)
        end_sessions_of_link(writer, link_id, now)
    note(access, Noted.LINK_REVOKED, actor, link_id, **_noted(link.round_key, link.section))


def section_links_of(
    access: Access, *, actor: Actor, round_key: str | None = None
) -> list[SectionLink]:
    """Of a round, or of all; the newest first. Raises NotPermitted, AccessUnavailable."""
    require_right(access, actor, Act.GIVE_LINK)
    now = access.now()
    return [
        SectionLink(link, link.is_good(now))
        for link in links_of_kind(access.database, LinkKind.SECTION)
        if round_key in (None, link.round_key)
    ]


def link_of(access: Access, kind: LinkKind, token: str, address: str | None) -> Link:
    """One that is good, not used by this. Nobody guesses one, so who brings it does not wait for
    others who failed. Raises LinkRefused, Slowed, AccessUnavailable."""
    link = link_at(access.database, hash_of(token))
    if link is None or link.kind is not kind or not link.is_good(access.now()):
        attempt(access, "link", "", address)
        note_refused(access, address)
        raise LinkRefused("access.link.gone")
    return link


class LinkRefused(Refused):
    """Unknown, used, revoked or expired: one sentence for all."""


def write_password_link(
    writer: AccessWriter, login_name: str, made_by: str, now: datetime
) -> MadeLink:
    """Those before it end."""
    revoke_links_of_account(writer, login_name, now)
    made = _made(LinkKind.PASSWORD, made_by, now, now + PASSWORD_LINK, login_name=login_name)
    write_link(writer, made.link, hash_of(made.token))
    return made


def make_code_link(access: Access, login_name: str) -> str:
    """The token that stands between a right password and the code that it still needs."""
    now = access.now()
    made = _made(LinkKind.CODE, "", now, now + CODE_LINK, login_name=login_name)
    with access.database.writing() as writer:
        write_link(writer, made.link, hash_of(made.token))
    return made.token


def _made(
    kind: LinkKind,
    made_by: str,
    now: datetime,
    expires_at: datetime,
    *,
    login_name: str | None = None,
    round_key: str | None = None,
    section: str | None = None,
) -> MadeLink:
    link_id = secrets.token_hex(6)
    link = Link(link_id, kind, login_name, round_key, section, made_by, now, expires_at)
    return MadeLink(link, new_token())
