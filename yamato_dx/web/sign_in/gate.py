"""The door: where signing in is asked for, nothing goes out to whoever has not, but the pages for
it and what they need."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlencode

from starlette.datastructures import MutableHeaders
from starlette.middleware.exceptions import ExceptionMiddleware
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from yamato_dx.acts.access.accounts import login_name_of
from yamato_dx.acts.actor import KnownBy
from yamato_dx.i18n import DEFAULT_LANGUAGE
from yamato_dx.web.addresses import refuse
from yamato_dx.web.believed import PROVEN_NAME
from yamato_dx.web.callers import SESSION, caller_of
from yamato_dx.web.http import is_screen, language_of
from yamato_dx.web.media import CALLED_IN
from yamato_dx.web.sign_in.activity import Activity
from yamato_dx.web.sign_in.cookies import session_cookie
from yamato_dx.web.sign_in.doorkeeper import Doorkeeper
from yamato_dx.web.sign_in.requests import PAGES, own_path
from yamato_dx.web.sign_in.sockets import OpenPage, OpenPages

HEALTH: Final = "/_stcore/health"
# The mark of the pages before sign-in.
OPEN_FILES: Final = frozenset(("/favicon.svg",))


class SignInGate:
    """`pages`: what answers below `/sign-in`."""

    def __init__(
        self, app: ASGIApp, *, desk: Doorkeeper, pages: ASGIApp, open_pages: OpenPages
    ) -> None:
        self.app = app
        self.desk = desk
        # The router raises where a method is not one of a place's.
        self.pages = ExceptionMiddleware(pages)
        self.open_pages = open_pages

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in {"http", "websocket"}:
            await self.app(scope, receive, send)
        elif scope["type"] == "http" and is_before_sign_in(scope["path"]):
            await self.pages(scope, receive, send)
        elif scope.get(PROVEN_NAME):
            await self._proven(scope, receive, send)
        else:
            await self._through(self._unproven(scope), receive, send)

    def _unproven(self, scope: Scope) -> Scope:
        """Nobody proves a name now: what a proxy's word began opens no page any more."""
        known = self.desk.known(scope)
        signed_in = self.desk.signed_in(caller_of(known))
        is_over = signed_in is not None and signed_in.known_by is KnownBy.PROXY
        return {**known, SESSION: None} if is_over and is_screen(scope) else known

    async def _proven(self, scope: Scope, receive: Receive, send: Send) -> None:
        """A proxy that is believed says who it is: a session begins with the first page that they
        open, and ends as soon as it says another name; where it says none, it opens no page."""
        known, name = self.desk.known(scope), login_name_of(scope[PROVEN_NAME])
        signed_in = self.desk.signed_in(caller_of(known))
        if signed_in and signed_in.login_name == name:
            await self._through(known, receive, send)
            return
        if not is_screen(scope):
            await refuse(scope, receive, send, status=401, message_id="sign_in.refused.outside")
            return
        begun = await self.desk.begin_proven(scope[PROVEN_NAME], KnownBy.PROXY, scope)
        if begun is None:
            await self.desk.note_refused(scope)
            await refuse(scope, receive, send, status=403, message_id="sign_in.refused.unknown")
            return
        cookie = session_cookie(scope, begun.token)
        inside = {**scope, SESSION: begun.session.token_hash}
        await self._through(inside, receive, _with_cookie(send, cookie))

    async def _through(self, scope: Scope, receive: Receive, send: Send) -> None:
        """`scope`: with its session, where it has one that stands."""
        if scope.get(SESSION) is None and self.desk.is_asked_of(caller_of(scope)):
            await self._outside(scope, receive, send)
        elif scope["type"] == "websocket":
            await self._hold(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _outside(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope["path"]
        if path in OPEN_FILES:
            await self.app(scope, receive, send)
        elif path == HEALTH:
            await self.app(scope, receive, _bare(send))
        elif is_screen(scope):
            await RedirectResponse(sign_in_address(scope), 303)(scope, receive, send)
        else:
            await refuse(scope, receive, send, status=401, message_id="sign_in.refused.outside")

    async def _hold(self, scope: Scope, receive: Receive, send: Send) -> None:
        """A page that stays open: looked at for as long as it is."""
        caller = caller_of(scope)
        at_first = self.desk.signed_in(caller)
        activity = Activity(lambda: self.desk.touch(caller.session))
        page = OpenPage(lambda: self.desk.stands(caller, at_first), activity.note)
        CALLED_IN.set(caller.session)

        async def answering(send_while_standing: Send) -> None:
            await self.app(scope, lambda: page.receive(receive), send_while_standing)

        await self.open_pages.hold(page, send, answering)


def is_before_sign_in(path: str) -> bool:
    return path == PAGES or path.startswith(f"{PAGES}/")


def sign_in_address(scope: Scope, **fields: str) -> str:
    """Where to sign in, to go on from there to what was asked for."""
    query = scope.get("query_string", b"").decode("latin-1")
    wanted = own_path(f"{scope['path']}?{query}".rstrip("?"))
    lang = language_of(scope)
    language = {"lang": lang} if lang != DEFAULT_LANGUAGE else {}
    return f"{PAGES}?{urlencode({'next': wanted, **language, **fields})}"


def _with_cookie(send: Send, cookie: str) -> Send:
    async def send_with_cookie(message: Message) -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(scope=message).append("Set-Cookie", cookie)
        await send(message)

    return send_with_cookie


def _bare(send: Send) -> Send:
    """That the server is there, and nothing else that the framework says."""

    async def send_bare(message: Message) -> None:
        if message["type"] == "http.response.start":
            kept = {b"content-type", b"content-length"}
            headers = [header for header in message["headers"] if header[0] in kept]
            message = {**message, "headers": headers}
        await send(message)

    return send_bare
