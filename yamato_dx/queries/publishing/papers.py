"""The papers of this room, by what they are called and how their file ends."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from yamato_dx import i18n
from yamato_dx.errors import Refused
from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.queries.assessed import View
from yamato_dx.queries.publishing.facts import facts
from yamato_dx.queries.publishing.handover import handover_docx, handover_pdf
from yamato_dx.queries.publishing.residents import residents_half_page, residents_page
from yamato_dx.queries.publishing.results import results_pdf, results_workbook
from yamato_dx.queries.reports.owed import sections_on
from yamato_dx.store.record import Record


@dataclass(frozen=True)
class PublicPaperWish:
    """`about`: of facts a KPI's number or initiative:<no>, «» all; of a handover the section's id
    or name. `fiscal_year` None: the last that is over. `is_draft`: what would be public, for the
    decision to publish it."""

    lang: str = "ja"
    about: str = ""
    fiscal_year: FiscalYear | None = None
    is_draft: bool = False


PublicPaperMaker = Callable[[Record, View, PublicPaperWish], bytes]


def make_paper(record: Record, view: View, file: tuple[str, str], wish: PublicPaperWish) -> bytes:
    """`file`: kind and ending (results, .pdf). Raises Refused where there is no such, and what its
    maker raises: a public paper where nothing was public at `view`."""
    kind, ending = file
    makers = PUBLIC_PAPERS[kind]
    if ending not in makers:
        raise Refused("papers.refused.ending", ending=ending, known=", ".join(makers))
    return makers[ending](record, view, wish)


def _residents(record: Record, view: View, wish: PublicPaperWish) -> bytes:
    return residents_page(record, view, wish.lang, is_draft=wish.is_draft)


def _half_page(record: Record, view: View, wish: PublicPaperWish) -> bytes:
    return residents_half_page(record, view, wish.lang, is_draft=wish.is_draft)


def _results(record: Record, view: View, wish: PublicPaperWish) -> bytes:
    year, draft = wish.fiscal_year, wish.is_draft
    return results_workbook(record, view, wish.lang, fiscal_year=year, is_draft=draft)


def _results_pdf(record: Record, view: View, wish: PublicPaperWish) -> bytes:
    year, draft = wish.fiscal_year, wish.is_draft
    return results_pdf(record, view, wish.lang, fiscal_year=year, is_draft=draft)


def _facts(record: Record, view: View, wish: PublicPaperWish) -> bytes:
    """With a byte order mark and the line ends of Windows: Notepad reads it as what it is."""
    written = facts(record, view, wish.about, wish.lang)
    return written.replace("\n", "\r\n").encode("utf-8-sig")


def _handover(record: Record, view: View, wish: PublicPaperWish) -> bytes:
    return handover_docx(record, view, _section_id(record, view, wish), wish.lang)


def _handover_pdf(record: Record, view: View, wish: PublicPaperWish) -> bytes:
    return handover_pdf(record, view, _section_id(record, view, wish), wish.lang)


def _section_id(record: Record, view: View, wish: PublicPaperWish) -> str:
    """By its id or by a name."""
    names = {
        name: section.section_id
        for section in sections_on(record, view)
        for name in (section.section_id, section.name.ja, section.name.en)
    }
    return names.get(wish.about, wish.about)


PUBLIC_PAPERS: Final[Mapping[str, Mapping[str, PublicPaperMaker]]] = {
    "residents": {".html": _residents, ".pdf": _half_page},
    "results": {".xlsx": _results, ".pdf": _results_pdf},
    "facts": {".txt": _facts},
    "handover": {".docx": _handover, ".pdf": _handover_pdf},
}


def paper_name(kind: str, ending: str, view: View, lang: str) -> str:
    """住民向け_2026-11-30.html"""
    return f"{i18n.text(f'papers.file.{kind}', lang)}_{view.on.isoformat()}{ending}"
