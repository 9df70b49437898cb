"""What is asked and said of the figures, as a table to take away."""

from __future__ import annotations

from typing import Final

import pandas as pd

from yamato_dx import i18n
from yamato_dx.assessment.words.wording import year_words
from yamato_dx.plan.model.types import Plan
from yamato_dx.queries.assessed import View, assessed
from yamato_dx.queries.comments.comments import CommentLine, comment_lines
from yamato_dx.queries.comments.words import missing_words
from yamato_dx.queries.words import owner_of
from yamato_dx.store.record import Record


def comments_table(
    record: Record, view: View, lang: str, *, initiative_no: int | None = None
) -> pd.DataFrame:
    """One row per KPI and year of which something is asked or said; of one initiative, or all."""
    plan = assessed(record, view).plan
    rows = [
        _row(line, plan, lang)
        for line in comment_lines(record, view)
        if (line.is_asked or line.current) and initiative_no in (None, line.kpi.initiative_no)
    ]
    frame = pd.DataFrame(rows, columns=list(_COLUMNS))
    return frame.astype({**dict.fromkeys(_COLUMNS, "str"), **_TYPES})


def _row(line: CommentLine, plan: Plan, lang: str) -> dict[str, object]:
    comment, standing = line.comment, line.current
    words = ("cause", "issue", "measure", "self_assessment", "self_grade")
    separator = i18n.text("frame.list", lang)
    return {
        "municipality_code": plan.municipality.municipality_code,
        "plan_id": plan.plan_id,
        "initiative_no": line.kpi.initiative_no,
        "kpi_no": line.kpi.kpi_no,
        "kpi_id": line.kpi.kpi_id,
        "kpi_name": line.kpi.name.in_language(lang),
        "fiscal_year": line.fiscal_year,
        "fiscal_year_label": year_words(line.kpi, line.fiscal_year, lang),
        "verdict": line.verdict,
        "verdict_label": i18n.text(f"assessment.verdict.{line.verdict}", lang),
        "owner_section": owner_of(line.kpi, lang) if line.kpi.owner_section else None,
        "is_explanation_asked": line.is_asked,
        **{name: getattr(comment, name) or None for name in words},
        "measure_due": pd.Timestamp(comment.due) if comment.due else None,
        "measure_person": comment.person or None,
        "comment_files": separator.join(file.file_name for file in comment.files) or None,
        "comment_missing": missing_words(line, lang) or None,
        "batch_id": (standing.batch_id if standing else "") or None,
        "commented_by": standing.by if standing else None,
        "commented_at": standing.at if standing else None,
    }


_COLUMNS: Final = (
    *("municipality_code", "plan_id", "initiative_no", "kpi_no", "kpi_id", "kpi_name"),
    *("fiscal_year", "fiscal_year_label", "verdict", "verdict_label", "owner_section"),
    *("is_explanation_asked", "cause", "issue", "measure", "measure_due", "measure_person"),
    *("self_assessment", "self_grade", "comment_files", "comment_missing", "batch_id"),
    *("commented_by", "commented_at"),
)
_TYPES: Final = {
    **dict.fromkeys(("initiative_no", "fiscal_year"), "Int64"),
    "is_explanation_asked": "bool",
    "measure_due": "datetime64[us]",
    "commented_at": "datetime64[us, UTC]",
}
