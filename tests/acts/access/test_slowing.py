"""Who fails waits, a little longer each time, and nobody for good."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from tests.acts.access.acting import AT_SERVER, ELSEWHERE, HERE, PASSWORD, Town
from yamato_dx.acts.access.accounts import reset_account
from yamato_dx.acts.access.limits import OF_ACCOUNT
from yamato_dx.acts.access.links import LinkRefused, link_of
from yamato_dx.acts.access.sessions import SignInRefused
from yamato_dx.acts.access.signing_in import set_password, sign_in
from yamato_dx.acts.access.slowing import Slowed, place_of_address, wait_after
from yamato_dx.store.access.links import LinkKind

WRONG = "wrong wrong wrong"


def fail(town: Town, times: int, name: str = "sato", address: str | None = HERE) -> None:
    for _ in range(times):
        with pytest.raises(SignInRefused):
            sign_in(town.access, name, WRONG, address)


def test_after_five_failures_it_waits_and_then_the_right_one_works(town: Town) -> None:
    fail(town, 5)
    with pytest.raises(Slowed) as slowed:
        sign_in(town.access, "sato", PASSWORD, HERE)
    assert slowed.value.seconds == 5
    assert "5秒" in slowed.value.sentence("ja")
    town.clock.move(seconds=5)
    assert sign_in(town.access, "sato", PASSWORD, HERE)
    fail(town, 4)  # it began anew


def test_the_wait_grows_and_has_an_end(town: Town) -> None:
    waits = [wait_after(count, OF_ACCOUNT).total_seconds() for count in (4, 5, 6, 7, 12, 13, 10**9)]
    assert waits == [0, 5, 10, 20, 640, 900, 900]
    fail(town, 5)
    town.clock.move(seconds=5)
    fail(town, 1)
    with pytest.raises(Slowed) as slowed:
        sign_in(town.access, "sato", PASSWORD, HERE)
    assert slowed.value.seconds == 10
    town.clock.move(days=1.1)
    fail(town, 4)  # what failed yesterday counts no more


def test_attempts_during_a_wait_do_not_make_it_longer(town: Town) -> None:
    fail(town, 5)
    for _ in range(50):
        with pytest.raises(Slowed):
            sign_in(town.access, "sato", WRONG, HERE)
    town.clock.move(seconds=5)
    assert sign_in(town.access, "sato", PASSWORD, HERE)


def test_an_unknown_name_is_slowed_like_a_known_one(town: Town) -> None:
    fail(town, 5, "nobody")
    with pytest.raises(Slowed):
        sign_in(town.access, "nobody", WRONG, HERE)


def test_who_fails_elsewhere_under_a_name_does_not_keep_its_owner_out(town: Town) -> None:
    town.begun("sato", HERE)
    fail(town, 5, address=ELSEWHERE)
    with pytest.raises(Slowed):
        sign_in(town.access, "sato", PASSWORD, ELSEWHERE)
    with pytest.raises(Slowed):  # from any address that it never came from
        sign_in(town.access, "sato", PASSWORD, "203.0.113.9")
    assert sign_in(town.access, "sato", PASSWORD, HERE)


def test_who_waits_is_counted_as_refused(town: Town) -> None:
    fail(town, 5)
    with pytest.raises(Slowed):
        sign_in(town.access, "sato", PASSWORD, HERE)
    town.clock.move(minutes=1)
    town.access.trail.note_refused_visit(None, "sign_in", town.clock())  # its minute is over
    counted = [row.detail for row in town.access.trail.rows() if row.columns["event"] == "visits"]
    assert counted == [{"sign_in": 6}]


def test_an_address_waits_whatever_names_it_tries(town: Town) -> None:
    for number in range(20):
        fail(town, 1, f"nobody{number}", ELSEWHERE)
    with pytest.raises(Slowed):
        sign_in(town.access, "sato", PASSWORD, ELSEWHERE)
    assert sign_in(town.access, "sato", PASSWORD, HERE)


def test_behind_one_address_nobody_is_kept_out_by_others(town: Town) -> None:
    """A proxy that was not named at the start: all who come have its address."""
    town.begun("sato", HERE)
    link = reset_account(town.access, "honda", actor=AT_SERVER).token
    for number in range(30):
        fail(town, 1, f"nobody{number}")
        town.clock.move(minutes=1)
    town.clock.move(seconds=-50)
    assert sign_in(town.access, "sato", PASSWORD, HERE)  # came from there before
    with pytest.raises(Slowed) as slowed:  # where she mistypes, she hears what an unknown name does
        sign_in(town.access, "sato", WRONG, HERE)
    assert slowed.value.seconds == 50
    with pytest.raises(LinkRefused):
        link_of(town.access, LinkKind.PASSWORD, "guessed", ELSEWHERE)
    assert link_of(town.access, LinkKind.PASSWORD, link, HERE)  # nobody guesses one
    with pytest.raises(Slowed) as slowed:
        sign_in(town.access, "nobody", WRONG, HERE)
    assert slowed.value.seconds == 60  # at most
    town.clock.move(minutes=1)
    set_password(town.access, link, PASSWORD, HERE)
    for _ in range(3):  # who comes in makes nobody wait
        assert sign_in(town.access, "honda", PASSWORD, HERE)


def test_of_many_at_once_no_more_are_tried_than_one_by_one(town: Town) -> None:
    def attempt(_: int) -> type[Exception]:
        try:
            sign_in(town.access, "sato", WRONG, None)
        except (SignInRefused, Slowed) as error:
            return type(error)
        raise AssertionError("a wrong password is never right")

    with ThreadPoolExecutor(8) as pool:
        came = list(pool.map(attempt, range(24)))
    assert came.count(SignInRefused) == OF_ACCOUNT.free


def test_a_clock_put_back_makes_nobody_wait_longer(town: Town) -> None:
    fail(town, 5)
    town.clock.now -= timedelta(days=3)
    with pytest.raises(Slowed) as slowed:
        sign_in(town.access, "sato", PASSWORD, HERE)
    assert slowed.value.seconds == 5


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("192.0.2.5", "192.0.2.5"),
        ("::ffff:192.0.2.5", "192.0.2.5"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::9", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("unix:", "unix:"),
    ],
)
def test_one_place_is_one_address(address: str, place: str) -> None:
    assert place_of_address(address) == place
