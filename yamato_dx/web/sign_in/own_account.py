"""One's own account: where one is signed in, the way out, another password, a second factor."""

from __future__ import annotations

from typing import Final

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from yamato_dx import i18n
from yamato_dx.acts.access.limits import SHORTEST_PASSWORD
from yamato_dx.acts.access.opened import Access
from yamato_dx.acts.access.second_factor import OfferedSecret, secret_on_offer
from yamato_dx.acts.access.sessions import SignInRefused, end_other_sessions, sessions_beside
from yamato_dx.acts.access.signing_in import (
    change_password,
    offer_second_factor,
    set_second_factor,
)
from yamato_dx.acts.actor import KnownBy
from yamato_dx.errors import Refused
from yamato_dx.i18n import text
from yamato_dx.store.access.accounts import account_of
from yamato_dx.store.access.sessions import Session
from yamato_dx.web.http import language_of
from yamato_dx.web.sign_in.browsers import browser_name
from yamato_dx.web.sign_in.cookies import session_cookie
from yamato_dx.web.sign_in.drawing import address
from yamato_dx.web.sign_in.front import FormFields, Front, forget_browser, off_thread, status_of
from yamato_dx.web.sign_in.requests import PAGES, own_path

OWN: Final = f"{PAGES}/account"
OUT: Final = f"{PAGES}/out"
STATE: Final = f"{PAGES}/state"
OTHERS: Final = f"{OWN}/others"
PASSWORD: Final = f"{OWN}/password"
TOTP: Final = f"{OWN}/second-factor"
CODE: Final = f"{TOTP}/code"


class OwnAccount:
    def __init__(self, front: Front) -> None:
        self.front = front

    async def state(self, request: Request) -> Response:
        """Whether an open page may stay on the screen (205: it may not); asking is no activity."""
        is_over = self.front.session(request) is None and self.front.is_asked_of(request)
        return Response(status_code=205 if is_over else 204)

    async def page(self, request: Request) -> Response:
        session, access = self.front.session(request), self.front.desk.access
        if session is None or access is None:
            return RedirectResponse(address(request, PAGES), 303)
        return await self._drawn(request, access, session)

    async def _drawn(
        self,
        request: Request,
        access: Access,
        session: Session,
        status: int = 200,
        *,
        refused: str = "",
        note: str = "",
        offered: OfferedSecret | None = None,
        token: str = "",
        is_of_code: bool = False,
    ) -> Response:
        """`is_of_code`: what is refused stands where the second factor is set up."""
        lang, signed_in = language_of(request.scope), session.signed_in
        account = await off_thread(account_of, access.database, signed_in.login_name)
        beside = await off_thread(sessions_beside, access, session)
        links = {
            name: address(request, path)
            for name, path in (
                ("out", OUT),
                ("others", OTHERS),
                ("password", PASSWORD),
                ("totp", TOTP),
                ("totp_code", CODE),
            )
        }
        return self.front.pages.page(
            request,
            "account",
            status,
            refused=refused,
            note=note,
            name=signed_in.display_name or text("sign_in.account.link", lang),
            role=text(f"sign_in.role.{signed_in.role}", lang),
            back=own_path(request.query_params.get("next", "/")),
            sessions=[
                _line(session, session, lang),
                *(_line(other, session, lang) for other in beside),
            ],
            has_password=bool(account and account.password_hash)
            and signed_in.known_by is KnownBy.ACCOUNT,
            has_totp=bool(account and account.totp_secret),
            offered=offered,
            token=token,
            is_of_code=is_of_code,
            least=SHORTEST_PASSWORD,
            **links,
        )

    async def out(self, request: Request, access: Access, _fields: FormFields) -> Response:
        await self.front.let_out(request, access)
        again = address(request, PAGES)
        return forget_browser(self.front.pages.page(request, "out", again=again))

    async def others(self, request: Request, access: Access, _fields: FormFields) -> Response:
        session = self.front.session(request)
        if session is None:
            return RedirectResponse(address(request, PAGES), 303)
        await off_thread(end_other_sessions, access, session)
        self.front.open_pages.look()
        note = text("sign_in.account.others.done", language_of(request.scope))
        return await self._drawn(request, access, session, note=note)

    async def password(self, request: Request, access: Access, fields: FormFields) -> Response:
        session, lang = self.front.session(request), language_of(request.scope)
        if session is None:
            return RedirectResponse(address(request, PAGES), 303)
        known, password = fields.get("current", ""), fields.get("password", "")
        try:
            if password != fields.get("again"):
                raise Refused("sign_in.new.differs")
            begun = await off_thread(change_password, access, session, known, password)
        except Refused as error:
            status, refused = status_of(error, 400), error.sentence(lang)
            return await self._drawn(request, access, session, status, refused=refused)
        self.front.open_pages.look()
        note = text("sign_in.account.password.done", lang)
        answer = await self._drawn(request, access, begun.session, note=note)
        answer.headers.append("Set-Cookie", session_cookie(request.scope, begun.token))
        return answer

    async def totp(self, request: Request, access: Access, fields: FormFields) -> Response:
        session, lang = self.front.session(request), language_of(request.scope)
        if session is None or session.link_id:
            return RedirectResponse(address(request, PAGES), 303)
        try:
            known = fields.get("current", "")
            token, offered = await off_thread(offer_second_factor, access, session, known, lang)
        except Refused as error:
            status, refused = status_of(error, 400), error.sentence(lang)
            return await self._drawn(
                request, access, session, status, refused=refused, is_of_code=True
            )
        return await self._drawn(request, access, session, offered=offered, token=token)

    async def totp_code(self, request: Request, access: Access, fields: FormFields) -> Response:
        session, lang = self.front.session(request), language_of(request.scope)
        if session is None or session.link_id:
            return RedirectResponse(address(request, PAGES), 303)
        token, offered = fields.get("token", ""), None
        try:
            await off_thread(set_second_factor, access, session, token, fields.get("code", ""))
        except Refused as error:
            if isinstance(error, SignInRefused):  # it stays good for who mistypes its code
                name = session.signed_in.login_name
                offered = await off_thread(secret_on_offer, access, name, lang)
            status, refused = status_of(error, 400), error.sentence(lang)
            return await self._drawn(
                request,
                access,
                session,
                status,
                refused=refused,
                offered=offered,
                token=token,
                is_of_code=True,
            )
        note = text("sign_in.account.totp.done", lang)
        return await self._drawn(request, access, session, note=note)


def _line(session: Session, own: Session, lang: str) -> dict[str, object]:
    return {
        "browser": browser_name(session.machine.browser, lang),
        "address": session.machine.address or i18n.MISSING,
        "begun": i18n.moment(session.begun_at, lang),
        "active": i18n.moment(session.active_at, lang),
        "is_this": session.token_hash == own.token_hash,
    }
