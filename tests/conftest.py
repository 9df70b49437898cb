"""What tests of several rooms share."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import NoReturn, TypeVar
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, settings
from streamlit import net_util

from yamato_dx.acts import opening
from yamato_dx.acts.closing import ending as closing_acts
from yamato_dx.acts.meetings import making
from yamato_dx.acts.opening import Place, open_record
from yamato_dx.root import ROOT
from yamato_dx.store.file import opening as file_opening
from yamato_dx.store.promise.clock import Clock

# A busy machine is slow; that is no fault of what is tested.
SUPPRESSED = (
    HealthCheck.too_slow,
    HealthCheck.data_too_large,
    HealthCheck.large_base_example,
    HealthCheck.function_scoped_fixture,
)
# New examples in every run; what fails is printed with what repeats it.
PROVING = settings(
    deadline=None, suppress_health_check=SUPPRESSED, max_examples=1000, print_blob=True
)
settings.register_profile("prove", PROVING)
# Derived from the test itself: every run says the same of one commit.
settings.register_profile("test", PROVING, max_examples=50, derandomize=True)
settings.load_profile("test")
STORE = ROOT / "tests" / "store"
BUILD = file_opening._build
SHARED_SAMPLES = ROOT.parent / "shared" / "samples"
Result = TypeVar("Result")
Begun = Callable[[Path, Place], Place]


@pytest.fixture(scope="session")
def samples() -> Path:
    """Uploads as a clerk would send them; they lie beside the repository, not in it."""
    if not SHARED_SAMPLES.is_dir():
        pytest.skip("the shared samples are not beside this repository")
    return SHARED_SAMPLES


@pytest.fixture(scope="session")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Begun:
    """A record at `path` as it is after its first opening: made once for all tests that begin with
    one of that plan, and copied. The place to open it at."""

    @cache
    def made(place: Place) -> Path:
        path = tmp_path_factory.mktemp("begun") / "record.duckdb"
        open_record(replace(place, database=path)).close()
        return path

    def copied(path: Path, place: Place) -> Place:
        first = made(replace(place, database=None))
        for ending in ("", ".witness"):
            shutil.copyfile(f"{first}{ending}", f"{path}{ending}")
        return replace(place, database=path)

    return copied


@pytest.fixture(scope="session")
def build(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path, str, Clock], None]:
    """As `store.file.opening` builds a file of all tables and no row: once per municipality and
    hour of the test's clock, at the hour's beginning, before anything that the test does."""

    @cache
    def built(municipality_code: str, hour: datetime) -> Path:
        path = tmp_path_factory.mktemp("built") / "record.duckdb"
        BUILD(path, municipality_code, lambda: hour)
        return path

    def copied(unfinished: Path, municipality_code: str, clock: Clock) -> None:
        hour = clock().replace(minute=0, second=0, microsecond=0)
        shutil.copyfile(built(municipality_code, hour), unfinished)

    return copied


@pytest.fixture(autouse=True)
def built_once(
    request: pytest.FixtureRequest,
    monkeypatch: pytest.MonkeyPatch,
    build: Callable[[Path, str, Clock], None],
) -> None:
    """Building the tables is tested in `tests/store`; elsewhere it is only waited for."""
    if STORE not in request.path.parents:
        monkeypatch.setattr(file_opening, "_build", build)


@pytest.fixture(autouse=True)
def no_lookups(monkeypatch: pytest.MonkeyPatch) -> None:
    """The framework never asks where on the internet this machine is. Served processes are held to
    the same by `tests.browser.offline`."""

    def refused() -> NoReturn:
        raise AssertionError("the framework looks for its own address outside")

    monkeypatch.setattr(net_util, "get_external_ip", refused)
    monkeypatch.setattr(net_util, "get_internal_ip", refused)


@pytest.fixture(autouse=True)
def records_of_its_own(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """No test opens the record that this folder serves."""
    monkeypatch.setattr(opening, "RECORDS", tmp_path_factory.getbasetemp() / f"var-{uuid4()}")


@pytest.fixture
def without_papers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Setting what a meeting or a closing keeps is tested where it is the subject; elsewhere it is
    waited for: a process for each paper."""
    for module in (making, closing_acts):
        monkeypatch.setattr(module, "papers_to_keep", lambda *_told: ())


def read_once(function: Callable[..., Result]) -> Callable[..., Result]:
    """As `function` of a folder, but of one in this repository only once."""
    kept = cache(function)

    def read(folder: Path, *named: str) -> Result:
        return (kept if ROOT in folder.resolve().parents else function)(folder, *named)

    return read


DATA_READERS = {
    name: read_once(getattr(opening, name))
    for name in ("read_plans", "read_published", "read_benchmarks")
}


@pytest.fixture(autouse=True)
def data_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """What lies in `data/` is the same for all tests, and is read again for none."""
    for name, reader in DATA_READERS.items():
        monkeypatch.setattr(opening, name, reader)
