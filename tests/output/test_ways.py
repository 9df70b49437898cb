"""The way of a KPI in a paper: a band to what was reached, a stroke at the promise."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from yamato_dx.output import palette
from yamato_dx.output.images.ways import HEIGHT, SLIVER, WIDTH, way_svg

SVG = "{http://www.w3.org/2000/svg}"


def rects(svg: str) -> list[dict[str, str]]:
    return [shape.attrib for shape in ElementTree.fromstring(svg).iter(f"{SVG}rect")]


def test_a_band_to_what_was_reached_and_a_stroke_at_the_promise() -> None:
    band, stroke = rects(way_svg(0.25, 0.5, 0.9, "bad"))
    assert (float(band["x"]), float(band["width"])) == (WIDTH * 0.25, WIDTH * 0.5)
    assert (band["fill"], stroke["fill"]) == (palette.BAD, palette.INK)
    assert float(stroke["height"]) == HEIGHT
    assert float(stroke["x"]) == pytest.approx(WIDTH * 0.9 - 1)


def test_a_way_of_no_length_is_seen_and_what_is_between_has_no_colour() -> None:
    band, _ = rects(way_svg(0.5, 0.0, 0.9, ""))
    assert (float(band["width"]), band["fill"]) == (SLIVER, palette.PAST)
