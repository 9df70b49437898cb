"""下書き: what people do to an unfinished entry, each a single merge under the writer's lock.

A visit tells only what it changed; what comes back is the whole draft, with what colleagues put
into it meanwhile. Each raises NotPermitted.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Hashable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from hashlib import sha256
from typing import TypeVar

from yamato_dx.acts.permissions import Act, require
from yamato_dx.errors import Refused
from yamato_dx.i18n import TOKYO
from yamato_dx.intake.files.attachment import clean_name, require_attachable
from yamato_dx.queries.audit.removals import removals_at
from yamato_dx.queries.rights.subjects import of_draft
from yamato_dx.store import drafts
from yamato_dx.store.drafts import NO_CELLS, Draft, DraftFile, change_draft
from yamato_dx.store.promise.actor import Actor
from yamato_dx.store.promise.ledger import NO_FILES
from yamato_dx.store.promise.refusals import Stale
from yamato_dx.store.record import Record

__all__ = ["Draft", "DraftFile"]

Name = TypeVar("Name", bound=Hashable)
Told = TypeVar("Told")


def draft_of(record: Record, key: str, *, actor: Actor) -> Draft | None:
    """What lies under `key`; None where nothing is. Raises NotPermitted."""
    require(record, actor, Act.READ_DRAFT, partial(of_draft, record, key))
    return drafts.draft_of(record, key)


def keep_cells(
    record: Record,
    key: str,
    changed: Mapping[str, str | None],
    *,
    actor: Actor,
    before: Mapping[str, str] = NO_CELLS,
) -> Draft:
    """Put the changed cells (name → text, None clears it) among those that lie there.

    `before`: what the visit holds beside them; it is put back where somebody dropped the whole
    draft while it was being filled in.
    """
    require(record, actor, Act.KEEP_DRAFT, partial(of_draft, record, key))
    return _changed(record, key, before, lambda draft: _with_cells(draft, changed))


def described(file_name: str, data: bytes) -> DraftFile:
    """A file as it lies in a draft."""
    return DraftFile(clean_name(file_name), sha256(data).hexdigest(), len(data))


def attach(
    record: Record,
    key: str,
    file_name: str,
    data: bytes,
    *,
    actor: Actor,
    before: Mapping[str, str] = NO_CELLS,
) -> Draft:
    """Put a file beside those that lie there; the same again adds nothing. `before` as of
    `keep_cells`. Raises Refused: empty, too many, too large together, removed from the record."""
    require(record, actor, Act.KEEP_DRAFT, partial(of_draft, record, key))
    file = described(file_name, data)
    if file.sha256 in removals_at(record, record.head()):
        raise Refused("audit.removal.gone", name=file.file_name)

    def with_file(draft: Draft) -> Draft:
        if file.key in {kept.key for kept in draft.files}:
            return draft
        together = (*draft.files, file)
        require_attachable([(file.file_name, file.byte_count) for file in together])
        detached = tuple(key for key in draft.detached if key != file.key)
        return replace(draft, files=together, detached=detached)

    return _changed(record, key, before, with_file, added={file.sha256: data})


def assign(
    record: Record, key: str, file: DraftFile, subject: str | None, *, actor: Actor
) -> Draft:
    """Say what a file of the draft belongs to; of one that is gone, nothing."""
    require(record, actor, Act.KEEP_DRAFT, partial(of_draft, record, key))
    told = replace(file, subject=subject)
    return _changed(record, key, NO_CELLS, lambda draft: _with_each(draft, file, (told,)))


def detach(record: Record, key: str, file: DraftFile, *, actor: Actor) -> Draft:
    """Take one file out; the others stay."""
    require(record, actor, Act.KEEP_DRAFT, partial(of_draft, record, key))

    def without(draft: Draft) -> Draft:
        detached = tuple(sorted({*draft.detached, file.key}))
        return replace(_with_each(draft, file, ()), detached=detached)

    return _changed(record, key, NO_CELLS, without)


def settle(record: Record, key: str, sent: Draft, *, actor: Actor) -> Draft:
    """Take out what was sent. What a colleague typed over it, or put beside it, stays."""
    require(record, actor, Act.KEEP_DRAFT, partial(of_draft, record, key))
    keys = {file.key for file in sent.files}

    def without(draft: Draft) -> Draft:
        cells = {
            name: words for name, words in draft.cells.items() if sent.cells.get(name) != words
        }
        return replace(
            draft, cells=cells, files=tuple(file for file in draft.files if file.key not in keys)
        )

    return _changed(record, key, NO_CELLS, without)


def drop_draft(record: Record, key: str, seen: Draft, *, actor: Actor) -> None:
    """Forget the draft that was `seen`, its files too. Raises Stale where somebody went on with it
    since."""
    require(record, actor, Act.KEEP_DRAFT, partial(of_draft, record, key))

    def nothing(draft: Draft | None) -> None:
        if draft is not None and (draft.cells, draft.files) != (seen.cells, seen.files):
            raise Stale("store.draft_went_on")

    change_draft(record, key, nothing)


def taken_up(
    shown: Mapping[Name, Told],
    seen: Mapping[Name, Told],
    now: Mapping[Name, Told],
    own: Container[object],
) -> dict[Name, Told]:
    """`shown` with what colleagues changed between `seen` and `now`. What is this visit's `own`
    goes only where something else came in its place."""
    changed = {name for name in {*seen, *now} if seen.get(name) != now.get(name)}
    kept = {
        name: now.get(name, told) if name in changed else told
        for name, told in shown.items()
        if name not in changed or name in now or name in own
    }
    return kept | {name: told for name, told in now.items() if name in changed}


def _changed(
    record: Record,
    key: str,
    before: Mapping[str, str],
    change: Callable[[Draft], Draft],
    *,
    added: Mapping[str, bytes] = NO_FILES,
) -> Draft:
    moment = record.typed_at().astimezone(TOKYO).isoformat(timespec="seconds")

    def told(held: Draft | None) -> Draft:
        return replace(change(held or Draft(dict(before))), kept_at=moment)

    draft = change_draft(record, key, told, added=added)
    assert draft is not None, "only a dropped draft is none"
    return draft


def _with_cells(draft: Draft, changed: Mapping[str, str | None]) -> Draft:
    told = {**draft.cells, **dict.fromkeys(draft.cleared), **changed}
    cells = {name: words for name, words in told.items() if words is not None}
    return replace(draft, cells=cells, cleared=tuple(sorted(told.keys() - cells.keys())))


def _with_each(draft: Draft, file: DraftFile, told: Sequence[DraftFile]) -> Draft:
    """`told` in the place of the file with that key."""
    files = (told if kept.key == file.key else (kept,) for kept in draft.files)
    return replace(draft, files=tuple(kept for group in files for kept in group))
