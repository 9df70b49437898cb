"""進捗報告書: a summary, a page for each initiative, population, definitions."""

from __future__ import annotations

from yamato_dx import i18n
from yamato_dx.entries.review.meetings import Meeting
from yamato_dx.kept_answers import kept
from yamato_dx.output.papers.report import (
    ProgressReport,
    ReportInitiative,
    ReportWork,
)
from yamato_dx.plan.model.types import Initiative
from yamato_dx.queries.assessed import View, assessed
from yamato_dx.queries.kpis.initiatives import initiative_story
from yamato_dx.queries.kpis.overview import overview
from yamato_dx.queries.papers.causes import Causes, causes_at
from yamato_dx.queries.papers.definitions import definitions, terms_of
from yamato_dx.queries.papers.kpi_pages import cause_words, kpi_page
from yamato_dx.queries.papers.meeting import printed_counts, printed_groups
from yamato_dx.queries.papers.people import population_page
from yamato_dx.queries.papers.provenance import (
    defaults_words,
    joined_headline,
    paper_foot,
    paper_head,
)
from yamato_dx.queries.papers.since import (
    last_meeting,
    marks_since,
    since_last,
    since_title,
    was_words,
)
from yamato_dx.queries.papers.wish import PaperWish
from yamato_dx.queries.schedule.items import ScheduleLine, Wanted, schedule, wanted_lines
from yamato_dx.queries.schedule.words import planned_words, sentence, standing_words, status_word
from yamato_dx.store.record import Record


@kept(16)
def progress_report(record: Record, view: View, wish: PaperWish) -> ProgressReport:
    answer, lang = assessed(record, view), wish.lang
    shown = overview(record, view, wish.fiscal_year, lang, initiative_no=None)
    causes = causes_at(record, view, answer, wish.fiscal_year)
    last = last_meeting(record, view, wish)
    year = i18n.fiscal_year(wish.fiscal_year, lang, "both")
    title = i18n.text(
        "papers.report.title", lang, title=answer.plan.title.in_language(lang), year=year
    )
    legend = i18n.text("papers.legend", lang)
    dots = (i18n.text("papers.legend.changed", lang),) if last else ()
    notes = (legend, *dots, *defaults_words(shown.defaults, lang))
    return ProgressReport(
        head=paper_head(record, view, wish, title=title, subtitle=""),
        foot=paper_foot(record, view, lang, notes=notes, trail=wish.trail),
        headline=joined_headline(shown.headline, lang),
        lead=_lead(record, view, wish),
        counts=printed_counts(shown),
        years=tuple(year.label for year in shown.years),
        chosen=next((place for place, year in enumerate(shown.years) if year.is_chosen), None),
        groups=printed_groups(answer, shown, lang, was=was_words(record, view, wish, last)),
        since_title=since_title(last, lang),
        since=since_last(record, view, wish, last),
        initiatives=tuple(
            _initiative(record, view, initiative, causes, wish=wish, last=last)
            for initiative in answer.plan.initiatives
        ),
        population=population_page(record, view, lang),
        definitions=definitions(answer, lang),
        terms=terms_of(lang),
    )


def _lead(record: Record, view: View, wish: PaperWish) -> tuple[str, ...]:
    """How many figures wait for confirmation, how much is undecided, how the work stands."""
    lang = wish.lang
    shown = overview(record, view, wish.fiscal_year, lang, initiative_no=None)
    return (
        i18n.text("papers.report.unconfirmed", lang, count=shown.unconfirmed),
        i18n.text("papers.report.undecided", lang, count=shown.open_questions.count),
        i18n.text("papers.report.owed", lang, received=shown.received, count=shown.owed),
        sentence(schedule(record, view, lang), view, lang),
    )


def _initiative(
    record: Record,
    view: View,
    initiative: Initiative,
    causes: Causes,
    *,
    wish: PaperWish,
    last: Meeting | None,
) -> ReportInitiative:
    number, lang = initiative.initiative_no, wish.lang
    marks = marks_since(record, view, last, lang)
    story = initiative_story(record, view, number, lang, fiscal_year=wish.fiscal_year)
    lines = wanted_lines(schedule(record, view, lang), Wanted(initiative_no=number))
    others = [
        i18n.text(
            "kpis.initiative.other_name",
            lang,
            chapter=i18n.chapter(other.chapter, lang),
            name=other.name.in_language(lang),
        )
        for other in initiative.other_names
    ]
    return ReportInitiative(
        number=number,
        name=initiative.name.in_language(lang),
        other_names="　".join(others),
        kpis=tuple(
            kpi_page(kpi, causes.of_kpi[kpi.kpi.kpi_id], lang, marks=marks) for kpi in story.kpis
        ),
        causes=cause_words(causes.of_initiative[number], lang),
        work=tuple(_work(line, lang) for line in lines if line.is_work_item),
        commitments=tuple(_work(line, lang) for line in lines if not line.is_work_item),
    )


def _work(line: ScheduleLine, lang: str) -> ReportWork:
    return ReportWork(
        line.name,
        "　".join(planned_words(line, lang)),
        status_word(line.status, lang),
        standing_words(line, lang),
        line.owner or i18n.text("queries.owner.open", lang),
    )
