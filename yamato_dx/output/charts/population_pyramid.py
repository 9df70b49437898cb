"""Men to the left, women to the right, the old above: two points of time laid over each other."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from math import ceil, log10
from typing import Any, Final

import altair as alt
import numpy as np
import pandas as pd

from yamato_dx.i18n import number, text
from yamato_dx.output import palette
from yamato_dx.output.charts.kpi_by_year import NARROW_PIXELS, WIDE_PIXELS
from yamato_dx.output.charts.kpi_chart import (
    LABEL_GAP,
    TEXT_SIZE,
    Frame,
    KpiChart,
    Layer,
    finished,
    text_width,
)
from yamato_dx.output.charts.marks import LEAST, band_marks
from yamato_dx.output.charts.population_lines import Titles

# The columns that a row has: people, NaN where there are none known.
SEXES: Final = ("male", "female")
FIGURES: Final = ("first_male", "first_female", "second_male", "second_female")
COLUMNS: Final = ("age_group", "label", *FIGURES)

BAND_HEIGHT: Final = LEAST
FIRST_BAR: Final = 18
SECOND_BAR: Final = 8
KEY_LINE: Final = 22
SIDES_HEIGHT: Final = 28
KEY_FOOT: Final = 8
SIDE_Y: Final = -14
BOX: Final = 22
GAP: Final = 6
ENTRY_GAP: Final = 24
EDGE: Final = 24  # pixels at the right: half of the scale's last number


@dataclass(frozen=True)
class Named:
    """What the two points of time are called in the key."""

    first: str
    second: str


def population_pyramid(
    rows: pd.DataFrame, named: Named, titles: Titles, lang: str, *, narrow: bool
) -> KpiChart:
    """Broad pale bars for the first point, narrow dark ones over them for the second.

    `rows`: one row per age group with `COLUMNS`, oldest first.
    """
    largest = rows[list(FIGURES)].to_numpy(dtype="float64").max(initial=1.0)
    width = NARROW_PIXELS if narrow else WIDE_PIXELS
    height = BAND_HEIGHT * len(rows)
    words = (text("population.sex.male", lang), text("population.sex.female", lang))
    left = ceil(max(text_width(str(label), TEXT_SIZE) for label in rows["label"])) + LABEL_GAP
    layout = _PyramidLayout(height, _round_up(float(largest)), left, named, words, narrow)
    return KpiChart(
        spec=_spec(layout),
        data=_long(rows),
        title=titles.title,
        kind=titles.kind,
        alt=_alt(rows, named, titles, lang),
        width=width,
        height=height,
        key_height=layout.frame.top,
        frame=layout.frame,
        marks=band_marks(len(rows), BAND_HEIGHT),
    )


def _round_up(figure: float) -> float:
    """The next of 1, 2, 3, 4, 5… times a power of ten."""
    if figure != figure or figure <= 0:
        return 1.0
    power = 10.0 ** int(log10(figure))
    return ceil(figure / power * 2) / 2 * power


def _long(rows: pd.DataFrame) -> pd.DataFrame:
    """One row per age group and sex: `first` and `second`, negative for men."""
    sides = [
        rows[["age_group", "label"]].assign(
            sex=sex,
            first=rows[f"first_{sex}"] * sign,
            second=rows[f"second_{sex}"] * sign,
        )
        for sex, sign in (("male", -1), ("female", 1))
    ]
    return pd.concat(sides, ignore_index=True)


def _alt(rows: pd.DataFrame, named: Named, titles: Titles, lang: str) -> str:
    points = (("first", named.first), ("second", named.second))
    largest = "".join(_largest_said(rows, place, name, lang) for place, name in points)
    return text("output.chart.alt", lang, title=titles.title, kind=titles.kind, points=largest)


def _largest_said(rows: pd.DataFrame, place: str, name: str, lang: str) -> str:
    """Where the bars of one point are longest, in words."""
    both = (rows[f"{place}_male"] + rows[f"{place}_female"]).to_numpy(dtype="float64")
    if np.isnan(both).all():
        return ""
    largest = rows.to_dict("records")[int(np.nanargmax(both))]
    values = {sex: number(float(largest[f"{place}_{sex}"]), 0, lang) for sex in SEXES}
    age = largest["label"]
    return text("population.chart.alt_pyramid", lang, name=name, age=age, **values)


@dataclass(frozen=True)
class _PyramidLayout:
    height: int
    largest: float
    left: int
    named: Named
    sides: tuple[str, str]
    narrow: bool

    @property
    def frame(self) -> Frame:
        """On a phone the key has two lines."""
        return Frame(
            SIDES_HEIGHT + KEY_LINE * (2 if self.narrow else 1) + KEY_FOOT, EDGE, self.left
        )

    def x(self, field: str) -> alt.X:
        axis = alt.Axis(
            title=None,
            tickCount=3 if self.narrow else 7,
            labelExpr="format(abs(datum.value), ',')",
            grid=True,
            gridColor=palette.HAIRLINE,
            domain=False,
            ticks=False,
            labelPadding=8,
        )
        scale = alt.Scale(domain=[-self.largest, self.largest], nice=False)
        return alt.X(field, type="quantitative", axis=axis, scale=scale)


def _age(width: int) -> alt.Y:
    axis = alt.Axis(
        title=None,
        domain=False,
        ticks=False,
        labelPadding=LABEL_GAP,
        labelOverlap=False,
        minExtent=width,
        maxExtent=width,
    )
    scale = alt.Scale(type="band", paddingInner=0, paddingOuter=0)
    return alt.Y("label", type="ordinal", sort=None, axis=axis, scale=scale)


@cache
def _spec(layout: _PyramidLayout) -> dict[str, Any]:
    first = alt.Chart().mark_bar(height=FIRST_BAR, color=palette.PAST)
    second = alt.Chart().mark_bar(height=SECOND_BAR, color=palette.GOOD)
    zero = alt.Chart().mark_rule(color=palette.INK)
    layers = [
        first.encode(x=layout.x("first"), x2=alt.X2(datum=0), y=_age(layout.left)),
        second.encode(x=layout.x("second"), x2=alt.X2(datum=0), y=_age(layout.left)),
        zero.encode(
            x=alt.datum(0, type="quantitative"), y=alt.value(0), y2=alt.value(layout.height)
        ),
        *_sides(layout),
        *_key(layout),
    ]
    return finished(layers, layout.height, layout.frame)


def _one() -> Layer:
    return alt.Chart(alt.InlineData(values=[{"mark": "key"}]))


def _sides(layout: _PyramidLayout) -> list[Layer]:
    """男 and 女 above their halves."""
    texts = _one().mark_text(baseline="middle", fontWeight="bold")
    return [
        texts.encode(
            x=alt.value(alt.expr(f"width * {share}")),
            y=alt.value(SIDE_Y),
            text=alt.value(word),
        )
        for share, word in zip((0.25, 0.75), layout.sides, strict=True)
    ]


def _key(layout: _PyramidLayout) -> list[Layer]:
    """Which bars are which, beside each other, or one below the other on a phone."""
    entries = (
        (layout.named.first, FIRST_BAR, palette.PAST),
        (layout.named.second, SECOND_BAR, palette.GOOD),
    )
    left, above = -float(layout.left) if layout.narrow else 0.0, -SIDES_HEIGHT - KEY_LINE / 2
    layers: list[Layer] = []
    for place, (name, bar, colour) in enumerate(entries):
        y = above - KEY_LINE * (len(entries) - 1 - place) if layout.narrow else above
        layers += _entry(name, (left, y), bar, colour)
        if not layout.narrow:
            left += BOX + GAP + text_width(name, TEXT_SIZE) + ENTRY_GAP
    return layers


def _entry(name: str, at: tuple[float, float], bar: int, colour: str) -> list[Layer]:
    left, y = at
    box = _one().mark_rect(color=colour)
    words = _one().mark_text(align="left", baseline="middle")
    return [
        box.encode(
            x=alt.value(left),
            x2=alt.value(left + BOX),
            y=alt.value(y - bar / 2),
            y2=alt.value(y + bar / 2),
        ),
        words.encode(x=alt.value(left + BOX + GAP), y=alt.value(y), text=alt.value(name)),
    ]
