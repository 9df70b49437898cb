"""Sessions: a token opens what it was given for, until it ends, everywhere and at once."""

from __future__ import annotations

import sqlite3
import time
from datetime import timedelta
from pathlib import Path

import pytest

from tests.acts.access.acting import (
    AT_SERVER,
    CLERK,
    ELSEWHERE,
    HERE,
    PASSWORD,
    Hand,
    Town,
    access_at,
    session_of,
    town_over,
)
from tests.acts.access.conftest import Opening
from yamato_dx.acts.access.accounts import change_account, disable_account, reset_account
from yamato_dx.acts.access.book import MOST_AT_HAND, REST_SECONDS, SessionBook
from yamato_dx.acts.access.limits import UNANSWERED_SECONDS
from yamato_dx.acts.access.passwords import Passwords
from yamato_dx.acts.access.sessions import (
    SignInRefused,
    actor_of_session,
    begin_session,
    end_other_sessions,
    end_session,
    sessions_beside,
)
from yamato_dx.acts.access.signing_in import change_password, sign_in
from yamato_dx.acts.access.tokens import hash_of
from yamato_dx.acts.actor import ActorRole, KnownBy
from yamato_dx.store.access.database import AccessReader
from yamato_dx.store.access.sqlite_file import AccessUnavailable


def test_a_session_says_who_acts(town: Town) -> None:
    session = session_of(town.access, town.begun("sato").token)
    assert session is not None
    actor = actor_of_session(session)
    assert (actor.name, actor.role, actor.account) == ("佐藤", ActorRole.SECTION, "sato")
    assert (actor.sections, actor.round_key) == (("s01",), None)
    assert (actor.known_by, actor.address) == (KnownBy.ACCOUNT, HERE)


def test_what_was_never_given_opens_nothing(town: Town) -> None:
    begun = town.begun("sato")
    for token in (
        "",
        "x",
        begun.token[:-1],
        begun.token.swapcase(),
        hash_of(begun.token),
        "\ud800",
    ):
        assert session_of(town.access, token) is None


def test_no_token_stands_in_the_file(tmp_path: Path) -> None:
    town = town_over(access_at(tmp_path))
    token = town.begun("sato").token
    town.access.close()
    for path in tmp_path.iterdir():
        assert token.encode() not in path.read_bytes()


def test_signed_out_it_is_over_and_replayed_it_opens_nothing(town: Town) -> None:
    begun, other = town.begun("sato"), town.begun("sato")
    end_session(town.access, begun.session)
    assert session_of(town.access, begun.token) is None
    assert session_of(town.access, other.token)
    end_session(town.access, begun.session)


def test_out_everywhere_else(town: Town) -> None:
    here, there, others = town.begun("sato"), town.begun("sato", ELSEWHERE), town.begun("honda")
    beside = sessions_beside(town.access, here.session)
    assert [session.machine.address for session in beside] == [ELSEWHERE]
    assert end_other_sessions(town.access, here.session) == 1
    assert session_of(town.access, there.token) is None
    assert session_of(town.access, here.token)
    assert session_of(town.access, others.token)


@pytest.mark.parametrize(
    ("name", "idle", "absolute"), [("sato", 60, 12 * 60), ("honda", 30, 8 * 60)]
)
def test_left_alone_it_runs_out_and_never_holds_beyond_its_day(
    town: Town, name: str, idle: int, absolute: int
) -> None:
    access, clock = town.access, town.clock
    token = town.begun(name).token
    clock.move(minutes=idle - 0.1)
    assert session_of(access, token)  # looking is no activity
    clock.move(minutes=0.1)
    assert session_of(access, token) is None
    begun = town.begun(name)
    for _ in range(absolute // (idle - 1)):
        clock.move(minutes=idle - 1)
        access.book.touch(begun.session, access.now())
        assert session_of(access, begun.token)
    clock.move(minutes=absolute % (idle - 1))
    assert session_of(access, begun.token) is None


def test_activity_is_written_once_a_minute(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    access = town.access
    session = town.begun("sato").session
    written = []
    monkeypatch.setattr(
        "yamato_dx.acts.access.book.write_active", lambda *told: written.append(told)
    )
    for _ in range(100):
        town.clock.move(seconds=2)
        access.book.touch(session, access.now())
    assert 2 <= len(written) <= 3


def test_what_is_remembered_of_sessions_has_an_end(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Those that ended leave nobody's process full; who is signed in stays so."""
    monkeypatch.setattr("yamato_dx.acts.access.book.MOST_AT_HAND", 3)
    access = town.access
    begun = [town.begun("sato") for _ in range(5)]
    town.clock.move(minutes=59)
    for one in begun:
        access.book.touch(one.session, access.now())
        assert session_of(access, one.token)
    assert len(access.book._known) == len(access.book._used) == 3
    town.clock.move(minutes=59)
    assert all(session_of(access, one.token) for one in begun)


def test_activity_in_one_process_counts_in_another(town: Town, another: Opening) -> None:
    token = town.begun("sato").token
    with another() as other:
        assert isinstance(other.now, Hand)
        assert session_of(other, token)
        town.clock.move(minutes=59)
        session = session_of(town.access, token)
        assert session is not None
        town.access.book.touch(session, town.access.now())
        other.now.move(minutes=61)
        assert session_of(other, token)


def test_what_another_process_ends_is_over_here(town: Town, another: Opening) -> None:
    token = town.begun("sato").token
    assert session_of(town.access, token)
    with another() as command_line:
        disable_account(command_line, "sato", actor=AT_SERVER)
    time.sleep(town.access.database.look_seconds)
    assert session_of(town.access, token) is None


def test_a_changed_password_ends_all_and_goes_on_in_a_new_session(town: Town) -> None:
    access = town.access
    one, other = town.begun("sato"), town.begun("sato", ELSEWHERE)
    with pytest.raises(SignInRefused, match="いまのパスワード"):
        change_password(access, one.session, "wrong wrong wrong", "ume kasa densha tamago")
    newer = change_password(access, one.session, PASSWORD, "ume kasa densha tamago")
    assert session_of(access, one.token) is session_of(access, other.token) is None
    assert session_of(access, newer.token)
    with pytest.raises(SignInRefused):
        sign_in(access, "sato", PASSWORD, HERE)


def test_a_password_that_was_reset_meanwhile_is_not_changed(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    access, begun = town.access, town.begun("sato")

    def reset_first(passwords: Passwords, password: str) -> str:
        monkeypatch.undo()
        reset_account(access, "sato", actor=AT_SERVER)
        return passwords.hashed(password)

    monkeypatch.setattr(Passwords, "hashed", reset_first)
    with pytest.raises(SignInRefused):
        change_password(access, begun.session, PASSWORD, "ume kasa densha tamago")
    with pytest.raises(SignInRefused):
        sign_in(access, "sato", "ume kasa densha tamago", HERE)


def test_who_was_changed_between_the_password_and_the_session_does_not_come_in(
    town: Town,
) -> None:
    access = town.access
    proven = sign_in(access, "sato", PASSWORD, HERE)
    newer = town.begun("sato")
    change_password(access, newer.session, PASSWORD, "ume kasa densha tamago")
    with pytest.raises(SignInRefused):
        begin_session(access, proven.account, KnownBy.ACCOUNT)
    proven = sign_in(access, "sato", "ume kasa densha tamago", HERE)
    disable_account(access, "sato", actor=AT_SERVER)
    with pytest.raises(SignInRefused):
        begin_session(access, proven.account, KnownBy.ACCOUNT)


def test_what_is_long_over_is_forgotten(tmp_path: Path) -> None:
    town = town_over(access_at(tmp_path))
    town.begun("sato")
    town.clock.move(days=92)
    begun = town.begun("honda")
    assert session_of(town.access, begun.token)
    with sqlite3.connect(tmp_path / "a.duckdb.access") as file:
        assert [file.execute(f"SELECT count(*) FROM {name}").fetchone()[0]
                for name in ("session", "link", "failure", "account")] == [1, 0, 0, 2]  # fmt: skip
    file.close()


class Silent:
    """A store that answers as long as it is let."""

    look_seconds = 0.0

    def __init__(self, inner: AccessReader) -> None:
        self.inner, self.is_gone, self.asked = inner, False, 0

    def read(self, name: str, **values: object) -> object:
        self.asked += 1
        if self.is_gone:
            raise AccessUnavailable("store.access_unavailable", path="a", error="gone")
        return self.inner.read(name, **values)


def test_while_the_store_does_not_answer_known_sessions_go_on_for_a_while(town: Town) -> None:
    access, clock = town.access, town.clock
    known, other = town.begun("sato"), town.begun("honda")
    silent = Silent(access.database)
    book = SessionBook(silent, clock.elapsed)  # type: ignore[arg-type]
    assert book.session(hash_of(known.token), clock())
    silent.is_gone = True
    clock.move(seconds=REST_SECONDS)
    assert book.session(hash_of(known.token), clock())
    asked = silent.asked
    for _ in range(20):
        assert book.session(hash_of(known.token), clock())
    assert silent.asked == asked  # nobody waits for each run
    with pytest.raises(AccessUnavailable):
        book.session(hash_of(other.token), clock())
    clock.move(seconds=UNANSWERED_SECONDS)
    with pytest.raises(AccessUnavailable):
        book.session(hash_of(known.token), clock())
    silent.is_gone = False
    clock.move(seconds=REST_SECONDS)
    assert book.session(hash_of(known.token), clock())


def test_no_more_are_at_hand_than_there_is_room_for(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("yamato_dx.acts.access.book.MOST_AT_HAND", 2)
    tokens = [town.begun("sato").token for _ in range(4)]
    for _ in range(2):
        assert all(session_of(town.access, token) for token in tokens)
    assert MOST_AT_HAND > 1000


def test_a_check_costs_a_page_next_to_nothing(town: Town) -> None:
    """≤ 0.2 ms at each run, with what it asks of the file; the least of several hundreds."""
    token = town.begun("sato").token
    assert session_of(town.access, token)
    rounds = []
    for _ in range(20):
        begun = time.perf_counter()
        for _ in range(20):
            session_of(town.access, token)
        rounds.append((time.perf_counter() - begun) / 20)
    assert min(rounds) < timedelta(milliseconds=0.2).total_seconds()


def test_the_person_that_another_made_of_it_is_who_acts(town: Town) -> None:
    change_account(town.access, "sato", CLERK, actor=AT_SERVER)
    assert town.begun("sato").session.signed_in.display_name == "佐藤"
