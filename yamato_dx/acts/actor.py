"""Who does an act; every act takes one."""

from __future__ import annotations

from yamato_dx.store.promise.actor import PROGRAM, Actor, ActorRole, KnownBy, SignedIn

__all__ = ["PROGRAM", "Actor", "ActorRole", "KnownBy", "SignedIn"]
