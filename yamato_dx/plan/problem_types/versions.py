"""What can be wrong between the versions of a plan, each a folder of its own."""

from __future__ import annotations

from typing import Final

from yamato_dx.plan.problem_types.forms import in_file
from yamato_dx.problem_types import ProblemSection

_CODE: Final = 'municipality: {municipality_code: "990019"'

VERSIONS: Final = ProblemSection(
    "plan_versions",
    (
        in_file(
            "other_municipality",
            "2.0/plan.yaml",
            _CODE.replace("990019", "990027"),
            _CODE,
            beside=("1.0/plan.yaml", _CODE),
        ),
        in_file(
            "same_version",
            "2.0/plan.yaml",
            'plan_version: "1.0"',
            'plan_version: "2.0"',
            beside=("1.0/plan.yaml", 'plan_version: "1.0"'),
        ),
        in_file(
            "same_effective_from",
            "2.0/plan.yaml",
            "effective_from: 2025-04-01",
            "effective_from: 2026-04-01",
            beside=("1.0/plan.yaml", "effective_from: 2025-04-01"),
        ),
        in_file(
            "measure_changed",
            "2.0/kpis.yaml",
            "  unit: MWh\n  unit_forms: [MWh]",
            "  unit: kWh\n  unit_forms: [kWh]",
            beside=("1.0/kpis.yaml", "  unit: kWh\n  unit_forms: [kWh]"),
        ),
    ),
)
