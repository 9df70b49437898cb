"""What an answer to an open question does to the rules: one entry per question and candidate.

An answer that names a published average narrows the averages (`answers.open_rules`). An answer
without an entry is recorded and named in the evidence; the figures are judged as before.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, cast

from yamato_dx.assessment.rules.answers import Answer
from yamato_dx.assessment.rules.row_values import AssessmentRow
from yamato_dx.plan.model.types import DEFAULT_BAND, Kpi, OpenQuestion, Shape

NO_BAND: Final = float("inf")


@dataclass(frozen=True)
class Terms:
    """What a KPI is judged by in one year.

    `band`: the ratio from which おおむね達成, `NO_BAND` for none. `total`: how many there are,
    None for as reported. `core_total`: how many do not yet make the whole. `is_total_unset`: the
    municipality sets the total and has not told it.
    """

    kpi: Kpi
    band: float
    total: float | None
    core_total: float | None = None
    is_total_unset: bool = False


Effect = Callable[[Terms, Answer], Terms]


def terms_of(kpi: Kpi, answers: Sequence[Answer]) -> Terms:
    """The plan's own terms, changed by each of the answers that bear on the KPI."""
    terms = Terms(kpi, kpi.band.nearly_met_from if kpi.band else DEFAULT_BAND, kpi.total)
    for answer in answers:
        terms = EFFECTS.get((answer.question_id, answer.candidate_id), _none)(terms, answer)
    return terms


def as_judged(kpi: Kpi, row: AssessmentRow) -> Kpi:
    """The KPI in the shape by which the row was judged: a decision may read it otherwise."""
    if row["rule"] == kpi.shape:
        return kpi
    shape = cast("Shape", row["rule"])
    return replace(kpi, shape=shape, direction="lower" if shape == "reduce_by" else kpi.direction)


def effect_code(question: OpenQuestion, candidate_id: str) -> str:
    """What the candidate does, as a code for `assessment.effect.…`: its own, that of all
    published averages, or that no rule is known."""
    if (question.question_id, candidate_id) in EFFECTS:
        return f"{question.question_id}.{candidate_id}"
    chosen = next(
        candidate for candidate in question.candidates if candidate.candidate_id == candidate_id
    )
    return "average" if chosen.benchmark_id else "none"


def _none(terms: Terms, _answer: Answer) -> Terms:
    return terms


def _banded_from(band: float) -> Effect:
    """A band of the plan's own is not undecided and stays."""
    return lambda terms, _answer: terms if terms.kpi.band else replace(terms, band=band)


def _with_ancillary(terms: Terms, _answer: Answer) -> Terms:
    """How many ancillary systems there are the plan does not say: the reported total must."""
    return replace(terms, total=None, core_total=terms.kpi.total)


def _read_as_reduction(terms: Terms, _answer: Answer) -> Terms:
    return replace(terms, kpi=replace(terms.kpi, shape="reduce_by", direction="lower"))


def _fixed_total(terms: Terms, answer: Answer) -> Terms:
    return replace(terms, total=answer.number, is_total_unset=answer.number is None)


EFFECTS: Final[Mapping[tuple[str, str], Effect]] = {
    ("nearly_met_band", "from_0_8"): _banded_from(DEFAULT_BAND),
    ("nearly_met_band", "no_band"): _banded_from(NO_BAND),
    ("standardisation_scope", "core_20"): _none,
    ("standardisation_scope", "with_ancillary"): _with_ancillary,
    ("paperless_reading", "rate"): _none,
    ("paperless_reading", "reduction"): _read_as_reduction,
    ("consultation_room_total", "as_reported"): _none,
    ("consultation_room_total", "fixed_total"): _fixed_total,
    # Who counts shows in the reported number of people: there is nothing to compute.
    ("all_staff", "as_reported"): _none,
    ("all_staff", "defined_by_town"): _none,
}

# The answers that leave a number to the municipality.
NUMBERED: Final = frozenset({("consultation_room_total", "fixed_total")})
