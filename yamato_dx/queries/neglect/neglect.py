"""手入れの要る数字: KPIs without owner, never reported, not touched for a year, reported late,
without a card of how their figure is got, missed and not explained."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, Literal

import pandas as pd

from yamato_dx import i18n
from yamato_dx.assessment.words.wording import year_words
from yamato_dx.i18n import TOKYO
from yamato_dx.kept_answers import kept
from yamato_dx.plan.model.types import Kpi, Plan
from yamato_dx.queries.assessed import Assessed, View, assessed
from yamato_dx.queries.cards import cards_at
from yamato_dx.queries.comments.comments import CommentLine, missing_comments
from yamato_dx.queries.comments.words import missing_words
from yamato_dx.queries.rounds.held import HeldRound, rounds_at
from yamato_dx.queries.words import owner_of
from yamato_dx.rows import Row, rows_of
from yamato_dx.store.record import Record

NeglectKind = Literal[
    "unowned", "never_reported", "untouched", "late", "without_card", "unexplained"
]
# In the order of the page.
KINDS: Final[tuple[NeglectKind, ...]] = (
    "unowned",
    "never_reported",
    "untouched",
    "late",
    "without_card",
    "unexplained",
)


@dataclass(frozen=True)
class Neglected:
    """One KPI, of «late» and «unexplained» one year of it. `last_reported`: when a value of it came
    last; of «late», when the first of the year, or the answer to a round, came, `days` after `due`.
    `missing`: of «unexplained», the line whose words are."""

    kind: NeglectKind
    kpi: Kpi
    fiscal_year: int | None = None
    last_reported: datetime | None = None
    due: date | None = None
    days: int | None = None
    missing: CommentLine | None = None


@kept(16)
def neglected(record: Record, view: View) -> tuple[Neglected, ...]:
    """Of the plan in sight, by kind and in its order."""
    answer = assessed(record, view)
    plan = answer.plan
    cards = cards_at(record, view.revision, plan.plan_id)
    last = _last_reported(answer)
    return (
        *(Neglected("unowned", kpi) for kpi in plan.kpis if kpi.owner_section is None),
        *(Neglected("never_reported", kpi) for kpi in plan.kpis if kpi.kpi_id not in last),
        *(
            Neglected("untouched", kpi, last_reported=last[kpi.kpi_id])
            for kpi in plan.kpis
            if kpi.kpi_id in last and _day(last[kpi.kpi_id]) < _year_before(view.on)
        ),
        *_late(record, view, answer),
        *(Neglected("without_card", kpi) for kpi in plan.kpis if kpi.kpi_id not in cards),
        *(
            Neglected("unexplained", line.kpi, line.fiscal_year, missing=line)
            for line in missing_comments(record, view)
        ),
    )


def _last_reported(answer: Assessed) -> dict[str, datetime]:
    """By KPI when the last value that stands came."""
    moments = answer.standing.groupby("kpi_id")["recorded_at"].max()
    return {str(kpi_id): moment.to_pydatetime() for kpi_id, moment in moments.items()}


@dataclass(frozen=True)
class Arrival:
    """A report that stands and says something of the figure: received at which revision, when."""

    revision: int
    at: datetime


Arrivals = Mapping[tuple[str, int], Sequence[Arrival]]


def _arrivals(record: Record, revision: int) -> Arrivals:
    """By KPI and fiscal year, oldest first."""
    reports = record.batches(revision)
    found: dict[tuple[str, int], list[Arrival]] = {}
    for report in rows_of(reports[reports["status"] == "standing"].sort_values("revision")):
        arrival = Arrival(int(report["revision"]), report["recorded_at"].to_pydatetime())
        for value in report["reported"] if isinstance(report["reported"], Iterable) else ():
            key = (str(value["kpi_id"]), int(value["fiscal_year"]))
            found.setdefault(key, []).append(arrival)
    return found


def _late(record: Record, view: View, answer: Assessed) -> Iterator[Neglected]:
    """The years of the plan whose first value came after it was due, or whose answer to a round
    came after the round's day; of several the latest."""
    arrivals, rounds = _arrivals(record, view.revision), rounds_at(record, view.revision)
    years = {year.start_year for year in answer.plan.fiscal_years}
    for row in answer.rows:
        kpi_id, year = str(row["kpi_id"]), int(row["fiscal_year"])
        came = arrivals.get((kpi_id, year), ())
        if year not in years or not came:
            continue
        answered = [(came[0].at, row["report_due_date"].date()), *_answered(rounds, row, came)]
        at, due = max(answered, key=lambda one: _day(one[0]) - one[1])
        if _day(at) > due:
            yield Neglected("late", answer.plan.kpi(kpi_id), year, at, due, (_day(at) - due).days)


def _answered(
    rounds: Iterable[HeldRound], row: Row, came: Sequence[Arrival]
) -> Iterator[tuple[datetime, date]]:
    """When each round of the year that asked for the figure was answered, and its day."""
    for held in rounds:
        if held.asked.fiscal_year.start_year != row["fiscal_year"]:
            continue
        since = next((arrival for arrival in came if arrival.revision > held.revision), None)
        for item in held.asked.items:
            if since and (item.kind, item.item_id) == ("kpi", row["kpi_id"]):
                yield since.at, held.due_of(item.section_id)


def _day(moment: datetime) -> date:
    return moment.astimezone(TOKYO).date()


def _year_before(day: date) -> date:
    """The same day a year before; of 29 February, the 28th."""
    is_leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - 1, day=28 if is_leap_day else day.day)


def counts_of(found: tuple[Neglected, ...]) -> dict[NeglectKind, int]:
    """How many KPIs of each kind: a KPI that was late in three years is one."""
    return {kind: len({line.kpi.kpi_id for line in found if line.kind == kind}) for kind in KINDS}


def detail_words(line: Neglected, lang: str) -> str:
    """What is known beside the KPI's name: since when, how late."""
    if line.kind == "untouched" and line.last_reported:
        return i18n.text(
            "neglect.detail.untouched", lang, day=i18n.day(_day(line.last_reported), lang)
        )
    if line.kind == "late" and line.due and line.days is not None:
        return i18n.text(
            "neglect.detail.late",
            lang,
            year=year_words(line.kpi, line.fiscal_year or 0, lang),
            due=i18n.day(line.due, lang),
            count=line.days,
            days=i18n.number(line.days, 0, lang),
        )
    if line.missing:
        year = year_words(line.kpi, line.missing.fiscal_year, lang)
        parts = missing_words(line.missing, lang)
        return i18n.text("neglect.detail.unexplained", lang, year=year, parts=parts)
    return ""


def neglect_table(found: tuple[Neglected, ...], plan: Plan, lang: str) -> pd.DataFrame:
    """One row per KPI and kind of neglect; of «late» and «unexplained» one per year."""
    rows = [
        {
            "municipality_code": plan.municipality.municipality_code,
            "plan_id": plan.plan_id,
            "neglect_kind": line.kind,
            "neglect_label": i18n.text(f"neglect.kind.{line.kind}", lang),
            "kpi_no": line.kpi.kpi_no,
            "kpi_id": line.kpi.kpi_id,
            "kpi_name": line.kpi.name.in_language(lang),
            "fiscal_year": line.fiscal_year,
            "owner_section": owner_of(line.kpi, lang) if line.kpi.owner_section else None,
            "last_reported_at": line.last_reported,
            "report_due_date": line.due,
            "days_late": line.days,
        }
        for line in found
    ]
    kinds = {
        **dict.fromkeys(_TEXTS, "str"),
        **dict.fromkeys(("fiscal_year", "days_late"), "Int64"),
        "last_reported_at": "datetime64[us, UTC]",
        "report_due_date": "datetime64[us]",
    }
    return pd.DataFrame(rows, columns=list(_COLUMNS)).astype(kinds)


_TEXTS: Final = (
    "municipality_code",
    "plan_id",
    "neglect_kind",
    "neglect_label",
    "kpi_no",
    "kpi_id",
    "kpi_name",
    "owner_section",
)
_COLUMNS: Final = (
    *_TEXTS[:-1],
    "fiscal_year",
    "owner_section",
    "last_reported_at",
    "report_due_date",
    "days_late",
)
