"""How `audit …` and `file …` are written."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Callable
from typing import Final

TRAIL_EVENTS: Final = ("act", "refusal", "export", "sign_in", "account", "visits", "restored")


def add_audit_verbs(command: Callable[..., ArgumentParser]) -> None:
    """操作の記録: whether it is whole, and its rows."""
    command("verify").add_argument(
        "--head",
        action="append",
        default=[],
        metavar="N:HASH",
        help="as a paper has it; may be repeated",
    )
    listing = command("list")
    listing.add_argument("--from", dest="first_day", metavar="DATE", help="from this day on")
    listing.add_argument("--to", dest="last_day", metavar="DATE", help="up to this day")
    listing.add_argument("--by", dest="called", metavar="WORDS", help="of a name or an account")
    listing.add_argument("--kind", dest="event", choices=TRAIL_EVENTS)


def add_file_verbs(command: Callable[..., ArgumentParser]) -> None:
    removing = command("remove", "by")
    removing.add_argument("sha256", metavar="SHA256")
    removing.add_argument("--reason", required=True)
