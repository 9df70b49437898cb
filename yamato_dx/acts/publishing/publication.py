"""公表: a moment is made public, or what is public is taken back."""

from __future__ import annotations

from collections.abc import Callable

from yamato_dx.acts.entering import enter
from yamato_dx.acts.permissions import Act, require
from yamato_dx.entries.review.publications import PUBLICATION, PublicMoment
from yamato_dx.errors import Refused
from yamato_dx.lettering import typed
from yamato_dx.queries.assessed import View
from yamato_dx.queries.publishing.figures import public_snapshot
from yamato_dx.queries.publishing.published import NO_PLAN, publications, published
from yamato_dx.store.files import FileToKeep
from yamato_dx.store.promise.actor import Actor
from yamato_dx.store.record import Record


def publish(
    record: Record,
    view: View,
    actor: Actor,
    *,
    approval_no: str = "",
    expected_revision: int | None = None,
) -> PublicMoment:
    """Make public what is confirmed at `view`, of all plans in effect. `approval_no`: 決裁番号.

    Raises NotPermitted; Stale where anything was published or taken back since
    `expected_revision`.
    """
    require(record, actor, Act.PUBLISH)
    snapshot, files = public_snapshot(record, view)

    def moment(number: int) -> PublicMoment:
        return PublicMoment(number, view.on, snapshot, typed(approval_no))

    return _entered(record, moment, actor, files=files, expected_revision=expected_revision)


def take_publication_back(
    record: Record,
    view: View,
    actor: Actor,
    *,
    reason: str,
    expected_revision: int | None = None,
) -> PublicMoment:
    """Nothing is public any more. Raises NotPermitted; Refused where nothing is or no reason is
    given; Stale as `publish`."""
    require(record, actor, Act.PUBLISH)
    if published(record, record.head()) is None:
        raise Refused("publishing.refused.nothing_public")
    if not typed(reason):
        raise Refused("publishing.refused.no_reason")

    def moment(number: int) -> PublicMoment:
        return PublicMoment(number, view.on, None, reason=typed(reason))

    return _entered(record, moment, actor, expected_revision=expected_revision)


def _entered(
    record: Record,
    of_number: Callable[[int], PublicMoment],
    actor: Actor,
    *,
    files: tuple[FileToKeep, ...] = (),
    expected_revision: int | None,
) -> PublicMoment:
    """Under the number that follows what was seen: where another came since, it is theirs."""
    seen = record.head() if expected_revision is None else expected_revision
    moment = of_number(len(publications(record, seen)) + 1)
    entered = {str(moment.number): moment}
    enter(
        record,
        PUBLICATION,
        entered,
        actor,
        plan_id=NO_PLAN,
        expected_revision=seen,
        files=files,
    )
    return moment
