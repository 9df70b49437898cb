"""Accounts for tests, with passwords that cost nothing, and each act on them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from argon2 import PasswordHasher

from tests.store.cases import CODE
from tests.store.servers import schema_for, shared_server
from yamato_dx.acts.access.accounts import (
    accounts_of,
    add_account,
    change_account,
    disable_account,
    enable_account,
    reset_account,
)
from yamato_dx.acts.access.links import (
    MadeLink,
    make_section_link,
    revoke_section_link,
    section_links_of,
)
from yamato_dx.acts.access.opened import Access
from yamato_dx.acts.access.passwords import Passwords
from yamato_dx.acts.access.second_factor import require_second_factor
from yamato_dx.acts.access.sessions import Begun, begin_session
from yamato_dx.acts.access.signing_in import set_password, sign_in
from yamato_dx.acts.access.tokens import hash_of
from yamato_dx.acts.actor import Actor, ActorRole, KnownBy
from yamato_dx.acts.permissions import Act
from yamato_dx.store.access.accounts import Person
from yamato_dx.store.access.database import AccessDatabase
from yamato_dx.store.access.postgresql import AccessServer
from yamato_dx.store.access.sessions import Machine, Session
from yamato_dx.store.access.sqlite_file import AccessFile
from yamato_dx.store.postgresql.url import DatabaseUrl

CHEAP: Final = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
AT_SERVER: Final = Actor.at_server("山田")
PASSWORD: Final = "correct horse battery"
HERE: Final = "192.0.2.5"
ELSEWHERE: Final = "198.51.100.7"
CHIEF: Final = Person("本田", ActorRole.ADMINISTRATOR)
CLERK: Final = Person("佐藤", ActorRole.SECTION, ("s01",))
DUE: Final = date(2026, 5, 29)


class Hand:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.now = datetime(2026, 5, 11, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def elapsed(self) -> float:
        return self.now.timestamp()

    def move(self, **by: float) -> None:
        self.now += timedelta(**by)


def access_at(folder: Path) -> Access:
    return access_over(in_file(folder))


def in_file(folder: Path) -> AccessFile:
    return AccessFile(folder / "a.duckdb.access")


def in_server(folder: Path) -> AccessServer:
    return AccessServer(DatabaseUrl.read(shared_server().url(schema_for(folder))), CODE)


# The same promise: opened or, where there is one in the folder already, opened again.
ENGINES: Final[Mapping[str, Callable[[Path], AccessDatabase]]] = {
    "sqlite": in_file,
    "postgresql": in_server,
}


def access_over(database: AccessDatabase) -> Access:
    return Access(database, ("山都町", "Yamato Town"), Passwords(CHEAP), Hand())


@dataclass(frozen=True)
class Town:
    """An administrator «honda» and a section's clerk «sato», both with `PASSWORD`."""

    access: Access

    @property
    def clock(self) -> Hand:
        assert isinstance(self.access.now, Hand)
        return self.access.now

    def begun(self, name: str, address: str = HERE) -> Begun:
        proven = sign_in(self.access, name, PASSWORD, address)
        return begin_session(self.access, proven.account, KnownBy.ACCOUNT, Machine(address))


def session_of(access: Access, token: str) -> Session | None:
    """As the server asks at every run of a page."""
    return access.book.session(hash_of(token), access.now())


def town_over(access: Access) -> Town:
    for name, person in (("honda", CHIEF), ("sato", CLERK)):
        made = add_account(access, name, person, actor=AT_SERVER)
        assert made is not None
        set_password(access, made.token, PASSWORD, None)
    return Town(access)


def first_link(access: Access, name: str = "honda", person: Person = CHIEF) -> MadeLink:
    made = add_account(access, name, person, actor=AT_SERVER)
    assert made is not None
    return made


# As `tests.acts.doing.ACTS`.
Managing = Callable[[Any, Actor], object]
ACCESS_ACTS: Final[dict[object, tuple[Act, Managing]]] = {
    add_account: (
        Act.MANAGE_ACCOUNTS,
        lambda office, by: add_account(office.access, "honda", CHIEF, actor=by),
    ),
    change_account: (
        Act.MANAGE_ACCOUNTS,
        lambda office, by: change_account(office.access, "honda", CLERK, actor=by),
    ),
    disable_account: (
        Act.MANAGE_ACCOUNTS,
        lambda office, by: disable_account(office.access, "honda", actor=by),
    ),
    enable_account: (
        Act.MANAGE_ACCOUNTS,
        lambda office, by: enable_account(office.access, "honda", actor=by),
    ),
    reset_account: (
        Act.GIVE_LINK,
        lambda office, by: reset_account(office.access, "honda", actor=by),
    ),
    accounts_of: (Act.GIVE_LINK, lambda office, by: accounts_of(office.access, actor=by)),
    require_second_factor: (
        Act.MANAGE_ACCOUNTS,
        lambda office, by: require_second_factor(office.access, [ActorRole.OFFICE], actor=by),
    ),
    make_section_link: (
        Act.GIVE_LINK,
        lambda office, by: make_section_link(office.access, "2025-1", "s01", due=DUE, actor=by),
    ),
    revoke_section_link: (
        Act.GIVE_LINK,
        lambda office, by: revoke_section_link(office.access, "a", actor=by),
    ),
    section_links_of: (Act.GIVE_LINK, lambda office, by: section_links_of(office.access, actor=by)),
}
