"""What the pages before sign-in share: who asks, and how somebody is let in and out."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Final, TypeVar

from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from yamato_dx.acts.access.opened import Access
from yamato_dx.acts.access.sessions import Begun, end_session
from yamato_dx.acts.access.slowing import Slowed
from yamato_dx.acts.access.tokens import hash_of
from yamato_dx.errors import RecordUnavailable, YamatoDxError
from yamato_dx.store.access.sessions import Machine, Session
from yamato_dx.web.callers import caller_of
from yamato_dx.web.http import language_of
from yamato_dx.web.sign_in.cookies import ended_cookies, session_cookie, token_in
from yamato_dx.web.sign_in.doorkeeper import Doorkeeper, machine_in
from yamato_dx.web.sign_in.drawing import SignInPages
from yamato_dx.web.sign_in.requests import NotAForm, fields_of, is_from_own_page, own_path
from yamato_dx.web.sign_in.sockets import OpenPages

FormFields = Mapping[str, str]
FormAnswer = Callable[[Request, Access, FormFields], Awaitable[Response]]
LOG: Final = logging.getLogger(__name__)
# Who may come in cannot be read.
AWAY: Final = "sign_in.refused.unavailable"
Found = TypeVar("Found")


@dataclass(frozen=True)
class WayIn:
    """In, beside an account of ours: the address where it begins, and what its button says."""

    path: str
    name: str


@dataclass(frozen=True)
class Front:
    """`ways`: in, beside an account of ours and links."""

    desk: Doorkeeper
    pages: SignInPages
    open_pages: OpenPages
    ways: tuple[WayIn, ...] = ()

    def form(self, answered: FormAnswer) -> Callable[[Request], Awaitable[Response]]:
        """Of a form of ours: what another page sends, and what no page sends, is refused."""

        async def answer(request: Request) -> Response:
            if not is_from_own_page(request.headers):
                return self.refusal(request, "web.refused.origin", 403)
            try:
                fields = await fields_of(request)
            except (NotAForm, ClientDisconnect):  # broken off, it is no fault of the server
                return self.refusal(request, "sign_in.refused.form", 400)
            access = self.desk.access
            if access is None:
                return self.refusal(request, "sign_in.nobody", 503)
            try:
                return await answered(request, access, fields)
            except RecordUnavailable as error:
                LOG.warning("%s", error)  # where the file lies is nobody's who is not in
                return self.refusal(request, AWAY, 503)

        return answer

    def refusal(self, request: Request, message_id: str, status: int) -> HTMLResponse:
        error = YamatoDxError(message_id)
        return self.pages.page(
            request, "refused", status, refused=error.sentence(language_of(request.scope))
        )

    def is_asked_of(self, request: Request) -> bool:
        return self.desk.is_asked_of(caller_of(request.scope))

    def session(self, request: Request) -> Session | None:
        token = token_in(request.scope)
        return self.desk.session(hash_of(token)) if token else None

    async def let_in(
        self,
        request: Request,
        access: Access,
        begun: Begun,
        *,
        to: str = "",
        is_secure: bool = False,
    ) -> Response:
        """With a session of its own; one that the browser had before ends. `to`: a page of ours,
        else what was asked for."""
        before = self.session(request)
        if before:
            await off_thread(end_session, access, before)
            self.open_pages.look()
        wanted = to or own_path(request.query_params.get("next", "/"))
        cookie = session_cookie(request.scope, begun.token, is_set_secure=is_secure)
        answer = RedirectResponse(wanted, 303)
        answer.headers.append("Set-Cookie", cookie)
        return answer

    async def let_out(self, request: Request, access: Access) -> None:
        session = self.session(request)
        if session:
            await off_thread(end_session, access, session)
        self.open_pages.look()


def forget_browser(answer: Response) -> Response:
    """The browser keeps nothing of what it was shown."""
    for cookie in ended_cookies():
        answer.headers.append("Set-Cookie", cookie)
    answer.headers["Clear-Site-Data"] = '"cache", "storage"'
    return answer


def machine_of(request: Request) -> Machine:
    return machine_in(request.scope)


def address_of(request: Request) -> str | None:
    return machine_of(request).address


def status_of(error: YamatoDxError, otherwise: int = 403) -> int:
    return 429 if isinstance(error, Slowed) else otherwise


async def off_thread(call: Callable[..., Found], *values: object, **named: object) -> Found:
    """What waits for a disk or works on a password keeps nobody else waiting."""
    return await asyncio.to_thread(partial(call, *values, **named))
