"""アカウント: who may sign in, as what; a new one, another right, a link for a password."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from yamato_dx import i18n
from yamato_dx.acts.access.accounts import (
    OF_OFFICE,
    ROLES,
    Person,
    accounts_of,
    add_account,
    change_account,
    disable_account,
    enable_account,
    reset_account,
)
from yamato_dx.acts.access.opened import has_accounts
from yamato_dx.acts.actor import ActorRole
from yamato_dx.acts.permissions import Act
from yamato_dx.queries.reports.owed import sections_on
from yamato_dx.ui.accounts.codes import draw_codes
from yamato_dx.ui.accounts.handing_out import draw_handed_out, hand_out
from yamato_dx.ui.frame import outcome
from yamato_dx.ui.frame.cells import Cell, Head, draw_table
from yamato_dx.ui.frame.forms import done, number_of, renew, told

if TYPE_CHECKING:
    from yamato_dx.acts.access.accounts import Account, AccountLine
    from yamato_dx.acts.access.opened import Access
    from yamato_dx.ui.frame.screen import Screen

ADD: Final = "accounts.add"
CHANGE: Final = "accounts.change"
COLUMNS: Final = ("login", "name", "role", "sections", "code", "signed_in", "state")
# Who is disabled is no fault, whoever is not used for a year wants a look.
STATE_TONES: Final = {"disabled": "second", "unused": "bad"}
# Of the fields in a form, so that a choice above it stands as wide.
FIELD_WIDTH: Final = 420


def draw_accounts(page: Screen) -> None:
    """All of it for whoever says who comes in; 事務局 gives links for passwords."""
    access = page.served.access
    if not page.offers(Act.GIVE_LINK):
        return
    if access is None or not has_accounts(access):
        page.message(page.say("accounts.none"), page.say("accounts.none.how"))
        return
    lines = accounts_of(access, actor=page.actor())
    names = section_choices(page)
    heads = [Head(page.say(f"accounts.column.{name}")) for name in COLUMNS]
    rows = [_row(page, line, names) for line in lines]
    draw_table(page, page.say("accounts.title"), heads, rows, stacks=True)
    if page.may(Act.MANAGE_ACCOUNTS):
        _draw_adding(page, access, names)
        _draw_changing(page, access, lines, names)
        draw_codes(page, access)
    else:
        _draw_links(page, access, lines)


def section_choices(page: Screen) -> dict[str, str]:
    """Those of today, by id."""
    sections = sections_on(page.record, page.now())
    return {section.section_id: section.name.in_language(page.lang) for section in sections}


def _row(page: Screen, line: AccountLine, names: dict[str, str]) -> list[Cell]:
    account = line.account
    sections = page.say("frame.list").join(
        names.get(section_id, section_id) for section_id in account.sections
    )
    signed_in = account.signed_in_at
    state = "disabled" if not account.is_enabled else "unused" if line.is_unused else "good"
    return [
        Cell(account.login_name),
        Cell(account.display_name),
        Cell(page.say(f"sign_in.role.{account.role}")),
        Cell(sections),
        Cell(page.say("accounts.code.set" if account.totp_secret else "accounts.code.none")),
        Cell(
            i18n.moment(signed_in, page.lang) if signed_in else page.say("accounts.never"),
            is_code=True,
        ),
        Cell(page.say(f"accounts.state.{state}"), tone=STATE_TONES.get(state, "")),
    ]


def _draw_adding(page: Screen, access: Access, names: dict[str, str]) -> None:
    page.section_head(page.say("accounts.add"), page.say("accounts.add.note"))
    roles = [page.say(f"accounts.roles.{role}") for role in ROLES]
    page.draw("note", lines=[*roles, *_without_sections(page, names)])
    outcome.draw_outcome(page, ADD)
    draw_handed_out(page, ADD, "accounts.link.made")
    with st.form(f"accounts-add-{number_of(ADD)}", border=False):
        with st.container(horizontal=True, key="account-fields-new"):
            st.text_input(page.say("accounts.column.login"), key=_key(ADD, "login"))
            _person_fields(page, ADD, names)
        st.form_submit_button(
            page.say("accounts.add.do"), type="primary", on_click=_add, args=(page, access)
        )


def _without_sections(page: Screen, names: dict[str, str]) -> list[str]:
    return [] if names else [page.say("accounts.no_sections")]


def _person_fields(page: Screen, part: str, names: dict[str, str]) -> None:
    st.text_input(page.say("accounts.column.name"), key=_key(part, "name"))
    st.selectbox(
        page.say("accounts.column.role"),
        [role.value for role in ROLES],
        format_func=lambda role: page.say(f"sign_in.role.{role}"),
        key=_key(part, "role"),
    )
    st.multiselect(
        page.say("accounts.sections"),
        list(names),
        format_func=lambda section_id: names.get(section_id, section_id),
        key=_key(part, "sections"),
        placeholder="",
    )


def _draw_changing(
    page: Screen, access: Access, lines: list[AccountLine], names: dict[str, str]
) -> None:
    """One account: who it is of, and what it may do; a link, the way out and back."""
    page.section_head(page.say("accounts.change"), page.say("accounts.change.note"))
    outcome.draw_outcome(page, CHANGE)
    draw_handed_out(page, CHANGE, "accounts.link.made")
    account = _chosen(page, [line.account for line in lines])
    if account is None:
        return
    chosen = account.login_name
    _fill(account)
    with st.form("accounts-change", border=False):
        with st.container(horizontal=True, key="account-fields"):
            _person_fields(page, CHANGE, names)
        st.form_submit_button(
            page.say("accounts.change.do"), on_click=_change, args=(page, access, chosen)
        )
    with st.container(horizontal=True, key="account-acts"):
        if account.is_enabled:
            st.button(page.say("accounts.link"), on_click=_reset, args=(page, access, account))
            if account.totp_secret:
                st.button(
                    page.say("accounts.code.remove"),
                    on_click=_reset,
                    args=(page, access, account),
                    kwargs={"removes_second_factor": True},
                )
            st.button(page.say("accounts.disable"), on_click=_switch, args=(page, access, chosen))
        else:
            st.button(page.say("accounts.enable"), on_click=_switch, args=(page, access, chosen))


def _chosen(page: Screen, accounts: list[Account]) -> Account | None:
    """None at first: a press must not meet an account that nobody chose."""
    known = {account.login_name: account for account in accounts}
    chosen = st.selectbox(
        page.say("accounts.column.login"),
        list(known),
        index=None,
        key=_key(CHANGE, "login"),
        placeholder=page.say("accounts.choose"),
        width=FIELD_WIDTH,
    )
    return known[chosen] if chosen else None


def _draw_links(page: Screen, access: Access, lines: list[AccountLine]) -> None:
    """For a password that was forgotten, of accounts that may do less than 事務局."""
    page.section_head(page.say("accounts.link"), page.say("accounts.link.note"))
    outcome.draw_outcome(page, CHANGE)
    draw_handed_out(page, CHANGE, "accounts.link.made")
    accounts = [line.account for line in lines]
    lesser = [account for account in accounts if account.role in OF_OFFICE and account.is_enabled]
    if not lesser:
        page.draw("note", lines=[page.say("accounts.link.nobody")])
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        account = _chosen(page, lesser)
        if account:
            st.button(page.say("accounts.link"), on_click=_reset, args=(page, access, account))


def _fill(account: Account) -> None:
    """With what holds, when another account is chosen, or somebody else changed it."""
    seen = (account.login_name, account.display_name, account.role, account.sections)
    if st.session_state.get(f"{CHANGE}.filled") == seen:
        return
    st.session_state[f"{CHANGE}.filled"] = seen
    st.session_state[_key(CHANGE, "name")] = account.display_name
    st.session_state[_key(CHANGE, "role")] = account.role.value
    st.session_state[_key(CHANGE, "sections")] = list(account.sections)


def _person(part: str) -> Person:
    return Person(
        told(_key(part, "name")),
        ActorRole(st.session_state[_key(part, "role")]),
        tuple(st.session_state[_key(part, "sections")]),
    )


def _add(page: Screen, access: Access) -> None:
    login = told(_key(ADD, "login"))
    person = _person(ADD)
    made = done(page, ADD, lambda: add_account(access, login, person, actor=page.actor()))
    if made:
        outcome.forget(ADD)
        hand_out(ADD, made, person.display_name)
        renew(ADD)


def _change(page: Screen, access: Access, login: str) -> None:
    outcome.keep(CHANGE, page.say("accounts.change.done", login=login))
    done(page, CHANGE, lambda: change_account(access, login, _person(CHANGE), actor=page.actor()))


def _reset(
    page: Screen, access: Access, account: Account, *, removes_second_factor: bool = False
) -> None:
    made = done(
        page,
        CHANGE,
        lambda: reset_account(
            access,
            account.login_name,
            actor=page.actor(),
            removes_second_factor=removes_second_factor,
        ),
    )
    if made:
        outcome.forget(CHANGE)
        hand_out(CHANGE, made, account.display_name)


def _switch(page: Screen, access: Access, login: str) -> None:
    """Out, or in again."""
    lines = accounts_of(access, actor=page.actor())
    is_enabled = any(line.account.is_enabled for line in lines if line.account.login_name == login)
    act, words = (disable_account, "disabled") if is_enabled else (enable_account, "enabled")
    outcome.keep(CHANGE, page.say(f"accounts.{words}", login=login))
    done(page, CHANGE, lambda: act(access, login, actor=page.actor()))


def _key(part: str, field: str) -> str:
    """Of a widget: another one in each form for a new account."""
    return f"{part}.{number_of(part)}.{field}"
