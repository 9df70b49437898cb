"""Plans that nobody wrote, but that the format allows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any, Final

from hypothesis import strategies as st

from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.plan.checks.kpis import SHAPE_RULES
from yamato_dx.plan.folder.nodes import CONTROL
from yamato_dx.plan.folder.reading import tidied
from yamato_dx.plan.model import types
from yamato_dx.plan.model.municipality_code import check_digit
from yamato_dx.plan.model.types import Text

FIRST: Final = FiscalYear(2024)
LAST: Final = FiscalYear(2027)
# What spreadsheets and YAML take for something else, and what their files must escape.
TRICKY: Final = (
    "=1+1",
    "+81",
    "-5",
    "@SUM(A1)",
    "2024-04",
    "9-1",
    "1.0",
    "0012",
    "true",
    "no",
    "null",
    "～",
    "'引用",
    "a: b # c",
    "- 箇条",
    "一行目\n二行目",
    "列\t列",
    "_x000D_",
    "&<>\"'",
    "http://example.jp/",
    "𠮷野家①㈱",
    "1e5",
)

letters = st.characters(exclude_categories=("Cc", "Cs")).filter(
    lambda sign: not CONTROL.match(sign)
)
words = st.one_of(
    st.sampled_from(TRICKY),
    st.text(letters, min_size=1, max_size=12).map(str.strip).filter(bool),
)
texts = st.builds(Text, words, words)
chapters = st.sampled_from(("第1章", "第5章・第7章", "別冊"))
years = st.sampled_from([FiscalYear(year) for year in range(2024, 2028)])
figures = st.decimals(0, 100_000, places=4).map(float)
shares = st.decimals("0.0001", 1, places=4).map(float)


def perhaps(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | strategy


def few(strategy: st.SearchStrategy[Any], most: int = 3) -> st.SearchStrategy[Any]:
    return st.lists(strategy, max_size=most).map(tuple)


def ids(prefix: str, count: int) -> list[str]:
    return [f"{prefix}_{number}" for number in range(count)]


@st.composite
def listed(draw: st.DrawFn, prefix: str, make: Any, least: int = 0) -> tuple[Any, ...]:
    """A few things, each with an id of its own."""
    count = draw(st.integers(least, 3))
    return tuple(draw(make(one)) for one in ids(prefix, count))


@st.composite
def stated_years(draw: st.DrawFn) -> types.StatedYears:
    last = draw(years)
    first = draw(perhaps(years.filter(lambda year: year <= last)))
    return types.StatedYears(first, last, draw(chapters))


@st.composite
def kpis(draw: st.DrawFn, kpi_id: str, initiatives: int) -> types.Kpi:
    shape = draw(st.sampled_from(sorted(SHAPE_RULES)))
    rule = SHAPE_RULES[shape]
    form = draw(st.sampled_from(rule.value_forms))
    is_share = form in ("share", "fraction")
    sums = [one for one in rule.aggregations if not (is_share and one == "sum")]
    aggregation = draw(st.sampled_from(sums))
    of_months = types.PERIOD_OF["last" if form == "fraction" else aggregation]
    unit = draw(st.sampled_from((Text("件", "件"), Text("時間", "h"), Text("%", "percent"))))
    values = shares if is_share or rule.target_is_share else figures
    target = values if rule.has_target_value else st.none()
    chosen = sorted(draw(st.sets(years)))
    baseline = st.builds(types.Baseline, years, perhaps(shares if is_share else figures))
    return types.Kpi(
        kpi_id=kpi_id,
        kpi_no=kpi_id.replace("_", "-"),
        initiative_no=draw(st.integers(1, initiatives)),
        name=draw(texts),
        short_name=draw(texts),
        shape=shape,
        direction=rule.direction,
        value_form=form,
        unit=unit,
        unit_forms=(unit.ja, "件"),
        decimals=draw(st.integers(0, 6)),
        minimum=0.0 if is_share else draw(perhaps(st.just(0.0))),
        maximum=1.0 if is_share else None,
        is_cumulative=aggregation == "last" and draw(st.booleans()),
        aggregation=aggregation,
        total=draw(perhaps(st.integers(1, 500).map(float))) if rule.has_total else None,
        baseline=draw(baseline if rule.needs_baseline else perhaps(baseline)),
        targets=tuple(types.Target(year, draw(target)) for year in chosen),
        band=draw(perhaps(st.builds(types.Band, st.just(0.8)))) if rule.has_band else None,
        target_date=draw(perhaps(st.dates(date(2024, 4, 1), date(2028, 3, 31)))),
        report_due_month_day=draw(perhaps(st.just((5, 31)))),
        benchmark_series=draw(words) if rule.needs_series else None,
        owner_section=draw(perhaps(texts)),
        target_phrase=draw(texts),
        tells=draw(texts),
        tells_not=draw(texts),
        chapter=draw(chapters),
        period_kind=draw(perhaps(st.sampled_from((of_months, "calendar_year")))),
        final_by_month_day=draw(perhaps(st.just((9, 30)))),
        closing_rule=draw(perhaps(st.sampled_from(("final_year", "every_year")))),
    )


@st.composite
def patches(draw: st.DrawFn, kpis: list[types.Kpi], *, is_default: bool) -> types.Patch | None:
    """What a candidate may set in one of these KPIs at least."""
    rules = [(kpi, SHAPE_RULES[kpi.shape]) for kpi in kpis]
    totals = [kpi.total for kpi, rule in rules if rule.has_total]
    sets: dict[str, Any] = {}
    if any(rule.has_band and kpi.band is None for kpi, rule in rules):
        sets["band"] = draw(perhaps(st.builds(types.Band, shares)))
    if totals:
        sets["total"] = draw(perhaps(st.integers(1, 99).map(float)))
        if sets["total"] is None:
            ways = ["reported", *(["beyond_plan"] if any(totals) else [])]
            sets["total_is"] = draw(perhaps(st.sampled_from(ways)))
            is_free = sets["total_is"] is None and not is_default
            sets["number_for"] = draw(perhaps(st.just("total"))) if is_free else None
    if any(rule.needs_series for _, rule in rules):
        sets["benchmark_id"] = draw(words)
    if len({kpi.shape for kpi in kpis}) == 1:
        sets["shape"] = draw(perhaps(st.just(kpis[0].shape)))
    made = types.Patch(**sets)
    return None if made == types.NOTHING else made


@st.composite
def questions(draw: st.DrawFn, question_id: str, held: list[types.Kpi]) -> types.OpenQuestion:
    kpis = draw(st.lists(st.sampled_from(held), unique_by=lambda kpi: kpi.kpi_id))
    treatment = draw(st.sampled_from(("default", "candidates", "hold")))
    names = ids("c", draw(st.integers(2, 3)))
    candidates = tuple(
        types.Candidate(one, draw(texts), draw(patches(kpis, is_default=one == names[-1])))
        for one in names
    )
    if draw(st.booleans()):
        candidates = tuple(
            replace(one, sets=replace(one.patch, figure_means=draw(texts))) for one in candidates
        )
    return types.OpenQuestion(
        question_id=question_id,
        title=draw(texts),
        statement=draw(texts),
        reason=draw(texts),
        treatment=treatment,
        candidates=candidates,
        default=candidates[-1].candidate_id if treatment == "default" else None,
        kpi_ids=tuple(kpi.kpi_id for kpi in kpis),
        chapter=draw(chapters),
    )


@st.composite
def plans(draw: st.DrawFn) -> types.Plan:
    """Any plan without a fault, in the form in which equal plans are equal."""
    count = draw(st.integers(1, 3))
    passages = few(st.builds(types.Passage, texts, chapters))
    code = draw(st.integers(1, 99_999)).__format__("05")
    held = draw(listed("k", lambda one: kpis(one, count), least=1))
    roles = draw(
        listed(
            "r",
            lambda one: st.builds(types.Role, st.just(one), texts, perhaps(texts), texts, chapters),
        )
    )
    role_ids = st.sampled_from([role.role_id for role in roles] or ["r_0"])
    relations = st.builds(types.RoleRelation, role_ids, texts, role_ids, chapters)
    initiatives = tuple(
        types.Initiative(
            number,
            draw(texts),
            draw(few(st.builds(types.OtherName, texts, chapters), 1)),
            draw(few(texts)),
            draw(few(texts)),
            draw(chapters),
        )
        for number in range(1, count + 1)
    )
    return tidied(
        types.Plan(
            municipality=types.Municipality(f"{code}{check_digit(code)}", draw(texts), draw(texts)),
            plan_id="p",
            plan_version=draw(words),
            title=draw(texts),
            effective_from=draw(st.dates(date(2020, 4, 1), date(2028, 3, 31))),
            established="2024-04",
            revises=draw(perhaps(words)),
            first_year=FIRST,
            last_year=LAST,
            source=draw(texts),
            secretariat=draw(texts),
            steering_body=draw(texts),
            purpose=draw(passages),
            background=draw(passages),
            review_rule=draw(passages),
            readings=draw(passages),
            history=draw(
                few(
                    st.builds(
                        types.HistoryEvent,
                        st.sampled_from(("FY2023", "2023", "2024-04", "2020-12-25")),
                        texts,
                        chapters,
                    )
                )
            ),
            related_plans=draw(few(st.builds(types.RelatedPlan, texts, perhaps(texts), chapters))),
            principles=tuple(
                types.Principle(number, draw(texts), draw(chapters))
                for number in range(draw(st.integers(0, 3)))
            ),
            initiatives=initiatives,
            work_items=draw(
                listed(
                    "w",
                    lambda one: st.builds(
                        types.WorkItem,
                        st.just(one),
                        st.integers(1, count),
                        texts,
                        perhaps(years),
                        perhaps(stated_years()),
                        chapters,
                    ),
                )
            ),
            commitments=draw(
                listed(
                    "c",
                    lambda one: st.builds(
                        types.Commitment,
                        st.just(one),
                        perhaps(st.integers(1, count)),
                        texts,
                        texts,
                        perhaps(stated_years()),
                        chapters,
                    ),
                )
            ),
            kpis=held,
            open_questions=draw(listed("q", lambda one: questions(one, held))),
            gaps=draw(
                listed(
                    "g",
                    lambda one: st.builds(
                        types.Gap,
                        st.just(one),
                        st.sampled_from(["organisation", "training_plan", "text"]),
                        texts,
                        texts,
                        chapters,
                    ),
                )
            ),
            roles=roles,
            role_relations=draw(few(relations)) if roles else (),
            career_levels=draw(
                listed(
                    "l",
                    lambda one: st.builds(
                        types.CareerLevel,
                        st.just(one),
                        texts,
                        texts,
                        texts,
                        perhaps(texts),
                        chapters,
                    ),
                )
            ),
            securing_policies=draw(passages),
            training_policies=draw(passages),
            glossary=draw(
                listed(
                    "t",
                    lambda one: st.builds(
                        types.GlossaryTerm,
                        st.just(one),
                        st.none(),
                        texts,
                        texts,
                        st.booleans(),
                        perhaps(chapters),
                    ),
                )
            ),
            quoted_population=draw(
                few(
                    st.builds(
                        types.QuotedPopulation,
                        st.integers(1900, 2100),
                        texts,
                        st.integers(0, 10**7),
                        perhaps(shares),
                        texts,
                        chapters,
                    )
                )
            ),
            treatments=draw(
                listed(
                    "n",
                    lambda one: st.builds(
                        types.OwnTreatment,
                        st.just(one),
                        texts,
                        st.booleans(),
                        perhaps(st.booleans()),
                    ),
                )
            ),
            self_grades=tuple(
                types.SelfGrade(grade, draw(texts)) for grade in "SABC"[: draw(st.integers(0, 4))]
            ),
        )
    )
