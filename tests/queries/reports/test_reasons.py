"""Why a target was missed: kept as the section wrote it, told once."""

from __future__ import annotations

import pandas as pd

from yamato_dx.queries.reports.reasons import ReportedReason, reasons_in

KPI = "convenience_store_certificates"


def values(*rows: tuple[str, str | None]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "kpi_id": KPI,
            "period_start": pd.to_datetime([first for first, _ in rows]),
            "reason": [reason for _, reason in rows],
        }
    )


def test_one_reason_of_twelve_months_is_told_once() -> None:
    months = values(*((f"2025-{month:02}-01", "端末の故障 ") for month in range(4, 13)))
    assert reasons_in(months) == (ReportedReason(KPI, 2025, "端末の故障"),)


def test_a_reason_belongs_to_its_fiscal_year() -> None:
    told = reasons_in(
        values(("2025-03-01", "工事"), ("2025-04-01", "工事"), ("2025-05-01", "故障"))
    )
    assert [(reason.fiscal_year, reason.words) for reason in told] == [
        (2024, "工事"),
        (2025, "工事"),
        (2025, "故障"),
    ]


def test_blanks_are_no_reasons() -> None:
    assert reasons_in(values(("2025-04-01", None), ("2025-05-01", "  "))) == ()
    assert reasons_in(pd.DataFrame()) == ()
