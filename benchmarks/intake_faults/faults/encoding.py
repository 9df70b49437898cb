"""Encodings: the whole text in another one, a part of it, or letters that were lost on the way."""

from __future__ import annotations

import unicodedata
from random import Random
from typing import Final

from benchmarks.intake_faults.cleans import Clean
from benchmarks.intake_faults.faults.fault import Spoilt, as_bytes
from benchmarks.intake_faults.formats.text import TEXT_FORMATS, encoded

# What offices' programs write; then what is refused by rule.
WRITTEN: Final = ("utf-8", "utf-8-sig", "cp932", "utf-16")
RULED_OUT: Final = ("euc_jp", "iso2022_jp")
_BOMS: Final = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}


def text_of(clean: Clean) -> str:
    return clean.data.decode(TEXT_FORMATS[clean.file_format][0])


def is_decodable(data: bytes, text: str) -> bool:
    """Whether one encoding alone decodes the bytes, to this text."""
    bom = next((name for mark, name in _BOMS.items() if data.startswith(mark)), None)
    readings = set()
    for encoding in (bom,) if bom else ("utf-8", "cp932", "utf-16-le", "utf-16-be"):
        try:
            reading = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        is_text = "\x00" not in reading and (
            bom or not encoding.startswith("utf-16") or "\n" in reading
        )
        readings |= {reading} if is_text else set()
    return readings == {text}


def another(clean: Clean, random: Random) -> Spoilt | None:
    """All of it in another encoding."""
    text, encoding = text_of(clean), random.choice((*WRITTEN, "utf-16-le", "utf-16-be", *RULED_OUT))
    try:
        data = encoded(text, encoding)
    except UnicodeEncodeError:
        return None
    if encoding == "utf-16-be" and random.random() < 0.5:
        data = b"\xfe\xff" + data
    is_proven = encoding not in RULED_OUT and is_decodable(data, text)
    return as_bytes(clean, data, f"all in {encoding}", is_recoverable=is_proven)


def marked_twice(clean: Clean, random: Random) -> Spoilt:
    """Two byte order marks, of which none is a letter."""
    data = b"\xef\xbb\xbf" * random.choice((2, 3)) + text_of(clean).encode()
    is_same = data.decode("utf-8").lstrip("\ufeff") == text_of(clean)
    return as_bytes(clean, data, "byte order mark twice", is_recoverable=is_same)


def decomposed(clean: Clean, random: Random) -> Spoilt:
    """か゛ for が, as a Mac names files."""
    text = unicodedata.normalize("NFD", text_of(clean))
    is_same = unicodedata.normalize("NFC", text) == unicodedata.normalize("NFC", text_of(clean))
    return as_bytes(clean, text.encode("utf-8-sig"), "decomposed", is_recoverable=is_same)


def one_line(clean: Clean, random: Random) -> Spoilt | None:
    """A line that was written by another program."""
    lines = text_of(clean).splitlines(keepends=True)
    place = random.randrange(1, len(lines))
    first, other = random.choice((("utf-8", "cp932"), ("cp932", "utf-8"), ("utf-8", "euc_jp")))
    if lines[place].isascii():
        return None
    try:
        pieces = [
            encoded(line, other if number == place else first) for number, line in enumerate(lines)
        ]
    except UnicodeEncodeError:
        return None
    return as_bytes(clean, b"".join(pieces), f"line {place + 1} in {other}, the others in {first}")


def lost_byte(clean: Clean, random: Random) -> Spoilt | None:
    """One byte of one letter."""
    encoding = random.choice(("cp932", "utf-8"))
    data = encoded(text_of(clean), encoding)
    high = [place for place, octet in enumerate(data) if octet >= 0x80]
    if not high:
        return None
    place = random.choice(high)
    return as_bytes(clean, data[:place] + data[place + 1 :], f"byte {place} of {encoding} lost")


def lost_letter(clean: Clean, random: Random) -> Spoilt:
    """A sign that a program had no letter for."""
    text = text_of(clean)
    places = [place for place, letter in enumerate(text) if letter not in ',"\t\r\n']
    place, sign = random.choice(places), random.choice("?\ufffd〓")
    data = (text[:place] + sign + text[place + 1 :]).encode("utf-8-sig")
    return as_bytes(clean, data, f"{text[place]} became {sign}")


def garbled(clean: Clean, random: Random) -> Spoilt:
    """Bytes that were taken for another encoding's and saved so."""
    text = text_of(clean)
    real, taken = random.choice((("cp932", "latin-1"), ("utf-8", "cp1252"), ("utf-8", "cp932")))
    data = encoded(text, real).decode(taken, errors="replace").encode("utf-8")
    return as_bytes(clean, data, f"{real} taken for {taken}")


def end_mark(clean: Clean, random: Random) -> Spoilt:
    """The sign by which old systems end a text."""
    data = clean.data + b"\x1a"
    return as_bytes(clean, data, "0x1A at the end", is_recoverable="utf16" not in clean.file_format)


def zero_byte(clean: Clean, random: Random) -> Spoilt:
    place = random.randrange(len(clean.data))
    return as_bytes(clean, clean.data[:place] + b"\x00" + clean.data[place:], "a zero byte")
