"""Who may do what: every act asks the table first; what is refused leaves the record as it is."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from typing import Final, get_type_hints

import pandas as pd
import pytest

from tests.acts.doing import ACTS, DESK, HERE, VISITOR, Office
from tests.store.cases import CLERK, CODE, Clock, send, values
from yamato_dx import acts
from yamato_dx.acts import drafting, permissions
from yamato_dx.acts.actor import PROGRAM, Actor, ActorRole
from yamato_dx.acts.entering import enter_together
from yamato_dx.acts.permissions import Act, NotPermitted, Subject, may
from yamato_dx.acts.withdrawal import withdraw
from yamato_dx.entries.progress import PROGRESS
from yamato_dx.entries.story import HOLDER
from yamato_dx.i18n import LANGUAGES
from yamato_dx.store.record import Record

pytestmark = pytest.mark.usefixtures("without_papers")


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    path = tmp_path_factory.mktemp("office") / f"{CODE}.duckdb"
    with Record.open(path, CODE, clock=Clock()) as record:
        theirs = send(record, values(a=1.0)).batch_id
        own = send(record, values(b=1.0), data=b"own", actor=VISITOR).batch_id
        drafting.attach(record, DESK, "a.pdf", b"%PDF", actor=VISITOR)
        yield Office(record, theirs, own)


# What only reads of the record what stands on its pages, or says what an act would do.
QUESTIONS: Final = {"propose", "subject_of", "backups_of"}


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


EVERYBODY_AT_THE_SERVER: Final = set(Act) - {Act.ENTER}
MAY: Final = {
    ActorRole.TRUSTED: EVERYBODY_AT_THE_SERVER,
    # Of reports, to withdraw only what came from the same machine.
    ActorRole.VISITOR: {
        Act.REPORT,
        Act.REPORT_POPULATION,
        Act.COMMENT,
        Act.ENTER_RESOURCES,
        Act.REMEMBER_READING,
        Act.KEEP_DRAFT,
        Act.READ_DRAFT,
        Act.READ_FILE,
        Act.WITHDRAW,
    },
    # It fills the sample's record, and makes the nightly backups.
    ActorRole.PROGRAM: {
        Act.OPEN,
        Act.LOAD_DATA,
        Act.REPORT,
        Act.REGISTER,
        Act.DECIDE,
        Act.COMMENT,
        Act.ENTER_RESOURCES,
        Act.NOTE_HAPPENING,
        Act.HOLD_MEETING,
        Act.CLOSE_PLAN,
        Act.BACK_UP,
    },
}


@pytest.mark.parametrize("actor", [CLERK, VISITOR, PROGRAM], ids=lambda one: one.role.value)
def test_each_role_may_do_what_is_written_here_and_nothing_else(actor: Actor) -> None:
    assert {act for act in Act if may(actor, act, Subject(HERE))} == MAY[actor.role]


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
    assert may(visitor, Act.WITHDRAW, Subject(subject)) is is_theirs


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
        permissions.require(VISITOR, Act.LOAD_PLAN)
    assert refusal.value.sentence("en") == (
        "This cannot be done from another machine on the network: loading a plan. "
        "Do it at the server itself."
    )
    assert "計画の登録" in refusal.value.sentence("ja")
