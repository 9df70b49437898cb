"""What is looked at beside the pages: the trail once a day, accounts each time."""

from __future__ import annotations

import sqlite3
from datetime import timedelta
from pathlib import Path

from tests.acts.access.acting import AT_SERVER, CHIEF, Hand
from tests.acts.trail.test_following import opened
from tests.store.cases import send, values
from yamato_dx.acts.access.accounts import add_account, disable_account
from yamato_dx.acts.access.opened import Access
from yamato_dx.acts.running.watch import Watch
from yamato_dx.store.access.places import access_path
from yamato_dx.store.access.sqlite_file import AccessFile

YEAR = timedelta(days=366)


def test_a_trail_that_was_written_anew_is_seen_the_next_day(tmp_path: Path) -> None:
    now, watch = Hand().now, Watch()
    with opened(tmp_path) as record:
        send(record, values(overtime_reduction=12.0))
        watch.look(record, None, now)
        assert watch.chain
        assert (watch.chain.row_count, watch.chain.broken_no) == (1, None)
        with sqlite3.connect(access_path(record.path)) as file:
            file.execute("UPDATE trail SET actor_name = '別人'")
        file.close()
        watch.look(record, None, now)
        assert watch.chain.broken_no is None  # not twice a day
        watch.look(record, None, now + timedelta(days=1))
        assert watch.chain.broken_no == 1


def test_accounts_that_nobody_used_for_a_year(tmp_path: Path) -> None:
    hand, watch = Hand(), Watch()
    with opened(tmp_path) as record:
        database = AccessFile(access_path(record.path))
        with Access(database, now=hand) as access:
            for name in ("honda", "hara"):
                add_account(access, name, CHIEF, actor=AT_SERVER)
            watch.look(record, access, hand.now)
            assert watch.unused_accounts == 0
            hand.now += YEAR
            disable_account(access, "hara", actor=AT_SERVER)
            watch.look(record, access, hand.now)
            assert watch.unused_accounts == 1
