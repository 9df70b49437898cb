"""What is missing before a plan is closed, each with the place where it is mended.

It never hinders closing: it is printed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from yamato_dx import i18n
from yamato_dx.assessment.period.verdicts import PeriodVerdict
from yamato_dx.assessment.rules.order import MISSED
from yamato_dx.entries.review.closing import treatment_of
from yamato_dx.entries.review.comments import Comment
from yamato_dx.entries.review.subjects import of_kpi, yearly
from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.plan.model.types import Plan
from yamato_dx.queries.closing.entered import ON_PLAN, ClosingEntries
from yamato_dx.queries.closing.people import InitiativeEffects, OpinionWords
from yamato_dx.queries.entries import Entry
from yamato_dx.queries.figure_states import FigureStates
from yamato_dx.queries.words import owner_of

# Figures that somebody can still bring; 公表待ち waits for others, and is told all the same.
_NO_FIGURE: Final = ("not_reported", "not_final", "not_over", "awaiting_publication")
# The query that opens a form of the page itself.
WRITE: Final = "write"
PAGE: Final = "closing"
# More sections than a line has room for.
_NAMED: Final = 3


@dataclass(frozen=True)
class StillMissing:
    """One line of the list. `detail`: whose it is, or what to do. `page`, `query`: where."""

    kind: str
    words: str
    detail: str
    page: str
    query: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, eq=False)
class MissingContext:
    """What was found by then."""

    plan: Plan
    verdicts: Sequence[PeriodVerdict]
    entries: ClosingEntries
    effects: Sequence[InitiativeEffects]
    opinions: Sequence[OpinionWords]
    states: FigureStates
    comments: Mapping[str, Entry[Comment]]
    lang: str


def missing_of(context: MissingContext) -> tuple[StillMissing, ...]:
    """In the order in which it is dealt with: figures, causes, what people say, what goes on."""
    finders = (
        _figures,
        _unconfirmed,
        _causes,
        _effects,
        _judgement,
        _opinions,
        _treatments,
        _successors,
    )
    return tuple(missing for find in finders for missing in find(context))


def _figures(context: MissingContext) -> Iterator[StillMissing]:
    for code in _NO_FIGURE:
        without = [verdict for verdict in context.verdicts if code in verdict.codes]
        if without:
            query = (("way", "typing"), ("year", _year_of(without[0], code)))
            yield _of_kpis(f"figures.{code}", without, context, page="report", query=query)


def _year_of(verdict: PeriodVerdict, code: str) -> str:
    """The first of its years that is so, as addresses have it."""
    years = zip(verdict.codes, verdict.judged, strict=True)
    return next(str(int(str(row["fiscal_year"]))) for found, row in years if found == code)


def _unconfirmed(context: MissingContext) -> Iterator[StillMissing]:
    def is_open(verdict: PeriodVerdict) -> bool:
        years = (int(str(row["fiscal_year"])) for row in verdict.judged)
        states = (context.states.get((verdict.kpi.kpi_id, year)) for year in years)
        return any(state is not None and not state.is_confirmed for state in states)

    unconfirmed = [verdict for verdict in context.verdicts if is_open(verdict)]
    if unconfirmed:
        yield _of_kpis("unconfirmed", unconfirmed, context, page="history")


def _causes(context: MissingContext) -> Iterator[StillMissing]:
    """Asked for of each year that counts and was missed."""
    unexplained = [
        verdict
        for verdict in context.verdicts
        if any(
            code in MISSED and not _is_explained(verdict.kpi.kpi_id, row, context)
            for code, row in zip(verdict.codes, verdict.judged, strict=True)
        )
    ]
    if unexplained:
        first = unexplained[0]
        row = next(
            row
            for code, row in zip(first.codes, first.judged, strict=True)
            if code in MISSED and not _is_explained(first.kpi.kpi_id, row, context)
        )
        query = (
            ("initiative", str(first.kpi.initiative_no)),
            ("year", str(int(str(row["fiscal_year"])))),
        )
        yield _of_kpis("causes", unexplained, context, page="initiatives", query=query)


def _is_explained(kpi_id: str, row: Mapping[str, object], context: MissingContext) -> bool:
    key = yearly(of_kpi(kpi_id), FiscalYear(int(str(row["fiscal_year"]))))
    comment = context.comments.get(key)
    return comment is not None and comment.value.is_explained


def _effects(context: MissingContext) -> Iterator[StillMissing]:
    lines = [line for initiative in context.effects for line in initiative.lines]
    unchecked = sum(line.found == "unchecked" for line in lines)
    if unchecked:
        yield _own("effects", "effect", context, count=unchecked)


def _judgement(context: MissingContext) -> Iterator[StillMissing]:
    if ON_PLAN not in context.entries.judgements:
        yield _own("judgement", "judgement", context, office=_office(context))


def _opinions(context: MissingContext) -> Iterator[StillMissing]:
    unanswered = [opinion for opinion in context.opinions if not opinion.answer]
    if unanswered:
        named = (opinion.asked or opinion.by for opinion in unanswered)
        yield _own(
            "opinions",
            "opinion",
            context,
            count=len(unanswered),
            sections=_listed(named, context.lang),
        )


def _treatments(context: MissingContext) -> Iterator[StillMissing]:
    open_kpis = [
        verdict for verdict in context.verdicts if verdict.kpi.kpi_id not in context.entries.carried
    ]
    if open_kpis:
        query = ((WRITE, "carry"),)
        yield _of_kpis("treatments", open_kpis, context, page=PAGE, query=query)


def _successors(context: MissingContext) -> Iterator[StillMissing]:
    without = []
    for verdict in context.verdicts:
        entry = context.entries.carried.get(verdict.kpi.kpi_id)
        treatment = treatment_of(context.plan, entry.value.treatment) if entry else None
        if entry and treatment and treatment.needs_successor and not entry.value.successor:
            without.append(verdict)
    if without:
        yield _of_kpis("successors", without, context, page=PAGE, query=((WRITE, "carry"),))


def _of_kpis(
    kind: str,
    verdicts: Sequence[PeriodVerdict],
    context: MissingContext,
    *,
    page: str,
    query: tuple[tuple[str, str], ...] = (),
) -> StillMissing:
    owners = _listed((owner_of(verdict.kpi, context.lang) for verdict in verdicts), context.lang)
    return StillMissing(
        kind,
        i18n.text(f"closing.missing.{kind}", context.lang, kpis=_numbers(verdicts, context)),
        i18n.text(f"closing.missing.{kind}.detail", context.lang, owners=owners),
        page,
        query,
    )


def _numbers(verdicts: Sequence[PeriodVerdict], context: MissingContext) -> str:
    """KPI 2・8; of all of them nobody reads the numbers."""
    if len(verdicts) == len(context.verdicts) > 1:
        return i18n.text("closing.missing.all_kpis", context.lang, count=len(verdicts))
    between = i18n.text("closing.numbers", context.lang)
    numbers = between.join(verdict.kpi.kpi_no for verdict in verdicts)
    return i18n.text("closing.missing.kpis", context.lang, kpis=numbers)


def _own(kind: str, form: str, context: MissingContext, **values: object) -> StillMissing:
    """Mended by a form of the page itself."""
    return StillMissing(
        kind,
        i18n.text(f"closing.missing.{kind}", context.lang, **values),
        i18n.text(f"closing.missing.{kind}.detail", context.lang, **values),
        PAGE,
        ((WRITE, form),),
    )


def _listed(words: Iterable[str], lang: str) -> str:
    """Each once; of many, how many."""
    named = tuple(dict.fromkeys(words))
    if len(named) > _NAMED:
        return i18n.text("closing.missing.sections", lang, count=len(named))
    return i18n.text("frame.list", lang).join(named)


def _office(context: MissingContext) -> str:
    return context.plan.secretariat.in_language(context.lang)
