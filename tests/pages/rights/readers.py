"""Who is signed in while pages are drawn."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from yamato_dx.acts.actor import ActorRole, KnownBy, SignedIn
from yamato_dx.web.callers import Caller

NAME: Final = "山田花子"
SignIn = Callable[[SignedIn], None]


def account(role: ActorRole, *sections: str) -> SignedIn:
    return SignedIn("hanako", NAME, role, KnownBy.ACCOUNT, sections)


def link(section: str, round_key: str) -> SignedIn:
    """Of no person: the name is asked for."""
    return SignedIn("", "", ActorRole.SECTION, KnownBy.LINK, (section,), round_key)


def caller(by: SignedIn) -> Caller:
    return Caller(is_at_server=False, address="192.0.2.9", account=by)
