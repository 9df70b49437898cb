"""The trail of a record, from its opening on."""

from __future__ import annotations

import logging
from datetime import datetime
from typing import Final

from yamato_dx.acts.trail.restoring import remove_again
from yamato_dx.acts.trail.verifying import note_daily_head
from yamato_dx.errors import YamatoDxError
from yamato_dx.i18n import TOKYO
from yamato_dx.store.access.database import AccessDatabase
from yamato_dx.store.access.places import access_path
from yamato_dx.store.access.sqlite_file import AccessFile
from yamato_dx.store.access.trail import Trail
from yamato_dx.store.record import Record

LOG: Final = logging.getLogger(__name__)


def begin_trail(record: Record, database: AccessDatabase | None = None) -> None:
    """The record's acts are followed from here on; those that a crash kept out of the trail come
    into it now. `database`: that of accounts; by default the file beside the record. Raises
    AccessUnavailable."""
    record.trail = Trail(database or AccessFile(access_path(record.path)))
    record.trail.catch_up(record.lines_after)
    remove_again(record)
    try:
        note_daily_head(record, datetime.now(TOKYO).date())
    except YamatoDxError as error:
        LOG.error("%.400s", " ".join(str(error).split()))
