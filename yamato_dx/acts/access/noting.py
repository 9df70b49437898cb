"""What is done with accounts, links and sessions comes into the trail, and who was refused it."""

from __future__ import annotations

from enum import StrEnum

from yamato_dx.acts import permissions
from yamato_dx.acts.access.opened import Access
from yamato_dx.acts.permissions import Act
from yamato_dx.store.access.accounts import Account
from yamato_dx.store.access.trail_chain import TrailEntry, TrailEvent
from yamato_dx.store.promise.actor import Actor, KnownBy, SignedIn


class Noted(StrEnum):
    """What a row of the trail says was done; `access.noted.<value>` is its name."""

    ADDED = "account_added"
    CHANGED = "account_changed"
    DISABLED = "account_disabled"
    ENABLED = "account_enabled"
    RESET = "account_reset"
    FACTOR_REMOVED = "second_factor_removed"
    FACTOR_REQUIRED = "second_factor_required"
    LINK_MADE = "section_link_made"
    LINK_REVOKED = "section_link_revoked"
    SIGNED_IN = "signed_in"
    SIGNED_OUT = "signed_out"
    SIGNED_OUT_ELSEWHERE = "signed_out_elsewhere"
    PASSWORD_SET = "password_set"  # noqa: S105
    FACTOR_SET = "second_factor_set"


# What people do about their own coming in; the rest is done to accounts and links.
OWN = frozenset({Noted.SIGNED_IN, Noted.SIGNED_OUT, Noted.SIGNED_OUT_ELSEWHERE})


def signed_in_as(account: Account, known_by: KnownBy) -> SignedIn:
    return SignedIn(
        account.login_name, account.display_name, account.role, known_by, account.sections
    )


def actor_as(signed_in: SignedIn, address: str | None) -> Actor:
    """Without a name or section told by hand."""
    return Actor.signed_in(signed_in, address)


def note_own(
    access: Access, noted: Noted, account: Account, known_by: KnownBy, *, address: str | None = None
) -> None:
    """Of somebody who is about to come in, and has no session yet."""
    note(access, noted, actor_as(signed_in_as(account, known_by), address))


def require_right(access: Access, by: Actor, act: Act) -> None:
    """Raises NotPermitted."""
    refused = permissions.refusal(by, act)
    if refused is not None:
        access.trail.note(TrailEntry(TrailEvent.REFUSAL, act.value, by, access.now()))
        raise refused


def note(
    access: Access, noted: Noted, by: Actor, subject: str | None = None, **detail: object
) -> None:
    """`subject`: the account or link that it was done to; None: the actor's own."""
    event = TrailEvent.SIGN_IN if noted in OWN else TrailEvent.ACCOUNT
    entry = TrailEntry(event, noted.value, by, access.now(), subject, detail=detail)
    access.trail.note(entry)


def note_refused(access: Access, address: str | None) -> None:
    """Somebody did not come in: counted by address and minute."""
    access.trail.note_refused_visit(address, TrailEvent.SIGN_IN.value, access.now())
