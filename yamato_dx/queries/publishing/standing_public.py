"""What is public beside what would be, if the moment of now were published."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from yamato_dx import i18n
from yamato_dx.errors import Refused
from yamato_dx.queries.assessed import View, verdict_changes
from yamato_dx.queries.publishing.figures import Withheld, left_out, public_figures
from yamato_dx.queries.publishing.public_plan import public_plan
from yamato_dx.queries.publishing.published import public_view
from yamato_dx.queries.publishing.words import because_words, moment_line
from yamato_dx.queries.words import VerdictChange, change_words
from yamato_dx.store.record import Record


@dataclass(frozen=True)
class WithheldLine:
    kpi: str
    year: str
    because: str


@dataclass(frozen=True, eq=False)
class PublicStanding:
    """`public`: the moment that is public in words, `on` its day, «» for none. `figures`: how many
    would be public now. `changes`: what would be otherwise than it is public; none where nothing
    is. `texts`: how many texts would be in the papers."""

    public: str
    on: str
    figures: int
    changes: tuple[VerdictChange, ...]
    left_out: tuple[WithheldLine, ...]
    texts: int

    @property
    def is_public(self) -> bool:
        return bool(self.public)


@lru_cache(maxsize=16)
def public_standing(record: Record, view: View, lang: str) -> PublicStanding:
    """Of the plan in sight. `view`: of now."""
    answer, draft = public_figures(record, view), public_plan(record, view, lang, is_draft=True)
    in_plan = answer.frame[answer.frame["verdict"] != "outside_period"]
    try:
        seen = public_view(record, view)
    except Refused:
        public, on, changes = "", "", []
    else:
        public = moment_line(public_plan(record, view, lang), lang)
        on = i18n.day(seen.on, lang)
        before = public_figures(record, seen).frame
        changes = change_words(verdict_changes(before, answer.frame), answer.plan, lang)
    return PublicStanding(
        public,
        on,
        int(in_plan["actual_value"].notna().sum()),
        tuple(changes),
        tuple(_left_out_line(record, view, out, lang) for out in left_out(record, view)),
        len(draft.texts),
    )


def _left_out_line(record: Record, view: View, out: Withheld, lang: str) -> WithheldLine:
    kpi = public_figures(record, view).plan.kpi(out.kpi_id)
    return WithheldLine(
        f"{kpi.kpi_no} {kpi.short_name.in_language(lang)}",
        i18n.fiscal_year(out.fiscal_year, lang),
        because_words(out, lang),
    )
