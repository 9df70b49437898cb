"""Marks of what is different since a moment: since which, and what is said of each figure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from yamato_dx import i18n
from yamato_dx.kept_answers import kept
from yamato_dx.queries.assessed import View
from yamato_dx.queries.changes.changes import MomentChange, figure_changes
from yamato_dx.queries.changes.moments import KnownMoment, meeting_moment
from yamato_dx.queries.meetings.held import HeldMeeting, last_made
from yamato_dx.store.record import Record

# KPI and fiscal year.
MarkedFigure = tuple[str, int]


@dataclass(frozen=True)
class ChangedFigure:
    """`told`: what it was and is, with the verdicts' marks. `was`: what it was, in a word or two
    for the eye; «» where only its target or its confirmation is another."""

    told: str
    was: str


Marks = Mapping[MarkedFigure, ChangedFigure]


def before_meeting(
    record: Record, held: HeldMeeting, plan_id: str, lang: str
) -> KnownMoment | None:
    """The meeting that its agenda was held against; None of a plan's first one."""
    seen = held.view(plan_id)
    last = last_made(record, seen, held.meeting.plan_id, but=held.meeting_id)
    return meeting_moment(record, last, seen.plan_id, lang) if last else None


def is_earlier(before: View, after: View) -> bool:
    return (before.revision, before.on) < (after.revision, after.on)


@kept(16)
def figures_since(record: Record, before: View, after: View, lang: str) -> Marks:
    """What is different at `after` from what it was at `before`, by KPI and year; of a figure that
    several plans judge, as the plan in sight does."""
    by_figure: dict[MarkedFigure, list[MomentChange]] = {}
    for change in figure_changes(record, before, after, lang):
        assert change.fiscal_year is not None, "a figure is of a year"
        by_figure.setdefault((change.kpi_id, change.fiscal_year), []).append(change)
    return MappingProxyType(
        {figure: _changed(changes, lang) for figure, changes in by_figure.items()}
    )


def _changed(changes: list[MomentChange], lang: str) -> ChangedFigure:
    first: dict[str, MomentChange] = {change.kind: change for change in reversed(changes)}
    told = i18n.text("frame.list", lang).join(_told(first, lang))
    return ChangedFigure(told, next((change.was for change in changes if change.was), ""))


def _told(first: Mapping[str, MomentChange], lang: str) -> Iterator[str]:
    """What was and is; a correction by its own sentence, where nothing else says it."""
    figure = first.get("verdict") or first.get("value")
    if figure:
        yield _both("changes.line.before_after", figure, lang)
    if target := first.get("target"):
        yield _both("changes.mark.target", target, lang)
    if "correction" in first and not figure:
        yield first["correction"].after


def _both(message_id: str, change: MomentChange, lang: str) -> str:
    return i18n.text(message_id, lang, before=change.before, after=change.after)


def mark_words(changed: ChangedFigure, lang: str) -> str:
    """● 前回 未達成; ● 前回 alone where there is no word for what was."""
    if not changed.was:
        return i18n.text("changes.mark", lang)
    return i18n.text("changes.mark.was", lang, was=changed.was)


def told_words(changed: ChangedFigure, called: str, lang: str) -> str:
    """前回（令和8年度第1回 DX推進本部、2026年5月20日）：×未達成　17/20業務 → ◎達成　20/20業務."""
    return i18n.text("changes.mark.told", lang, since=called, told=changed.told)
