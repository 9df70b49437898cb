"""Bytes flipped, cut and doubled, lines and columns moved: the outcome is always a reading."""

from __future__ import annotations

import pytest

from benchmarks.intake_faults.fuzzing import fuzz, fuzzed


@pytest.mark.parametrize(
    "numbers",
    [
        pytest.param(range(120), id="120"),
        pytest.param(range(120, 3_000), marks=pytest.mark.prove, id="3,000"),
    ],
)
def test_whatever_comes_is_a_reading(numbers: range) -> None:
    assert fuzz(numbers) == []


def test_a_number_is_always_the_same_file() -> None:
    assert fuzzed(7)[1] == fuzzed(7)[1]
    assert fuzzed(7)[1] != fuzzed(8)[1]
