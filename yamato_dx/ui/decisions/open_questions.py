"""The parts of «未決定事項»: the list, one question with what each answer would do, its answer."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from yamato_dx import i18n
from yamato_dx.acts.permissions import Act
from yamato_dx.queries.decisions.open_questions import (
    base_figures,
    effect_counts,
    effects,
    effects_table,
    years_words,
)
from yamato_dx.queries.decisions.open_questions import standings as all_standings
from yamato_dx.queries.decisions.supposing import MOST_THINGS
from yamato_dx.queries.decisions.words import (
    candidate_words,
    headline,
    in_force_words,
    line_words,
    matter_words,
    state_words,
    verdict_cells,
)
from yamato_dx.queries.plan.supplements import supplement_counts
from yamato_dx.ui.decisions import answering
from yamato_dx.ui.decisions.answering import AnswerScope
from yamato_dx.ui.frame.downloads import table_downloads
from yamato_dx.ui.frame.filters import choose
from yamato_dx.ui.frame.forms import name_field

if TYPE_CHECKING:
    from yamato_dx.plan.model.types import OpenQuestion
    from yamato_dx.queries.assessed import View
    from yamato_dx.queries.decisions.open_questions import Effects, Standing
    from yamato_dx.ui.frame.screen import Screen
    from yamato_dx.ui.frame.templates import Values


def draw_headline(page: Screen, view: View) -> tuple[Standing, ...]:
    """One sentence from the numbers; the questions, for the other parts."""
    found = all_standings(page.record, view)
    page.draw("headline", parts=headline(found, effect_counts(page.record, view), page.lang))
    return found


def draw_list(page: Screen, view: View, found: tuple[Standing, ...]) -> None:
    page.draw_once("questions_list", ("list", view), partial(_list, page, view, found))


def _list(page: Screen, view: View, found: tuple[Standing, ...]) -> Values:
    counts = effect_counts(page.record, view)
    rows = [
        line_words(standing, page.plan, counts[standing.question.question_id], page.lang)
        | {"link": page.link("decisions", question=standing.question.question_id)}
        for standing in found
    ]
    return {"rows": rows}


def draw_elsewhere(page: Screen, view: View) -> None:
    """What is no question of opinion: base figures come by report, lost text from the original."""
    page.section_head(page.say("decisions.elsewhere"), page.say("decisions.not_decided"))
    page.draw_once("questions_elsewhere", ("elsewhere", view), partial(_elsewhere, page, view))


def _elsewhere(page: Screen, view: View) -> Values:
    entered, total = supplement_counts(page.record, view)
    rows = [
        {
            "name": page.say(
                "decisions.base.name",
                kpi=f"{figure.kpi.kpi_no} {figure.kpi.short_name.in_language(page.lang)}",
                year=i18n.fiscal_year(figure.fiscal_year, page.lang),
            ),
            "state": page.say(
                "decisions.base.missing" if figure.value is None else "decisions.base.there"
            ),
            "link": page.link("report"),
            "words": page.say("decisions.base.go"),
        }
        for figure in base_figures(page.record, view)
    ]
    kpis = page.assessed(view).plan.kpis
    named = sum(kpi.owner_section is not None for kpi in kpis)
    rows.append(
        {
            "name": page.say("decisions.owners.name"),
            "state": page.say(
                "decisions.owners.state",
                count=named,
                named=named,
                total=len(kpis),
            ),
            "link": page.link("sections"),
            "words": page.say("decisions.owners.go"),
        }
    )
    if total:
        rows.append(
            {
                "name": page.say("decisions.supplements.name"),
                "state": page.say("decisions.supplements.state", entered=entered, total=total),
                "link": page.link("supplements"),
                "words": page.say("decisions.supplements.go"),
            }
        )
    return {"rows": rows}


def pick_question(page: Screen, found: tuple[Standing, ...]) -> Standing:
    """The question in the address; else the first that nobody has answered."""
    options = {
        standing.question.question_id: standing.question.title.in_language(page.lang)
        for standing in found
    }
    first = next((standing for standing in found if standing.state != "decided"), found[0])
    with st.container(key="pick"):
        chosen = choose("question", page.say("decisions.pick"), options, first.question.question_id)
    return next(standing for standing in found if standing.question.question_id == chosen)


def draw_question(page: Screen, view: View, standing: Standing) -> None:
    """What the plan says, why it matters, how it is treated until somebody decides."""
    question = standing.question
    count = effect_counts(page.record, view)[question.question_id]
    page.draw(
        "questions_story",
        title=question.title.in_language(page.lang),
        state=state_words(standing, page.lang),
        facts=[
            (page.say("decisions.fact.asks"), question.statement.in_language(page.lang)),
            (
                page.say("decisions.fact.plan"),
                page.say(
                    "decisions.plan_says",
                    reason=question.reason.in_language(page.lang),
                    chapter=i18n.chapter(question.chapter, page.lang),
                ),
            ),
            (
                page.say("decisions.fact.matters"),
                matter_words(standing, page.plan, count, page.lang),
            ),
            (page.say("decisions.fact.now"), in_force_words(standing, page.lang)),
        ],
        candidates=candidate_words(standing, page.lang),
    )


def suppose_what(page: Screen, standing: Standing) -> AnswerScope:
    """Years and number of the answer, chosen beside the table so that it follows."""
    question = standing.question
    years = list(standing.by_year)
    with st.container(horizontal=True, vertical_alignment="bottom", key="suppose"):
        chosen = st.pills(
            page.say("decisions.years"),
            years,
            selection_mode="multi",
            default=years,
            format_func=lambda year: i18n.fiscal_year(year, page.lang, "short"),
            key=f"years.{question.question_id}",
        )
        number = _number(page, question)
    is_all = not chosen or len(chosen) == len(years)
    return AnswerScope(None if is_all else tuple(sorted(chosen)), number)


def _number(page: Screen, question: OpenQuestion) -> float | None:
    """A count, or a share that is typed in percent; None where no answer asks for one."""
    if question.number_for is None:
        return None
    most, whole = (100, 100) if question.number_for == "band" else (MOST_THINGS, 1)
    typed = st.number_input(
        page.say(f"decisions.number.{question.number_for}"),
        min_value=1,
        max_value=most,
        step=1,
        value=None,
        key=f"number.{question.question_id}",
        width=160,
    )
    return None if typed is None else typed / whole


def draw_effects(page: Screen, view: View, standing: Standing, about: AnswerScope) -> None:
    """Rows: KPI × year whose verdict would differ; columns: the answers, side by side."""
    question = standing.question
    found = effects(
        page.record, view, question.question_id, about.fiscal_years, number=about.number
    )
    title = page.say("decisions.effects.title")
    page.section_head(title, page.say("decisions.effects.count", count=len(found.frame)))
    if found.frame.empty:
        page.draw("note", lines=[page.say("decisions.effects.none")])
        return
    page.draw(
        "questions_effects",
        caption=title,
        heads=candidate_words(standing, page.lang, number=about.number),
        shows_now=not standing.has_one_in_force,
        rows=verdict_cells(found, page.plan, page.lang),
    )
    _effects_download(page, view, standing, found)


def _effects_download(page: Screen, view: View, standing: Standing, found: Effects) -> None:
    question = standing.question
    with st.container(horizontal=True, key="save-effects"):
        table_downloads(
            page,
            view,
            "question-effects",
            partial(effects_table, page.record, view, found, page.lang),
            title=question.title.in_language(page.lang),
            name=f"effects_{question.question_id}",
        )


def draw_answer_form(page: Screen, view: View, standing: Standing, about: AnswerScope) -> None:
    """The answer, who decided it and who writes it down; only for the record as it is now."""
    page.section_head(page.say("decisions.answer.title"))
    if view.as_of is not None:
        page.draw("note", lines=[page.say("decisions.answer.past")])
        return
    if not page.offers(Act.DECIDE):
        return
    question = standing.question
    names = {
        candidate.candidate_id: candidate.name.in_language(page.lang)
        for candidate in question.candidates
    }
    form = answering.answer_form(page, question.question_id)
    years = about.fiscal_years or tuple(standing.by_year)
    with st.form(form.key("fields"), border=False):
        page.draw(
            "note",
            lines=[page.say("decisions.answer.years", years=years_words(years, page.lang))],
        )
        st.radio(
            page.say("decisions.answer.candidate"),
            list(names),
            index=None,
            format_func=lambda candidate_id: names[candidate_id],
            key=form.key("candidate"),
        )
        for field in ("decided_by", "approval_no"):
            st.text_input(page.say(f"decisions.answer.{field}"), key=form.key(field))
        st.date_input(
            page.say("decisions.answer.decided_on"),
            value=view.on,
            format="YYYY-MM-DD",
            key=form.key("decided_on"),
        )
        st.text_area(page.say("decisions.answer.reason"), key=form.key("reason"), height=80)
        name_field(page, page.say("decisions.answer.recorded_by"), answering.RECORDER)
        st.form_submit_button(
            page.say("decisions.answer.button"),
            type="primary",
            on_click=answering.answer,
            args=(page, form, question, about),
            kwargs={"present": view.on},
        )
