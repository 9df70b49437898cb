from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import Begun
from yamato_dx.acts.opening import Place, open_record
from yamato_dx.store.record import Record


@pytest.fixture
def record(tmp_path: Path, begun: Begun) -> Iterator[Record]:
    """An empty record of the town's own plan."""
    with open_record(begun(tmp_path / "record.duckdb", Place())) as opened:
        yield opened
