"""Who may do what: every act asks the table first; what is refused leaves the record as it is."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Final, get_type_hints

import pandas as pd
import pytest

from tests.acts.test_population import rows
from tests.store.cases import CLERK, CODE, Clock, send, values
from yamato_dx import acts
from yamato_dx.acts import drafting, permissions
from yamato_dx.acts.actor import PROGRAM, Actor, Role
from yamato_dx.acts.backup import backup, backup_by_hand, restore
from yamato_dx.acts.deciding import decide, undecide
from yamato_dx.acts.drafting import Draft, DraftFile
from yamato_dx.acts.entering import enter, enter_together
from yamato_dx.acts.loading import load_benchmarks, load_plans, load_population, mark_sample
from yamato_dx.acts.nightly import nightly_backup
from yamato_dx.acts.opening import Place, accept_loss, open_record
from yamato_dx.acts.permissions import Act, NotPermitted, Subject, may
from yamato_dx.acts.planning import Offer, Proposal, begin, load
from yamato_dx.acts.population import send_population
from yamato_dx.acts.reading import received_file
from yamato_dx.acts.report import send_report
from yamato_dx.acts.withdrawal import withdraw
from yamato_dx.i18n import LANGUAGES, TOKYO
from yamato_dx.plan.folder.reading import read_plans
from yamato_dx.root import ROOT
from yamato_dx.store.file import copying
from yamato_dx.store.record import Record

PLANS: Final = read_plans(ROOT / "tests" / "towns" / "minato")
HERE: Final = "192.0.2.5"
VISITOR: Final = Actor.from_network("窓口", HERE)
DAY: Final = date(2026, 5, 11)
DESK: Final = "report.all.2025"
PAPER: Final = DraftFile("a.pdf", sha256(b"%PDF").hexdigest(), 4)
SECTION: Final = {"a": {"name_ja": "課"}}


@dataclass(frozen=True)
class Office:
    """A record with a report that came from `HERE`, one that did not, and a draft with a file."""

    record: Record
    theirs: str
    own: str

    @property
    def folder(self) -> Path:
        return self.record.path.parent

    def everything(self) -> tuple[pd.DataFrame, list[Path]]:
        """All rows of all tables, drafts and bytes of files among them, and all files beside."""
        with self.record._file.cursor() as cursor:
            return copying.fingerprint(cursor), sorted(self.folder.rglob("*"))


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    path = tmp_path_factory.mktemp("office") / f"{CODE}.duckdb"
    with Record.open(path, CODE, clock=Clock()) as record:
        theirs = send(record, values(a=1.0)).batch_id
        own = send(record, values(b=1.0), data=b"own", actor=VISITOR).batch_id
        drafting.attach(record, DESK, "a.pdf", b"%PDF", actor=VISITOR)
        yield Office(record, theirs, own)


def place(office: Office) -> Place:
    return Place(ROOT / "tests" / "towns" / "minato", office.folder / "other.duckdb")


def report(office: Office, actor: Actor, **told: object) -> object:
    return send(office.record, values(c=1.0), actor=actor, **told)


def population(office: Office, actor: Actor) -> object:
    return send_population(
        office.record,
        data=b"people",
        file_name="人口.csv",
        rows=rows(total=12_000),
        actor=actor,
        previewed_at=office.record.head(),
    )


def begun(office: Office, actor: Actor) -> object:
    offer = Offer(PLANS, ())
    return begin(Place(office.folder / "plan", office.folder / "new.duckdb"), offer, actor)


# What each act is called with; the second of the pair, how.
Doing = Callable[[Office, Actor], object]
ACTS: Final[dict[object, tuple[Act, Doing]]] = {
    open_record: (Act.OPEN, lambda office, by: open_record(place(office), by)),
    load_plans: (Act.LOAD_DATA, lambda office, by: load_plans(office.record, {"1.0": "{}"}, by)),
    load_benchmarks: (Act.LOAD_DATA, lambda office, by: load_benchmarks(office.record, "a", by)),
    load_population: (Act.LOAD_DATA, lambda office, by: load_population(office.record, "a", by)),
    mark_sample: (Act.LOAD_DATA, lambda office, by: mark_sample(office.record, by)),
    accept_loss: (Act.ACCEPT_LOSS, lambda office, by: accept_loss(place(office), by, None)),
    begin: (Act.BEGIN_PLAN, begun),
    load: (
        Act.LOAD_PLAN,
        lambda office, by: load(office.record, Proposal(PLANS, (), (), PLANS[0], frozenset()), by),
    ),
    send_report: (Act.REPORT, report),
    send_population: (Act.REPORT_POPULATION, population),
    withdraw: (Act.WITHDRAW, lambda office, by: withdraw(office.record, office.own, by)),
    decide: (
        Act.DECIDE,
        lambda office, by: decide(office.record, "a", "b", actor=by, decided_by="町長"),
    ),
    undecide: (Act.DECIDE, lambda office, by: undecide(office.record, "a", actor=by)),
    enter: (Act.REGISTER, lambda office, by: enter(office.record, "section", SECTION, by)),
    enter_together: (
        Act.REGISTER,
        lambda office, by: enter_together(office.record, "sections", {"section": SECTION}, by),
    ),
    drafting.draft_of: (
        Act.READ_DRAFT,
        lambda office, by: drafting.draft_of(office.record, DESK, actor=by),
    ),
    drafting.keep_cells: (
        Act.KEEP_DRAFT,
        lambda office, by: drafting.keep_cells(office.record, DESK, {"4": "1"}, actor=by),
    ),
    drafting.attach: (
        Act.KEEP_DRAFT,
        lambda office, by: drafting.attach(office.record, DESK, "b.pdf", b"%", actor=by),
    ),
    drafting.assign: (
        Act.KEEP_DRAFT,
        lambda office, by: drafting.assign(office.record, DESK, PAPER, "kpi:a", actor=by),
    ),
    drafting.detach: (
        Act.KEEP_DRAFT,
        lambda office, by: drafting.detach(office.record, DESK, PAPER, actor=by),
    ),
    drafting.settle: (
        Act.KEEP_DRAFT,
        lambda office, by: drafting.settle(office.record, DESK, Draft({}, (PAPER,)), actor=by),
    ),
    drafting.drop_draft: (
        Act.KEEP_DRAFT,
        lambda office, by: drafting.drop_draft(office.record, DESK, Draft({}, (PAPER,)), actor=by),
    ),
    received_file: (
        Act.READ_FILE,
        lambda office, by: received_file(office.record, sha256(b"own").hexdigest(), actor=by),
    ),
    backup: (Act.BACK_UP, lambda office, by: backup(office.record, office.folder / "b", by)),
    backup_by_hand: (
        Act.BACK_UP,
        lambda office, by: backup_by_hand(office.record, by, now=datetime.now(TOKYO)),
    ),
    nightly_backup: (
        Act.BACK_UP,
        lambda office, by: nightly_backup(office.record, office.folder, by, today=DAY),
    ),
    restore: (
        Act.RESTORE,
        lambda office, by: restore(office.folder / "b", office.folder / "c", CODE, actor=by),
    ),
}
# What only reads of the record what stands on its pages, or says what an act would do.
QUESTIONS: Final = {"propose", "compare_population", "subject_of", "backups_of"}


def public_functions() -> dict[str, Callable[..., object]]:
    found = {}
    for module in pkgutil.iter_modules(acts.__path__, "yamato_dx.acts."):
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
    Role.TRUSTED: EVERYBODY_AT_THE_SERVER,
    # Of reports, to withdraw only what came from the same machine.
    Role.VISITOR: {
        Act.REPORT,
        Act.REPORT_POPULATION,
        Act.KEEP_DRAFT,
        Act.READ_DRAFT,
        Act.READ_FILE,
        Act.WITHDRAW,
    },
    Role.PROGRAM: {Act.OPEN, Act.LOAD_DATA, Act.REPORT, Act.BACK_UP},
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


def test_a_kind_that_is_in_no_row_is_entered_by_nobody(record: Record) -> None:
    for actor in (CLERK, VISITOR, PROGRAM):
        with pytest.raises(NotPermitted):
            enter_together(record, "new", {"holder": {}, "unheard_of": SECTION}, actor)
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
        "From another machine on the network this cannot be done: loading a plan. "
        "Do it at the server itself."
    )
    assert "計画の登録" in refusal.value.sentence("ja")
