"""Figures held against each other: unrounded, missing stays missing, never infinite.

What comes out is the shortest decimal that the figures give: 20 − 22.3 is −2.3, not
−2.3000000000000007. Nothing is rounded that has more digits than that.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

Figures = npt.NDArray[np.float64]
YesNo = npt.NDArray[np.bool_]
DecimalPlaces = npt.NDArray[np.int64]

# Relative. 1 − 9,920 / 12,400 is 0.2 although the machine says 0.19999999999999996.
TOLERANCE: Final = 1e-9

# Figures that people report have fewer. MANY: more than that, as a third has.
_MOST_DECIMALS: Final = 12
MANY: Final = 1000
# Up to here each whole number is a float of its own.
_LARGEST_WHOLE: Final = 2.0**53
# Two figures that are no binary fractions, and their quotient, are each off by half of a last bit.
_LAST_BITS: Final = 2 * np.finfo(np.float64).eps


def is_equal(left: Figures, right: Figures) -> YesNo:
    """Equal within 1e-9 of the larger figure; a missing figure equals nothing."""
    return np.abs(left - right) <= TOLERANCE * np.maximum(np.abs(left), np.abs(right))


def reaches(value: Figures, required: Figures, sign: int) -> YesNo:
    """As good as `required` or better. `sign` 1: more is better, -1: less is better."""
    return (sign * (value - required) > 0) | is_equal(value, required)


def is_worse(value: Figures, than: Figures, sign: int) -> YesNo:
    """Known to be worse: False where either figure is missing, and where they are equal."""
    return (sign * (value - than) < 0) & ~is_equal(value, than)


def quotient(numerator: Figures, denominator: Figures) -> Figures:
    """`numerator / denominator`, empty where a ratio has no meaning.

    That is: division by zero, signs that differ, and two negative figures, whose ratio
    falls as the figure gets better.
    """
    return divided(numerator, denominator, (numerator >= 0) & (denominator > 0))


def divided(numerator: Figures, denominator: Figures, is_meaningful: YesNo) -> Figures:
    """`numerator / denominator` where that has a meaning and a finite value, else empty."""
    empty = np.full(np.shape(numerator), np.nan)
    with np.errstate(over="ignore"):
        ratio = np.divide(numerator, denominator, out=empty, where=is_meaningful)
    return _without_noise(np.where(np.isinf(ratio), np.nan, ratio))


def difference(left: Figures, right: Figures) -> Figures:
    """`left - right` with the decimals that they have."""
    return rounded(left - right, np.maximum(decimals(left), decimals(right)))


def product(left: Figures, right: Figures) -> Figures:
    """`left * right` with the decimals that both have together."""
    return rounded(left * right, decimals(left) + decimals(right))


def decimals(values: Figures) -> DecimalPlaces:
    """How many decimals each figure has as the shortest digits write it; `MANY` above 12."""
    found = np.zeros(np.shape(values), dtype=np.int64)
    left = np.flatnonzero(np.isfinite(values) & (values != np.rint(values)))
    for places in range(1, _MOST_DECIMALS + 1):
        factor = 10.0**places
        is_whole = np.rint(values[left] * factor) / factor == values[left]
        found[left[is_whole]] = places
        left = left[~is_whole]
    found[left] = MANY
    return found


def rounded(values: Figures, places: DecimalPlaces) -> Figures:
    """Each figure to its number of decimals; as it is where a float has no such digits."""
    factor = 10.0 ** np.minimum(places, _MOST_DECIMALS)
    scaled = values * factor
    is_short = (places <= _MOST_DECIMALS) & (np.abs(scaled) < _LARGEST_WHOLE)
    return np.where(is_short, np.rint(scaled) / factor, values) + 0.0


def _without_noise(ratio: Figures) -> Figures:
    """A ratio that is a short decimal but for the last bits: 0.21 / 0.2 is 1.05."""
    short = rounded(ratio, np.full(np.shape(ratio), _MOST_DECIMALS))
    is_noise = np.abs(ratio - short) <= _LAST_BITS * np.abs(ratio)
    return np.where(is_noise, short, ratio)
