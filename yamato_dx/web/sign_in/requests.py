"""What the pages before sign-in are asked: fields of a form, and where to go on to."""

from __future__ import annotations

from typing import Final
from urllib.parse import parse_qs, urlsplit

from starlette.datastructures import Headers
from starlette.requests import Request

from yamato_dx.web.addresses import ORIGIN

FIRST_SCREEN: Final = "/"
PAGES: Final = "/sign-in"
# A name, a password, an address to go on to.
MOST_BYTES: Final = 16 * 1024
FORM: Final = "application/x-www-form-urlencoded"


class NotAForm(Exception):
    """Nothing that a page of ours sends."""


def own_path(written: str) -> str:
    """`written` where it is an address of a page of ours, else the first page: whoever makes a link
    to the sign-in page must not choose where it leads."""
    is_printable = written.isprintable() and "\\" not in written
    if not is_printable or not written.startswith("/") or written.startswith("//"):
        return FIRST_SCREEN
    try:
        parts = urlsplit(written)
    except ValueError:
        return FIRST_SCREEN
    is_own = not parts.scheme and not parts.netloc and not parts.path.startswith(PAGES)
    return written if is_own else FIRST_SCREEN


def is_from_own_page(headers: Headers) -> bool:
    """Whether a page of ours sends the form. `OwnAddresses` has let no other origin through;
    a browser names one with every form."""
    return ORIGIN.fullmatch(headers.get("origin", "")) is not None


async def fields_of(request: Request) -> dict[str, str]:
    """Of a form, by name; of several of a name the last. Raises NotAForm."""
    if request.headers.get("content-type", "").partition(";")[0].strip() != FORM:
        raise NotAForm
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > MOST_BYTES:
            raise NotAForm
    try:
        fields = parse_qs(body.decode("ascii"), keep_blank_values=True, max_num_fields=20)
    except ValueError as error:
        raise NotAForm from error
    return {name: values[-1] for name, values in fields.items()}
