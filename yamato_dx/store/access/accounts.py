"""Accounts as they lie in the store."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from yamato_dx.store.access.database import (
    AccessReader,
    AccessRow,
    AccessWriter,
    moment_of,
    written,
)
from yamato_dx.store.promise.actor import ActorRole

NOBODY: Final = ""


@dataclass(frozen=True)
class Account:
    """Somebody who may sign in. `sections`: ids of those that a 担当課's account is of.

    `password_hash` None: no password yet; `totp_secret` None: no second factor, `totp_offered`: one
    that waits for its first code. `signed_in_at` None: never.
    """

    login_name: str
    display_name: str
    role: ActorRole
    sections: tuple[str, ...]
    password_hash: str | None
    totp_secret: str | None
    totp_offered: str | None
    created_at: datetime
    changed_at: datetime
    disabled_at: datetime | None
    signed_in_at: datetime | None

    @property
    def is_enabled(self) -> bool:
        return self.disabled_at is None


@dataclass(frozen=True)
class Person:
    """Who an account is of, and what it may do: what an administrator enters."""

    display_name: str
    role: ActorRole
    sections: tuple[str, ...] = ()


def sections_of(written_sections: str) -> tuple[str, ...]:
    return tuple(json.loads(written_sections))


def _account(row: AccessRow) -> Account:
    (
        login_name,
        display_name,
        role,
        sections,
        password_hash,
        totp_secret,
        totp_offered,
        _step,
        created_at,
        changed_at,
        disabled_at,
        signed_in_at,
    ) = row
    return Account(
        login_name,
        display_name,
        ActorRole(role),
        sections_of(sections),
        password_hash,
        totp_secret,
        totp_offered,
        datetime.fromisoformat(created_at),
        datetime.fromisoformat(changed_at),
        moment_of(disabled_at),
        moment_of(signed_in_at),
    )


def account_of(reader: AccessReader, login_name: str) -> Account | None:
    rows = reader.read("account", login_name=login_name)
    return _account(rows[0]) if rows else None


def all_accounts(reader: AccessReader) -> list[Account]:
    return [_account(row) for row in reader.read("accounts")]


def account_count(reader: AccessReader) -> int:
    """Disabled ones among them."""
    return int(reader.read("account_count")[0][0])


def administrators_beside(reader: AccessReader, login_name: str) -> int:
    """How many others are enabled."""
    return int(reader.read("administrator_count", login_name=login_name)[0][0])


def write_account(writer: AccessWriter, login_name: str, person: Person, now: datetime) -> None:
    writer.write("account", login_name=login_name, **_columns(person), moment=written(now))


def write_person(writer: AccessWriter, login_name: str, person: Person, now: datetime) -> None:
    writer.write("account_person", login_name=login_name, **_columns(person), moment=written(now))


def _columns(person: Person) -> dict[str, str]:
    return {
        "display_name": person.display_name,
        "role": person.role.value,
        "sections": json.dumps(person.sections, ensure_ascii=False),
    }


def write_disabled(
    writer: AccessWriter, login_name: str, now: datetime, *, is_disabled: bool
) -> None:
    moment = written(now)
    disabled_at = moment if is_disabled else None
    writer.write("account_disabled", login_name=login_name, disabled_at=disabled_at, moment=moment)


def write_password(
    writer: AccessWriter, login_name: str, password_hash: str | None, now: datetime
) -> None:
    writer.write(
        "account_password",
        login_name=login_name,
        password_hash=password_hash,
        moment=written(now),
    )


def write_rehashed(
    writer: AccessWriter, login_name: str, known_hash: str, password_hash: str
) -> None:
    """The same password, unless it was changed meanwhile."""
    writer.write(
        "account_rehashed",
        login_name=login_name,
        known_hash=known_hash,
        password_hash=password_hash,
    )


def write_signed_in(writer: AccessWriter, login_name: str, now: datetime) -> None:
    writer.write("account_signed_in", login_name=login_name, moment=written(now))


def offer_totp(writer: AccessWriter, login_name: str, secret: str) -> bool:
    """Whether it was offered: not while another is in force."""
    return writer.write("totp_offered", login_name=login_name, secret=secret) == 1


def accept_totp(writer: AccessWriter, account: Account, step: int, now: datetime) -> bool:
    """Whether what was offered to the account is still what it waits for."""
    changed = writer.write(
        "totp_accepted",
        login_name=account.login_name,
        secret=account.totp_offered,
        step=step,
        moment=written(now),
    )
    return changed == 1


def take_totp(writer: AccessWriter, login_name: str, step: int) -> bool:
    """Whether no code of that step or a later one was taken before."""
    return writer.write("totp_taken", login_name=login_name, step=step) == 1


def remove_totp(writer: AccessWriter, login_name: str, now: datetime) -> None:
    writer.write("totp_removed", login_name=login_name, moment=written(now))


def setting_of(reader: AccessReader, name: str) -> str | None:
    """None: as at first."""
    rows = reader.read("setting", setting_name=name)
    return str(rows[0][0]) if rows else None


def write_setting(writer: AccessWriter, name: str, setting: str) -> None:
    writer.write("setting", setting_name=name, setting=setting)
