"""What a chart tells of each of its marks: a card that opens where the reader rests, touches or
tabs to, over a chart that stays the same for all visitors."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from yamato_dx.queries.words import Verdict
from yamato_dx.ui.frame.chart_pair import draw_chart_pair
from yamato_dx.ui.frame.templates import Html

if TYPE_CHECKING:
    from yamato_dx.output.charts.kpi_chart import KpiChart
    from yamato_dx.ui.frame.screen import Screen
    from yamato_dx.ui.frame.templates import Values

NO_HEAD: Final = Html("")


@dataclass(frozen=True)
class CardLine:
    """A line of a card; without a `name` it speaks for itself."""

    name: str
    words: str
    link: str = ""


@dataclass(frozen=True)
class CardLink:
    """A link at the foot of a card."""

    words: str
    link: str


@dataclass(frozen=True)
class Card:
    """`name`: what the mark is called by those who hear it; `link`: where a press on it leads, ""
    where there is nothing to choose; `is_chosen`: it is chosen already."""

    name: str
    head: str
    note: str = ""
    figure: str = ""
    verdict: Verdict | None = None
    told: tuple[CardLine, ...] = ()
    acts: tuple[CardLink, ...] = ()
    link: str = ""
    is_chosen: bool = False


# The card of the rows that one mark stands for.
CardOf = Callable[[tuple[int, ...]], Card]


def draw_answering_chart(
    page: Screen,
    key: tuple[Hashable, ...],
    charts: tuple[KpiChart, KpiChart],
    card_of: CardOf,
    *,
    head: Html = NO_HEAD,
) -> None:
    """The chart for a wide screen and for a phone, and what lies over them: of no height of its
    own, but for the `head` that stands right above the chart. `key`: the chart's name on its page,
    the view, and what else its cards depend on."""
    wide, phone = charts
    filtered = (head, wide.digest, phone.digest, page.here())
    make = partial(_layers, str(key[0]), charts, card_of, head)
    page.draw_once("chart_marks", (*key, *filtered), make)
    draw_chart_pair(wide, phone)


def _layers(name: str, charts: tuple[KpiChart, KpiChart], card_of: CardOf, head: Html) -> Values:
    return {
        "head": head,
        "title": charts[0].title,
        "layers": [
            {
                "name": f"{name}-{screen}",
                "screen": screen,
                "style": _style(chart),
                "marks": [(mark, card_of(mark.rows)) for mark in chart.marks],
            }
            for screen, chart in zip(("wide", "phone"), charts, strict=True)
        ],
    }


def _style(chart: KpiChart) -> str:
    frame = chart.frame
    return f"--above:{frame.top};--start:{frame.left};--end:{frame.right};--tall:{chart.height}"
