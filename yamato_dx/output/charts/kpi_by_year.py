"""Targets and actuals of one KPI by fiscal year: how far did each year get?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from typing import Any, Final

import altair as alt
import pandas as pd

from yamato_dx.output import palette
from yamato_dx.output.charts.changed import ChartChange, spoken_changes, with_changes
from yamato_dx.output.charts.happenings import (
    ChartHappening,
    spoken_happenings,
    with_happenings,
)
from yamato_dx.output.charts.key import KEY_LINE, guide_key, key
from yamato_dx.output.charts.kpi_chart import (
    AXIS_WIDTH,
    KEY_HEIGHT,
    LINE,
    TEXT_SIZE,
    Frame,
    KpiChart,
    Layer,
    TextMark,
    axis_width,
    extent,
    figure,
    finished,
    is_drawn_as_share,
    kind_of_figure,
    place,
    text_width,
    words,
    zero_line,
)
from yamato_dx.output.charts.marks import ChartColumn, ChartMark, between, column_marks
from yamato_dx.output.charts.placing import (
    Room,
    Scale,
    TextPlaces,
    YearTexts,
    places,
    scale_of,
)
from yamato_dx.output.charts.spoken import chart_alt
from yamato_dx.output.charts.text_lines import folded, is_within
from yamato_dx.plan.model.types import Kpi
from yamato_dx.rows import rows_of

# The columns that a row has; texts come ready, "" where there is none.
FIGURES: Final = ("value", "target")
TEXTS: Final = (
    "label",
    "value_label",
    "value_number",
    "target_label",
    "target_figure",
    "target_number",
    "gap_label",
    "gap_tone",
    "missing_label",
)
COLUMNS: Final = ("fiscal_year", *FIGURES, "is_chosen", *TEXTS)

WIDE: Final = Room(height=282, bar=64, value_size=20, headroom=78, narrow=False)
NARROW: Final = Room(height=262, bar=56, value_size=18, headroom=78, narrow=True)

WIDE_PIXELS: Final = 792
NARROW_PIXELS: Final = 343
# The plot of a phone 320 pixels wide, and of a column beside the list of initiatives.
NARROWEST: Final = {True: 206, False: 480}
ROOM_AT_RIGHT: Final = {True: 30, False: 14}
YEARS_NARROW: Final = 3
TICK_OVERHANG: Final = 5

LABEL_SIZE: Final = 15
LEAST_VALUE_SIZE: Final = 15
# Between what two years say, where a page has least room for the chart.
BETWEEN_TEXTS: Final = 6
# Where nothing is drawn, a mark is as high as the words that say so.
MARK_PIXELS: Final = 44


def kpi_by_year(
    rows: pd.DataFrame,
    kpi: Kpi,
    lang: str,
    *,
    narrow: bool,
    with_guide: bool = False,
    happenings: Sequence[ChartHappening] = (),
    changes: Sequence[ChartChange] = (),
) -> KpiChart:
    """A bar from 0 for each year's actual, a line for its target, both with their figures.

    `rows`: one row per fiscal year with `COLUMNS`. `value` and `target` are the figures drawn
    (shares 0–1), NaN where there is none; `gap_tone` is good, bad or ink; `missing_label` says
    what there is no figure of, a line each. On a phone three years remain, the chosen one among
    them. What a year says stays in its own part of the narrowest plot: a target whose words have
    no room there is its figure (the key says what the line is), a gap stands in several lines.
    `with_guide` joins the targets by a dashed line, marked as ours. `happenings`: a thin line on
    the day of each, with its number. `changes`: a dot beside each of these years.
    """
    shown, room = _fitted(_on_phone(rows) if narrow else rows, NARROW if narrow else WIDE)
    tick = "benchmark" if kpi.shape == "match_benchmark" else "target"
    title, kind = kpi.name.in_language(lang), kind_of_figure(kpi, lang)
    placed, is_share = _placed(shown, room), is_drawn_as_share(kpi)
    labels = dict(zip(map(str, shown["fiscal_year"]), shown["label"], strict=True))
    is_changed = any(change.place in labels for change in changes)
    frame = _frame(room, placed, is_share=is_share, with_line=with_guide or is_changed)
    spec = _spec(lang, room, frame, tick, is_share=is_share, with_guide=with_guide)
    years = list(labels)
    spec = with_happenings(spec, happenings, years, height=room.height, narrowest=NARROWEST[narrow])
    return KpiChart(
        spec=with_changes(spec, changes, labels, lang, height=room.height, narrow=narrow),
        data=placed,
        title=title,
        kind=kind,
        alt="".join(
            (
                chart_alt(title, kind, rows, lang),
                spoken_happenings(happenings, years, lang),
                spoken_changes(changes, labels, lang),
            )
        ),
        width=NARROW_PIXELS if narrow else WIDE_PIXELS,
        height=room.height,
        key_height=frame.top,
        frame=frame,
        marks=_marks(placed, room, frame),
    )


def _frame(room: Room, placed: pd.DataFrame, *, is_share: bool, with_line: bool) -> Frame:
    """A phone has the key of the guide, or of what changed, in a line of its own."""
    key_height = KEY_HEIGHT + (KEY_LINE if room.narrow and with_line else 0)
    left = AXIS_WIDTH if is_share else axis_width(_scale(placed, room))
    return Frame(key_height, ROOM_AT_RIGHT[room.narrow], left)


def _scale(placed: pd.DataFrame, room: Room) -> Scale:
    return Scale(placed["axis_min"].iloc[0], placed["axis_max"].iloc[0], room.height)


def _marks(placed: pd.DataFrame, room: Room, frame: Frame) -> tuple[ChartMark, ...]:
    """One for each year, around its bar and its target."""
    scale = _scale(placed, room)
    middles = [(year + 0.5) / len(placed) for year in range(len(placed))]
    columns = []
    for index, row, middle, (left, right) in zip(
        placed.index, rows_of(placed), middles, between(middles), strict=True
    ):
        drawn = [scale.pixel(row[name]) for name in FIGURES if row[name] == row[name]]
        zero = scale.pixel(0.0)
        top = min([*drawn, zero]) if drawn else zero - MARK_PIXELS
        foot = max([*drawn, zero])
        texts = [scale.pixel(row[f"{name}_at"]) for name in ("value", "target", "missing")]
        columns.append(
            ChartColumn(
                rows=(int(index),),
                left=left,
                right=right,
                middle=middle,
                half=room.bar / 2 + TICK_OVERHANG + 3,
                top=top - 5,
                foot=foot + 5,
                reach=max(
                    room.bar / 2 + TICK_OVERHANG,
                    _widest(row[f"{name}_label"] for name in ("target", "gap")) / 2,
                ),
                words_top=min(top, *texts) - LABEL_SIZE * 0.6,
            )
        )
    return column_marks(columns, frame, room.height, narrowest=NARROWEST[room.narrow])


def _on_phone(rows: pd.DataFrame) -> pd.DataFrame:
    """The last three years, or the first three that hold the chosen one."""
    first = max(len(rows) - YEARS_NARROW, 0)
    chosen = rows.reset_index(drop=True).index[rows["is_chosen"].to_numpy()]
    first = min([first, *chosen])
    return rows.iloc[first : first + YEARS_NARROW]


def _fitted(rows: pd.DataFrame, room: Room) -> tuple[pd.DataFrame, Room]:
    """`rows` with texts that fit into a year's part of the narrowest plot, and the room that they
    take upwards."""
    part = NARROWEST[room.narrow] / len(rows) - BETWEEN_TEXTS
    size = room.value_size
    value = _first_fitting(rows, ("value_label", "value_number"), part, size)
    if _widest(rows[value], size) > part:
        size = LEAST_VALUE_SIZE
    target = _first_fitting(rows, ("target_label", "target_figure", "target_number"), part)
    gaps = [folded(label, LABEL_SIZE, part) for label in rows["gap_label"]]
    fitted = rows.assign(
        value_label=rows[value],
        target_label=rows[target],
        gap_label=[gap if is_within(gap, LABEL_SIZE, part) else "" for gap in gaps],
        missing_label=[folded(label, TEXT_SIZE, part) for label in rows["missing_label"]],
    )
    more = max([1, *_line_counts(fitted["gap_label"])]) - 1
    return fitted, room.higher(more * LINE, value_size=size)


def _line_counts(labels: Iterable[str]) -> list[int]:
    return [label.count("\n") + (label != "") for label in labels]


def _first_fitting(
    rows: pd.DataFrame, names: tuple[str, ...], part: float, size: int = LABEL_SIZE
) -> str:
    return next((name for name in names if _widest(rows[name], size) <= part), names[-1])


def _widest(labels: Iterable[str], size: int = LABEL_SIZE) -> float:
    lines = (line for label in labels for line in label.split("\n"))
    return max((text_width(line, size) for line in lines), default=0.0)


def _placed(rows: pd.DataFrame, room: Room) -> pd.DataFrame:
    """`rows` with the extent of the scale and the place of each text, in the KPI's figures."""
    scale = scale_of(rows, list(FIGURES), room)
    lines = (_line_counts(rows[name]) for name in ("gap_label", "missing_label"))
    texts = map(YearTexts, rows["value_label"], *lines)
    found = [
        places(value, target, said, scale, room=room)
        for value, target, said in zip(rows["value"], rows["target"], texts, strict=True)
    ]
    return rows.assign(
        axis_min=scale.low,
        axis_max=scale.high,
        **_texts(rows, found),
        **{
            f"{part}_at": [scale.figure(getattr(found_at, part)) for found_at in found]
            for part in ("value", "target", "gap", "missing")
        },
    )


def _texts(rows: pd.DataFrame, found: list[TextPlaces]) -> dict[str, Any]:
    """Texts split by where and how they are drawn; "" where a text is drawn elsewhere."""
    chosen = rows["is_chosen"].tolist()
    labels = list(zip(rows["label"], chosen, strict=True))
    places = zip(found, chosen, strict=True)
    return {
        "year": ["" if is_chosen else label for label, is_chosen in labels],
        "chosen_year": [label if is_chosen else "" for label, is_chosen in labels],
        "is_on_dark": [found_at.is_inside and is_chosen for found_at, is_chosen in places],
    }


@cache
def _spec(
    lang: str, room: Room, frame: Frame, tick: str, *, is_share: bool, with_guide: bool
) -> dict[str, Any]:
    year = place("fiscal_year")
    guide = [_guide_line(year), *guide_key(lang, narrow=room.narrow)] if with_guide else []
    layers = [
        extent(is_share, frame.left),
        *guide,
        _bars(year, room),
        zero_line(),
        _ticks(year, room, palette.PAPER, 6),
        _ticks(year, room, palette.INK, 2.5),
        *_labels(year, room),
        *key(tick, lang),
    ]
    return finished(layers, room.height, frame)


def _bars(year: alt.X, room: Room) -> Layer:
    colour = alt.condition("datum.is_chosen", alt.value(palette.GOOD), alt.value(palette.PAST))
    bars = alt.Chart().mark_bar(size=room.bar)
    return bars.encode(x=year, y=figure("value"), y2=alt.Y2(datum=0), color=colour)


def _ticks(year: alt.X, room: Room, colour: str, thickness: float) -> Layer:
    ticks = alt.Chart().mark_tick(
        orient="horizontal",
        size=room.bar + 2 * TICK_OVERHANG,
        thickness=thickness,
        color=colour,
        opacity=1,
    )
    return ticks.encode(x=year, y=figure("target"))


def _guide_line(year: alt.X) -> Layer:
    line = alt.Chart().mark_line(
        color=palette.SECOND, strokeWidth=1.5, strokeDash=[4, 3], interpolate="linear"
    )
    return line.transform_filter("isValid(datum.target)").encode(x=year, y=figure("target"))


def _labels(year: alt.X, room: Room) -> list[Layer]:
    plain = TextMark(LABEL_SIZE)
    halo, strong = replace(plain, halo=True), replace(plain, weight="bold")
    below, grey = alt.value(room.height + 22), alt.value(palette.SECOND)
    return [
        words("target_label", year, figure("target_at"), halo),
        words("gap_label", year, figure("gap_at"), halo),
        words(
            "value_label",
            year,
            figure("value_at"),
            TextMark(room.value_size, weight="bold"),
            colour=_on_bar(),
        ),
        words("target_label", year, figure("target_at"), plain),
        words("gap_label", year, figure("gap_at"), strong, colour=_gap_tone()),
        words("missing_label", year, figure("missing_at"), TextMark(), colour=grey),
        words("year", year, below, TextMark(16)),
        words("chosen_year", year, below, TextMark(16, weight="bold")),
    ]


def _on_bar() -> Any:
    return alt.condition("datum.is_on_dark", alt.value(palette.PAPER), alt.value(palette.INK))


def _gap_tone() -> Any:
    return (
        alt.when("datum.gap_tone === 'good'")
        .then(alt.value(palette.GOOD))
        .when("datum.gap_tone === 'bad'")
        .then(alt.value(palette.BAD))
        .otherwise(alt.value(palette.INK))
    )
