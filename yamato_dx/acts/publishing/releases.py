"""公表可: whoever publishes has read a text, and it may stand in public papers."""

from __future__ import annotations

from collections.abc import Sequence

from yamato_dx.acts.entering import enter
from yamato_dx.acts.permissions import Act, require
from yamato_dx.entries.kinds.table import KINDS
from yamato_dx.entries.review.publications import RELEASE, Release
from yamato_dx.errors import Refused
from yamato_dx.queries.entries import standing
from yamato_dx.queries.publishing.texts import TEXT_KINDS
from yamato_dx.store.promise.actor import Actor
from yamato_dx.store.record import Record


def release_text(
    record: Record, text_key: tuple[str, str], revision: int, actor: Actor, *, plan_id: str
) -> int:
    """The text of that kind and key, in the words of that `revision`, may be published in papers of
    the plan; the new revision of the record.

    Raises NotPermitted; Refused where there is no such text, or another version of it stands by
    now: nobody has read that one.
    """
    require(record, actor, Act.PUBLISH)
    kind_name, key = text_key
    if kind_name not in {kind.name for kind in TEXT_KINDS}:
        raise Refused("publishing.refused.no_text", text=f"{kind_name}:{key}")
    entry = standing(record, KINDS[kind_name], plan_id).get(key)
    if entry is None:
        raise Refused("publishing.refused.no_text", text=f"{kind_name}:{key}")
    if entry.revision != revision:
        raise Refused("publishing.refused.text_changed", by=entry.actor_name)
    mark = {RELEASE.key(kind_name, key): Release(revision)}
    return enter(record, RELEASE, mark, actor, plan_id=plan_id)


def unrelease_texts(
    record: Record, release_keys: Sequence[str], actor: Actor, *, plan_id: str
) -> int:
    """Take the marks back: from now on no public paper takes these texts, be they published or
    not; the new revision. Raises NotPermitted; Refused where one has no mark."""
    require(record, actor, Act.PUBLISH)
    marked = standing(record, RELEASE, plan_id)
    for key in release_keys:
        if key not in marked:
            raise Refused("publishing.refused.no_mark", text=key)
    return enter(record, RELEASE, dict.fromkeys(release_keys), actor, plan_id=plan_id)
