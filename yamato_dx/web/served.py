"""What a server process serves, and its pages are given: one record, opened before the first page,
or, where there was no plan yet, when one has been loaded."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from threading import Lock
from typing import Final

from yamato_dx.acts.access.opened import Access, open_access
from yamato_dx.acts.access.sections import remember_sections
from yamato_dx.acts.nightly import NightlyBackups
from yamato_dx.acts.opening import Place
from yamato_dx.acts.running.copies import CopiedBackups
from yamato_dx.acts.running.facts import Usage
from yamato_dx.acts.running.watch import Watch
from yamato_dx.errors import RecordUnavailable
from yamato_dx.i18n import LANGUAGES, text
from yamato_dx.plan.model.types import Plan
from yamato_dx.queries.assessed import plan_at, view_of
from yamato_dx.queries.plan.sight import ShownPlan, plans_in_effect
from yamato_dx.queries.town import town_at
from yamato_dx.store.record import Record


class Served:
    """`on`: the day of every verdict, for rehearsals and tests; None is today.

    How a page gets its record: `ui/shell.py` hands this process's own to `ui.dashboard`, which
    hands it to the page's function `show`, from which its `Screen` has it. Nothing below asks for
    another, so a test hands over whatever record it likes.
    """

    # As the server was started: whether other machines come without TLS, its certificate, where
    # each night's backup is copied to; and what asks it how much visitors hold.
    is_plain = False
    certificate: Path | None = None
    backup_folder: Path | None = None
    usage: Callable[[], Usage] | None = None

    def __init__(self, record: Record | None = None, on: date | None = None) -> None:
        self.on = on
        self._record = record
        self._place: Place | None = None
        self._backups: NightlyBackups | None = None
        self._copies: CopiedBackups | None = None
        self._accounts_at: Place | None = None
        self._access: Access | None = None
        self.watch = Watch()
        self._opening = Lock()
        self._sections_told_at: int | None = None

    def serve(self, record: Record, on: date | None = None) -> None:
        """Raises ClockDoubted, before anybody types what could not be recorded. A record that lost
        something is shown all the same: its pages say so."""
        assert not self._record, "a server process serves one record"
        if not record.loss:
            record.now()
        self._record, self.on = record, on

    def await_plan(self, place: Place, on: date | None = None) -> None:
        """No plan yet: `place` is where the record will lie once there is one."""
        self._place, self.on = place, on

    @property
    def awaiting(self) -> Place | None:
        """What waits for a plan; None as soon as a record is served."""
        return None if self._record else self._place

    @property
    def has_record(self) -> bool:
        return self._record is not None

    @property
    def record(self) -> Record:
        assert self._record, "the record is opened by app.py before the first page"
        return self._record

    def close(self) -> None:
        if self._access:
            self._access.close()
        self.record.close()

    def keep_accounts(self, place: Place) -> None:
        """Of the record at `place`."""
        self._accounts_at = place

    @property
    def access(self) -> Access | None:
        """Who may come in; None where nobody signs in: there is no plan yet, or a test serves.

        Raises AccessUnavailable when it is first asked for.
        """
        if self._access is None and self._accounts_at and self.has_record:
            with self._opening:
                self._access = self._access or open_access(self._accounts_at)
        return self._access

    def tell_sections(self) -> None:
        """To the command line, which cannot ask the record while it is open here; once for each
        act. Raises RecordUnavailable."""
        access, head = self.access, self.record.head()
        if access is None or head == self._sections_told_at:
            return
        view = view_of(self.record, on=self.on)
        sections = town_at(self.record, view.revision, "").sections.values()
        names = {known.section_id: known.name.ja for known in sections if known.is_valid(view.on)}
        remember_sections(access, names)
        self._sections_told_at = head

    def backups_from(self, today: date) -> NightlyBackups:
        """Of the record that is served; begun with the first call."""
        if not self._backups:
            self._backups = NightlyBackups(self.record, begun_on=today)
        return self._backups

    @property
    def backups(self) -> NightlyBackups | None:
        """None where nobody makes any."""
        return self._backups

    def copies_from(self, today: date) -> CopiedBackups | None:
        """As `backups_from`; None where nobody named another place."""
        if not self._copies and self.backup_folder:
            self._copies = CopiedBackups(self.record, self.backup_folder, begun_on=today)
        return self._copies

    @property
    def copies(self) -> CopiedBackups | None:
        """Of the backups in another place; None where nobody makes any."""
        return self._copies

    def plans_in_effect(self, lang: str) -> tuple[ShownPlan, ...]:
        """Those in effect on the day of every verdict, the usual one first."""
        return plans_in_effect(self.record, view_of(self.record, on=self.on), lang)

    def plan_today(self) -> Plan:
        """The usual plan: its version in force on the day of every verdict."""
        return plan_at(self.record, view_of(self.record, on=self.on))

    def page_titles(self) -> dict[str, str]:
        """The plan's title by language, for the browser's tab; of a record that cannot be read,
        that something is wrong: the page itself says what."""
        if not self.has_record:
            return {lang: text("plan.loading.first.title", lang) for lang in LANGUAGES}
        try:
            plan = self.plan_today()
        except RecordUnavailable:
            return {lang: text("frame.error.title", lang) for lang in LANGUAGES}
        return {lang: plan.title.in_language(lang) for lang in LANGUAGES}


# Filled by app.py.
OWN: Final = Served()
