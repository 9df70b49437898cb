"""A plan as data: what a municipality's DX promotion plan says, each with its chapter.

Figures are in stored units: shares 0–1 (74 % is 0.74), everything else in `Kpi.unit`.
What the plan does not say is None or empty, never a guess.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Annotated, Final, Literal

from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.i18n import text

Shape = Literal["at_least", "at_most", "reduce_by", "match_benchmark", "complete", "yearly_duty"]
ValueForm = Literal["number", "share", "fraction", "count_with_coverage"]
Aggregation = Literal["sum", "last", "weighted_mean"]
WayToYear = Literal["sum", "weighted_mean", "last", "count_with_coverage"]
# Of which period a year's figure is.
PeriodKind = Literal["fiscal_total", "fiscal_end", "fiscal_mean", "calendar_year"]
Direction = Literal["higher", "lower"]
# By which of its years the whole period is judged: the last one, or each that has a target.
ClosingRule = Literal["final_year", "every_year"]
Treatment = Literal["default", "candidates", "hold"]
# A total that no plan states: as reported, or as reported where it counts more than the plan's.
TotalIs = Literal["reported", "beyond_plan"]
# What «a number that the municipality sets» is.
NumberFor = Literal["band", "total"]
# What a gap in the text is filled with: a grid of years, footnotes, a text of a known place, any.
GapKind = Literal["bars", "footnotes", "organisation", "training_plan", "text"]
HalfWidth = Annotated[str, "half_width"]  # by which files name a thing: half width, without blanks
Month = Annotated[str, "month"]  # "2024-04"
MonthDay = tuple[int, int]  # of the year after a figure's
# "FY2023", "2023", "2024-04" or "2020-12-25": as exact as the plan says
Moment = Annotated[str, "moment"]


@dataclass(frozen=True)
class Text:
    """The same words in Japanese and English."""

    ja: str
    en: str

    def in_language(self, lang: str) -> str:
        return self.en if lang == "en" else self.ja


@dataclass(frozen=True)
class Municipality:
    municipality_code: HalfWidth  # 6 digits with check digit
    name: Text
    prefecture: Text


@dataclass(frozen=True)
class Passage:
    """A statement in our own words, of the plan (purpose, background…) or how it is read."""

    text: Text
    chapter: str


@dataclass(frozen=True)
class HistoryEvent:
    month: Moment
    text: Text
    chapter: str


@dataclass(frozen=True)
class RelatedPlan:
    name: Text
    issuer: Text | None
    chapter: str


@dataclass(frozen=True)
class Principle:
    principle_no: int
    text: Text
    chapter: str


@dataclass(frozen=True)
class OtherName:
    """What another chapter of the plan calls the same initiative."""

    name: Text
    chapter: str


@dataclass(frozen=True)
class Initiative:
    initiative_no: int
    name: Text
    other_names: tuple[OtherName, ...]
    aims: tuple[Text, ...]
    effects: tuple[Text, ...]
    chapter: str


@dataclass(frozen=True)
class StatedYears:
    """Years that a chapter states in words for a work item, apart from the bars of the chart."""

    first: FiscalYear | None  # None: the text says only «by»
    last: FiscalYear
    chapter: str


@dataclass(frozen=True)
class WorkItem:
    """取組みの詳細（工程）. `arrow_year`: the one year an arrow proves, its end unknown."""

    work_item_id: str
    initiative_no: int
    name: Text
    arrow_year: FiscalYear | None
    stated_years: StatedYears | None
    chapter: str


@dataclass(frozen=True)
class Commitment:
    """Promised in the text without 工程 or KPI."""

    commitment_id: str
    initiative_no: int | None
    name: Text
    description: Text
    stated_years: StatedYears | None
    chapter: str


@dataclass(frozen=True)
class Baseline:
    """基準値. `value` None: the plan names only the year; the ledger's value of it is used."""

    fiscal_year: FiscalYear
    value: float | None


@dataclass(frozen=True)
class Target:
    """目標値 of one year. None for `match_benchmark`: the target is the benchmark."""

    fiscal_year: FiscalYear
    target_value: float | None


@dataclass(frozen=True)
class Band:
    """おおむね達成 from this ratio up; from 1, never. Absent in a KPI: the product's default,
    undecided."""

    nearly_met_from: float


# Not in the plan (未決定): おおむね達成 from 0.8 where a KPI has no band.
DEFAULT_BAND: Final = 0.8

# Not in the plan (未決定): the day of the year after by which a figure is reported.
DEFAULT_DUE: Final[MonthDay] = (5, 31)

# A field that came after plans were recorded: a document says it only where the plan does, so that
# the documents of all others are what they were.
ONLY_IF_SAID: Final = {"only_if_said": True}

# What the months make of their year; a calendar year is reported as one figure.
PERIOD_OF: Final[Mapping[Aggregation, PeriodKind]] = {
    "sum": "fiscal_total",
    "last": "fiscal_end",
    "weighted_mean": "fiscal_mean",
}

# Of what a KPI of these shapes reports, less is better.
LESS_IS_BETTER: Final[frozenset[Shape]] = frozenset({"at_most", "reduce_by"})


@dataclass(frozen=True)
class Unlikely:
    """From how many times, or how small a part, a reported figure is asked about: of last year's,
    of the nearest target, of the other months of its year. None: the product's default."""

    from_last_year: float | None
    from_target: float | None
    from_neighbours: float | None


@dataclass(frozen=True)
class Kpi:
    kpi_id: str
    kpi_no: HalfWidth
    initiative_no: int
    name: Text
    short_name: Text
    shape: Shape
    direction: Direction
    value_form: ValueForm
    unit: Text
    unit_forms: tuple[str, ...]  # suffixes that files may carry, NFKC-normalised
    decimals: int  # on screen, in the unit shown (percent for shares)
    minimum: float | None  # allowed range, stored units, inclusive
    maximum: float | None
    is_cumulative: bool  # each year's figure contains the years before
    aggregation: Aggregation
    total: float | None  # `complete`: how many there are; None where the plan does not say
    baseline: Baseline | None
    targets: tuple[Target, ...]
    band: Band | None
    target_date: date | None
    report_due_month_day: MonthDay | None  # in the year after; None: 5-31, undecided
    benchmark_series: str | None
    owner_section: Text | None
    target_phrase: Text  # the target as the plan words it, shortly
    tells: Text
    tells_not: Text
    chapter: str
    is_count: bool | None = None  # of whole things; None: as its unit says
    unlikely: Unlikely | None = None
    # None: as `aggregation` says.
    period_kind: PeriodKind | None = field(default=None, metadata=ONLY_IF_SAID)
    # From this day of the year after on the figure can be final; None: the plan does not say.
    final_by_month_day: MonthDay | None = field(default=None, metadata=ONLY_IF_SAID)
    # None: the plan does not say, and `closes_by` is undecided.
    closing_rule: ClosingRule | None = field(default=None, metadata=ONLY_IF_SAID)

    @property
    def closes_by(self) -> ClosingRule:
        """By which of its years its whole period is judged: where the plan does not say, the last
        one, and of what is owed each year every one."""
        usual: ClosingRule = "every_year" if self.shape == "yearly_duty" else "final_year"
        return self.closing_rule or usual

    @property
    def period(self) -> PeriodKind:
        """Of which period its figure is."""
        return self.period_kind or self.period_of_months

    @property
    def period_of_months(self) -> PeriodKind:
        """Of which period a figure is that its months make."""
        return PERIOD_OF["last" if self.value_form == "fraction" else self.aggregation]

    @property
    def is_of_calendar_year(self) -> bool:
        """From January to December. The figure of 2024 belongs to FY2024, whose target it meets."""
        return self.period == "calendar_year"

    @property
    def way_to_year(self) -> WayToYear:
        """How months become the year: «17/20» is a state and never adds up; a duty's months need
        count and coverage."""
        if self.value_form == "fraction":
            return "last"
        return (
            "count_with_coverage" if self.value_form == "count_with_coverage" else self.aggregation
        )

    @property
    def adds_up(self) -> bool:
        """Whether the year's figure is the sum of its months."""
        return self.way_to_year in ("sum", "count_with_coverage")

    def report_due(self, year: FiscalYear) -> date:
        """The day in the year after by which its figure is to be reported."""
        return self._in_year_after(year, self.report_due_month_day or DEFAULT_DUE)

    def final_by(self, year: FiscalYear) -> date | None:
        """The day in the year after from which its figure can be final."""
        day = self.final_by_month_day
        return day and self._in_year_after(year, day)

    def _in_year_after(self, year: FiscalYear, month_day: MonthDay) -> date:
        month, day = month_day
        first = date(year.start_year + 1, month, 1)
        if not self.is_of_calendar_year:
            after = FiscalYear(year.start_year + 1)
            first = next(first for first in after.months if first.month == month)
        # 29 February, where there is none.
        return first.replace(day=min(day, monthrange(first.year, month)[1]))

    def read_as(self, shape: Shape) -> Kpi:
        """The same figures, judged as another shape."""
        if shape == self.shape:
            return self
        direction: Direction = "lower" if shape in LESS_IS_BETTER else "higher"
        return replace(self, shape=shape, direction=direction)

    def target_in(self, year: FiscalYear) -> float | None:
        """目標値 of the year, None where the plan states none."""
        return next(
            (target.target_value for target in self.targets if target.fiscal_year == year), None
        )


@dataclass(frozen=True)
class Patch:
    """What a candidate sets in the KPIs of its question; what is None stays as the plan has it.

    `band`: only where the KPI has none of its own. `benchmark_id`: the published average that
    counts. `figure_means`: what a reported figure is; one that came while it was another waits to
    be reported anew. `number_for`: what the number that comes with the answer sets.
    """

    shape: Shape | None = None
    band: Band | None = None
    total: float | None = None
    total_is: TotalIs | None = None
    benchmark_id: str | None = None
    figure_means: Text | None = None
    number_for: NumberFor | None = None

    @property
    def touches_band(self) -> bool:
        return self.band is not None or self.number_for == "band"

    @property
    def touches_more(self) -> bool:
        """Than the band."""
        return replace(self, band=None) not in (NOTHING, Patch(number_for="band"))


NOTHING: Final = Patch()


@dataclass(frozen=True)
class Candidate:
    """A possible answer. `sets`: what it does to the figures' judging, None for nothing."""

    candidate_id: str
    name: Text
    sets: Patch | None

    @property
    def patch(self) -> Patch:
        return self.sets or NOTHING


@dataclass(frozen=True)
class OpenQuestion:
    """未決定事項: what the plan leaves open. `default`: candidate in force until decided."""

    question_id: str
    title: Text
    statement: Text
    reason: Text
    treatment: Treatment
    candidates: tuple[Candidate, ...]
    default: str | None
    kpi_ids: tuple[str, ...]
    chapter: str

    @cached_property
    def is_of_band(self) -> bool:
        """Whether it is about おおむね達成 alone: then it bears only on verdicts that used the
        band."""
        return self.touches_band and not any(each.patch.touches_more for each in self.candidates)

    @cached_property
    def touches_band(self) -> bool:
        return any(candidate.patch.touches_band for candidate in self.candidates)

    @cached_property
    def is_of_meaning(self) -> bool:
        """Whether it is about what a reported figure is."""
        return any(candidate.patch.figure_means for candidate in self.candidates)

    @property
    def number_for(self) -> NumberFor | None:
        """What the number that comes with one of its answers sets."""
        return next(
            (each.patch.number_for for each in self.candidates if each.patch.number_for), None
        )

    def patch_of(self, candidate_id: str | None) -> Patch:
        """What the candidate sets: nothing where the question has no such candidate."""
        return next(
            (each.patch for each in self.candidates if each.candidate_id == candidate_id), NOTHING
        )


@dataclass(frozen=True)
class Gap:
    """原本からの補記: what our text of the plan lost and the municipality can copy from its own."""

    gap_id: str
    kind: GapKind
    title: Text
    description: Text
    chapter: str


@dataclass(frozen=True)
class Role:
    role_id: str
    name: Text
    held_by: Text | None  # an office, as the plan states it; None: not stated
    description: Text
    chapter: str


@dataclass(frozen=True)
class RoleRelation:
    """A relation between two roles that the plan states."""

    role_id: str
    relation: Text
    to_role_id: str
    chapter: str


@dataclass(frozen=True)
class CareerLevel:
    career_level_id: str
    name: Text
    position: Text
    abilities: Text
    note: Text | None
    chapter: str


@dataclass(frozen=True)
class GlossaryTerm:
    term_id: str
    footnote_no: int | None
    term: Text
    definition: Text
    is_ours: bool  # True: the plan's footnote is lost, the definition is our own
    chapter: str | None


@dataclass(frozen=True)
class QuotedPopulation:
    """A population figure that the plan quotes."""

    year: int
    age_group: Text
    population: int
    share: float | None
    basis: Text
    chapter: str


@dataclass(frozen=True)
class OwnTreatment:
    """次期計画での扱い, of a plan that has a list of its own. `goes_on`: the KPI stands in the next
    plan; `needs_successor`: what follows it is another one, which has to be named."""

    treatment_id: str
    name: Text
    goes_on: bool
    needs_successor: bool | None = None


@dataclass(frozen=True)
class SelfGrade:
    """自己評価, of a plan that has a scale for it: the grade as it is written, and what it says."""

    grade: HalfWidth
    meaning: Text


@dataclass(frozen=True)
class Plan:
    """One version of one municipality's plan."""

    municipality: Municipality
    plan_id: str
    plan_version: str
    title: Text
    effective_from: date
    established: Month
    revises: str | None
    first_year: FiscalYear
    last_year: FiscalYear
    source: Text
    secretariat: Text
    steering_body: Text
    purpose: tuple[Passage, ...]
    background: tuple[Passage, ...]
    review_rule: tuple[Passage, ...]
    readings: tuple[Passage, ...]  # what was read into the text where it is silent or unclear: ours
    history: tuple[HistoryEvent, ...]
    related_plans: tuple[RelatedPlan, ...]
    principles: tuple[Principle, ...]
    initiatives: tuple[Initiative, ...]
    work_items: tuple[WorkItem, ...]
    commitments: tuple[Commitment, ...]
    kpis: tuple[Kpi, ...]
    open_questions: tuple[OpenQuestion, ...]
    gaps: tuple[Gap, ...]
    roles: tuple[Role, ...]
    role_relations: tuple[RoleRelation, ...]
    career_levels: tuple[CareerLevel, ...]
    securing_policies: tuple[Passage, ...]
    training_policies: tuple[Passage, ...]
    glossary: tuple[GlossaryTerm, ...]
    quoted_population: tuple[QuotedPopulation, ...]
    # Empty: those of the product, and grades of no scale.
    treatments: tuple[OwnTreatment, ...] = field(default=(), metadata=ONLY_IF_SAID)
    self_grades: tuple[SelfGrade, ...] = field(default=(), metadata=ONLY_IF_SAID)

    @property
    def fiscal_years(self) -> tuple[FiscalYear, ...]:
        return tuple(
            FiscalYear(year)
            for year in range(self.first_year.start_year, self.last_year.start_year + 1)
        )

    def holds(self, kpi_id: str, year: FiscalYear) -> bool:
        """Whether it names the KPI, and the year is one of its period or the KPI's baseline."""
        kpi = next((kpi for kpi in self.kpis if kpi.kpi_id == kpi_id), None)
        if kpi is None:
            return False
        is_baseline = kpi.baseline is not None and kpi.baseline.fiscal_year == year
        return is_baseline or self.first_year <= year <= self.last_year

    def kpi(self, kpi_id: str) -> Kpi:
        return next(kpi for kpi in self.kpis if kpi.kpi_id == kpi_id)

    def initiative(self, initiative_no: int) -> Initiative:
        return next(
            initiative
            for initiative in self.initiatives
            if initiative.initiative_no == initiative_no
        )

    def named_items(self, lang: str) -> list[tuple[str, str, str]]:
        """Id, initiative («» for none) and name of each work item, then of each commitment, as a
        form names them and a file that comes back does."""
        initiatives: dict[int | None, str] = {
            initiative.initiative_no: text(
                "intake.progress.initiative",
                lang,
                number=initiative.initiative_no,
                name=initiative.name.in_language(lang),
            )
            for initiative in self.initiatives
        }
        items = [(item.work_item_id, item.initiative_no, item.name) for item in self.work_items]
        promises = [(one.commitment_id, one.initiative_no, one.name) for one in self.commitments]
        return [
            (item_id, initiatives.get(number, ""), name.in_language(lang))
            for item_id, number, name in (*items, *promises)
        ]

    def questions_on(self, kpi_id: str) -> tuple[OpenQuestion, ...]:
        return tuple(question for question in self.open_questions if kpi_id in question.kpi_ids)


def in_force(plans: tuple[Plan, ...], on: date) -> Plan:
    """The newest version effective at `on`; before the first is effective, the first holds."""
    by_date = sorted(plans, key=lambda plan: plan.effective_from)
    effective = [plan for plan in by_date if plan.effective_from <= on]
    return effective[-1] if effective else by_date[0]


def numberings_of(plans: tuple[Plan, ...], year: FiscalYear, present: date) -> tuple[Plan, ...]:
    """The versions by whose numberings a row of this year is read, by date of effect: of each plan
    whose period holds it the one that was in force at its end; of a year that is not over,
    today's. Of a year that no plan holds, the one of all. A plan that is registered ahead of its
    day counts only where there is no other."""
    at_end = min(present, year.last_day)
    holding = tuple(plan for plan in plans if plan.first_year <= year <= plan.last_year)
    if not holding:
        return (in_force(plans, at_end),)
    begun = tuple(plan for plan in holding if plan.effective_from <= present) or holding
    plan_ids = {plan.plan_id for plan in begun}
    versions = (
        in_force(tuple(plan for plan in begun if plan.plan_id == plan_id), at_end)
        for plan_id in plan_ids
    )
    return tuple(sorted(versions, key=lambda plan: (plan.effective_from, plan.plan_id)))
