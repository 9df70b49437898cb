"""What is handed out once and kept as its hash alone: what is read out of the store opens nothing.

A token is random, so a plain hash is enough: there is nothing to guess.
"""

from __future__ import annotations

import secrets
from hashlib import sha256
from typing import Final

TOKEN_BYTES: Final = 32


def new_token() -> str:
    return secrets.token_urlsafe(TOKEN_BYTES)


def hash_of(token: str) -> str:
    return sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
