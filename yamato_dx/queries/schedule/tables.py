"""Tables that leave the program: work items of the plan."""

from __future__ import annotations

import pandas as pd

from yamato_dx import i18n
from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.plan.model.types import Plan, StatedYears, WorkItem


def work_items_table(plan: Plan, lang: str) -> pd.DataFrame:
    """One row per work item of the plan."""
    rows = [_work_item_row(plan, item, lang) for item in plan.work_items]
    years = ("arrow_year", "stated_first_year", "stated_last_year")
    return pd.DataFrame(rows).astype(dict.fromkeys(years, "Int64"))


def _work_item_row(plan: Plan, item: WorkItem, lang: str) -> dict[str, object]:
    stated = item.stated_years
    return {
        "municipality_code": plan.municipality.municipality_code,
        "plan_id": plan.plan_id,
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
