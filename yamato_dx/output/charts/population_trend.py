"""Population over the years: how many were counted, how many are projected? Each series apart.

A line joins the points of one series and one publication only; what was published once stays a
point. A figure stands beside its own line, in whose colour its series is named.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from typing import Any, Final

import altair as alt
import pandas as pd

from yamato_dx.i18n import text
from yamato_dx.output import palette
from yamato_dx.output.charts.kpi_chart import (
    LABEL_GAP,
    YEAR_HEIGHT,
    Frame,
    KpiChart,
    Layer,
    axis_width,
    finished,
    zero_line,
)
from yamato_dx.output.charts.marks import ChartColumn, ChartMark, between, column_marks
from yamato_dx.output.charts.point_labels import (
    LINE_HEIGHT,
    Label,
    LabelRoom,
    Point,
    drawn_boxes,
    free_top,
    label_places,
)
from yamato_dx.output.charts.population_lines import (
    Event,
    KeyEntry,
    SeriesKind,
    SeriesLine,
    Titles,
    key_entries,
    key_height,
    key_of,
    points_of,
)
from yamato_dx.output.charts.population_scale import Heights, Plot, YearSpan, year_span

# The columns that a row has; both labels "" where nothing stands beside the point.
COLUMNS: Final = ("line", "year", "value", "label_name", "label_figure", "spoken")

# Where words may stand beside their point, the best place first; what matters most chooses first.
# Counts fall from left to right: what they begin with stands above, what they end with below.
PLACES: Final[dict[str, tuple[str, ...]]] = {
    "counted first": ("above right", "above", "right", "below right", "below"),
    "counted": ("below left", "above right", "above", "below", "above left", "left", "right"),
    "projection": ("right", "below left", "above left", "above"),
    "preliminary": ("below left", "left", "below", "above right", "below right", "right"),
    "register first": ("above right", "above", "below right", "below left", "right"),
    "register": ("below left", "above right", "above", "below", "above left", "left"),
    "older": ("right", "below left", "above left", "below", "left"),
}
BEGINS: Final = " first"
# What lies lower is drawn first.
DRAWN: Final[tuple[SeriesKind, ...]] = ("older", "projection", "register", "counted", "preliminary")
HEADROOM: Final = 24  # pixels above the uppermost line: words beside a high point
EDGE: Final = 8  # pixels at the right: half of the last year's name
HALF_RING: Final = 12
EVENT_GAP: Final = 6  # between its line and its words
# At which end words meet their place.
SIDE: Final = alt.expr("datum.is_ending ? 'right' : 'left'")


def population_trend(
    rows: pd.DataFrame,
    lines: tuple[SeriesLine, ...],
    titles: Titles,
    lang: str,
    *,
    plot: Plot,
    heights: Heights,
    events: tuple[Event, ...] = (),
) -> KpiChart:
    """A line from point to point for each of `lines`, on the scale `heights`.

    `rows`: one row per point with `COLUMNS`; `year` with its part of the year (2020.75), `value`
    people; a row whose value is NaN is left out.
    """
    known = rows[list(COLUMNS)].dropna(subset="value")
    frame = Frame(HEADROOM, EDGE, axis_width(heights.pixels(plot.height)))
    years = year_span(known, plot.width - frame.left - frame.right, plot.room_at_right)
    layout = _TrendLayout(plot, frame, years, heights, lines)
    labels = _labels(known, layout)
    layout = _with_words(layout, known, labels, events)
    return KpiChart(
        spec=_spec(layout),
        data=_placed(known, labels, layout),
        title=titles.title,
        kind=titles.kind,
        alt=trend_alt(known, lines, titles, lang),
        width=plot.width,
        height=plot.height,
        key_height=frame.top,
        frame=layout.frame,
        marks=_marks(known, labels, layout),
    )


def trend_alt(rows: pd.DataFrame, lines: tuple[SeriesLine, ...], titles: Titles, lang: str) -> str:
    """Each series with all its points, for those who hear the chart. `spoken`: a point's words."""
    separator = text("output.list_separator", lang)
    sentences = []
    for line in lines:
        points = rows.loc[rows["line"] == line.line, "spoken"]
        if len(points):
            first = str(points.iloc[0])
            rest = separator.join([first, *map(str, points.iloc[1:])])
            sentences.append(text("population.chart.alt_line", lang, points=rest))
    return text(
        "output.chart.alt", lang, title=titles.title, kind=titles.kind, points="".join(sentences)
    )


@dataclass(frozen=True)
class _TrendLayout:
    """All that a spec depends on: charts of the same layout share one."""

    plot: Plot
    frame: Frame
    years: YearSpan
    heights: Heights
    lines: tuple[SeriesLine, ...]
    events: tuple[tuple[Event, float], ...] = ()  # with the top of its words
    key: tuple[KeyEntry, ...] = ()

    def x(self, field: str = "year") -> alt.X:
        axis = alt.Axis(title=None, values=list(self.years.named), format="d", grid=False)
        axis.domain, axis.ticks, axis.labelPadding = False, False, LABEL_GAP
        scale = alt.Scale(domain=[self.years.first, self.years.last], nice=False, zero=False)
        return alt.X(field, type="quantitative", axis=axis, scale=scale)

    def y(self, field: str = "value") -> alt.Y:
        axis = alt.Axis(
            title=None,
            values=list(self.heights.lines),
            format=",.3~f",
            grid=True,
            gridColor=palette.HAIRLINE,
            domain=False,
            ticks=False,
            labelPadding=LABEL_GAP,
            minExtent=self.frame.left,
            maxExtent=self.frame.left,
        )
        scale = alt.Scale(domain=[0, self.heights.top], nice=False)
        return alt.Y(field, type="quantitative", axis=axis, scale=scale)

    @property
    def narrowest(self) -> int:
        """Pixels of the plot where a page has least room for the chart."""
        return self.plot.narrowest - self.frame.left - self.frame.right

    @property
    def narrow_years(self) -> YearSpan:
        """Where words find their places: what is apart here is so in a wider plot."""
        return replace(self.years, width=self.narrowest)

    @property
    def joined(self) -> frozenset[str]:
        return frozenset(line.line for line in self.lines if line.look.is_joined)


def _with_words(
    layout: _TrendLayout,
    rows: pd.DataFrame,
    labels: list[Label | None],
    events: tuple[Event, ...],
) -> _TrendLayout:
    """With places for the words of events, and a key of the lines that are named nowhere else."""
    named = {line for line, label in zip(rows["line"], labels, strict=True) if label and label.name}
    drawn = set(rows["line"])
    unnamed = [line for line in layout.lines if line.line in drawn - named]
    key = key_entries(unnamed, layout.narrowest)
    taken = [
        *drawn_boxes(_points(rows, layout), layout.joined),
        *(label.box for label in labels if label),
    ]
    floor = layout.plot.height
    placed = tuple(
        (
            event,
            free_top(event.words, layout.narrow_years.pixel(event.year) + EVENT_GAP, taken, floor),
        )
        for event in events
    )
    frame = replace(layout.frame, foot=key_height(key))
    return replace(layout, frame=frame, events=placed, key=key)


def _points(rows: pd.DataFrame, layout: _TrendLayout) -> list[Point]:
    """Every point with what is to stand beside it, in pixels of the narrowest plot."""
    pixels = layout.heights.pixels(layout.plot.height)
    kinds = {line.line: line.kind for line in layout.lines}
    columns = ("line", "year", "value", "label_name", "label_figure")
    is_named_count = rows["label_name"].ne("") & rows["line"].map(kinds).isin(
        [kind.removesuffix(BEGINS) for kind in PLACES if kind.endswith(BEGINS)]
    )
    return [
        Point(
            line=str(line),
            kind=f"{kinds[line]}{BEGINS}" if is_first else kinds[line],
            x=layout.narrow_years.pixel(year),
            y=pixels.pixel(value),
            figure=str(figure),
            name=str(name),
        )
        for line, year, value, name, figure, is_first in zip(
            *(rows[name] for name in columns), is_named_count, strict=True
        )
    ]


def _labels(rows: pd.DataFrame, layout: _TrendLayout) -> list[Label | None]:
    """The words beside each point."""
    room = LabelRoom(layout.narrowest, -HEADROOM, layout.plot.height - 2)
    points = _points(rows, layout)
    return label_places(points, layout.joined, PLACES, room, unnamed=_plain(layout.lines))


def _placed(rows: pd.DataFrame, labels: list[Label | None], layout: _TrendLayout) -> pd.DataFrame:
    """`rows` with where the words of each point stand."""
    pixels, half = layout.heights.pixels(layout.plot.height), LINE_HEIGHT / 2
    return rows.assign(
        label_name=[label.name if label else "" for label in labels],
        label_figure=[label.figure if label else "" for label in labels],
        label_year=[layout.narrow_years.year(label.anchor if label else 0.0) for label in labels],
        is_ending=[label is not None and label.is_ending for label in labels],
        name_at=[pixels.figure(label.box.top + half) if label else 0.0 for label in labels],
        figure_at=[pixels.figure(label.box.bottom - half) if label else 0.0 for label in labels],
    )


def _marks(
    rows: pd.DataFrame, labels: list[Label | None], layout: _TrendLayout
) -> tuple[ChartMark, ...]:
    """One for each time at which there are points, around all of them; the first and the last
    reach to the edges, where their words stand."""
    years, pixels = layout.years, layout.heights.pixels(layout.plot.height)
    times = sorted(rows["year"].unique())
    middles = [years.part(year) for year in times]
    edges = [0.0, *(left for left, _ in between(middles)[1:]), 1.0]
    columns = []
    for year, middle, zone in zip(times, middles, pairwise(edges), strict=True):
        points = rows[rows["year"] == year]
        ends = [pixels.pixel(value) for value in points["value"]]
        texts = [label.box.top for label in labels if label and _stands_in(zone, label, layout)]
        columns.append(
            ChartColumn(
                rows=tuple(int(row) for row in points.index),
                left=zone[0],
                right=zone[1],
                middle=middle,
                half=HALF_RING,
                top=min(ends) - HALF_RING,
                foot=max(ends) + HALF_RING,
                reach=HALF_RING,
                words_top=min([*texts, min(ends) - HALF_RING]),
            )
        )
    return column_marks(columns, layout.frame, layout.plot.height, narrowest=layout.narrowest)


def _stands_in(zone: tuple[float, float], label: Label, layout: _TrendLayout) -> bool:
    """Whether words stand in a part of the plot, be it as narrow as it gets: they keep their
    width."""
    left, right = zone
    anchor = label.anchor / layout.narrowest
    reach = (label.box.right - label.box.left) / layout.narrowest
    start = anchor - reach if label.is_ending else anchor
    return start < right and left < start + reach


def _plain(lines: tuple[SeriesLine, ...]) -> frozenset[str]:
    """The lines that nobody takes for another: the only ones of their kind."""
    projected = [line.line for line in lines if line.kind in ("projection", "older")]
    return frozenset(projected if len(projected) == 1 else ())


@cache
def _spec(layout: _TrendLayout) -> dict[str, Any]:
    drawn = sorted(layout.lines, key=lambda line: DRAWN.index(line.kind))
    foot = layout.plot.height + YEAR_HEIGHT
    layers = [
        zero_line(),
        *(layer for event, top in layout.events for layer in _event(event, top, layout)),
        *(layer for line in drawn for layer in _line(line, layout)),
        *(layer for line in drawn for layer in _words(line, layout)),
        *(layer for entry in layout.key for layer in key_of(entry, foot)),
    ]
    return finished(layers, layout.plot.height, layout.frame)


def _only(line: SeriesLine) -> alt.FieldEqualPredicate:
    return alt.FieldEqualPredicate(field="line", equal=line.line)


def _line(line: SeriesLine, layout: _TrendLayout) -> list[Layer]:
    """The points of one series, and the line through them."""
    look = line.look
    path = alt.Chart().mark_line(color=look.colour, strokeWidth=2, strokeDash=list(look.dash))
    joined = path.transform_filter(_only(line)).encode(x=layout.x(), y=layout.y())
    points = points_of(line).transform_filter(_only(line)).encode(x=layout.x(), y=layout.y())
    return [joined, points] if look.is_joined else [points]


def _words(line: SeriesLine, layout: _TrendLayout) -> list[Layer]:
    """What one series is called, in its colour, and its figures."""
    marks = alt.Chart().transform_filter(_only(line))
    name = marks.mark_text(align=SIDE, baseline="middle", fontWeight="bold", color=line.look.colour)
    figure = marks.mark_text(align=SIDE, baseline="middle")
    return [
        name.encode(x=layout.x("label_year"), y=layout.y("name_at"), text=_text("label_name")),
        figure.encode(
            x=layout.x("label_year"), y=layout.y("figure_at"), text=_text("label_figure")
        ),
    ]


def _text(field: str) -> alt.Text:
    return alt.Text(field, type="nominal")


def _event(event: Event, top: float, layout: _TrendLayout) -> list[Layer]:
    rows = alt.InlineData(values=[{"year": event.year, "words": event.words}])
    rule = alt.Chart(rows).mark_rule(color=palette.SECOND, strokeDash=[2, 2])
    name = alt.Chart(rows).mark_text(
        align="left", dx=EVENT_GAP, baseline="top", color=palette.SECOND
    )
    return [
        rule.encode(x=layout.x(), y=alt.value(0), y2=alt.value(layout.plot.height)),
        name.encode(x=layout.x(), y=alt.value(top), text=_text("words")),
    ]
