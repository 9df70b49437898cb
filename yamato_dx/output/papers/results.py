"""主要な施策の成果: what the council's settlement papers say of each initiative, in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

# Amounts of a budget line, in the order of the settlement.
AMOUNTS: Final = (
    "budget",
    "settled",
    "carried",
    "national",
    "prefectural",
    "bonds",
    "other",
    "general",
)


@dataclass(frozen=True)
class ResultLine:
    """A KPI in the year. `cause`, `measure`: as the section wrote them, where that may be
    published."""

    name: str
    target: str
    actual: str
    change: str
    verdict: str
    tone: str
    cause: str
    measure: str


@dataclass(frozen=True)
class MoneyLine:
    """A 事業. `amounts`: those of `AMOUNTS`, None where not known; `shown`: as they are printed.
    `note`: that its sources are not what was settled."""

    project: str
    account: str
    item: str
    unit: str
    amounts: tuple[int | None, ...]
    shown: tuple[str, ...]
    note: str


@dataclass(frozen=True)
class ResultInitiative:
    name: str
    lines: tuple[ResultLine, ...]
    told: tuple[tuple[str, str], ...]
    money: tuple[MoneyLine, ...]


@dataclass(frozen=True)
class ResultsPaper:
    """`heads`, `money_heads`: of the columns. `no_money`: said where no 事業 is known. `left_out`:
    what it does not take, and why."""

    lang: str
    title: str
    subtitle: str
    notices: tuple[str, ...]
    heads: tuple[str, ...]
    money_heads: tuple[str, ...]
    no_money: str
    initiatives: tuple[ResultInitiative, ...]
    left_out_title: str
    left_out: tuple[str, ...]
    foot: tuple[str, ...]
