"""Drafts in PostgreSQL, which every process asks there: no mirror has them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from yamato_dx.store.postgresql.connections import Answering
from yamato_dx.store.postgresql.statements import statement
from yamato_dx.store.promise.ledger import DraftDocument


def only(connection: Answering, name: str, asked: Mapping[str, object]) -> Any:
    """The one value of the one row; None where there is no row."""
    rows = connection.execute(statement(name), asked, binary=True).fetchall()
    return rows[0][0] if rows else None


def file_bytes(connection: Answering, name: str, asked: Mapping[str, object]) -> bytes | None:
    content: bytes | None = only(connection, name, asked)
    return content


def draft(connection: Answering, key: str) -> str | None:
    document: str | None = only(connection, "shared_draft", {"draft_key": key})
    return document


def put(connection: Answering, key: str, draft: DraftDocument | None) -> None:
    """In the place of what lay there; of its files, those stay that it names and does not bring."""
    connection.execute(statement("drop_draft"), {"draft_key": key})
    kept = sorted(set(draft.files) - set(draft.added)) if draft else []
    connection.execute(statement("drop_draft_files"), {"draft_key": key, "held": kept})
    if draft is None:
        return
    values = {"draft_key": key, "document": draft.document, "updated_at": draft.updated_at}
    connection.execute(statement("put_draft"), values)
    for sha256, data in draft.added.items():
        file = {"draft_key": key, "sha256": sha256, "bytes": data}
        connection.execute(statement("put_draft_file"), file)


def all_of(connection: Answering) -> Iterator[tuple[str, DraftDocument]]:
    for key, document, updated_at, files in connection.execute(statement("all_drafts")).fetchall():
        asked = {"draft_key": key}
        added = {
            sha256: file_bytes(connection, "shared_draft_file", {**asked, "sha256": sha256}) or b""
            for sha256 in files
        }
        yield key, DraftDocument(document, updated_at, files, added)
