"""How each KPI is counted and judged, and what the program's own words mean."""

from __future__ import annotations

from typing import Final

from yamato_dx import i18n
from yamato_dx.output.papers.report import Labelled, ReportDefinition
from yamato_dx.plan.model.types import Kpi
from yamato_dx.queries.assessed import Assessed
from yamato_dx.queries.glossary.terms import own_words
from yamato_dx.queries.words import VERDICTS

# Of the program's words those that stand in a paper.
IN_PAPERS: Final = (
    "attainment",
    "progress",
    "verdict",
    *VERDICTS,
    "forecast",
    "confirmation",
    "correction",
    "provisional",
)


def definitions(answer: Assessed, lang: str) -> tuple[ReportDefinition, ...]:
    return tuple(
        ReportDefinition(kpi.kpi_no, kpi.name.in_language(lang), _facts(kpi, lang))
        for kpi in answer.plan.kpis
    )


def _facts(kpi: Kpi, lang: str) -> tuple[Labelled, ...]:
    facts = {
        "unit": kpi.unit.in_language(lang),
        "period": i18n.text(f"assessment.period.{kpi.period}", lang),
        "rule": i18n.text(f"assessment.rule.{kpi.shape}", lang),
        "tells": kpi.tells.in_language(lang),
        "tells_not": kpi.tells_not.in_language(lang),
        "chapter": i18n.chapter(kpi.chapter, lang),
    }
    return tuple(
        Labelled(i18n.text(f"papers.definition.{name}", lang), words)
        for name, words in facts.items()
        if words
    )


def terms_of(lang: str) -> tuple[Labelled, ...]:
    return tuple(
        Labelled(term.term, term.definition)
        for term in own_words(lang)
        if term.anchor.rpartition("-")[2] in IN_PAPERS
    )
