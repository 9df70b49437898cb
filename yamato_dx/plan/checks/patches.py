"""Cross checks of what a candidate sets, held against the KPIs of its question."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from yamato_dx.plan.checks.finding import Known, PlanFinding
from yamato_dx.plan.checks.kpis import SHAPE_CHECKS, SHAPE_RULES, ShapeRule, is_band, is_total
from yamato_dx.plan.model.types import Kpi, OpenQuestion, Patch

PatchCheck = Callable[[Patch, Sequence[Kpi], Known], Iterator[PlanFinding]]


def patch_findings(question: OpenQuestion, known: Known) -> Iterator[PlanFinding]:
    # A KPI whose shape was not read has a fault of its own.
    kpis = [
        kpi
        for kpi in known.kpis or ()
        if kpi.kpi_id in question.kpi_ids and kpi.shape in SHAPE_RULES
    ]
    for number, candidate in enumerate(question.candidates):
        for check in _CHECKS:
            for found in check(candidate.patch, kpis, known):
                within = ("candidates", number, "sets", *found.within)
                yield PlanFinding(within, found.code, found.values)


def _figures(patch: Patch, _kpis: Sequence[Kpi], _known: Known) -> Iterator[PlanFinding]:
    if patch.band is not None and not is_band(patch.band):
        values = {"raw": patch.band.nearly_met_from}
        yield PlanFinding(("band", "nearly_met_from"), "bad_band", values)
    if patch.total is not None and not is_total(patch.total):
        yield PlanFinding(("total",), "bad_total", {"raw": patch.total})


def _said_once(patch: Patch, _kpis: Sequence[Kpi], _known: Known) -> Iterator[PlanFinding]:
    for kind, names in (("band", ("band",)), ("total", ("total", "total_is"))):
        said = [name for name in names if getattr(patch, name) is not None]
        said += ["number_for"] if patch.number_for == kind else []
        if len(said) > 1:
            yield PlanFinding((said[-1],), "sets_conflict", {"keys": ", ".join(said)})


def _used(patch: Patch, kpis: Sequence[Kpi], _known: Known) -> Iterator[PlanFinding]:
    """What is set must be something to one of the KPIs at least, in the shape it has then."""
    for key, is_of in _USES.items():
        raw = getattr(patch, key)
        if raw is None or not kpis:
            continue
        rules = [(kpi, SHAPE_RULES[patch.shape or kpi.shape]) for kpi in kpis]
        if not any(is_of(patch, kpi, rule) for kpi, rule in rules):
            yield PlanFinding((key,), "sets_not_used", {"key": key})


def _shape_fits(patch: Patch, kpis: Sequence[Kpi], known: Known) -> Iterator[PlanFinding]:
    """Each KPI must be one that can be judged so; what it lacks anyhow is its own fault."""
    for kpi in kpis:
        if patch.shape and not _lacks(kpi, known) and _lacks(kpi.read_as(patch.shape), known):
            values = {"raw": patch.shape, "kpi_id": kpi.kpi_id}
            yield PlanFinding(("shape",), "sets_shape_unfit", values)


def _average_exists(patch: Patch, kpis: Sequence[Kpi], known: Known) -> Iterator[PlanFinding]:
    for kpi in kpis:
        published = known.averages.get(kpi.benchmark_series or "")
        if patch.benchmark_id and published and patch.benchmark_id not in published:
            values = {"raw": patch.benchmark_id, "known": ", ".join(sorted(published))}
            yield PlanFinding(("benchmark_id",), "unknown_benchmark", values)


def _lacks(kpi: Kpi, known: Known) -> bool:
    return any(True for check in SHAPE_CHECKS for _ in check(kpi, known))


def _number_is_used(patch: Patch, kpi: Kpi, rule: ShapeRule) -> bool:
    return _band_is_used(patch, kpi, rule) if patch.number_for == "band" else rule.has_total


def _band_is_used(_patch: Patch, kpi: Kpi, rule: ShapeRule) -> bool:
    """A band of the KPI's own stays."""
    return rule.has_band and kpi.band is None


def _total_is_used(patch: Patch, kpi: Kpi, rule: ShapeRule) -> bool:
    """Beyond the plan's total there is something only where the plan has one."""
    return rule.has_total and (patch.total_is == "reported" or kpi.total is not None)


# What is set → whether it is anything to a KPI of the shape that it has then.
_USES: Final[Mapping[str, Callable[[Patch, Kpi, ShapeRule], bool]]] = {
    "band": _band_is_used,
    "total": lambda _patch, _kpi, rule: rule.has_total,
    "total_is": _total_is_used,
    "benchmark_id": lambda _patch, _kpi, rule: rule.needs_series,
    "number_for": _number_is_used,
}
_CHECKS: Final[tuple[PatchCheck, ...]] = (
    _figures,
    _said_once,
    _used,
    _shape_fits,
    _average_exists,
)
