"""Links: for a password, and for a section's report. Opened, a link does nothing: programs open
every link in a mail. A press on its page acts."""

from __future__ import annotations

from typing import Final

from starlette.requests import Request
from starlette.responses import FileResponse, Response

from yamato_dx.acts.access.limits import SHORTEST_PASSWORD
from yamato_dx.acts.access.links import PATHS, link_of
from yamato_dx.acts.access.opened import Access
from yamato_dx.acts.access.sessions import begin_link_session
from yamato_dx.acts.access.signing_in import account_of_link, set_password
from yamato_dx.errors import Refused
from yamato_dx.i18n import DEFAULT_LANGUAGE
from yamato_dx.store.access.links import LinkKind
from yamato_dx.web.http import language_of
from yamato_dx.web.sign_in.drawing import FOLDER, address
from yamato_dx.web.sign_in.entering import Entering
from yamato_dx.web.sign_in.front import (
    FormFields,
    Front,
    address_of,
    machine_of,
    off_thread,
    status_of,
)
from yamato_dx.web.sign_in.requests import PAGES

FIRST: Final = PATHS[LinkKind.PASSWORD]
SECTION: Final = PATHS[LinkKind.SECTION]
PASSWORD: Final = f"{PAGES}/password"
SCRIPT: Final = f"{PAGES}/first.js"
REPORT: Final = "/report"


class ByLink:
    def __init__(self, front: Front, entering: Entering) -> None:
        self.front = front
        self.entering = entering

    async def script(self, _request: Request) -> Response:
        return FileResponse(FOLDER / "first.js", media_type="text/javascript")

    async def page(self, request: Request) -> Response:
        return self._token_form(request)

    def _token_form(self, request: Request, status: int = 200, refused: str = "") -> Response:
        kind = "section" if request.url.path == SECTION else "first"
        return self.front.pages.page(
            request,
            "link",
            status,
            refused=refused,
            kind=kind,
            here=address(request, request.url.path),
        )

    async def first(self, request: Request, access: Access, fields: FormFields) -> Response:
        """Whose password it is for, to be chosen; the link is not used up by it."""
        return await self._password_page(request, access, _token_in(fields))

    async def _password_page(
        self, request: Request, access: Access, token: str, refusal: Refused | None = None
    ) -> Response:
        lang = language_of(request.scope)
        try:
            account = await off_thread(account_of_link, access, token, address_of(request))
        except Refused as error:
            return self._token_form(request, status_of(error), error.sentence(lang))
        return self.front.pages.page(
            request,
            "new_password",
            status_of(refusal, 400) if refusal else 200,
            refused=refusal.sentence(lang) if refusal else "",
            here=address(request, PASSWORD),
            token=token,
            login=account.login_name,
            least=SHORTEST_PASSWORD,
        )

    async def password(self, request: Request, access: Access, fields: FormFields) -> Response:
        """Chosen: by it the link is used up, and its person is in."""
        token, password = _token_in(fields), fields.get("password", "")
        try:
            if password != fields.get("again"):
                raise Refused("sign_in.new.differs")
            proven = await off_thread(set_password, access, token, password, address_of(request))
        except Refused as error:
            return await self._password_page(request, access, token, error)
        return await self.entering.go_on(request, access, proven)

    async def section(self, request: Request, access: Access, fields: FormFields) -> Response:
        token, lang = _token_in(fields), language_of(request.scope)
        try:
            link = await off_thread(link_of, access, LinkKind.SECTION, token, address_of(request))
            begun = await off_thread(begin_link_session, access, link, machine_of(request))
        except Refused as error:
            return self._token_form(request, status_of(error), error.sentence(lang))
        to = REPORT if lang == DEFAULT_LANGUAGE else f"{REPORT}?lang={lang}"
        return await self.front.let_in(request, access, begun, to=to)


def _token_in(fields: FormFields) -> str:
    """Alone, or in the whole address of its link."""
    return fields.get("token", "").strip().rpartition("#")[2]
