"""The pages before sign-in: plain HTML, which needs no script and nothing of the framework."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from typing import Final
from urllib.parse import urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse

from yamato_dx.i18n import DEFAULT_LANGUAGE, LANGUAGES, text
from yamato_dx.web.http import language_of
from yamato_dx.web.sign_in.qr_code import qr_code
from yamato_dx.web.sign_in.requests import own_path

FOLDER: Final = Path(__file__).parent
# To whom a sentence says why a form was refused.
DESCRIBED: Final = Markup('aria-invalid="true" aria-describedby="refused"')


@cache
def _templates() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(FOLDER / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["qr_code"] = qr_code
    return environment


@cache
def _styles() -> Markup:
    return Markup((FOLDER / "sign_in.css").read_text(encoding="utf-8"))  # noqa: S704 - our own


class SignInPages:
    """`titles`: of what is served, by language. `is_plain`: others come without TLS, as each page
    says before a password is typed."""

    def __init__(self, titles: Callable[[], dict[str, str]], *, is_plain: bool = False) -> None:
        self.titles = titles
        self.is_plain = is_plain

    def page(
        self,
        request: Request,
        template: str,
        status: int = 200,
        *,
        refused: str = "",
        note: str = "",
        **values: object,
    ) -> HTMLResponse:
        """`refused`: why what was sent was not taken; `note`: what has been done."""
        lang = language_of(request.scope)
        page = _templates().get_template(f"{template}.html")
        answer = page.render(
            say=partial(_say, lang),
            lang=lang,
            title=self.titles()[lang],
            styles=_styles(),
            plain=self.is_plain,
            languages=[
                {
                    "code": code,
                    "name": text(f"frame.language.{code}", lang),
                    "link": address(request, request.url.path, lang=code),
                }
                for code in LANGUAGES
            ],
            refused=refused,
            note=note,
            described=DESCRIBED if refused else "",
            **values,
        )
        return HTMLResponse(answer, status)


def _say(lang: str, message_id: str, **values: object) -> str:
    return text(message_id, lang, **values)


def address(request: Request, path: str, lang: str | None = None, **fields: str) -> str:
    """Of a page before sign-in, in the reader's language, which remembers where they want to go."""
    lang = lang or language_of(request.scope)
    wanted = own_path(request.query_params.get("next", "/"))
    query = {
        **({"next": wanted} if wanted != "/" else {}),
        **({"lang": lang} if lang != DEFAULT_LANGUAGE else {}),
        **fields,
    }
    return f"{path}?{urlencode(query)}" if query else path
