"""Whether a mirror and the shared ledger are of one past, and what the ledger lacks if not."""

from __future__ import annotations

from typing import Final

import pyarrow as pa
import pyarrow.compute as pc

from yamato_dx.store.file import rows as file_rows
from yamato_dx.store.file.ledger import FileLedger
from yamato_dx.store.file.loss import Loss, LossKind, loss_of
from yamato_dx.store.file.witness import Witnessed, act_before, newest_act
from yamato_dx.store.promise.ledger import Rows
from yamato_dx.store.promise.shared import SharedLedger
from yamato_dx.store.promise.tables import ACTS

BYTES: Final = "bytes"


def require_same_act(shared: SharedLedger, file: FileLedger) -> LossKind | None:
    """Of the act with which the mirror ends, row by row: None where the ledger has the same one."""
    head = file.head()
    if not head.revision:
        return None
    theirs, is_followed = shared.following(head)
    if theirs.revision < head.revision:
        return "behind"
    with file.cursor() as cursor:
        before = act_before(cursor, head.revision)
        own = file_rows.between(cursor, before, head.revision)
    theirs_then = _up_to(next(shared.rows_after(before)), head.revision) if is_followed else None
    return None if theirs_then == _up_to(own, head.revision) else "foreign"


def _up_to(rows: Rows, revision: int) -> dict[str, pa.Table]:
    """Without the bytes of files: they may have been removed since, and their hash stands beside
    them."""
    tables = {
        name: table.filter(
            pc.field("last_revision" if name == ACTS else "revision") <= revision
        ).combine_chunks()
        for name, table in rows.tables.items()
    }
    return {
        name: table.drop_columns([BYTES]) if BYTES in table.column_names else table
        for name, table in tables.items()
        if table.num_rows
    }


def loss_of_database(shared: SharedLedger, file: FileLedger, kind: LossKind) -> Loss:
    """The mirror is the witness of what was acknowledged."""
    with file.cursor() as cursor:
        seen = newest_act(cursor)
    extent = shared.extent()
    witnessed = Witnessed(0, "", extent.act_count, extent.last_numbers)
    return loss_of(file.path, kind, seen, witnessed, database=shared.shown)
