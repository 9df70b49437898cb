"""On «概要», for whoever may hold meetings: the next one, the last one, what is open of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yamato_dx.acts.permissions import Act
from yamato_dx.queries.meetings.words import overview_words

if TYPE_CHECKING:
    from yamato_dx.queries.assessed import View
    from yamato_dx.ui.frame.screen import Screen


def meeting_line(page: Screen, view: View) -> tuple[str, str] | None:
    """The address of «会議», and the words; None before the first meeting."""
    if not page.may(Act.HOLD_MEETING):
        return None
    words = overview_words(page.record, view, page.lang)
    return (page.link("meetings"), words) if words else None
