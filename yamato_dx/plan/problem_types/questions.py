"""What can be wrong with an open question."""

from __future__ import annotations

from typing import Final

from yamato_dx.plan.problem_types.forms import in_file
from yamato_dx.problem_types import ProblemSection

_FILE: Final = "open_questions.yaml"
_HEADS: Final = "  candidates:\n  - {candidate_id: heads, name: 実人数}"
_WHOLE: Final = "  - {candidate_id: whole, name: 県全体, sets: {benchmark_id: whole}}"
_MEAN: Final = "  - {candidate_id: mean, name: 単純平均, sets: {benchmark_id: mean}}"
_STATED: Final = "  - {candidate_id: stated, name: 計画の数, sets: {total: 12}}"
_DECIDED: Final = "  - {candidate_id: decided, name: 決める数, sets: {number_for: total}}"
_AMOUNT: Final = (
    "  - {candidate_id: amount, name: 使用量, sets: {shape: reduce_by, figure_means: 使用量}}"
)
_SHARE: Final = (
    "  - {candidate_id: share, name: 割合, sets: {shape: reduce_by, figure_means: 使用の割合}}"
)

QUESTIONS: Final = ProblemSection(
    "plan_questions",
    (
        in_file(
            "unknown_kpi",
            _FILE,
            "  kpi_ids: [visit]",
            "  kpi_ids: [visits]",
            beside=("kpis.yaml", "- kpi_id: visits"),
        ),
        in_file(
            "default_missing",
            _FILE,
            f"  treatment: default\n{_HEADS}",
            f"  treatment: default\n  default: heads\n{_HEADS}",
        ),
        in_file(
            "default_unknown",
            _FILE,
            f"  treatment: default\n  default: people\n{_HEADS}",
            f"  treatment: default\n  default: heads\n{_HEADS}",
        ),
        in_file(
            "default_not_used",
            _FILE,
            f"  treatment: hold\n  default: heads\n{_HEADS}",
            f"  treatment: hold\n{_HEADS}",
        ),
        in_file(
            "too_few_candidates",
            _FILE,
            f"  treatment: candidates\n  candidates:\n{_WHOLE}",
            f"  treatment: candidates\n  candidates:\n{_WHOLE}\n{_MEAN}",
        ),
        in_file(
            "candidate_without_benchmark",
            _FILE,
            _MEAN.replace(", sets: {benchmark_id: mean}", ""),
            _MEAN,
        ),
        in_file(
            "unknown_benchmark",
            _FILE,
            _MEAN.replace("id: mean}}", "id: average}}"),
            _MEAN,
            beside=("kpis.yaml", "  benchmark_series: rate"),
        ),
        in_file(
            "sets_not_used",
            _FILE,
            _STATED.replace("total: 12", "band: {nearly_met_from: 0.9}"),
            _STATED,
            beside=("kpis.yaml", "  shape: complete"),
        ),
        in_file(
            "sets_conflict",
            _FILE,
            _STATED.replace("total: 12", "total: 12, total_is: reported"),
            _STATED,
        ),
        in_file(
            "sets_shape_unfit",
            _FILE,
            _SHARE.replace("reduce_by", "match_benchmark"),
            _SHARE,
            beside=("kpis.yaml", "- kpi_id: power"),
        ),
        in_file(
            "default_asks_number",
            _FILE,
            f"  default: decided\n  candidates:\n{_STATED}\n{_DECIDED}",
            f"  default: stated\n  candidates:\n{_STATED}\n{_DECIDED}",
        ),
        in_file(
            "meaning_missing",
            _FILE,
            f"{_AMOUNT}\n{_SHARE.replace(', figure_means: 使用の割合', '')}",
            f"{_AMOUNT}\n{_SHARE}",
        ),
    ),
)
