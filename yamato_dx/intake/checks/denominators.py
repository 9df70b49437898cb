"""Of how many things a fraction is, where the plan does not say it: as in other periods, or a
person confirms it. A digit too many makes 1/33 of 1/3, which nothing else in the file
contradicts."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import pandas as pd

from yamato_dx.intake.arrays import Flags
from yamato_dx.intake.context import Context
from yamato_dx.intake.earlier import EQUAL, VALUE_KEY, Earlier
from yamato_dx.intake.problem import Problem

CODE: Final = "denominator_other"
_OF_KPI: Final = ["municipality_code", "kpi_id"]
_COLUMNS: Final = [*_OF_KPI, "denominator"]
# So many of the others are named.
_NAMED: Final = 3


def other_denominators(
    values: pd.DataFrame, is_new: Flags, context: Context, heading: str
) -> tuple[Problem, ...]:
    """Of the new values those whose denominator no other period of the KPI has, in the file or in
    the record; of the first figure ever nothing is asked. `heading`: of the column of values."""
    is_asked = values["kpi_id"].isin(_untold(context)) & values["denominator"].notna()
    if not (is_asked & is_new).any():
        return ()
    rows, standing = values[is_asked], context.earlier.standing
    known = standing.reindex(columns=_COLUMNS).dropna()
    every = pd.concat([rows[_COLUMNS], known], ignore_index=True)
    alike, of_kpi = (
        every.groupby(names, observed=True)["denominator"].transform("size").to_numpy()[: len(rows)]
        for names in (_COLUMNS, _OF_KPI)
    )
    odd = rows[(alike == 1) & (of_kpi > 1) & is_new[is_asked.to_numpy()]]
    return tuple(
        _problem(row, every, heading)
        for _, row in odd.iterrows()
        if not _is_confirmed(row, context.earlier)
    )


def _untold(context: Context) -> list[str]:
    """The KPIs of whose things no plan gives the number."""
    told = {kpi.kpi_id for kpi in context.kpis if kpi.total is not None}
    fractions = {kpi.kpi_id for kpi in context.kpis if kpi.value_form == "fraction"}
    return sorted(fractions - told)


def _is_confirmed(row: pd.Series[Any], earlier: Earlier) -> bool:
    yeses = earlier.yeses.get((CODE, *(row[name] for name in VALUE_KEY)))
    return yeses is not None and bool(
        np.isclose(yeses, row["actual_value"], rtol=EQUAL, atol=0).any()
    )


def _problem(row: pd.Series[Any], every: pd.DataFrame, heading: str) -> Problem:
    of_kpi = every[(every[_OF_KPI] == row[_OF_KPI]).all(axis=1)]
    others = sorted({*of_kpi["denominator"]} - {row["denominator"]})
    values = {
        "kpi_no": row["kpi_no"],
        "denominator": f"{row['denominator']:g}",
        "others": ", ".join(f"{other:g}" for other in others[:_NAMED]),
    }
    raw = row["raw_text"] if isinstance(row["raw_text"], str) else None
    sheet = row["sheet"] if isinstance(row["sheet"], str) else None
    return Problem("confirm", CODE, int(row["row_no"]), heading, raw, sheet, values)
