"""Cross checks of one open question: its treatment, candidates, and the KPIs it bears on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from yamato_dx.plan.checks.finding import Known, PlanFinding
from yamato_dx.plan.checks.patches import patch_findings
from yamato_dx.plan.model.types import OpenQuestion

FEWEST_CANDIDATES: Final = 2


def _kpis_exist(question: OpenQuestion, known: Known) -> Iterator[PlanFinding]:
    if known.kpis is None:
        return
    kpi_ids = {kpi.kpi_id for kpi in known.kpis}
    for number, kpi_id in enumerate(question.kpi_ids):
        if kpi_id not in kpi_ids:
            yield PlanFinding(("kpi_ids", number), "unknown_kpi", {"raw": kpi_id})


def _candidates_differ(question: OpenQuestion, _known: Known) -> Iterator[PlanFinding]:
    seen = set()
    for number, candidate in enumerate(question.candidates):
        if candidate.candidate_id in seen:
            values = {"key": "candidate_id", "raw": candidate.candidate_id}
            yield PlanFinding(("candidates", number, "candidate_id"), "repeated", values)
        seen.add(candidate.candidate_id)


def _default(question: OpenQuestion, _known: Known) -> Iterator[PlanFinding]:
    if question.treatment != "default":
        if question.default is not None:
            values = {"treatment": question.treatment}
            yield PlanFinding(("default",), "default_not_used", values)
        return
    if question.default is None:
        yield PlanFinding((), "default_missing")
    elif question.default not in {candidate.candidate_id for candidate in question.candidates}:
        yield PlanFinding(("default",), "default_unknown", {"raw": question.default})


def _enough_candidates(question: OpenQuestion, _known: Known) -> Iterator[PlanFinding]:
    if question.treatment == "candidates" and len(question.candidates) < FEWEST_CANDIDATES:
        yield PlanFinding(("candidates",), "too_few_candidates", {"fewest": FEWEST_CANDIDATES})


def _benchmarks_named(question: OpenQuestion, known: Known) -> Iterator[PlanFinding]:
    """Candidates of a KPI that is held against a published figure must say which figure."""
    compared = {kpi.kpi_id for kpi in known.kpis or () if kpi.shape == "match_benchmark"}
    if question.treatment != "candidates" or not compared & set(question.kpi_ids):
        return
    for number, candidate in enumerate(question.candidates):
        if candidate.patch.benchmark_id is None:
            values = {"raw": candidate.candidate_id}
            yield PlanFinding(("candidates", number), "candidate_without_benchmark", values)


def _default_is_whole(question: OpenQuestion, _known: Known) -> Iterator[PlanFinding]:
    """A number comes with an answer; a default has none."""
    if question.patch_of(question.default).number_for is not None:
        yield PlanFinding(("default",), "default_asks_number", {"raw": question.default})


def _meanings_told(question: OpenQuestion, _known: Known) -> Iterator[PlanFinding]:
    """What a figure is must be known under each candidate, if under one."""
    if question.is_of_meaning:
        for number, candidate in enumerate(question.candidates):
            if candidate.patch.figure_means is None:
                values = {"raw": candidate.candidate_id}
                yield PlanFinding(("candidates", number), "meaning_missing", values)


QuestionCheck = tuple[tuple[str, ...], Callable[[OpenQuestion, Known], Iterator[PlanFinding]]]

QUESTION_CHECKS: Final[tuple[QuestionCheck, ...]] = (
    (("kpi_ids",), _kpis_exist),
    (("candidates",), _candidates_differ),
    (("treatment", "default", "candidates"), _default),
    (("treatment", "candidates"), _enough_candidates),
    (("treatment", "candidates", "kpi_ids"), _benchmarks_named),
    (("default", "candidates"), _default_is_whole),
    (("candidates",), _meanings_told),
    (("candidates", "kpi_ids"), patch_findings),
)
