"""The second factor: a code of six digits from an app that shares a secret (TOTP, RFC 6238)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import pyotp

from yamato_dx.acts.access.accounts import ROLES
from yamato_dx.acts.access.noting import Noted, note, note_own, require_right
from yamato_dx.acts.access.opened import Access
from yamato_dx.acts.permissions import Act
from yamato_dx.errors import Refused
from yamato_dx.i18n import text
from yamato_dx.store.access.accounts import (
    Account,
    accept_totp,
    account_of,
    offer_totp,
    setting_of,
    take_totp,
    write_setting,
)
from yamato_dx.store.promise.actor import Actor, ActorRole, KnownBy

SETTING: Final = "second_factor_roles"
STEP_SECONDS: Final = 30
# A telephone's clock may be so many steps apart.
STEPS_APART: Final = 1


@dataclass(frozen=True)
class OfferedSecret:
    """For the person's app: typed in, or as what a picture of it says. In force from the first code
    on."""

    secret: str
    uri: str


def roles_with_second_factor(access: Access) -> frozenset[ActorRole]:
    """Those whose people must have one; none at first. Raises AccessUnavailable."""
    setting = setting_of(access.database, SETTING) or ""
    return frozenset(ActorRole(role) for role in setting.split())


def require_second_factor(access: Access, roles: Iterable[ActorRole], *, actor: Actor) -> None:
    """From the next sign-in on. Raises NotPermitted, AccessUnavailable."""
    require_right(access, actor, Act.MANAGE_ACCOUNTS)
    chosen = [role.value for role in ROLES if role in set(roles)]
    with access.database.writing() as writer:
        write_setting(writer, SETTING, " ".join(chosen))
    note(access, Noted.FACTOR_REQUIRED, actor, roles=chosen)


def offer_secret(access: Access, login_name: str, lang: str) -> OfferedSecret:
    """A new one, while none is in force. Raises Refused, AccessUnavailable."""
    secret = pyotp.random_base32()
    with access.database.writing() as writer:
        if not offer_totp(writer, login_name, secret):
            raise Refused("access.code.is_set_up")
    return _offered(access, login_name, secret, lang)


def secret_on_offer(access: Access, login_name: str, lang: str) -> OfferedSecret | None:
    """The one offered last, while none is in force: it stays good for who mistypes its code."""
    account = account_of(access.database, login_name)
    if account is None or account.totp_secret or account.totp_offered is None:
        return None
    return _offered(access, login_name, account.totp_offered, lang)


def _offered(access: Access, login_name: str, secret: str, lang: str) -> OfferedSecret:
    issuer = text("access.code.issuer", lang, name=(*access.own_names, "")[0])
    return OfferedSecret(
        secret, pyotp.TOTP(secret).provisioning_uri(name=login_name, issuer_name=issuer)
    )


def accept_secret(access: Access, login_name: str, code: str) -> bool:
    """Whether the code is one of the secret that was offered, which is in force then."""
    account = account_of(access.database, login_name)
    if account is None or account.totp_offered is None:
        return False
    step = _step_of(access, account.totp_offered, code)
    if step is None:
        return False
    with access.changing() as writer:
        is_accepted = accept_totp(writer, account, step, access.now())
    if is_accepted:
        note_own(access, Noted.FACTOR_SET, account, KnownBy.ACCOUNT)
    return is_accepted


def take_code(access: Access, account: Account, code: str) -> bool:
    """Whether the code is right and was not taken before; each is good once."""
    if account.totp_secret is None:
        return False
    step = _step_of(access, account.totp_secret, code)
    if step is None:
        return False
    with access.database.writing() as writer:
        return take_totp(writer, account.login_name, step)


def _step_of(access: Access, secret: str, code: str) -> int | None:
    """The step of time that the code belongs to; None where it is wrong."""
    totp = pyotp.TOTP(secret, interval=STEP_SECONDS)
    now = int(access.now().timestamp())
    written = "".join(sign for sign in code if sign.isdigit())
    steps = range(-STEPS_APART, STEPS_APART + 1)
    right = [
        now // STEP_SECONDS + apart
        for apart in steps
        if pyotp.utils.strings_equal(totp.at(now, counter_offset=apart), written)
    ]
    return right[0] if right else None
