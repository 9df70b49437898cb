"""What a reader must be told of the backups: nothing as long as all is well."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from yamato_dx.acts.permissions import Act
from yamato_dx.i18n import TOKYO

if TYPE_CHECKING:
    from yamato_dx.acts.nightly import Overdue
    from yamato_dx.ui.frame.screen import Screen


def draw_overdue_backup(page: Screen, *, with_reason: bool = False) -> None:
    """Since when there is none, and that it is tried again; why not, and which old one stays, for
    whoever can mend it. The same of the copies in another place."""
    if page.leaves_out(Act.BACK_UP):
        return
    nightly, copies = page.served.backups, page.served.copies
    today = datetime.now(TOKYO).date()
    if nightly and (overdue := nightly.overdue(today)):
        again = "" if overdue.rests else page.say("frame.backup.again")
        _draw(page, overdue, _since(page, overdue), again, with_reason=with_reason)
    elif nightly and with_reason and nightly.stays:
        page.message(nightly.stays.sentence(page.lang), tone="bad")
    if copies and (overdue := copies.overdue(today)):
        again = page.say("frame.backup.copy_again")
        _draw(page, overdue, _since_copy(page, overdue), again, with_reason=with_reason)
    elif copies and with_reason and copies.reason:
        page.message(copies.reason.sentence(page.lang), tone="bad")


def _draw(page: Screen, overdue: Overdue, since: str, again: str, *, with_reason: bool) -> None:
    lines = [again] if again else []
    if overdue.reason and (with_reason or overdue.rests):
        lines.insert(0, overdue.reason.sentence(page.lang))
    page.message(*lines, tone="bad", big=since)


def _since(page: Screen, overdue: Overdue) -> str:
    if overdue.days is None:
        return page.say("frame.backup.none")
    if overdue.days <= 0:  # by hand
        return page.say("frame.backup.not_by_itself")
    return page.say("frame.backup.overdue", count=overdue.days)


def _since_copy(page: Screen, overdue: Overdue) -> str:
    if overdue.days is None:
        return page.say("frame.backup.no_copy")
    return page.say("frame.backup.copy_overdue", count=overdue.days)
