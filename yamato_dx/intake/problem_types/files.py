"""Files that are not what is read, and text files whose letters are not."""

from __future__ import annotations

from typing import Final

from yamato_dx.intake.problem_types.tables import written
from yamato_dx.problem_types import ProblemSection, ProblemType

_TABLE: Final = "年度,KPI番号,実績値\n令和6年度,4,640\n"

FILE: Final = ProblemSection(
    "file",
    (
        ProblemType("file_empty", ("refuse",)),
        ProblemType("file_too_large", ("refuse",)),
        ProblemType("file_pdf", ("refuse",)),
        ProblemType("file_image", ("refuse",)),
        ProblemType("file_document", ("refuse",)),
        ProblemType("file_web_page", ("refuse",)),
        ProblemType("file_old_excel", ("refuse",)),
        ProblemType("file_encrypted", ("refuse",)),
        ProblemType("file_other_archive", ("refuse",)),
        ProblemType("workbook_too_large", ("refuse",)),
        ProblemType("workbook_broken", ("refuse",)),
        ProblemType("workbook_cut_off", ("refuse",)),
        ProblemType("workbook_suspicious", ("refuse",)),
        ProblemType("sample_data", ("refuse",)),
    ),
)
TEXT: Final = ProblemSection(
    "text",
    (
        ProblemType("encoding_iso2022", ("refuse",)),
        ProblemType("encoding_euc", ("refuse",)),
        ProblemType("encoding_mixed", ("refuse",)),
        ProblemType("encoding_broken", ("refuse",)),
        ProblemType("encoding_unclear", ("ask",)),
        ProblemType("nul_bytes", ("refuse",)),
        ProblemType(
            "garbled",
            ("refuse",),
            written("蟷ｴ蠎ｦ,KPI逡ｪ蜿ｷ,螳溽ｸｾ蛟､\n莉､蜥・蟷ｴ蠎ｦ,4,640\n"),
            written(_TABLE),
        ),
        ProblemType(
            "delimiter_unknown",
            ("refuse",),
            written("年度;KPI番号;実績値;備考,摘要\n令和6年度;4;640;窓口,本庁\n"),
            written("年度;KPI番号;実績値\n令和6年度;4;640\n"),
        ),
        ProblemType(
            "commas_unclear",
            ("refuse",),
            written("年度;KPI番号;実績値\n令和6年度;1;26,3\n令和6年度;4;1,105\n"),
            written("年度;KPI番号;実績値\n令和6年度;1;26.3\n令和6年度;4;1,105\n"),
        ),
        ProblemType("separator_line", ("note",), written(f"sep=,\n{_TABLE}"), written(_TABLE)),
        ProblemType("blank_lines_before", ("note",), written(f"\n\n{_TABLE}"), written(_TABLE)),
        # Of a cell that holds no figure it is only told.
        ProblemType("last_line_open", ("confirm", "note")),
        ProblemType(
            "header_broken",
            ("refuse",),
            written('年度,"KPI番号,実績値\n令和6年度,4,640\n'),
            written(_TABLE),
        ),
        ProblemType(
            "quote_unclosed",
            ("refuse",),
            written('年度,KPI番号,実績値\n令和6年度,4,"640\n'),
            written('年度,KPI番号,実績値\n令和6年度,4,"640"\n'),
            is_of_file=True,
        ),
        ProblemType(
            "row_ragged",
            ("refuse",),
            written("年度,KPI番号,実績値\n令和6年度,4,1,105\n"),
            written('年度,KPI番号,実績値\n令和6年度,4,"1,105"\n'),
        ),
    ),
)
