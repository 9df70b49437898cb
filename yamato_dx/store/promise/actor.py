"""Who does an act, and how we know."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class ActorRole(StrEnum):
    """What an actor may do hangs on it (`acts.permissions`)."""

    TRUSTED = "trusted"  # the person at the server
    VISITOR = "visitor"  # somebody at another machine, where nobody signs in
    PROGRAM = "program"  # nobody acted: the start, the nightly backup
    READER = "reader"  # 閲覧
    SECTION = "section"  # 担当課, of the sections of the account
    OFFICE = "office"  # 事務局
    ADMINISTRATOR = "administrator"  # 管理者


class KnownBy(StrEnum):
    """How we know who it was. Records of earlier releases also say «told»."""

    LOCAL = "local"  # acted at the server itself, under the name told there
    NETWORK = "network"  # from another machine, as told (自己申告)
    PROGRAM = "program"
    ACCOUNT = "account"  # signed in with an account of ours
    LINK = "link"  # by a link that 事務局 gave to a section
    PROXY = "proxy"  # by a proxy that is believed
    OIDC = "oidc"  # by a sign-in provider


@dataclass(frozen=True)
class SignedIn:
    """Who is signed in, as of this moment.

    `login_name`: of the account, or what a section's link is called. `display_name`: under which
    it acts; «» where no person is known (a link): it is asked for. `sections`: the ids of those
    that a section's account is of. `round_key`: the round (照会) whose report a link opens; None:
    an account.
    """

    login_name: str
    display_name: str
    role: ActorRole
    known_by: KnownBy
    sections: tuple[str, ...] = ()
    round_key: str | None = None


@dataclass(frozen=True)
class Actor:
    """`name` as told or of the account, «» where nobody was asked. `section`: by its name, where
    known. `address`: the machine that it came from over the network; None: at the server, or not
    known. `sections`, `round_key`: as of `SignedIn`. `account`: its login name; None: nobody is
    signed in."""

    name: str
    role: ActorRole
    known_by: KnownBy
    section: str | None = None
    address: str | None = None
    sections: tuple[str, ...] = ()
    account: str | None = None
    round_key: str | None = None

    @classmethod
    def at_server(cls, name: str, section: str | None = None) -> Actor:
        return cls(name, ActorRole.TRUSTED, KnownBy.LOCAL, section)

    @classmethod
    def from_network(cls, name: str, address: str | None, section: str | None = None) -> Actor:
        return cls(name, ActorRole.VISITOR, KnownBy.NETWORK, section, address)

    @classmethod
    def signed_in(
        cls, by: SignedIn, address: str | None, name: str = "", section: str | None = None
    ) -> Actor:
        """`name`: as told; it counts only where the account has none."""
        return cls(
            by.display_name or name,
            by.role,
            by.known_by,
            section,
            address,
            by.sections,
            by.login_name,
            by.round_key,
        )

    @classmethod
    def recorded(cls, columns: Mapping[str, str | None], account: str | None) -> Actor:
        """Who acted, as the tables of the record name them."""
        known_by = columns["actor_known_by"] or ""
        return cls(
            columns["actor_name"] or "",
            ActorRole(columns["actor_role"] or ActorRole.TRUSTED),
            KnownBy(known_by) if known_by in set(KnownBy) else KnownBy.LOCAL,
            columns["actor_section"],
            columns["actor_address"],
            account=account,
        )

    @classmethod
    def unknown(cls, address: str | None) -> Actor:
        """Somebody who was refused before signing in."""
        return cls("", ActorRole.VISITOR, KnownBy.NETWORK, address=address)

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
