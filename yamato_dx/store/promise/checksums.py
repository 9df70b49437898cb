"""Whether two ledgers, of whatever engines, have the same rows: a checksum over all of each table.

However an engine cuts its export into parts, the checksum is the same.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from yamato_dx.store.promise.ledger import Ledger


@dataclass(frozen=True)
class Checksum:
    """Of one table."""

    row_count: int
    digest: str


def checksums(ledger: Ledger) -> Mapping[str, Checksum]:
    """Table → what all its rows come to; tables without a row have none."""
    sums: dict[str, _Sum] = {}
    for rows in ledger.rows_after(0):
        for name, table in rows.tables.items():
            sums.setdefault(name, _Sum()).add(table)
    return {name: sums[name].checksum for name in sorted(sums)}


class _Sum:
    def __init__(self) -> None:
        self._row_count = 0
        self._columns: dict[str, _ColumnSum] = {}

    def add(self, table: pa.Table) -> None:
        self._row_count += table.num_rows
        for field in table.schema:
            own = self._columns.setdefault(field.name, _ColumnSum())
            for chunk in table[field.name].chunks:
                own.add(chunk)

    @property
    def checksum(self) -> Checksum:
        together = hashlib.sha256()
        for name in sorted(self._columns):
            together.update(f"{name} {self._columns[name].digest}\n".encode())
        return Checksum(self._row_count, together.hexdigest())


class _ColumnSum:
    """What is missing, how long each value is, and the values: each runs on by itself."""

    def __init__(self) -> None:
        self._missing, self._lengths, self._values = (hashlib.sha256() for _ in range(3))

    def add(self, values: pa.Array) -> None:
        self._missing.update(_bytes(pc.cast(pc.is_null(values), pa.uint8())))
        if pa.types.is_string(values.type) or pa.types.is_binary(values.type):
            whole = pc.fill_null(values.cast(pa.binary()), b"")
            self._lengths.update(_bytes(pc.binary_length(whole)))
            self._values.update(b"".join(whole.to_pylist()))
        else:
            self._values.update(_bytes(_as_numbers(values)))

    @property
    def digest(self) -> str:
        return " ".join(part.hexdigest() for part in (self._missing, self._lengths, self._values))


def _as_numbers(values: pa.Array) -> pa.Array:
    if pa.types.is_timestamp(values.type):
        values = values.cast(pa.int64())
    elif pa.types.is_date(values.type):
        values = values.cast(pa.int32())
    return pc.fill_null(values, pa.scalar(0, values.type))


def _bytes(values: pa.Array) -> bytes:
    return np.ascontiguousarray(values.to_numpy(zero_copy_only=False)).tobytes()
