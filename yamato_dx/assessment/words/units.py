"""In what the figures of an assessment row are stated, where shares are 0–1."""

from __future__ import annotations

from yamato_dx.assessment.rules.effects import as_judged
from yamato_dx.assessment.rules.row_values import AssessmentRow
from yamato_dx.assessment.words.figures import is_share
from yamato_dx.i18n import text
from yamato_dx.plan.model.types import Kpi


def value_unit(kpi: Kpi, lang: str) -> str:
    """Of reported values and the baseline: 件, 時間, 割合（1＝100%）."""
    return text("assessment.unit.share", lang) if is_share(kpi) else kpi.unit.in_language(lang)


def target_unit(kpi: Kpi, lang: str) -> str:
    """Of target and compared value; those of a reduction are the share to be cut.

    `kpi`: in the shape by which it is judged.
    """
    if kpi.shape == "reduce_by":
        return text("assessment.unit.reduction", lang)
    return value_unit(kpi, lang)


def row_units(row: AssessmentRow, kpi: Kpi, lang: str) -> dict[str, str]:
    """unit, target_unit, gap_unit, change_unit of an assessment row.

    Items of a whole (17/20) differ by items; who misses a training of everybody is people.
    """
    judged = as_judged(kpi, row)
    target = target_unit(judged, lang)
    difference = kpi.unit.in_language(lang) if judged.shape == "complete" else target
    people = text("assessment.unit.people", lang)
    return {
        "unit": value_unit(kpi, lang),
        "target_unit": target,
        "gap_unit": people if row["reason"] == "not_everybody" else difference,
        "change_unit": difference,
    }
