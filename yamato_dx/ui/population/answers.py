"""What the charts of «人口» tell of a point of time or of an age."""

from __future__ import annotations

from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING

from yamato_dx.ui.charts.answers import Card, CardLine

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from yamato_dx.queries.population.figures import PointSource
    from yamato_dx.queries.population.pyramids import PyramidFigures
    from yamato_dx.queries.population.told import PointTold
    from yamato_dx.ui.frame.screen import Screen


def points_card(
    page: Screen, kind: str, points: Sequence[PointTold], rows: tuple[int, ...]
) -> Card:
    """Every point of these times with its series, and where they are from."""
    shown = [points[row] for row in rows]
    days = tuple(dict.fromkeys(point.day for point in shown))
    head = page.say("frame.list").join(days)
    is_alone = len(shown) == 1
    return Card(
        name=head,
        head=head,
        note=kind,
        figure=shown[0].people if is_alone else "",
        told=(
            *_points_told(page, shown, is_dated=len(days) > 1, is_alone=is_alone),
            *_sources_told(page, shown),
        ),
    )


def _points_told(
    page: Screen, shown: Sequence[PointTold], *, is_dated: bool, is_alone: bool
) -> Iterator[CardLine]:
    for day, points in groupby(shown, key=attrgetter("day")):
        if is_dated:
            yield CardLine("", day)
        for point in points:
            named = {"series": point.series, "vintage": point.vintage}
            words = page.say("population.series_vintage", **named)
            if not is_alone:
                words = page.say("population.card.point", people=point.people, series=words)
            yield CardLine("", words)


def _sources_told(page: Screen, shown: Sequence[PointTold]) -> Iterator[CardLine]:
    sources = dict.fromkeys(source for point in shown for source in point.sources)
    for source in sources:
        yield CardLine(page.say("population.column.source"), source.name, _report(page, source))


def _report(page: Screen, source: PointSource) -> str:
    return page.link("history", batch=source.batch_id) if source.batch_id else ""


def age_card(
    page: Screen, figures: PyramidFigures, sources: Sequence[str], rows: tuple[int, ...]
) -> Card:
    """Men and women of one age at the points of time that are drawn, and where they are from."""
    (row,) = rows
    age, *people = figures.rows[row]
    told = (
        *(CardLine(side, number) for side, number in zip(figures.sides, people, strict=True)),
        *(CardLine("", source) for source in sources),
    )
    return Card(name=age, head=age, note=page.say("population.kind.people"), told=told)
