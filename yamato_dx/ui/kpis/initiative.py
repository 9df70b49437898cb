"""The parts of «取組事項»: the picker, each KPI's chart, table and evidence, the plan beside it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from yamato_dx import i18n
from yamato_dx.kept_answers import kept
from yamato_dx.output.charts.kpi_by_month import kpi_by_month
from yamato_dx.output.charts.kpi_by_year import kpi_by_year
from yamato_dx.queries.happenings.happenings import happenings_of, month_marks, year_marks
from yamato_dx.queries.kpis.initiatives import initiative_story, matching_initiatives
from yamato_dx.queries.kpis.tables import assessment_table
from yamato_dx.queries.schedule.items import Wanted, schedule, wanted_lines
from yamato_dx.queries.schedule.words import planned_words, standing_words, status_word
from yamato_dx.queries.selection import Selection
from yamato_dx.ui.changes.marks import draw_refusal, marked_since, marks_legend
from yamato_dx.ui.charts.answers import NO_HEAD, draw_answering_chart
from yamato_dx.ui.comments.beside import chosen_year, comment_part
from yamato_dx.ui.comments.writing import draw_comments
from yamato_dx.ui.frame.downloads import SavedChart, SavedTable, save_menu
from yamato_dx.ui.frame.filters import FilterChoice
from yamato_dx.ui.frame.templates import Html
from yamato_dx.ui.happenings.happenings import draw_happening_form, draw_happenings
from yamato_dx.ui.kpis.answers import MONTHS, month_card, period_key, year_card
from yamato_dx.ui.kpis.cards import draw_card
from yamato_dx.ui.kpis.components import draw_components
from yamato_dx.ui.kpis.years import draw_years
from yamato_dx.ui.plan.references import draw_initiative_references
from yamato_dx.ui.resources.told import draw_resources

if TYPE_CHECKING:
    from yamato_dx.output.charts.changed import ChartChange
    from yamato_dx.output.charts.kpi_chart import KpiChart
    from yamato_dx.queries.assessed import View
    from yamato_dx.queries.happenings.happenings import HappeningLine
    from yamato_dx.queries.kpis.initiatives import InitiativeStory, KpiStory
    from yamato_dx.queries.schedule.items import ScheduleLine
    from yamato_dx.ui.changes.marks import MarkedSince
    from yamato_dx.ui.frame.screen import Screen


def wanted_kpis(page: Screen, fiscal_year: int | None) -> Selection:
    return Selection(fiscal_year=fiscal_year, verdict=page.verdict(), section=page.section())


def pick_initiative(page: Screen, view: View, wanted: Selection) -> InitiativeStory | None:
    """One of the initiatives that match the filters, by number, name and verdicts; None where none
    does."""
    assert wanted.fiscal_year is not None, "one year is always chosen here"
    choices = matching_initiatives(page.record, view, wanted, page.lang)
    if not choices:
        return None
    names = {str(choice.initiative_no): choice.name for choice in choices}
    label = page.say("kpis.initiative.pick")
    chosen = int(FilterChoice("initiative", label, names).code)
    page.draw(
        "initiative_pick",
        year=i18n.fiscal_year(wanted.fiscal_year, page.lang, "short"),
        chosen=chosen,
        choices=[(choice, page.here(initiative=choice.initiative_no)) for choice in choices],
    )
    return initiative_story(page.record, view, chosen, page.lang, fiscal_year=wanted.fiscal_year)


def draw_headline(page: Screen, story: InitiativeStory | None) -> None:
    if story is None:
        page.title("frame.page.initiatives")
        return
    initiative = story.initiative
    name = initiative.name.in_language(page.lang)
    page.draw("headline", parts=[f"{initiative.initiative_no}　{name}"])


def draw_head(page: Screen, view: View, story: InitiativeStory) -> None:
    shown = [(kpi.kpi.kpi_id, year.fiscal_year) for kpi in story.kpis for year in kpi.years]
    since = marked_since(page, view)
    draw_refusal(page, since)
    if legend := marks_legend(page, view, since, shown):
        page.draw_parts("ydx-legend", *legend)
    others = [
        page.say(
            "kpis.initiative.other_name",
            chapter=i18n.chapter(other.chapter, page.lang),
            name=other.name.in_language(page.lang),
        )
        for other in story.initiative.other_names
    ]
    has_many = len(story.kpis) > 1
    page.draw(
        "initiative_head",
        other_names="　".join(others),
        sayings=[
            {
                "verdict": kpi.verdict,
                "provisional": page.say("frame.provisional") if kpi.is_provisional else "",
                "kpi_no": kpi.kpi.kpi_no if has_many else "",
                "name": kpi.kpi.short_name.in_language(page.lang),
                "sentence": kpi.sentence,
            }
            for kpi in story.kpis
        ],
    )


def draw_kpi(page: Screen, view: View, story: InitiativeStory, kpi_story: KpiStory) -> None:
    kpi = kpi_story.kpi
    name = kpi.name.in_language(page.lang)
    happenings = happenings_of(page.record, view, tuple(each.kpi.kpi_id for each in story.kpis))
    since = marked_since(page, view)
    chart = _draw_chart(page, view, kpi_story, happenings, since=since)
    words = (f"{kpi.kpi_no} {name}",)
    answer = page.assessed(view)
    make = partial(assessment_table, answer, page.lang, Selection(kpi_id=kpi.kpi_id))
    drawn = SavedChart(chart=chart, name=kpi.kpi_id, title=name, filter_words=words)
    years = SavedTable(
        table="assessment",
        make_frame=make,
        name=f"{kpi.kpi_id}_years",
        title=name,
        filter_words=words,
    )
    save_menu(page, view, "frame.download.both", drawn, years)
    draw_years(page, view, kpi_story, since)
    draw_happenings(page, kpi, happenings)


def _draw_chart(
    page: Screen,
    view: View,
    kpi_story: KpiStory,
    happenings: tuple[HappeningLine, ...],
    *,
    since: MarkedSince,
) -> KpiChart:
    """The years, or the months where some were reported and the reader wants them."""
    name = kpi_story.kpi.name.in_language(page.lang)
    kpi_id, period = kpi_story.kpi.kpi_id, None
    if kpi_story.by_month is not None:
        periods = {period: page.say(f"frame.chart.{period}") for period in ("by_year", MONTHS)}
        period = FilterChoice(period_key(kpi_id), page.say("frame.chart.period"), periods)
    is_by_month = period is not None and period.code == MONTHS
    guide = page.say("frame.chart.guide")
    changes = since.on_chart(kpi_story.kpi)
    charts = _charts(kpi_story, page.lang, guide, happenings, changes=changes, by_month=is_by_month)
    head = page.part("kpi_head", name=name, kind=charts[0].kind)
    if period is not None:
        st.html(head)
        period.draw_segments()
        head = NO_HEAD
    card_of = (
        partial(month_card, page, kpi_story)
        if is_by_month
        else partial(year_card, page, kpi_story, happenings=happenings, since=since)
    )
    draw_answering_chart(page, (kpi_id, view), charts, card_of, head=head)
    return charts[0]


@kept(128)
def _charts(
    kpi_story: KpiStory,
    lang: str,
    guide_label: str,
    happenings: tuple[HappeningLine, ...],
    *,
    changes: tuple[ChartChange, ...],
    by_month: bool,
) -> tuple[KpiChart, KpiChart]:
    """For a wide screen and for a phone; a story is one object for as long as it is true."""
    kpi = kpi_story.kpi
    marks = (month_marks if by_month else year_marks)(happenings, kpi, lang)
    wide, phone = (
        kpi_by_month(
            kpi_story.by_month,
            kpi,
            lang,
            narrow=narrow,
            guide_label=guide_label,
            happenings=marks,
        )
        if by_month and kpi_story.by_month is not None
        else kpi_by_year(
            kpi_story.by_year, kpi, lang, narrow=narrow, happenings=marks, changes=changes
        )
        for narrow in (False, True)
    )
    return wide, phone


def draw_kpis(page: Screen, view: View, story: InitiativeStory) -> None:
    """One KPI with the plan beside it; several below each other, so that each has the
    width of its words, and the plan below them."""
    if len(story.kpis) == 1:
        kpi_story = story.kpis[0]
        with st.container(key=f"chart-beside-{kpi_story.kpi.kpi_id}"):
            draw_kpi(page, view, story, kpi_story)
            why = comment_part(page, view, kpi_story)
            plan_side = _plan_side(page, view, story)
            page.draw_parts("ydx-beside", *((why, *plan_side) if why else plan_side))
        return
    with st.container(key="kpis"):
        for kpi_story in story.kpis:
            with st.container(key=f"chart-{kpi_story.kpi.kpi_id}"):
                draw_kpi(page, view, story, kpi_story)
                if why := comment_part(page, view, kpi_story):
                    page.draw_parts("ydx-comment-below", why)
    page.draw_parts("ydx-three", *_plan_side(page, view, story))


def _plan_side(page: Screen, view: View, story: InitiativeStory) -> tuple[Html, ...]:
    """Work under way, aims and effects, owner and source."""
    facts = [_facts(page, story, kpi_story) for kpi_story in story.kpis]
    return _work(page, view, story), _aims(page, story), Html("").join(facts)


def _aims(page: Screen, story: InitiativeStory) -> Html:
    initiative = story.initiative
    return page.part(
        "initiative_aims",
        aims=[aim.in_language(page.lang) for aim in initiative.aims],
        effects=[effect.in_language(page.lang) for effect in initiative.effects],
    )


def _work(page: Screen, view: View, story: InitiativeStory) -> Html:
    number = story.initiative.initiative_no
    lines = wanted_lines(schedule(page.record, view, page.lang), Wanted(initiative_no=number))
    items, promised = (
        [line for line in lines if line.is_work_item is kind] for kind in (True, False)
    )
    return page.part(
        "initiative_work",
        count=page.say("kpis.initiative.work_item_count", count=len(items)),
        items=[_work_line(page, item) for item in items],
        commitments=[_work_line(page, commitment) for commitment in promised],
        link=page.link("schedule", initiative=number),
    )


def _work_line(page: Screen, line: ScheduleLine) -> dict[str, object]:
    """What the plan still says of its years, and what was reported."""
    return {
        "name": line.name,
        "when": "　".join(planned_words(line, page.lang)),
        "is_reported": line.progress is not None,
        "status": status_word(line.status, page.lang),
        "standing": standing_words(line, page.lang),
    }


def _facts(page: Screen, story: InitiativeStory, kpi_story: KpiStory) -> Html:
    kpi = kpi_story.kpi
    due = (
        kpi_story.due
        if kpi.report_due_month_day
        else page.say("kpis.initiative.fact.due_default", day=kpi_story.due)
    )
    source = page.say(
        "kpis.initiative.source",
        title=story.plan.title.in_language(page.lang),
        version=story.plan.plan_version,
        chapter=i18n.chapter(kpi.chapter, page.lang),
    )
    final_by = {"final_by": kpi_story.final_by} if kpi_story.final_by else {}
    values = {
        "owner": kpi_story.owner,
        "period": kpi_story.period,
        "updated": kpi_story.updated,
        "due": due,
        **final_by,
        "next": kpi_story.next_act,
        "residents": kpi_story.for_residents,
        "source": source,
    }
    return page.part(
        "initiative_facts",
        kpi=kpi.short_name.in_language(page.lang) if len(story.kpis) > 1 else "",
        facts=[
            {
                "name": page.say(f"kpis.initiative.fact.{name}"),
                "value": value,
                "word": "due_date" if name == "due" else "",
            }
            for name, value in values.items()
        ],
    )


def draw_below(page: Screen, view: View, story: InitiativeStory) -> None:
    """Why the figures are as they are, how they are got, what a «17/20» counts, and what others
    publish about the same matter."""
    draw_comments(page, view, story)
    draw_happening_form(page, view, story)
    draw_resources(page, view, story, chosen_year(story))
    for kpi_story in story.kpis:
        draw_card(page, view, kpi_story.kpi)
        if kpi_story.kpi.shape == "complete":
            draw_components(page, view, kpi_story.kpi)
    draw_initiative_references(page, story.initiative.initiative_no)
