"""Why a text is no value: the marks, words and signs in it are named, with where they belong."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from yamato_dx.intake.finding import Fault
from yamato_dx.intake.problem import read_as
from yamato_dx.lettering import half_width, is_ditto, lost_sign

_NUMBER = r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?"
_UNIT = r"[^\d()~〜→\-–—−]{0,6}?"
ABOUT = re.compile(
    r"^(?:約|およそ|おおよそ|概ね|概数|ほぼ|凡そ|だいたい|最大|最低).*[0-9]|^[<>≦≧≒≈~〜±]|[0-9].*[~〜±+]$"
    r"|[0-9].*(?:以上|以下|未満|超|程度|前後|余り?|弱|強|ほど|くらい|ぐらい|近く|台前半|台後半)$"
)
_NOT_YET = re.compile(
    r"(?P<word>(?:集計|調査|算定|計算|確認|精査|調整|照会|作業|整理|とりまとめ|取りまとめ)中"
    r"|未(?:集計|把握|調査|算定|確定|定|報告|回答|入力)|不明|後日|[^\s]*予定)"
)
_NONE = re.compile(
    r"皆無|(?:該当)?(?:数字|数値|データ|実績|者|件数)?(?:なし|無し|ナシ|無)|ゼロ|零|nil|none", re.I
)
_ARROW = re.compile(r"[→⇒➡➔⇨]|->|=>")
_RANGE = re.compile(rf"{_NUMBER}\s*{_UNIT}\s*(?:[~〜\-–—−‐]|から)\s*{_NUMBER}\s*{_UNIT}(?:まで)?")
_KANJI = "〇一二三四五六七八九"
_KANJI_NUMBER = re.compile(rf"(?!一部)[{_KANJI}十百千万億]+[^\d{_KANJI}十百千万億]{{0,4}}")
_KANJI_MULTIPLE = re.compile(rf"[{_KANJI}\d.,]*[0-9](?P<multiple>[百十拾])[{_KANJI}\d十]*\D{{0,4}}")
_TENTHS = re.compile(rf"{_NUMBER}割(?:{_NUMBER}分)?(?:{_NUMBER}厘)?")
_UNCLEAR_SIGN = re.compile(rf"[ー‐‑–—―─]\s*(?P<number>{_NUMBER})\s*(?:[^\W\d_]|[%‰])?[^()/,\d]*")
# Letters and words that tell how firm a figure is: statistics offices print r, p and e.
STATE_MARKS: Final = frozenset("rpeRPE")
_STATE_WORDS = r"見込み?値?|予測値?|推計値?|速報値?|暫定値?|確定値?|確報|改定値?|概算"
_STATE = re.compile(
    rf"(?P<before>[rpeRPE]|{_STATE_WORDS})\s*:?\s*(?P<first>{_NUMBER})\D{{0,4}}"
    rf"|(?P<second>{_NUMBER})[^\d(]{{0,4}}?\s*(?P<after>[rpeRPE]|[(【\[]?(?:[rpeRPE]|{_STATE_WORDS})[)】\]]?)"
)
_NOTE_NUMBER = r"[※*†‡§]\(?\d{0,2}\)?|\(?(?:注釈?|※|\*)\s*\d{0,2}\)?|\(?\d{1,2}\)"
_MARKED = re.compile(
    rf"(?P<before>\D*?)(?P<number>{_NUMBER})\s*(?P<unit>[^\W\d_注]{{0,4}}|%)\s*"
    rf"(?P<after>\D*|{_NOTE_NUMBER}|[(【\[].*[)】\]])"
)


def why_not(raw: str) -> Fault:
    """Of a text that is no value of any form; the first reason that fits."""
    text = half_width(raw)
    for look in _REASONS:
        fault = look(text)
        if fault:
            return _as_written(fault, raw)
    return Fault("refuse", "not_a_number")


def _as_written(fault: Fault, raw: str) -> Fault:
    """The sign as the person typed it: ＊, not *."""
    named = next((name for name in ("mark", "sign", "word") if name in fault.values), None)
    if named is None:
        return fault
    sign = str(fault.values[named])
    pieces = (raw[start : start + len(sign)] for start in range(len(raw)))
    written = next((piece for piece in pieces if half_width(piece) == sign), sign)
    return replace(fault, values={**fault.values, named: written})


def _refused(code: str, pattern: re.Pattern[str]) -> Callable[[str], Fault | None]:
    return lambda text: Fault("refuse", code) if pattern.search(text) else None


def _wholly(code: str, pattern: re.Pattern[str]) -> Callable[[str], Fault | None]:
    return lambda text: Fault("refuse", code) if pattern.fullmatch(text) else None


def _ditto(text: str) -> Fault | None:
    return Fault("refuse", "ditto") if is_ditto(text) else None


def _lost(text: str) -> Fault | None:
    sign = lost_sign(text)
    return Fault("refuse", "lost_sign", {"sign": sign}) if sign else None


def _not_yet(text: str) -> Fault | None:
    found = _NOT_YET.search(text)
    return Fault("refuse", "not_yet_known", {"word": text}) if found else None


def _none(text: str) -> Fault | None:
    return Fault("refuse", "none_unclear", {"word": text}) if _NONE.fullmatch(text) else None


def _arrow(text: str) -> Fault | None:
    found = _ARROW.search(text)
    return Fault("refuse", "correction", {"sign": found.group()}) if found else None


def _kanji_multiple(text: str) -> Fault | None:
    found = _KANJI_MULTIPLE.fullmatch(text)
    return Fault("refuse", "kanji_multiple", {"multiple": found["multiple"]}) if found else None


def _sign(text: str) -> Fault | None:
    """Both readings of a dash before a number; the rest of the text stays."""
    found = _UNCLEAR_SIGN.fullmatch(text)
    if not found:
        return None
    positive = text[found.start("number") :]
    readings = read_as(positive, f"-{positive}")
    return Fault("ask", "sign_unclear", {"number": found["number"]}, readings)


def _state(text: str) -> Fault | None:
    found = _STATE.fullmatch(text)
    if not found:
        return None
    return state_mark(found["before"] or found["after"], found["first"] or found["second"])


def state_mark(mark: str, number: str) -> Fault:
    return Fault("refuse", "state_mark", {"mark": mark, "number": number})


def _marked(text: str) -> Fault | None:
    """One number and signs around it that are none of its own."""
    found = _MARKED.fullmatch(text)
    mark = (found["before"] + found["after"]).strip() if found else ""
    if not found or not mark or re.fullmatch(r"[()]", mark):
        return None
    mark = mark[0] if mark[0] in _PUNCTUATION else mark
    return Fault("refuse", "marked", {"mark": mark, "number": found["number"]})


def _bracket(text: str) -> Fault | None:
    unclosed = text.count("(") != text.count(")")
    return Fault("refuse", "bracket_unclosed") if unclosed else None


_PUNCTUATION: Final = frozenset(",.、。､｡")
_SEPARATORS = re.compile(r"[-+▲△−]?(?:[0-9.,]*[0-9][0-9.,]*|[0-9]+[、､][0-9]+)")
_REASONS: Final[tuple[Callable[[str], Fault | None], ...]] = (
    _ditto,
    _lost,
    _not_yet,
    _none,
    _arrow,
    _sign,
    _refused("about_number", ABOUT),
    _wholly("range_not_value", _RANGE),
    _wholly("tenths", _TENTHS),
    _wholly("kanji_number", _KANJI_NUMBER),
    _kanji_multiple,
    _state,
    _wholly("separator_misplaced", _SEPARATORS),
    _marked,
    _bracket,
)
