"""An empty record: what 事務局 does first, and what is owed."""

from __future__ import annotations

from dataclasses import dataclass

from yamato_dx import i18n
from yamato_dx.assessment.words import wording
from yamato_dx.plan.model.types import Kpi
from yamato_dx.queries.assessed import Assessed
from yamato_dx.queries.decisions.open_questions import open_question_count
from yamato_dx.queries.words import TONES


@dataclass(frozen=True)
class FirstStep:
    """One thing to do, and the page where it is done."""

    name: str
    title: str
    lines: tuple[str, ...]
    button: str
    page_name: str


@dataclass(frozen=True)
class OwedCell:
    mark: str
    words: str
    tone: str


@dataclass(frozen=True)
class OwedRow:
    kpi_no: str
    name: str
    cells: tuple[OwedCell, ...]


def first_steps(answer: Assessed, owed: int, received: int, lang: str) -> list[FirstStep]:
    """Those that are left, in the order in which they help; the first alone brings verdicts."""
    plan = answer.plan
    missing = [kpi for kpi in plan.kpis if kpi.baseline and kpi.baseline.value is None]
    separator = i18n.text("queries.list", lang)
    named = separator.join(f"{kpi.kpi_no} {kpi.short_name.in_language(lang)}" for kpi in missing)
    base = missing[0].baseline.fiscal_year if missing and missing[0].baseline else plan.first_year
    unowned = sum(kpi.owner_section is None for kpi in plan.kpis)
    questions = open_question_count(plan, answer.answers).count
    counts = {"template": received, "owners": unowned, "questions": questions}
    values: dict[str, object] = {
        "owed": owed,
        "received": received,
        "named": named,
        "year": i18n.fiscal_year(base, lang),
        "unowned": unowned,
        "open": questions,
    }
    pages = {
        "load": "report",
        "owners": "sections",
        "baseline": "report",
        "template": "report",
        "questions": "decisions",
    }
    left = {"baseline": len(missing), "owners": unowned, "questions": questions}
    return [
        FirstStep(
            name,
            i18n.text(f"kpis.step.{name}.title", lang, **values),
            tuple(
                i18n.text(f"kpis.step.{name}.{line}", lang, count=counts.get(name), **values)
                for line in LINES
            ),
            i18n.text(f"kpis.step.{name}.button", lang, **values),
            page_name,
        )
        for name, page_name in pages.items()
        if left.get(name, 1)
    ]


LINES = ("first", "second")


def owed_rows(answer: Assessed, lang: str) -> list[OwedRow]:
    """One row per KPI: what each year of the plan still owes."""
    return [
        OwedRow(
            kpi.kpi_no,
            kpi.short_name.in_language(lang),
            tuple(
                _cell(kpi, year, str(row["verdict"]), lang)
                for year, row in answer.years[kpi.kpi_id].items()
            ),
        )
        for kpi in answer.plan.kpis
    ]


def _cell(kpi: Kpi, year: int, verdict: str, lang: str) -> OwedCell:
    is_base = kpi.baseline is not None and kpi.baseline.fiscal_year.start_year == year
    if is_base:
        return OwedCell("", i18n.text("queries.base_year", lang), "second")
    if verdict == "no_target":
        return OwedCell("", i18n.text("reports.owed.no_target", lang), "second")
    word = i18n.text(f"assessment.verdict.{verdict}", lang)
    return OwedCell(wording.mark(verdict, lang), word, TONES.get(verdict, ""))
