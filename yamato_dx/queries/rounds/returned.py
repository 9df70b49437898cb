"""A file that came back to a round: whose it is, what it brings, whether it can be sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from yamato_dx import i18n
from yamato_dx.entries.cards import KpiCard
from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.intake.files.reading import read_document
from yamato_dx.intake.files.sheet import SheetFile
from yamato_dx.intake.problem import Problem
from yamato_dx.intake.reports.round_cards import cards_of_form
from yamato_dx.intake.reports.round_form import RoundForm, round_form_of
from yamato_dx.queries.assessed import View
from yamato_dx.queries.cards import cards_at
from yamato_dx.queries.reports.preview import Preview, preview_report
from yamato_dx.queries.rounds.held import NO_PLAN, HeldRound, rounds_at
from yamato_dx.queries.rounds.words import RoundWords, title_of
from yamato_dx.store.record import Record

ReturnResult = Literal["sendable", "asks", "same", "empty", "other_round", "unreadable"]
# A form without a sheet of figures has no table of them.
NO_FIGURES = "layout_unknown"


@dataclass(frozen=True, eq=False)
class ReturnedFile:
    """`section_ids`: as the ids in its rows say, empty where it is no form of a round. `cards`: how
    figures are got, new or said otherwise than now. `preview` None: not even read."""

    file_name: str
    data: bytes
    result: ReturnResult
    form: RoundForm
    preview: Preview | None
    cards: Mapping[str, KpiCard]
    problems: tuple[Problem, ...]

    @property
    def section_ids(self) -> tuple[str, ...]:
        return self.form.section_ids

    @property
    def has_report(self) -> bool:
        """Whether anything of it is a report; cards alone are none."""
        return self.preview is not None and bool(len(self.preview.values) or self.preview.progress)


def returned_file(
    record: Record, view: View, held: HeldRound, file_name: str, *, data: bytes
) -> ReturnedFile:
    """As it stands beside the record now; nothing is written. Its name says nothing of it."""
    document = read_document(data)
    if isinstance(document, Problem):
        return _unread(file_name, data, document)
    form = round_form_of(document)
    if form.rows and held.round_id not in form.round_ids:
        return ReturnedFile(file_name, data, "other_round", form, None, {}, ())
    preview = preview_report(record, data, file_name, view, round_year=held.asked.fiscal_year)
    problems = tuple(
        problem for problem in preview.obstacles if not (form.rows and problem.code == NO_FIGURES)
    )
    cards = _cards(record, view, document)
    result = _result(preview, problems, has_cards=bool(cards))
    return ReturnedFile(file_name, data, result, form, preview, cards, problems)


def _unread(file_name: str, data: bytes, problem: Problem) -> ReturnedFile:
    return ReturnedFile(file_name, data, "unreadable", RoundForm(()), None, {}, (problem,))


def _result(preview: Preview, problems: tuple[Problem, ...], *, has_cards: bool) -> ReturnResult:
    if any(not problem.is_answerable for problem in problems):
        return "unreadable"
    if problems:
        return "asks"
    if preview.duplicate_of and not has_cards:
        return "same"
    has_report = bool(len(preview.values) or preview.progress)
    return "sendable" if has_report or has_cards else "empty"


def _cards(record: Record, view: View, document: SheetFile) -> Mapping[str, KpiCard]:
    """Those that say anything else than what is said already."""
    known = cards_at(record, view.revision, NO_PLAN)
    told = {kpi_id: KpiCard(**cells) for kpi_id, cells in cards_of_form(document).items()}
    return {kpi_id: card for kpi_id, card in told.items() if known.get(kpi_id) != card}


def _problem_words(problem: Problem, words: RoundWords) -> str:
    """Where it stands, and what is wrong; of the whole file also what to do."""
    sentence = problem.sentence(words.lang)
    if problem.row is None:
        mend = problem.mend(words.lang)
        return words.say("rounds.returned.of_file", sentence=sentence, mend=mend)
    return words.say(
        "rounds.returned.problem",
        sheet=problem.sheet or "",
        row=problem.row,
        raw=problem.raw or "",
        sentence=sentence,
    ).strip()


def _title_unknown(round_id: str, words: RoundWords) -> str:
    """Of a round that the record does not have: by the year in its id."""
    year = round_id.partition("-")[0]
    if not year.isdigit():
        return round_id
    return words.say(
        "rounds.title.year_end", year=i18n.fiscal_year(FiscalYear(int(year)), words.lang)
    )


def contents_words(record: Record, view: View, found: ReturnedFile, words: RoundWords) -> str:
    """What it brings, or why it is not taken."""
    if found.result == "other_round":
        titles = {
            held.round_id: title_of(held, words.lang) for held in rounds_at(record, view.revision)
        }
        named = [
            titles.get(round_id) or _title_unknown(round_id, words)
            for round_id in found.form.round_ids
        ]
        return words.say("rounds.returned.other_round", title="、".join(named))
    if found.problems:
        first = _problem_words(found.problems[0], words)
        more = len(found.problems) - 1
        return words.say("rounds.returned.more", first=first, count=more) if more else first
    if found.result == "same":
        assert found.preview is not None, "only what was read is the same as another"
        return words.say("rounds.returned.same", batch=found.preview.duplicate_of)
    if found.result == "empty":
        return words.say("rounds.returned.empty")
    return words.say(
        "rounds.returned.brings",
        values=len(found.preview.values) if found.preview else 0,
        work=len(found.preview.progress) if found.preview else 0,
        cards=len(found.cards),
    )
