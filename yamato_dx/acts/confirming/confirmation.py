"""確認: the plan office has looked at reports and says that their figures are right."""

from __future__ import annotations

from collections.abc import Sequence

from yamato_dx.acts.permissions import Act, require
from yamato_dx.lettering import typed
from yamato_dx.store import confirming
from yamato_dx.store.promise.actor import Actor
from yamato_dx.store.record import Record


def confirm(
    record: Record,
    batch_ids: Sequence[str],
    actor: Actor,
    *,
    approval_no: str | None = None,
    expected_revision: int | None = None,
) -> int:
    """Confirm the reports, all or none, in one transaction; the new revision. One's own may be
    confirmed, and is shown so. `approval_no`: 決裁番号.

    Raises NotPermitted; Refused: none is named, one is unknown, has fallen or is confirmed
    already, `expected_revision` is not there yet; Stale: since then another report spoke of what
    one of them says.
    """
    require(record, actor, Act.CONFIRM)
    return confirming.confirm(
        record,
        batch_ids,
        actor,
        approval_no=typed(approval_no or "") or None,
        expected_revision=expected_revision,
    )
