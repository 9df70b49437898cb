"""Who may do what: every act asks the table first; what is refused leaves the record as it is."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from typing import Final, get_type_hints

import pandas as pd
import pytest

from tests.acts.access.acting import access_at
from tests.acts.doing import (
    ACTS,
    ADMINISTRATOR,
    DESK,
    HERE,
    LINK,
    OTHER_SECTION,
    OWN_SECTION,
    OWNERS,
    PLAN_OFFICE,
    READER,
    ROUND_NOW,
    SECTIONS,
    VISITOR,
    Office,
)
from tests.store.cases import CLERK, CODE, Clock, send, values
from yamato_dx import acts
from yamato_dx.acts import drafting, permissions
from yamato_dx.acts.actor import PROGRAM, Actor
from yamato_dx.acts.entering import enter, enter_together
from yamato_dx.acts.permissions import Act, NotPermitted, Subject, may
from yamato_dx.acts.withdrawal import withdraw
from yamato_dx.entries.progress import PROGRESS
from yamato_dx.entries.rounds import ROUND
from yamato_dx.entries.sections import OWNER, SECTION
from yamato_dx.entries.story import HOLDER
from yamato_dx.i18n import LANGUAGES
from yamato_dx.store.record import Record

pytestmark = pytest.mark.usefixtures("without_papers")


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    path = tmp_path_factory.mktemp("office") / f"{CODE}.duckdb"
    with Record.open(path, CODE, clock=Clock()) as record:
        enter_together(record, {SECTION: SECTIONS, OWNER: OWNERS}, CLERK, plan_id="dx")
        enter(record, ROUND, {ROUND_NOW.round_id: ROUND_NOW}, CLERK, plan_id="dx")
        theirs = send(record, values(a=1.0)).batch_id
        own = send(record, values(b=1.0), data=b"own", actor=VISITOR).batch_id
        drafting.attach(record, DESK, "a.pdf", b"%PDF", actor=VISITOR)
        with access_at(tmp_path_factory.mktemp("access")) as access:
            yield Office(record, theirs, own, access)


# What only reads of the record what stands on its pages, or says what an act would do; and what
# keeps its trail, of which nobody is asked.
QUESTIONS: Final = {"propose", "backups_of"} | {
    "begin_trail",
    "opened_as_it_is",
    "note_daily_head",
    "note_export",
    "remove_again",
    "trail_words",
    "verify",
}


def public_functions() -> dict[str, Callable[..., object]]:
    found = {}
    for module in pkgutil.walk_packages(acts.__path__, "yamato_dx.acts."):
        if module.name == permissions.__name__:
            continue
        for name, one in inspect.getmembers(importlib.import_module(module.name)):
            is_own = inspect.isfunction(one) and one.__module__ == module.name
            if is_own and not name.startswith("_"):
                found[name] = one
    return found


def test_every_act_is_in_the_list_above() -> None:
    """A new one is written there with its row of the table, or fails here."""
    taking = {one for one in public_functions().values() if "actor" in get_type_hints(one)}
    assert {one.__name__ for one in taking ^ ACTS.keys()} == set()  # type: ignore[attr-defined]


def test_what_has_the_record_in_hand_takes_an_actor_or_is_a_question() -> None:
    without = {
        name
        for name, one in public_functions().items()
        if Record in get_type_hints(one).values() and one not in ACTS
    }
    assert without == QUESTIONS


@pytest.mark.parametrize("doing", ACTS, ids=lambda one: one.__name__)
def test_an_act_whose_right_is_taken_away_is_refused_and_nothing_changed(
    office: Office, monkeypatch: pytest.MonkeyPatch, doing: object
) -> None:
    act, call = ACTS[doing]
    rights = {one: row for one, row in permissions.RIGHTS.items() if one is not act}
    monkeypatch.setattr(permissions, "RIGHTS", rights)
    before, files = office.everything()
    for actor in (CLERK, VISITOR, PROGRAM):
        with pytest.raises(NotPermitted) as refusal:
            call(office, actor)
        for lang in LANGUAGES:
            assert refusal.value.sentence(lang)
        assert refusal.value.values["act"] == act
    after, files_then = office.everything()
    pd.testing.assert_frame_equal(after, before)
    assert files_then == files


# What nobody does by hand.
ENTERED_BY_NOBODY: Final = {Act.ENTER}
OF_THE_START: Final = {Act.OPEN, Act.LOAD_DATA}
OF_WHOEVER_RUNS_IT: Final = {
    Act.ACCEPT_LOSS,
    Act.RESTORE,
    Act.MANAGE_ACCOUNTS,
    Act.READ_AUDIT,
    Act.REMOVE_BYTES,
    Act.MOVE,
    Act.READ_STATUS,
}
LOOKS: Final = {Act.SEE_RESULTS, Act.EXPORT}
REPORTS: Final = {
    Act.SEE_DESK,
    Act.REPORT,
    Act.WITHDRAW,
    Act.KEEP_DRAFT,
    Act.READ_DRAFT,
    Act.READ_FILE,
    Act.READ_REPORT,
    Act.REMEMBER_READING,
}
SAYS_WHY: Final = {Act.SEE_REPORTS, Act.COMMENT, Act.ENTER_RESOURCES}
ALL: Final = set(Act) - ENTERED_BY_NOBODY
# Of what is the actor's own, where a right hangs on that: what came from its machine, or is of a
# section of its.
MAY: Final[tuple[tuple[str, Actor, set[Act]], ...]] = (
    ("trusted", CLERK, ALL),
    (
        "visitor",
        VISITOR,
        LOOKS | REPORTS | SAYS_WHY | {Act.REPORT_POPULATION, Act.SEE_PROGRESS, Act.SEE_REGISTERS},
    ),
    # It fills the sample's record, and makes the nightly backups.
    (
        "program",
        PROGRAM,
        {
            *OF_THE_START,
            Act.REPORT,
            Act.REGISTER,
            Act.WRITE_CARD,
            Act.DECIDE,
            Act.COMMENT,
            Act.ENTER_RESOURCES,
            Act.NOTE_HAPPENING,
            Act.HOLD_MEETING,
            Act.CLOSE_PLAN,
            Act.BACK_UP,
        },
    ),
    ("reader", READER, LOOKS),
    ("section", OWN_SECTION, LOOKS | REPORTS | SAYS_WHY | {Act.WRITE_CARD}),
    # Nothing here is its own: what hangs on no section is left.
    (
        "other section",
        OTHER_SECTION,
        LOOKS | {Act.SEE_DESK, Act.SEE_REPORTS, Act.REMEMBER_READING},
    ),
    ("link", LINK, {*REPORTS, Act.WRITE_CARD, Act.EXPORT}),
    ("office", PLAN_OFFICE, ALL - OF_THE_START - OF_WHOEVER_RUNS_IT),
    ("administrator", ADMINISTRATOR, ALL - OF_THE_START),
)
ROLES: Final = [pytest.param(actor, acts, id=name) for name, actor, acts in MAY]


def own() -> Subject:
    return Subject("", HERE, (frozenset({"s01"}), frozenset({"s01", "s02"})), frozenset({"2025-1"}))


@pytest.mark.parametrize(("actor", "acts"), ROLES)
def test_each_role_may_do_what_is_written_here_and_nothing_else(
    actor: Actor, acts: set[Act]
) -> None:
    assert {act for act in Act if may(actor, act, own)} == acts


class Permitted(Exception):
    """The act goes no further."""


@pytest.mark.parametrize(("actor", "acts"), ROLES)
def test_every_act_asks_the_table_and_what_is_refused_changes_nothing(
    office: Office, monkeypatch: pytest.MonkeyPatch, actor: Actor, acts: set[Act]
) -> None:
    """Every act × every role."""
    asked = permissions.refusal

    def told(*about: object) -> NotPermitted | None:
        refused = asked(*about)  # type: ignore[arg-type]
        if refused is None:
            raise Permitted
        return refused

    monkeypatch.setattr(permissions, "refusal", told)
    before, files = office.everything()
    wrong = {}
    for doing, (act, call) in ACTS.items():
        expected = Permitted if act in acts else NotPermitted
        try:
            call(office, actor)
        except (Permitted, NotPermitted) as found:
            if not isinstance(found, expected):
                wrong[doing] = found
    after, files_then = office.everything()
    assert wrong == {}
    pd.testing.assert_frame_equal(after, before)
    assert files_then == files


@pytest.mark.parametrize(
    ("address", "subject", "is_theirs"),
    [
        ("192.0.2.5", "192.0.2.5", True),
        ("192.0.2.5", "192.0.2.6", False),
        ("192.0.2.5", None, False),  # sent at the server, or before this was kept
        (None, "192.0.2.5", False),
        (None, None, False),  # two machines of which nobody knows anything are not the same
    ],
)
def test_a_visitor_withdraws_only_what_came_from_the_same_machine(
    address: str | None, subject: str | None, is_theirs: bool
) -> None:
    visitor = Actor.from_network("窓口", address)
    assert may(visitor, Act.WITHDRAW, lambda: Subject(address=subject)) is is_theirs


def test_what_comes_in_reports_alone_is_entered_by_nobody(record: Record) -> None:
    for actor in (CLERK, VISITOR, PROGRAM):
        with pytest.raises(NotPermitted):
            enter_together(record, {HOLDER: {}, PROGRESS: {}}, actor, plan_id="dx")
    assert record.head() == 0


def test_the_report_of_another_machine_is_neither_withdrawn_nor_replaced(record: Record) -> None:
    theirs = send(record, values(a=1.0)).batch_id
    own = send(record, values(b=1.0), actor=VISITOR).batch_id
    head = record.head()
    with pytest.raises(NotPermitted) as refusal:
        withdraw(record, theirs, VISITOR)
    assert "お使いのパソコンから送られたものではありません" in refusal.value.sentence("ja")
    with pytest.raises(NotPermitted):
        send(record, values(a=2.0), replaces=theirs, actor=VISITOR)
    with pytest.raises(NotPermitted):
        withdraw(record, own, Actor.from_network("窓口", "192.0.2.6"))
    assert record.head() == head
    newer = send(record, values(b=2.0), replaces=own, actor=VISITOR).batch_id
    withdraw(record, newer, VISITOR)
    withdraw(record, theirs, CLERK)
    assert record.standing().empty


def test_a_refusal_says_by_whom_and_where_it_can_be_done() -> None:
    with pytest.raises(NotPermitted) as refusal:
        permissions.require(None, VISITOR, Act.LOAD_PLAN)
    assert refusal.value.sentence("en") == (
        "This cannot be done from another machine on the network: loading a plan. "
        "Do it at the server itself."
    )
    assert "計画の登録" in refusal.value.sentence("ja")
