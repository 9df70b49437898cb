"""What this server process serves: one record, opened once; before the first page, or, where there
was no plan yet, when one has been loaded."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from yamato_dx.acts.nightly import NightlyBackups
from yamato_dx.acts.opening import Place
from yamato_dx.errors import RecordUnavailable
from yamato_dx.i18n import LANGUAGES, text
from yamato_dx.plan.model.types import Plan
from yamato_dx.queries.assessed import current_plan, view_of
from yamato_dx.store.record import Record


@dataclass(frozen=True)
class Served:
    """`on`: the day of every verdict, for rehearsals and tests; None is today."""

    record: Record
    on: date | None = None


@dataclass(frozen=True)
class Awaited:
    """No plan yet: where the record will lie once there is one."""

    place: Place
    on: date | None = None


_served: list[Served] = []
_awaited: list[Awaited] = []
_backups: list[NightlyBackups] = []


def serve_record(record: Record, on: date | None = None) -> None:
    """Raises ClockDoubted, before anybody types what could not be recorded. A record that lost
    something is shown all the same: its pages say so."""
    assert not _served, "a server process serves one record"
    if not record.loss:
        record.now()
    _served.append(Served(record, on))


def await_plan(place: Place, on: date | None = None) -> None:
    _awaited.append(Awaited(place, on))


def awaited() -> Awaited | None:
    """What waits for a plan; None as soon as a record is served."""
    return _awaited[0] if _awaited and not _served else None


def is_serving() -> bool:
    return bool(_served)


def served() -> Served:
    assert _served, "the record is opened by app.py before the first page"
    return _served[0]


def backups_from(today: date) -> NightlyBackups:
    """Of the record that is served; begun with the first call."""
    if not _backups:
        _backups.append(NightlyBackups(served().record, begun_on=today))
    return _backups[0]


def backups() -> NightlyBackups | None:
    """None where nobody makes any."""
    return _backups[0] if _backups else None


def plan_today() -> Plan:
    """The version in force on the day of every verdict."""
    one = served()
    return current_plan(one.record, view_of(one.record, on=one.on).on)


def page_titles() -> dict[str, str]:
    """The plan's title by language, for the browser's tab; of a record that cannot be read, that
    something is wrong: the page itself says what."""
    if not is_serving():
        return {lang: text("plan.loading.first.title", lang) for lang in LANGUAGES}
    try:
        plan = plan_today()
    except RecordUnavailable:
        return {lang: text("frame.error.title", lang) for lang in LANGUAGES}
    return {lang: plan.title.in_language(lang) for lang in LANGUAGES}
