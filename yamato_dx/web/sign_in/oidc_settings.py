"""Which sign-in provider is asked, from a file named at the start; it holds a secret."""

from __future__ import annotations

import os
import stat
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from yamato_dx.errors import UsageError

KEYS: Final = frozenset(("issuer", "client_id", "client_secret", "redirect", "claim", "name"))
# What an account is found by. An address is taken only where its provider does not doubt it.
CLAIMS: Final = ("preferred_username", "email", "sub")
OIDC: Final = "/sign-in/oidc"
BACK: Final = f"{OIDC}/back"
OWN_MACHINE: Final = frozenset(("localhost", "127.0.0.1", "::1"))


@dataclass(frozen=True)
class OidcSettings:
    """`redirect`: this dashboard's address of `BACK`, as the provider knows it. `claim`: whose
    value is an account's user name. `name`: what the button says."""

    issuer: str
    client_id: str
    client_secret: str
    redirect: str
    claim: str
    name: str


def read_oidc(path: Path) -> OidcSettings:
    """Raises UsageError."""
    try:
        if os.name != "nt" and stat.S_IMODE(path.stat().st_mode) & 0o077:
            raise UsageError("cli.oidc.readable", file=path)
        written: dict[str, Any] = tomllib.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise UsageError("cli.oidc.not_read", file=path, error=str(error)) from error
    texts = {key: value for key, value in written.items() if isinstance(value, str) and value}
    if texts.keys() != KEYS or len(written) != len(KEYS):
        raise UsageError("cli.oidc.keys", file=path, keys=", ".join(sorted(KEYS)))
    settings = OidcSettings(**texts)
    is_sound = _is_guarded(settings.issuer) and _is_guarded(settings.redirect)
    if not is_sound or urlsplit(settings.redirect).path != BACK:
        raise UsageError("cli.oidc.address", file=path, back=BACK)
    if settings.claim not in CLAIMS:
        raise UsageError("cli.oidc.claim", file=path, claims=", ".join(CLAIMS))
    return settings


def _is_guarded(address: str) -> bool:
    """Under TLS, or on this machine."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    is_here = parts.scheme == "http" and parts.hostname in OWN_MACHINE
    return (parts.scheme == "https" and bool(parts.hostname)) or is_here
