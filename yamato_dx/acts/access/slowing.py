"""Who fails waits: an account, an address, and nobody for good.

An attempt is counted before it is tried, so that many at once are no way around.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256
from ipaddress import IPv4Address, ip_address, ip_network
from math import ceil
from typing import Final

from yamato_dx.acts.access.limits import FAILURES_KEPT, OF_ACCOUNT, OF_ADDRESS, Slowing
from yamato_dx.acts.access.noting import note_refused
from yamato_dx.acts.access.opened import Access
from yamato_dx.errors import Refused
from yamato_dx.store.access.attempts import (
    clear_failures,
    failures_of,
    undo_failure,
    write_failure,
)
from yamato_dx.store.access.database import AccessReader
from yamato_dx.store.access.sessions import is_known_address

# How many bits of an IPv6 address one household or office has to itself.
ONE_PLACE: Final = 64
NO_WAIT: Final = timedelta(0)
# Whoever has proven something (a right password, a link's token) does not wait for others.
GUESSED: Final = frozenset(("password", "link"))


class Slowed(Refused):
    """`seconds`: until the next attempt is tried."""

    def __init__(self, wait: timedelta) -> None:
        seconds = ceil(wait.total_seconds())
        super().__init__("access.slowed", count=seconds)
        self.seconds = seconds


@dataclass(frozen=True)
class Counted:
    """One attempt. `account`, `place`: what it counts at, None: at none; `place_failed_at`: when
    somebody failed there last before. `refusal`: what somebody is told there who fails."""

    at: datetime
    account: str | None
    place: str | None
    place_failed_at: datetime | None = None
    refusal: Slowed | None = None


def attempt(access: Access, kind: str, login_name: str, address: str | None) -> Counted:
    """Count one more at the account and the address. `kind`: of what is tried: «password»,
    «code», «link».

    An address from which the account signed in before is counted apart: who fails elsewhere under
    somebody's name does not keep him out at his own desk. Nor does who fails there under other
    names: behind a proxy that is not named, all the town hall has one address. Raises Slowed.
    """
    now = access.now()
    with access.database.writing() as writer:
        is_own = bool(login_name and address) and is_known_address(writer, login_name, str(address))
        counted = _counted(kind, login_name, address, now, is_own=is_own)
        of_account = _wait(writer, counted.account, OF_ACCOUNT, now)
        of_place = _wait(writer, counted.place, OF_ADDRESS, now)
        wait = of_account if is_own else max(of_account, of_place)
        if wait <= NO_WAIT:
            counted = replace(
                counted,
                place_failed_at=_failed_at(writer, counted.place),
                refusal=Slowed(of_place) if of_place > NO_WAIT else None,
            )
            for subject in filter(None, (counted.account, counted.place)):
                write_failure(writer, subject, now, now - FAILURES_KEPT)
    if wait > NO_WAIT:
        note_refused(access, address)
        raise Slowed(wait)
    return counted


def succeed(access: Access, counted: Counted) -> None:
    """It did not fail: the account begins anew; at the address others failed, and it is as if
    nobody had come."""
    with access.database.writing() as writer:
        if counted.account:
            clear_failures(writer, counted.account)
        if counted.place:
            before = counted.place_failed_at or counted.at
            undo_failure(writer, counted.place, counted_at=counted.at, before=before)


def _counted(
    kind: str, login_name: str, address: str | None, now: datetime, *, is_own: bool
) -> Counted:
    place = place_of_address(address) if address else None
    own = (kind, login_name, place or "") if is_own else (kind, login_name)
    return Counted(
        now,
        _subject("account", *own) if login_name else None,
        _subject("address", place) if place and kind in GUESSED else None,
    )


def _subject(*parts: str) -> str:
    """Not as written: some type their password where the name goes."""
    return f"{parts[0]}:{sha256(chr(0).join(parts).encode('utf-8', 'replace')).hexdigest()}"


def place_of_address(address: str) -> str:
    """IPv6 by what one place has to itself; what is no address as it is."""
    try:
        ip = ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if isinstance(ip, IPv4Address):
        return str(ip)
    if ip.ipv4_mapped:
        return str(ip.ipv4_mapped)
    return str(ip_network((ip, ONE_PLACE), strict=False))


def _wait(reader: AccessReader, subject: str | None, slowing: Slowing, now: datetime) -> timedelta:
    failed = failures_of(reader, subject) if subject else None
    if failed is None:
        return NO_WAIT
    count, failed_at = failed
    if now - failed_at > FAILURES_KEPT:
        return NO_WAIT
    # A clock put back makes nobody wait longer.
    return min(failed_at, now) + wait_after(count, slowing) - now


def _failed_at(reader: AccessReader, subject: str | None) -> datetime | None:
    failed = failures_of(reader, subject) if subject else None
    return failed[1] if failed else None


def wait_after(count: int, slowing: Slowing) -> timedelta:
    """From the last failure on."""
    if count < slowing.free:
        return NO_WAIT
    doublings = min(count - slowing.free, 16)
    return min(slowing.first * (1 << doublings), slowing.longest)
