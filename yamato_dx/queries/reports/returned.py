"""The file that somebody chose, back in its own format: beside each row why it is not taken."""

from __future__ import annotations

from yamato_dx.i18n import text
from yamato_dx.intake.problem import Problem
from yamato_dx.output.returned.files import is_returned, returned
from yamato_dx.output.returned.reasons import Reasons, RowReason
from yamato_dx.queries.reports.preview import Preview


def is_given_back(preview: Preview) -> bool:
    """Whether there is something to be mended in its rows, and its format can be written."""
    return bool(_waiting(preview)) and is_returned(preview.reading.encoding)


def with_reasons(preview: Preview, lang: str) -> bytes:
    """With a column that is passed over where the mended file is sent again."""
    assert preview.data is not None, "a file was chosen"
    reasons = Reasons(
        text("intake.template.reasons", lang),
        [
            RowReason(problem.sheet, problem.row or 1, _words(problem, lang))
            for problem in _waiting(preview)
        ],
        preview.reading.encoding,
        _heading_row(preview),
    )
    return returned(preview.data, reasons)


def returned_name(preview: Preview, lang: str) -> str:
    """窓口_理由付き.csv"""
    name, dot, ending = preview.file_name.rpartition(".")
    marked = f"{name or ending}_{text('reports.returned.file', lang)}"
    return f"{marked}.{ending}" if name and dot else marked


def _waiting(preview: Preview) -> list[Problem]:
    """What stands in a row. Of the whole file nothing can be said beside one."""
    every = (*preview.left_out, *preview.obstacles)
    return sorted(
        (problem for problem in every if problem.row is not None),
        key=lambda problem: problem.row or 0,
    )


def _words(problem: Problem, lang: str) -> str:
    words = text(
        "reports.returned.words", lang, problem=problem.sentence(lang), mend=problem.mend(lang)
    )
    place = problem.cell or problem.column
    return text("reports.returned.at", lang, place=place, words=words) if place else words


def _heading_row(preview: Preview) -> int | None:
    """None: the first that says something."""
    tables = preview.reading.tables
    return tables[0].body.header.rows[-1] + 1 if tables else None
