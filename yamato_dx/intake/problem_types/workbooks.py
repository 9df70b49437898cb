"""What a workbook shows otherwise than it holds: its examples are cells, told in words."""

from __future__ import annotations

from typing import Final

from yamato_dx.problem_types import ProblemSection, ProblemType

WORKBOOK: Final = ProblemSection(
    "workbook",
    (
        ProblemType("sheet_ignored", ("note",)),
        ProblemType("sheet_beside", ("confirm",)),
        ProblemType("sheet_hidden", ("note",)),
        ProblemType("sheet_hidden_read", ("confirm",)),
        # Of a column of words, such as 備考, it is only told.
        ProblemType("column_hidden", ("confirm", "note"), is_of_file=True),
        # In a table of residents, where nothing is confirmed, it is only told.
        ProblemType("row_hidden", ("confirm", "note")),
        ProblemType("row_struck", ("ask",)),
        ProblemType("cell_struck", ("ask",)),
        ProblemType("cell_raised", ("ask",)),
        ProblemType("cell_invisible", ("ask",)),
        ProblemType("cell_comment", ("note",)),
        ProblemType("format_changes", ("ask",)),
        ProblemType("format_unknown", ("refuse",)),
        ProblemType("format_rounds", ("note",)),
        ProblemType("format_about", ("note",)),
        ProblemType("rounding_judges_otherwise", ("confirm",)),
        ProblemType("formula_uncomputed", ("refuse",)),
        ProblemType("formula_passed_over", ("note",)),
        ProblemType("witness_doubted", ("note",)),
    ),
)
