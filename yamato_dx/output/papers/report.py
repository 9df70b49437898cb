"""What stands in the 進捗報告書."""

from __future__ import annotations

from dataclasses import dataclass

from yamato_dx.output.papers.contents import (
    Marked,
    PaperFoot,
    PaperHead,
    Picture,
    PrintedCount,
)
from yamato_dx.output.papers.meeting import SheetChange, SheetGroup


@dataclass(frozen=True)
class ReportYear:
    """One year of a KPI. `state`: 見込 or 確定, 確認済 or 未確認; «» without a figure.
    `is_changed`: since the last meeting."""

    year: str
    target: str
    actual: str
    gap: str
    change: str
    attainment: str
    verdict: Marked
    measured: str
    state: str
    is_chosen: bool
    is_changed: bool


@dataclass(frozen=True)
class Labelled:
    """Something with its name before it: a fact, a term, the text that answers a question."""

    label: str
    words: str


@dataclass(frozen=True)
class ReportKpi:
    """`evidence`: 計算の根拠 by year. `causes`: what was written, by what was asked, «» where that
    is missing. `since`: what is different since the last meeting, year by year. `notes`:
    corrections, other versions, what the verdict hangs on."""

    kpi_no: str
    name: str
    verdict: Marked
    provisional: str
    sentence: str
    kind: str
    chart: Picture
    years: tuple[ReportYear, ...]
    since: tuple[str, ...]
    evidence: tuple[Labelled, ...]
    causes: tuple[Labelled, ...]
    notes: tuple[str, ...]
    facts: tuple[Labelled, ...]


@dataclass(frozen=True)
class ReportWork:
    """A work item or commitment. `standing`: 期限超過 or 遅れ, «» for neither."""

    name: str
    planned: str
    status: str
    standing: str
    owner: str


@dataclass(frozen=True)
class ReportInitiative:
    number: int
    name: str
    other_names: str
    kpis: tuple[ReportKpi, ...]
    causes: tuple[Labelled, ...]
    work: tuple[ReportWork, ...]
    commitments: tuple[ReportWork, ...]


@dataclass(frozen=True)
class ReportTable:
    """`heads`, and rows as long."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class ReportPopulation:
    """`chart` None, `groups` without rows: nothing was published of this municipality."""

    headline: str
    chart: Picture | None
    chart_title: str
    groups: ReportTable
    facts: tuple[Labelled, ...]


@dataclass(frozen=True)
class ReportDefinition:
    """How a KPI is counted and judged."""

    kpi_no: str
    name: str
    facts: tuple[Labelled, ...]


@dataclass(frozen=True)
class ProgressReport:
    head: PaperHead
    foot: PaperFoot
    headline: str
    lead: tuple[str, ...]
    counts: tuple[PrintedCount, ...]
    years: tuple[str, ...]
    chosen: int | None
    groups: tuple[SheetGroup, ...]
    since_title: str
    since: tuple[SheetChange, ...]
    initiatives: tuple[ReportInitiative, ...]
    population: ReportPopulation
    definitions: tuple[ReportDefinition, ...]
    terms: tuple[Labelled, ...]
