"""Brand at the left of the menu, languages at its right; below them what every page has to say:
that the figures are fictitious, that the connection is not encrypted, that the reader is at another
machine, that the record lost something and receives nothing, that its database is away and what is
shown so many minutes old."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from urllib.parse import urlencode

import streamlit as st

from yamato_dx import i18n
from yamato_dx.acts.permissions import may
from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.queries.assessed import view_of
from yamato_dx.queries.plan.sight import ShownPlan, plan_shown
from yamato_dx.queries.reports.owed import sections_on
from yamato_dx.ui.frame.asked_view import MOMENT, plan_in_sight
from yamato_dx.ui.frame.filters import Unknown, begin_run, moment_shown, unknown_in_address
from yamato_dx.ui.frame.language import address, language_link
from yamato_dx.ui.frame.menu import act_of, group_of
from yamato_dx.ui.frame.screen import actor_here
from yamato_dx.ui.frame.templates import Html, render
from yamato_dx.web.callers import caller_here
from yamato_dx.web.served import Served


@contextmanager
def chrome(lang: str, page_name: str, served: Served) -> Iterator[None]:
    """Drawn before the page, as one element; and once more after it where the page has put
    something into the address, which the languages' links keep, found something there that it does
    not know, or shows a moment at which the plan was another."""
    begin_run(lang)
    query = st.query_params.to_dict()
    drawn = st.html(_chrome(lang, page_name, served, query))
    try:
        yield
    finally:
        left, unknown, view = st.query_params.to_dict(), unknown_in_address(), moment_shown()
        if left != query or unknown or view:
            then = plan_shown(served.record, view, lang) if view else None
            drawn.html(_chrome(lang, page_name, served, left, unknown=unknown, then=then))


def draw_languages(lang: str, served: Served) -> None:
    """Where there is no plan yet: alone, and below them that the reader is at another machine."""
    query = st.query_params.to_dict()
    first = render(
        "chrome_first",
        lang,
        languages=_languages(lang, "", query),
        account=_account(lang, "", query, ""),
        caller=_other_machine(lang),
        plain=served.is_plain,
    )
    st.html(first)


def _chrome(
    lang: str,
    page_name: str,
    served: Served,
    query: Mapping[str, str],
    *,
    unknown: tuple[Unknown, ...] = (),
    then: ShownPlan | None = None,
) -> Html:
    """`then`: the plan as it was at the moment that is shown, where that is not now."""
    plans = served.plans_in_effect(lang)
    plan_id = plan_in_sight(plans)
    shown = then or next(plan for plan in plans if plan.plan_id == plan_id)
    return render(
        "chrome",
        lang,
        title=shown.title,
        version=shown.version,
        plans=[(plan, _plan_link(lang, page_name, plan.plan_id, query)) for plan in plans]
        if len(plans) > 1
        else [],
        plan_id=plan_id,
        group=group_of(page_name, lang) if may(actor_here(), act_of(page_name)) else "",
        printed=_printed(served, lang),
        languages=_languages(lang, page_name, query),
        account=_account(lang, page_name, query, _sections_signed_in(lang, served)),
        fictitious=served.plan_today().municipality.name.in_language(lang)
        if served.record.is_sample
        else "",
        caller=_other_machine(lang),
        plain=served.is_plain,
        unknown=[
            i18n.text(
                "frame.filter.unknown",
                lang,
                asked=found.asked,
                label=found.label,
                shown=found.shown,
            )
            for found in unknown
        ],
        lost=served.record.lost_in_words(lang),
        behind=served.record.behind_in_words(lang),
    )


def _printed(served: Served, lang: str) -> str:
    """The day and its fiscal year: seen on paper alone."""
    today = view_of(served.record, on=served.on).on
    year = i18n.fiscal_year(FiscalYear.of(today), lang)
    return i18n.text("frame.printed", lang, day=i18n.day(today, lang), year=year)


def _other_machine(lang: str) -> str:
    """From which the reader came over the network, where nobody signs in; «» at the server
    itself."""
    caller = caller_here()
    if caller.is_at_server or caller.account:
        return ""
    if caller.address is None:
        return i18n.text("rights.here.unknown", lang)
    return i18n.text("rights.here", lang, address=caller.address)


def _sections_signed_in(lang: str, served: Served) -> str:
    """For which sections somebody reports, by an account or a link; «» of everybody else."""
    account = caller_here().account
    if account is None or not account.sections:
        return ""
    sections = sections_on(served.record, view_of(served.record, on=served.on))
    names = [one.name.in_language(lang) for one in sections if one.section_id in account.sections]
    return i18n.text("frame.list", lang).join(names)


def _account(
    lang: str, page_name: str, query: Mapping[str, str], sections: str
) -> dict[str, str] | None:
    """Who is signed in, and the ways to their account and out. `sections`: for which they report;
    the name of whom no person is known."""
    account = caller_here().account
    if account is None:
        return None
    back = address(f"/{page_name}", lang, **{name: query[name] for name in query if name != "lang"})
    said = {"next": back} | ({"lang": lang} if lang != i18n.DEFAULT_LANGUAGE else {})
    role = i18n.text(f"sign_in.role.{account.role}", lang)
    if account.display_name and sections:
        role = i18n.text("frame.account.of", lang, role=role, sections=sections)
    return {
        "name": account.display_name or sections or i18n.text("sign_in.account.link", lang),
        "role": role,
        "own": f"/sign-in/account?{urlencode(said)}",
        "out": f"/sign-in/out?{urlencode(said)}",
    }


def _plan_link(lang: str, page_name: str, plan_id: str, query: Mapping[str, str]) -> str:
    """This page of another plan: what was chosen of this one is left behind."""
    kept = {key: value for key, value in query.items() if key == MOMENT}
    return address(f"/{page_name}", lang, plan=plan_id, **kept)


def _languages(lang: str, page_name: str, query: Mapping[str, str]) -> list[dict[str, object]]:
    kept = {key: value for key, value in query.items() if key != "lang"}
    return [
        {
            "code": code,
            "name": i18n.text(f"frame.language.{code}", lang),
            "is_current": code == lang,
            "link": language_link(f"/{page_name}", code, kept),
        }
        for code in i18n.LANGUAGES
    ]
