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
    if found:
        page.draw(
            "plan_references",
            figures=[reference for reference in found if not reference.is_detail],
            details=[reference for reference in found if reference.is_detail],
            source=found[0],
            municipality=page.plan.municipality.name.in_language(page.lang),
        )
