"""What everybody reads of «期末評価»: counts, three numbers and a verdict per KPI, what people
said."""

from __future__ import annotations

from dataclasses import asdict
from functools import partial
from typing import TYPE_CHECKING

from yamato_dx.queries.closing.story import closing_story
from yamato_dx.queries.closing.table import closing_table
from yamato_dx.ui.frame.downloads import table_downloads

if TYPE_CHECKING:
    from yamato_dx.queries.assessed import View
    from yamato_dx.queries.closing.lines import ClosingLine
    from yamato_dx.queries.closing.people import OpinionWords
    from yamato_dx.queries.closing.story import ClosingStory
    from yamato_dx.ui.frame.screen import Screen


def draw_headline(page: Screen, view: View) -> ClosingStory:
    story = closing_story(page.record, view, page.lang)
    page.draw("headline", parts=story.headline)
    return story


def draw_state(page: Screen, story: ClosingStory) -> None:
    """That it is closed, by whom and when; or that it was, and was opened again."""
    closed = story.closed
    if closed is None:
        return
    if closed.is_open:
        values = {"day": closed.day, "by": closed.by, "reason": closed.reason}
        page.message(page.say("closing.reopened", **values))
        return
    kind = "approved" if closed.approval_no else "by"
    values = {"day": closed.day, "by": closed.by, "approval_no": closed.approval_no}
    page.message(
        page.say("closing.closed.seen", revision=story.view.revision),
        big=page.say(f"closing.closed.{kind}", **values),
    )


def draw_counts(page: Screen, story: ClosingStory) -> None:
    between = page.say("frame.list")
    by_number = {line.kpi_no: line.code for line in story.lines}
    squares = [
        {"kpi_no": kpi_no, "code": by_number[kpi_no]}
        for count in story.judged
        for kpi_no in count.kpi_nos
    ]
    zeros = [
        page.say("closing.zeros", word=count.word, count=0)
        for count in story.unjudged
        if not count.count
    ]
    page.draw(
        "closing_counts",
        judged=story.judged,
        judged_count=sum(count.count for count in story.judged),
        unjudged=[count for count in story.unjudged if count.count],
        unjudged_count=sum(count.count for count in story.unjudged),
        zeros=between.join(zeros),
        squares=squares,
        method=page.say("closing.lead.method", methods=between.join(story.methods)),
    )


def draw_lines(page: Screen, view: View, story: ClosingStory) -> None:
    page.draw(
        "closing_lines",
        groups=[
            {
                "title": group.title,
                "note": group.note,
                "lines": [_line(page, line) for line in group.lines],
            }
            for group in story.groups
        ],
        year=story.common_year,
        all_unconfirmed=len(story.unconfirmed) == len(story.lines),
    )
    table_downloads(
        page,
        view,
        "closing",
        partial(closing_table, page.record, view, page.lang),
        title=page.say("frame.page.closing"),
    )


def _line(page: Screen, line: ClosingLine) -> dict[str, object]:
    last = line.new_baseline
    begins_at = page.say("closing.begins_at", value=last.words) if line.treatment and last else ""
    return {name: getattr(line, name) for name in line.__dataclass_fields__} | {
        "begins_at": begins_at if line.goes_on else "",
        "way": asdict(line.way) | {"left": line.way.left, "length": line.way.length}
        if line.way
        else None,
    }


def draw_effects(page: Screen, story: ClosingStory) -> None:
    counts = story.effect_counts
    page.draw(
        "closing_effects",
        effects=story.effects,
        note=page.say("closing.effects.note", count=sum(counts.values()), **counts),
    )


def draw_judgements(page: Screen, story: ClosingStory) -> None:
    """Those of initiatives stand with their effects."""
    shown = [one for one in story.judgements if not one.key.startswith("initiative:")]
    between = page.say("closing.numbers")
    page.draw(
        "closing_judgements",
        judgements=[
            {
                "subject": judgement.subject,
                "words": judgement.words,
                "by": between.join(word for word in (judgement.section, judgement.day) if word),
            }
            for judgement in shown
        ],
    )


def draw_opinions(page: Screen, story: ClosingStory) -> None:
    page.draw(
        "closing_opinions",
        opinions=[asdict(opinion) | {"owed": _owed(page, opinion)} for opinion in story.opinions],
    )


def _owed(page: Screen, opinion: OpinionWords) -> str:
    due = page.say("closing.opinions.due", day=opinion.due) if opinion.due else ""
    return page.say("frame.list").join(word for word in (opinion.asked, due) if word)
