"""How `serve` was called, for `app.py` to read."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from yamato_dx.acts.opening import Place
from yamato_dx.i18n import DEFAULT_LANGUAGE
from yamato_dx.store.postgresql.url import DatabaseUrl, record_place

# How `serve` tells app.py what to open: app.py may also be started by any other ASGI server.
PLAN: Final = "YAMATO_DX_PLAN"
DATABASE: Final = "YAMATO_DX_DATABASE"
MIRRORS: Final = "YAMATO_DX_MIRRORS"
SAMPLE: Final = "YAMATO_DX_SAMPLE"
CLOCK_IS_RIGHT: Final = "YAMATO_DX_CLOCK_IS_RIGHT"
ON: Final = "YAMATO_DX_ON"
LANG: Final = "YAMATO_DX_LANG"
ALLOWED_HOSTS: Final = "YAMATO_DX_ALLOWED_HOSTS"
SIGN_IN: Final = "YAMATO_DX_SIGN_IN"
FOR_OTHERS: Final = "YAMATO_DX_FOR_OTHERS"
TRUSTED_NETWORK: Final = "YAMATO_DX_TRUSTED_NETWORK"
PROXIES: Final = "YAMATO_DX_PROXIES"
PROXY_HEADER: Final = "YAMATO_DX_PROXY_HEADER"
OIDC: Final = "YAMATO_DX_OIDC"
PLAIN: Final = "YAMATO_DX_PLAIN_HTTP"
CERTIFICATE: Final = "YAMATO_DX_TLS_CERT"
BACKUP_FOLDER: Final = "YAMATO_DX_BACKUP_FOLDER"


@dataclass(frozen=True)
class Settings:
    """`lang`: of what the server itself says, at its start and in its log. `allowed_hosts`: names
    beside its own addresses at which it answers. `is_plain`: other machines come without TLS.
    `certificate`: the file that is served with. `backup_folder`: where each night's backup is
    copied to. `is_sign_in_asked`: of everybody, whether there are accounts or not. `is_for_others`:
    other machines reach it; `is_network_trusted`: without signing in. `proxies`: the
    addresses of those in front that are believed; `proxy_header`: in which they say who is signed
    in."""

    place: Place
    on: date | None = None
    lang: str = DEFAULT_LANGUAGE
    allowed_hosts: tuple[str, ...] = ()
    is_sign_in_asked: bool = False
    is_for_others: bool = False
    is_network_trusted: bool = False
    proxies: tuple[str, ...] = ()
    proxy_header: str | None = None
    oidc: Path | None = None
    is_plain: bool = False
    certificate: Path | None = None
    backup_folder: Path | None = None


def settings_from_environment() -> Settings:
    database, on = os.environ.get(DATABASE), os.environ.get(ON)
    return Settings(
        Place(
            _path(PLAN),
            record_place(database) if database else None,
            mirrors=_path(MIRRORS),
            is_sample=os.environ.get(SAMPLE) == "1",
            is_clock_right=os.environ.get(CLOCK_IS_RIGHT) == "1",
        ),
        date.fromisoformat(on) if on else None,
        os.environ.get(LANG, DEFAULT_LANGUAGE),
        tuple(os.environ.get(ALLOWED_HOSTS, "").split()),
        is_plain=os.environ.get(PLAIN) == "1",
        certificate=_path(CERTIFICATE),
        backup_folder=_path(BACKUP_FOLDER),
        is_sign_in_asked=os.environ.get(SIGN_IN) == "1",
        is_for_others=os.environ.get(FOR_OTHERS) == "1",
        is_network_trusted=os.environ.get(TRUSTED_NETWORK) == "1",
        proxies=tuple(os.environ.get(PROXIES, "").split()),
        proxy_header=os.environ.get(PROXY_HEADER),
        oidc=_path(OIDC),
    )


def _path(name: str) -> Path | None:
    written = os.environ.get(name)
    return Path(written) if written else None


def settings_to_environment(settings: Settings) -> None:
    place = settings.place
    values = {
        PLAN: place.plan_folder,
        DATABASE: place.database.told
        if isinstance(place.database, DatabaseUrl)
        else place.database,
        MIRRORS: place.mirrors,
        SAMPLE: "1" if place.is_sample else None,
        CLOCK_IS_RIGHT: "1" if place.is_clock_right else None,
        ON: settings.on,
        LANG: settings.lang,
        ALLOWED_HOSTS: " ".join(settings.allowed_hosts) or None,
        SIGN_IN: "1" if settings.is_sign_in_asked else None,
        FOR_OTHERS: "1" if settings.is_for_others else None,
        TRUSTED_NETWORK: "1" if settings.is_network_trusted else None,
        PROXIES: " ".join(settings.proxies) or None,
        PROXY_HEADER: settings.proxy_header,
        OIDC: settings.oidc,
        PLAIN: "1" if settings.is_plain else None,
        CERTIFICATE: settings.certificate,
        BACKUP_FOLDER: settings.backup_folder,
    }
    os.environ.update({name: str(value) for name, value in values.items() if value is not None})
