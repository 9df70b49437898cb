"""Sessions: begun and ended. `book` is asked for them at every run of a page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from yamato_dx.acts.access.book import has_run_out
from yamato_dx.acts.access.limits import ENDED_KEPT, FAILURES_KEPT
from yamato_dx.acts.access.noting import Noted, actor_as, note, signed_in_as
from yamato_dx.acts.access.opened import Access
from yamato_dx.acts.access.tokens import hash_of, new_token
from yamato_dx.errors import Refused
from yamato_dx.store.access.accounts import Account, account_of, write_signed_in
from yamato_dx.store.access.attempts import forget_before
from yamato_dx.store.access.database import AccessWriter
from yamato_dx.store.access.links import Link, LinkKind, link_called
from yamato_dx.store.access.sessions import (
    Machine,
    Session,
    end_session_at,
    end_sessions_of_account,
    sessions_of_account,
    write_session,
)
from yamato_dx.store.promise.actor import Actor, ActorRole, KnownBy, SignedIn

ELSEWHERE: Final = Machine()


@dataclass(frozen=True)
class Begun:
    """`token`: for the browser alone; it is kept nowhere."""

    token: str
    session: Session


def begin_session(
    access: Access, account: Account, known_by: KnownBy, machine: Machine = ELSEWHERE
) -> Begun:
    """`account`: as it was when who it is was proven; changed since, nobody comes in.

    Raises SignInRefused, AccessUnavailable.
    """
    now = access.now()
    with access.database.writing() as writer:
        current = account_of(writer, account.login_name)
        if current is None or not current.is_enabled or _proof(current) != _proof(account):
            raise SignInRefused("access.wrong")
        begun = _begun(signed_in_as(current, known_by), None, machine, now)
        write_session(writer, begun.session)
        write_signed_in(writer, current.login_name, now)
        _sweep(writer, now)
    note(access, Noted.SIGNED_IN, actor_of_session(begun.session))
    return begun


def _proof(account: Account) -> tuple[str | None, str | None]:
    return account.password_hash, account.totp_secret


def begin_link_session(access: Access, link: Link, machine: Machine = ELSEWHERE) -> Begun:
    """Of a section's link, which may be opened again. Raises SignInRefused, AccessUnavailable."""
    now = access.now()
    with access.database.writing() as writer:
        current = link_called(writer, link.link_id)
        if current is None or current.kind is not LinkKind.SECTION or not current.is_good(now):
            raise SignInRefused("access.link.gone")
        begun = _begun(_of_link(current), current, machine, now)
        write_session(writer, begun.session)
    note(access, Noted.SIGNED_IN, actor_of_session(begun.session))
    return begun


def _of_link(link: Link) -> SignedIn:
    assert link.section is not None, "a section's link names its section"
    sections = (link.section,)
    return SignedIn(link.link_id, "", ActorRole.SECTION, KnownBy.LINK, sections, link.round_key)


def _begun(signed_in: SignedIn, link: Link | None, machine: Machine, now: datetime) -> Begun:
    token = new_token()
    session = Session(
        hash_of(token),
        signed_in,
        link.link_id if link else None,
        machine,
        now,
        now,
        link.expires_at if link else None,
    )
    return Begun(token, session)


class SignInRefused(Refused):
    """Nobody comes in this way."""


def actor_of_session(session: Session) -> Actor:
    """Who acts in it."""
    return actor_as(session.signed_in, session.machine.address)


def end_session(access: Access, session: Session) -> None:
    """Signed out; in other processes too. Raises AccessUnavailable."""
    with access.changing() as writer:
        end_session_at(writer, session.token_hash, access.now())
    note(access, Noted.SIGNED_OUT, actor_of_session(session))


def end_other_sessions(access: Access, session: Session) -> int:
    """«ほかの端末をすべてサインアウトする»: how many ended. Raises AccessUnavailable."""
    if session.link_id is not None:
        return 0
    with access.changing() as writer:
        ended = end_sessions_of_account(
            writer, session.signed_in.login_name, access.now(), session.token_hash
        )
    note(access, Noted.SIGNED_OUT_ELSEWHERE, actor_of_session(session), sessions=ended)
    return ended


def sessions_beside(access: Access, session: Session) -> list[Session]:
    """The others of the same account that are still good, the newest first."""
    now = access.now()
    if session.link_id is not None:
        return []
    return [
        other
        for other in sessions_of_account(access.database, session.signed_in.login_name)
        if other.token_hash != session.token_hash and not has_run_out(other, now, other.active_at)
    ]


def _sweep(writer: AccessWriter, now: datetime) -> None:
    """What nobody needs any more: sessions and links long ended, failures of yesterday."""
    forget_before(writer, sessions=now - ENDED_KEPT, failures=now - FAILURES_KEPT)
