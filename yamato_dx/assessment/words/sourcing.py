"""Where a row's figure and its target come from."""

from __future__ import annotations

from datetime import date, datetime
from typing import cast

from yamato_dx.assessment.rules.row_values import AssessmentRow, is_missing, number_in, text_in
from yamato_dx.i18n import chapter, day, era_month, text
from yamato_dx.plan.model.types import Kpi, Plan


def sources(row: AssessmentRow, plan: Plan, kpi: Kpi, lang: str) -> list[str]:
    """報告番号, sheet, row or cell, day received, plan version, chapter; 〔目標は第…版・…策定〕."""
    plan_version = text(
        "assessment.source.plan",
        lang,
        version=plan.plan_version,
        chapter=chapter(kpi.chapter, lang),
    )
    items = [*_report(row, lang), plan_version]
    joined = text("assessment.evidence.between", lang).join(items)
    return [text("assessment.source.all", lang, items=joined), *_vintage(row, plan, lang)]


def _report(row: AssessmentRow, lang: str) -> list[str]:
    batch_id = text_in(row, "batch_id")
    if batch_id is None:
        return []
    batch = "batches" if row["has_more_batches"] else "batch"
    return [
        text(f"assessment.source.{batch}", lang, batch_id=batch_id),
        *_place(row, lang),
        *_received(row, lang),
    ]


def _place(row: AssessmentRow, lang: str) -> list[str]:
    row_no, sheet, cell = number_in(row, "row_no"), text_in(row, "sheet"), text_in(row, "cell")
    if row_no is None:
        return []
    place = "cell" if cell else "row"
    if sheet is None:
        return [text(f"assessment.source.{place}", lang, cell=cell, row_no=int(row_no))]
    words = {"sheet": sheet, "cell": cell, "row_no": int(row_no)}
    return [text(f"assessment.source.sheet_{place}", lang, **words)]


def _received(row: AssessmentRow, lang: str) -> list[str]:
    if is_missing(row, "recorded_at"):
        return []
    return [
        text(
            "assessment.source.received", lang, day=day(cast("datetime", row["recorded_at"]), lang)
        )
    ]


def _vintage(row: AssessmentRow, plan: Plan, lang: str) -> list[str]:
    """Judged against targets that were set only after the year had ended."""
    if not row["target_vintage_after"] or row["verdict"] in ("outside_period", "no_target"):
        return []
    then = text_in(row, "version_then")
    recorded = "recorded" if then else "unrecorded"
    return [
        vintage_mark(plan, lang),
        text(f"assessment.vintage.{recorded}", lang, version=then or ""),
    ]


def vintage_mark(plan: Plan, lang: str) -> str:
    """〔目標は第2.0版・令和6年4月策定〕: for rows with `target_vintage_after`."""
    established = date.fromisoformat(f"{plan.established}-01")
    return text(
        "assessment.vintage.mark",
        lang,
        version=plan.plan_version,
        month=era_month(established, lang),
    )
