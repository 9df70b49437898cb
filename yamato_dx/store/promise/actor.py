"""Who does an act, and how we know."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ActorRole(StrEnum):
    """What an actor may do hangs on it (`acts.permissions`)."""

    TRUSTED = "trusted"  # the person at the server
    VISITOR = "visitor"  # somebody at another machine, before anybody can sign in
    PROGRAM = "program"  # nobody acted: the start, the nightly backup


class KnownBy(StrEnum):
    """How we know who it was. Records of earlier releases also say «told»."""

    LOCAL = "local"  # acted at the server itself, under the name told there
    NETWORK = "network"  # from another machine, as told (自己申告)
    PROGRAM = "program"


@dataclass(frozen=True)
class Actor:
    """`name` as told, «» where nobody was asked. `section`: where known. `address`: the machine
    that it came from over the network; None: at the server, or not known."""

    name: str
    role: ActorRole
    known_by: KnownBy
    section: str | None = None
    address: str | None = None

    @classmethod
    def at_server(cls, name: str, section: str | None = None) -> Actor:
        return cls(name, ActorRole.TRUSTED, KnownBy.LOCAL, section)

    @classmethod
    def from_network(cls, name: str, address: str | None, section: str | None = None) -> Actor:
        return cls(name, ActorRole.VISITOR, KnownBy.NETWORK, section, address)

    @property
    def columns(self) -> dict[str, str | None]:
        """As the tables of the record name them."""
        return {
            "actor_name": self.name,
            "actor_role": self.role.value,
            "actor_section": self.section,
            "actor_known_by": self.known_by.value,
            "actor_address": self.address,
        }


PROGRAM = Actor("yamato_dx", ActorRole.PROGRAM, KnownBy.PROGRAM)
