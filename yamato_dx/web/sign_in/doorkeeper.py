"""Who is signed in: asked at a socket's handshake, at each message of it, at each act."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Final

from starlette.datastructures import Headers
from starlette.types import Scope

from yamato_dx.acts.access.accounts import account_proven
from yamato_dx.acts.access.noting import note_refused
from yamato_dx.acts.access.opened import Access, has_accounts
from yamato_dx.acts.access.sessions import Begun, SignInRefused, begin_session
from yamato_dx.acts.access.tokens import hash_of
from yamato_dx.acts.actor import KnownBy, SignedIn
from yamato_dx.errors import RecordUnavailable, Refused
from yamato_dx.store.access.sessions import Machine, Session
from yamato_dx.web.callers import SESSION, Caller, caller_of
from yamato_dx.web.sign_in.cookies import token_in

LOG: Final = logging.getLogger(__name__)
# Of what a browser calls itself, as long as it is kept.
BROWSER_LENGTH: Final = 300


@dataclass(frozen=True)
class AskedOf:
    """Of whom signing in is asked for. `is_always`: of everybody (`serve --sign-in`);
    `is_for_others`: the server is reached by other machines; `is_network_trusted`: who comes from
    one of them need not (`serve --trusted-network`)."""

    is_always: bool = False
    is_for_others: bool = False
    is_network_trusted: bool = False


def machine_in(scope: Scope) -> Machine:
    """Where it is used: at the server itself by its own address, as nothing is slowed without."""
    caller, client = caller_of(scope), scope.get("client")
    browser = Headers(scope=scope).get("user-agent")
    address = caller.address or (client[0] if client else None)
    return Machine(address, browser[:BROWSER_LENGTH] if browser else None)


class SignedOut(Refused):
    """Who was signed in is not any more, or never was where it is asked for."""


class Doorkeeper:
    """`opened`: the store of accounts; None where there is no plan yet, and so nobody's account."""

    def __init__(self, opened: Callable[[], Access | None], asked: AskedOf) -> None:
        self._opened = opened
        self.asked = asked
        # One at a time, off the thread that answers everybody.
        self._writing: Executor = ThreadPoolExecutor(1, "activity")

    @property
    def access(self) -> Access | None:
        return self._opened()

    def is_asked_of(self, caller: Caller) -> bool:
        """Until the first account exists, nobody is where none but the server itself is served. A
        store of accounts that does not answer lets nobody in."""
        if self.asked.is_always:
            return True
        if not caller.is_at_server:
            return not self.asked.is_network_trusted
        if self.asked.is_for_others and not self.asked.is_network_trusted:
            return True
        access = self.access
        try:
            return access is not None and has_accounts(access)
        except RecordUnavailable:
            return True

    def known(self, scope: Scope) -> Scope:
        """With the session of ours that its cookie opens, by its key; without, where none does."""
        token = token_in(scope)
        session = self.session(hash_of(token)) if token else None
        return {**scope, SESSION: session.token_hash if session else None}

    def session(self, key: str | None) -> Session | None:
        """None where there is none, or it has ended."""
        access = self.access
        if access is None or key is None:
            return None
        try:
            return access.book.session(key, access.now())
        except RecordUnavailable:
            return None

    def signed_in(self, caller: Caller) -> SignedIn | None:
        session = self.session(caller.session)
        return session.signed_in if session else None

    def account_of(self, caller: Caller) -> SignedIn | None:
        """As of now; None where nobody need be. Raises SignedOut."""
        signed_in = self.signed_in(caller)
        if signed_in is None and (caller.session or self.is_asked_of(caller)):
            raise SignedOut("sign_in.refused.over")
        return signed_in

    async def begin_proven(self, login_name: str, known_by: KnownBy, scope: Scope) -> Begun | None:
        """Of a name that somebody whom we believe has proven; None where nobody of it may sign in,
        or nobody can be asked."""
        return await asyncio.to_thread(self._begun, login_name, known_by, machine_in(scope))

    def _begun(self, login_name: str, known_by: KnownBy, machine: Machine) -> Begun | None:
        access = self.access
        if access is None:
            return None
        try:
            account = account_proven(access, login_name)
            return begin_session(access, account, known_by, machine) if account else None
        except (SignInRefused, RecordUnavailable):
            return None

    async def note_refused(self, scope: Scope) -> None:
        """Who was proven to be somebody that may not come in."""
        if access := self.access:
            await asyncio.to_thread(note_refused, access, machine_in(scope).address)

    def stands(self, caller: Caller, at_first: SignedIn | None) -> bool:
        """Whether an open page may go on as it began: its session has not ended, its account may do
        what it could, and nobody is asked for what they need not have had."""
        signed_in = self.signed_in(caller)
        return signed_in == at_first and (signed_in is not None or not self.is_asked_of(caller))

    def touch(self, key: str | None) -> None:
        """A person did something in the session."""
        self._writing.submit(self._touched, key)

    def _touched(self, key: str | None) -> None:
        access, session = self.access, self.session(key)
        if access is None or session is None:
            return
        try:
            access.book.touch(session, access.now())
        except RecordUnavailable as error:
            LOG.warning("%s", error)
