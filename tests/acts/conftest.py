from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.store.cases import CODE, Clock
from yamato_dx.store.record import Record


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with Record.open(tmp_path / f"{CODE}.duckdb", CODE, clock=Clock()) as record:
        yield record
