"""Which passwords are taken, and how they are kept."""

from __future__ import annotations

import time

import pytest
from argon2 import PasswordHasher

from tests.acts.access.acting import CHEAP, HERE, PASSWORD, Town
from yamato_dx.acts.access.passwords import (
    HASHER,
    PasswordRefused,
    Passwords,
    common_words,
    require_password,
)
from yamato_dx.acts.access.signing_in import sign_in
from yamato_dx.store.access.accounts import account_of

OWN = ("honma", "本間", "山都町", "Yamato Town")


@pytest.mark.parametrize(
    ("password", "says"),
    [
        ("sho-rt-pass", "short"),  # 11
        ("か\u3099" * 6, "short"),  # six letters, each of two signs: が
        ("a b c d e f " * 22, "long"),
        ("password2026", "common"),
        ("P@ssw0rd!!2026", "common"),
        ("123456789012", "common"),
        ("0967-72-1111", "common"),  # a telephone number
        ("aaaaaaaaaaaaa", "common"),
        ("abcabcabcabc", "common"),
        ("abcdefghijklm", "common"),
        ("qwertyuiop12", "common"),
        ("sakura-sakura", "common"),
        ("iloveyou-tanaka", "common"),
        ("ｐａｓｓｗｏｒｄ２０２６", "common"),
        ("令和8年度役場!!!!!", "common"),
        ("kumamoto2026!!", "common"),
        ("honma-honma-2026", "own_name"),
        ("yamato town 2026", "own_name"),
        ("山都町2026年度!!!!", "own_name"),
    ],
)
def test_what_many_would_guess_is_refused(password: str, says: str) -> None:
    with pytest.raises(PasswordRefused) as refused:
        require_password(password, OWN)
    assert refused.value.message_id == f"access.password.{says}"


@pytest.mark.parametrize(
    "password",
    [
        PASSWORD,
        "ume-kasa-densha-4gatsu",
        "雨の日は矢部の滝が見える",
        "xK7#pq29Lm!s",
        "            x q k v",  # signs of any kind, blanks too
    ],
)
def test_what_nobody_would_guess_is_taken(password: str) -> None:
    require_password(password, OWN)


def test_the_list_is_no_small_one() -> None:
    assert len(common_words()) > 600
    assert all(word == word.casefold() for word in common_words())


def test_the_same_letters_are_the_same_password_on_every_keyboard() -> None:
    passwords = Passwords(CHEAP)
    assert passwords.is_right(
        "か\u3099っこうのうしろのいけ", passwords.hashed("がっこうのうしろのいけ")
    )


def test_what_is_kept_is_argon2id_with_parameters_of_today() -> None:
    """The real ones, once; no less than OWASP names: 19 MiB and two rounds."""
    passwords = Passwords()
    kept = passwords.hashed(PASSWORD)
    assert kept.startswith("$argon2id$v=19$m=19456,t=4,p=1$")
    assert passwords.is_right(PASSWORD, kept)
    assert not passwords.is_right(PASSWORD + " ", kept)
    assert not passwords.is_outdated(kept)
    assert passwords.is_outdated(CHEAP.hash(PASSWORD))


def test_an_unknown_name_takes_as_long_as_a_known_one() -> None:
    """Both are one computation of the same size: told by the processor's time, each the least of
    several, so that what else runs on the machine counts for nothing."""
    passwords = Passwords(PasswordHasher(time_cost=2, memory_cost=4096, parallelism=1))
    kept = passwords.hashed(PASSWORD)

    def least(password_hash: str | None) -> float:
        taken = []
        for _ in range(8):
            begun = time.process_time()
            passwords.is_right("wrong", password_hash)
            taken.append(time.process_time() - begun)
        return min(taken)

    assert 0.5 < least(None) / least(kept) < 2


@pytest.mark.parametrize("kept", [None, "", "plain", "$argon2id$broken"])
def test_what_is_no_hash_is_never_right(kept: str | None) -> None:
    assert not Passwords(CHEAP).is_right("nobody's password", kept)


def test_a_password_under_older_parameters_is_kept_anew_at_sign_in(town: Town) -> None:
    before = account_of(town.access.database, "honda")
    newer = Passwords(PasswordHasher(time_cost=2, memory_cost=8, parallelism=1))
    object.__setattr__(town.access, "passwords", newer)
    proven = sign_in(town.access, "honda", PASSWORD, HERE)
    after = account_of(town.access.database, "honda")
    assert before is not None
    assert after is not None
    assert after.password_hash == proven.account.password_hash != before.password_hash
    assert not newer.is_outdated(after.password_hash or "")
    assert HASHER.memory_cost == 19 * 1024
    assert town.begun("honda")
