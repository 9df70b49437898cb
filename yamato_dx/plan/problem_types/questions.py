"""What can be wrong with an open question."""

from __future__ import annotations

from typing import Final

from yamato_dx.plan.problem_types.forms import in_file
from yamato_dx.problem_types import ProblemSection

_FILE: Final = "open_questions.yaml"
_HEADS: Final = "  candidates:\n  - {candidate_id: heads, name: 実人数}"
_WHOLE: Final = "  - {candidate_id: whole, name: 県全体, benchmark_id: whole}"
_MEAN: Final = "  - {candidate_id: mean, name: 単純平均, benchmark_id: mean}"

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
            _MEAN.replace(", benchmark_id: mean", ""),
            _MEAN,
        ),
    ),
)
