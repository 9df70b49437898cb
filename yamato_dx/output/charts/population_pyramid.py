"""Men to the left, women to the right, the old above: bars of one year, another year's outline."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from math import ceil, log10
from typing import Any, Final, Literal

import altair as alt
import numpy as np
import pandas as pd

from yamato_dx.i18n import number, text
from yamato_dx.output import palette
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
from yamato_dx.rows import rows_of

# The columns that a row has: people, NaN where there are none known.
SEXES: Final = ("male", "female")
PLACES: Final = ("shown", "compared")
FIGURES: Final = ("shown_male", "shown_female", "compared_male", "compared_female")
COLUMNS: Final = ("age_group", "label", "short_label", *FIGURES)

BAND_HEIGHT: Final = LEAST
BAR_PART: Final = 0.74  # of a band
AGES_PART: Final = 0.1  # of half the width, between the sexes
SIDES_HEIGHT: Final = 26
KEY_LINE: Final = 22
BOX: Final = 14
GAP: Final = 6
ENTRY_GAP: Final = 20
TICKS: Final = 2  # on either side
WIDE_PIXELS: Final = 584
NARROW_PIXELS: Final = 343


@dataclass(frozen=True)
class Named:
    """What the key calls the two points of time; `compared` «» where there is one. `sides`: what
    stands above the men and the women."""

    shown: str
    compared: str
    sides: tuple[str, str]


def population_pyramid(
    rows: pd.DataFrame, named: Named, titles: Titles, lang: str, *, narrow: bool, top: float = 0.0
) -> KpiChart:
    """Bars for the point that is shown, an outline for the one that it is compared with.

    `rows`: one row per age group with `COLUMNS`, oldest first. `top`: the largest figure that the
    scale must hold, for pyramids that follow each other; else the largest of `rows`.
    """
    largest = max(
        rows[list(FIGURES)].to_numpy(dtype="float64").max(initial=1.0, where=_known(rows)), top
    )
    width = NARROW_PIXELS if narrow else WIDE_PIXELS
    layout = _PyramidLayout(len(rows), _round_up(float(largest)), named, narrow)
    return KpiChart(
        spec=_spec(layout),
        data=_parts(rows, layout),
        title=titles.title,
        kind=titles.kind,
        alt=_alt(rows, named, titles, lang),
        width=width,
        height=layout.height,
        key_height=layout.frame.top,
        frame=layout.frame,
        marks=band_marks(len(rows), BAND_HEIGHT),
    )


def _known(rows: pd.DataFrame) -> Any:
    return ~np.isnan(rows[list(FIGURES)].to_numpy(dtype="float64"))


def _round_up(figure: float) -> float:
    """The next whole half of a power of ten."""
    if figure <= 0:
        return 1.0
    power = 10.0 ** int(log10(figure))
    return ceil(figure / power * 2) / 2 * power


@dataclass(frozen=True)
class _PyramidLayout:
    bands: int
    largest: float
    named: Named
    narrow: bool

    @property
    def height(self) -> int:
        return BAND_HEIGHT * self.bands

    @property
    def key_lines(self) -> int:
        return 2 if self.narrow and self.named.compared else 1

    @property
    def frame(self) -> Frame:
        """At both sides half of the scale's largest number, which stands below the edge."""
        edge = ceil(text_width(f"{self.largest:,.0f}", TEXT_SIZE) / 2)
        return Frame(SIDES_HEIGHT + KEY_LINE * self.key_lines, edge, edge)

    @property
    def middle(self) -> float:
        """From the middle to where bars begin, in people: the ages stand there."""
        return self.largest * AGES_PART

    @property
    def ticks(self) -> tuple[float, ...]:
        steps = [self.largest / TICKS * place for place in range(TICKS + 1)]
        return tuple(sign * (self.middle + step) for sign in (-1, 1) for step in steps)

    def x(self, field: str) -> alt.X:
        shown = f"format(abs(datum.value) - {self.middle!r}, ',.3~f')"
        axis = alt.Axis(title=None, values=list(self.ticks), labelExpr=shown, grid=True)
        axis.gridColor, axis.domain, axis.ticks, axis.labelPadding = (
            palette.HAIRLINE, False, False, LABEL_GAP,
        )  # fmt: skip
        end = self.largest + self.middle
        scale = alt.Scale(domain=[-end, end], nice=False)
        return alt.X(field, type="quantitative", axis=axis, scale=scale)

    def y(self, field: str) -> alt.Y:
        scale = alt.Scale(domain=[0, self.bands], reverse=True, nice=False)
        return alt.Y(field, type="quantitative", axis=None, scale=scale)


def _parts(rows: pd.DataFrame, layout: _PyramidLayout) -> pd.DataFrame:
    """One row per bar, per edge of the outline and per age: `part` says which.

    `x` counts people from where bars begin, to the left for men; bands from the top.
    """
    bands = rows.assign(place=np.arange(len(rows), dtype="float64"))
    inset = (1 - BAR_PART) / 2
    bars = [
        _side(bands, "shown", sex, layout).assign(
            part="bar", start=_start(sex, layout), y=bands["place"] + inset,
            y2=bands["place"] + 1 - inset,
        )
        for sex in SEXES
    ]  # fmt: skip
    ages = bands[["age_group", "label", "short_label"]].assign(
        part="age", sex="", x=0.0, people=np.nan, start=0.0, y=bands["place"] + 0.5, y2=np.nan
    )
    outlines = [_outline(bands, sex, layout) for sex in SEXES if layout.named.compared]
    frame = pd.concat([*bars, ages, *outlines], ignore_index=True)
    return frame.assign(step=np.arange(len(frame)))


def _start(sex: str, layout: _PyramidLayout) -> float:
    return -layout.middle if sex == "male" else layout.middle


def _side(bands: pd.DataFrame, place: str, sex: str, layout: _PyramidLayout) -> pd.DataFrame:
    sign = -1.0 if sex == "male" else 1.0
    people = bands[f"{place}_{sex}"].astype("float64")
    return bands[["age_group", "label", "short_label"]].assign(
        sex=sex, people=people, x=sign * (people + layout.middle)
    )


def _outline(bands: pd.DataFrame, sex: str, layout: _PyramidLayout) -> pd.DataFrame:
    """Down along one side: where each age group begins and where it ends."""
    side = _side(bands, "compared", sex, layout).assign(part="outline", start=np.nan, y2=np.nan)
    edges = pd.concat([side.assign(y=bands["place"]), side.assign(y=bands["place"] + 1)])
    return edges.sort_index(kind="stable")


@cache
def _spec(layout: _PyramidLayout) -> dict[str, Any]:
    bar = alt.Chart().mark_rect(color=palette.GOOD).transform_filter(_part("bar"))
    outline = alt.Chart().mark_line(color=palette.INK, strokeWidth=1.5)
    ages = alt.Chart().mark_text(baseline="middle", color=palette.SECOND)
    layers = [
        bar.encode(
            x=layout.x("start"), x2=alt.X2("x"), y=layout.y("y"), y2=alt.Y2("y2"),
        ),
        outline.transform_filter(_part("outline")).encode(
            x=layout.x("x"), y=layout.y("y"), detail=alt.Detail("sex", type="nominal"),
            order=alt.Order("step", type="quantitative"),
        ),
        ages.transform_filter(_part("age")).encode(
            x=layout.x("x"), y=layout.y("y"), text=alt.Text("short_label", type="nominal")
        ),
        *_sides(layout),
        *_key(layout),
    ]  # fmt: skip
    return finished(layers, layout.height, layout.frame)


def _part(name: str) -> alt.FieldEqualPredicate:
    return alt.FieldEqualPredicate(field="part", equal=name)


def _single_row() -> Layer:
    return alt.Chart(alt.InlineData(values=[{"mark": "key"}]))


def _sides(layout: _PyramidLayout) -> list[Layer]:
    """Which half is whose: where the halves begin, on a phone from the edges."""
    frame = layout.frame
    places: tuple[tuple[Literal["left", "right"], str], ...] = (
        ("right", f"width * {0.5 - AGES_PART / 2}"),
        ("left", f"width * {0.5 + AGES_PART / 2}"),
    )
    if layout.narrow:
        places = (("left", f"-{frame.left}"), ("right", f"width + {frame.right}"))
    return [
        _single_row()
        .mark_text(baseline="middle", align=align, fontWeight="bold")
        .encode(
            x=alt.value(alt.expr(place)),
            y=alt.value(-SIDES_HEIGHT / 2),
            text=alt.value(words),
        )
        for (align, place), words in zip(places, layout.named.sides, strict=True)
    ]


def _key(layout: _PyramidLayout) -> list[Layer]:
    """Bars are the year shown, the outline the year compared; one below the other on a phone."""
    left, y = 0.0, -SIDES_HEIGHT - KEY_LINE * layout.key_lines + KEY_LINE / 2
    layers = _entry(layout.named.shown, (left, y), {"color": palette.GOOD})
    if layout.named.compared:
        if layout.narrow:
            y += KEY_LINE
        else:
            left = BOX + GAP + text_width(layout.named.shown, TEXT_SIZE) + ENTRY_GAP
        frame = {"color": palette.PAPER, "stroke": palette.INK, "strokeWidth": 1.5}
        layers += _entry(layout.named.compared, (left, y), frame)
    return layers


def _entry(name: str, at: tuple[float, float], look: dict[str, Any]) -> list[Layer]:
    left, y = at
    box = _single_row().mark_rect(**look)
    words = _single_row().mark_text(align="left", baseline="middle")
    return [
        box.encode(
            x=alt.value(left),
            x2=alt.value(left + BOX),
            y=alt.value(y - BOX / 2),
            y2=alt.value(y + BOX / 2),
        ),
        words.encode(x=alt.value(left + BOX + GAP), y=alt.value(y), text=alt.value(name)),
    ]


def _alt(rows: pd.DataFrame, named: Named, titles: Titles, lang: str) -> str:
    points = (("shown", named.shown), ("compared", named.compared))
    largest = "".join(_largest_said(rows, place, name, lang) for place, name in points if name)
    return text("output.chart.alt", lang, title=titles.title, kind=titles.kind, points=largest)


def _largest_said(rows: pd.DataFrame, place: str, name: str, lang: str) -> str:
    """Where the bars of one point are longest, in words."""
    both = (rows[f"{place}_male"] + rows[f"{place}_female"]).to_numpy(dtype="float64")
    if np.isnan(both).all():
        return ""
    largest = rows_of(rows)[int(np.nanargmax(both))]
    values = {sex: number(float(largest[f"{place}_{sex}"]), 0, lang) for sex in SEXES}
    age = largest["label"]
    return text("population.chart.alt_pyramid", lang, name=name, age=age, **values)
