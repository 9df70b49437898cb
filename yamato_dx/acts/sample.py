"""The record of `make demo`: fictitious reports, sections and a decision, from `data/sample/`."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from hashlib import sha256
from typing import Final

import pandas as pd

from yamato_dx.acts.deciding import decide
from yamato_dx.acts.entering import enter_together
from yamato_dx.acts.loading import mark_sample
from yamato_dx.acts.report import send_report
from yamato_dx.entries.decisions import DECISION
from yamato_dx.entries.kind import Entered
from yamato_dx.entries.sections import OWNER, SECTION, Owner, Section
from yamato_dx.errors import Refused
from yamato_dx.intake.reports.report import is_refused, read_report
from yamato_dx.plan.model.types import Plan, Text
from yamato_dx.queries.entries import keys_ever
from yamato_dx.queries.reports.owned import owned_things
from yamato_dx.queries.rows import Row, rows_of
from yamato_dx.root import DATA
from yamato_dx.store.promise.actor import PROGRAM, Actor
from yamato_dx.store.record import Record

SAMPLE: Final = DATA / "sample"
REGISTER: Final = SAMPLE / "register"


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


def _entered_by(row: Row) -> Actor:
    """Under the fictitious name that the file tells: «yamato_dx» is nobody whom a page may name."""
    return replace(PROGRAM, name=row["記入者"])


def _table(name: str) -> pd.DataFrame:
    return pd.read_csv(REGISTER / f"{name}.csv", dtype="str", keep_default_na=False)
