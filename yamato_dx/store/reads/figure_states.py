"""Which figures are confirmed, and what they correct or make final: of all that was told of them.

Not in SQL: five windows over a town's few hundred values take longer to plan than to read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from math import isclose, isnan
from typing import Any, Final

import pandas as pd

from yamato_dx.rows import Row, rows_of

PRELIMINARY: Final = frozenset(("forecast", "preliminary", "awaiting"))
# Said, but not yet the figure: 見込, 速報.
NOT_YET_THERE: Final = frozenset(("forecast", "preliminary"))
_FINAL: Final = "final"
_KEY: Final = ("municipality_code", "kpi_id", "period_start", "period_months")
_BASE: Final = {
    "base_value": "actual_value",
    "base_numerator": "numerator",
    "base_denominator": "denominator",
    "base_weight": "weight",
    "base_status": "value_status",
    "base_batch_id": "batch_id",
}
_KINDS: Final[Mapping[str, Any]] = {
    "municipality_code": "str",
    "kpi_id": "str",
    "period_start": "datetime64[us]",
    "period_months": "int64",
    "is_confirmed": "bool",
    "confirmed_at": "datetime64[us, UTC]",
    "confirmed_by": "str",
    "approval_no": "str",
    "correction_kind": "str",
    "base_value": "float64",
    "base_numerator": "float64",
    "base_denominator": "float64",
    "base_weight": "float64",
    "base_status": "str",
    "base_batch_id": "str",
    "corrected_at": "datetime64[us, UTC]",
    "corrected_batch_id": "str",
    "correction_reason": "str",
}


def confirmed_of(told: pd.DataFrame) -> pd.DataFrame:
    """The rows of `figures_told` that were confirmed, without 見込 and 速報."""
    is_there = ~told["value_status"].isin(sorted(NOT_YET_THERE))
    return told[told["confirmed_revision"].notna() & is_there].reset_index(drop=True)


def states_of(told: pd.DataFrame) -> pd.DataFrame:
    """One row per KPI and period that holds a value. `told`: the answer to `figures_told`."""
    by_key: dict[tuple[Any, ...], list[Row]] = {}
    for row in rows_of(told):
        by_key.setdefault(tuple(row[name] for name in _KEY), []).append(row)
    standing = (key for key, rows in by_key.items() if any(row["is_standing"] for row in rows))
    states = [_state(by_key[key]) for key in sorted(standing)]
    # Not DataFrame(states).astype(…): for 60 rows that takes six times as long.
    columns = {
        name: pd.array([state.get(name) for state in states], kind) for name, kind in _KINDS.items()
    }
    return pd.DataFrame(columns, copy=False)


def _state(rows: Sequence[Row]) -> Row:
    """The figure is what came last and stands, from the report on that first said so."""
    figure = _figure([row for row in rows if row["is_standing"]])
    first, last = figure[0], figure[-1]
    confirmed = [row for row in figure if _is_confirmed(row)]
    state = {name: last[name] for name in _KEY} | {"is_confirmed": bool(confirmed)}
    if confirmed:
        newest = max(confirmed, key=lambda row: row["confirmed_revision"])
        state |= {name: newest[name] for name in ("confirmed_at", "confirmed_by", "approval_no")}
    base = _base(rows, first)
    kind = _kind(base, first) if base else None
    if base is None or kind is None:
        return state
    return state | {
        "correction_kind": kind,
        **{name: base[held] for name, held in _BASE.items()},
        "corrected_at": first["recorded_at"],
        "corrected_batch_id": first["batch_id"],
        "correction_reason": _reason(rows, base, first) if kind == "correction" else None,
    }


def _reason(rows: Sequence[Row], base: Row, first: Row) -> object:
    """Its own, else of what it repeats, else why what it corrects was given back."""
    said = reason_said(rows, first, since=base["revision"])
    return base["returned_reason"] if said is None else said


def reason_said(rows: Sequence[Row], row: Row, *, since: int) -> object:
    """Why `row` says what it says: its own reason, else the first that was given after `since` for
    saying the same, and stood when it came, be it withdrawn now. `rows`: of its KPI and period, or
    year."""
    reasons = (
        one["reason"]
        for one in rows
        if since < one["revision"] < row["revision"]
        and not one["fallen_revision"] < row["revision"]
        and all(one[name] == row[name] for name in _KEY)
        and _is_same(one, row)
        and not pd.isna(one["reason"])
    )
    return next(reasons, None) if pd.isna(row["reason"]) else row["reason"]


def _figure(standing: Sequence[Row]) -> Sequence[Row]:
    """The last rows that say the same."""
    begins = 0
    for place, (before, row) in enumerate(pairwise(standing), start=1):
        if not _is_same(before, row):
            begins = place
    return standing[begins:]


def _base(rows: Sequence[Row], first: Row) -> Row | None:
    """What the figure is held against: the last that was confirmed before it came, else the last
    that stood before it."""
    earlier = [row for row in rows if row["revision"] < first["revision"]]
    confirmed = [row for row in earlier if _is_confirmed(row, before=first["revision"])]
    standing = [row for row in earlier if row["is_standing"]]
    return next(iter(reversed(confirmed or standing)), None)


def _kind(base: Row, first: Row) -> str | None:
    if _is_same(base, first):
        return None
    if base["value_status"] in PRELIMINARY and _status(first) == _FINAL:
        return "update"
    return "correction" if _is_confirmed(base, before=first["revision"]) else None


def _is_confirmed(row: Row, *, before: float = float("inf")) -> bool:
    return bool(row["confirmed_revision"] < before)  # of none it is missing, and no less


def _is_same(one: Row, other: Row) -> bool:
    """As far as arithmetic can tell, in the same state; unsaid is 確定."""
    return _status(one) == _status(other) and all(
        _is_equal(one[name], other[name])
        for name in ("actual_value", "numerator", "denominator", "weight")
    )


def _is_equal(one: float, other: float) -> bool:
    return isclose(one, other, rel_tol=1e-9) or (isnan(one) and isnan(other))


def _status(row: Row) -> str:
    return _FINAL if pd.isna(row["value_status"]) else str(row["value_status"])
