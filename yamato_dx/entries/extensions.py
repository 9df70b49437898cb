"""計画期間の延長: the last year to which a plan goes on, and the targets of the years it adds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from yamato_dx import i18n
from yamato_dx.entries.kind import Document, EntryContext, EntryKind, History
from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.plan.model.types import Target

# A plan has one extension: a later one takes its place.
KEY: Final = "period"


@dataclass(frozen=True)
class AddedTarget:
    kpi_id: str
    target: Target


@dataclass(frozen=True)
class Extension:
    """`targets`: of years after the plan's own; a year of a KPI that has none is one without a
    target."""

    last_year: FiscalYear
    targets: tuple[AddedTarget, ...]
    decided_by: str
    decided_on: date
    approval_no: str
    reason: str

    @property
    def by_kpi(self) -> Mapping[str, tuple[Target, ...]]:
        kpi_ids = dict.fromkeys(added.kpi_id for added in self.targets)
        return {
            kpi_id: tuple(added.target for added in self.targets if added.kpi_id == kpi_id)
            for kpi_id in kpi_ids
        }


def _read(_key: str, document: Document) -> Extension:
    return Extension(
        last_year=FiscalYear(int(document["last_year"])),
        targets=tuple(_read_target(target) for target in document["targets"]),
        decided_by=str(document["decided_by"]),
        decided_on=date.fromisoformat(document["decided_on"]),
        approval_no=str(document["approval_no"]),
        reason=str(document["reason"]),
    )


def _read_target(target: Mapping[str, Any]) -> AddedTarget:
    year = FiscalYear(int(target["fiscal_year"]))
    return AddedTarget(str(target["kpi_id"]), Target(year, target["target_value"]))


def _write(extension: Extension) -> Document:
    return {
        "last_year": extension.last_year.start_year,
        "targets": [
            {
                "kpi_id": added.kpi_id,
                "fiscal_year": added.target.fiscal_year.start_year,
                "target_value": added.target.target_value,
            }
            for added in extension.targets
        ],
        "decided_by": extension.decided_by,
        "decided_on": extension.decided_on.isoformat(),
        "approval_no": extension.approval_no,
        "reason": extension.reason,
    }


def _words(context: EntryContext, _key: str, extension: Extension) -> str:
    last = i18n.fiscal_year(extension.last_year, context.lang)
    return context.joined(
        context.say("frame.changes.extended", last=last, count=len(extension.targets)),
        extension.decided_by,
        extension.approval_no,
    )


EXTENSION: Final = EntryKind(
    name="extension",
    act="extend",
    parts=("what",),
    read=_read,
    write=_write,
    called=lambda context, _key, _extension: context.say("frame.changes.extension"),
    words=_words,
    history=History(
        "extension", "queries.moment.extension", taken_back="queries.moment.extension_taken_back"
    ),
)
