"""One page's frame: its language, the record, what was chosen, and how things are drawn."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from functools import cached_property, lru_cache, partial

import pandas as pd
import streamlit as st

from yamato_dx import i18n
from yamato_dx.acts.actor import Actor
from yamato_dx.acts.permissions import Act, NotPermitted, Regarding, may, nothing, refusal, require
from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.i18n import DEFAULT_LANGUAGE, parse_moment, text
from yamato_dx.plan.model.types import Plan
from yamato_dx.queries.assessed import Assessed, View, assessed, plan_at, plan_of_reports, view_of
from yamato_dx.queries.meetings.held import HeldMeeting, meeting_at, meetings_at
from yamato_dx.queries.meetings.words import option_of
from yamato_dx.queries.moments import moments
from yamato_dx.queries.reports.history import batches
from yamato_dx.queries.reports.owned import Owned, reported_things
from yamato_dx.queries.rights.subjects import of_report
from yamato_dx.queries.words import VERDICTS
from yamato_dx.store.record import Record
from yamato_dx.ui.frame.asked_view import (
    MEETING,
    SINCE,
    asked_meeting,
    asked_moment,
    plan_in_sight,
    refused_moment,
)
from yamato_dx.ui.frame.explaining import explained
from yamato_dx.ui.frame.filters import FilterChoice, choose, note_moment
from yamato_dx.ui.frame.language import address, current_language
from yamato_dx.ui.frame.menu import PAGES, act_of, page_of
from yamato_dx.ui.frame.templates import Block, Html, Values, key_of, without_links
from yamato_dx.web.callers import caller_here
from yamato_dx.web.served import Served

ALL = "all"
NOW = "now"


def actor_here(name: str = "", section: str | None = None) -> Actor:
    """Who has the page open in whose run this is asked: the one place on screen where an actor is
    made. What a visit remembers bears on it nowhere, its connection alone."""
    caller = caller_here()
    if caller.account:
        return Actor.signed_in(caller.account, caller.address, name, section)
    if caller.is_at_server:
        return Actor.at_server(name, section)
    return Actor.from_network(name, caller.address, section)


@lru_cache(maxsize=8)
def _in_words(offered: tuple[tuple[datetime, str], ...], lang: str) -> Mapping[str, str]:
    """Moments to choose from, by how the address names them."""
    return {
        moment.isoformat(): text(
            "frame.filter.moment", lang, moment=i18n.moment(moment, lang), what=what
        )
        for moment, what in offered
    }


class Screen:
    """`name` is the page's address and the prefix of its sentences."""

    def __init__(self, name: str, served: Served) -> None:
        self.name = name
        self.served = served
        self.lang = current_language()
        self._view: View | None = None
        self._as_of = asked_moment(lambda meeting_id: self._meeting(meeting_id) is not None)
        # From when on changed figures are to be marked, as `queries.changes.moments` calls it.
        self.asked_since = str(st.query_params.get(SINCE) or "")
        # Where the page says that it shows what a meeting saw, should it show that.
        self._strip = st.empty() if asked_meeting(self._as_of) else None
        plans = served.plans_in_effect(self.lang) if served.has_record else ()
        self._plan_id = plan_in_sight(plans)
        # As links name it: the usual plan too, as the visit may remember another.
        self._named_plan = self._plan_id if len(plans) > 1 else ""
        self._require_reader()
        if refused := refused_moment():
            self.message(self.say("frame.filter.as_of_refused", written=refused), tone="bad")

    def _require_reader(self) -> None:
        """Who may not open the page is told so, and sees nothing else of it: the menu leaves it
        out, an address does not."""
        record = self.served.record if self.served.has_record else None
        try:
            require(record, self.actor(), act_of(self.name))
        except NotPermitted:
            page = self.say(f"frame.page.{self.name}")
            self.draw("headline", parts=[page])
            self.message(self.say("rights.page.refused", page=page), tone="bad")
            self.draw_links((self.link(name), self.say(f"frame.page.{name}")) for name in PAGES)
            st.stop()

    @cached_property
    def record(self) -> Record:
        return self.served.record

    @property
    def account_name(self) -> str:
        """Under which whoever is signed in acts; «» where a name is to be asked for."""
        account = caller_here().account
        return account.display_name if account else ""

    def actor(self, name: str = "", section: str | None = None) -> Actor:
        """Who acts on this page, under the name of the account or, where it has none, the one told
        here."""
        return actor_here(name, section)

    @property
    def is_signed_in(self) -> bool:
        return caller_here().account is not None

    def may(self, act: Act, about: Regarding = nothing) -> bool:
        """Whether the reader may do it."""
        return may(self.actor(), act, about)

    def permits(self, act: Act, about: Regarding = nothing) -> bool:
        """As `may`; where not, a sentence says so in the place of its form."""
        refused = refusal(self.actor(), act, about)
        if refused:
            self.message(refused.sentence(self.lang))
        return refused is None

    def offers(self, act: Act, about: Regarding = nothing) -> bool:
        """As `permits`; but what somebody who is signed in may not do is left out: they could do it
        nowhere else."""
        return self.may(act, about) if self.is_signed_in else self.permits(act, about)

    def leaves_out(self, act: Act) -> bool:
        """Whether nothing of it is shown."""
        return self.is_signed_in and not self.may(act)

    def say(self, message_id: str, **values: object) -> str:
        return text(message_id, self.lang, **values)

    def draw(self, template: str, **values: object) -> None:
        """One block; what it marks by `explain` and `word` is told with it."""
        st.html(self.part(template, **values))

    def draw_links(self, links: Iterable[tuple[str, str]]) -> None:
        """Ways on (address, words), but to pages that the reader may not open."""
        shown = [
            (link, words)
            for link, words in links
            if link.partition("?")[0].strip("/") not in self._closed_pages
        ]
        if shown:
            self.draw("links", links=shown)

    def draw_once(
        self, template: str, key: tuple[Hashable, ...], make: Callable[[], Values]
    ) -> None:
        """As `draw` of what `make` makes; kept for all who ask for the same part of this page, as
        long as nothing is recorded: `key` holds the view and what else it depends on."""
        about = (self.name, self.asked_since, self.record.head())
        block = Block(template, self.lang, (*about, *key), make)
        st.html(self._part(block))

    def draw_parts(self, name: str, *parts: Html) -> None:
        """Several blocks as one element, which costs a run as much as one; `name` is its class."""
        inner = "".join([f"<div>{part}</div>" for part in parts])
        st.html(Html(f'<div class="{name}">{inner}</div>'))

    def part(self, template: str, **values: object) -> Html:
        return self._part(Block(template, self.lang, key_of(values), lambda: values))

    def _part(self, block: Block) -> Html:
        at = (self.record, self._view or self.now()) if self.served.has_record else None
        return without_links(explained(block, at, self._as_of), self._closed_pages)

    @cached_property
    def _closed_pages(self) -> frozenset[str]:
        """That the reader may not open, as addresses call them: no link leads there."""
        actor = self.actor()
        closed = {name for name in PAGES if not may(actor, act_of(name))}
        return frozenset(address(f"/{name}", DEFAULT_LANGUAGE).strip("/") for name in closed)

    def title(self, title_id: str, lead_id: str | None = None) -> None:
        self.draw("headline", parts=[self.say(title_id)])
        if lead_id:
            self.draw("note", lines=[self.say(lead_id)])

    def section_head(self, title: str, note: str = "", word: str = "") -> None:
        """`word`: the program's word in the note that a reader may have to ask about."""
        self.draw("section_head", title=title, note=note, asked=word)

    def message(self, *lines: str, tone: str = "", big: str = "") -> None:
        """Something that happened, or must; `bad` where a person has to act."""
        self.draw("message", lines=lines, tone=tone, big=big)

    def link(self, page_name: str, **query: object) -> str:
        """A link to another page that keeps the language, the plan, the chosen moment and since
        when changes are marked, unless `query` says another."""
        kept = {"plan": self._named_plan, "as_of": self._as_of, SINCE: self.asked_since}
        return address(f"/{page_name}", self.lang, **kept | query)

    def seen_link(self, held: HeldMeeting, page_name: str, **query: object) -> str:
        """A link to another page as the meeting saw it."""
        plan_id = held.meeting.plan_id if self._named_plan else ""
        seen = f"{MEETING}{held.meeting_id}"
        return self.link(page_name, **{"plan": plan_id, "as_of": seen, SINCE: ""} | query)

    @contextmanager
    def seen_at(self, held: HeldMeeting) -> Iterator[View]:
        """What is drawn meanwhile is what the meeting saw, and its links lead to that."""
        before = self._as_of, self._view, self.asked_since
        self._as_of, self._view = f"{MEETING}{held.meeting_id}", held.view()
        self.asked_since = ""
        try:
            yield self._view
        finally:
            self._as_of, self._view, self.asked_since = before

    def here(self, **query: object) -> str:
        """A link to this page as it is filtered, but for `query`."""
        kept = {key: value for key, value in st.query_params.to_dict().items() if key != "lang"}
        return address(f"/{self.name}", self.lang, **kept | query)

    def go_to(self, page_name: str) -> None:
        """Leave for another page of this visit."""
        st.switch_page(page_of(page_name, self.lang, self.served))

    @cached_property
    def plan(self) -> Plan:
        return plan_at(self.record, self.now())

    @cached_property
    def plan_of_reports(self) -> Plan:
        """`plan`, and what only other versions have."""
        return plan_of_reports(self.record, self.now())

    @cached_property
    def reported_things(self) -> tuple[Owned, ...]:
        """All that a report may be about, whichever plan it is of."""
        return reported_things(self.record, self.now(), self.lang)

    def view(self) -> View:
        """The chosen moment, from the box «現在 ▾»; any moment can stand in the address."""
        moment = self.moment()
        moment.draw_box()
        return self.view_at(moment)

    def moment(self) -> FilterChoice:
        """The box, for what stands above it to be drawn first."""
        head = self.record.head()
        seen = {
            f"{MEETING}{held.meeting_id}": self.say(
                "frame.filter.meeting", meeting=option_of(self.record, held, self.lang)
            )
            for held in meetings_at(self.record, head)
        }
        options = {
            NOW: self.say("frame.filter.now"),
            **seen,
            **_in_words(moments(self.record, head, self.lang), self.lang),
        }
        written = self._as_of
        asked = parse_moment(written)
        if written and asked and written not in options:
            options[written] = i18n.moment(asked, self.lang)
        choice = FilterChoice("as_of", self.say("frame.filter.as_of"), options, NOW)
        # What was chosen on another page may just have come into the address.
        self._as_of = st.query_params.get("as_of")
        return choice

    def view_at(self, choice: FilterChoice) -> View:
        self._view = self._view_written(None if choice.code == NOW else choice.code)
        if choice.code != NOW:
            note_moment(self._view)
        held = self._meeting(asked_meeting(choice.code) or "")
        if held and self._strip:
            self._strip.html(self._seen_strip(held))
        return self._view

    def _seen_strip(self, held: HeldMeeting) -> Html:
        """Which meeting is looked at, the way to its record, and back to now."""
        return self.part(
            "meeting_strip",
            meeting=option_of(self.record, held, self.lang),
            seen=i18n.moment(held.made_at, self.lang),
            record=self.link("meetings", as_of=None, meeting=held.meeting_id),
            now=self.here(as_of=None),
        )

    @property
    def seen_meeting(self) -> HeldMeeting | None:
        """Whose moment is looked at."""
        return self._meeting(asked_meeting(self._as_of) or "")

    def reports(self, view: View) -> pd.DataFrame:
        """One row per report that the reader may look into, newest first."""
        found, actor = batches(self.record, view.revision), self.actor()
        is_readable = [
            may(actor, Act.READ_REPORT, partial(of_report, self.record, batch_id))
            for batch_id in found["batch_id"]
        ]
        return found if all(is_readable) else found[is_readable]

    def now(self) -> View:
        return self._view_of(None)

    def _asked_view(self) -> View:
        return self._view_written(self._as_of)

    def _view_written(self, written: str | None) -> View:
        """Of a moment as the address has it; None is now. What a meeting saw is shown as it saw
        it, the plan in sight if it saw that."""
        held = self._meeting(asked_meeting(written) or "")
        if held is None:
            return self._view_of(parse_moment(written))
        known = [plan.plan_id for plan in held.meeting.snapshot.plans]
        return held.view(self._plan_id if self._plan_id in known else "")

    def _meeting(self, meeting_id: str) -> HeldMeeting | None:
        if not meeting_id or not self.served.has_record:
            return None
        return meeting_at(self.record, self.record.head(), meeting_id)

    def _view_of(self, moment: datetime | None) -> View:
        return view_of(self.record, as_of=moment, on=self.served.on, plan_id=self._plan_id)

    def fiscal_year(self, *, with_all: bool = False) -> int | None:
        """The chosen year of the plan as it stood at the moment asked for; None where all years
        may be chosen and are."""
        plan = plan_at(self.record, self._asked_view())
        years = {
            str(year.start_year): i18n.fiscal_year(year, self.lang) for year in plan.fiscal_years
        }
        everything = {ALL: self.say("frame.filter.all_years")} if with_all else {}
        default = ALL if with_all else str(self._year_in_sight(plan))
        label = self.say("frame.filter.fiscal_year")
        chosen = choose("year", label, everything | years, default)
        return None if chosen == ALL else int(chosen)

    def initiative(self) -> int | None:
        """The chosen initiative's number; None for all."""
        options = {ALL: self.say("frame.filter.all_initiatives")} | {
            str(initiative.initiative_no): self.say(
                "frame.filter.initiative_option",
                number=initiative.initiative_no,
                name=initiative.name.in_language(self.lang),
            )
            for initiative in self.plan.initiatives
        }
        chosen = choose("initiative", self.say("frame.filter.initiative"), options, ALL)
        return None if chosen == ALL else int(chosen)

    def verdict(self) -> str | None:
        words = {code: self.say(f"assessment.verdict.{code}") for code in VERDICTS}
        options = {ALL: self.say("frame.filter.all_verdicts")} | words
        chosen = choose("verdict", self.say("frame.filter.verdict"), options, ALL)
        return None if chosen == ALL else chosen

    def section(self) -> str | None:
        """The chosen owner section, «» for KPIs without one, None for all."""
        sections = sorted(
            {
                kpi.owner_section.in_language(self.lang)
                for kpi in self.plan.kpis
                if kpi.owner_section
            }
        )
        options = {ALL: self.say("frame.filter.all_sections")} | {
            section: section for section in sections
        }
        if any(kpi.owner_section is None for kpi in self.plan.kpis):
            options["none"] = self.say("frame.filter.section_open")
        chosen = choose("section", self.say("frame.filter.section"), options, ALL)
        return {ALL: None, "none": ""}.get(chosen, chosen)

    def assessed(self, view: View) -> Assessed:
        return assessed(self.record, view)

    def _year_in_sight(self, plan: Plan) -> int:
        """The year under way, or the plan's last or first where today lies outside it."""
        today = self.now().on
        first, last = plan.first_year.start_year, plan.last_year.start_year
        return max(first, min(last, FiscalYear.of(today).start_year))
