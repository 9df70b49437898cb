"""What tests of several rooms share."""

from __future__ import annotations

from pathlib import Path

import pytest

SHARED_SAMPLES = Path(__file__).parent.parent.parent / "shared" / "samples"


@pytest.fixture(scope="session")
def samples() -> Path:
    """Uploads as a clerk would send them; they lie beside the repository, not in it."""
    if not SHARED_SAMPLES.is_dir():
        pytest.skip("the shared samples are not beside this repository")
    return SHARED_SAMPLES
