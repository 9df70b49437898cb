"""What takes too long for a page to ask: looked at beside it, and told from memory."""

from __future__ import annotations

import logging
from datetime import date, datetime
from typing import Final

from yamato_dx.acts.access.accounts import unused_count
from yamato_dx.acts.access.opened import Access
from yamato_dx.acts.running.facts import ChainFacts
from yamato_dx.acts.trail.verifying import verify
from yamato_dx.errors import YamatoDxError
from yamato_dx.i18n import TOKYO
from yamato_dx.store.record import Record

LOG: Final = logging.getLogger(__name__)


class Watch:
    """Of one served record. `chain`: the trail, held against its heads once a day (each row is
    hashed anew); `unused_accounts`: as of the last look. None where nobody could look yet."""

    def __init__(self) -> None:
        self.chain: ChainFacts | None = None
        self.unused_accounts: int | None = None

    def look(self, record: Record, access: Access | None, now: datetime) -> None:
        """Never raises: what cannot be looked at now stays as it was."""
        try:
            if access:
                self.unused_accounts = unused_count(access)
            self._look_at_chain(record, now.astimezone(TOKYO).date())
        except YamatoDxError as error:
            LOG.warning("%s", error)

    def _look_at_chain(self, record: Record, today: date) -> None:
        if record.trail is None or (self.chain and self.chain.looked_on == today):
            return
        state = verify(record)
        broken_no = state.broken.trail_no if state.broken else None
        if broken_no:
            LOG.error("%s", state.sentence("en"))
        self.chain = ChainFacts(today, state.row_count, state.head_count, broken_no)
