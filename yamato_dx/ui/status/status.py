"""The parts of «稼働状況»: how many things want somebody, and each thing with what to do."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from yamato_dx.acts.permissions import Act
from yamato_dx.acts.running.status import StatusLine, status
from yamato_dx.ui.frame.cells import Cell, Head, draw_table
from yamato_dx.web.watching import situation_of

if TYPE_CHECKING:
    from yamato_dx.ui.frame.screen import Screen

COLUMNS: Final = ("state", "value", "what_to_do")
# What wants somebody stands above what does not.
GRAVEST: Final = ("bad", "attention", "good")
TONES: Final = {"bad": "bad", "attention": "", "good": "second"}


def draw_status(page: Screen) -> None:
    if not page.offers(Act.READ_STATUS):
        return
    situation = situation_of(page.served, datetime.now(UTC))
    lines = status(situation, actor=page.actor())
    page.section_head(*_headline(page, lines))
    heads = [Head(page.say("status.title"))]
    heads += [Head(page.say(f"status.column.{name}")) for name in COLUMNS]
    rows = [_row(page, line) for line in sorted(lines, key=lambda line: GRAVEST.index(line.state))]
    draw_table(page, page.say("frame.page.status"), heads, rows, stacks=True)
    page.draw("note", lines=[page.say("status.command")])


def _headline(page: Screen, lines: Sequence[StatusLine]) -> list[str]:
    """At most two parts, the gravest first."""
    counts = {state: sum(line.state == state for line in lines) for state in GRAVEST[:2]}
    parts = [page.say(f"status.headline.{state}", count=n) for state, n in counts.items() if n]
    return parts or [page.say("status.headline.good")]


def _row(page: Screen, line: StatusLine) -> list[Cell]:
    words = line.in_words(page.lang)
    return [
        Cell(words["name"] or "", is_code=True),
        Cell(page.say(f"status.state.{line.state}"), tone=TONES[line.state], is_code=True),
        Cell(words["value"] or ""),
        Cell(words["what_to_do"] or ""),
    ]
