"""Tables that leave the program: assessment and targets."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

import pandas as pd
from pandas.api.extensions import ExtensionArray

from yamato_dx import i18n
from yamato_dx.assessment.words.rationale import evidence
from yamato_dx.assessment.words.units import row_units, target_unit, value_unit
from yamato_dx.plan.model.types import Kpi, Plan, Target
from yamato_dx.queries.assessed import Assessed
from yamato_dx.queries.figure_states import state_columns
from yamato_dx.queries.kpi_words import in_language, with_kpi_words
from yamato_dx.queries.kpis.beside import by_other_versions, promised_rows, version_words
from yamato_dx.queries.selection import EVERYTHING, Selection, selected, selected_rows
from yamato_dx.rows import Row

UNITS: Final = ("unit", "target_unit", "gap_unit", "change_unit")


def assessment_table(answer: Assessed, lang: str, wanted: Selection = EVERYTHING) -> pd.DataFrame:
    """One row per KPI × fiscal year, with the words of `lang` and the evidence sentence."""
    rows, listed = selected(answer, wanted), selected_rows(answer, wanted)
    units = [row_units(row, answer.plan.kpi(row["kpi_id"]), lang) for row in listed]
    return with_kpi_words(rows, answer.plan, lang).assign(
        **{name: pd.array([unit[name] for unit in units], dtype="str") for name in UNITS},
        verdict_label=[
            i18n.text(f"assessment.verdict.{verdict}", lang) for verdict in rows["verdict"]
        ],
        owner_section=rows["kpi_id"].map(
            lambda kpi_id: in_language(answer.plan.kpi(kpi_id).owner_section, lang)
        ),
        evidence=[evidence(row, answer.plan, lang) for row in listed],
        is_other_definition=[(row["kpi_id"], row["fiscal_year"]) in answer.apart for row in listed],
        **_promised_end(listed, answer, lang),
        **_by_version(rows, answer, lang),
        **state_columns(answer, rows),
    )


def _promised_end(rows: Sequence[Row], answer: Assessed, lang: str) -> dict[str, ExtensionArray]:
    """Of a plan that was extended, from the end that it promised on: that year, and the verdict in
    it."""
    promised = promised_rows(answer)
    beside = [promised.get((row["municipality_code"], row["kpi_id"])) for row in rows]
    shown = [
        end if end and end["fiscal_year"] <= row["fiscal_year"] else None
        for end, row in zip(beside, rows, strict=True)
    ]
    verdicts = [str(row["verdict"]) if row else None for row in shown]
    labels = [i18n.text(f"assessment.verdict.{code}", lang) if code else None for code in verdicts]
    return {
        "original_end_year": pd.array(
            [int(row["fiscal_year"]) if row else None for row in shown], dtype="Int64"
        ),
        "original_end_verdict": pd.array(verdicts, dtype="str"),
        "original_end_verdict_label": pd.array(labels, dtype="str"),
    }


def _by_version(rows: pd.DataFrame, answer: Assessed, lang: str) -> dict[str, ExtensionArray]:
    """Where versions aim at different things in a year: whether the verdict hangs on it, and the
    others' verdicts in words."""
    found = by_other_versions(answer)
    keys = zip(rows["municipality_code"], rows["kpi_id"], rows["fiscal_year"], strict=True)
    beside = [found.get((code, kpi_id, int(year)), ()) for code, kpi_id, year in keys]
    separator = i18n.text("queries.list", lang)
    codes = [
        ("differs" if any(verdict.differs for verdict in verdicts) else "same")
        if verdicts
        else None
        for verdicts in beside
    ]
    words = [
        separator.join(version_words(verdict, lang) for verdict in verdicts) or None
        for verdicts in beside
    ]
    return {
        "verdict_by_version": pd.array(codes, dtype="str"),
        "verdict_by_version_label": pd.array(words, dtype="str"),
    }


def _target_date(kpi: Kpi, target: Target, promised: Plan | None) -> date:
    is_promised = promised is not None and target.fiscal_year <= promised.last_year
    stated = promised.kpi(kpi.kpi_id) if promised and is_promised else kpi
    return stated.target_date or target.fiscal_year.last_day


def targets_table(plan: Plan, lang: str, promised: Plan | None = None) -> pd.DataFrame:
    """One row per KPI and year for which the plan states a target. `promised`: the plan without
    its extension, where it has one: its targets keep the day by which they are to be met."""
    rows = pd.DataFrame(
        [
            {
                "municipality_code": plan.municipality.municipality_code,
                "plan_id": plan.plan_id,
                "plan_version": plan.plan_version,
                "initiative_no": kpi.initiative_no,
                "kpi_id": kpi.kpi_id,
                "fiscal_year": target.fiscal_year.start_year,
                "target_value": target.target_value,
                "target_unit": target_unit(kpi, lang),
                "target_phrase": kpi.target_phrase.in_language(lang),
                "rule": kpi.shape,
                "period_kind": kpi.period,
                "baseline_year": kpi.baseline.fiscal_year.start_year if kpi.baseline else None,
                "baseline_value": kpi.baseline.value if kpi.baseline else None,
                "target_date": _target_date(kpi, target, promised),
                "report_due_date": kpi.report_due(target.fiscal_year),
                "final_by_date": kpi.final_by(target.fiscal_year),
                "owner_section": in_language(kpi.owner_section, lang),
                "chapter": kpi.chapter,
            }
            for kpi in plan.kpis
            for target in kpi.targets
        ]
    ).astype(
        {
            "target_value": "float64",
            "baseline_year": "Int64",
            "baseline_value": "float64",
            "target_date": "datetime64[us]",
            "report_due_date": "datetime64[us]",
            "final_by_date": "datetime64[us]",
        }
    )
    return with_kpi_words(rows, plan, lang).assign(
        unit=[value_unit(plan.kpi(kpi_id), lang) for kpi_id in rows["kpi_id"]]
    )
