"""The opened store of accounts and sessions of one record."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from yamato_dx.acts.access.book import SessionBook
from yamato_dx.acts.access.passwords import Passwords
from yamato_dx.acts.opening import Place, access_of, plans_in
from yamato_dx.plan.model.types import Municipality
from yamato_dx.store.access.database import AccessDatabase, AccessWriter, mark_change
from yamato_dx.store.access.trail import Trail
from yamato_dx.store.promise.clock import SYSTEM_CLOCK, Clock


@dataclass(frozen=True)
class Access:
    """Safe for any number of threads; other processes may have it open too.

    `own_names`: of the municipality, which make a poor password. `now`: with its time zone.
    """

    database: AccessDatabase
    own_names: tuple[str, ...] = ()
    passwords: Passwords = field(default_factory=Passwords)
    now: Clock = SYSTEM_CLOCK
    book: SessionBook = field(init=False)
    trail: Trail = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "book", SessionBook(self.database))
        object.__setattr__(self, "trail", Trail(self.database, self.now))

    @contextmanager
    def changing(self) -> Iterator[AccessWriter]:
        """What changes what a session may do: it acts at once, in other processes too."""
        try:
            with self.database.writing() as writer:
                yield writer
                mark_change(writer)
        finally:
            self.book.forget()

    def close(self) -> None:
        self.trail.close()

    def __enter__(self) -> Access:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def open_access(place: Place) -> Access:
    """Beside the record, which another process may have open; made where there is none.

    Raises NoPlan, Refused where the plan has faults, AccessUnavailable, UsageError.
    """
    municipality = plans_in(place.plan_folder)[-1].municipality
    database = access_of(place, municipality.municipality_code)
    return Access(database, own_names=names_of(municipality))


def names_of(municipality: Municipality) -> tuple[str, ...]:
    return municipality.name.ja, municipality.name.en


def has_accounts(access: Access) -> bool:
    """Whether anybody must sign in. Raises AccessUnavailable."""
    return access.book.has_accounts()
