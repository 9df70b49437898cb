"""参考値: what others publish, beside an initiative or a part of the plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yamato_dx.queries.plan.references import references_of

if TYPE_CHECKING:
    from yamato_dx.queries.plan.references import Reference
    from yamato_dx.ui.frame.screen import Screen


def draw_initiative_references(page: Screen, initiative_no: int) -> None:
    """As on this page, for «取組事項»: nothing where nothing is published."""
    found = references_of(page.record, initiative_no, page.lang)
    if found:
        page.section_head(page.say("plan.page.reference"))
        draw_figures(page, found)


def draw_figures(page: Screen, found: tuple[Reference, ...]) -> None:
    """What was published together under one line that says by whom and when."""
    sources = dict.fromkeys((figure.publisher, figure.made) for figure in found)
    for place, (publisher, made) in enumerate(sources):
        figures = [
            reference
            for reference in found
            if (reference.publisher, reference.made) == (publisher, made)
        ]
        page.draw(
            "plan_references",
            figures=[reference for reference in figures if not reference.is_detail],
            details=[reference for reference in figures if reference.is_detail],
            source=page.say("plan.page.reference.source", publisher=publisher, made=made),
            is_first=place == 0,
            municipality=page.plan.municipality.name.in_language(page.lang),
        )
