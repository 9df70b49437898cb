"""How the server and its record stand."""

from __future__ import annotations

from dataclasses import dataclass

from yamato_dx.acts.permissions import Act, require
from yamato_dx.acts.running.checks import CHECKS, CheckResult, CheckState
from yamato_dx.acts.running.facts import Situation
from yamato_dx.i18n import text
from yamato_dx.store.promise.actor import Actor


@dataclass(frozen=True)
class StatusLine:
    name: str
    result: CheckResult

    @property
    def state(self) -> CheckState:
        return self.result.state

    def in_words(self, lang: str) -> dict[str, str | None]:
        """`state` as a code, everything else in the language; `what_to_do`: None for nothing."""
        advice = self.result.advice
        return {
            "name": text(f"status.name.{self.name}", lang),
            "state": self.state,
            "value": self.result.value.sentence(lang),
            "what_to_do": advice.sentence(lang) if advice else None,
        }


def status(situation: Situation, *, actor: Actor) -> tuple[StatusLine, ...]:
    """One line per thing that there is to look at. Raises NotPermitted."""
    require(None, actor, Act.READ_STATUS)
    asked = ((check.name, check.ask(situation)) for check in CHECKS)
    return tuple(StatusLine(name, result) for name, result in asked if result)
