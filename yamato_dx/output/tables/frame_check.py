"""Whether a frame is what its columns promise."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd
from pandas.api import types as dtypes

from yamato_dx.output.column_spec import ColumnSpec, Dtype


def check_frame(frame: pd.DataFrame, specs: tuple[ColumnSpec, ...]) -> list[str]:
    """Every way in which `frame` is not what `specs` promise; empty when it is.

    For programmers and tests: a wrong frame is a fault of ours, never of the reader's.
    """
    names = [name for spec in specs for name in (spec.name, spec.written) if name]
    missing = [name for name in names if name not in frame.columns]
    present = [spec for spec in specs if spec.name in frame.columns]
    return [f"{name}: column is missing" for name in missing] + [
        fault for spec in present for fault in _faults(frame[spec.name], spec)
    ]


def _faults(series: pd.Series, spec: ColumnSpec) -> Iterator[str]:
    known = series.dropna()
    if known.empty:
        return
    if not _is_of_dtype(known, spec.dtype):
        yield f"{spec.name}: {series.dtype} is not {spec.dtype}"
        return
    if spec.minimum is not None and known.min() < spec.minimum:
        yield f"{spec.name}: {known.min()} is below {spec.minimum:g}"
    if spec.maximum is not None and known.max() > spec.maximum:
        yield f"{spec.name}: {known.max()} is above {spec.maximum:g}"


def _is_of_dtype(known: pd.Series, dtype: Dtype) -> bool:
    """`known` has no missing value: a column of integers with gaps may arrive as floats."""
    if dtype == "text":
        return dtypes.is_string_dtype(known.dtype) or isinstance(known.dtype, pd.CategoricalDtype)
    if dtype == "integer":
        return _is_figure(known) and bool((known % 1 == 0).all())
    if dtype in ("number", "ratio"):
        return _is_figure(known) and bool((known.abs() != float("inf")).all())
    if dtype == "flag":
        return bool(dtypes.is_bool_dtype(known.dtype))
    return bool(dtypes.is_datetime64_any_dtype(known.dtype)) or dtypes.infer_dtype(known) in (
        "date",
        "datetime",
    )


def _is_figure(known: pd.Series) -> bool:
    return bool(dtypes.is_numeric_dtype(known.dtype) and not dtypes.is_bool_dtype(known.dtype))
