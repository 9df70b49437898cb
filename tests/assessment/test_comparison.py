"""What figures give is the shortest decimal, and what has more digits keeps them."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from yamato_dx.assessment.rules.comparison import (
    MANY,
    decimals,
    difference,
    divided,
    product,
    rounded,
)

NAN = float("nan")


def of(value: float) -> np.ndarray:
    return np.array([value], dtype=float)


@pytest.mark.parametrize(
    ("left", "right", "result"),
    [
        (20.0, 22.3, -2.3),  # −2.3000000000000007 by the machine
        (0.21, 0.2, 0.01),
        (30.0, 24.35, 5.65),
        (0.3, 0.1 + 0.2, 0.3 - (0.1 + 0.2)),  # a figure of 17 digits is not a short decimal
        (1.0, 1 / 3, 1 - 1 / 3),
        (5.0, 5.0, 0.0),
        (1e15, 1.0, 999999999999999.0),
        (99999999999.05, 0.1, 99999999998.95),
        (NAN, 1.0, NAN),
        (1.0, NAN, NAN),
    ],
)
def test_a_difference_has_the_decimals_of_its_figures(
    left: float, right: float, result: float
) -> None:
    found = difference(of(left), of(right))[0]
    assert repr(float(found)) == repr(result)


@pytest.mark.parametrize(
    ("numerator", "denominator", "result"),
    [
        (0.21, 0.2, 1.05),  # 1.0499999999999998
        (9796.0, 12400.0, 0.79),
        (1105.0, 1200.0, 1105 / 1200),  # no short decimal: as it is
        (1.0, 3.0, 1 / 3),
        (24.999, 25.0, 0.99996),
        (0.0, 5.0, 0.0),
        (1e-14, 1.0, 1e-14),  # small, not zero
        (98765.4321, 0.7, 98765.4321 / 0.7),  # more digits than a float has to spare
    ],
)
def test_a_quotient_is_short_where_it_is(
    numerator: float, denominator: float, result: float
) -> None:
    found = divided(of(numerator), of(denominator), np.array([True]))[0]
    assert repr(float(found)) == repr(result)


def test_products_and_sums() -> None:
    assert product(of(28.4), of(1312.0))[0] == 37260.8
    assert decimals(np.array([0.0, 1.5, 28.4, 1e-12, 1 / 3, NAN])).tolist() == [
        0, 1, 1, 12, MANY, 0,
    ]  # fmt: skip
    assert np.isnan(rounded(of(NAN), np.array([3])))[0]


short = st.decimals(-(10**6), 10**6, places=4)


@given(short, short)
def test_equal_decimals_give_equal_figures(left: Decimal, right: Decimal) -> None:
    found = difference(of(float(left)), of(float(right)))[0]
    assert float(found) == float(left - right)
