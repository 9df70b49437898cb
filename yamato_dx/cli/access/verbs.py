"""How `account …` is written."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Callable, Mapping
from typing import Final

from yamato_dx.acts.access.limits import SECTION_LINK_DAYS
from yamato_dx.store.promise.actor import ActorRole

ROLES: Final[Mapping[str, ActorRole]] = {
    "reader": ActorRole.READER,
    "section": ActorRole.SECTION,
    "office": ActorRole.OFFICE,
    "admin": ActorRole.ADMINISTRATOR,
}


def add_account_verbs(command: Callable[..., ArgumentParser]) -> None:
    adding = command("add", "by", "site")
    adding.add_argument("login_name", metavar="NAME", help="under which one signs in")
    adding.add_argument("--role", choices=tuple(ROLES), required=True)
    changing = command("change", "by")
    changing.add_argument("login_name", metavar="NAME")
    changing.add_argument("--role", choices=tuple(ROLES))
    for entering in (adding, changing):
        entering.add_argument("--display-name", metavar="NAME", help="as reports will show it")
        entering.add_argument(
            "--section",
            dest="sections",
            action="append",
            default=[],
            metavar="ID|NAME",
            help="of a section's account; may be repeated",
        )
    adding.add_argument(
        "--password-stdin",
        action="store_true",
        help="read the first password here, and make no link",
    )
    command("list")
    for name in ("disable", "enable"):
        command(name, "by").add_argument("login_name", metavar="NAME")
    resetting = command("reset", "by", "site")
    resetting.add_argument("login_name", metavar="NAME")
    resetting.add_argument(
        "--second-factor", action="store_true", help="take the codes off, too: the phone is lost"
    )
    _add_link_verbs(command)


def _add_link_verbs(command: Callable[..., ArgumentParser]) -> None:
    linking = command("link", "by", "site")
    linking.add_argument("round_id", metavar="ROUND", help="as `round board` names it")
    linking.add_argument("section", metavar="ID|NAME", help="whose report it opens")
    linking.add_argument("--due", required=True, metavar="DATE", help="the round's deadline")
    linking.add_argument(
        "--days", default=str(SECTION_LINK_DAYS), metavar="N", help="how long it holds after that"
    )
    command("links")
    command("unlink", "by").add_argument("link_id", metavar="ID")
    command("second-factor", "by").add_argument(
        "--role",
        dest="roles",
        action="append",
        default=[],
        choices=tuple(ROLES),
        help="that needs one; may be repeated; none: nobody does",
    )
