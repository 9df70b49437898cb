"""What stands in the 期末評価書, as PDF and as a workbook alike."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from yamato_dx.output.papers.contents import Marked, PaperFoot, PaperHead, Picture, PrintedFigure
from yamato_dx.output.papers.report import Labelled, ReportDefinition


@dataclass(frozen=True)
class ClosingCount:
    """How many KPIs have a verdict, or one reason for none; `kpis`: which, by their numbers."""

    verdict: Marked
    count: int
    kpis: tuple[str, ...]


@dataclass(frozen=True)
class ClosingRow:
    """A KPI: three numbers and a verdict. `below`: how far it is from what was promised. `way` None
    where the promise or what was reached is not known. `treatment`: 次期計画での扱い, «» for not
    decided; `begins_at`: what follows it, or where the next plan begins. `later`: figures that came
    after closing."""

    kpi_no: str
    name: str
    note: str
    start: PrintedFigure
    promised: PrintedFigure
    reached: PrintedFigure
    way: Picture | None
    verdict: Marked
    below: str
    treatment: str
    begins_at: str
    later: tuple[str, ...]


@dataclass(frozen=True)
class ClosingGroup:
    title: str
    tone: str
    note: str
    rows: tuple[ClosingRow, ...]


@dataclass(frozen=True)
class YearOfKpi:
    """`target`, `actual` «»: none. `counts`: whether the whole period is judged by it."""

    target: str
    actual: str
    verdict: Marked
    counts: bool


@dataclass(frozen=True)
class ClosingKpi:
    """Why it was judged so. `notes`: years that were missed, other versions, later figures.
    `years`: of the plan, in order."""

    kpi_no: str
    name: str
    verdict: Marked
    rule: str
    evidence: str
    owner: str
    notes: tuple[str, ...]
    years: tuple[YearOfKpi, ...]


@dataclass(frozen=True)
class PrintedEffect:
    """`evidence` «»: none, or none that may be published; `withheld`: then said in its place."""

    promised: str
    found: Marked
    evidence: str
    withheld: str


@dataclass(frozen=True)
class PrintedJudgement:
    """`subject`: of the whole plan, an initiative, a KPI; `by`: whose words, and of when."""

    subject: str
    by: str
    words: str


@dataclass(frozen=True)
class EffectsOfInitiative:
    title: str
    effects: tuple[PrintedEffect, ...]
    judgement: PrintedJudgement | None


@dataclass(frozen=True)
class PrintedOpinion:
    """`answer` «»: none yet; then `owed` says who is to give it, and by when."""

    name: str
    about: str
    words: str
    answer: str
    answered_by: str
    owed: str


@dataclass(frozen=True)
class CarriedOver:
    """次期計画での扱い of a KPI. `reason`: why, or that it may not be published."""

    kpi_no: str
    name: str
    verdict: Marked
    treatment: str
    successor: str
    reason: str
    baseline: str


@dataclass(frozen=True)
class ClosingPaper:
    """`draft_mark`, `draft`: that the plan is not closed, in a word and in a sentence; «» where it
    is. `state`: by whom it was closed, and when. `headline`: in parts, between which it may be
    broken. `labels`: headings, by what they stand over. `missing`: what was missing then;
    `left_out`: what was reported or written, and is not taken."""

    head: PaperHead
    foot: PaperFoot
    draft_mark: str
    draft: str
    state: str
    headline: tuple[str, ...]
    judged: tuple[ClosingCount, ...]
    unjudged: tuple[ClosingCount, ...]
    method: tuple[str, ...]
    year: str
    groups: tuple[ClosingGroup, ...]
    years: tuple[str, ...]
    kpis: tuple[ClosingKpi, ...]
    effects_note: str
    effects: tuple[EffectsOfInitiative, ...]
    judgements: tuple[PrintedJudgement, ...]
    opinions: tuple[PrintedOpinion, ...]
    carried: tuple[CarriedOver, ...]
    missing: tuple[str, ...]
    left_out: tuple[str, ...]
    definitions: tuple[ReportDefinition, ...]
    terms: tuple[Labelled, ...]
    labels: Mapping[str, str]
