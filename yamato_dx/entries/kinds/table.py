"""Every kind of entry. A new one is one more entry here."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from yamato_dx.entries.cards import CARD
from yamato_dx.entries.components import COMPONENT
from yamato_dx.entries.decisions import DECISION
from yamato_dx.entries.extensions import EXTENSION
from yamato_dx.entries.kind import EntryKind, History
from yamato_dx.entries.progress import PROGRESS
from yamato_dx.entries.readings import READING
from yamato_dx.entries.review.closing import CARRY_OVER, CLOSING, EFFECT, JUDGEMENT, OPINION
from yamato_dx.entries.review.comments import COMMENT
from yamato_dx.entries.review.happenings import HAPPENING
from yamato_dx.entries.review.meetings import FOLLOW_UP, MEETING, MEETING_POINT
from yamato_dx.entries.review.publications import PUBLICATION, RELEASE
from yamato_dx.entries.review.resources import BUDGET_LINE, WORK_HOURS
from yamato_dx.entries.rounds import REMINDER, ROUND, ROUND_CLOSING, ROUND_DEADLINE
from yamato_dx.entries.sections import OWNER, SECTION
from yamato_dx.entries.story import HOLDER, PRINCIPLE_LINK
from yamato_dx.entries.supplements import SUPPLEMENT

KINDS: Final[dict[str, EntryKind[Any]]] = {
    kind.name: kind
    for kind in (
        SECTION,
        OWNER,
        CARD,
        COMPONENT,
        HOLDER,
        PRINCIPLE_LINK,
        SUPPLEMENT,
        DECISION,
        EXTENSION,
        ROUND,
        ROUND_DEADLINE,
        REMINDER,
        ROUND_CLOSING,
        PROGRESS,
        READING,
        COMMENT,
        BUDGET_LINE,
        WORK_HOURS,
        HAPPENING,
        MEETING,
        MEETING_POINT,
        FOLLOW_UP,
        EFFECT,
        JUDGEMENT,
        OPINION,
        CARRY_OVER,
        CLOSING,
        PUBLICATION,
        RELEASE,
    )
}


def act_called(act: str, *, is_taken_back: bool) -> History | None:
    """How an act that entered things is called: its own sentence in `message_id`; None for other
    acts."""
    for kind in KINDS.values():
        found = kind.history
        if found and act in found.earlier:
            return replace(found, message_id=found.earlier[act])
        if found and act == found.act:
            taken_back = found.taken_back if is_taken_back else None
            return replace(found, message_id=taken_back or found.message_id)
    return None
