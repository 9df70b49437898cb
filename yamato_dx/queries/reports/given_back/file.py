"""The file that somebody chose, back in its own format: beside each row why it is not taken."""

from __future__ import annotations

from yamato_dx.i18n import text
from yamato_dx.intake.files.reading import read_document
from yamato_dx.intake.problem import Problem
from yamato_dx.intake.returned import returning
from yamato_dx.intake.returned.reasons import Reason
from yamato_dx.queries.reports.preview import Preview


def is_given_back(preview: Preview) -> bool:
    """Whether there is something to be mended in its rows."""
    return bool(preview.data) and bool(_waiting(preview))


def with_reasons(preview: Preview, lang: str) -> bytes:
    """With a column that is passed over where the mended file is sent again."""
    assert preview.data is not None, "a file was chosen"
    document = read_document(preview.data)
    assert not isinstance(document, Problem), "its rows were read before"
    reasons = [
        Reason(problem.sheet, problem.row or 1, _words(problem, lang), problem.cell)
        for problem in _waiting(preview)
    ]
    return returning.with_reasons(preview.data, document, reasons, lang).data


def returned_name(preview: Preview, lang: str) -> str:
    """窓口_理由付き.csv; an old workbook comes back as a new one."""
    name, dot, ending = preview.file_name.rpartition(".")
    marked = f"{name or ending}_{text('reports.returned.file', lang)}"
    is_old = preview.reading.encoding == "xls"
    return f"{marked}.{'xlsx' if is_old else ending}" if (name and dot) or is_old else marked


def _waiting(preview: Preview) -> list[Problem]:
    """What stands in a row. Of the whole file nothing can be said beside one."""
    every = (*preview.left_out, *preview.obstacles)
    return sorted(
        (problem for problem in every if problem.row is not None),
        key=lambda problem: problem.row or 0,
    )


def _words(problem: Problem, lang: str) -> str:
    return text(
        "reports.returned.words", lang, problem=problem.sentence(lang), mend=problem.mend(lang)
    )
