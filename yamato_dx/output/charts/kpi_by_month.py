"""One KPI's months of a fiscal year: how does the year run, and which months are not there?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import Any, Final

import altair as alt
import pandas as pd

from yamato_dx.i18n import text
from yamato_dx.output import palette
from yamato_dx.output.charts.happenings import (
    ROOM,
    ChartHappening,
    spoken_happenings,
    with_happenings,
)
from yamato_dx.output.charts.key import KEY_LINE, guide_key
from yamato_dx.output.charts.kpi_by_year import NARROW_PIXELS, WIDE_PIXELS
from yamato_dx.output.charts.kpi_chart import (
    AXIS_WIDTH,
    KEY_HEIGHT,
    TEXT_SIZE,
    Frame,
    KpiChart,
    Layer,
    TextMark,
    axis_width,
    extent,
    figure,
    finished,
    place,
    words,
    zero_line,
)
from yamato_dx.output.charts.marks import ChartColumn, ChartMark, between, column_marks
from yamato_dx.output.charts.placing import Room, Scale, scale_of
from yamato_dx.output.charts.spoken import chart_alt
from yamato_dx.plan.model.types import Kpi

# The columns that a row has; texts come ready, "" where there is none.
COLUMNS: Final = ("period_start", "label", "value", "guide", "value_label", "missing_label")

WIDE: Final = Room(height=220, bar=40, value_size=15, headroom=30, narrow=False)
NARROW: Final = Room(height=200, bar=16, value_size=15, headroom=30, narrow=True)

# On a phone every third month has its name below it.
MONTHS_A_NAME: Final = 3
MONTH: Final = place("month")
# The plot of a phone 320 pixels wide, and of a column beside the list of initiatives.
NARROWEST: Final = {True: 220, False: 480}
ROOM_AT_RIGHT: Final = 14
HALF_TEXT: Final = 8


def kpi_by_month(
    rows: pd.DataFrame,
    kpi: Kpi,
    lang: str,
    *,
    narrow: bool,
    guide_label: str = "",
    happenings: Sequence[ChartHappening] = (),
) -> KpiChart:
    """Bars for sums, points on a line for means and stocks; a missing month leaves a gap.

    `rows`: one row per month, April first, with `COLUMNS`; figures as reported (shares 0–1),
    NaN where there is none. `guide` is the height of a dashed line marked as ours (NaN: none),
    `guide_label` what it says of itself. On a phone the last month alone keeps its figure.
    `happenings`: a thin line on the day of each, with its number.
    """
    room = NARROW if narrow else WIDE
    has_guide = bool(rows["guide"].notna().any())
    title = kpi.name.in_language(lang)
    kind = text(
        "output.kind.with_unit",
        lang,
        kind=text(f"output.kind.monthly_{kpi.aggregation}", lang),
        unit=kpi.unit.in_language(lang),
    )
    placed, is_share = _placed(rows, room, guide_label), kpi.value_form == "share"
    months = placed["period_start"].tolist()
    shown = [happening for happening in happenings if happening.place in months]
    frame = _frame(room, placed, is_share=is_share, has_guide=has_guide)
    frame = replace(frame, top=max(frame.top, ROOM)) if shown else frame
    is_sum = kpi.aggregation == "sum"
    spec = _spec(lang, room, frame, is_sum=is_sum, is_share=is_share, has_guide=has_guide)
    return KpiChart(
        spec=with_happenings(spec, shown, months, height=room.height, narrowest=NARROWEST[narrow]),
        data=placed,
        title=title,
        kind=kind,
        alt=chart_alt(title, kind, rows, lang) + spoken_happenings(shown, months, lang),
        width=NARROW_PIXELS if narrow else WIDE_PIXELS,
        height=room.height,
        key_height=frame.top if has_guide or shown else 0,
        frame=frame,
        marks=_marks(placed, room, frame),
    )


def _frame(room: Room, placed: pd.DataFrame, *, is_share: bool, has_guide: bool) -> Frame:
    """With the key of the guide, else with the upper half of the scale's highest number."""
    key_height = KEY_HEIGHT + (KEY_LINE if room.narrow else 0)
    left = AXIS_WIDTH if is_share else axis_width(_scale(placed, room))
    return Frame(key_height if has_guide else HALF_TEXT, ROOM_AT_RIGHT, left)


def _scale(placed: pd.DataFrame, room: Room) -> Scale:
    return Scale(placed["axis_min"].iloc[0], placed["axis_max"].iloc[0], room.height)


def _marks(placed: pd.DataFrame, room: Room, frame: Frame) -> tuple[ChartMark, ...]:
    """One for each month, around its bar or point."""
    scale = _scale(placed, room)
    middles = [(month + 0.5) / len(placed) for month in range(len(placed))]
    edges, zero = between(middles), scale.pixel(0.0)
    columns = []
    for month, value in enumerate(placed["value"]):
        at = scale.pixel(value) if value == value else zero
        top, foot = min(at, zero - 2 * TEXT_SIZE), max(at, zero)
        columns.append(
            ChartColumn(
                rows=(month,),
                left=edges[month][0],
                right=edges[month][1],
                middle=middles[month],
                half=room.bar / 2 + 3,
                top=top - 5,
                foot=foot + 5,
                reach=room.bar / 2 + 3,
                words_top=top - room.value_size - 8,
            )
        )
    return column_marks(columns, frame, room.height, narrowest=NARROWEST[room.narrow])


def _placed(rows: pd.DataFrame, room: Room, guide_label: str) -> pd.DataFrame:
    scale = scale_of(rows, ["value", "guide"], room)
    names = rows["label"]
    values = rows["value_label"]
    if room.narrow:
        names = names.where(pd.Series(range(len(rows)), index=rows.index) % MONTHS_A_NAME == 0, "")
        values = values.where(rows["value"].index == rows["value"].last_valid_index(), "")
    last = len(rows) - 1
    return rows.assign(
        month=rows["period_start"].dt.strftime("%Y-%m"),
        period_start=rows["period_start"].dt.strftime("%Y-%m-%d"),
        axis_min=scale.low,
        axis_max=scale.high,
        name=names,
        value_label=values,
        value_at=_raised(rows["value"], scale, 13),
        missing_at=scale.figure(scale.pixel(0.0) - 12),
        guide_label=[guide_label if index == last else "" for index in range(len(rows))],
        guide_at=_raised(rows["guide"], scale, -13 if _is_above_guide(rows) else 12),
    )


def _is_above_guide(rows: pd.DataFrame) -> bool:
    """Whether the last months lie above the guide, where its words would stand otherwise."""
    last = rows.tail(MONTHS_A_NAME).dropna(subset=["value", "guide"])
    return bool((last["value"] >= last["guide"]).any())


def _raised(figures: pd.Series, scale: Scale, pixels: int) -> list[float]:
    """Above each figure, or below a negative one; NaN stays NaN."""
    return [
        scale.figure(scale.pixel(value) + (pixels if value < 0 else -pixels)) for value in figures
    ]


@cache
def _spec(
    lang: str, room: Room, frame: Frame, *, is_sum: bool, is_share: bool, has_guide: bool
) -> dict[str, Any]:
    grey = alt.value(palette.SECOND)
    guide = [_guide(), *guide_key(lang, narrow=room.narrow)] if has_guide else []
    note = TextMark(align="right", dx=room.bar // 2)
    layers = [
        extent(is_share, frame.left),
        *([_bars(room)] if is_sum else []),
        zero_line(),
        *guide,
        *([] if is_sum else _points()),
        words("value_label", MONTH, figure("value_at"), TextMark(room.value_size, halo=True)),
        words("value_label", MONTH, figure("value_at"), TextMark(room.value_size)),
        words("missing_label", MONTH, figure("missing_at"), TextMark(), colour=grey),
        words("guide_label", MONTH, figure("guide_at"), note, colour=grey),
        words("name", MONTH, alt.value(room.height + 20), TextMark()),
    ]
    return finished(layers, room.height, frame)


def _bars(room: Room) -> Layer:
    bars = alt.Chart().mark_bar(size=room.bar, color=palette.GOOD)
    return bars.encode(x=MONTH, y=figure("value"), y2=alt.Y2(datum=0))


def _points() -> list[Layer]:
    line = alt.Chart().mark_line(
        color=palette.GOOD, strokeWidth=2, interpolate="linear", invalid="break-paths-show-domains"
    )
    points = alt.Chart().mark_point(color=palette.GOOD, filled=True, size=50, opacity=1)
    return [layer.encode(x=MONTH, y=figure("value")) for layer in (line, points)]


def _guide() -> Layer:
    rule = alt.Chart().mark_rule(color=palette.SECOND, strokeWidth=1.5, strokeDash=[4, 3])
    return rule.encode(y=figure("guide"))
