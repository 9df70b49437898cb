"""Passwords: which ones are taken, and how they are kept."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from itertools import pairwise
from threading import BoundedSemaphore
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from yamato_dx.acts.access.limits import LONGEST_PASSWORD, SHORTEST_PASSWORD
from yamato_dx.errors import Refused
from yamato_dx.root import DATA

COMMON: Final = DATA / "common_passwords.txt"
# Twice the work of what OWASP names at least (19 MiB, two rounds): 80 ms on an office's server.
HASHER: Final = PasswordHasher(time_cost=4, memory_cost=19 * 1024, parallelism=1)
# Each takes memory; who comes beside them waits.
AT_ONCE: Final = 2
# Words of a password that nobody would have to guess one by one.
MOST_WORDS: Final = 3
FEWEST_SIGNS: Final = 5
LEET: Final = str.maketrans("@013457$!", "aoleastsi")


class PasswordRefused(Refused):
    """One that may not be: too short, too long, common."""


class Passwords:
    """argon2id. Two are worked on at once."""

    def __init__(self, hasher: PasswordHasher = HASHER) -> None:
        self._hasher = hasher
        self._turns = BoundedSemaphore(AT_ONCE)
        # Of nobody: an unknown name takes as long as a known one.
        self._nobodys = hasher.hash("nobody's password")

    def hashed(self, password: str) -> str:
        with self._turns:
            return self._hasher.hash(normalised(password))

    def is_right(self, password: str, password_hash: str | None) -> bool:
        """None: of nobody; takes as long, and is never right."""
        with self._turns:
            try:
                self._hasher.verify(password_hash or self._nobodys, normalised(password))
            except (VerificationError, InvalidHashError):
                return False
        return bool(password_hash)

    def is_outdated(self, password_hash: str) -> bool:
        """Whether it was made with other parameters than new ones are."""
        return self._hasher.check_needs_rehash(password_hash)


def normalised(password: str) -> str:
    """NFC (NIST SP 800-63B): the same letters are the same password on every keyboard."""
    # A letter is at most four signs before it; more was never taken, and costs nothing here.
    return unicodedata.normalize("NFC", password[: 4 * LONGEST_PASSWORD])


def require_password(password: str, own_names: Iterable[str]) -> None:
    """`own_names`: of the account and the municipality. Raises PasswordRefused."""
    length = len(unicodedata.normalize("NFC", password))
    if length < SHORTEST_PASSWORD:
        raise PasswordRefused("access.password.short", shortest=SHORTEST_PASSWORD)
    if length > LONGEST_PASSWORD:
        raise PasswordRefused("access.password.long", longest=LONGEST_PASSWORD)
    if is_common(password):
        raise PasswordRefused("access.password.common")
    if is_common(password, own_names):
        raise PasswordRefused("access.password.own_name")


def is_common(password: str, own_names: Iterable[str] = ()) -> bool:
    """Few different signs, digits alone, something repeated, or nothing but words that many use."""
    plain = unicodedata.normalize("NFKC", password).casefold()
    if len(set(plain)) < FEWEST_SIGNS or _is_repeated(plain) or not _letters(plain):
        return True
    words = common_words() | {_letters(name.casefold()) for name in own_names}
    return any(
        _words_in(_letters(written), words) <= MOST_WORDS
        for written in (plain, re.sub(r"^[\W\d_]+|[\W\d_]+$", "", plain).translate(LEET))
    )


def _letters(written: str) -> str:
    return re.sub(r"[\W\d_]", "", unicodedata.normalize("NFKC", written))


def _is_repeated(plain: str) -> bool:
    """abcabcabc, and what goes up or down by one all the way."""
    steps = {ord(after) - ord(before) for before, after in pairwise(plain)}
    return steps in ({1}, {-1}) or plain in (plain + plain)[1:-1]


def _words_in(letters: str, words: frozenset[str] | set[str]) -> int:
    """The fewest listed words that `letters` can be cut into; many where it cannot."""
    impossible = len(letters) + MOST_WORDS
    fewest = [0] + [impossible] * len(letters)
    longest = max(map(len, words), default=0)
    for end in range(1, len(letters) + 1):
        for start in range(max(0, end - longest), end):
            if fewest[start] < MOST_WORDS and letters[start:end] in words:
                fewest[end] = min(fewest[end], fewest[start] + 1)
    return fewest[-1] if letters else impossible


@cache
def common_words() -> frozenset[str]:
    lines = COMMON.read_text("utf-8").splitlines()
    return frozenset(
        word for line in lines if not line.startswith("#") for word in line.casefold().split()
    )
