"""期末評価 as one value: what the page, the paper and the command line all show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from yamato_dx import i18n
from yamato_dx.assessment.period.verdicts import (
    NONE_LEFT_OUT,
    RESULTS,
    PeriodVerdict,
    YearsLeftOut,
    period_verdicts,
)
from yamato_dx.assessment.period.words import rule_words
from yamato_dx.entries.review.comments import COMMENT
from yamato_dx.kept_answers import kept
from yamato_dx.plan.model.types import Plan
from yamato_dx.queries.assessed import Assessed, View
from yamato_dx.queries.closing.entered import ClosingEntries, entered_at
from yamato_dx.queries.closing.later import later_words
from yamato_dx.queries.closing.left_out import left_out_words
from yamato_dx.queries.closing.lines import (
    ClosingLine,
    LineContext,
    LineGroup,
    ResultCount,
    counts_of,
    groups_of,
    line_of,
)
from yamato_dx.queries.closing.missing import MissingContext, StillMissing, missing_of
from yamato_dx.queries.closing.people import (
    FOUND,
    InitiativeEffects,
    JudgementWords,
    OpinionWords,
    effects_of,
    judgements_of,
    opinions_of,
)
from yamato_dx.queries.closing.sight import (
    ClosingSight,
    sight_for_others,
    whole_sight,
    withheld_texts,
)
from yamato_dx.queries.entries import standing
from yamato_dx.queries.figure_states import figure_states
from yamato_dx.queries.publishing.texts import released
from yamato_dx.store.record import Record


@dataclass(frozen=True)
class ClosedWords:
    """`missing`: what was missing then, as it was printed. `is_open`: it was closed before and
    opened again, for `reason`."""

    is_open: bool
    day: str
    by: str
    approval_no: str
    reason: str
    revision: int
    missing: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class ClosingStory:
    """`view`: the moment that is shown, of a closed plan the one at which it was closed. `counts`:
    of each verdict and each reason for none. `methods`: by which rules the KPIs are judged, in
    words. `lines`: in the plan's order; `groups`: the same, missed first. `unconfirmed`: the
    numbers of KPIs of which there are figures nobody confirmed. `missing`: of all that is known,
    whoever it is for. `closed` None: never closed. `left_out`: what a story for others does not
    take, in words. `answer`: the figures that it is told from."""

    view: View
    plan: Plan
    lang: str
    title: str
    version: str
    period: str
    headline: tuple[str, ...]
    counts: tuple[ResultCount, ...]
    methods: tuple[str, ...]
    lines: tuple[ClosingLine, ...]
    groups: tuple[LineGroup, ...]
    effects: tuple[InitiativeEffects, ...]
    judgements: tuple[JudgementWords, ...]
    opinions: tuple[OpinionWords, ...]
    missing: tuple[StillMissing, ...]
    unconfirmed: tuple[str, ...]
    closed: ClosedWords | None
    left_out: tuple[str, ...]
    answer: Assessed

    @property
    def is_closed(self) -> bool:
        return self.closed is not None and not self.closed.is_open

    @property
    def judged(self) -> tuple[ResultCount, ...]:
        return tuple(count for count in self.counts if count.code in RESULTS)

    @property
    def unjudged(self) -> tuple[ResultCount, ...]:
        return tuple(count for count in self.counts if count.code not in RESULTS)

    @property
    def common_year(self) -> str:
        """By which all that are judged by one year are; «» where they differ."""
        years = {line.year for line in self.lines if line.year}
        return years.pop() if len(years) == 1 else ""

    @property
    def effect_counts(self) -> dict[str, int]:
        """How many of all effects that the plan promised: found, not found, unchecked."""
        found = [line.found for initiative in self.effects for line in initiative.lines]
        return {kind: found.count(kind) for kind in FOUND}


def closing_story(
    record: Record, view: View, lang: str, *, for_others: bool = False
) -> ClosingStory:
    """Of the plan in sight. `for_others`: as papers that leave the house have it, in which a figure
    that nobody confirmed is not known and a text that is not 公表可 is not said."""
    return story_at(record, view, lang, record.head() if for_others else None)


@kept(32)
def story_at(record: Record, view: View, lang: str, marks_at: int | None) -> ClosingStory:
    """`marks_at`: as `closing_story` for others, a mark that was taken back by then counts no more;
    None: for those of the house."""
    whole = whole_sight(record, view)
    sight = whole if marks_at is None else sight_for_others(record, view, whole, marks_at)
    answer, entries = sight.answer, sight.entries
    plan = answer.plan
    states = figure_states(answer)
    verdicts = verdicts_of(answer, sight.left_out)
    context = LineContext(
        answer,
        states,
        {kpi_id: entry.value for kpi_id, entry in entries.carried.items()},
        later_words(answer, sight.now, lang),
        sight.left_out,
        lang,
    )
    lines = tuple(line_of(verdict, context) for verdict in verdicts)
    counts = counts_of(verdicts, lang)
    missing = _missing(record, whole, lang)
    return ClosingStory(
        view=sight.view,
        plan=plan,
        lang=lang,
        title=plan.title.in_language(lang),
        version=plan.plan_version,
        period=_period(plan, lang),
        headline=_headline(plan, counts, lang),
        counts=counts,
        methods=_methods(verdicts, lang),
        lines=lines,
        groups=groups_of(lines, lang),
        effects=effects_of(plan, entries, lang),
        judgements=judgements_of(plan, entries, lang),
        opinions=opinions_of(plan, entries, lang),
        missing=missing,
        unconfirmed=_unconfirmed(sight, lines),
        closed=_closed(entered_at(record, view.revision, plan.plan_id), lang, missing),
        left_out=left_out_words(sight, lang),
        answer=answer,
    )


def _missing(record: Record, whole: ClosingSight, lang: str) -> tuple[StillMissing, ...]:
    """Whoever the story is for: of all that is known."""
    plan, entries = whole.answer.plan, whole.entries
    open_texts = released(record, plan.plan_id, whole.view.revision, whole.view.revision)
    context = MissingContext(
        plan,
        verdicts_of(whole.answer),
        entries,
        effects_of(plan, entries, lang),
        opinions_of(plan, entries, lang),
        figure_states(whole.answer),
        standing(record, COMMENT, plan.plan_id, whole.view.revision),
        sum(map(len, withheld_texts(entries, open_texts).values())),
        lang,
    )
    return missing_of(context)


def _unconfirmed(sight: ClosingSight, lines: Sequence[ClosingLine]) -> tuple[str, ...]:
    left_out = {out.kpi_id for out in sight.withheld if "unconfirmed" in out.because}
    return tuple(
        line.kpi_no for line in lines if line.is_confirmed is False or line.kpi_id in left_out
    )


def verdicts_of(
    answer: Assessed, left_out: YearsLeftOut = NONE_LEFT_OUT
) -> tuple[PeriodVerdict, ...]:
    """One per KPI of the plan."""
    return period_verdicts(answer.rows, answer.plan, left_out)


def _period(plan: Plan, lang: str) -> str:
    first, last = (
        i18n.fiscal_year(year, lang, "short") for year in (plan.first_year, plan.last_year)
    )
    return i18n.text("closing.period", lang, first=first, last=last)


def _headline(plan: Plan, counts: Sequence[ResultCount], lang: str) -> tuple[str, ...]:
    """One sentence from the numbers, in parts that a narrow screen may break between."""
    by_code = {count.code: count.count for count in counts}
    opening = i18n.text(
        "closing.headline.of", lang, years=len(plan.fiscal_years), count=len(plan.kpis)
    )
    if not any(by_code[code] for code in RESULTS):
        return (opening, i18n.text("closing.headline.none", lang))
    return (
        opening,
        *(i18n.text(f"closing.headline.{code}", lang, count=by_code[code]) for code in RESULTS),
    )


def _methods(verdicts: Sequence[PeriodVerdict], lang: str) -> tuple[str, ...]:
    """Each rule in use once, with the mark of what nobody decided: the most used first."""
    found: dict[tuple[str, bool], list[PeriodVerdict]] = {}
    for verdict in verdicts:
        if verdict.judged:
            key = (rule_words(verdict, lang), verdict.is_rule_open)
            found.setdefault(key, []).append(verdict)
    ordered = sorted(found.items(), key=lambda item: -len(item[1]))
    return tuple(
        _marked(_method(rule, of_rule, is_first=place == 0, lang=lang), lang, is_open=is_open)
        for place, ((rule, is_open), of_rule) in enumerate(ordered)
    )


def _marked(method: str, lang: str, *, is_open: bool) -> str:
    if not is_open:
        return method
    mark = i18n.text("frame.provisional", lang)
    return i18n.text("closing.method.open", lang, method=method, mark=mark)


def _method(rule: str, verdicts: Sequence[PeriodVerdict], *, is_first: bool, lang: str) -> str:
    """The rule of most stands alone, of others with their numbers."""
    if is_first:
        return rule
    numbers = i18n.text("closing.numbers", lang).join(verdict.kpi.kpi_no for verdict in verdicts)
    return i18n.text("closing.method", lang, kpis=numbers, rule=rule)


def _closed(
    entries: ClosingEntries, lang: str, missing: Sequence[StillMissing]
) -> ClosedWords | None:
    """Of the last closing; in another language than it was printed in, what was missing then as
    it is worked out from the kept moment."""
    entry = entries.closed or entries.reopened
    if entry is None:
        return None
    closing = entry.value
    printed = closing.missing if lang == "ja" else tuple(line.words for line in missing)
    return ClosedWords(
        is_open=closing.snapshot is None,
        day=i18n.day(closing.on, lang),
        by=entry.actor_name,
        approval_no=closing.approval_no,
        reason=closing.reason,
        revision=entry.revision,
        missing=printed if closing.snapshot else (),
    )


def counted(story: ClosingStory) -> Mapping[str, int]:
    """By code, how many KPIs: for those who count on."""
    return {count.code: count.count for count in story.counts}
