"""What 事務局 writes to the sections: the letter that opens a round, the reminders."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final

from yamato_dx import i18n
from yamato_dx.entries.rounds import Round
from yamato_dx.plan.model.types import Plan
from yamato_dx.queries.rounds.asking import WORK
from yamato_dx.queries.rounds.board import BoardLine, RoundBoard
from yamato_dx.queries.rounds.held import HeldRound
from yamato_dx.queries.rounds.words import RoundWords, title_of

# As the letter as docx knows a line that stands at the right.
RIGHT: Final = "　" * 8
NOTICE_POINTS: Final = ("due", "what", "how", "open", "ask")


def notice(held: HeldRound, plan: Plan, words: RoundWords) -> str:
    """事務連絡 to all sections that are asked, to be changed as the office likes."""
    asked = held.asked
    values = {
        "title": title_of(held, words.lang),
        "plan": plan.title.in_language(words.lang),
        "office": words.office,
        "due": era_day(held.due, words),
        **_counts(asked),
    }
    say = words.say
    return "\n".join(
        (
            say("rounds.notice.kind"),
            f"{RIGHT}{era_day(asked.opened_on, words)}",
            say("rounds.notice.to"),
            f"{RIGHT}{words.office}",
            "",
            say("rounds.notice.subject", **values),
            "",
            say("rounds.notice.body", **values),
            "",
            say("rounds.notice.points"),
            *(
                say(f"rounds.notice.point.{point}", number=number, **values)
                for number, point in enumerate(NOTICE_POINTS, start=1)
            ),
            f"{RIGHT}{say('rounds.notice.end')}",
        )
    )


def _counts(asked: Round) -> dict[str, int]:
    kinds = [item.kind for item in asked.items]
    return {
        "kpis": kinds.count("kpi"),
        "work": sum(kind in WORK for kind in kinds),
        "cards": kinds.count("card"),
    }


def era_day(day: date, words: RoundWords) -> str:
    """令和8年11月17日（火）; in English 17 Nov 2026."""
    if words.lang != "ja":
        return i18n.day(day, words.lang)
    weekday = words.say(f"rounds.weekday.{day.weekday()}")
    month = i18n.era_month(day, words.lang)
    return words.say("rounds.era_day", month=month, day=day.day, weekday=weekday)


@dataclass(frozen=True)
class GivenLink:
    """By which a section reports without an account, until the end of the day. `address`: as long
    as it is known, which is when the link is made; afterwards nobody here can tell it."""

    until: date
    address: str = ""


NO_LINKS: Final[Mapping[str, GivenLink]] = MappingProxyType({})


def reminder(
    board: RoundBoard,
    line: BoardLine,
    plan: Plan,
    words: RoundWords,
    *,
    site: str,
    given: GivenLink | None = None,
) -> str:
    """To one section: what is missing, until when, and where to type it. `site`: the address of the
    dashboard up to its pages, «» where nobody told it."""
    held, say = board.held, words.say
    values = {
        "section": words.section(held, line.section_id),
        "plan": plan.title.in_language(words.lang),
        "title": title_of(held, words.lang),
        "due": words.day(line.due),
        "on": words.day(board.on),
    }
    late = f"rounds.reminder.{'late' if line.days_over else 'before'}"
    asking = f"rounds.reminder.please.{'late' if line.days_over else 'before'}"
    return "\n".join(
        (
            say("rounds.reminder.to", **values),
            "",
            say(late, count=line.days_over, **values),
            "",
            *_missing_lines(line, words),
            "",
            say(asking, **values),
            say("rounds.reminder.forecast"),
            *_ways(link_of(held, line.section_id, site, words.lang), given, words),
            "",
            say("rounds.reminder.from", office=words.office),
        )
    )


def _ways(link: str, given: GivenLink | None, words: RoundWords) -> Iterator[str]:
    """Where to type it; who was given a link needs no other way."""
    until = words.day(given.until) if given else ""
    if given and given.address:
        yield words.say("rounds.reminder.own_link", link=given.address, until=until)
        return
    if link:
        yield words.say("rounds.reminder.link", link=link)
    if given:
        yield words.say("rounds.reminder.given_link", until=until)


def _missing_lines(line: BoardLine, words: RoundWords) -> Iterator[str]:
    for item in line.missing:
        thing = words.thing(item)
        yield words.say(f"rounds.reminder.thing.{item.kind}", number=thing.number, name=thing.name)


def reminders_text(texts: dict[str, str]) -> str:
    """All of them as one text, one below another; a line between them."""
    rule = "\r\n" + "─" * 40 + "\r\n"
    return rule.join(text.replace("\n", "\r\n") for text in texts.values())


def reminders(
    board: RoundBoard,
    plan: Plan,
    words: RoundWords,
    site: str,
    *,
    given: Mapping[str, GivenLink] = NO_LINKS,
) -> dict[str, str]:
    """By section, of all that are waited for; what is nobody's reminds nobody. `given`: by
    section."""
    return {
        line.section_id: reminder(
            board, line, plan, words, site=site, given=given.get(line.section_id)
        )
        for line in board.waiting
        if line.section_id
    }


def link_of(held: HeldRound, section_id: str, site: str, lang: str) -> str:
    """To «実績の報告» with the section and the round in sight; «» where nobody told the address."""
    if not site:
        return ""
    language = "" if lang == "ja" else f"&lang={lang}"
    query = f"section={section_id or 'all'}&round={held.round_id}{language}"
    return f"{site.rstrip('/')}/report?{query}"
