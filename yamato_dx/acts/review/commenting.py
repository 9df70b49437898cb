"""Say why a figure is as it is and what comes next: 要因・課題・今後の対応, with files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from yamato_dx.acts.entering import enter
from yamato_dx.acts.permissions import require_entering
from yamato_dx.entries.review.comments import COMMENT, TEXTS, AttachedFile, Comment
from yamato_dx.errors import Refused
from yamato_dx.intake.files.attachment import MAX_COUNT, clean_name, require_attachable
from yamato_dx.lettering import typed
from yamato_dx.queries.entries import history
from yamato_dx.store.files import FileToKeep
from yamato_dx.store.promise.actor import Actor
from yamato_dx.store.record import Record


def comment(
    record: Record,
    key: str,
    words: Comment,
    *,
    actor: Actor,
    plan_id: str,
    files: Sequence[tuple[str, bytes]] = (),
    expected_revision: int | None = None,
) -> int:
    """Record a new version under `key`, kpi:<id>:<year> or initiative:<no>:<year>. `words.files`
    stay with it, `files` (name, bytes) come to them. What says nothing takes the last one back.

    Returns the new revision. Raises NotPermitted, Refused (a file that is empty, or too many or too
    large together; one that is to stay and never was there), Stale where another wrote under the
    key since `expected_revision`.
    """
    require_entering(record, actor, {COMMENT: {key: words}}, plan_id)
    kept = [FileToKeep(clean_name(name), data) for name, data in files]
    attached = tuple(AttachedFile(file.file_name, file.sha256) for file in kept)
    told: dict[str, Any] = {name: typed(text) for name in TEXTS for text in [getattr(words, name)]}
    whole = replace(words, **told, files=tuple(dict.fromkeys((*words.files, *attached))))
    _require_own_files(record, key, words, plan_id)
    if len(whole.files) > MAX_COUNT:
        raise Refused("comments.refused.too_many_files", limit=MAX_COUNT)
    require_attachable([(name, len(data)) for name, data in files])
    return enter(
        record,
        COMMENT,
        {key: whole if whole != Comment() else None},
        actor,
        plan_id=plan_id,
        expected_revision=expected_revision,
        files=kept,
    )


def _require_own_files(record: Record, key: str, words: Comment, plan_id: str) -> None:
    """A hash opens the bytes of its file to whoever may read the text: it comes with them alone."""
    if not words.files:
        return
    known = {
        file
        for entry in history(record, COMMENT, plan_id)
        if entry.key == key and entry.value
        for file in entry.value.files
    }
    for file in words.files:
        if file not in known:
            raise Refused("comments.refused.unknown_file", name=file.file_name)
