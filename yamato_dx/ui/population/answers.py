"""What the charts of the population tell of a point of time or of an age."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yamato_dx.queries.population.charts import SEXES
from yamato_dx.ui.charts.answers import Card, CardLine
from yamato_dx.ui.population.twins import pyramid_cells

if TYPE_CHECKING:
    from collections.abc import Sequence

    from yamato_dx.queries.population.counted import Pyramid
    from yamato_dx.queries.population.drawn import PointTold
    from yamato_dx.ui.frame.screen import Screen


def points_card(
    page: Screen, kind: str, points: Sequence[PointTold], rows: tuple[int, ...]
) -> Card:
    """Every point of these times, each with its series, and the reports that brought any."""
    shown = [points[row] for row in rows]
    head = page.say("frame.list").join(dict.fromkeys(point.time for point in shown))
    batches = dict.fromkeys(point.batch_id for point in shown if point.batch_id)
    told = (
        *(CardLine("", point.words) for point in shown),
        *(
            CardLine(
                page.say("kpis.initiative.column.batch"), batch, page.link("history", batch=batch)
            )
            for batch in batches
        ),
    )
    return Card(name=head, head=head, note=kind, told=told)


def age_card(page: Screen, pyramid: Pyramid, rows: tuple[int, ...]) -> Card:
    """Men and women of one age at both points of time."""
    (row,) = rows
    age, *figures = pyramid_cells(pyramid.rows, page.lang)[row]
    sides = [
        page.say("population.column.side", name=name, sex=page.say(f"population.sex.{sex}"))
        for name in pyramid.named
        for sex in SEXES
    ]
    told = tuple(CardLine(side, figure) for side, figure in zip(sides, figures, strict=True))
    return Card(name=age, head=age, note=page.say("population.kind.people"), told=told)
