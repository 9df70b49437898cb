"""What an extension of a plan would be: read, held against the plan, and in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import pandas as pd

from yamato_dx import i18n
from yamato_dx.entries.extensions import AddedTarget, Extension
from yamato_dx.errors import Refused
from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.lettering import nfkc
from yamato_dx.plan.checks.added_targets import added_target, written_target
from yamato_dx.plan.checks.checking import LONGEST_PERIOD
from yamato_dx.plan.checks.finding import PlanFinding
from yamato_dx.plan.model.types import Kpi, Plan, Target, Text, in_force
from yamato_dx.queries.assessed import View, extension_at, plan_id_at, texts_at
from yamato_dx.queries.kpi_words import target_words
from yamato_dx.store.record import Record

# KPI, by its number or id, and year: what is written in the cell of its target.
TargetCells = Mapping[tuple[str, FiscalYear], str]
ExtensionFault = tuple[str, Mapping[str, object]]


@dataclass(frozen=True)
class Approval:
    """Who decided, when, under which 決裁番号, and why."""

    decided_by: str
    decided_on: date
    approval_no: str
    reason: str


# What nobody may leave out.
REQUIRED: Final = ("decided_by", "approval_no", "reason")


class NotExtended(Refused):
    """Everything that is wrong with an extension; nothing is recorded."""

    def __init__(self, faults: tuple[ExtensionFault, ...]) -> None:
        super().__init__(faults[0][0])
        self.faults = faults

    def sentence(self, lang: str) -> str:
        return "\n".join(_sentences(self.faults, lang))


def text_in_force(record: Record, view: View) -> Plan:
    """The version of the plan in sight that is in force, as its text has it."""
    plan_id = plan_id_at(record, view)
    texts = texts_at(record, view.revision)
    return in_force(tuple(text for text in texts if text.plan_id == plan_id), view.on)


def extension_of(
    text: Plan, last_year: FiscalYear, approval: Approval, cells: TargetCells
) -> Extension:
    """The extension of the plan whose version in force is `text`. Raises NotExtended."""
    targets = list(_targets(text, last_year, cells))
    faults = [
        *_period_faults(text, last_year),
        *((f"plan.extension.missing.{name}", {}) for name in REQUIRED
          if not getattr(approval, name).strip()),
        *(found for found in targets if isinstance(found, tuple)),
        *_twice(targets),
    ]  # fmt: skip
    if faults:
        raise NotExtended(tuple(faults))
    return Extension(
        last_year,
        tuple(found for found in targets if isinstance(found, AddedTarget)),
        approval.decided_by.strip(),
        approval.decided_on,
        approval.approval_no.strip(),
        approval.reason.strip(),
    )


def added_years(text: Plan, last_year: FiscalYear) -> tuple[FiscalYear, ...]:
    first = text.last_year.start_year + 1
    return tuple(FiscalYear(year) for year in range(first, last_year.start_year + 1))


def possible_ends(text: Plan) -> tuple[FiscalYear, ...]:
    """The last years to which the plan could go on; none of the longest plan that is taken."""
    return added_years(text, _longest(text))


def extension_in_effect(record: Record, revision: int, text: Plan) -> Extension | None:
    """Of the plan; None where its text reaches as far by now."""
    extension = extension_at(record, revision, text.plan_id)
    return extension if extension and extension.last_year > text.last_year else None


def _longest(text: Plan) -> FiscalYear:
    return FiscalYear(text.first_year.start_year + LONGEST_PERIOD - 1)


@dataclass(frozen=True)
class ExtensionPreview:
    """What it would change, in sentences, and what is wrong with it so far."""

    sentences: tuple[str, ...]
    faults: tuple[str, ...]


def extension_preview(
    text: Plan, last_year: FiscalYear, cells: TargetCells, lang: str, *, plans: Sequence[Plan] = ()
) -> ExtensionPreview:
    """Before anybody has said who decided it. `plans`: of the record, which may hold these years
    too."""
    targets = list(_targets(text, last_year, cells))
    faults = tuple(found for found in targets if isinstance(found, tuple))
    added = [found for found in targets if isinstance(found, AddedTarget)]
    words = _words(text, last_year, added, lang)
    beside = _beside_words(text, last_year, plans, lang)
    return ExtensionPreview((*words, *beside), _sentences(faults, lang))


def decided_words(text: Plan, extension: Extension, lang: str) -> str:
    return i18n.text(
        "plan.extension.decided",
        lang,
        promised=i18n.fiscal_year(text.last_year, lang),
        last=i18n.fiscal_year(extension.last_year, lang),
        decided_by=extension.decided_by,
        day=i18n.day(extension.decided_on, lang),
        approval_no=extension.approval_no,
        reason=extension.reason,
    )


def extended_words(text: Plan, extension: Extension, lang: str) -> tuple[str, ...]:
    """What was decided, and the targets that came with it."""
    decided = decided_words(text, extension, lang)
    said = [_target_said(text, added, lang) for added in extension.targets]
    if not said:
        return (decided,)
    targets = i18n.text("queries.list", lang).join(said)
    message_id = "plan.extension.preview.targets"
    return decided, i18n.text(message_id, lang, count=len(said), targets=targets)


def cells_of(
    text: Plan, last_year: FiscalYear, extension: Extension | None, lang: str
) -> pd.DataFrame:
    """One row per KPI of the plan: kpi_id, kpi in words, per year that comes in (its start year as
    text) what its cell has, and promised, its target in the last year of the text."""
    held = {
        (added.kpi_id, added.target.fiscal_year): added.target
        for added in (extension.targets if extension else ())
    }
    rows = []
    for kpi in text.kpis:
        cells = {
            str(year.start_year): written_target(kpi, target, lang)
            if (target := held.get((kpi.kpi_id, year)))
            else None
            for year in added_years(text, last_year)
        }
        rows.append(
            {
                "kpi_id": kpi.kpi_id,
                "kpi": f"{kpi.kpi_no} {kpi.short_name.in_language(lang)}",
                **cells,
                "promised": _aim_words(kpi, text.last_year, lang),
            }
        )
    return pd.DataFrame(rows)


def _words(
    text: Plan, last_year: FiscalYear, targets: Sequence[AddedTarget], lang: str
) -> tuple[str, ...]:
    """The years that come in, their targets, and that the others have none."""
    separator = i18n.text("queries.list", lang)
    years = added_years(text, last_year)
    values = {
        "promised": i18n.fiscal_year(text.last_year, lang),
        "last": i18n.fiscal_year(last_year, lang),
        "years": separator.join(i18n.fiscal_year(year, lang) for year in years),
        "targets": separator.join(_target_said(text, added, lang) for added in targets),
    }
    without = len(text.kpis) * len(years) - len(targets)
    counts = {"period": len(years), "targets": len(targets), "without": without, "kept": 1}
    return tuple(
        i18n.text(f"plan.extension.preview.{part}", lang, count=count, **values)
        for part, count in counts.items()
        if count
    )


def _beside_words(
    text: Plan, last_year: FiscalYear, plans: Sequence[Plan], lang: str
) -> Iterator[str]:
    """One per other plan that holds some of the years: each judges them."""
    years = set(added_years(text, last_year))
    newest = {plan.plan_id: plan for plan in plans if plan.plan_id != text.plan_id}
    for plan in newest.values():
        common = [i18n.fiscal_year(year, lang) for year in plan.fiscal_years if year in years]
        if common:
            yield i18n.text(
                "plan.extension.preview.beside",
                lang,
                plan=plan.title.in_language(lang),
                years=i18n.text("queries.list", lang).join(common),
            )


def _sentences(faults: Iterable[ExtensionFault], lang: str) -> tuple[str, ...]:
    return tuple(
        i18n.text(message_id, lang, **{name: _told(value, lang) for name, value in said.items()})
        for message_id, said in faults
    )


def _target_said(text: Plan, added: AddedTarget, lang: str) -> str:
    kpi = text.kpi(added.kpi_id)
    return i18n.text(
        "plan.extension.target",
        lang,
        number=kpi.kpi_no,
        name=kpi.short_name.in_language(lang),
        year=i18n.fiscal_year(added.target.fiscal_year, lang, "short"),
        target=_target_words(kpi, added.target, lang),
    )


def _aim_words(kpi: Kpi, year: FiscalYear, lang: str) -> str:
    found = [target for target in kpi.targets if target.fiscal_year == year]
    return _target_words(kpi, found[0], lang) if found else i18n.MISSING


def _target_words(kpi: Kpi, target: Target, lang: str) -> str:
    if target.target_value is None:
        return i18n.text("plan.extension.published", lang)
    return target_words(target.target_value, kpi, lang)


def _period_faults(text: Plan, last_year: FiscalYear) -> Iterator[ExtensionFault]:
    if last_year <= text.last_year:
        yield "plan.extension.not_later", {"last": last_year, "promised": text.last_year}
    elif last_year > _longest(text):
        yield "plan.extension.too_long", {"last": last_year, "longest": LONGEST_PERIOD}


def _targets(
    text: Plan, last_year: FiscalYear, cells: TargetCells
) -> Iterator[AddedTarget | ExtensionFault]:
    for (written, year), raw in cells.items():
        kpi = _kpi_of(text, written)
        if kpi is None:
            known = ", ".join(kpi.kpi_no for kpi in text.kpis)
            yield "plan.extension.unknown_kpi", {"written": written, "known": known}
        elif not text.last_year < year <= last_year:
            years = {"promised": text.last_year, "last": last_year}
            yield "plan.extension.year_outside", {"kpi": kpi.kpi_no, "year": year, **years}
        else:
            found = added_target(kpi, year, raw)
            if isinstance(found, PlanFinding):
                place = {"kpi": kpi.kpi_no, "year": year}
                yield f"plan.extension.target.{found.code}", {**place, **found.values}
            else:
                yield AddedTarget(kpi.kpi_id, found)


def _twice(targets: list[AddedTarget | ExtensionFault]) -> Iterator[ExtensionFault]:
    """A KPI may be named by its number and by its id."""
    seen = set()
    for added in targets:
        if not isinstance(added, AddedTarget):
            continue
        place = added.kpi_id, added.target.fiscal_year
        if place in seen:
            yield "plan.extension.twice", {"kpi": added.kpi_id, "year": added.target.fiscal_year}
        seen.add(place)


def _kpi_of(text: Plan, written: str) -> Kpi | None:
    named = nfkc(written)
    return next((kpi for kpi in text.kpis if named in (kpi.kpi_no, kpi.kpi_id)), None)


def _told(value: object, lang: str) -> object:
    if isinstance(value, FiscalYear):
        return i18n.fiscal_year(value, lang)
    return value.in_language(lang) if isinstance(value, Text) else value
