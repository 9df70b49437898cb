"""Sessions as they lie in the store: what a browser holds is kept as its hash alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from yamato_dx.store.access.accounts import sections_of
from yamato_dx.store.access.database import AccessReader, AccessRow, AccessWriter, written
from yamato_dx.store.promise.actor import ActorRole, KnownBy, SignedIn

# What no token has as its hash.
NO_HASH: Final = ""


@dataclass(frozen=True)
class Machine:
    """Where a session is used: the address that it came from, what its browser calls itself."""

    address: str | None = None
    browser: str | None = None


@dataclass(frozen=True)
class Session:
    """Somebody signed in. `link_id`: of a section's link; None: an account.

    `active_at`: when a person last did something in it, as far as it was written.
    `link_expires_at`: of a link, when it ends at the latest.
    """

    token_hash: str
    signed_in: SignedIn
    link_id: str | None
    machine: Machine
    begun_at: datetime
    active_at: datetime
    link_expires_at: datetime | None


def _session(row: AccessRow) -> Session:
    (
        token_hash,
        login_name,
        link_id,
        known_by,
        address,
        browser,
        begun_at,
        active_at,
        display_name,
        role,
        sections,
        round_key,
        section,
        expires_at,
    ) = row
    if link_id is None:
        signed_in = SignedIn(
            login_name, display_name, ActorRole(role), KnownBy(known_by), sections_of(sections)
        )
    else:
        signed_in = SignedIn(
            link_id, "", ActorRole.SECTION, KnownBy(known_by), (section,), round_key
        )
    return Session(
        token_hash,
        signed_in,
        link_id,
        Machine(address, browser),
        datetime.fromisoformat(begun_at),
        datetime.fromisoformat(active_at),
        datetime.fromisoformat(expires_at) if link_id else None,
    )


def session_at(reader: AccessReader, token_hash: str) -> Session | None:
    """None where it ended, or its account or link did."""
    rows = reader.read("session", token_hash=token_hash)
    return _session(rows[0]) if rows else None


def sessions_of_account(reader: AccessReader, login_name: str) -> list[Session]:
    """That nothing has ended; some may have run out."""
    return [_session(row) for row in reader.read("sessions", login_name=login_name)]


def is_known_address(reader: AccessReader, login_name: str, address: str) -> bool:
    """Whether the account signed in from there before."""
    return bool(reader.read("known_address", login_name=login_name, address=address)[0][0])


def write_session(writer: AccessWriter, session: Session) -> None:
    writer.write(
        "session",
        token_hash=session.token_hash,
        login_name=None if session.link_id else session.signed_in.login_name,
        link_id=session.link_id,
        known_by=session.signed_in.known_by.value,
        address=session.machine.address,
        browser=session.machine.browser,
        moment=written(session.begun_at),
    )


def write_active(writer: AccessWriter, token_hash: str, now: datetime) -> None:
    writer.write("session_active", token_hash=token_hash, moment=written(now))


def end_session_at(writer: AccessWriter, token_hash: str, now: datetime) -> None:
    writer.write("session_ended", token_hash=token_hash, moment=written(now))


def end_sessions_of_account(
    writer: AccessWriter, login_name: str, now: datetime, but_hash: str = NO_HASH
) -> int:
    """How many ended."""
    return writer.write(
        "sessions_ended", login_name=login_name, but_hash=but_hash, moment=written(now)
    )


def end_sessions_of_link(writer: AccessWriter, link_id: str, now: datetime) -> None:
    writer.write("sessions_of_link_ended", link_id=link_id, moment=written(now))
