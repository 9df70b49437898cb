"""What tests of several rooms share."""

from __future__ import annotations

from pathlib import Path

import pytest
from xdist.scheduler import LoadScopeScheduling

BROWSER_TESTS = "tests/browser/"
AT_OWN_RECORD = (
    "test_attachments.py",
    "test_broken_wire.py",
    "test_components.py",
    "test_planning.py",
    "test_sections.py",
    "test_typing.py",
    "test_typing_access.py",
)
SHARED_SAMPLES = Path(__file__).parent.parent.parent / "shared" / "samples"


@pytest.fixture(scope="session")
def samples() -> Path:
    """Uploads as a clerk would send them; they lie beside the repository, not in it."""
    if not SHARED_SAMPLES.is_dir():
        pytest.skip("the shared samples are not beside this repository")
    return SHARED_SAMPLES


class BrowserApart(LoadScopeScheduling):
    """One worker has the browser tests that look at shared servers; the other has, meanwhile, all
    other modules, the largest first, and so last those in which somebody works at a record of
    their own."""

    def _split_scope(self, nodeid: str) -> str:
        module = nodeid.partition("::")[0]
        is_shared = module.startswith(BROWSER_TESTS) and not module.endswith(AT_OWN_RECORD)
        return BROWSER_TESTS if is_shared else module


def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> BrowserApart:
    return BrowserApart(config, log)
