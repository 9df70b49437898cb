"""What answers below `/sign-in`."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route, Router

from yamato_dx.web.sign_in import by_link, entering, own_account
from yamato_dx.web.sign_in.by_link import ByLink
from yamato_dx.web.sign_in.entering import Entering
from yamato_dx.web.sign_in.front import Front
from yamato_dx.web.sign_in.oidc_settings import BACK, OIDC, OidcSettings
from yamato_dx.web.sign_in.own_account import OwnAccount
from yamato_dx.web.sign_in.requests import PAGES


def sign_in_routes(front: Front, settings: OidcSettings | None = None) -> Router:
    """A way in or out is a form that somebody sends; what is opened shows a page, and no more. Who
    comes back from a provider has proven there that it was them who left."""
    enter = Entering(front)
    link = ByLink(front, enter)
    own = OwnAccount(front)

    async def nothing(request: Request) -> Response:
        return front.refusal(request, "sign_in.refused.nothing", 404)

    routes = [
        Route(PAGES, enter.page, methods=["GET"]),
        Route(PAGES, front.form(enter.enter), methods=["POST"]),
        Route(entering.CODE, front.form(enter.code), methods=["POST"]),
        Route(by_link.FIRST, link.page, methods=["GET"]),
        Route(by_link.FIRST, front.form(link.first), methods=["POST"]),
        Route(by_link.PASSWORD, front.form(link.password), methods=["POST"]),
        Route(by_link.SECTION, link.page, methods=["GET"]),
        Route(by_link.SECTION, front.form(link.section), methods=["POST"]),
        Route(by_link.SCRIPT, link.script, methods=["GET"]),
        Route(own_account.STATE, own.state, methods=["GET"]),
        Route(own_account.OUT, front.form(own.out), methods=["POST"]),
        Route(own_account.OWN, own.page, methods=["GET"]),
        Route(own_account.OTHERS, front.form(own.others), methods=["POST"]),
        Route(own_account.PASSWORD, front.form(own.password), methods=["POST"]),
        Route(own_account.TOTP, front.form(own.totp), methods=["POST"]),
        Route(own_account.CODE, front.form(own.totp_code), methods=["POST"]),
    ]
    if settings:
        # What speaks to a provider is loaded where there is one: a server starts sooner without.
        from yamato_dx.web.sign_in.oidc import ByProvider
        from yamato_dx.web.sign_in.provider import Provider

        by_provider = ByProvider(front, Provider(settings))
        routes += [
            Route(OIDC, by_provider.leave, methods=["GET"]),
            Route(BACK, by_provider.back, methods=["GET"]),
        ]
    return Router([*routes, Route("/{path:path}", nothing)], redirect_slashes=False)
