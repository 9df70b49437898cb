"""What every table says beside a KPI's id: number, name, unit, the year in words, the target."""

from __future__ import annotations

import numpy as np
import pandas as pd

from yamato_dx import i18n
from yamato_dx.assessment.words.figures import exact_figure, exact_percent, spoken
from yamato_dx.assessment.words.wording import year_words
from yamato_dx.fiscal_year import FIRST_MONTH
from yamato_dx.plan.model.types import Kpi, Plan, Text
from yamato_dx.rows import is_missing


def with_kpi_words(rows: pd.DataFrame, plan: Plan, lang: str) -> pd.DataFrame:
    """`rows` with kpi_no, kpi_name, unit and the fiscal year's label."""
    return worded(rows, kpis_of(rows, plan), lang)


def kpis_of(rows: pd.DataFrame, plan: Plan) -> list[Kpi]:
    kpis = {kpi.kpi_id: kpi for kpi in plan.kpis}
    return [kpis[kpi_id] for kpi_id in rows["kpi_id"]]


def worded(rows: pd.DataFrame, kpis: list[Kpi], lang: str) -> pd.DataFrame:
    return rows.assign(
        kpi_no=pd.array([kpi.kpi_no for kpi in kpis], dtype="str"),
        kpi_name=pd.array([kpi.name.in_language(lang) for kpi in kpis], dtype="str"),
        unit=pd.array([kpi.unit.in_language(lang) for kpi in kpis], dtype="str"),
        fiscal_year_label=pd.array(
            [
                year_words(kpi, int(year), lang)
                for kpi, year in zip(kpis, rows["fiscal_year"], strict=True)
            ],
            dtype="str",
        ),
    )


def years_of(days: pd.Series[pd.Timestamp]) -> pd.Series[int]:
    """The fiscal year in which each day lies."""
    months = days.to_numpy("datetime64[M]").astype(np.int64)  # since January 1970
    return pd.Series((months - FIRST_MONTH + 1) // 12 + 1970, index=days.index)


def in_language(words: Text | None, lang: str) -> str | None:
    return words.in_language(lang) if words else None


def target_words(value: float | None, kpi: Kpi, lang: str) -> str:
    """A target with all its digits: shares, reductions and «all of them» in percent."""
    if value is None or is_missing(value):
        return i18n.MISSING
    if kpi.shape == "reduce_by":
        return exact_percent(value, lang)
    return spoken(exact_figure(value, kpi, lang), lang)
