"""Targets that a file prints beside its figures: held against the plan's, never stored."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.i18n import needed_decimals, number
from yamato_dx.intake.cells.identity import UNKNOWN
from yamato_dx.intake.checks.printed import printed_target
from yamato_dx.intake.context import Context
from yamato_dx.intake.files.sheet import Codes, Column, distinct
from yamato_dx.intake.finding import Fault, Finding
from yamato_dx.lettering import is_blank
from yamato_dx.plan.model.types import Kpi


def check_targets(
    kpis: Codes, years: NDArray[np.float64], context: Context, *, targets: Column, units: Column
) -> Finding:
    """A note at each row of a whole year whose printed target is not the plan's for that year.

    Nothing is said where the plan has none, or where the printed one cannot be read as the KPI's
    figures are.
    """
    year_codes = np.nan_to_num(years).astype(np.int64)
    ids, firsts = distinct(kpis + 1, year_codes, targets.codes, units.codes)
    found: dict[int, Fault] = {}
    for place, first in enumerate(firsts.tolist()):
        if kpis[first] == UNKNOWN or not year_codes[first]:
            continue
        kpi = context.kpis[kpis[first]]
        text = str(targets.words[targets.codes[first]])
        unit = str(units.words[units.codes[first]])
        fault = _fault(kpi, FiscalYear(int(year_codes[first])), text, unit)
        if fault:
            found[place] = fault
    positions = np.flatnonzero(np.isin(ids, list(found)))
    return Finding.at("target_value", [(int(at), found[int(ids[at])]) for at in positions])


def _fault(kpi: Kpi, year: FiscalYear, text: str, unit: str) -> Fault | None:
    planned = kpi.target_in(year)
    if is_blank(text) or planned is None or kpi.shape == "reduce_by":
        return None
    printed = printed_target(kpi, text, unit)
    if printed is None or math.isnan(printed) or math.isclose(printed, planned, rel_tol=1e-9):
        return None
    return Fault("note", "target_other", {"printed": text.strip(), "planned": _shown(kpi, planned)})


def _shown(kpi: Kpi, planned: float) -> str:
    if kpi.value_form in ("share", "fraction"):
        return f"{number(planned * 100, needed_decimals(planned * 100), 'en')}%"
    return number(planned, needed_decimals(planned), "en")
