"""認証アプリ: whose sign-in needs a code beside the password."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from yamato_dx.acts.access.accounts import ROLES
from yamato_dx.acts.access.second_factor import require_second_factor, roles_with_second_factor
from yamato_dx.acts.actor import ActorRole
from yamato_dx.ui.frame import outcome
from yamato_dx.ui.frame.forms import done

if TYPE_CHECKING:
    from yamato_dx.acts.access.opened import Access
    from yamato_dx.ui.frame.screen import Screen

CODES: Final = "accounts.codes"
CHOSEN: Final = f"{CODES}.roles"


def draw_codes(page: Screen, access: Access) -> None:
    page.section_head(page.say("accounts.codes"), page.say("accounts.codes.note"))
    outcome.draw_outcome(page, CODES)
    asked = roles_with_second_factor(access)
    with st.form(CODES, border=False):
        st.multiselect(
            page.say("accounts.codes.roles"),
            [role.value for role in ROLES],
            [role.value for role in ROLES if role in asked],
            format_func=lambda role: page.say(f"sign_in.role.{role}"),
            key=CHOSEN,
            placeholder=page.say("accounts.codes.nobody"),
        )
        st.form_submit_button(page.say("accounts.codes.do"), on_click=_require, args=(page, access))


def _require(page: Screen, access: Access) -> None:
    roles = [ActorRole(role) for role in st.session_state[CHOSEN]]
    outcome.keep(CODES, page.say("accounts.codes.done"))
    done(page, CODES, lambda: require_second_factor(access, roles, actor=page.actor()))
