"""What is public beside what would be, if the moment of now were published."""

from __future__ import annotations

from dataclasses import dataclass

from yamato_dx import i18n
from yamato_dx.errors import Refused
from yamato_dx.kept_answers import kept
from yamato_dx.queries.assessed import View, verdict_changes
from yamato_dx.queries.publishing.figures import left_out, public_figures
from yamato_dx.queries.publishing.public_plan import public_plan
from yamato_dx.queries.publishing.published import public_view
from yamato_dx.queries.publishing.words import because_words, moment_line
from yamato_dx.queries.words import VerdictChange, change_words
from yamato_dx.store.record import Record


@dataclass(frozen=True)
class WithheldLine:
    """The years of a KPI that are left out for the same reasons."""

    kpi: str
    because: str
    years: tuple[str, ...]


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
    def left_out_count(self) -> int:
        return sum(len(line.years) for line in self.left_out)

    @property
    def is_public(self) -> bool:
        return bool(self.public)


@kept(16)
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
        _left_out_lines(record, view, lang),
        len(draft.texts),
    )


def _left_out_lines(record: Record, view: View, lang: str) -> tuple[WithheldLine, ...]:
    plan = public_figures(record, view).plan
    years: dict[tuple[str, str], list[str]] = {}
    for out in left_out(record, view):
        year = i18n.fiscal_year(out.fiscal_year, lang, "short")
        years.setdefault((out.kpi_id, because_words(out, lang)), []).append(year)
    return tuple(
        WithheldLine(
            f"{plan.kpi(kpi_id).kpi_no} {plan.kpi(kpi_id).short_name.in_language(lang)}",
            because,
            tuple(of_reason),
        )
        for (kpi_id, because), of_reason in years.items()
    )
