"""One answer for all who ask the same, made once."""

from __future__ import annotations

from threading import Event

import pytest

from tests.racing import at_once
from yamato_dx.kept_answers import kept


def test_it_is_made_once_however_many_ask_at_once() -> None:
    made: list[str] = []

    @kept(4)
    def answer(name: str) -> str:
        made.append(name)
        Event().wait(0.05)  # the others come meanwhile
        return name.upper()

    assert at_once(*(lambda: answer("a") for _ in range(8))) == ["A"] * 8
    assert (answer("a"), answer("b"), made) == ("A", "B", ["a", "b"])


def test_the_oldest_goes_when_there_are_too_many() -> None:
    made: list[int] = []

    @kept(2)
    def answer(number: int) -> int:
        made.append(number)
        return number

    for number in (1, 2, 1, 3, 1, 2):  # 2 was asked for longest ago when 3 came
        answer(number)
    assert made == [1, 2, 3, 2]


def test_it_is_kept_under_what_it_is_the_same_for() -> None:
    made: list[int] = []

    @kept(4, under=lambda number: number % 2)
    def parity(number: int) -> str:
        made.append(number)
        return "odd" if number % 2 else "even"

    assert [parity(number) for number in (1, 3, 4, 5, 6)] == ["odd", "odd", "even", "odd", "even"]
    assert made == [1, 4]


def test_an_error_is_not_kept_and_holds_nobody_up() -> None:
    tried: list[int] = []

    @kept(4)
    def answer() -> int:
        tried.append(1)
        if len(tried) == 1:
            raise OSError("away")
        return len(tried)

    with pytest.raises(OSError, match="away"):
        answer()
    assert (answer(), answer()) == (2, 2)
