"""A PDF read back, as these tests ask it."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

from pypdf import PdfReader

from yamato_dx.output.papers.typesetting import BREAK


def reader_of(data: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(data))


def text_of(data: bytes) -> str:
    """All pages, without the breaks between and within lines, nor the places where one may be."""
    pages = (page.extract_text() for page in reader_of(data).pages)
    return re.sub(rf"[\s{BREAK}]+", "", "".join(pages))


def fonts_of(data: bytes) -> Iterator[dict[str, Any]]:
    """Every font that any page names, those within pictures too."""
    for page in reader_of(data).pages:
        yield from _fonts(page["/Resources"])


def _fonts(resources: Any) -> Iterator[dict[str, Any]]:
    resources = resources.get_object()
    for font in (resources.get("/Font") or {}).values():
        yield font.get_object()
    for drawn in (resources.get("/XObject") or {}).values():
        if "/Resources" in (inner := drawn.get_object()):
            yield from _fonts(inner["/Resources"])


def is_embedded(font: dict[str, Any]) -> bool:
    descendants = font.get("/DescendantFonts")
    if descendants is None:
        return font["/Subtype"] == "/Type3"
    descriptor = descendants[0].get_object()["/FontDescriptor"].get_object()
    return any(f"/FontFile{kind}" in descriptor for kind in ("", "2", "3"))
