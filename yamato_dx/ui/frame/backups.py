"""What a reader must be told of the backups: nothing as long as all is well."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from yamato_dx.i18n import TOKYO

if TYPE_CHECKING:
    from yamato_dx.acts.nightly import Overdue
    from yamato_dx.ui.frame.screen import Screen


def draw_overdue_backup(page: Screen, *, with_reason: bool = False) -> None:
    """Since when there is none, and that it is tried again; why not, and which old one stays, for
    whoever can mend it."""
    nightly = page.served.backups
    if not nightly:
        return
    overdue = nightly.overdue(datetime.now(TOKYO).date())
    if overdue:
        lines = [] if overdue.rests else [page.say("frame.backup.again")]
        if overdue.reason and (with_reason or overdue.rests):
            lines.insert(0, overdue.reason.sentence(page.lang))
        page.message(*lines, tone="bad", big=_since(page, overdue))
    elif with_reason and nightly.stays:
        page.message(nightly.stays.sentence(page.lang), tone="bad")


def _since(page: Screen, overdue: Overdue) -> str:
    if overdue.days is None:
        return page.say("frame.backup.none")
    if overdue.days <= 0:  # by hand
        return page.say("frame.backup.not_by_itself")
    return page.say("frame.backup.overdue", count=overdue.days)
