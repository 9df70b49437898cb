"""The tables that leave the program, named as `output.tables.columns.TABLES` describes them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import numpy as np
import pandas as pd

from yamato_dx import i18n
from yamato_dx.assessment.reading.kpi_years import report_due_date
from yamato_dx.assessment.words.rationale import evidence
from yamato_dx.assessment.words.units import row_units, target_unit, value_unit
from yamato_dx.fiscal_year import FIRST_MONTH, FiscalYear
from yamato_dx.intake.cells.cell import INCLUDING_OTHERS
from yamato_dx.intake.problem import Problem
from yamato_dx.output.context import ExportContext, Headings
from yamato_dx.output.tables.written import written_values
from yamato_dx.plan.model.types import Kpi, Plan, StatedYears, Text, WorkItem, numbering_of
from yamato_dx.plan.model.versions import naming_all
from yamato_dx.queries.assessed import Assessed, View, assessed
from yamato_dx.queries.rows import rows_of
from yamato_dx.store.record import Record


@dataclass(frozen=True)
class Selection:
    """What of an assessment is wanted; None is everything. `section` «» means no section yet."""

    fiscal_year: int | None = None
    initiative_no: int | None = None
    verdict: str | None = None
    section: str | None = None
    kpi_id: str | None = None


EVERYTHING = Selection()
UNITS: Final = ("unit", "target_unit", "gap_unit", "change_unit")


def selected(answer: Assessed, wanted: Selection) -> pd.DataFrame:
    """The rows of the assessment that `wanted` names, in their order."""
    frame = answer.frame
    owners = {kpi.kpi_id: owner_names(kpi) for kpi in answer.plan.kpis}
    conditions = {
        "fiscal_year": wanted.fiscal_year,
        "initiative_no": wanted.initiative_no,
        "verdict": wanted.verdict,
        "kpi_id": wanted.kpi_id,
    }
    kept = pd.Series(data=True, index=frame.index)
    for name, value in conditions.items():
        if value is not None:
            kept &= frame[name] == value
    if wanted.section is not None:
        kept &= frame["kpi_id"].map(lambda kpi_id: wanted.section in owners[kpi_id])
    return frame[kept].reset_index(drop=True)


def owner_names(kpi: Kpi) -> tuple[str, ...]:
    """The owner section's names; («»,) while nobody owns it."""
    return (kpi.owner_section.ja, kpi.owner_section.en) if kpi.owner_section else ("",)


def assessment_table(answer: Assessed, lang: str, wanted: Selection = EVERYTHING) -> pd.DataFrame:
    """One row per KPI × fiscal year, with the words of `lang` and the evidence sentence."""
    rows = selected(answer, wanted)
    units = [row_units(row, answer.plan.kpi(row["kpi_id"]), lang) for row in rows_of(rows)]
    return with_kpi_words(rows, answer.plan, lang).assign(
        **{name: pd.array([one[name] for one in units], dtype="str") for name in UNITS},
        verdict_label=[i18n.text(f"assessment.verdict.{one}", lang) for one in rows["verdict"]],
        owner_section=rows["kpi_id"].map(
            lambda kpi_id: in_language(answer.plan.kpi(kpi_id).owner_section, lang)
        ),
        evidence=[evidence(row, answer.plan, lang) for row in rows_of(rows)],
    )


def actuals_table(answer: Assessed, lang: str, wanted: Selection = EVERYTHING) -> pd.DataFrame:
    """One row per value that stands, as it can be reported again: each KPI under the number and
    name by which a row of its year is read."""
    rows = answer.standing.assign(fiscal_year=years_of(answer.standing["period_start"]))
    plan = naming_all(answer.plan, answer.plans)
    initiatives = {kpi.kpi_id: kpi.initiative_no for kpi in plan.kpis}
    kept = rows["kpi_id"].isin(initiatives)
    if wanted.fiscal_year is not None:
        kept &= rows["fiscal_year"] == wanted.fiscal_year
    if wanted.initiative_no is not None:
        kept &= rows["kpi_id"].map(initiatives) == wanted.initiative_no
    rows = rows[kept].reset_index(drop=True)
    return _as_reported(rows, _kpis_of_years(rows, plan, answer), lang)


def _kpis_of_years(rows: pd.DataFrame, plan: Plan, answer: Assessed) -> list[Kpi]:
    """The KPI of each row as the version that numbers its year has it, else as `plan` has it."""
    known = {kpi.kpi_id: kpi for kpi in plan.kpis}
    by_year = {
        int(year): known
        | {
            kpi.kpi_id: kpi
            for kpi in numbering_of(answer.plans, FiscalYear(int(year)), answer.on).kpis
        }
        for year in rows["fiscal_year"].unique()
    }
    pairs = zip(rows["fiscal_year"], rows["kpi_id"], strict=True)
    return [by_year[year][kpi_id] for year, kpi_id in pairs]


def values_table(values: pd.DataFrame, plan: Plan, lang: str) -> pd.DataFrame:
    """One row per value of a report, before or after it was sent."""
    rows = values.assign(fiscal_year=years_of(values["period_start"]))
    return _as_reported(rows, _kpis_of(rows, plan), lang)


def _as_reported(rows: pd.DataFrame, kpis: list[Kpi], lang: str) -> pd.DataFrame:
    """`rows` with their KPIs' words and what a file holds in which they are reported again: month
    and value as written."""
    forms = pd.array([kpi.value_form for kpi in kpis], dtype="str")
    written = written_values(rows.assign(value_form=forms))
    # Of more things than the plan counts it was said that they are; unsaid, it is asked again.
    totals = np.array([np.nan if kpi.total is None else kpi.total for kpi in kpis])
    with_others = rows["denominator"].to_numpy() > totals
    return _worded(rows, kpis, lang).assign(
        month=_months_of(rows),
        written_value=written.mask(with_others, written + f"（{INCLUDING_OTHERS}）"),
    )


def _months_of(rows: pd.DataFrame) -> pd.Series[str]:
    """2024-04 of a month, missing of a whole year."""
    names = {start: f"{start:%Y-%m}" for start in rows["period_start"].unique()}
    return rows["period_start"].map(names).astype("str").where(rows["period_months"] == 1)


def targets_table(plan: Plan, lang: str) -> pd.DataFrame:
    """One row per KPI and year for which the plan states a target."""
    rows = pd.DataFrame(
        [
            {
                "municipality_code": plan.municipality.municipality_code,
                "plan_version": plan.plan_version,
                "initiative_no": kpi.initiative_no,
                "kpi_id": kpi.kpi_id,
                "fiscal_year": target.fiscal_year.start_year,
                "target_value": target.target_value,
                "target_unit": target_unit(kpi, lang),
                "target_phrase": kpi.target_phrase.in_language(lang),
                "rule": kpi.shape,
                "baseline_year": kpi.baseline.fiscal_year.start_year if kpi.baseline else None,
                "baseline_value": kpi.baseline.value if kpi.baseline else None,
                "target_date": kpi.target_date or target.fiscal_year.last_day,
                "report_due_date": report_due_date(kpi, target.fiscal_year),
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
        }
    )
    return with_kpi_words(rows, plan, lang).assign(
        unit=[value_unit(plan.kpi(kpi_id), lang) for kpi_id in rows["kpi_id"]]
    )


def work_items_table(plan: Plan, lang: str) -> pd.DataFrame:
    """One row per work item of the plan."""
    rows = [_work_item_row(plan, item, lang) for item in plan.work_items]
    years = ("arrow_year", "stated_first_year", "stated_last_year")
    return pd.DataFrame(rows).astype(dict.fromkeys(years, "Int64"))


def batches_table(batches: pd.DataFrame, plan: Plan) -> pd.DataFrame:
    """One row per report."""
    return batches.assign(
        municipality_code=plan.municipality.municipality_code,
        batch_kind=batches["kind"],
        section=batches["actor_section"],
        rows_count=batches["row_count"],
        batch_status=batches["status"],
        status_at=batches["withdrawn_at"],
        status_reason=batches["withdrawn_reason"],
    )


def problems_table(problems: tuple[Problem, ...], lang: str) -> pd.DataFrame:
    """One row per thing found in a file."""
    rows = [
        {
            "severity": one.severity,
            "sheet": one.sheet,
            "row": one.row,
            "column": one.column,
            "raw": one.raw,
            "problem": one.sentence(lang),
            "mend": one.mend(lang),
        }
        for one in problems
    ]
    names = ["severity", "sheet", "row", "column", "raw", "problem", "mend"]
    kinds = dict.fromkeys(names, "str") | {"row": "Int64"}
    return pd.DataFrame(rows, columns=names).astype(kinds)


def with_kpi_words(rows: pd.DataFrame, plan: Plan, lang: str) -> pd.DataFrame:
    """`rows` with kpi_no, kpi_name, unit and the fiscal year's label."""
    return _worded(rows, _kpis_of(rows, plan), lang)


def _kpis_of(rows: pd.DataFrame, plan: Plan) -> list[Kpi]:
    kpis = {kpi.kpi_id: kpi for kpi in plan.kpis}
    return [kpis[kpi_id] for kpi_id in rows["kpi_id"]]


def _worded(rows: pd.DataFrame, kpis: list[Kpi], lang: str) -> pd.DataFrame:
    return rows.assign(
        kpi_no=pd.array([kpi.kpi_no for kpi in kpis], dtype="str"),
        kpi_name=pd.array([kpi.name.in_language(lang) for kpi in kpis], dtype="str"),
        unit=pd.array([kpi.unit.in_language(lang) for kpi in kpis], dtype="str"),
        fiscal_year_label=pd.array(
            [i18n.fiscal_year(int(year), lang) for year in rows["fiscal_year"]], dtype="str"
        ),
    )


def years_of(days: pd.Series[pd.Timestamp]) -> pd.Series[int]:
    """The fiscal year in which each day lies."""
    years: pd.Series[int] = days.dt.year - (days.dt.month < FIRST_MONTH)
    return years.astype("int64")


def in_language(words: Text | None, lang: str) -> str | None:
    return words.in_language(lang) if words else None


def _work_item_row(plan: Plan, item: WorkItem, lang: str) -> dict[str, object]:
    stated = item.stated_years
    return {
        "municipality_code": plan.municipality.municipality_code,
        "plan_version": plan.plan_version,
        "initiative_no": item.initiative_no,
        "initiative_name": plan.initiative(item.initiative_no).name.in_language(lang),
        "work_item_id": item.work_item_id,
        "work_item_name": item.name.in_language(lang),
        "arrow_year": item.arrow_year.start_year if item.arrow_year else None,
        "arrow_year_label": _year_label(item.arrow_year, lang),
        "stated_first_year": stated.first.start_year if stated and stated.first else None,
        "stated_last_year": stated.last.start_year if stated else None,
        "stated_years_label": stated_years_words(stated, lang) if stated else None,
        "stated_chapter": stated.chapter if stated else None,
        "chapter": item.chapter,
    }


def stated_years_words(years: StatedYears, lang: str) -> str:
    """R6–R7, R6, or «by R6» where the chapter names only the end."""
    last = i18n.fiscal_year(years.last, lang, "short")
    if years.first is None:
        return i18n.text("queries.years.until", lang, last=last)
    first = i18n.fiscal_year(years.first, lang, "short")
    return first if first == last else i18n.text("queries.years.span", lang, first=first, last=last)


def _year_label(year: FiscalYear | None, lang: str) -> str | None:
    return i18n.fiscal_year(year, lang) if year else None


def export_table(name: str, answer: Assessed, lang: str) -> pd.DataFrame:
    """One of the command line's exports, whole."""
    makers: dict[str, Callable[[], pd.DataFrame]] = {
        "assessment": lambda: assessment_table(answer, lang),
        "actuals": lambda: actuals_table(answer, lang),
        "targets": lambda: targets_table(answer.plan, lang),
        "work-items": lambda: work_items_table(answer.plan, lang),
    }
    return makers[name]()


def export_context(
    record: Record,
    view: View,
    *,
    title: str,
    rows_count: int,
    lang: str,
    filter_words: tuple[str, ...] = (),
    link: str = "",
    source: str | None = None,
    headings: Headings = "words",
) -> ExportContext:
    """What stands in every exported file: how it came to be.

    `source`: where figures are from that are not the plan's, and that no rule has judged; «» where
    each row says so itself.
    """
    plan = assessed(record, view).plan
    return ExportContext(
        title=title,
        filter_words=filter_words,
        rows_count=rows_count,
        as_of=view.as_of or datetime.now(i18n.TOKYO),
        on=view.on,
        plan_version=plan.plan_version,
        rule_note=i18n.text("queries.rule_note", lang) if source is None else "",
        source=plan.source.in_language(lang) if source is None else source,
        link=link,
        lang=lang,
        is_sample=record.is_sample,
        headings=headings,
    )
