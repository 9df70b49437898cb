"""照会文と様式: one workbook per section with what it owes, the letter, all in one ZIP."""

from __future__ import annotations

import unicodedata
from datetime import UTC, datetime, time
from typing import Final

from yamato_dx import i18n
from yamato_dx.entries.cards import FIELDS
from yamato_dx.i18n import text
from yamato_dx.intake.reports.round_form import WHOLE, FormRow
from yamato_dx.kept_answers import kept
from yamato_dx.output.papers.letter import LetterTable, letter_docx, zipped
from yamato_dx.output.workbooks.round_form import CardRow, RoundPaper, round_form_xlsx
from yamato_dx.output.workbooks.template import Asked, keyed_items
from yamato_dx.queries.assessed import View, plan_at, plan_of_reports
from yamato_dx.queries.reports.owed import Owed
from yamato_dx.queries.rounds.asking import WORK
from yamato_dx.queries.rounds.held import HeldRound
from yamato_dx.queries.rounds.letters import era_day, link_of
from yamato_dx.queries.rounds.owing import owed_to_round
from yamato_dx.queries.rounds.words import RoundWords, round_words, title_of
from yamato_dx.queries.schedule.words import planned_of_all
from yamato_dx.store.record import Record

# Of the name of a file. Windows takes 255 for all folders and the file together, by its older
# programs.
NAME_SIGNS: Final = 100
LETTER_LINES = (
    "what",
    "by_when",
    "figures",
    "work",
    "cards",
    "blank",
    "months",
    "back",
    "page",
    "ask",
)


def round_folder(
    record: Record, view: View, held: HeldRound, letter: str, *, lang: str, site: str = ""
) -> bytes:
    """The ZIP of all forms and the letter as `letter` says it, as docx."""
    words = round_words(record, view, lang)
    names = _form_names(held, words)
    forms = {
        names[section_id]: section_form(record, view, held, section_id, lang=lang, site=site)
        for section_id in held.section_ids
    }
    made_on = _made_on(held)
    docx = letter_docx(letter, _sections_table(held, names, words), made_on)
    return zipped({f"{_clean(notice_name(held, words))}.docx": docx, **forms}, made_on)


def _form_names(held: HeldRound, words: RoundWords) -> dict[str, str]:
    """By section. Two of one name are told apart by their ids, so that neither is left out."""
    names = {section_id: file_name(held, section_id, words) for section_id in held.section_ids}
    found = list(names.values())
    return {
        section_id: name
        if found.count(name) == 1
        else f"{name.removesuffix('.xlsx')}_{section_id}.xlsx"
        for section_id, name in names.items()
    }


def notice_name(held: HeldRound, words: RoundWords) -> str:
    return words.say("rounds.notice.file", title=title_of(held, words.lang))


def folder_name(held: HeldRound, lang: str) -> str:
    return f"{_clean(text('rounds.folder', lang, title=title_of(held, lang)))}.zip"


def file_name(held: HeldRound, section_id: str, words: RoundWords) -> str:
    """実績報告_令和7年度_住民課.xlsx."""
    section = words.section(held, section_id)
    year = i18n.fiscal_year(held.asked.fiscal_year, words.lang)
    return f"{_clean(words.say('rounds.form.file', year=year, section=section))}.xlsx"


def _clean(name: str) -> str:
    """Without what no file may be called, and no longer than a folder takes it."""
    return "".join(
        "-" if sign in '\\/:*?"<>|' or unicodedata.category(sign) == "Cc" else sign
        for sign in name[:NAME_SIGNS]
    )


@kept(64)
def section_form(
    record: Record, view: View, held: HeldRound, section_id: str, *, lang: str, site: str = ""
) -> bytes:
    answer = owed_to_round(record, view, held, lang, section_id=section_id)
    words = round_words(record, view, lang)
    return round_form_xlsx(
        held.asked.fiscal_year,
        _asked(record, view, held, section_id, answer=answer, lang=lang),
        _paper(record, view, held, section_id, words=words, site=site),
        lang,
    )


def _asked(
    record: Record, view: View, held: HeldRound, section_id: str, *, answer: Owed, lang: str
) -> Asked:
    plan = plan_at(record, view)
    own = {key: (initiative, name) for key, initiative, name in keyed_items(plan, lang)}
    separator = text("frame.list", lang)
    ids = {
        item.item_id: FormRow(held.round_id, section_id, item.kind, item.item_id).written
        for item in held.asked.items_of(section_id)
        if item.kind != "card"
    }
    return Asked(
        kpis=tuple(owed_kpi.kpi for owed_kpi in answer.kpis),
        items=tuple(
            (item.item_key, *own.get(item.item_key, ("", item.name))) for item in answer.items
        ),
        targets={owed_kpi.kpi.kpi_id: owed_kpi.target for owed_kpi in answer.kpis},
        last_year={owed_kpi.kpi.kpi_id: owed_kpi.last_year for owed_kpi in answer.kpis},
        planned=planned_of_all(record, view, lang),
        serves={
            owed_kpi.kpi.kpi_id: separator.join(served.called for served in owed_kpi.serves)
            for owed_kpi in answer.kpis
            if owed_kpi.serves
        },
        form_ids=ids,
        usual_status=answer.usual_status,
    )


def _paper(
    record: Record,
    view: View,
    held: HeldRound,
    section_id: str,
    *,
    words: RoundWords,
    site: str,
) -> RoundPaper:
    items = held.asked.items_of(section_id)
    kpis = {kpi.kpi_id: kpi for kpi in plan_of_reports(record, view).kpis}
    values = {
        "section": words.section(held, section_id),
        "due": era_day(held.due_of(section_id), words),
        "office": words.office,
        "link": link_of(held, section_id, site, words.lang),
        "status": words.say(f"rounds.form.status.{held.asked.kind}"),
    }
    counts = {
        "figures": sum(item.kind == "kpi" for item in items),
        "work": sum(item.kind in WORK for item in items),
        "cards": sum(item.kind == "card" for item in items),
    }
    lines = (
        words.say(f"rounds.form.line.{name}", count=counts.get(name, 1), **values)
        for name in LETTER_LINES
        if counts.get(name, 1)
        and (name != "months" or counts["figures"])
        and (name != "page" or values["link"])
    )
    return RoundPaper(
        title=title_of(held, words.lang),
        lines=tuple(lines),
        cards=tuple(
            CardRow(
                kpis[item.item_id].kpi_no,
                kpis[item.item_id].name.in_language(words.lang),
                FormRow(held.round_id, section_id, item.kind, item.item_id).written,
            )
            for item in items
            if item.kind == "card" and item.item_id in kpis
        ),
        card_headings=tuple(words.say(f"kpis.getting.{name}") for name in FIELDS),
        mark=FormRow(held.round_id, section_id, WHOLE, "").written,
        made_on=_made_on(held),
    )


def _made_on(held: HeldRound) -> datetime:
    """So that the same form is the same bytes."""
    return datetime.combine(held.asked.opened_on, time(), UTC).replace(tzinfo=None)


def _sections_table(held: HeldRound, names: dict[str, str], words: RoundWords) -> LetterTable:
    def row(section_id: str) -> tuple[str, ...]:
        kinds = [item.kind for item in held.asked.items_of(section_id)]
        return (
            words.section(held, section_id),
            str(kinds.count("kpi")),
            str(sum(kind in WORK for kind in kinds)),
            str(kinds.count("card")),
            names[section_id],
        )

    headings = ("section", "kpi", "work", "card", "file")
    return LetterTable(
        words.say("rounds.notice.table"),
        tuple(words.say(f"rounds.column.{name}") for name in headings),
        [row(section_id) for section_id in held.section_ids],
    )
