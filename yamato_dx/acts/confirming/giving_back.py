"""差戻し: a report goes back to its section, which reads why and answers with a new one."""

from __future__ import annotations

from yamato_dx.acts.permissions import Act, require
from yamato_dx.errors import Refused
from yamato_dx.lettering import typed
from yamato_dx.store import confirming
from yamato_dx.store.promise.actor import Actor
from yamato_dx.store.record import Record


def give_back(
    record: Record,
    batch_id: str,
    actor: Actor,
    reason: str,
    *,
    expected_revision: int | None = None,
) -> int:
    """Give the report back, be it confirmed: what it says holds no longer; the new revision.

    Raises NotPermitted; Refused: no reason, unknown, fallen already, `expected_revision` is not
    there yet; Stale: since then another report spoke of what it says.
    """
    require(record, actor, Act.RETURN)
    if not typed(reason):
        raise Refused("store.return_without_reason")
    return confirming.give_back(
        record, batch_id, actor, reason=typed(reason), expected_revision=expected_revision
    )
