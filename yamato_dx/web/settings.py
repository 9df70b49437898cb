"""How `serve` was called, for `app.py` to read."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from yamato_dx.acts.opening import Place
from yamato_dx.i18n import DEFAULT_LANGUAGE

# How `serve` tells app.py what to open: app.py may also be started by any other ASGI server.
PLAN: Final = "YAMATO_DX_PLAN"
DATABASE: Final = "YAMATO_DX_DATABASE"
SAMPLE: Final = "YAMATO_DX_SAMPLE"
CLOCK_IS_RIGHT: Final = "YAMATO_DX_CLOCK_IS_RIGHT"
ON: Final = "YAMATO_DX_ON"
LANG: Final = "YAMATO_DX_LANG"
ALLOWED_HOSTS: Final = "YAMATO_DX_ALLOWED_HOSTS"


@dataclass(frozen=True)
class Settings:
    """`lang`: of what the server itself says, at its start and in its log. `allowed_hosts`: names
    beside its own addresses at which it answers."""

    place: Place
    on: date | None = None
    lang: str = DEFAULT_LANGUAGE
    allowed_hosts: tuple[str, ...] = ()


def settings_from_environment() -> Settings:
    plan, database, on = (os.environ.get(name) for name in (PLAN, DATABASE, ON))
    return Settings(
        Place(
            Path(plan) if plan else None,
            Path(database) if database else None,
            is_sample=os.environ.get(SAMPLE) == "1",
            is_clock_right=os.environ.get(CLOCK_IS_RIGHT) == "1",
        ),
        date.fromisoformat(on) if on else None,
        os.environ.get(LANG, DEFAULT_LANGUAGE),
        tuple(os.environ.get(ALLOWED_HOSTS, "").split()),
    )


def settings_to_environment(settings: Settings) -> None:
    place = settings.place
    values = {
        PLAN: place.plan_folder,
        DATABASE: place.database,
        SAMPLE: "1" if place.is_sample else None,
        CLOCK_IS_RIGHT: "1" if place.is_clock_right else None,
        ON: settings.on,
        LANG: settings.lang,
        ALLOWED_HOSTS: " ".join(settings.allowed_hosts) or None,
    }
    os.environ.update({name: str(value) for name, value in values.items() if value is not None})
