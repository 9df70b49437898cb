"""Received bytes → UTF-8 bytes, or the one sentence why not. Nothing is replaced or dropped."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np

from yamato_dx.intake.problem import Problem

UTF8_BOM: Final = b"\xef\xbb\xbf"
_UTF16_BOMS: Final = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
_ISO2022 = re.compile(rb"\x1b[$(][@-Z]")
# Kana, kanji and full-width forms: what Japanese text in UTF-8 holds and CP932 bytes hardly spell.
_JAPANESE = re.compile("[\u0800-\uffff]")


@dataclass(frozen=True)
class Decoded:
    """The file's text as UTF-8 without byte order mark."""

    utf8: bytes
    encoding: str


def decode(data: bytes) -> Decoded | Problem:
    """Decode UTF-8, UTF-16 (each with or without BOM) or CP932; else one refusing problem."""
    if encoding := utf16_of(data):
        return _decode_utf16(data, encoding)
    refused = next((code for code, is_it in REFUSED_ENCODINGS if is_it(data)), None)
    if refused:
        return Problem("refuse", refused)
    if b"\x00" in data:
        return Problem("refuse", "nul_bytes", row=_line_of(data, data.index(b"\x00")))
    body = data
    while body.startswith(UTF8_BOM):
        body = body[len(UTF8_BOM) :]
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        return _decode_cp932(body, error.start, has_bom=body is not data)
    return _decoded_utf8(body, text, has_bom=body is not data)


def _decoded_utf8(body: bytes, text: str, *, has_bom: bool) -> Decoded | Problem:
    """A file of half-width katakana alone is valid in both encodings: asked, not guessed."""
    is_doubtful = not has_bom and not text.isascii() and not _JAPANESE.search(text)
    if is_doubtful and _decodes(body, "cp932"):
        return Problem("ask", "encoding_unclear")
    return Decoded(body, "utf-8-sig" if has_bom else "utf-8")


def _decode_cp932(body: bytes, utf8_stops_at: int, *, has_bom: bool) -> Decoded | Problem:
    line_start = max(body.rfind(b"\n", 0, utf8_stops_at), body.rfind(b"\r", 0, utf8_stops_at)) + 1
    row = _line_of(body, utf8_stops_at)
    if has_bom or _JAPANESE.search(body[:line_start].decode("utf-8")):
        return Problem("refuse", "encoding_mixed", row=row)
    try:
        text = body.decode("cp932")
    except UnicodeDecodeError as error:
        is_utf8 = _is_japanese_utf8(_line_at(body, error.start))
        code = "encoding_mixed" if is_utf8 else "encoding_broken"
        values = {} if is_utf8 else {"bytes": body[error.start : error.start + 2].hex(" ").upper()}
        return Problem("refuse", code, row=_line_of(body, error.start), values=values)
    mixed = _line_in_utf8(body)
    if mixed is not None:
        return Problem("refuse", "encoding_mixed", row=mixed)
    return Decoded(text.encode("utf-8"), "cp932")


def _line_in_utf8(body: bytes) -> int | None:
    """The first line of a CP932 file that was written in UTF-8, if any.

    Two three-byte sequences in a row are a hint that costs nothing to look for; the whole line
    must then be UTF-8 and Japanese.
    """
    octets = np.frombuffer(body, dtype=np.uint8)
    lead = (octets >= 0xE3) & (octets <= 0xE9)
    hints = np.flatnonzero(lead[:-3] & lead[3:])
    seen_until = -1
    for hint in hints.tolist():
        if hint > seen_until:
            line = _line_at(body, hint)
            seen_until = body.rfind(b"\n", 0, hint) + len(line)
            if _is_japanese_utf8(line):
                return _line_of(body, hint)
    return None


def _line_at(body: bytes, position: int) -> bytes:
    start = body.rfind(b"\n", 0, position) + 1
    end = body.find(b"\n", position)
    return body[start : len(body) if end < 0 else end]


def _is_japanese_utf8(line: bytes) -> bool:
    return _decodes(line, "utf-8") and bool(_JAPANESE.search(line.decode("utf-8")))


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _line_of(data: bytes, position: int) -> int:
    """Line number (from 1) of a byte, whichever line ends the file uses."""
    before = data[:position]
    return before.count(b"\n") + before.count(b"\r") - before.count(b"\r\n") + 1


def utf16_of(data: bytes) -> str | None:
    """Which UTF-16 it is: by its mark, or by a zero byte in nearly every pair of its ASCII part."""
    if data.startswith(tuple(_UTF16_BOMS)):
        return _UTF16_BOMS[data[:2]]
    head = data[:4096]
    of_little, of_big = head[1::2].count(0), head[0::2].count(0)
    if len(head) < 4 or len(data) % 2 or max(of_little, of_big) * 5 < len(head) // 2:
        return None
    return "utf-16-le" if of_little > of_big else "utf-16-be"


def _decode_utf16(data: bytes, encoding: str) -> Decoded | Problem:
    body = data[2:] if data[:2] in _UTF16_BOMS else data
    try:
        text = body.decode(encoding)
    except UnicodeDecodeError as error:
        before = body[: error.start].decode(encoding).encode()
        row = _line_of(before, len(before))
        values = {"bytes": body[error.start : error.start + 2].hex(" ").upper()}
        return Problem("refuse", "encoding_broken", row=row, values=values)
    utf8 = text.encode()
    if b"\x00" in utf8:
        return Problem("refuse", "nul_bytes", row=_line_of(utf8, utf8.index(b"\x00")))
    return Decoded(utf8, "utf-16")


REFUSED_ENCODINGS: Final[tuple[tuple[str, Callable[[bytes], bool]], ...]] = (
    ("encoding_iso2022", lambda data: bool(_ISO2022.search(data))),
)
# Encodings that CP932 may swallow without an error: tried when no heading is recognised.
LOOK_ALIKES: Final = ("euc_jp", "euc_jis_2004")
