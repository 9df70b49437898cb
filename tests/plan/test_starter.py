"""The starter of a DX plan: headings, forms of KPIs and questions, and no figure in it."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from shutil import copytree
from typing import Any, Final

import openpyxl
import pytest

from yamato_dx.acts.planning import offer_in
from yamato_dx.acts.starting import STARTER, starter
from yamato_dx.i18n import LANGUAGES, text
from yamato_dx.plan.folder.starter import read_starter
from yamato_dx.plan.model.fault import PlanRefused
from yamato_dx.plan.workbook.cells import sheet_title
from yamato_dx.queries.plan.starter_book import starter_workbook

PLAN, WORDS = starter().plan, starter().words
# What an office writes, by the column or fact that is asked for.
FILLED_IN: Final[dict[str, str]] = {
    "municipality.municipality_code": "990027",
    "plan_id": "hamabe_dx",
    "plan_version": "1.0",
    "effective_from": "令和9年4月1日",
    "established": "令和9年3月",
    "first_year": "R9",
    "last_year": "R13",
}
ASKED: Final = {
    *FILLED_IN,
    "municipality.name.ja",
    "municipality.prefecture.ja",
    "title.ja",
    "source.ja",
    "secretariat.ja",
    "steering_body.ja",
    "chapter",
    "target_phrase.ja",
}
# «the 20 operations», and what is counted once.
FIGURES: Final = {"20", "1"}


def cells_of(content: bytes, name: str, lang: str) -> list[Any]:
    sheet = openpyxl.load_workbook(BytesIO(content))[sheet_title(name, lang)]
    return [cell.value for row in sheet.rows for cell in row if cell.value]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_it_asks_for_what_only_a_municipality_can_say_and_for_nothing_else(lang: str) -> None:
    offer = offer_in(starter_workbook(starter(), lang), "ひな形.xlsx")
    assert {fault.code for fault in offer.faults} == {"missing_cell"}
    assert {fault.values["key"] for fault in offer.faults} == ASKED
    assert {note.code for note in offer.notes} == {"kpi_without_target"}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_filled_in_it_is_a_plan(lang: str) -> None:
    content = starter_workbook(starter(), lang)
    book = openpyxl.load_workbook(BytesIO(content))
    for fault in offer_in(content, "ひな形.xlsx").faults:
        book[str(fault.sheet)][str(fault.cell)] = FILLED_IN.get(str(fault.values["key"]), "浜辺村")
    filled = BytesIO()
    book.save(filled)
    offer = offer_in(filled.getvalue(), "計画.xlsx")
    assert offer.faults == ()
    (plan,) = offer.plans
    assert [kpi.tells for kpi in plan.kpis] == [kpi.tells for kpi in PLAN.kpis]
    assert plan.kpi("standardised_systems").total == 20


def test_no_figure_and_no_level_is_in_it() -> None:
    for kpi in PLAN.kpis:
        assert (kpi.baseline, kpi.targets, kpi.band, kpi.target_date) == (None, (), None, None)
    assert {kpi.kpi_id for kpi in PLAN.kpis if kpi.total} == {"standardised_systems"}
    texts = [
        *(words for kpi in PLAN.kpis for words in (kpi.name, kpi.tells, kpi.tells_not)),
        *(words for asked in WORDS.questions for words in (*asked.decide, *asked.look_up)),
        *WORDS.lead,
    ]
    numbers = {kpi.kpi_no for kpi in PLAN.kpis}
    found = {
        figure
        for words in texts
        for lang in LANGUAGES
        for figure in re.findall(r"[0-9][0-9.,-]*[0-9]|[0-9]", words.in_language(lang))
    }
    assert found <= FIGURES | numbers
    assert all(words.ja != words.en for words in texts)


def test_each_kpi_has_its_questions_and_what_to_look_up() -> None:
    subjects = [asked.subject for asked in WORDS.questions]
    things = {kpi.kpi_id for kpi in PLAN.kpis} | {one.commitment_id for one in PLAN.commitments}
    assert sorted(subjects) == sorted(things)
    assert all(asked.decide and asked.look_up for asked in WORDS.questions)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_it_sends_its_reader_to_the_publisher_of_the_national_plan(lang: str) -> None:
    content = starter_workbook(starter(), lang)
    for name in ("guide", "questions"):
        words = " ".join(map(str, cells_of(content, name, lang)))
        for said in ("総務省", "自治体DX推進計画", "自治体DX推進手順書"):
            assert said in words
    questions = cells_of(content, "questions", lang)
    assert text("plan.loading.starter.look_up", lang) in questions
    for kpi in PLAN.kpis:
        assert kpi.tells_not.in_language(lang) in questions


@pytest.mark.parametrize(
    ("file", "old", "new", "code"),
    [
        ("kpis.yaml", "shape: complete", "shape: completed", "not_a_choice"),
        ("starter.yaml", "lead:", "leads:", "unknown_key"),
    ],
)
def test_what_is_written_wrongly_in_it_is_no_starter(
    tmp_path: Path, file: str, old: str, new: str, code: str
) -> None:
    folder = Path(copytree(STARTER, tmp_path / "starter"))
    words = (folder / file).read_text("utf-8")
    (folder / file).write_text(words.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(PlanRefused) as refusal:
        read_starter(folder)
    assert code in {fault.code for fault in refusal.value.faults}
