"""差戻し as its section sees it: the reason first, and the way to answer."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

import streamlit as st

from yamato_dx import i18n
from yamato_dx.acts.permissions import Act
from yamato_dx.queries.reports.steps import ReportSteps, report_steps, returned_to
from yamato_dx.queries.rights.subjects import of_report
from yamato_dx.ui.register.own_sections import is_of_sections

if TYPE_CHECKING:
    from yamato_dx.ui.frame.screen import Screen

ANSWERS: Final = "answers"
# Which desk the reader stands at.
_DESK: Final = ("section",)


def draw_returned(page: Screen, section: str | None) -> None:
    """Every report of the section (of all where it is None) that was given back and is not answered
    yet; but for the one that is answered on this page."""
    answering = st.query_params.get(ANSWERS)
    # A section's account has those of its own, whatever the section was called then.
    section = None if is_of_sections(page) else section
    for report in returned_to(page.record, page.now().revision, section):
        if report.batch_id != answering and _may_read(page, report):
            draw_reason_of_return(page, report)
            kept = {name: st.query_params[name] for name in _DESK if name in st.query_params}
            link = page.link("report", answers=report.batch_id, **kept)
            page.draw_links([(link, page.say("steps.answer.link"))])


def draw_reason_of_return(page: Screen, report: ReportSteps) -> None:
    last = report.last
    page.message(
        last.reason,
        page.say(
            "steps.returned.by",
            by=last.who(page.lang),
            moment=i18n.moment(last.at, page.lang),
        ),
        tone="bad",
        big=page.say(
            "steps.returned.which",
            batch=report.batch_id,
            day=i18n.moment(report.steps[0].at, page.lang)[:10],
        ),
    )


def returned_report(page: Screen) -> ReportSteps | None:
    """The report that the address asks to answer; None where there is no such one that the reader
    may look into, or it was not given back."""
    steps = report_steps(page.record, page.now().revision)
    report = steps.get(st.query_params.get(ANSWERS, ""))
    is_answerable = report and report.state == "returned" and _may_read(page, report)
    return report if is_answerable else None


def _may_read(page: Screen, report: ReportSteps) -> bool:
    return page.may(Act.READ_REPORT, partial(of_report, page.record, report.batch_id))
