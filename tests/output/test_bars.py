"""Bars and lines of papers: a gap is no zero, and no word is lost."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from yamato_dx.output import palette
from yamato_dx.output.images.bars import YearBar, mini_bars_svg, year_bars_svg
from yamato_dx.output.images.lines import LinePoint, PaperLine, year_lines_svg

SVG = "{http://www.w3.org/2000/svg}"


def heights(svg: str) -> list[float]:
    found = ElementTree.fromstring(svg).iter(f"{SVG}rect")
    return [float(shape.attrib["height"]) for shape in found]


def words(svg: str) -> list[str]:
    return [text.text or "" for text in ElementTree.fromstring(svg).iter(f"{SVG}text")]


def test_a_missing_year_has_no_bar_and_a_zero_a_sliver() -> None:
    svg = mini_bars_svg([None, 0.0, 50.0, 100.0], [None, None, 50.0, 100.0], 3)
    sliver, half, whole = heights(svg)
    assert 0 < sliver < half < whole
    assert whole == pytest.approx(2 * half)
    assert svg.count(palette.GOOD) == 1  # the year looked at


def test_a_year_says_its_words_below_its_bar() -> None:
    years = (
        YearBar("R6", None, 600.0, ("目標 600", "実績の報告なし"), is_chosen=False),
        YearBar("R7", 1105.0, 1200.0, ("1,105", "目標 1,200", "95件 <不足>"), is_chosen=True),
    )
    svg = year_bars_svg(years)
    assert words(svg) == [
        "R6", "目標 600", "実績の報告なし", "R7", "1,105", "目標 1,200", "95件 <不足>",
    ]  # fmt: skip
    assert len(heights(svg)) == 1
    places = [float(y) for y in re.findall(r'<text x="[^"]+" y="([^"]+)"', svg)]
    assert min(places) > max(heights(svg))  # below all bars
    assert max(places) < float(ElementTree.fromstring(svg).attrib["height"])


@pytest.mark.parametrize("values", [[], [None], [0.0], [-3.0]])
def test_any_figures_are_drawn(values: list[float | None]) -> None:
    years = [YearBar("R7", value, value, (), is_chosen=True) for value in values]
    assert ElementTree.fromstring(year_bars_svg(years)) is not None


def test_lines_start_from_zero_and_name_themselves() -> None:
    counted = PaperLine("国勢調査", (LinePoint(2015, 15149, "2015年 15,149"),), is_projected=False)
    ahead = PaperLine(
        "推計", (LinePoint(2020, 13503, ""), LinePoint(2050, 0, "2050年 0")), is_projected=True
    )
    svg = year_lines_svg([counted, ahead])
    assert {"国勢調査", "推計", "2015年 15,149", "2050年 0", "2015", "2050"} <= set(words(svg))
    assert svg.count("stroke-dasharray") == 2  # the line, and its key
    assert ElementTree.fromstring(year_lines_svg([])) is not None
