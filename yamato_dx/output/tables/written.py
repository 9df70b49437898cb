"""Figures as people write them and as a report is read: 1105, 49.6%, 17/20.

A file for people holds these in place of the stored number, where 0.496 beside the unit «%» would
say something else. Each is exact: read back, it is the same double.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

# From here on Arrow writes an exponent, which a report is not read with.
_LARGE: Final = 1e10
_SMALL: Final = 1e-6
_STRINGS: Final = pd.StringDtype(na_value=np.nan)


def written_values(rows: pd.DataFrame) -> pd.Series:
    """The value of each row as a text, None where there is none.

    `rows`: actual_value, numerator, denominator in stored units, and `value_form`.
    """
    form = rows["value_form"]
    written = pd.Series(_strings(digits(_numbers(rows["actual_value"]))), index=rows.index)
    is_share = form.isin(("share", "fraction")) & written.notna()
    written = written.mask(is_share, _percent(rows["actual_value"].where(is_share)))
    parts = [_strings(digits(_numbers(rows[name]))) for name in ("numerator", "denominator")]
    items = pd.Series(parts[0], index=rows.index) + "/" + pd.Series(parts[1], index=rows.index)
    return written.mask((form == "fraction") & items.notna(), items)


def digits(values: pa.Array | pa.ChunkedArray) -> pa.Array | pa.ChunkedArray:
    """Doubles as the shortest digits that read back the same, never as 1e-7."""
    texts = values.cast(pa.string())
    if not has_exponents(values):
        return texts
    whole = [None if number is None else f"{Decimal(number):f}" for number in texts.to_pylist()]
    return pa.array(whole, pa.string())


def has_exponents(values: pa.Array | pa.ChunkedArray) -> bool:
    """Whether Arrow would write any of these doubles as 1e+10 or 1e-7."""
    size = pc.abs(values)
    is_far = pc.or_(
        pc.greater_equal(size, _LARGE), pc.and_(pc.greater(size, 0.0), pc.less(size, _SMALL))
    )
    return bool(pc.any(is_far, min_count=0).as_py())


def _numbers(values: pd.Series) -> pa.Array:
    return pa.array(values.to_numpy(dtype=np.float64, na_value=np.nan), from_pandas=True)


def _strings(texts: pa.Array) -> pd.api.extensions.ExtensionArray:
    strings: pd.api.extensions.ExtensionArray = pd.array(texts, dtype=_STRINGS)
    return strings


def _percent(shares: pd.Series) -> pd.Series:
    """0.496 → 49.6%; each distinct share once."""
    names = {share: f"{_in_percent(share):f}%" for share in shares.dropna().unique()}
    return shares.map(names).astype(_STRINGS)


def _in_percent(share: float) -> Decimal:
    percent = Decimal(repr(float(share))).scaleb(2)
    # 50.0 and 5E+1 are both 50.
    return percent.quantize(Decimal(1)) if percent == percent.to_integral_value() else percent
