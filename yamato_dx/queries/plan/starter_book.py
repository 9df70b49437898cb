"""The starter as a workbook: the outline of a plan, and the questions to answer first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from yamato_dx.i18n import text
from yamato_dx.output.workbooks.plan import BookGuide, GuideTable
from yamato_dx.plan.folder.starter import Starter, StarterQuestions
from yamato_dx.plan.model.types import Plan, Text
from yamato_dx.plan.workbook.cells import sheet_title
from yamato_dx.plan.workbook.grid import QUESTIONS
from yamato_dx.queries.plan.books import book_of, guide_of

STARTER_NAME: Final = "plan_starter.xlsx"
_HEADS: Final = ("subject", "tells", "tells_not", "decide", "look_up")
_WIDTHS: Final = (26, 40, 40, 60, 60)


def starter_workbook(starter: Starter, lang: str) -> bytes:
    title = starter.words.title.in_language(lang)
    lead = [words.in_language(lang) for words in starter.words.lead]
    return book_of(starter.plan, [guide_of(title, lead, lang), _questions(starter, lang)], lang)


def _questions(starter: Starter, lang: str) -> BookGuide:
    def say(name: str) -> str:
        return text(f"plan.loading.starter.{name}", lang)

    rows = [_question_row(starter.plan, asked, lang) for asked in starter.words.questions]
    table = GuideTable(say("table"), [say(head) for head in _HEADS], rows)
    lead = [words.in_language(lang) for words in starter.words.lead]
    title = starter.words.title.in_language(lang)
    return BookGuide(sheet_title(QUESTIONS, lang), title, lead, [table], _WIDTHS)


def _question_row(plan: Plan, asked: StarterQuestions, lang: str) -> list[str]:
    """A KPI with what its definition says, or a commitment with its description."""
    lists = [_lines(words, lang) for words in (asked.decide, asked.look_up)]
    kpi = next((kpi for kpi in plan.kpis if kpi.kpi_id == asked.subject), None)
    if kpi:
        name = f"{kpi.kpi_no} {kpi.name.in_language(lang)}"
        return [name, kpi.tells.in_language(lang), kpi.tells_not.in_language(lang), *lists]
    promise = next(each for each in plan.commitments if each.commitment_id == asked.subject)
    return [promise.name.in_language(lang), promise.description.in_language(lang), "", *lists]


def _lines(words: Sequence[Text], lang: str) -> str:
    return "\n".join(
        text("plan.loading.starter.line", lang, words=line.in_language(lang)) for line in words
    )
