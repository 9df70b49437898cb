"""The papers by name, each with the kinds of file that it can be: the faces ask this table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from yamato_dx import i18n
from yamato_dx.entries.review.snapshots import KeptPaper
from yamato_dx.output.papers.typesetting import typeset
from yamato_dx.output.workbooks.closing import closing_xlsx
from yamato_dx.output.workbooks.meeting import meeting_xlsx
from yamato_dx.queries.assessed import View, plan_at
from yamato_dx.queries.closing.entered import is_closed, shown_at
from yamato_dx.queries.closing.kept import kept_papers
from yamato_dx.queries.papers.closing import closing_paper
from yamato_dx.queries.papers.meeting import meeting_paper
from yamato_dx.queries.papers.provenance import moment_of
from yamato_dx.queries.papers.report import progress_report
from yamato_dx.queries.papers.wish import PaperWish
from yamato_dx.store.files import FileToKeep
from yamato_dx.store.record import Record

MEETING_PAPER: Final = "meeting"
CLOSING_PAPER: Final = "closing"
PDF: Final = ".pdf"
XLSX: Final = ".xlsx"
MEDIA_TYPES: Final = {
    PDF: "application/pdf",
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
# The bytes of a paper of one moment.
PaperMaker = Callable[[Record, View, PaperWish], bytes]


@dataclass(frozen=True)
class PaperKind:
    """`makers`: by the ending of the file, the usual one first. `has_sizes`: whether there is an
    edition for each size of sheet. `is_of_end`: it is about the whole plan at its end, not about a
    year, and is handed out where the plan is closed."""

    name: str
    makers: Mapping[str, PaperMaker]
    has_sizes: bool = False
    is_of_end: bool = False

    def title(self, lang: str) -> str:
        return i18n.text(f"papers.name.{self.name}", lang)


@dataclass(frozen=True)
class PaperChoice:
    """One file that a reader can have."""

    kind: PaperKind
    ending: str
    wish: PaperWish

    @property
    def label(self) -> str:
        lang = self.wish.lang
        edition = self.wish.size.upper() if self.kind.has_sizes else ""
        later = i18n.text("papers.with_later", lang) if self.wish.with_later else ""
        file_kind = i18n.text(f"papers.ending.{self.ending.removeprefix('.')}", lang)
        words = (self.kind.title(lang) + later, edition, file_kind)
        return " ".join(word for word in words if word)

    @property
    def media_type(self) -> str:
        return MEDIA_TYPES[self.ending]

    def file_name(self, record: Record, view: View) -> str:
        """yamato_dx_会議資料_R7_A3_183.pdf: the same of one moment, another of another; of a draft
        it says so."""
        plan, lang = plan_at(record, view), self.wish.lang
        about = i18n.fiscal_year(self.wish.fiscal_year, lang, "short")
        if self.kind.is_of_end:
            about = "-".join(
                i18n.fiscal_year(year, lang, "short") for year in (plan.first_year, plan.last_year)
            )
        edition = self.wish.size.upper() if self.kind.has_sizes else ""
        later = str(view.revision) if self.wish.with_later else ""
        title = self.kind.title(lang).replace(" ", "_")
        revision = str(self._shown(record, view).revision)
        parts = (plan.plan_id, title, about, edition, revision, later)
        name = "_".join(part for part in parts if part) + self.ending
        is_draft = self.kind.is_of_end and not self.wish.ending and not is_closed(record, view)
        return i18n.text("publishing.file.draft", lang, name=name) if is_draft else name

    def _shown(self, record: Record, view: View) -> View:
        return shown_at(record, view) if self.kind.is_of_end else view

    def made(self, record: Record, view: View) -> bytes:
        return self.kind.makers[self.ending](record, view, self.wish)

    def handed_out(self, record: Record, view: View) -> bytes:
        """The file that the meeting, or the act that closed the plan, kept, where it kept this one;
        else made anew."""
        return self._kept(record, view) or self.made(record, view)

    def _kept(self, record: Record, view: View) -> bytes | None:
        name = self.file_name(record, view)
        papers = self._kept_papers(record, view)
        kept = next((paper.sha256 for paper in papers if paper.file_name == name), None)
        return record.file_bytes(kept) if kept else None

    def _kept_papers(self, record: Record, view: View) -> tuple[KeptPaper, ...]:
        if self.kind.is_of_end:
            return kept_papers(record, view)
        return self.wish.meeting.snapshot.papers if self.wish.meeting else ()


def _meeting_pdf(record: Record, view: View, wish: PaperWish) -> bytes:
    paper = meeting_paper(record, view, wish)
    return typeset("meeting", paper, made_at=moment_of(record, view))


def _meeting_xlsx(record: Record, view: View, wish: PaperWish) -> bytes:
    return meeting_xlsx(meeting_paper(record, view, wish), moment_of(record, view))


def _report_pdf(record: Record, view: View, wish: PaperWish) -> bytes:
    paper = progress_report(record, view, wish)
    return typeset("report", paper, made_at=moment_of(record, view))


def _closing_pdf(record: Record, view: View, wish: PaperWish) -> bytes:
    paper = closing_paper(record, view, wish)
    return typeset("closing", paper, made_at=moment_of(record, shown_at(record, view)))


def _closing_xlsx(record: Record, view: View, wish: PaperWish) -> bytes:
    made_at = moment_of(record, shown_at(record, view))
    return closing_xlsx(closing_paper(record, view, wish), made_at)


# Another paper: one entry, its name in the catalogues (papers.name.…), its maker.
PAPERS: Final[Mapping[str, PaperKind]] = {
    kind.name: kind
    for kind in (
        PaperKind(MEETING_PAPER, {PDF: _meeting_pdf, XLSX: _meeting_xlsx}, has_sizes=True),
        PaperKind("report", {PDF: _report_pdf}),
        PaperKind(CLOSING_PAPER, {PDF: _closing_pdf, XLSX: _closing_xlsx}, is_of_end=True),
    )
}


def paper_choices(wish: PaperWish, *, of_end: bool = False) -> tuple[PaperChoice, ...]:
    """Every file of every paper, for a menu: of those of a year, or of those of the plan's end."""
    return tuple(
        PaperChoice(kind, ending, edition)
        for kind in PAPERS.values()
        if kind.is_of_end == of_end
        for edition in _editions(kind, wish)
        for ending in kind.makers
        if ending == PDF or edition.size == wish.size
    )


def papers_to_keep(record: Record, view: View, wish: PaperWish) -> tuple[FileToKeep, ...]:
    """The sheets of a meeting, or the papers of a plan that is being closed, as files for it to
    keep: `handed_out` finds them again by their names. `view` may be the moment itself, before its
    rows are frozen."""
    kept = CLOSING_PAPER if wish.ending else MEETING_PAPER
    return tuple(
        FileToKeep(choice.file_name(record, view), choice.made(record, view))
        for choice in paper_choices(wish, of_end=wish.ending is not None)
        if choice.kind.name == kept
    )


def _editions(kind: PaperKind, wish: PaperWish) -> tuple[PaperWish, ...]:
    if not kind.has_sizes:
        return (wish,)
    return replace(wish, size="a3"), replace(wish, size="a4")
