"""From a chosen file to a 報告番号: the state of one visitor's report between two reruns."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from yamato_dx.acts.permissions import Act
from yamato_dx.acts.report import Receipt
from yamato_dx.acts.rounds.receiving import send_form
from yamato_dx.queries.reports.preview import Preview, preview_report
from yamato_dx.queries.rights.subjects import of_values
from yamato_dx.ui.frame import outcome
from yamato_dx.ui.frame.file_boxes import empty_file_box
from yamato_dx.ui.frame.forms import done, kept_once, put_away, shown_once, signature
from yamato_dx.ui.kpis.cards import may_write_card
from yamato_dx.ui.reports.reading import state as reading
from yamato_dx.ui.reports.steps.answering import ANSWERS
from yamato_dx.ui.reports.steps.correcting import own_reasons_told, reason_told
from yamato_dx.ui.reports.typing.rounds import round_in_sight
from yamato_dx.ui.reports.watched import LARGE_BYTES, stop_watching, watched_preview

if TYPE_CHECKING:
    from yamato_dx.ui.frame.file_boxes import ChosenFile
    from yamato_dx.ui.frame.screen import Screen


SENDER = "report.by"
_GOOD_ROWS = "report.good_rows"
BOX = "report"


def preview_of(
    page: Screen, upload: ChosenFile, replaces: str | None, answers_to: str | None = None
) -> Preview | None:
    """The preview of the chosen file against the record as it stands now, made once; None where its
    reader stopped it, or it has figures that are not theirs to report, which is said: beside them
    stands what holds now."""
    preview = _preview_of(page, upload, replaces, answers_to)
    return preview if preview is None or _is_theirs(page, preview) else None


def _is_theirs(page: Screen, preview: Preview) -> bool:
    values, items = preview.reading.values, preview.reading.progress
    if values.empty and not items:
        return True
    return page.permits(Act.REPORT, partial(of_values, page.record, values, items))


def _preview_of(
    page: Screen, upload: ChosenFile, replaces: str | None, answers_to: str | None
) -> Preview | None:
    view = page.now()
    answers = answers_in(upload.file_id)
    good_rows = are_good_rows_chosen(upload.file_id)
    said, section = reading.said_of(upload.file_id), reading.chosen_section(page)
    held = round_in_sight(page)
    round_year = held.asked.fiscal_year if held else None
    asked = (replaces, answers_to, tuple(answers.items()), said, section, round_year, good_rows)
    key = (upload.file_id, view.revision, view.on, *asked)
    make = partial(
        preview_report,
        page.record,
        upload.data,
        upload.name,
        view,
        replaces=replaces,
        answers=dict(answers),
        answers_to=answers_to,
        corrections=reading.corrections_of(upload.file_id),
        section_id=section,
        round_year=round_year,
        good_rows=good_rows,
        takes_card=partial(may_write_card, page),
    )
    if len(upload.data) <= LARGE_BYTES:
        return shown_once(BOX, key, make, page.say("reports.sending.checking"))
    return kept_once(BOX, key, lambda: watched_preview(page, key, lambda tell: make(tell=tell)))


def answers_in(file_id: str) -> dict[str, str]:
    """What was answered in this visit to the problems of this file."""
    of_files: dict[str, dict[str, str]] = st.session_state.setdefault("report.answers", {})
    return of_files.setdefault(file_id, {})


def answer(file_id: str, problem_ids: Sequence[str], choice: str | None) -> None:
    """None: not answered any more."""
    answers = answers_in(file_id)
    for problem_id in problem_ids:
        if choice is None:
            answers.pop(problem_id, None)
        else:
            answers[problem_id] = choice


def are_good_rows_chosen(file_id: str) -> bool:
    """Whether the good rows of this file are to go without the others."""
    return file_id in st.session_state.get(_GOOD_ROWS, frozenset())


def choose_good_rows(file_id: str, *, is_chosen: bool) -> None:
    """For this file alone: another one asks anew."""
    st.session_state[_GOOD_ROWS] = frozenset((file_id,)) if is_chosen else frozenset()


def send(page: Screen, preview: Preview) -> None:
    """Send what was previewed; the page shows the outcome at its next run."""
    actor_name = signature(page, page.name, SENDER, "reports.sending.by_missing")
    if not actor_name:
        return
    sent = done(
        page,
        page.name,
        lambda: (
            send_form(
                page.record,
                preview,
                actor=page.actor(actor_name, reading.sending_section(page)),
                correction_reason=reason_told(preview),
                own_reasons=own_reasons_told(preview),
            ),
        ),
    )
    if sent:
        (receipt,) = sent
        reading.keep(page, preview, actor_name)
        _tell(page, receipt, preview)
        start_over()


def _tell(page: Screen, receipt: Receipt | None, preview: Preview) -> None:
    cards = [page.say("reports.cards.sent", count=len(preview.cards))] if preview.cards else []
    if receipt is None:
        link = (page.link("initiatives"), page.say("frame.page.initiatives"))
        outcome.keep(page.name, *cards, links=(link,))
        return
    batch_id = receipt.batch_id
    if receipt.duplicate_of:
        outcome.keep(
            page.name,
            page.say("reports.sending.duplicate.note"),
            big=page.say("reports.sending.duplicate", batch=batch_id),
        )
        return
    count = len(preview.values) + len(preview.progress)
    lines = [page.say("reports.sending.sent.note", count=count), *cards]
    if preview.left_out:
        lines.append(page.say("reports.left_out.sent", count=preview.rows_refused))
    outcome.keep(
        page.name,
        *lines,
        big=page.say("reports.sending.sent", batch=batch_id),
        links=(
            (
                page.link("report", way="typing", receipt=batch_id),
                page.say("reports.typing.receipt.title"),
            ),
            (page.link("overview"), page.say("reports.sending.sent.overview")),
            (page.link("history", batch=batch_id), page.say("reports.sending.sent.history")),
            (page.link("report", replaces=batch_id), page.say("reports.history.replace")),
        ),
    )


def start_over() -> None:
    empty_file_box(BOX)
    put_away(BOX)
    stop_watching()
    st.session_state.pop("report.answers", None)
    reading.put_away()
    st.session_state.pop(_GOOD_ROWS, None)
    if st.query_params.pop("replaces", None) or st.query_params.pop(ANSWERS, None):
        st.query_params["way"] = "file"
