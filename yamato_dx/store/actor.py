"""Who does an act, as told today (自己申告)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Actor:
    """`known_by` says how we know: "told", or "program" where nobody acted."""

    name: str
    role: str | None = None
    section: str | None = None
    known_by: str = "told"

    @property
    def columns(self) -> dict[str, str | None]:
        """As the tables of the record name them."""
        return {
            "actor_name": self.name,
            "actor_role": self.role,
            "actor_section": self.section,
            "actor_known_by": self.known_by,
        }


PROGRAM = Actor(name="yamato_dx", known_by="program")
