"""What the plan office does with reports that came: `report confirm`, `report return`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from yamato_dx.acts.confirming.confirmation import confirm
from yamato_dx.acts.confirming.giving_back import give_back
from yamato_dx.acts.opening import open_record
from yamato_dx.cli import answers
from yamato_dx.cli.options import Arguments
from yamato_dx.cli.plan import actor_of, place_of, told
from yamato_dx.errors import UsageError
from yamato_dx.queries.reports.steps import waiting, without_questions


def _confirm(arguments: Arguments) -> int:
    """With --all, what is without open questions as the record stands then."""
    if bool(arguments.batch_ids) == arguments.all:
        raise UsageError("cli.confirm_none")
    with told(open_record(place_of(arguments)), arguments) as record:
        head = record.head()
        seen = arguments.at
        chosen = arguments.batch_ids
        if arguments.all:
            chosen, seen = without_questions(waiting(record, head)), seen or head
        revision = confirm(
            record,
            chosen,
            actor_of(arguments),
            approval_no=arguments.approval_no,
            expected_revision=seen,
        )
    answers.write({"batch_ids": list(chosen), "revision": revision}, arguments.format)
    return 0


def _return(arguments: Arguments) -> int:
    with told(open_record(place_of(arguments)), arguments) as record:
        revision = give_back(
            record,
            arguments.batch_id,
            actor_of(arguments),
            arguments.reason,
            expected_revision=arguments.at,
        )
    answers.write({"batch_id": arguments.batch_id, "revision": revision}, arguments.format)
    return 0


STEP_COMMANDS: Final[Mapping[str, Callable[[Arguments], int]]] = {
    "report confirm": _confirm,
    "report return": _return,
}
