"""After a report was sent: what of its missed figures is still to be said, and where."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yamato_dx import i18n
from yamato_dx.queries.comments.comments import missing_of
from yamato_dx.queries.comments.words import missing_words

if TYPE_CHECKING:
    import pandas as pd

    from yamato_dx.queries.comments.comments import CommentLine
    from yamato_dx.ui.frame.screen import Screen


def draw_still_asked(page: Screen, values: pd.DataFrame) -> None:
    """A link to each; nothing where nothing is asked. `values`: of the report, as stored."""
    lines = missing_of(page.record, page.now(), values)
    if lines:
        page.message(page.say("comments.after_report.note"), big=page.say("comments.after_report"))
        page.draw_links([_link(page, line) for line in lines])


def _link(page: Screen, line: CommentLine) -> tuple[str, str]:
    kpi, year = line.kpi, line.fiscal_year
    words = page.say(
        "comments.after_report.link",
        name=f"{kpi.kpi_no} {kpi.short_name.in_language(page.lang)}",
        year=i18n.fiscal_year(year, page.lang, "short"),
        parts=missing_words(line, page.lang),
    )
    return page.link("initiatives", initiative=kpi.initiative_no, year=year), words
