"""全国地方公共団体コード: five digits and a check digit."""

from __future__ import annotations

from typing import Final

# 総務省「全国地方公共団体コード仕様」: the weights of the first five digits, modulus 11.
_WEIGHTS: Final = (6, 5, 4, 3, 2)


def check_digit(first_five: str) -> int:
    """The sixth digit that belongs to the first five."""
    weighted = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, first_five, strict=True))
    return (11 - weighted % 11) % 10
