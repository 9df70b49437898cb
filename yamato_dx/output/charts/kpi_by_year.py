"""Targets and actuals of one KPI by fiscal year: how far did each year get?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from typing import Any, Final

import altair as alt
import pandas as pd

from yamato_dx.output import palette
from yamato_dx.output.charts.key import KEY_LINE, guide_key, key
from yamato_dx.output.charts.kpi_chart import (
    KEY_HEIGHT,
    KpiChart,
    Layer,
    TextMark,
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
from yamato_dx.output.charts.placing import Room, Scale, TextPlaces, places, scale_of
from yamato_dx.output.charts.spoken import chart_alt
from yamato_dx.plan.model.types import Kpi

# The columns that a row has; texts come ready, "" where there is none.
FIGURES: Final = ("value", "target")
TEXTS: Final = (
    "label",
    "value_label",
    "target_label",
    "target_number",
    "gap_label",
    "gap_tone",
    "missing_label",
)
COLUMNS: Final = ("fiscal_year", *FIGURES, "is_chosen", *TEXTS)

WIDE: Final = Room(height=282, bar=72, value_size=22, headroom=34, is_beside=True)
WIDE_ABOVE: Final = Room(height=282, bar=64, value_size=20, headroom=78, is_beside=False)
NARROW: Final = Room(height=262, bar=66, value_size=20, headroom=78, is_beside=False)

WIDE_PIXELS: Final = 792
NARROW_PIXELS: Final = 343
YEARS_BESIDE: Final = 4
YEARS_NARROW: Final = 3
TICK_OVERHANG: Final = 7

# Texts beside a bar must end before the next bar, and before the edge beside the last one.
LABEL_SIZE: Final = 15
LABEL_PIXELS: Final = 88
ROOM_AT_RIGHT: Final = 44
# On a phone, above a bar: what is wider would run into the next one.
LABEL_PIXELS_NARROW: Final = 130


def kpi_by_year(
    rows: pd.DataFrame, kpi: Kpi, lang: str, *, narrow: bool, with_guide: bool = False
) -> KpiChart:
    """A bar from 0 for each year's actual, a line for its target, both with their figures.

    `rows`: one row per fiscal year with `COLUMNS`. `value` and `target` are the figures drawn
    (shares 0–1), NaN where there is none; `gap_tone` is good, bad or ink; `missing_label` says
    what there is no figure of, a line each. On a phone three years remain, the chosen one among
    them, and a target whose words have no room is its number: the key says what the line is.
    `with_guide` joins the targets by a dashed line, marked as ours.
    """
    shown = _on_phone(rows) if narrow else rows
    room = _room(shown, narrow=narrow)
    tick = "benchmark" if kpi.shape == "match_benchmark" else "target"
    title, kind = kpi.name.in_language(lang), kind_of_figure(kpi, lang)
    return KpiChart(
        spec=_spec(lang, room, tick, is_share=is_drawn_as_share(kpi), with_guide=with_guide),
        data=_placed(shown, room),
        title=title,
        kind=kind,
        alt=chart_alt(title, kind, rows, lang),
        width=NARROW_PIXELS if narrow else WIDE_PIXELS,
        height=room.height,
        key_height=KEY_HEIGHT + (KEY_LINE if narrow and with_guide else 0),
    )


def _room(rows: pd.DataFrame, *, narrow: bool) -> Room:
    if narrow:
        return NARROW
    widest = _widest([*rows["target_label"], *rows["gap_label"]])
    return WIDE if len(rows) <= YEARS_BESIDE and widest <= LABEL_PIXELS else WIDE_ABOVE


def _on_phone(rows: pd.DataFrame) -> pd.DataFrame:
    """The last three years, or the first three that hold the chosen one."""
    first = max(len(rows) - YEARS_NARROW, 0)
    chosen = rows.reset_index(drop=True).index[rows["is_chosen"].to_numpy()]
    first = min([first, *chosen])
    shown = rows.iloc[first : first + YEARS_NARROW]
    if _widest(shown["target_label"]) <= LABEL_PIXELS_NARROW:
        return shown
    return shown.assign(target_label=shown["target_number"])


def _widest(labels: Iterable[str]) -> float:
    return max((text_width(label, LABEL_SIZE) for label in labels), default=0.0)


def _placed(rows: pd.DataFrame, room: Room) -> pd.DataFrame:
    """`rows` with the extent of the scale and the place of each text, in the KPI's figures."""
    scale = scale_of(rows, list(FIGURES), room)
    found = [
        places(value, target, label, scale, room=room)
        for value, target, label in zip(
            rows["value"], rows["target"], rows["value_label"], strict=True
        )
    ]
    return rows.assign(
        axis_min=scale.low,
        axis_max=scale.high,
        **_texts(rows, found),
        **{
            f"{part}_at": [scale.figure(getattr(found_at, part)) for found_at in found]
            for part in ("value", "target", "gap", "missing")
        },
        upper_at=_lines_at(rows, scale, -31),
        lower_at=_lines_at(rows, scale, -11),
    )


def _texts(rows: pd.DataFrame, found: list[TextPlaces]) -> dict[str, Any]:
    """Texts split by where and how they are drawn; "" where a text is drawn elsewhere."""
    chosen, absent = rows["is_chosen"], rows["value"].isna()
    lines = [label.split("\n") for label in rows["missing_label"]]
    upper = pd.Series([line[0] if len(line) > 1 else "" for line in lines], index=rows.index)
    lower = pd.Series([line[-1] for line in lines], index=rows.index)
    inside = pd.Series([found_at.is_inside for found_at in found], index=rows.index)
    return {
        "year": rows["label"].where(~chosen, ""),
        "chosen_year": rows["label"].where(chosen, ""),
        "is_on_dark": inside & chosen,
        "missing": rows["missing_label"].str.replace("\n", " ").where(~absent, ""),
        "upper": upper.where(absent, ""),
        "lower": lower.where(absent, ""),
    }


def _lines_at(rows: pd.DataFrame, scale: Scale, pixels: int) -> list[float]:
    """Above the zero line, or above a target that is drawn there."""
    zero = scale.pixel(0.0)
    ticks = [scale.pixel(target) if target == target else zero for target in rows["target"]]
    bases = [tick - 4 if zero - 44 < tick < zero else zero for tick in ticks]
    return [scale.figure(base + pixels) for base in bases]


@cache
def _spec(lang: str, room: Room, tick: str, *, is_share: bool, with_guide: bool) -> dict[str, Any]:
    free = ROOM_AT_RIGHT if room.is_beside else 0
    year = place("fiscal_year", room_at_right=free)
    guide = [_guide_line(year), *guide_key(lang, narrow=room == NARROW)] if with_guide else []
    layers = [
        extent(is_share),
        *guide,
        _bars(year, room),
        zero_line(room_at_right=free),
        _ticks(year, room, palette.PAPER, 6),
        _ticks(year, room, palette.INK, 2.5),
        *_labels(year, room),
        *key(tick, lang),
    ]
    return finished(layers, room.height)


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
    side = room.bar // 2 + TICK_OVERHANG + 6 if room.is_beside else 0
    plain = TextMark(LABEL_SIZE, align="left" if room.is_beside else "center", dx=side)
    halo, strong = replace(plain, halo=True), replace(plain, weight="bold")
    below = alt.value(room.height + 22)
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
        *(
            words(field, year, figure(f"{field}_at"), TextMark(), colour=alt.value(palette.SECOND))
            for field in ("missing", "upper", "lower")
        ),
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
