"""Figures held against each other: unrounded, missing stays missing, never infinite."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

Figures = npt.NDArray[np.float64]
YesNo = npt.NDArray[np.bool_]

# Relative. 1 − 9,920 / 12,400 is 0.2 although the machine says 0.19999999999999996.
TOLERANCE: Final = 1e-9


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
    return np.where(np.isinf(ratio), np.nan, ratio)
