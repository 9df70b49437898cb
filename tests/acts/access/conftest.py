from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.acts.access.acting import ENGINES, Town, access_over, town_over
from yamato_dx.acts.access.opened import Access

Opening = Callable[[], Access]


@pytest.fixture(params=ENGINES)
def another(request: pytest.FixtureRequest, tmp_path: Path) -> Opening:
    """Opens the store once more, as another process does; with each engine."""
    return lambda: access_over(ENGINES[request.param](tmp_path))


@pytest.fixture
def access(another: Opening) -> Iterator[Access]:
    with another() as opened:
        yield opened


@pytest.fixture
def town(access: Access) -> Town:
    return town_over(access)
