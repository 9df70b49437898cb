"""What can be wrong with a folder, or with a file as a whole."""

from __future__ import annotations

from typing import Final

from yamato_dx.plan.problem_types.forms import CONTROL, TAB, in_file, in_lines
from yamato_dx.problem_types import ProblemSection

_CHECK: Final = "python -m yamato_dx plan check data/plans/"
_TERM: Final = "- {term_id: dx, term: DX, definition: 変革, is_ours: true}"
_POWER: Final = "- kpi_id: power"

FILES: Final = ProblemSection(
    "plan_files",
    (
        in_lines("folder_missing", f"{_CHECK}minatoo", f"{_CHECK}minato"),
        in_lines(
            "no_plan_yaml", "initiatives.yaml\nkpis.yaml", "plan.yaml\ninitiatives.yaml\nkpis.yaml"
        ),
        in_lines(
            "missing_file", "plan.yaml\ninitiatives.yaml", "plan.yaml\ninitiatives.yaml\nkpis.yaml"
        ),
        in_lines(
            "unknown_file",
            "plan.yaml\ninitiatives.yaml\nkpis.yaml\nglosary.yaml",
            "plan.yaml\ninitiatives.yaml\nkpis.yaml\nglossary.yaml",
        ),
        in_lines("unreadable_file", "---------- kpis.yaml", "-rw-r--r-- kpis.yaml"),
        in_lines("too_large", "kpis.yaml  2.1 MB", "kpis.yaml  12 KB"),
        in_lines("not_utf8", "kpis.yaml  Shift_JIS", "kpis.yaml  UTF-8"),
        in_file(
            "control_character", "kpis.yaml", f"  name: 電気{CONTROL}使用量", "  name: 電気使用量"
        ),
        in_file("empty_file", "glossary.yaml", "# DX", f"glossary:\n{_TERM}"),
        in_file("not_a_mapping", "glossary.yaml", _TERM, f"glossary:\n{_TERM}"),
        in_file("bad_syntax", "kpis.yaml", "  unit_forms: [kWh", "  unit_forms: [kWh]"),
        in_file("tab_indent", "kpis.yaml", f"{TAB}tells: 電気", "  tells: 電気"),
        in_file("several_documents", "kpis.yaml", f"---\n{_POWER}", _POWER),
        in_file("alias", "kpis.yaml", "  unit_forms: &forms [kWh]", "  unit_forms: [kWh]"),
        in_file("tag", "kpis.yaml", "  decimals: !!float 2", "  decimals: 2"),
        in_file(
            "too_deep",
            "kpis.yaml",
            f"  unit_forms: {'[' * 20}kWh{']' * 20}",
            "  unit_forms: [kWh]",
        ),
    ),
)
