"""What a text of people is about: a KPI or an initiative, in a year."""

from __future__ import annotations

from yamato_dx.entries.kind import SEPARATOR, EntryContext
from yamato_dx.entries.sections import OWNER
from yamato_dx.fiscal_year import FiscalYear

KPI = "kpi"
INITIATIVE = "initiative"


def of_kpi(kpi_id: str) -> str:
    """The beginning of the key, kpi:<id>."""
    return SEPARATOR.join((KPI, kpi_id))


def of_initiative(initiative_no: int) -> str:
    return SEPARATOR.join((INITIATIVE, str(initiative_no)))


def yearly(subject: str, fiscal_year: FiscalYear) -> str:
    """The key of what is said of the subject for the year."""
    return SEPARATOR.join((subject, str(fiscal_year.start_year)))


def subject_words(context: EntryContext, subject: str) -> str:
    """As the plan calls it; its key where the plan has no such thing."""
    what, _, own = subject.partition(SEPARATOR)
    if what == INITIATIVE:
        names = {
            str(initiative.initiative_no): initiative.name
            for initiative in context.plan.initiatives
        }
        return names[own].in_language(context.lang) if own in names else subject
    return context.subjects.get(OWNER.key(what, own), subject)


def is_of_plan(key: str) -> bool:
    """An initiative is its plan's, a figure the municipality's."""
    return not key.startswith(f"{KPI}{SEPARATOR}")
