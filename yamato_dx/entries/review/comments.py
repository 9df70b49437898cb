"""要因・課題・今後の対応: what a section says of a figure, beside what was judged."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from yamato_dx.entries import fields
from yamato_dx.entries.kind import EntryContext, EntryKind, History
from yamato_dx.entries.review.subjects import is_of_plan, subject_words
from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.i18n import fiscal_year as year_words


@dataclass(frozen=True)
class AttachedFile:
    """As it was received; its bytes are in the record's `file`."""

    file_name: str
    sha256: str


@dataclass(frozen=True)
class Comment:
    """«» is not said. `cause` 要因, `issue` 課題, `measure` 今後の対応, by `due` and `person`.
    `self_assessment`: 自己評価 in words; `self_grade`: in the plan's own scale, if it has one."""

    cause: str = ""
    issue: str = ""
    measure: str = ""
    due: date | None = None
    person: str = ""
    self_assessment: str = ""
    self_grade: str = ""
    files: tuple[AttachedFile, ...] = ()

    @property
    def is_explained(self) -> bool:
        """Whether it says why, and what comes next."""
        return bool(self.cause and self.measure)


# In the order in which they are asked for.
TEXTS: Final = ("cause", "issue", "measure", "person", "self_assessment", "self_grade")


def _called(context: EntryContext, key: str, _comment: Comment | None) -> str:
    what, own, year = COMMENT.parts_of(key)
    return context.say(
        "review.changes.comment",
        subject=subject_words(context, COMMENT.key(what, own)),
        year=year_words(FiscalYear(int(year)), context.lang),
    )


COMMENT: Final[EntryKind[Comment]] = EntryKind(
    name="comment",
    act="comment",
    parts=("what", "id", "fiscal_year"),
    read=fields.reader(Comment),
    write=fields.write,
    called=_called,
    words=lambda context, _key, comment: context.joined(
        *(getattr(comment, name) for name in TEXTS)
    ),
    history=History("comment", "queries.moment.comment"),
    is_of_plan=is_of_plan,
)
