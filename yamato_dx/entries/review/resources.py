"""Money as the budget has it, and hours, of an initiative in a year."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from yamato_dx.entries import fields
from yamato_dx.entries.kind import EntryContext, EntryKind, History
from yamato_dx.entries.review.subjects import of_initiative, subject_words
from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.i18n import fiscal_year as year_words

MoneyUnit = Literal["yen", "thousand_yen"]
# 見込 / 確定.
SettledStatus = Literal["forecast", "final"]
# 国・県支出金, 地方債, その他, 一般財源, as the settlement has them.
SOURCES: Final = ("national", "prefectural", "bonds", "other", "general")


@dataclass(frozen=True)
class BudgetLine:
    """One 事業. Amounts in `unit`; None is not known. `account` 会計, `item` 款項目, `budget`
    予算現額, `settled` 決算額, `carried` 翌年度繰越額; then the sources of what was settled.
    `difference_accepted`: by how much they are less, where a person said that it is right so."""

    project: str
    account: str
    item: str
    unit: MoneyUnit
    budget: int | None = None
    settled: int | None = None
    settled_status: SettledStatus = "final"
    carried: int | None = None
    national: int | None = None
    prefectural: int | None = None
    bonds: int | None = None
    other: int | None = None
    general: int | None = None
    note: str = ""
    difference_accepted: int | None = None

    @property
    def sources_total(self) -> int | None:
        """None: no source is told."""
        told = [getattr(self, name) for name in SOURCES]
        known = [amount for amount in told if amount is not None]
        return sum(known) if known else None

    @property
    def difference(self) -> int:
        """What was settled without what its sources come to; 0 where either is not told."""
        if self.sources_total is None or self.settled is None:
            return 0
        return self.settled - self.sources_total

    @property
    def is_balanced(self) -> bool:
        """Whether the sources are what was settled, where both are told."""
        return self.difference == 0


@dataclass(frozen=True)
class WorkHours:
    """`spent` 従事時間, `saved` 削減時間, in hours of the year; None is not known."""

    spent: float | None = None
    saved: float | None = None
    source: str = ""


def _called(context: EntryContext, key: str, _value: object) -> str:
    initiative_no, year = key.split(":")[:2]
    return context.say(
        "review.changes.resources",
        subject=subject_words(context, of_initiative(int(initiative_no))),
        year=year_words(FiscalYear(int(year)), context.lang),
    )


BUDGET_LINE: Final[EntryKind[BudgetLine]] = EntryKind(
    name="budget_line",
    act="enter_resources",
    parts=("initiative_no", "fiscal_year", "number"),
    read=fields.reader(BudgetLine),
    write=fields.write,
    called=_called,
    words=lambda context, _key, line: context.joined(
        line.project, line.settled if line.settled is not None else line.budget
    ),
    history=History("budget_line", "queries.moment.resources"),
)
WORK_HOURS: Final[EntryKind[WorkHours]] = EntryKind(
    name="work_hours",
    act="enter_resources",
    parts=("initiative_no", "fiscal_year"),
    read=fields.reader(WorkHours),
    write=fields.write,
    called=_called,
    words=lambda context, _key, hours: context.joined(hours.spent, hours.saved),
    history=History("budget_line", "queries.moment.resources"),
)
