"""Several blocks of columns side by side, each about a KPI of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from yamato_dx.intake.tables.figures import Body
from yamato_dx.intake.tables.wording import folded


def blocks_of(body: Body) -> Iterator[Body]:
    """One for each column of KPI names that names others than the one before it; what stands
    before the first belongs to all."""
    names = _names(body)
    if len(names) < 2:
        yield body
        return
    shared = range(names[0])
    ends = [*names[1:], body.grid.width]
    for first, end in zip(names, ends, strict=True):
        yield replace(body, only=frozenset((*shared, *range(first, end))))


def _names(body: Body) -> list[int]:
    places = [
        column.place
        for column in body.columns
        if column.label == "kpi_name" and not column.is_unread
    ]
    kept: list[int] = []
    for place in places:
        if not kept or _differ(body, kept[-1], place):
            kept.append(place)
    return kept


def _differ(body: Body, first: int, other: int) -> bool:
    """Whether a row names one KPI in the one column and another in the other."""
    known = body.header.known
    for row in body.rows:
        texts = body.grid.text(row, first), body.grid.text(row, other)
        if all(known.is_named(text) for text in texts) and folded(texts[0]) != folded(texts[1]):
            return True
    return False
