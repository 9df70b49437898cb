"""Signing in with an account of ours: name and password, and a code where one is needed."""

from __future__ import annotations

from contextlib import suppress
from typing import Final

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from yamato_dx.acts.access.links import LinkRefused
from yamato_dx.acts.access.opened import Access, has_accounts
from yamato_dx.acts.access.second_factor import OfferedSecret
from yamato_dx.acts.access.sessions import begin_session
from yamato_dx.acts.access.signing_in import (
    Proven,
    enter_code,
    offer_at_sign_in,
    offered_at_sign_in,
    sign_in,
)
from yamato_dx.acts.actor import KnownBy
from yamato_dx.errors import RecordUnavailable, Refused
from yamato_dx.i18n import text
from yamato_dx.web.http import language_of
from yamato_dx.web.sign_in.drawing import address
from yamato_dx.web.sign_in.front import (
    AWAY,
    FormFields,
    Front,
    address_of,
    machine_of,
    off_thread,
    status_of,
)
from yamato_dx.web.sign_in.requests import PAGES, own_path

CODE: Final = f"{PAGES}/code"


class Entering:
    def __init__(self, front: Front) -> None:
        self.front = front

    async def page(self, request: Request) -> Response:
        """Who is signed in goes on to where they wanted."""
        if self.front.session(request):
            return RedirectResponse(own_path(request.query_params.get("next", "/")), 303)
        lang = language_of(request.scope)
        note = text("sign_in.over", lang) if "over" in request.query_params else ""
        return self._form(request, note=note or self._nobody(lang))

    def _nobody(self, lang: str) -> str:
        """That there is no account yet, and how the first is made."""
        access = self.front.desk.access
        try:
            is_empty = access is None or not has_accounts(access)
        except RecordUnavailable:
            return text(AWAY, lang)
        return text("sign_in.nobody", lang) if is_empty else ""

    def _form(
        self,
        request: Request,
        status: int = 200,
        *,
        login: str = "",
        refused: str = "",
        note: str = "",
    ) -> Response:
        return self.front.pages.page(
            request,
            "sign_in",
            status,
            refused=refused,
            note=note,
            here=address(request, PAGES),
            first=address(request, f"{PAGES}/first"),
            login=login,
            ways=[(address(request, way.path), way.name) for way in self.front.ways],
        )

    async def enter(self, request: Request, access: Access, fields: FormFields) -> Response:
        login, password = fields.get("login", ""), fields.get("password", "")
        try:
            proven = await off_thread(sign_in, access, login, password, address_of(request))
        except Refused as error:
            refused = error.sentence(language_of(request.scope))
            return self._form(request, status_of(error), login=login, refused=refused)
        return await self.go_on(request, access, proven)

    async def go_on(self, request: Request, access: Access, proven: Proven) -> Response:
        if proven.needed == "nothing":
            begun = await off_thread(
                begin_session, access, proven.account, KnownBy.ACCOUNT, machine_of(request)
            )
            return await self.front.let_in(request, access, begun)
        secret = None
        if proven.needed == "set_up":
            secret = await off_thread(
                offer_at_sign_in,
                access,
                proven.token,
                address_of(request),
                language_of(request.scope),
            )
        return self._code_form(request, proven.token, offered=secret)

    def _code_form(
        self,
        request: Request,
        token: str,
        status: int = 200,
        *,
        offered: OfferedSecret | None = None,
        refused: str = "",
    ) -> Response:
        return self.front.pages.page(
            request,
            "code",
            status,
            refused=refused,
            here=address(request, CODE),
            again=address(request, PAGES),
            token=token,
            offered=offered,
        )

    async def code(self, request: Request, access: Access, fields: FormFields) -> Response:
        token, code = fields.get("token", ""), fields.get("code", "")
        try:
            proven = await off_thread(enter_code, access, token, code, address_of(request))
        except Refused as error:
            is_over = isinstance(error, LinkRefused)
            offered = None if is_over else await self._on_offer(request, access, token)
            refused = error.sentence(language_of(request.scope))
            return self._code_form(
                request, token, status_of(error), offered=offered, refused=refused
            )
        return await self.go_on(request, access, proven)

    async def _on_offer(self, request: Request, access: Access, token: str) -> OfferedSecret | None:
        """What is being set up, once more for whoever mistyped its code."""
        address, lang = address_of(request), language_of(request.scope)
        with suppress(Refused):  # it may be too late by now
            return await off_thread(offered_at_sign_in, access, token, address, lang)
        return None
