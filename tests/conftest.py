"""What tests of several rooms share."""

from __future__ import annotations

from pathlib import Path
from typing import NoReturn

import pytest
from hypothesis import HealthCheck, settings
from streamlit import net_util
from xdist.scheduler import LoadScopeScheduling

BROWSER_TESTS = "tests/browser/"
# A busy machine is slow; that is no fault of what is tested.
SUPPRESSED = (
    HealthCheck.too_slow,
    HealthCheck.data_too_large,
    HealthCheck.large_base_example,
    HealthCheck.function_scoped_fixture,
)
settings.register_profile("test", deadline=None, suppress_health_check=SUPPRESSED)
settings.register_profile("prove", settings.get_profile("test"), max_examples=2000)
settings.load_profile("test")
SHARED_SAMPLES = Path(__file__).parent.parent.parent / "shared" / "samples"


@pytest.fixture(scope="session")
def samples() -> Path:
    """Uploads as a clerk would send them; they lie beside the repository, not in it."""
    if not SHARED_SAMPLES.is_dir():
        pytest.skip("the shared samples are not beside this repository")
    return SHARED_SAMPLES


@pytest.fixture(autouse=True)
def no_lookups(monkeypatch: pytest.MonkeyPatch) -> None:
    """The framework never asks where on the internet this machine is. Served processes are held to
    the same by `tests.browser.offline`."""

    def refused() -> NoReturn:
        raise AssertionError("the framework looks for its own address outside")

    monkeypatch.setattr(net_util, "get_external_ip", refused)
    monkeypatch.setattr(net_util, "get_internal_ip", refused)


class BrowserApart(LoadScopeScheduling):
    """One worker has the browser and the servers; the other has all other modules meanwhile."""

    def _split_scope(self, nodeid: str) -> str:
        return BROWSER_TESTS if nodeid.startswith(BROWSER_TESTS) else nodeid.partition("::")[0]


def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> BrowserApart:
    return BrowserApart(config, log)
