"""Why a target was missed, as the section wrote it: once per KPI and year, however many months
it was sent with."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from yamato_dx import i18n
from yamato_dx.plan.model.types import Plan
from yamato_dx.queries.kpi_words import years_of
from yamato_dx.rows import rows_of


@dataclass(frozen=True)
class ReportedReason:
    kpi_id: str
    fiscal_year: int
    words: str


@dataclass(frozen=True)
class ReasonLine:
    """`about`: the KPI and its year, as a person reads them."""

    about: str
    words: str


def reasons_in(values: pd.DataFrame) -> tuple[ReportedReason, ...]:
    """In the order of `values`, one row per value with `reason`; the same words only once."""
    if values.empty:
        return ()
    given = values[values["reason"].notna()]
    dated = given.assign(fiscal_year=years_of(given["period_start"]))
    return tuple(
        dict.fromkeys(
            ReportedReason(str(row["kpi_id"]), int(row["fiscal_year"]), str(row["reason"]).strip())
            for row in rows_of(dated)
            if str(row["reason"]).strip()
        )
    )


def reason_lines(values: pd.DataFrame, plan: Plan, lang: str) -> tuple[ReasonLine, ...]:
    return tuple(
        ReasonLine(
            i18n.text(
                "reports.reason.about",
                lang,
                number=plan.kpi(reason.kpi_id).kpi_no,
                name=plan.kpi(reason.kpi_id).short_name.in_language(lang),
                year=i18n.fiscal_year(reason.fiscal_year, lang),
            ),
            reason.words,
        )
        for reason in reasons_in(values)
    )
