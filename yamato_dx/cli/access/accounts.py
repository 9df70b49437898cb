"""What `account …` does. Each answers with plain values; who wrote it and where the record lies is
handed in."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final

from yamato_dx.acts.access.accounts import (
    accounts_of,
    add_account,
    change_account,
    disable_account,
    enable_account,
    login_name_of,
    reset_account,
)
from yamato_dx.acts.access.links import (
    MadeLink,
    SectionLink,
    make_section_link,
    revoke_section_link,
    section_links_of,
)
from yamato_dx.acts.access.opened import Access, open_access
from yamato_dx.acts.access.second_factor import require_second_factor
from yamato_dx.acts.access.sections import section_ids
from yamato_dx.acts.actor import Actor
from yamato_dx.acts.opening import Place
from yamato_dx.cli.access.verbs import ROLES
from yamato_dx.errors import UsageError
from yamato_dx.i18n import TOKYO
from yamato_dx.store.access.accounts import Account, Person

AccountAnswer = Callable[[Access, Namespace, Actor], Any]
NAMES: Final = {role: name for name, role in ROLES.items()}
# Of a link after its round's day: ten years.
MOST_DAYS: Final = 3660


def _add(access: Access, arguments: Namespace, by: Actor) -> Any:
    display_name = arguments.display_name or arguments.login_name
    person = Person(display_name, ROLES[arguments.role], section_ids(access, arguments.sections))
    password = _password() if arguments.password_stdin else None
    made = add_account(access, arguments.login_name, person, actor=by, password=password)
    return {"login_name": arguments.login_name, "role": arguments.role, **_link(made, arguments)}


def _password() -> str:
    return sys.stdin.readline().rstrip("\r\n")


def _link(made: MadeLink | None, arguments: Namespace) -> dict[str, Any]:
    if made is None:
        return {"link": None, "expires_at": None}
    return {
        "link": made.address(arguments.site or ""),
        "expires_at": _moment(made.link.expires_at),
    }


def _change(access: Access, arguments: Namespace, by: Actor) -> Any:
    """What is not told stays."""
    lines = accounts_of(access, actor=by)
    known = {line.account.login_name: line.account for line in lines}
    name = login_name_of(arguments.login_name)
    before = known.get(name)
    role = ROLES[arguments.role] if arguments.role else before and before.role
    stays = before.sections if before and before.role is role else ()
    person = Person(
        arguments.display_name or (before.display_name if before else name),
        role or ROLES["reader"],
        section_ids(access, arguments.sections) or stays,
    )
    return _account(change_account(access, arguments.login_name, person, actor=by))


def _list(access: Access, _told: Namespace, by: Actor) -> Any:
    return [
        {**_account(line.account), "is_unused": line.is_unused}
        for line in accounts_of(access, actor=by)
    ]


def _account(account: Account) -> dict[str, Any]:
    return {
        "login_name": account.login_name,
        "display_name": account.display_name,
        "role": NAMES[account.role],
        "sections": list(account.sections),
        "is_enabled": account.is_enabled,
        "has_password": account.password_hash is not None,
        "has_second_factor": account.totp_secret is not None,
        "signed_in_at": account.signed_in_at and _moment(account.signed_in_at),
    }


def _moment(moment: datetime) -> str:
    return moment.astimezone(TOKYO).isoformat(timespec="seconds")


def _disable(access: Access, arguments: Namespace, by: Actor) -> Any:
    disable_account(access, arguments.login_name, actor=by)
    return {"login_name": arguments.login_name, "is_enabled": False}


def _enable(access: Access, arguments: Namespace, by: Actor) -> Any:
    enable_account(access, arguments.login_name, actor=by)
    return {"login_name": arguments.login_name, "is_enabled": True}


def _reset(access: Access, arguments: Namespace, by: Actor) -> Any:
    made = reset_account(
        access, arguments.login_name, actor=by, removes_second_factor=arguments.second_factor
    )
    return {"login_name": arguments.login_name, **_link(made, arguments)}


def _make_link(access: Access, arguments: Namespace, by: Actor) -> Any:
    if arguments.days > MOST_DAYS:
        raise UsageError("cli.not_a_number", written=arguments.days)
    (section,) = section_ids(access, [arguments.section])
    days = arguments.days
    made = make_section_link(
        access, arguments.round_id, section, due=arguments.due, days=days, actor=by
    )
    return {"link_id": made.link.link_id, **_link(made, arguments)}


def _links(access: Access, _told: Namespace, by: Actor) -> Any:
    return [_section_link(line) for line in section_links_of(access, actor=by)]


def _section_link(line: SectionLink) -> dict[str, Any]:
    return {
        "link_id": line.link.link_id,
        "round": line.link.round_key,
        "section": line.link.section,
        "made_by": line.link.made_by,
        "expires_at": _moment(line.link.expires_at),
        "is_good": line.is_good,
    }


def _unlink(access: Access, arguments: Namespace, by: Actor) -> Any:
    revoke_section_link(access, arguments.link_id, actor=by)
    return {"link_id": arguments.link_id, "is_good": False}


def _second_factor(access: Access, arguments: Namespace, by: Actor) -> Any:
    require_second_factor(access, [ROLES[name] for name in arguments.roles], actor=by)
    return {"roles": list(arguments.roles)}


_VERBS: Final[Mapping[str, AccountAnswer]] = {
    "add": _add,
    "change": _change,
    "list": _list,
    "disable": _disable,
    "enable": _enable,
    "reset": _reset,
    "link": _make_link,
    "links": _links,
    "unlink": _unlink,
    "second-factor": _second_factor,
}


def account_answer(verb: str, arguments: Namespace, place: Place, by: Actor) -> Any:
    with open_access(place) as access:
        return _VERBS[verb](access, arguments, by)


ACCOUNT_VERBS: Final = tuple(_VERBS)
