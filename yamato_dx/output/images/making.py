"""A chart as PNG or SVG with its circumstances inside, made on the server without a browser."""

from __future__ import annotations

from typing import Any, Final
from xml.sax.saxutils import escape

from yamato_dx.output.charts.kpi_chart import KpiChart
from yamato_dx.output.children import made_by
from yamato_dx.output.context import ExportContext
from yamato_dx.output.images.spec import image_spec

SECONDS_ALLOWED: Final = 30


def chart_png(chart: KpiChart, context: ExportContext, scale: float = 2.0) -> bytes:
    """The chart with title, key and footnotes; `scale` pixels for each pixel of the page."""
    return _made({"spec": image_spec(chart, context), "format": "png", "scale": scale})


def chart_svg(chart: KpiChart, context: ExportContext) -> bytes:
    """The same as SVG, with title and description for those who hear it."""
    svg = _made({"spec": image_spec(chart, context), "format": "svg", "scale": 1})
    words = f"<title>{escape(chart.title)}</title><desc>{escape(chart.alt)}</desc>"
    head, end, rest = svg.decode().partition(">")
    assert head.startswith("<svg"), "the engine gives an svg element first"
    return f'{head} role="img"{end}{words}{rest}'.encode()


def _made(request: dict[str, Any]) -> bytes:
    return made_by(
        "yamato_dx.output.images.worker",
        request,
        seconds=SECONDS_ALLOWED,
        failure="output.image.failed",
    )
