"""What every run of a page asks of the sessions: whether this one still holds, and whose it is.

Floor: one SELECT by the same key from a file of SQLite's, which `SessionBook` may not be far above:
it asks the file for the newest change and keeps the session itself at hand.
"""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from benchmarks.measure import Goal, Measure, in_turns, seconds_of
from benchmarks.scale import Scale
from yamato_dx.acts.access.accounts import add_account
from yamato_dx.acts.access.opened import Access
from yamato_dx.acts.access.sessions import begin_session
from yamato_dx.acts.access.tokens import hash_of
from yamato_dx.acts.actor import ActorRole, KnownBy
from yamato_dx.store.access.accounts import Person, account_of
from yamato_dx.store.access.places import access_path
from yamato_dx.store.access.sqlite_file import AccessFile
from yamato_dx.store.promise.actor import Actor

CHECKS: Final = 500  # in each turn
NAME: Final = "honda"


def run(scale: Scale) -> Sequence[Measure]:
    with tempfile.TemporaryDirectory() as name:
        path = access_path(Path(name) / "record.duckdb")
        with Access(AccessFile(path)) as access, sqlite3.connect(path) as bare:
            tokens = _tokens(access, scale.people)
            floor, checked = in_turns(
                scale.rounds, lambda: _select_often(bare), lambda: _check_often(access, tokens)
            )
        bare.close()
    what = f"sign-in check per run, {scale.people} signed in"
    return [Measure(what, checked, "ms", floor, Goal("at_most", 0.2))]


def _tokens(access: Access, count: int) -> Sequence[str]:
    """Of so many sessions of one account."""
    person = Person("本田", ActorRole.ADMINISTRATOR)
    add_account(access, NAME, person, actor=Actor.at_server("本田"))
    account = account_of(access.database, NAME)
    assert account is not None, "it was just made"
    return [begin_session(access, account, KnownBy.ACCOUNT).token for _ in range(count)]


def _check_often(access: Access, tokens: Sequence[str]) -> float:
    """Milliseconds of one check."""

    def check() -> None:
        for number in range(CHECKS):
            key = hash_of(tokens[number % len(tokens)])
            assert access.book.session(key, access.now()), "nothing ended it"

    return 1000 * seconds_of(check) / CHECKS


def _select_often(bare: sqlite3.Connection) -> float:
    def select() -> None:
        for _ in range(CHECKS):
            bare.execute("SELECT * FROM account WHERE login_name = ?", (NAME,)).fetchall()

    return 1000 * seconds_of(select) / CHECKS
