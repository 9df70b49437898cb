"""The server's own backups: what fails is tried again, and the record closes in any case."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Awaitable, Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest

from benchmarks.visits.visitor import run_visits
from tests.store.cases import CLERK, CODE
from yamato_dx.acts.access.sections import section_ids
from yamato_dx.acts.entering import enter
from yamato_dx.acts.opening import Place
from yamato_dx.acts.running.facts import read_facts
from yamato_dx.acts.trail.following import begin_trail
from yamato_dx.entries.sections import SECTION, Section
from yamato_dx.i18n import LANGUAGES, TOKYO, text
from yamato_dx.plan.model.types import Text
from yamato_dx.store.promise.refusals import RecordClosed
from yamato_dx.store.record import Record
from yamato_dx.web import lifespan
from yamato_dx.web.served import Served

SECONDS = 20


@pytest.fixture
def served(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    """By this process, what is in whose memory `lifespan` freezes."""
    with Record.open(tmp_path / f"{CODE}.duckdb", CODE) as record:
        monkeypatch.setattr(lifespan, "LOOK_SECONDS", 0.05)
        yield Served(record)
    gc.unfreeze()


class Swept:
    """Of what is served, all that the lifespan asks for; and what else runs beside it."""

    async def sweep(self) -> None:
        await asyncio.Event().wait()


def while_serving(served: Served, act: Callable[[], Awaitable[None]]) -> None:
    async def serve() -> None:
        async with lifespan.lifespan(Swept(), served, Swept().sweep):
            await asyncio.wait_for(act(), SECONDS)

    run_visits(serve())


async def until(is_so: Callable[[], bool]) -> None:
    while not is_so():
        await asyncio.sleep(0.01)


def is_overdue(served: Served) -> bool:
    overdue = served.backups and served.backups.overdue(datetime.now(TOKYO).date())
    return bool(overdue)


def test_a_backup_that_failed_is_tried_again_until_it_is_made(served: Served) -> None:
    folder = served.record.path.parent / "backups"
    folder.write_text("a file where the folder should be")

    async def act() -> None:
        await until(lambda: is_overdue(served))
        folder.unlink()
        await until(lambda: not is_overdue(served))
        assert len(list(folder.glob("*.duckdb"))) == 1

    while_serving(served, act)


def test_a_backup_removed_or_of_yesterday_is_made_at_the_next_look(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the machine sleeps, no wait until tonight ends in time."""
    folder = served.record.path.parent / "backups"
    monkeypatch.setattr(lifespan, "BACKUP_HOUR", 0)

    async def act() -> None:
        await until(lambda: bool(list(folder.glob("*.duckdb"))))
        for made in folder.glob("*.duckdb"):
            made.rename(folder / f"{CODE}-2026-05-11.duckdb")
        await until(lambda: len(list(folder.glob("*.duckdb"))) == 2)

    while_serving(served, act)


def test_each_backup_is_copied_and_the_server_says_how_it_stands(
    served: Served, tmp_path: Path
) -> None:
    share = tmp_path / "share"
    share.mkdir()
    served.backup_folder = share
    path = served.record.path

    async def act() -> None:
        await until(lambda: bool(list(share.glob("*.duckdb"))))
        await until(lambda: read_facts(path) is not None)

    while_serving(served, act)
    facts = read_facts(path)
    assert facts
    assert facts.is_stopped
    assert facts.copied_on == datetime.now(TOKYO).date()
    assert facts.is_copy_on_same_disk


@pytest.mark.parametrize(
    ("hour", "minute", "seconds"),
    [(0, 30, 3600), (1, 59, 60), (2, 0, 3600), (23, 0, 3600)],
)
def test_it_is_looked_every_hour_and_at_two(hour: int, minute: int, seconds: float) -> None:
    now = datetime(2026, 5, 11, hour, minute, tzinfo=TOKYO)
    assert lifespan._seconds_to_next_look(now) == seconds


def test_the_record_closes_whatever_became_of_the_backups(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("the task itself ends")

    monkeypatch.setattr(Served, "backups_from", broken)
    with pytest.raises(RuntimeError):
        while_serving(served, lambda: asyncio.sleep(0.1))
    with pytest.raises(RecordClosed):
        served.record.moments()


def test_a_record_closes_while_it_is_backed_up(served: Served) -> None:
    while_serving(served, lambda: asyncio.sleep(0))
    with pytest.raises(RecordClosed):
        served.record.moments()


def test_a_page_whose_record_cannot_be_read_is_sent_all_the_same(served: Served) -> None:
    """The page then shows the sentence; without it there would be the web server's own words."""
    served.record.close()
    assert served.page_titles() == {lang: text("frame.error.title", lang) for lang in LANGUAGES}


def test_the_command_line_hears_which_sections_there_are(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lifespan, "TELL_SECONDS", 0.05)
    served.keep_accounts(Place(database=served.record.path))
    sections = {"s01": Section("s01", Text("総務課", "General affairs"), None, None)}

    async def registered() -> None:
        enter(served.record, SECTION, sections, CLERK, plan_id="dx")
        access = served.access
        assert access is not None
        while section_ids(access, ["総務課"]) != ("s01",):
            await asyncio.sleep(0.02)

    while_serving(served, registered)


def test_what_is_looked_at_beside_the_pages_is_told(served: Served) -> None:
    begin_trail(served.record)

    async def act() -> None:
        await until(lambda: read_facts(served.record.path) is not None)

    while_serving(served, act)
    facts = read_facts(served.record.path)
    assert facts
    assert facts.chain
    assert facts.chain.broken_no is None
    assert not facts.is_shared
