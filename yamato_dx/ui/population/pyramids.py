"""Men and women by age: a slider over all years that have them, another year's outline beside."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from yamato_dx.queries.population.drawn import pyramid_chart
from yamato_dx.queries.population.pyramids import (
    ALONE,
    PyramidFigures,
    pyramid_figures,
    pyramid_of,
    pyramid_points,
    usual_points,
)
from yamato_dx.ui.charts.answers import draw_answering_chart
from yamato_dx.ui.frame.cells import Head
from yamato_dx.ui.frame.downloads import save_menu
from yamato_dx.ui.frame.filters import FilterChoice
from yamato_dx.ui.population.answers import age_card
from yamato_dx.ui.population.parts import chart_box, draw_twin, saved_chart, twin

if TYPE_CHECKING:
    from yamato_dx.queries.assessed import View
    from yamato_dx.ui.frame.screen import Screen
    from yamato_dx.ui.frame.templates import Values


def draw_pyramid(page: Screen, view: View) -> None:
    points = pyramid_points(page.record, view, page.lang)
    with chart_box("pyramid"):
        page.section_head(page.say("population.pyramid.title"), page.say("population.kind.pyramid"))
        if not points:
            page.draw("note", lines=[page.say("population.pyramid.none")])
            return
        shown, compared = _choices(page, view, points)
        codes = (shown.code, compared.code)
        pyramid = pyramid_of(page.record, view, codes, page.lang)
        figures = pyramid_figures(page.record, view, codes, page.lang)
        draw = partial(pyramid_chart, page.record, view, codes, page.lang)
        charts = draw(narrow=False), draw(narrow=True)
        named = tuple(name for name in (pyramid.shown, pyramid.compared) if name)
        if len(points) > 1:
            shown.draw_slider()
            compared.draw_box()
        card_of = partial(age_card, page, figures, pyramid.sources)
        draw_answering_chart(page, ("pyramid", view), charts, card_of)
        drawn = saved_chart(page, view, "pyramid", charts[0], filter_words=named)
        save_menu(page, view, "frame.download.chart", drawn)
        draw_twin(page, (view, "pyramid", codes), partial(_pyramid_twin, page, figures))


def _choices(page: Screen, view: View, points: dict[str, str]) -> tuple[FilterChoice, FilterChoice]:
    """The year of the bars, and that of the outline. They stand in the address as `second` and
    `first`, as in links that were sent before there was a slider."""
    shown, compared = usual_points(page.record, view)
    outlines = {ALONE: page.say("population.compared.none")} | {
        code: page.say("population.compared", point=name) for code, name in points.items()
    }
    return (
        FilterChoice("second", page.say("population.filter.shown"), points, shown),
        FilterChoice("first", page.say("population.filter.compared"), outlines, compared),
    )


def _pyramid_twin(page: Screen, figures: PyramidFigures) -> Values:
    heads = [
        Head(page.say("population.column.age")),
        *(Head(side, is_number=True) for side in figures.sides),
    ]
    return twin(page, "population.twin.pyramid", heads, figures.rows)
