"""The parts of «計画の概要»: story, principles, organisation, people, published figures."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

import streamlit as st

from yamato_dx import i18n
from yamato_dx.queries.plan.references import references_of, references_on, references_table
from yamato_dx.queries.plan.story import (
    organisation,
    plan_story,
)
from yamato_dx.ui.frame.cells import Cell, Head, draw_table
from yamato_dx.ui.frame.downloads import table_downloads
from yamato_dx.ui.frame.filters import choose_segment
from yamato_dx.ui.plan.entering import initiative_name
from yamato_dx.ui.plan.references import draw_figures

if TYPE_CHECKING:
    from yamato_dx.queries.assessed import View
    from yamato_dx.queries.plan.story import PlanPassage, RoleBox, Training
    from yamato_dx.ui.frame.screen import Screen

PARTS: Final = ("story", "organisation", "people", "references")


def pick_part(page: Screen) -> str:
    parts = {part: page.say(f"plan.page.part.{part}") for part in PARTS}
    return choose_segment("part", page.say("plan.page.part"), parts)


def draw_story(page: Screen, view: View) -> None:
    story = plan_story(page.record, view, page.lang)
    said, beside = st.columns([760, 408], gap="large")
    with said:
        for name, passages in (("purpose", story.purpose), ("background", story.background)):
            _passages(page, page.say(f"plan.page.{name}"), passages)
        if story.history:
            page.draw(
                "plan_history",
                title=page.say("plan.page.history"),
                events=[_with_chapter(page, passage) for passage in story.history],
            )
        _passages(page, page.say("plan.page.readings"), story.readings)
    with beside:
        page.draw(
            "plan_facts",
            title=page.say("plan.page.facts"),
            facts=[
                {"name": page.say(f"plan.page.fact.{name}"), "value": value}
                for name, value in story.facts
            ],
        )
        _passages(page, page.say("plan.page.review_rule"), story.review_rule)
        _passages(page, page.say("plan.page.related_plans"), story.related_plans, are_names=True)


def draw_principles(page: Screen, view: View) -> None:
    story = plan_story(page.record, view, page.lang)
    page.draw(
        "plan_principles",
        principles=[
            {
                "number": principle.principle_no,
                "text": principle.text,
                "chapter": i18n.chapter(principle.chapter, page.lang),
                "initiatives": [
                    {
                        "words": initiative_name(page, number),
                        "link": page.link("initiatives", initiative=number),
                    }
                    for number in principle.initiatives
                ],
            }
            for principle in story.principles
        ],
    )


def draw_organisation(page: Screen, view: View) -> None:
    found = organisation(page.record, view, page.lang)
    page.draw(
        "plan_organisation",
        branches=[
            {
                "role": _role(page, branch.role),
                "relations": [
                    {
                        "role": _role(page, relation.role),
                        "words": relation.words,
                        "chapter": i18n.chapter(relation.chapter, page.lang),
                    }
                    for relation in branch.relations
                ],
            }
            for branch in found.branches
        ],
        alone=[_role(page, role) for role in found.alone],
        chart=found.chart,
        link=page.link("decisions"),
    )
    draw_figures(page, references_on(page.record, "organisation", page.lang))


def _role(page: Screen, box: RoleBox) -> dict[str, str]:
    holder = "　".join(words for words in (box.holder, box.section) if words)
    return {
        "name": box.name,
        "held_by": box.held_by,
        "description": box.description,
        "chapter": i18n.chapter(box.chapter, page.lang),
        "holder": holder,
    }


def draw_people(page: Screen, view: View) -> None:
    """Career levels, policies, the trainings of a KPI beside them."""
    found = organisation(page.record, view, page.lang)
    page.section_head(page.say("plan.page.levels"), page.say("plan.page.levels.note"))
    names = ("level", "position", "abilities", "chapter")
    draw_table(
        page,
        page.say("plan.page.levels"),
        [Head(page.say(f"plan.page.column.{name}")) for name in names],
        [
            [
                Cell(level.name, is_code=True),
                Cell(level.position, is_code=True),
                Cell(f"{level.abilities} {level.note}".strip(), is_plans=True),
                Cell(i18n.chapter(level.chapter, page.lang), is_code=True),
            ]
            for level in found.levels
        ],
    )
    with st.container(key="plan-people"):
        policies, trainings = st.columns([1, 1], gap="large")
    with policies:
        _passages(page, page.say("plan.page.securing"), found.securing)
        _passages(page, page.say("plan.page.training"), found.training)
        page.draw(
            "plan_copied",
            title=page.say("plan.page.training_plan"),
            copied=found.training_plan,
            missing=page.say("plan.page.training_plan.none"),
            link=page.link("decisions"),
        )
    with trainings:
        for training in found.trainings:
            _training(page, training)
        draw_figures(page, references_on(page.record, "people", page.lang))


def _training(page: Screen, training: Training) -> None:
    page.section_head(training.name, page.say("plan.page.trainings", kpi_no=training.kpi_no))
    names = ("year", "target", "held", "people", "coverage", "verdict")
    draw_table(
        page,
        training.name,
        [Head(page.say(f"plan.page.column.{name}"), name in names[1:5]) for name in names],
        [
            [
                Cell(row.year, is_code=True),
                Cell(row.target),
                Cell(row.sessions),
                Cell(row.people),
                Cell(row.coverage),
                Cell(
                    row.verdict.words,
                    mark=row.verdict.mark,
                    tone=row.verdict.tone,
                    is_code=True,
                ),
            ]
            for row in training.years
        ],
    )
    link = page.link("initiatives", initiative=training.initiative_no)
    page.draw_links([(link, page.say("plan.page.trainings.link"))])


def draw_references(page: Screen, view: View) -> None:
    """What others publish of this municipality, by initiative."""
    if references_table(page.record, page.lang).empty:
        page.message(page.say("plan.page.reference.none"))
        return
    municipality = page.plan.municipality.name.in_language(page.lang)
    page.message(page.say("plan.page.reference.lead", municipality=municipality))
    for initiative in page.plan.initiatives:
        found = references_of(page.record, initiative.initiative_no, page.lang)
        if found:
            page.section_head(initiative_name(page, initiative.initiative_no))
            draw_figures(page, found)
    for topic in ("organisation", "people"):
        page.section_head(page.say(f"plan.page.part.{topic}"))
        draw_figures(page, references_on(page.record, topic, page.lang))
    table_downloads(
        page,
        view,
        "references",
        partial(references_table, page.record, page.lang),
        title=page.say("plan.page.part.references"),
    )


def _passages(
    page: Screen, title: str, passages: tuple[PlanPassage, ...], *, are_names: bool = False
) -> None:
    """What the plan says; in names of documents no term is explained."""
    if passages:
        page.draw(
            "plan_passages",
            title=title,
            are_names=are_names,
            passages=[_with_chapter(page, passage) for passage in passages],
        )


def _with_chapter(page: Screen, said: PlanPassage) -> dict[str, str]:
    return {
        "text": said.text,
        "head": said.head,
        "chapter": i18n.chapter(said.chapter, page.lang),
    }
