"""How long things hold: sessions, links, waits after failures; and what a password must be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from yamato_dx.store.promise.actor import ActorRole


@dataclass(frozen=True)
class SessionLimits:
    """`idle`: without a person doing anything; `absolute`: whatever is done."""

    idle: timedelta
    absolute: timedelta


USUAL: Final = SessionLimits(timedelta(minutes=60), timedelta(hours=12))
# Who may do more is sooner asked again.
OF_ROLE: Final[Mapping[ActorRole, SessionLimits]] = {
    ActorRole.ADMINISTRATOR: SessionLimits(timedelta(minutes=30), timedelta(hours=8))
}
# Activity is written no more often.
ACTIVITY_WRITTEN: Final = timedelta(minutes=1)
# While the store does not answer, who is known may go on reading.
UNANSWERED_SECONDS: Final = 15 * 60.0

PASSWORD_LINK: Final = timedelta(hours=24)
# Between a password and the code that it still needs.
CODE_LINK: Final = timedelta(minutes=10)
# A section's link holds until 回答期限 and so many days more.
SECTION_LINK_DAYS: Final = 14


@dataclass(frozen=True)
class Slowing:
    """From the `free`th failure on each one more doubles the wait, from `first` up to `longest`:
    nobody is locked out for good."""

    free: int
    first: timedelta
    longest: timedelta


OF_ACCOUNT: Final = Slowing(5, timedelta(seconds=5), timedelta(minutes=15))
# Behind one address may sit a whole office: who never came in from there waits a minute at most.
OF_ADDRESS: Final = Slowing(20, timedelta(seconds=5), timedelta(minutes=1))
FAILURES_KEPT: Final = timedelta(days=1)

SHORTEST_PASSWORD: Final = 12
LONGEST_PASSWORD: Final = 256
LONGEST_NAME: Final = 128
UNUSED: Final = timedelta(days=365)
# Sessions and links that ended.
ENDED_KEPT: Final = timedelta(days=90)


def limits_of(role: ActorRole) -> SessionLimits:
    return OF_ROLE.get(role, USUAL)
