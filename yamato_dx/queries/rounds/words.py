"""The board of a round in words: its headline, its counts, what is missing by number."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from yamato_dx import i18n
from yamato_dx.entries.rounds import RoundItem
from yamato_dx.i18n import text
from yamato_dx.kept_answers import kept
from yamato_dx.queries.assessed import View, plan_of_reports
from yamato_dx.queries.reports.owned import Owned, reported_things
from yamato_dx.queries.rounds.board import COLUMNS, BoardCell, BoardLine, RoundBoard
from yamato_dx.queries.rounds.held import HeldRound
from yamato_dx.store.record import Record

# More are only counted.
NAMED: Final = 6


@dataclass(frozen=True)
class AskedThing:
    """A thing of a round as people call it. `number`: a KPI's as printed; of work its initiative
    and place."""

    item: RoundItem
    number: str
    name: str
    initiative_no: int | None


@dataclass(frozen=True, eq=False)
class RoundWords:
    """What the things and sections of rounds are called; `office`: 事務局 as the plan names it."""

    lang: str
    office: str
    _things: Mapping[tuple[str, str], Owned]

    def say(self, message_id: str, **values: object) -> str:
        return text(message_id, self.lang, **values)

    def thing(self, item: RoundItem) -> AskedThing:
        kind = "kpi" if item.kind in ("kpi", "card") else "work"
        owned = self._things.get((kind, item.item_id))
        if owned is None:  # of a plan that was taken back since
            return AskedThing(item, "", item.item_id, None)
        return AskedThing(item, owned.number, owned.short_name or owned.name, owned.initiative_no)

    def section(self, held: HeldRound, section_id: str) -> str:
        name = held.name_of(section_id)
        if name is None:
            return self.say("rounds.nobody")
        return name.in_language(self.lang)

    def day(self, value: date) -> str:
        """11月17日（火）."""
        weekday = self.say(f"rounds.weekday.{value.weekday()}")
        return self.say("rounds.day", day=_month_day(value, self.lang), weekday=weekday)


def _month_day(value: date, lang: str) -> str:
    if lang == "ja":
        return f"{value.month}月{value.day}日"
    return i18n.day(value, lang).rpartition(" ")[0]


@kept(16)
def round_words(record: Record, view: View, lang: str) -> RoundWords:
    things = {
        ("kpi" if owned.kind == "kpi" else "work", owned.owned_id): owned
        for owned in reported_things(record, view, lang)
    }
    office = plan_of_reports(record, view).secretariat.in_language(lang)
    return RoundWords(lang, office, things)


def title_of(held: HeldRound, lang: str) -> str:
    """As it was named; in English the usual title where the Japanese one is the usual."""
    asked = held.asked
    usual = {
        language: text(
            f"rounds.title.{asked.kind}",
            language,
            year=i18n.fiscal_year(asked.fiscal_year, language),
        )
        for language in i18n.LANGUAGES
    }
    return usual[lang] if asked.title in usual.values() else asked.title


def headline(board: RoundBoard, words: RoundWords) -> tuple[str, ...]:
    """Sentences made from the numbers: how many answered, who is late by how much."""
    if not board.named:
        return (words.say("rounds.headline.no_sections"),)
    total, answered = len(board.named), board.answered_count
    waiting = [line for line in board.named if line.move == "waiting"]
    if not waiting:
        return (words.say("rounds.headline.all", count=total), _who_checks(board, words))
    first = words.say("rounds.headline.some", count=total, answered=answered)
    if not board.held.is_open:
        return (first, words.say("rounds.headline.closed"))
    return (first, _who_waits(board, waiting, words))


def _who_checks(board: RoundBoard, words: RoundWords) -> str:
    """Once all has come: how much the plan office has still to confirm."""
    left = sum(line.move == "to_check" for line in board.named)
    if left:
        return words.say("rounds.headline.to_check", count=left)
    return words.say("rounds.headline.confirmed")


def _who_waits(board: RoundBoard, waiting: Sequence[BoardLine], words: RoundWords) -> str:
    late = board.overdue
    if not late:
        days = (min(line.due for line in waiting) - board.on).days
        return words.say("rounds.headline.left", count=days, days=days)
    longest = max(line.days_over for line in late)
    if len(late) == 1:
        name = words.section(board.held, late[0].section_id)
        only = "only" if len(waiting) == 1 else "one"
        return words.say(f"rounds.headline.late.{only}", count=longest, section=name)
    return words.say("rounds.headline.late", count=len(late), days=longest)


def summary(board: RoundBoard, words: RoundWords) -> str:
    """Since when, until when, how much of what came."""
    asked = board.held.asked
    counts = {
        f"{column}_{name}": number
        for column in COLUMNS
        for name, number in zip(("came", "asked"), board.came_of(column), strict=True)
    }
    return words.say(
        "rounds.summary",
        opened=asked.opened_on.isoformat(),
        due=words.day(board.held.due),
        **counts,
    )


def status_words(line: BoardLine, words: RoundWords) -> str:
    """回答済; of what has to be looked at, how much that is."""
    return words.say(f"rounds.status.{line.status}", count=line.questions)


def below_status(line: BoardLine, words: RoundWords) -> str:
    """Why it was sent back, whether anything is unlikely, under which number it was confirmed, how
    often it was reminded."""
    if line.returned:
        return line.returned.last.reason
    if line.status == "answered" and line.waiting_reports:
        return words.say("steps.no_questions")
    if line.questions:
        return words.say("rounds.questioned")
    if line.status == "confirmed" and line.approval_nos:
        numbers = words.say("frame.list").join(line.approval_nos)
        return words.say("steps.approval_no", number=numbers)
    if line.reminders and line.move == "waiting":
        return words.say("rounds.reminded", count=line.reminders)
    return ""


def confirming_words(board: RoundBoard, words: RoundWords) -> tuple[str, ...]:
    """What would be confirmed together; what stays out, and why."""
    lines = board.confirmable
    items = {item for line in lines for item in line.sure_items}
    values = sum(item.kind == "kpi" for item in items)
    left = (
        words.say(
            "rounds.confirm.left",
            count=line.questions,
            section=words.section(board.held, line.section_id),
        )
        for line in board.questioned
    )
    if not lines:
        return tuple(left)
    separator = words.say("frame.list")
    which = words.say(
        "rounds.confirm.which",
        sections=separator.join(_confirmed_section(board, line, words) for line in lines),
        values=values,
        work=len(items) - values,
        batches=separator.join(board.confirmable_reports),
    )
    return (which, *left)


def _confirmed_section(board: RoundBoard, line: BoardLine, words: RoundWords) -> str:
    """Its name; of what is still to come, or to be looked at, it is not all."""
    name = words.section(board.held, line.section_id)
    is_all = not line.missing and not line.questions
    return name if is_all else words.say("rounds.confirm.partly", section=name)


def overview_line(board: RoundBoard, words: RoundWords) -> str:
    """回答済 4/7課、超過 1課."""
    return words.say(
        "rounds.overview",
        title=title_of(board.held, words.lang),
        answered=board.answered_count,
        total=len(board.named),
        late=len(board.overdue),
    )


def missing_words(column: str, cell: BoardCell, words: RoundWords) -> str:
    """残り 1・4; of work by initiative; «全部» where nothing came."""
    if not cell.missing:
        return ""
    if not cell.came and cell.asked > 1:
        return words.say("rounds.missing.all")
    things = [words.thing(item) for item in cell.missing]
    if column == "work":
        of_initiatives = Counter(thing.initiative_no or 0 for thing in things)
        parts = [
            words.say("rounds.missing.work", count=count, initiative=number)
            for number, count in of_initiatives.items()
        ]
    else:
        parts = [thing.number for thing in things]
    shown = words.say("rounds.missing.separator").join(parts[:NAMED])
    beyond = len(parts) > NAMED
    return words.say("rounds.missing.more" if beyond else "rounds.missing", what=shown)
