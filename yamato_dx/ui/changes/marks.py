"""Marks of what is different since the last time: since when, and the line that explains them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from yamato_dx.output.charts.changed import ChartChange
from yamato_dx.queries.changes.moments import KnownMoment, meeting_moment, moment_called
from yamato_dx.queries.changes.since import (
    MarkedFigure,
    Marks,
    before_meeting,
    figures_since,
    is_earlier,
    mark_words,
    told_words,
)

if TYPE_CHECKING:
    from collections.abc import Collection

    from yamato_dx.plan.model.types import Kpi
    from yamato_dx.queries.assessed import View
    from yamato_dx.ui.frame.screen import Screen
    from yamato_dx.ui.frame.templates import Html

# Of «前回から», in its address.
FROM: Final = "from"
TO: Final = "to"
# As much of what the address asks as a person needs to know it again.
SHOWN: Final = 40


@dataclass(frozen=True)
class SinceMark:
    """`words`: ● 前回 未達成; `told`: with the moment, and what was and is."""

    words: str
    told: str


@dataclass(frozen=True)
class MarkedSince:
    """`moment`: None where nothing is marked. `is_refused`: one was asked for that is none, or not
    before what is shown."""

    lang: str
    moment: KnownMoment | None = None
    marks: Marks = field(default_factory=dict)
    is_refused: bool = False

    @property
    def called(self) -> str:
        return self.moment.words if self.moment else ""

    def of(self, kpi_id: str, fiscal_year: int) -> SinceMark | None:
        changed = self.marks.get((kpi_id, fiscal_year))
        if changed is None:
            return None
        words = mark_words(changed, self.lang)
        return SinceMark(words, told_words(changed, self.called, self.lang))

    def on_chart(self, kpi: Kpi) -> tuple[ChartChange, ...]:
        return tuple(
            ChartChange(str(year), changed.told)
            for (kpi_id, year), changed in self.marks.items()
            if kpi_id == kpi.kpi_id
        )


def marked_since(page: Screen, view: View) -> MarkedSince:
    """Since the moment that the address names; of a meeting in sight since the one before it."""
    since = _since(page, view)
    if since is None or not is_earlier(since.view, view):
        return MarkedSince(page.lang, is_refused=bool(page.asked_since))
    return MarkedSince(page.lang, since, figures_since(page.record, since.view, view, page.lang))


def _since(page: Screen, view: View) -> KnownMoment | None:
    if page.asked_since:
        return moment_called(page.record, page.now(), page.asked_since, page.lang)
    held = page.seen_meeting
    return before_meeting(page.record, held, view.plan_id, page.lang) if held else None


def draw_refusal(page: Screen, since: MarkedSince) -> None:
    """That the moment of the address is none to mark changes from."""
    if since.is_refused:
        page.message(page.say("changes.mark.refused", written=page.asked_since[:SHOWN]), tone="bad")


def marks_legend(
    page: Screen, view: View, since: MarkedSince, shown: Collection[MarkedFigure]
) -> tuple[Html, ...]:
    """What the sign means, since when, how many there are of `shown`, and the way to the rest;
    nothing where nothing is marked."""
    if since.moment is None:
        return ()
    count = sum(figure in since.marks for figure in shown)
    called = "legend" if count else "none"
    compared = {FROM: since.moment.code, TO: _end(page, view)}
    legend = page.part(
        "marks_legend",
        words=page.say(f"changes.mark.{called}", since=since.called, count=count),
        all_changes=page.link("changes", since="", **compared),
        off=page.here(since=None) if page.asked_since else "",
    )
    return (legend,)


def _end(page: Screen, view: View) -> str:
    """What is shown, as «前回から» calls it; «» is now."""
    if held := page.seen_meeting:
        return meeting_moment(page.record, held, view.plan_id, page.lang).code
    return view.as_of.isoformat() if view.as_of else ""
