"""Texts of people: which of them public papers may take, and which wait to be looked at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Literal

from yamato_dx import i18n
from yamato_dx.entries.kind import EntryContext, EntryKind
from yamato_dx.entries.review.closing import CARRY_OVER, EFFECT, JUDGEMENT, OPINION
from yamato_dx.entries.review.comments import COMMENT, Comment
from yamato_dx.entries.review.happenings import HAPPENING
from yamato_dx.entries.review.meetings import FOLLOW_UP, MEETING_POINT
from yamato_dx.entries.review.publications import RELEASE
from yamato_dx.kept_answers import kept
from yamato_dx.queries.assessed import View, plan_id_at
from yamato_dx.queries.entries import Entry, history, standing
from yamato_dx.queries.frame.changes import entry_context
from yamato_dx.store.record import Record

# What people write, in the order in which it is looked through.
TEXT_KINDS: Final[tuple[EntryKind[Any], ...]] = (
    COMMENT,
    MEETING_POINT,
    FOLLOW_UP,
    HAPPENING,
    EFFECT,
    JUDGEMENT,
    OPINION,
    CARRY_OVER,
)
# 内部: nobody looked at it; its release was of an earlier version; 公表可.
TextState = Literal["internal", "changed", "released"]


@dataclass(frozen=True)
class PeoplesText:
    """One text as it stands. `about`: what it is, of what; `revision`: of this version."""

    kind: str
    key: str
    about: str
    words: str
    by: str
    recorded_at: datetime
    revision: int
    state: TextState

    @property
    def release_key(self) -> str:
        return RELEASE.key(self.kind, self.key)


@kept(16)
def peoples_texts(record: Record, view: View, lang: str) -> tuple[PeoplesText, ...]:
    """All of the plan in sight that stood at `view`, those that wait first."""
    plan_id, revision = plan_id_at(record, view), view.revision
    context = entry_context(record, view, lang)
    releases = standing(record, RELEASE, plan_id, revision)
    found = [
        PeoplesText(
            kind.name,
            key,
            kind.called(context, key, entry.value),
            _words(kind, context, key, entry.value),
            entry.actor_name,
            entry.recorded_at,
            entry.revision,
            _state(entry, releases.get(RELEASE.key(kind.name, key))),
        )
        for kind in TEXT_KINDS
        for key, entry in standing(record, kind, plan_id, revision).items()
    ]
    shown = [text for text in found if text.words]
    return tuple(sorted(shown, key=lambda text: text.state == "released"))


def _words(kind: EntryKind[Any], context: EntryContext, key: str, value: Any) -> str:
    if kind is COMMENT:
        return comment_words(value, context.lang)
    return kind.words(context, key, value)


def comment_words(comment: Comment, lang: str) -> str:
    said = {
        "cause": comment.cause,
        "issue": comment.issue,
        "measure": comment.measure,
        "due": i18n.day(comment.due, lang) if comment.due else "",
        "person": comment.person,
        "self_assessment": comment.self_assessment,
        "self_grade": comment.self_grade,
    }
    return i18n.text("facts.between", lang).join(
        i18n.text("facts.pair", lang, label=i18n.text(f"facts.comment.{name}", lang), words=words)
        for name, words in said.items()
        if words
    )


def _state(entry: Entry[Any], release: Entry[Any] | None) -> TextState:
    if release is None:
        return "internal"
    return "released" if release.value.revision == entry.revision else "changed"


@kept(16)
def released(record: Record, plan_id: str, revision: int, head: int) -> Mapping[str, Any]:
    """By kind and key (`RELEASE.key`), the texts that were 公表可 at `revision` in the words that
    stood then. A mark that was taken back since, by `head`, counts no more: a later mark is of
    other words."""
    then = standing(record, RELEASE, plan_id, revision)
    since = (act for act in history(record, RELEASE, plan_id, head) if act.revision > revision)
    taken_back = {act.key for act in since if act.value is None}
    return {
        release_key: entry.value
        for kind in TEXT_KINDS
        for key, entry in standing(record, kind, plan_id, revision).items()
        for release_key in [RELEASE.key(kind.name, key)]
        if release_key not in taken_back and _state(entry, then.get(release_key)) == "released"
    }
