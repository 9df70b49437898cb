"""Opening a municipality's record together with its plan: the first act of every face."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from yamato_dx.acts.loading import load_benchmarks, load_plans, load_population
from yamato_dx.acts.permissions import Act, require
from yamato_dx.acts.sample import fill_with_sample
from yamato_dx.acts.trail.following import begin_trail
from yamato_dx.errors import Refused
from yamato_dx.plan.folder.published import benchmarks_document, read_benchmarks
from yamato_dx.plan.folder.reading import read_plans
from yamato_dx.plan.folder.references import (
    read_references,
    read_source_names,
    read_unverified,
)
from yamato_dx.plan.model.serialise import plan_to_document
from yamato_dx.plan.model.types import Plan
from yamato_dx.plan_keys import parted
from yamato_dx.population.published import read_published
from yamato_dx.queries.library import Library, SourceNames, hand_in
from yamato_dx.root import DATA, ROOT
from yamato_dx.store import ledger, moving
from yamato_dx.store.access.database import AccessDatabase
from yamato_dx.store.access.places import access_database
from yamato_dx.store.access.sqlite_file import AccessUnavailable
from yamato_dx.store.file.loss import Loss
from yamato_dx.store.moving import Moved
from yamato_dx.store.postgresql.url import DatabaseUrl
from yamato_dx.store.promise.actor import PROGRAM, Actor
from yamato_dx.store.reads.past import PLANS as PLAN_KIND
from yamato_dx.store.record import Record

LOG: Final = logging.getLogger(__name__)

PLANS: Final = DATA / "plans"
PUBLISHED: Final = DATA / "published"
POPULATION: Final = DATA / "population"
REFERENCES: Final = PUBLISHED / "references"
SOURCE_NAMES: Final = DATA / "sources.csv"
UNVERIFIED: Final = DATA / "unverified.csv"
RECORDS: Final = ROOT / "var"


@dataclass(frozen=True)
class Place:
    """Where a municipality's plan and record lie. None: the plan in `data/`, the record in `var/`.

    `database`: a file, or a database that several processes share, whose mirrors lie in `mirrors`.
    `is_sample`: a record of its own, filled with the fictitious figures of `data/sample/`.
    `is_clock_right`: whoever starts says that the clock may lie far past the newest record.
    """

    plan_folder: Path | None = None
    database: Path | DatabaseUrl | None = None
    is_sample: bool = False
    is_clock_right: bool = False
    mirrors: Path | None = None


def open_record(place: Place, actor: Actor = PROGRAM) -> Record:
    """The record with the plan as it now lies in its folder; `actor` brought what is new in it.

    A record that lost something (`Record.loss`) takes nothing in, its plan neither; where not even
    a plan is left of it, it is refused. Nor does one that lives on elsewhere.

    Raises Refused where the plan or what is published has faults: nothing is opened then, nothing
    made; and where the folder holds another plan than any in the record. Raises NotPermitted,
    RecordUnavailable where the record cannot be opened.
    """
    require(None, actor, Act.OPEN)
    plans = plans_in(place.plan_folder)
    code = plans[-1].municipality.municipality_code
    benchmarks = benchmarks_document(read_benchmarks(PUBLISHED))
    population = read_published(POPULATION, code)
    library = _library()
    record = _opened(code, place)
    hand_in(record, library)
    try:
        _follow(record, place, code)
        if record.loss and not record.plans_at():
            raise record.loss.refusal()
        if record.loss or record.moved_to:
            return record
        if place.is_clock_right:
            ledger.confirm_clock(record, actor)
        documents = {plan.plan_version: plan_to_document(plan) for plan in plans}
        _require_known(record, plans[-1].plan_id)
        load_plans(record, plans[-1].plan_id, documents, actor)
        load_benchmarks(record, benchmarks)
        load_population(record, population)
        if place.is_sample:
            fill_with_sample(record, plans, actor)
    except BaseException:
        record.close()
        raise
    return record


def mirrors_of(place: Place) -> Path:
    """Where the mirrors of shared records lie."""
    return place.mirrors or RECORDS / "mirrors"


def files_here(place: Place) -> list[Path]:
    """Which files of this machine hold the record: the one, or the mirrors of its processes."""
    code = plans_in(place.plan_folder)[-1].municipality.municipality_code
    if isinstance(place.database, DatabaseUrl):
        return sorted((mirrors_of(place) / place.database.short_name).glob(f"{code}*.duckdb"))
    return [usual_record(code, place)]


def _opened(code: str, place: Place, *, begins_anew: bool = False) -> Record:
    database, is_right = place.database, place.is_clock_right
    if isinstance(database, DatabaseUrl):
        return Record.open_shared(database, mirrors_of(place), code, is_clock_right=is_right)
    path = usual_record(code, place)
    return Record.open(path, code, is_clock_right=is_right, begins_anew=begins_anew)


def _follow(record: Record, place: Place, code: str) -> None:
    """Begin its trail. On a full disk the trail's file cannot be opened: what stands can be read
    and backed up all the same, and what is done comes into the trail with the next opening. A
    server asks for its accounts by itself, and does not start without them."""
    try:
        begin_trail(record, access_of(place, code))
    except AccessUnavailable as error:
        if record.is_shared:
            raise
        LOG.error("%.400s", error)


def access_of(place: Place, municipality_code: str) -> AccessDatabase:
    """Accounts, sessions and the trail of the record, which another process may have open. Raises
    AccessUnavailable, UsageError."""
    if isinstance(place.database, DatabaseUrl):
        return access_database(place.database, municipality_code)
    return access_database(usual_record(municipality_code, place), municipality_code)


def opened_as_it_is(place: Place, *, begins_anew: bool = False) -> Record:
    """Without taking in what is new in the plan's folder. Raises RecordUnavailable, Refused."""
    code = plans_in(place.plan_folder)[-1].municipality.municipality_code
    return _opened(code, place, begins_anew=begins_anew)


def _require_known(record: Record, plan_id: str) -> None:
    """Another plan comes in where somebody says which of its KPIs are known figures
    (`acts.planning.load`), not by a start."""
    known = {parted(kind)[0] for kind in record.dataset_hashes(PLAN_KIND)}
    if known and plan_id not in known:
        raise Refused("plan.loading.folder_of_other", plan_id=plan_id)


def accept_loss(place: Place, actor: Actor, reason: str | None) -> Loss:
    """Go on with the record as it is, without what it lost; what that was.

    Raises NotPermitted, Refused where nothing is lost, RecordUnavailable where the record cannot be
    opened.
    """
    require(None, actor, Act.ACCEPT_LOSS)
    with opened_as_it_is(place, begins_anew=True) as record:
        return ledger.accept_loss(record, actor, reason)


def move(source: Place, target: Path | DatabaseUrl, actor: Actor) -> Moved:
    """Copy the record with its drafts, prove both equal over all rows, and mark the old one: it
    takes no more acts and says where it went.

    Raises NotPermitted, Refused where something else lies at `target`, RecordUnavailable where one
    of them cannot be opened, or something is lost.
    """
    require(None, actor, Act.MOVE)
    with opened_as_it_is(source) as record:
        return moving.move(record, target, actor)


@cache
def _library() -> Library:
    """Kept outside the record. Read once: the files come with the program."""
    return Library(
        read_references(REFERENCES),
        SourceNames(read_source_names(SOURCE_NAMES)),
        read_unverified(UNVERIFIED),
    )


class NoPlan(Refused):
    """There is no plan yet: one is to be loaded, or an empty workbook filled in."""


def plans_in(folder: Path | None) -> tuple[Plan, ...]:
    """All versions of the plan in `folder`; by default of the one plan in `data/plans/`, or, where
    there is none, of the one that was begun in `var/plans/`. Raises NoPlan, PlanRefused, Refused.
    """
    if folder and folder.is_dir() and not any(folder.iterdir()):
        raise NoPlan("plan.loading.no_plan", folder=folder)
    return read_plans(folder or _only_plan())


def place_of_new_plan(place: Place, municipality_code: str) -> Path:
    """Where the first plan of a record is written, so that the next start finds it."""
    return place.plan_folder or RECORDS / "plans" / municipality_code


def _only_plan() -> Path:
    folders = _folders(PLANS) or _folders(RECORDS / "plans")
    if not folders:
        raise NoPlan("plan.loading.no_plan", folder=PLANS)
    if len(folders) != 1:
        raise Refused("cli.choose_plan", folder=PLANS, count=len(folders))
    return folders[0]


def _folders(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.is_dir()) if folder.is_dir() else []


def usual_record(municipality_code: str, place: Place) -> Path:
    """Where the record's file lies: as told, else in `var/` under the municipality's code. Raises
    Refused where the record is in a database."""
    if isinstance(place.database, DatabaseUrl):
        raise Refused("store.mirror.no_restore", database=place.database)
    if place.database:
        return place.database
    name = f"sample-{municipality_code}" if place.is_sample else municipality_code
    return RECORDS / f"{name}.duckdb"
