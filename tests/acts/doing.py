"""Every act with what it is called with, for tests of who may do it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Final

import pandas as pd

from tests.acts.access.acting import ACCESS_ACTS
from tests.acts.test_population import rows
from tests.store.cases import CODE, send, values
from yamato_dx.acts import drafting
from yamato_dx.acts.access.opened import Access
from yamato_dx.acts.actor import Actor, ActorRole, KnownBy, SignedIn
from yamato_dx.acts.audit.listing import trail_count, trail_rows
from yamato_dx.acts.audit.reading import received_file
from yamato_dx.acts.audit.removal import remove_bytes
from yamato_dx.acts.backup import backup, backup_by_hand, restore
from yamato_dx.acts.closing.ending import close_plan, reopen_plan
from yamato_dx.acts.closing.entering import (
    enter_carry_over,
    enter_effects,
    enter_judgement,
    enter_opinion,
)
from yamato_dx.acts.confirming.confirmation import confirm
from yamato_dx.acts.confirming.giving_back import give_back
from yamato_dx.acts.deciding import decide, undecide
from yamato_dx.acts.drafting import Draft, DraftFile
from yamato_dx.acts.entering import enter, enter_together
from yamato_dx.acts.extending import extend, unextend
from yamato_dx.acts.loading import load_benchmarks, load_plans, load_population, mark_sample
from yamato_dx.acts.meetings.making import MeetingCall, make_meeting, take_back_meeting
from yamato_dx.acts.meetings.recording import record_point, tell_follow_up
from yamato_dx.acts.nightly import nightly_backup
from yamato_dx.acts.opening import Place, accept_loss, move, open_record
from yamato_dx.acts.permissions import Act
from yamato_dx.acts.planning import Offer, Proposal, begin, load
from yamato_dx.acts.population import send_population
from yamato_dx.acts.publishing.publication import publish, take_publication_back
from yamato_dx.acts.publishing.releases import release_text, unrelease_texts
from yamato_dx.acts.remembering.readings import forget_readings, remember_readings
from yamato_dx.acts.report import send_report
from yamato_dx.acts.review.commenting import comment
from yamato_dx.acts.rounds.holding import close_round, move_deadline, remind, reopen_round
from yamato_dx.acts.rounds.opening import open_round
from yamato_dx.acts.rounds.receiving import receive_returned, send_form
from yamato_dx.acts.running.copies import copy_backup, copy_backups
from yamato_dx.acts.running.facts import Situation
from yamato_dx.acts.running.status import status
from yamato_dx.acts.sample import fill_with_sample
from yamato_dx.acts.taking_back import take_back
from yamato_dx.acts.withdrawal import withdraw
from yamato_dx.entries.cards import KpiCard
from yamato_dx.entries.readings import KeptReading
from yamato_dx.entries.review.closing import CarryOver, Effect, Judgement, Opinion
from yamato_dx.entries.review.comments import Comment
from yamato_dx.entries.review.meetings import FollowUp, MeetingPoint
from yamato_dx.entries.rounds import Round, RoundItem
from yamato_dx.entries.sections import SECTION, Owner, Section
from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.i18n import TOKYO
from yamato_dx.intake.layouts.long_table import no_values
from yamato_dx.intake.reports.report import ReportReading
from yamato_dx.intake.reports.round_form import RoundForm
from yamato_dx.plan.folder.reading import read_plans
from yamato_dx.plan.model.types import Text
from yamato_dx.queries.assessed import View
from yamato_dx.queries.reports.preview import Preview
from yamato_dx.queries.rounds.asking import RoundScope
from yamato_dx.queries.rounds.returned import ReturnedFile
from yamato_dx.root import ROOT
from yamato_dx.store.access.trail import TrailQuestion
from yamato_dx.store.file import copying
from yamato_dx.store.record import Record

PLANS: Final = read_plans(ROOT / "tests" / "towns" / "minato")
HERE: Final = "192.0.2.5"
VISITOR: Final = Actor.from_network("窓口", HERE)


def signed_in(role: ActorRole, *sections: str, round_key: str | None = None) -> Actor:
    known_by = KnownBy.ACCOUNT if round_key is None else KnownBy.LINK
    by = SignedIn(f"{role.value}1", "山田", role, known_by, sections, round_key)
    return Actor.signed_in(by, "192.0.2.9")


READER: Final = signed_in(ActorRole.READER)
OWN_SECTION: Final = signed_in(ActorRole.SECTION, "s01", "s03")
OTHER_SECTION: Final = signed_in(ActorRole.SECTION, "s02")
LINK: Final = signed_in(ActorRole.SECTION, "s01", round_key="2025-1")
PLAN_OFFICE: Final = signed_in(ActorRole.OFFICE)
ADMINISTRATOR: Final = signed_in(ActorRole.ADMINISTRATOR)
DAY: Final = date(2026, 5, 11)
# Of the section that owns b and c; another owns a.
DESK: Final = "report.s01.2025"
OWNERS: Final = {
    "kpi:a": Owner("s02", None),
    "kpi:b": Owner("s01", None),
    "kpi:c": Owner("s01", None),
}
ROUND_NOW: Final = Round(
    "2025-1",
    "year_end",
    "照会",
    FiscalYear(2025),
    ("dx",),
    DAY,
    DAY,
    {"s01": Text("税務課", "Tax")},
    tuple(RoundItem("kpi", kpi_id, "s01") for kpi_id in ("b", "c")),
)
PAPER: Final = DraftFile("a.pdf", sha256(b"%PDF").hexdigest(), 4)
READINGS: Final = {
    ":1a2b": KeptReading(
        "実績", (("番号",),), is_turned=False, is_form=False, said=(), file_name="a.xlsx"
    )
}
SECTIONS: Final = {"a": Section("a", Text("課", "Section"), None, None)}


@dataclass(frozen=True)
class Office:
    """A record with a report that came from `HERE`, one that did not, and a draft with a file."""

    record: Record
    theirs: str
    own: str
    access: Access

    @property
    def folder(self) -> Path:
        return self.record.path.parent

    def everything(self) -> tuple[pd.DataFrame, list[Path]]:
        """All rows of all tables, drafts and bytes of files among them, and all files beside."""
        with self.record._file.cursor() as cursor:
            return copying.fingerprint(cursor), sorted(self.folder.rglob("*"))


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


def returned(office: Office, actor: Actor) -> object:
    preview = form_with_a_card(office)
    file = ReturnedFile("a.xlsx", b"a", "sendable", RoundForm(()), preview, ())
    return receive_returned(office.record, file, actor=actor)


def form_with_a_card(office: Office) -> Preview:
    """That brings nothing else."""
    nothing = pd.DataFrame()
    return Preview(
        data=b"a",
        file_name="a.xlsx",
        reading=ReportReading(no_values(), (), 0, "progress", "xlsx"),
        problems=(),
        values=no_values(),
        before=nothing,
        after=nothing,
        changes=nothing,
        lapsed=None,
        duplicate_of=None,
        revision=office.record.head(),
        replaces=None,
        corrected=nothing,
        cards={"c": KpiCard(system="a")},
    )


def begun(office: Office, actor: Actor) -> object:
    offer = Offer(PLANS, ())
    return begin(Place(office.folder / "plan", office.folder / "new.duckdb"), offer, actor)


# What each act is called with; the second of the pair, how.
Doing = Callable[[Office, Actor], object]
ACTS: Final[dict[object, tuple[Act, Doing]]] = {
    open_record: (Act.OPEN, lambda office, by: open_record(place(office), by)),
    load_plans: (
        Act.LOAD_DATA,
        lambda office, by: load_plans(office.record, "dx", {"1.0": "{}"}, by),
    ),
    load_benchmarks: (Act.LOAD_DATA, lambda office, by: load_benchmarks(office.record, "a", by)),
    load_population: (Act.LOAD_DATA, lambda office, by: load_population(office.record, "a", by)),
    mark_sample: (Act.LOAD_DATA, lambda office, by: mark_sample(office.record, by)),
    fill_with_sample: (
        Act.LOAD_DATA,
        lambda office, by: fill_with_sample(office.record, PLANS, by),
    ),
    accept_loss: (Act.ACCEPT_LOSS, lambda office, by: accept_loss(place(office), by, None)),
    move: (
        Act.MOVE,
        lambda office, by: move(place(office), office.folder / "moved.duckdb", by),
    ),
    begin: (Act.BEGIN_PLAN, begun),
    load: (
        Act.LOAD_PLAN,
        lambda office, by: load(office.record, Proposal(PLANS, (), (), PLANS[0], frozenset()), by),
    ),
    take_back: (Act.LOAD_PLAN, lambda office, by: take_back(office.record, "other", by)),
    send_report: (Act.REPORT, report),
    send_population: (Act.REPORT_POPULATION, population),
    withdraw: (Act.WITHDRAW, lambda office, by: withdraw(office.record, office.own, by)),
    confirm: (Act.CONFIRM, lambda office, by: confirm(office.record, [office.own], by)),
    give_back: (
        Act.RETURN,
        lambda office, by: give_back(office.record, office.own, by, "実人数で"),
    ),
    decide: (
        Act.DECIDE,
        lambda office, by: decide(office.record, "a", "b", actor=by, decided_by="町長"),
    ),
    undecide: (Act.DECIDE, lambda office, by: undecide(office.record, "a", actor=by)),
    extend: (
        Act.EXTEND,
        lambda office, by: extend(
            office.record,
            FiscalYear(2029),
            actor=by,
            decided_by="町長",
            approval_no="1",
            reason="災害",
        ),
    ),
    unextend: (Act.EXTEND, lambda office, by: unextend(office.record, actor=by)),
    open_round: (
        Act.HOLD_ROUND,
        lambda office, by: open_round(
            office.record,
            View(office.record.head(), DAY),
            RoundScope("year_end", FiscalYear(2025)),
            due=DAY,
            actor=by,
        ),
    ),
    move_deadline: (
        Act.HOLD_ROUND,
        lambda office, by: move_deadline(
            office.record, "2025-1", DAY, actor=by, reason="出納整理", on=DAY
        ),
    ),
    remind: (
        Act.HOLD_ROUND,
        lambda office, by: remind(office.record, "2025-1", {"a": "督促"}, actor=by, on=DAY),
    ),
    receive_returned: (Act.HOLD_ROUND, returned),
    send_form: (
        Act.WRITE_CARD,
        lambda office, by: send_form(office.record, form_with_a_card(office), actor=by),
    ),
    close_round: (
        Act.HOLD_ROUND,
        lambda office, by: close_round(office.record, "2025-1", actor=by, on=DAY),
    ),
    reopen_round: (
        Act.HOLD_ROUND,
        lambda office, by: reopen_round(office.record, "2025-1", actor=by),
    ),
    enter_effects: (
        Act.CLOSE_PLAN,
        lambda office, by: enter_effects(office.record, {(1, 1): Effect("unchecked", "")}, by),
    ),
    enter_judgement: (
        Act.CLOSE_PLAN,
        lambda office, by: enter_judgement(office.record, "plan:plan", Judgement("良"), by),
    ),
    enter_opinion: (
        Act.CLOSE_PLAN,
        lambda office, by: enter_opinion(office.record, Opinion("町議会", None, "良"), by),
    ),
    enter_carry_over: (
        Act.CLOSE_PLAN,
        lambda office, by: enter_carry_over(office.record, {"a": CarryOver("paused", "休")}, by),
    ),
    close_plan: (
        Act.CLOSE_PLAN,
        lambda office, by: close_plan(office.record, View(office.record.head(), DAY), actor=by),
    ),
    reopen_plan: (
        Act.CLOSE_PLAN,
        lambda office, by: reopen_plan(office.record, actor=by, reason="再開", on=DAY),
    ),
    make_meeting: (
        Act.HOLD_MEETING,
        lambda office, by: make_meeting(
            office.record,
            View(office.record.head(), DAY),
            MeetingCall(DAY, FiscalYear(2025)),
            actor=by,
        ),
    ),
    take_back_meeting: (
        Act.HOLD_MEETING,
        lambda office, by: take_back_meeting(office.record, "2026-1", actor=by),
    ),
    record_point: (
        Act.HOLD_MEETING,
        lambda office, by: record_point(
            office.record, "2026-1", 1, MeetingPoint("decided", "決める"), actor=by
        ),
    ),
    tell_follow_up: (
        Act.HOLD_MEETING,
        lambda office, by: tell_follow_up(
            office.record, "2026-1:1", FollowUp("done", DAY, "済み"), actor=by
        ),
    ),
    comment: (
        Act.COMMENT,
        lambda office, by: comment(
            office.record,
            "kpi:c:2025",
            Comment(cause="端末の更新"),
            actor=by,
            plan_id="dx",
            files=[("表.csv", b"1")],
        ),
    ),
    enter: (
        Act.REGISTER,
        lambda office, by: enter(office.record, SECTION, SECTIONS, by, plan_id="dx"),
    ),
    remember_readings: (
        Act.REMEMBER_READING,
        lambda office, by: remember_readings(office.record, READINGS, actor=by),
    ),
    forget_readings: (
        Act.REMEMBER_READING,
        lambda office, by: forget_readings(office.record, tuple(READINGS), actor=by),
    ),
    enter_together: (
        Act.REGISTER,
        lambda office, by: enter_together(office.record, {SECTION: SECTIONS}, by, plan_id="dx"),
    ),
    publish: (
        Act.PUBLISH,
        lambda office, by: publish(office.record, View(office.record.head(), DAY), by),
    ),
    take_publication_back: (
        Act.PUBLISH,
        lambda office, by: take_publication_back(
            office.record, View(office.record.head(), DAY), by, reason="誤り"
        ),
    ),
    release_text: (
        Act.PUBLISH,
        lambda office, by: release_text(
            office.record, ("comment", "kpi:a:2024"), 1, by, plan_id="dx"
        ),
    ),
    unrelease_texts: (
        Act.PUBLISH,
        lambda office, by: unrelease_texts(office.record, ("comment:a",), by, plan_id="dx"),
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
    status: (
        Act.READ_STATUS,
        lambda office, by: status(
            Situation(office.record.path, datetime.now(TOKYO), None), actor=by
        ),
    ),
    remove_bytes: (
        Act.REMOVE_BYTES,
        lambda office, by: remove_bytes(
            office.record, sha256(b"own").hexdigest(), reason="個人情報", actor=by
        ),
    ),
    trail_rows: (
        Act.READ_AUDIT,
        lambda office, by: trail_rows(office.record, TrailQuestion(), actor=by),
    ),
    trail_count: (
        Act.READ_AUDIT,
        lambda office, by: trail_count(office.record, TrailQuestion(), actor=by),
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
    copy_backups: (
        Act.BACK_UP,
        lambda office, by: copy_backups(office.record, office.folder, by),
    ),
    copy_backup: (
        Act.BACK_UP,
        lambda office, by: copy_backup(office.record, office.folder / "b", office.folder, by),
    ),
    restore: (
        Act.RESTORE,
        lambda office, by: restore(office.folder / "b", office.folder / "c", CODE, actor=by),
    ),
    **ACCESS_ACTS,
}
