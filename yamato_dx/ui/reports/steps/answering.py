"""差戻し as its section sees it: the reason first, and the way to answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from yamato_dx import i18n
from yamato_dx.queries.reports.steps import ReportSteps, report_steps, returned_to

if TYPE_CHECKING:
    from yamato_dx.ui.frame.screen import Screen

ANSWERS: Final = "answers"
# Which desk the reader stands at.
_DESK: Final = ("section",)


def draw_returned(page: Screen, section: str | None) -> None:
    """Every report of the section (of all where it is None) that was given back and is not answered
    yet; but for the one that is answered on this page."""
    answering = st.query_params.get(ANSWERS)
    for report in returned_to(page.record, page.now().revision, section):
        if report.batch_id != answering:
            draw_reason_of_return(page, report)
            kept = {name: st.query_params[name] for name in _DESK if name in st.query_params}
            link = page.link("report", answers=report.batch_id, **kept)
            page.draw("links", links=[(link, page.say("steps.answer.link"))])


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
    """The report that the address asks to answer; None where there is no such one, or it was not
    given back."""
    steps = report_steps(page.record, page.now().revision)
    report = steps.get(st.query_params.get(ANSWERS, ""))
    return report if report and report.state == "returned" else None
