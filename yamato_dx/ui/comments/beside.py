"""Why, and what comes next: beside the figures of the chosen year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yamato_dx import i18n
from yamato_dx.queries.comments.comments import comment_line
from yamato_dx.queries.comments.words import comment_facts, doubts, missing_words, version_words

if TYPE_CHECKING:
    from yamato_dx.queries.assessed import View
    from yamato_dx.queries.comments.comments import CommentLine
    from yamato_dx.queries.kpis.initiatives import InitiativeStory, KpiStory
    from yamato_dx.ui.frame.screen import Screen
    from yamato_dx.ui.frame.templates import Html


def chosen_year(story: InitiativeStory) -> int:
    years = (year for kpi in story.kpis for year in kpi.years if year.is_chosen)
    return next(year.fiscal_year for year in years)


def comment_part(page: Screen, view: View, kpi_story: KpiStory) -> Html | None:
    """Of the year in sight; None where nothing is said and nothing is asked."""
    year = next(row.fiscal_year for row in kpi_story.years if row.is_chosen)
    line = comment_line(page.record, view, kpi_story.kpi.kpi_id, year)
    if line is None or not (line.is_asked or line.current):
        return None
    return page.part("comment", **_shown(page, line, i18n.fiscal_year(year, page.lang, "short")))


def _shown(page: Screen, line: CommentLine, about: str) -> dict[str, object]:
    lang, standing = page.lang, line.current
    asked = page.say("comments.asked", parts=missing_words(line, lang)) if line.missing else ""
    return {
        "about": about,
        "asked": asked,
        "facts": comment_facts(line.comment, lang, line.missing),
        "notes": (*([version_words(standing, lang)] if standing else []), *doubts(line, lang)),
    }
