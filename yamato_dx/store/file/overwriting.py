"""Over blocks that a file does not use any more: DuckDB leaves in them what lay there."""

from __future__ import annotations

import os
from typing import Final

import duckdb

from yamato_dx.store.file import connection
from yamato_dx.store.sql import statements

# What others read meanwhile is free only once they are done.
MOST_ROUNDS: Final = 5


def overwrite_free_blocks(cursor: duckdb.DuckDBPyConnection) -> None:
    """With random bytes, which no compression makes shorter. Call under the writer lock."""
    try:
        cursor.execute("CHECKPOINT")
        cursor.execute(statements.append("overwriting"))
        for _ in range(MOST_ROUNDS):
            free_blocks, block_size = connection.fetch(cursor, "free_blocks", {})[0]
            if not free_blocks:
                break
            for _ in range(free_blocks + 1):
                block = {"bytes": os.urandom(block_size)}
                cursor.execute(statements.append("overwriting_block"), block)
            cursor.execute("CHECKPOINT")
    finally:
        cursor.execute(statements.append("overwritten"))
        cursor.execute("CHECKPOINT")
