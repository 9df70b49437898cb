"""Rows of the trail in words, and as a table to take away."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

import pandas as pd

from yamato_dx import i18n
from yamato_dx.kept_answers import kept
from yamato_dx.plan.model.types import Plan
from yamato_dx.queries.assessed import plans_at
from yamato_dx.queries.moments import act_words, taken_back_at
from yamato_dx.queries.rounds.held import HeldRound, rounds_at
from yamato_dx.queries.rounds.words import title_of
from yamato_dx.store.access.trail import TrailQuestion
from yamato_dx.store.access.trail_chain import COLUMNS, UNREADABLE, TrailEvent, TrailRow
from yamato_dx.store.promise.actor import KnownBy
from yamato_dx.store.record import Record

# What a face hands on, made by `asked_of`.
TrailAsked = TrailQuestion
# What a row of a link that was given to a section is called.
LINK_GIVEN: Final = "section_link_made"
EVENTS: Final = tuple(event.value for event in TrailEvent)


@dataclass(frozen=True)
class TrailLine:
    """One row as people read it. `event` «unreadable», `happened_at` None: somebody wrote into it,
    and `what` is all that stands there."""

    trail_no: int
    happened_at: datetime | None
    event: str
    what: str
    who: str
    account: str
    from_where: str


def asked_of(
    first_day: date | None = None, last_day: date | None = None, event: str = "", by: str = ""
) -> TrailQuestion:
    return TrailQuestion(first_day, last_day, TrailEvent(event) if event else None, by)


def trail_lines(record: Record, rows: Sequence[TrailRow], lang: str) -> tuple[TrailLine, ...]:
    known, links = _known_at(record, record.head()), _links(record, lang)
    return tuple(_readable(row, known, links, lang) for row in rows)


def _readable(
    row: TrailRow, known: _Known, links: Mapping[str, _LinkWords], lang: str
) -> TrailLine:
    try:
        return _line(row, known, links, lang)
    except UNREADABLE:
        return TrailLine(row.trail_no, None, "unreadable", row.as_written, "", "", "")


@dataclass(frozen=True)
class _LinkWords:
    """To which section a link was given, and for which round, as people know them."""

    section: str
    round_title: str


def _links(record: Record, lang: str) -> dict[str, _LinkWords]:
    """All that were ever given, by their ids; what is no longer known of is called as it is."""
    given = record.trail.of_kind(TrailEvent.ACCOUNT, LINK_GIVEN) if record.trail else []
    rounds = {held.round_id: held for held in rounds_at(record, record.head())} if given else {}
    found = {}
    for row in given:
        with suppress(*UNREADABLE):  # told as it is written, where it stands
            found[str(row.columns["subject"])] = _link_words(row.detail, rounds, lang)
    return found


def _link_words(detail: dict[str, Any], rounds: Mapping[str, HeldRound], lang: str) -> _LinkWords:
    round_id, section_id = str(detail["round"]), str(detail["section"])
    held = rounds.get(round_id)
    name = held.name_of(section_id) if held else None
    return _LinkWords(
        name.in_language(lang) if name else section_id,
        title_of(held, lang) if held else round_id,
    )


@dataclass(frozen=True)
class _Known:
    """What the record says of its acts: where each ends, and which of them took something away."""

    plans: Sequence[Plan]
    ends: Sequence[int]
    taken_back: Collection[int]

    def is_taken_back(self, row: TrailRow) -> bool:
        at = bisect_left(self.ends, int(row.columns["revision"]))
        return at < len(self.ends) and self.ends[at] in self.taken_back


@kept(2)
def _known_at(record: Record, revision: int) -> _Known:
    ends = sorted(int(end) for end in record.moments()["revision"])
    return _Known(plans_at(record, revision), ends, taken_back_at(record, revision))


def trail_table(record: Record, rows: Sequence[TrailRow], lang: str) -> pd.DataFrame:
    """One row per row of the trail, the newest first, with its columns as they are hashed, and
    beside them in words."""
    words = trail_lines(record, rows, lang)
    frame = pd.DataFrame(
        [{**row.columns, "row_hash": row.row_hash} for row in rows], columns=[*COLUMNS, "row_hash"]
    )
    return frame.assign(
        happened_at=pd.to_datetime(frame["happened_at"], utc=True, errors="coerce"),
        event_words=[i18n.text(f"audit.event.{line.event}", lang) for line in words],
        what=[line.what for line in words],
        revision=pd.to_numeric(frame["revision"], errors="coerce").astype("Int64"),
    ).rename(columns={"happened_at": "noted_at"})


def _line(row: TrailRow, known: _Known, links: Mapping[str, _LinkWords], lang: str) -> TrailLine:
    columns = row.columns
    return TrailLine(
        row.trail_no,
        row.happened_at,
        TrailEvent(columns["event"]).value,
        _what(row, known, links, lang),
        _who(columns, links, lang),
        "" if columns["actor_known_by"] == KnownBy.LINK else str(columns["account"] or ""),
        str(columns["actor_address"] or ""),
    )


def _who(columns: Any, links: Mapping[str, _LinkWords], lang: str) -> str:
    if columns["actor_known_by"] == KnownBy.PROGRAM:
        return i18n.text("rights.program", lang)
    name, section = str(columns["actor_name"]), columns["actor_section"]
    if not name and columns["actor_known_by"] == KnownBy.LINK:
        link = links.get(str(columns["account"]))
        called = {"section": link.section} if link else {}
        return i18n.text("audit.by_link.of" if link else "audit.by_link", lang, **called)
    name = name or i18n.text("audit.nobody", lang)
    return i18n.text("audit.who", lang, name=name, section=section) if section else name


def _what(row: TrailRow, known: _Known, links: Mapping[str, _LinkWords], lang: str) -> str:
    columns, detail = row.columns, row.detail
    event, act, subject = columns["event"], columns["act"], columns["subject"]
    match event:
        case TrailEvent.ACT:
            is_taken_back = known.is_taken_back(row)
            return act_words(act, subject, known.plans, lang, is_taken_back=is_taken_back)
        case TrailEvent.REFUSAL:
            words = {"act": i18n.text(f"rights.act.{act}", lang)}
            kind = "about" if _is_report_no(subject) else "plain"
            return i18n.text(f"audit.refused.{kind}", lang, **words, subject=subject)
        case TrailEvent.EXPORT:
            return _exported(detail, lang)
        case TrailEvent.VISITS:
            return i18n.text("frame.list", lang).join(_visits(detail, lang))
        case TrailEvent.RESTORED:
            return i18n.text("audit.restored", lang)
        case _:
            what, link = i18n.text(f"access.noted.{act}", lang), links.get(str(subject))
            if link:
                called = {"section": link.section, "round": link.round_title}
                return i18n.text("audit.noted.link", lang, what=what, **called)
            about = i18n.text("frame.list", lang).join(_about_account(row, lang))
            return i18n.text("audit.noted", lang, what=what, subject=about) if about else what


def _is_report_no(subject: str | None) -> bool:
    """A 報告番号, not the keys of a draft or an entry, which only the table to take away has."""
    return bool(subject) and not set(subject or "") & set(" .:")


def _about_account(row: TrailRow, lang: str) -> Iterator[str]:
    """Whose it is, and which rights."""
    detail = row.detail
    if row.columns["subject"]:
        yield str(row.columns["subject"])
    for role in (*detail.get("roles", ()), *([detail["role"]] if "role" in detail else [])):
        yield i18n.text(f"sign_in.role.{role}", lang)


def _visits(detail: dict[str, Any], lang: str) -> Iterable[str]:
    for why, count in sorted(detail.items()):
        yield i18n.text(f"audit.visits.{why}", lang, count=count)


def _exported(detail: dict[str, Any], lang: str) -> str:
    """«KPI一覧（CSV、12行、絞込み: 令和7年度）»."""
    facts = [str(detail["format"])]
    if detail.get("rows") is not None:
        facts.append(i18n.text("output.context.rows", lang, count=int(detail["rows"])))
    facts += [str(word) for word in detail.get("filters", ())]
    together = i18n.text("frame.list", lang).join(facts)
    return i18n.text("audit.exported", lang, title=detail["title"], facts=together)
