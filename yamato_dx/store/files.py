"""Files in the record: bytes once, whoever brought them under whatever name."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

from yamato_dx.store.promise.transaction import Transaction
from yamato_dx.store.record import Record


@dataclass(frozen=True)
class FileToKeep:
    file_name: str
    data: bytes

    @property
    def sha256(self) -> str:
        return sha256(self.data).hexdigest()


def append_file(
    record: Record, transaction: Transaction, file_name: str | None, data: bytes
) -> str:
    """Unless they are kept already; their sha256."""
    digest = sha256(data).hexdigest()
    if not (transaction.has("file", "sha256", digest) or record.has_file(digest)):
        transaction.append("file", sha256=digest, file_name=file_name, bytes=data)
    return digest
