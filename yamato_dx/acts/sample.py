"""The record of `make demo`: fictitious reports, sections, a decision, and what people concluded
from the figures up to the plan's end, from `data/sample/`."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from hashlib import sha256
from typing import Final

import pandas as pd
import yaml

from yamato_dx.acts.deciding import decide
from yamato_dx.acts.entering import enter, enter_together
from yamato_dx.acts.loading import mark_sample
from yamato_dx.acts.report import send_report
from yamato_dx.entries.decisions import DECISION
from yamato_dx.entries.kind import Entered
from yamato_dx.entries.kinds.table import KINDS
from yamato_dx.entries.review.meetings import MEETING, Meeting, meeting_id_of
from yamato_dx.entries.sections import OWNER, SECTION, Owner, Section
from yamato_dx.errors import Refused
from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.intake.reports.report import is_refused, read_report
from yamato_dx.plan.model.types import Plan, Text
from yamato_dx.queries.assessed import view_of
from yamato_dx.queries.entries import keys_ever
from yamato_dx.queries.meetings.agenda import agenda_of
from yamato_dx.queries.meetings.held import NO_PLAN
from yamato_dx.queries.meetings.words import usual_title
from yamato_dx.queries.reports.owned import owned_things
from yamato_dx.queries.snapshots.snapshots import snapshot_at
from yamato_dx.root import DATA
from yamato_dx.rows import Row, rows_of
from yamato_dx.store.promise.actor import PROGRAM, Actor
from yamato_dx.store.record import Record

SAMPLE: Final = DATA / "sample"
REGISTER: Final = SAMPLE / "register"
REVIEW: Final = SAMPLE / "review"


def fill_with_sample(record: Record, plans: tuple[Plan, ...], actor: Actor = PROGRAM) -> None:
    """Brings in what the record never had: what was tried out since (a correction, a withdrawal,
    another decision) stays as it is. Raises NotPermitted, Refused where a file is not of the plan
    or the record holds reports that are no sample."""
    mark_sample(record, actor)
    _send_reports(record, plans)
    if not keys_ever(record, SECTION):
        _register_sections(record, plans[-1])
    if not keys_ever(record, DECISION):
        _decide(record)
    _enter_words(record, "before_meeting", plans[-1])
    if not keys_ever(record, MEETING):
        _hold_meeting(record, plans[-1])
        _enter_words(record, "meeting", plans[-1])
    _enter_words(record, "closing", plans[-1])


def _send_reports(record: Record, plans: tuple[Plan, ...]) -> None:
    for path in sorted(SAMPLE.glob("*.csv")):
        data = path.read_bytes()
        if record.has_file(sha256(data).hexdigest()):
            continue
        last_day = plans[-1].last_year.last_day
        reading = read_report(data, path.name, plans=plans, present=last_day, is_sample=True)
        if is_refused(reading.problems):
            raise Refused("cli.sample_of_another_plan", file=path.name)
        send_report(
            record,
            data=data,
            file_name=path.name,
            values=reading.values,
            progress=reading.progress,
            actor=PROGRAM,
            previewed_at=record.head(),
        )


def _register_sections(record: Record, plan: Plan) -> None:
    """A section answers for its KPIs, and for all work of its initiatives."""
    sections: dict[str, Section | None] = {}
    owners: dict[str, Owner | None] = {}
    rows = rows_of(_table("sections"))
    for place, row in enumerate(rows, start=1):
        section_id = f"s{place:02}"
        sections[section_id] = Section(section_id, Text(row["課名"], row["英語の課名"]), None, None)
        kpis, initiatives = row["KPI番号"].split(), row["取組事項"].split()
        for thing in owned_things(plan, "ja"):
            is_kpi = thing.kind == "kpi"
            if thing.number in kpis if is_kpi else str(thing.initiative_no) in initiatives:
                owners[thing.key] = Owner(section_id, None)
    entered: Entered = {SECTION: sections, OWNER: owners}
    enter_together(record, entered, _entered_by(rows[0]), plan_id=plan.plan_id)


def _decide(record: Record) -> None:
    for row in rows_of(_table("decisions")):
        decide(
            record,
            row["未決定事項"],
            row["候補"],
            actor=_entered_by(row),
            decided_by=row["決定者"],
            decided_on=date.fromisoformat(row["決定日"]),
            approval_no=row["決裁番号"],
            reason=row["理由"],
        )


def _hold_meeting(record: Record, plan: Plan) -> None:
    """With what it saw, frozen, and no papers: they take seconds to set, and whoever asks for them
    gets the same, made of that moment."""
    for row in rows_of(_table("meetings")):
        held_on, year = date.fromisoformat(row["開催日"]), FiscalYear(int(row["対象年度"]))
        view = view_of(record, on=held_on)
        snapshot, rows = snapshot_at(record, view)
        meeting = Meeting(
            meeting_id=meeting_id_of(FiscalYear.of(held_on), 1),
            title=usual_title(record, view, held_on, "ja"),
            held_on=held_on,
            plan_id=plan.plan_id,
            fiscal_year=year,
            snapshot=snapshot,
            agenda=agenda_of(record, view, year),
        )
        entered = {meeting.meeting_id: meeting}
        enter(record, MEETING, entered, _entered_by(row), plan_id=NO_PLAN, files=rows)


def _enter_words(record: Record, name: str, plan: Plan) -> None:
    """What people wrote, under their names; only under keys under which nobody ever did."""
    for words in yaml.safe_load((REVIEW / f"{name}.yaml").read_text("utf-8")):
        for kind in (KINDS[name] for name in words if name in KINDS):
            ever = keys_ever(record, kind)
            new = {
                key: kind.read(key, document)
                for key, document in words[kind.name].items()
                if kind.key_in(plan.plan_id, key) not in ever
            }
            enter(record, kind, new, _entered_by(words), plan_id=plan.plan_id)


def _entered_by(row: Row) -> Actor:
    """Under the fictitious name that the file tells: «yamato_dx» is nobody whom a page may name."""
    return replace(PROGRAM, name=row["記入者"])


def _table(name: str) -> pd.DataFrame:
    return pd.read_csv(REGISTER / f"{name}.csv", dtype="str", keep_default_na=False)
