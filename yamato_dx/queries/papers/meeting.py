"""会議資料: what a vice mayor reads on one sheet."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from yamato_dx import i18n
from yamato_dx.assessment.words import wording
from yamato_dx.assessment.words.figures import Figure, spoken
from yamato_dx.kept_answers import kept
from yamato_dx.output.images.bars import mini_bars_svg
from yamato_dx.output.papers.contents import Marked, Picture, PrintedCount, PrintedFigure
from yamato_dx.output.papers.meeting import (
    DECISIONS_ON_SHEET,
    MeetingPaper,
    SheetException,
    SheetGroup,
    SheetLine,
)
from yamato_dx.queries.assessed import Assessed, View, assessed
from yamato_dx.queries.figure_states import figure_states, state_words
from yamato_dx.queries.kpis.lines import KpiLine, YearCell
from yamato_dx.queries.kpis.overview import Group, Overview, overview
from yamato_dx.queries.papers.causes import Causes, causes_at
from yamato_dx.queries.papers.decisions_asked import decisions_asked
from yamato_dx.queries.papers.provenance import (
    defaults_words,
    joined_headline,
    paper_foot,
    paper_head,
)
from yamato_dx.queries.papers.since import (
    last_meeting,
    since_last,
    since_title,
    was_words,
)
from yamato_dx.queries.papers.wish import PaperWish
from yamato_dx.queries.selection import Selection, selected_rows
from yamato_dx.queries.words import Shown, verdict_of
from yamato_dx.rows import Row
from yamato_dx.store.record import Record

# Of a group, by the first of these verdicts that it has.
TONES: Final = {"not_met": "bad", "nearly_met": "", "met": "good", "awaiting_publication": "second"}
# Whose cause and measure are asked for.
ASKED: Final = ("not_met", "nearly_met")


@kept(16)
def meeting_paper(record: Record, view: View, wish: PaperWish) -> MeetingPaper:
    answer, lang = assessed(record, view), wish.lang
    shown = overview(record, view, wish.fiscal_year, lang, initiative_no=None)
    causes = causes_at(record, view, answer, wish.fiscal_year)
    last = last_meeting(record, view, wish)
    was = was_words(record, view, wish, last)
    decisions = decisions_asked(answer, causes, wish)
    overleaf = max(len(decisions) - DECISIONS_ON_SHEET, 0)
    legend = i18n.text("papers.legend", lang)
    return MeetingPaper(
        head=paper_head(record, view, wish, title=_title(answer, wish), subtitle=_subtitle(wish)),
        foot=paper_foot(
            record,
            view,
            lang,
            notes=(legend, *defaults_words(shown.defaults, lang)),
            trail=wish.trail,
        ),
        size=wish.size,
        headline=joined_headline(shown.headline, lang),
        counts=printed_counts(shown),
        years=tuple(year.label for year in shown.years),
        chosen=next((place for place, year in enumerate(shown.years) if year.is_chosen), None),
        groups=printed_groups(answer, shown, lang, was=was),
        exceptions=_exceptions(answer, causes, wish),
        since_title=since_title(last, wish.lang),
        since=since_last(record, view, wish, last),
        decisions=decisions,
        decisions_overleaf=i18n.text("papers.decisions_overleaf", lang, count=overleaf),
        empty=i18n.text(f"papers.missed.{'unknown' if shown.is_empty else 'none'}", lang),
    )


def _title(answer: Assessed, wish: PaperWish) -> str:
    if wish.meeting:
        return wish.meeting.title
    body = answer.plan.steering_body.in_language(wish.lang)
    return i18n.text("papers.meeting.title", wish.lang, body=body)


def _subtitle(wish: PaperWish) -> str:
    year = i18n.fiscal_year(wish.fiscal_year, wish.lang)
    if wish.meeting:
        day = i18n.day(wish.meeting.held_on, wish.lang)
        return i18n.text("papers.meeting.held", wish.lang, year=year, day=day)
    return i18n.text("papers.meeting.about", wish.lang, year=year)


def printed_counts(shown: Overview) -> tuple[PrintedCount, ...]:
    return tuple(
        PrintedCount(Marked(count.mark, count.word, count.tone), count.count)
        for count in shown.counts
    )


def printed_groups(
    answer: Assessed, shown: Overview, lang: str, *, was: Mapping[str, str]
) -> tuple[SheetGroup, ...]:
    """As 概要 groups them. `was`: by the number of a KPI."""
    rows = {
        str(row["kpi_no"]): row
        for row in selected_rows(answer, Selection(fiscal_year=shown.fiscal_year))
    }
    return tuple(
        SheetGroup(
            title=group.title,
            count=len(group.lines),
            tone=_tone(group),
            note=group.whose_move,
            lines=tuple(
                _line(
                    answer,
                    line,
                    rows[line.kpi_no],
                    lang,
                    was=was.get(line.kpi_no, ""),
                    is_marked=line.is_provisional and shown.defaults.provisional is None,
                )
                for line in group.lines
            ),
        )
        for group in shown.groups
    )


def _tone(group: Group) -> str:
    """That a report is missing is not that a target is missed."""
    codes = {line.verdict.code for line in group.lines}
    return next((tone for code, tone in TONES.items() if code in codes), "")


def _line(
    answer: Assessed, line: KpiLine, row: Row, lang: str, *, was: str, is_marked: bool
) -> SheetLine:
    """`is_marked`: that its verdict used a default, where not most of them do."""
    chosen = next(place for place, year in enumerate(line.years) if year.is_chosen)
    values, targets = ([pair[side] for pair in line.course] for side in (0, 1))
    provisional = i18n.text("kpis.overview.provisional", lang) if is_marked else ""
    return SheetLine(
        kpi_no=line.kpi_no,
        name=line.name,
        detail=_detail(answer, line, row, lang) + provisional,
        target=printed(line.target, lang),
        actual=printed(line.actual, lang),
        gap=printed(line.gap, lang),
        gap_tone=line.gap_tone,
        change=printed(line.change, lang),
        bars=Picture(
            mini_bars_svg(values, targets, chosen),
            i18n.text("papers.bars_alt", lang, name=line.name),
        ),
        years=tuple(_year(year, line) for year in line.years),
        was=was,
    )


def _detail(answer: Assessed, line: KpiLine, row: Row, lang: str) -> str:
    """見本住民課　R7年度平均・確定・未確認"""
    state = figure_states(answer).get((str(row["kpi_id"]), int(row["fiscal_year"])))
    is_awaiting = row["verdict"] == "awaiting_publication"
    status = "" if is_awaiting else wording.status_word(row, lang)
    parts = (line.measured, status, state_words(state, lang))
    words = i18n.text("papers.between", lang).join(part for part in parts if part)
    return i18n.text("papers.detail", lang, owner=line.owner, words=words)


def printed(figure: Shown, lang: str) -> PrintedFigure:
    under = spoken(Figure(figure.below_number, figure.below_unit), lang)
    return PrintedFigure(figure.number, figure.unit, figure.words, figure.below or under)


def _year(year: YearCell, line: KpiLine) -> Marked:
    """Of the chosen year the whole word, with 見込 or why it is held back."""
    if year.is_chosen and year.mark:
        words = line.verdict.words
        return Marked(year.mark, f"{words} {line.verdict.why}".strip(), year.tone)
    return Marked(year.mark, year.words, year.tone)


def _exceptions(answer: Assessed, causes: Causes, wish: PaperWish) -> tuple[SheetException, ...]:
    rows = selected_rows(answer, Selection(fiscal_year=wish.fiscal_year))
    missed = [row for verdict in ASKED for row in rows if row["verdict"] == verdict]
    return tuple(_exception(answer, row, causes, wish.lang) for row in missed)


def _exception(answer: Assessed, row: Row, causes: Causes, lang: str) -> SheetException:
    kpi, cause = answer.plan.kpi(row["kpi_id"]), causes.of_kpi[row["kpi_id"]]
    verdict = verdict_of(row, lang)
    return SheetException(
        verdict=Marked(verdict.mark, verdict.words, verdict.tone),
        kpi_no=kpi.kpi_no,
        name=kpi.short_name.in_language(lang),
        cause=cause.cause,
        measure=cause.measure,
        due=cause.due.isoformat() if cause.due else i18n.MISSING,
        person=cause.person or i18n.MISSING,
    )
