"""A chart ready to be drawn, on a page or as an image, and what all charts share."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final, Literal
from unicodedata import east_asian_width

import altair as alt
import pandas as pd
import pyarrow as pa

from yamato_dx.i18n import fiscal_year, text
from yamato_dx.output import palette
from yamato_dx.plan.model.types import Kpi

if TYPE_CHECKING:
    from yamato_dx.output.charts.marks import ChartMark
    from yamato_dx.output.charts.placing import Scale

AXIS_WIDTH: Final = 52
LABEL_GAP: Final = 8
KEY_HEIGHT: Final = 36
YEAR_HEIGHT: Final = 38
TEXT_SIZE: Final = 14
LINE: Final = 17  # from one line of a text to its next

# Altair says Any of a chart with encodings.
Layer = Any

# Shapes whose rule compares a share, whatever the unit of what was counted.
SHARE_SHAPES: Final = ("reduce_by", "complete", "yearly_duty")


@dataclass(frozen=True)
class Frame:
    """Pixels above the plot, at its right, at its left, and below its years. Kept free whatever the
    letters there measure, so that what is laid over a chart on a page meets its marks."""

    top: int
    right: int
    left: int = AXIS_WIDTH
    foot: int = 0


@dataclass(frozen=True)
class KpiChart:
    """`st.vega_lite_chart(spec=chart.spec_with_rows, theme=None, alt=chart.alt)` draws it, but for
    a phone beside it: `ui/frame/chart_pair`.

    `spec` is shared by all charts of its layout: do not change it. `title` and `kind` (年度計・件)
    stand above the chart as the page's own heading; an image carries them itself. `width` and
    `height` are pixels, `height` without the `key_height` above the plot and the years below it;
    on a page the width follows the column. `marks`: what a reader may rest on, over `frame`.
    """

    spec: dict[str, Any]
    data: pd.DataFrame
    title: str
    kind: str
    alt: str
    width: int
    height: int
    key_height: int
    frame: Frame
    marks: tuple[ChartMark, ...]

    @cached_property
    def rows(self) -> bytes:
        """`data` as an Arrow stream, made once for all who look at the chart."""
        sink = pa.BufferOutputStream()
        table = pa.Table.from_pandas(self.data, preserve_index=False)
        with pa.ipc.new_stream(sink, table.schema) as stream:
            stream.write_table(table)
        return bytes(sink.getvalue())

    @cached_property
    def digest(self) -> str:
        """The same of two charts that look alike, and of no others."""
        spec = json.dumps(self.spec, sort_keys=True).encode()
        return sha256(b"\0".join((spec, self.rows, self.alt.encode()))).hexdigest()

    @property
    def spec_with_rows(self) -> dict[str, Any]:
        """A spec of its own for each drawing: the page's framework takes it apart."""
        return {**self.spec, "data": {"name": "rows"}, "datasets": {"rows": self.rows}}


def is_drawn_as_share(kpi: Kpi) -> bool:
    """Whether the figures drawn are 0–1 and read in percent."""
    return kpi.value_form == "share" or kpi.shape in SHARE_SHAPES


def kind_of_figure(kpi: Kpi, lang: str) -> str:
    """What the bars are: 年度計・件, 累計・件, 暦年・件, 受講率, 令和4年度比の削減率…"""
    if not kpi.is_of_calendar_year:
        return _kind_of_year(kpi, lang)
    is_ratio = kpi.shape == "reduce_by" or kpi.shape in SHARE_SHAPES
    unit = _kind_of_year(kpi, lang) if is_ratio else kpi.unit.in_language(lang)
    return text(
        "output.kind.with_unit", lang, kind=text("output.kind.calendar_year", lang), unit=unit
    )


def _kind_of_year(kpi: Kpi, lang: str) -> str:
    if kpi.shape == "reduce_by" and kpi.baseline:
        base = fiscal_year(kpi.baseline.fiscal_year, lang)
        return text("output.kind.reduction_from", lang, base=base)
    if kpi.shape in SHARE_SHAPES:
        return text(f"output.kind.{kpi.shape}", lang)
    kind = "cumulative" if kpi.is_cumulative else kpi.aggregation
    unit = kpi.unit.in_language(lang)
    return text("output.kind.with_unit", lang, kind=text(f"output.kind.{kind}", lang), unit=unit)


def text_width(words: str, size: int) -> float:
    """Pixels that `words` take, nearly: a wide sign is as wide as high, others less."""
    return size * sum(_width(sign) for sign in words)


def _width(sign: str) -> float:
    if sign == " ":
        return 0.3
    return 1.0 if east_asian_width(sign) in "WFA" else 0.58


@dataclass(frozen=True)
class TextMark:
    """How a text is set; a halo is the same text in the paper's colour, drawn before it."""

    size: int = TEXT_SIZE
    weight: Literal["normal", "bold"] = "normal"
    align: Literal["left", "center", "right"] = "center"
    dx: int = 0
    halo: bool = False


def place(field: str) -> alt.X:
    """One place along the bottom for each year or month, named below by a text of its own."""
    scale = alt.Scale(type="band", paddingInner=0, paddingOuter=0)
    return alt.X(field, type="ordinal", axis=None, scale=scale)


def figure(field: str) -> alt.Y:
    """A height on the common scale, whose axis `extent` draws."""
    return alt.Y(field, type="quantitative", title=None)


def words(field: str, x: Any, y: Any, mark: TextMark, *, colour: Any = None) -> Layer:
    """A text layer; `colour` where it depends on the row."""
    texts = alt.Chart().mark_text(
        fontSize=mark.size,
        fontWeight=mark.weight,
        align=mark.align,
        dx=mark.dx,
        baseline="middle",
        color=palette.PAPER if mark.halo else palette.INK,
        stroke=palette.PAPER if mark.halo else alt.Undefined,
        strokeWidth=5 if mark.halo else alt.Undefined,
    )
    encoded = texts.encode(x=x, y=y, text=alt.Text(field, type="nominal"))
    return encoded if colour is None else encoded.encode(color=colour)


def config() -> dict[str, Any]:
    """Type and colours of every chart; nothing moves and nothing pops up."""
    return {
        "font": palette.FONTS,
        "background": palette.PAPER,
        "view": {"stroke": None},
        "text": {
            "color": palette.INK,
            "fontSize": TEXT_SIZE,
            "lineBreak": "\n",
            "lineHeight": LINE,
        },
        # The chart as a whole says its message; its bars one by one would be noise.
        "mark": {"tooltip": None, "aria": False},
        "axis": {"labelFontSize": TEXT_SIZE, "labelColor": palette.SECOND},
    }


def finished(layers: list[Layer], height: int, frame: Frame) -> dict[str, Any]:
    """The spec of `layers`, without data; the tests validate it for every layout."""
    chart = alt.layer(*layers, _edges(height, frame)).properties(
        width="container",
        height=height,
        autosize=alt.AutoSizeParams(type="fit-x", contains="padding"),
        padding=0,
    )
    spec: dict[str, Any] = chart.to_dict(validate=False)
    datasets = spec.pop("datasets", {})
    placed = [_with_own_data(layer, datasets) for layer in spec["layer"]]
    return {**spec, "layer": placed, "config": config()}


def _edges(height: int, frame: Frame) -> Layer:
    """An unseen line from the upper left of the frame to its lower right: the chart is as large."""
    line = alt.Chart(alt.InlineData(values=[{"mark": "frame"}])).mark_rule(opacity=0, strokeWidth=0)
    return line.encode(
        x=alt.value(-frame.left),
        x2=alt.value(alt.expr(f"width + {frame.right}")),
        y=alt.value(-frame.top),
        y2=alt.value(height + YEAR_HEIGHT + frame.foot),
    )


def axis_width(scale: Scale) -> int:
    """Of the numbers beside a scale: as in every chart, but where a long one needs more."""
    longest = f"{max(abs(scale.low), scale.high):,.0f}"
    return max(AXIS_WIDTH, LABEL_GAP + sum(8 if sign.isdigit() else 4 for sign in longest))


def _with_own_data(layer: dict[str, Any], datasets: dict[str, Any]) -> dict[str, Any]:
    """`layer` with its few rows inside, or with none, so that it draws those of the whole.

    Altair moves rows to a table of the whole spec, and gives a layer without any an empty row.
    """
    rest = {name: part for name, part in layer.items() if name != "data"}
    rows = datasets.get(layer["data"]["name"])
    return {"data": {"values": rows}, **rest} if rows != [{}] else rest


def value_axis(is_share: bool, width: int) -> alt.Axis:
    """Few lines, on the left."""
    return alt.Axis(
        title=None,
        tickCount=3,
        format=".1~%" if is_share else ",.3~f",
        grid=True,
        gridColor=palette.HAIRLINE,
        domain=False,
        ticks=False,
        labelPadding=LABEL_GAP,
        minExtent=width,
        maxExtent=width,
    )


def extent(is_share: bool, width: int = AXIS_WIDTH) -> Layer:
    """An unseen line over the whole scale: the data sets the scale, so that the spec need not."""
    return (
        alt.Chart()
        .mark_rule(opacity=0)
        .encode(
            y=alt.Y(
                "axis_min",
                type="quantitative",
                axis=value_axis(is_share, width),
                scale=alt.Scale(nice=False, zero=False),
            ),
            y2=alt.Y2("axis_max"),
        )
    )


def zero_line() -> Layer:
    """The line on which bars stand, as long as the lines of the scale."""
    line = alt.Chart().mark_rule(color=palette.INK)
    end = alt.value(alt.expr("width"))
    return line.encode(x=alt.value(0), x2=end, y=alt.datum(0, type="quantitative"))
