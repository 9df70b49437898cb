from __future__ import annotations

import pytest

from yamato_dx.web.answers.closed import CLOSED


@pytest.mark.parametrize(
    ("path", "is_closed"),
    [
        ("/_stcore/metrics", True),
        ("/_stcore/agent/openapi.json", True),
        ("/_stcore/health", False),
        ("/_stcore/stream", False),
        ("/data/_stcore/metrics", False),  # the page's address: answered by the framework's page
    ],
)
def test_what_is_closed(path: str, is_closed: bool) -> None:
    assert (CLOSED.fullmatch(path) is not None) is is_closed
