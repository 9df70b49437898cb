"""Where an audit trail stands, as it is written down elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

# Before the first row.
NO_HASH: Final = ""


@dataclass(frozen=True)
class TrailHead:
    """Number and hash of a newest row, written down elsewhere at `moment`; 0 and «» before the
    first. `where`: it lies."""

    trail_no: int = 0
    row_hash: str = NO_HASH
    moment: datetime | None = None
    where: str = ""
