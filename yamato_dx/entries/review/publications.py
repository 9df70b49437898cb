"""公表: which moment the public faces show, and which texts of people they may take."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from yamato_dx import i18n
from yamato_dx.entries import fields
from yamato_dx.entries.kind import EntryContext, EntryKind, History
from yamato_dx.entries.review.snapshots import Snapshot


@dataclass(frozen=True)
class PublicMoment:
    """By its number; the last is what is public. `snapshot` None: nothing is public any more, for
    `reason`."""

    number: int
    on: date
    snapshot: Snapshot | None
    approval_no: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Release:
    """公表可: the text as it stood at `revision`; a later one is 内部 until it is looked at."""

    revision: int


def _called(context: EntryContext, _key: str, _value: object) -> str:
    return context.say("review.changes.publication")


PUBLICATION: Final[EntryKind[PublicMoment]] = EntryKind(
    name="publication",
    act="publish",
    parts=("number",),
    read=fields.reader(PublicMoment),
    write=fields.write,
    called=_called,
    words=lambda context, _key, publication: context.joined(
        i18n.day(publication.on, context.lang), publication.approval_no, publication.reason
    ),
    history=History("publication", "queries.moment.publication"),
    is_of_plan=lambda _key: False,
)
# Under the kind and the key of the text; of the plan in whose papers it may stand.
RELEASE: Final[EntryKind[Release]] = EntryKind(
    name="release",
    act="publish",
    parts=("kind", "key"),
    read=fields.reader(Release),
    write=fields.write,
    called=_called,
    words=lambda context, _key, release: context.say(
        "review.changes.released", revision=release.revision
    ),
    history=History("release", "queries.moment.release", taken_back="queries.moment.unreleased"),
)
