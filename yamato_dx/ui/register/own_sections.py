"""For which sections the reader may report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yamato_dx.acts.actor import ActorRole
from yamato_dx.queries.reports.owed import sections_on
from yamato_dx.queries.rights.subjects import EVERYTHING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from yamato_dx.entries.sections import Section
    from yamato_dx.ui.frame.screen import Screen


def is_of_sections(page: Screen) -> bool:
    """Whether the reader is of some sections and sees their desks alone."""
    return page.actor().role is ActorRole.SECTION


def own_sections(page: Screen) -> tuple[Section, ...]:
    """Those of the account that exist on the day; all of them where the reader is of none."""
    sections, actor = sections_on(page.record, page.now()), page.actor()
    if actor.role is not ActorRole.SECTION:
        return sections
    return tuple(section for section in sections if section.section_id in actor.sections)


def section_options(page: Screen) -> Mapping[str, str]:
    """What the box of sections offers: everything first, where the reader may report all of it."""
    names = {
        section.section_id: section.name.in_language(page.lang) for section in own_sections(page)
    }
    if is_of_sections(page):
        return names
    return {EVERYTHING: page.say("reports.typing.every_kpi")} | names


def only_section(page: Screen) -> str | None:
    """The one for which the reader reports, where it is not to be chosen."""
    own = own_sections(page)
    return own[0].section_id if is_of_sections(page) and len(own) == 1 else None
