"""What runs beside the pages for as long as the server does."""

from __future__ import annotations

import asyncio
import errno
import logging
from types import SimpleNamespace

import pytest

from benchmarks.visits.visitor import run_visits
from yamato_dx.root import ROOT
from yamato_dx.web import dashboard
from yamato_dx.web.dashboard import Dashboard
from yamato_dx.web.limits import Limits

STEPS = ("log.take_hold", "left.sweep", "uploads.sweep", "near.look")


@pytest.fixture
def app(monkeypatch: pytest.MonkeyPatch) -> Dashboard:
    monkeypatch.setattr(dashboard, "SWEEP_SECONDS", 0)
    shell = ROOT / "yamato_dx" / "ui" / "shell.py"
    return Dashboard(shell, limits=Limits(), lang="en", door=[], answers=[])


async def sweep_twice(app: Dashboard) -> None:
    sweeping = asyncio.create_task(app.sweep())
    for _ in range(3):
        await asyncio.sleep(0)
    assert not sweeping.done()
    sweeping.cancel()


@pytest.mark.parametrize("broken", STEPS)
def test_a_step_that_fails_ends_no_sweep(
    app: Dashboard, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, broken: str
) -> None:
    turns: dict[str, int] = dict.fromkeys(STEPS, 0)
    for name in STEPS:

        def turn(*_: object, name: str = name) -> None:
            turns[name] += 1
            if name == broken:
                raise OSError(errno.EMFILE, name)

        thing, act = name.split(".")
        monkeypatch.setattr(app, thing, SimpleNamespace(**{act: turn, "byte_count": 0}))
    run_visits(sweep_twice(app))
    assert min(turns.values()) >= 2
    assert len([one for one in caplog.records if one.levelno == logging.ERROR]) >= 2


def test_no_handle_left_is_at_the_limit(
    app: Dashboard, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """To count the open files takes one more."""

    class NoneLeft:
        def is_dir(self) -> bool:
            return True

        def iterdir(self) -> None:
            raise OSError(errno.EMFILE, "none left")

    monkeypatch.setattr(dashboard, "OPEN_FILES", NoneLeft())
    app.look_at_limits()
    limit = f"{app.limits.open_files}"
    assert [limit in one.getMessage() for one in caplog.records] == [True]
