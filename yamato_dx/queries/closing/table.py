"""期末評価 as a table to take away."""

from __future__ import annotations

from typing import Any, Final

import pandas as pd

from yamato_dx import i18n
from yamato_dx.assessment.period.verdicts import PeriodVerdict
from yamato_dx.assessment.period.ways import start_of
from yamato_dx.assessment.words.units import value_unit
from yamato_dx.output.tables.closing_columns import CLOSING_COLUMNS
from yamato_dx.plan.model.types import Plan
from yamato_dx.queries.assessed import View, assessed
from yamato_dx.queries.closing.entered import shown_at
from yamato_dx.queries.closing.lines import ClosingLine
from yamato_dx.queries.closing.story import ClosingStory, closing_story, verdicts_of
from yamato_dx.queries.kpi_words import in_language
from yamato_dx.queries.words import Shown
from yamato_dx.store.record import Record

_DTYPES: Final = {
    "text": "str",
    "integer": "Int64",
    "number": "float64",
    "ratio": "float64",
    "flag": "boolean",
}


def closing_table(record: Record, view: View, lang: str) -> pd.DataFrame:
    """One row per KPI of the plan in sight, in its order; of a closed plan as it was closed."""
    story = closing_story(record, view, lang)
    verdicts = verdicts_of(assessed(record, shown_at(record, view)))
    rows = [_row(verdict, line, story) for verdict, line in zip(verdicts, story.lines, strict=True)]
    dtypes = {spec.name: _DTYPES[spec.dtype] for spec in CLOSING_COLUMNS}
    return pd.DataFrame(rows, columns=list(dtypes)).astype(dtypes)


def _row(verdict: PeriodVerdict, line: ClosingLine, story: ClosingStory) -> dict[str, Any]:
    plan, lang = story.plan, story.lang
    between = i18n.text("queries.list", lang)
    return {
        **_named(verdict, plan, lang),
        "closing_rule": verdict.rule,
        "closing_rule_label": line.rule,
        "is_rule_open": verdict.is_rule_open,
        **_figures(verdict),
        "start_label": _spoken(line.start),
        "promised_label": _spoken(line.promised),
        "reached_label": _spoken(line.reached),
        "target_years_count": len(verdict.judged),
        "met_years_count": verdict.met_count,
        "period_verdict": line.code,
        "period_verdict_label": line.verdict,
        "is_confirmed": line.is_confirmed,
        "other_versions": between.join(line.versions) or None,
        "promised_end": line.promised_end or None,
        "closing_evidence": line.evidence,
        "treatment": line.treatment_id or None,
        "treatment_label": line.treatment or None,
        "successor": line.successor or None,
        "carry_over_reason": line.reason or None,
        "new_baseline_year": line.new_baseline.fiscal_year if line.new_baseline else None,
        "new_baseline_value": line.new_baseline.value if line.new_baseline else None,
        "later_figures": between.join(line.later) or None,
    }


def _named(verdict: PeriodVerdict, plan: Plan, lang: str) -> dict[str, Any]:
    kpi = verdict.kpi
    return {
        "municipality_code": plan.municipality.municipality_code,
        "plan_id": plan.plan_id,
        "plan_version": plan.plan_version,
        "initiative_no": kpi.initiative_no,
        "kpi_no": kpi.kpi_no,
        "kpi_id": kpi.kpi_id,
        "kpi_name": kpi.name.in_language(lang),
        "unit": value_unit(kpi, lang),
        "owner_section": in_language(kpi.owner_section, lang),
    }


def _figures(verdict: PeriodVerdict) -> dict[str, Any]:
    """Of the one year by which it is judged; where several are, no single figure is."""
    row, start = verdict.deciding, start_of(verdict)
    if row is None or verdict.rule == "every_year":
        return {}
    names = ("target_value", "actual_value", "progress_ratio")
    return {
        "closing_year": int(str(row["fiscal_year"])),
        "start_value": start.value if start else None,
        **{name: row[name] for name in names},
    }


def _spoken(figure: Shown) -> str:
    """22.3 分（…）: a cell on screen as one text."""
    top = figure.words or " ".join(part for part in (figure.number, figure.unit) if part)
    below = figure.below or f"{figure.below_number} {figure.below_unit}".strip()
    return f"{top} ({below})" if below else top
