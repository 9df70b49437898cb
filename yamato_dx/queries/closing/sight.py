"""What a story of the plan's end is told from: everything, or what papers for others may take."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from yamato_dx.assessment.period.verdicts import PeriodCode, YearsLeftOut
from yamato_dx.entries.kind import EntryKind
from yamato_dx.entries.review.closing import CARRY_OVER, EFFECT, JUDGEMENT, OPINION
from yamato_dx.entries.review.publications import RELEASE
from yamato_dx.queries.assessed import Assessed, View, assessed
from yamato_dx.queries.closing.entered import ClosingEntries, entered_at, shown_at
from yamato_dx.queries.entries import Entry
from yamato_dx.queries.publishing.figures import Withheld, left_out, public_figures
from yamato_dx.queries.publishing.texts import released
from yamato_dx.queries.snapshots.snapshots import view_of_snapshot
from yamato_dx.store.record import Record

# What people write at the plan's end, in the order in which it stands on the paper.
CLOSING_TEXTS: Final[tuple[EntryKind[Any], ...]] = (EFFECT, JUDGEMENT, OPINION, CARRY_OVER)


@dataclass(frozen=True, eq=False)
class ClosingSight:
    """`view`: the moment that is shown, `answer`: as it is judged, `now`: as today's figures are.
    `withheld`: figures that papers for others do not take, `texts`: by kind, the keys of what they
    do not take of what was written; none of either where everything is shown."""

    view: View
    answer: Assessed
    now: Assessed
    entries: ClosingEntries
    withheld: tuple[Withheld, ...] = ()
    texts: Mapping[str, tuple[str, ...]] | None = None

    @property
    def left_out(self) -> YearsLeftOut:
        """By KPI and year, why a figure does not count."""
        return {(out.kpi_id, out.fiscal_year): _why(out) for out in self.withheld}


def whole_sight(record: Record, view: View) -> ClosingSight:
    """All that is known of the plan in sight; of a closed plan as it was closed."""
    shown = shown_at(record, view)
    now = assessed(record, replace(view, plan_id=shown.plan_id or view.plan_id))
    answer = assessed(record, shown) if shown is not view else now
    entries = entered_at(record, shown.revision, answer.plan.plan_id)
    return ClosingSight(shown, answer, now, entries)


def sight_for_others(record: Record, view: View, whole: ClosingSight, head: int) -> ClosingSight:
    """Confirmed figures and texts that are 公表可 alone. `head`: a mark that was taken back by then
    counts no more."""
    plan_id = whole.answer.plan.plan_id
    shown = _public_shown(record, view, whole)
    now = public_figures(record, replace(view, plan_id=plan_id, frozen=()))
    answer = now if whole.answer is whole.now else public_figures(record, shown)
    years = {year.start_year for year in answer.plan.fiscal_years}
    withheld = tuple(out for out in left_out(record, shown) if out.fiscal_year in years)
    open_texts = released(record, plan_id, shown.revision, head)
    return ClosingSight(
        whole.view,
        answer,
        now,
        _for_others(whole.entries, open_texts),
        withheld,
        withheld_texts(whole.entries, open_texts),
    )


def _public_shown(record: Record, view: View, whole: ClosingSight) -> View:
    """Never the rows that a meeting or a closing saw: these have what nobody confirmed. Of a plan
    that an earlier release closed, what today's rules make of that moment."""
    plan_id = whole.answer.plan.plan_id
    closed = entered_at(record, view.revision, plan_id).closed
    if closed and closed.value.public:
        return view_of_snapshot(closed.value.public, plan_id)
    return replace(whole.view, plan_id=plan_id, frozen=())


def _why(out: Withheld) -> PeriodCode:
    return "unconfirmed" if "unconfirmed" in out.because else "not_final"


def written_texts(entries: ClosingEntries) -> Mapping[str, Mapping[str, Entry[Any]]]:
    """By kind and key, what has words of people in it."""
    effects = {EFFECT.key(*map(str, key)): entry for key, entry in entries.effects.items()}
    return {
        EFFECT.name: {key: entry for key, entry in effects.items() if entry.value.evidence},
        JUDGEMENT.name: entries.judgements,
        OPINION.name: {str(number): entry for number, entry in entries.opinions.items()},
        CARRY_OVER.name: entries.carried,
    }


def withheld_texts(
    entries: ClosingEntries, open_texts: Mapping[str, Any]
) -> Mapping[str, tuple[str, ...]]:
    """Of each kind the keys of what was written and is not 公表可."""
    return {
        kind: tuple(key for key in texts if RELEASE.key(kind, key) not in open_texts)
        for kind, texts in written_texts(entries).items()
    }


def _for_others(entries: ClosingEntries, open_texts: Mapping[str, Any]) -> ClosingEntries:
    """What was chosen from a list stands (an effect was found, a KPI goes on), words only where
    they may: evidence and reasons are «» elsewhere, judgements and opinions are not there."""

    def is_open(kind: EntryKind[Any], key: str) -> bool:
        return RELEASE.key(kind.name, key) in open_texts

    return replace(
        entries,
        effects={
            key: entry
            if is_open(EFFECT, EFFECT.key(*map(str, key)))
            else replace(entry, value=replace(entry.value, evidence=""))
            for key, entry in entries.effects.items()
        },
        judgements={
            key: entry for key, entry in entries.judgements.items() if is_open(JUDGEMENT, key)
        },
        opinions={
            number: entry
            for number, entry in entries.opinions.items()
            if is_open(OPINION, str(number))
        },
        carried={
            key: entry
            if is_open(CARRY_OVER, key)
            else replace(entry, value=replace(entry.value, reason="", successor=""))
            for key, entry in entries.carried.items()
        },
    )
