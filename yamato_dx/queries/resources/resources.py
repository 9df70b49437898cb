"""予算・決算 by 事業 and hours of an initiative in a year, as they stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import pandas as pd

from yamato_dx import i18n
from yamato_dx.entries.review.resources import BUDGET_LINE, WORK_HOURS, BudgetLine, WorkHours
from yamato_dx.kept_answers import kept
from yamato_dx.queries.assessed import View, plan_at, plan_id_at
from yamato_dx.queries.entries import Entry, standing
from yamato_dx.store.record import Record

AMOUNTS: Final = (
    *("budget", "settled", "carried"),
    *("national", "prefectural", "bonds", "other", "general"),
)


@dataclass(frozen=True)
class Resources:
    """`lines`: by the number of each, in their order. `by`, `at`: who said the last of it, when;
    «» and None where nothing is said."""

    lines: Mapping[int, BudgetLine]
    hours: WorkHours | None
    by: str
    at: datetime | None

    @property
    def is_told(self) -> bool:
        return bool(self.lines or self.hours)

    @property
    def units(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(line.unit for line in self.lines.values()))

    @property
    def has_forecast(self) -> bool:
        """Whether anything settled is not final yet."""
        settled = (line for line in self.lines.values() if line.settled is not None)
        return any(line.settled_status == "forecast" for line in settled)

    def total(self, name: str) -> int | None:
        """None: not all lines tell it, or not in one unit."""
        amounts: list[int | None] = [getattr(line, name) for line in self.lines.values()]
        known = [amount for amount in amounts if amount is not None]
        is_whole = bool(known) and len(known) == len(amounts) and len(self.units) == 1
        return sum(known) if is_whole else None


@kept(64)
def resources_of(record: Record, view: View, initiative_no: int, fiscal_year: int) -> Resources:
    plan_id = plan_id_at(record, view)
    beginning = BUDGET_LINE.beginning(str(initiative_no), str(fiscal_year))
    found = {
        int(BUDGET_LINE.parts_of(key)[2]): entry
        for key, entry in standing(record, BUDGET_LINE, plan_id, view.revision).items()
        if key.startswith(beginning)
    }
    key = WORK_HOURS.key(str(initiative_no), str(fiscal_year))
    hours = standing(record, WORK_HOURS, plan_id, view.revision).get(key)
    told: list[Entry[BudgetLine] | Entry[WorkHours]] = [
        *found.values(),
        *([hours] if hours else []),
    ]
    last = max(told, key=lambda entry: entry.revision, default=None)
    return Resources(
        {number: found[number].value for number in sorted(found)},
        hours.value if hours else None,
        last.actor_name if last else "",
        last.recorded_at if last else None,
    )


def amount_words(amount: int | None, lang: str) -> str:
    return i18n.number(amount, 0, lang)


def hours_words(hours: float | None, lang: str) -> str:
    """120.5時間; a dash where it is not known."""
    if hours is None:
        return i18n.MISSING
    number = i18n.number(hours, i18n.needed_decimals(hours), lang)
    return i18n.text("resources.hours.count", lang, hours=number)


def settled_words(line: BudgetLine, lang: str) -> str:
    """1,150（見込）; a final amount stands alone."""
    amount = amount_words(line.settled, lang)
    if line.settled is None or line.settled_status == "final":
        return amount
    return i18n.text("resources.settled.forecast", lang, amount=amount)


def imbalance_words(line: BudgetLine, lang: str) -> str:
    """By how much the sources miss what was settled; «» where they are equal."""
    if line.is_balanced:
        return ""
    values = {
        "project": line.project,
        "settled": amount_words(line.settled, lang),
        "sources": amount_words(line.sources_total, lang),
        "difference": i18n.signed(line.difference, 0, lang),
        "unit": i18n.text(f"resources.unit.{line.unit}", lang),
    }
    return i18n.text("resources.imbalance", lang, **values)


def budget_table(
    record: Record, view: View, lang: str, *, initiative_no: int, fiscal_year: int
) -> pd.DataFrame:
    """One row per 事業 under the initiative in the year."""
    plan = plan_at(record, view)
    found = resources_of(record, view, initiative_no, fiscal_year)
    rows = [
        _row(line, lang) | {"budget_line_no": number, "fiscal_year": fiscal_year}
        for number, line in found.lines.items()
    ]
    head = {
        "municipality_code": plan.municipality.municipality_code,
        "plan_id": plan.plan_id,
        "initiative_no": initiative_no,
        "initiative_name": plan.initiative(initiative_no).name.in_language(lang),
        "fiscal_year_label": i18n.fiscal_year(fiscal_year, lang),
    }
    frame = pd.DataFrame([head | row for row in rows], columns=[*head, *_COLUMNS])
    return frame.astype(
        {
            **dict.fromkeys((name for name in frame if name not in _TYPES), "str"),
            **_TYPES,
        }
    )


def _row(line: BudgetLine, lang: str) -> dict[str, object]:
    return {
        "project_name": line.project,
        "budget_account": line.account,
        "budget_item": line.item,
        "money_unit": line.unit,
        "money_unit_label": i18n.text(f"resources.unit.{line.unit}", lang),
        "settled_status": line.settled_status,
        "settled_status_label": i18n.text(f"resources.status.{line.settled_status}", lang),
        "sources_total_amount": line.sources_total,
        "sources_difference_amount": line.difference,
        "note": line.note or None,
        **{f"{name}_amount": getattr(line, name) for name in AMOUNTS},
    }


_COLUMNS: Final = (
    *("fiscal_year", "budget_line_no", "project_name", "budget_account", "budget_item"),
    *("money_unit", "money_unit_label", "budget_amount", "settled_amount"),
    *("settled_status", "settled_status_label", "carried_amount"),
    *("national_amount", "prefectural_amount", "bonds_amount", "other_amount", "general_amount"),
    *("sources_total_amount", "sources_difference_amount", "note"),
)
_TYPES: Final = {
    **dict.fromkeys(("initiative_no", "fiscal_year", "budget_line_no"), "Int64"),
    **dict.fromkeys((name for name in _COLUMNS if name.endswith("_amount")), "Int64"),
}
