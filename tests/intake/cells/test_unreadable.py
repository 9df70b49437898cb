"""What a cell holds beside its number is named, with where it belongs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yamato_dx.i18n import LANGUAGES
from yamato_dx.intake.cells.cell import read_cell
from yamato_dx.intake.problem import Problem


@pytest.mark.parametrize(
    ("text", "code", "named"),
    [
        ("640※", "marked", "※"),
        ("※310", "marked", "※"),
        ("80＊", "marked", "＊"),
        ("80*2", "marked", "*2"),
        ("22 注1)", "marked", "注1)"),
        ("16（注１）", "marked", "（注１）"),
        ("640件※1", "marked", "※1"),
        ("640†", "marked", "†"),
        ("640 1)", "marked", "1)"),
        ("80（訂正）", "marked", "（訂正）"),
        ("【22】", "marked", "【】"),
        ("「22」", "marked", "「」"),
        ("８０，人", "marked", "，"),
        ("22､", "marked", "､"),
        ("640。", "marked", "。"),
        ("r55", "state_mark", "r"),
        ("ｒ５５", "state_mark", "ｒ"),
        ("e9800", "state_mark", "e"),
        ("640（見込）", "state_mark", "（見込）"),
        ("640件(速報値)", "state_mark", "(速報値)"),
        ("見込640", "state_mark", "見込"),
        ("640【速報】", "state_mark", "【速報】"),
        ("640（前年比106%）", "marked", "（前年比106%）"),
        ("640、000", "separator_misplaced", None),
        ("該当者なし", "none_unclear", "該当者なし"),
        ("一部", "not_a_number", None),
        ("610→640", "correction", "→"),
        ("610⇒640件", "correction", "⇒"),
        ("610->640", "correction", "->"),
        ("600～640", "range_not_value", None),
        ("80〜85人", "range_not_value", None),
        ("20-22件", "range_not_value", None),
        ("600から640", "range_not_value", None),
        ("640～", "about_number", None),
        ("約６４０", "about_number", None),
        ("640くらい", "about_number", None),
        ("≒640", "about_number", None),
        ("集計中", "not_yet_known", "集計中"),
        ("調査中です", "not_yet_known", "調査中です"),
        ("R8.6公表予定", "not_yet_known", "R8.6公表予定"),
        ("不明", "not_yet_known", "不明"),
        ("皆無", "none_unclear", "皆無"),
        ("なし", "none_unclear", "なし"),
        ("該当数字なし", "none_unclear", "該当数字なし"),
        ("ゼロ", "none_unclear", "ゼロ"),
        ("六四〇", "kanji_number", None),
        ("六百四十件", "kanji_number", None),
        ("６百４０件", "kanji_multiple", "百"),
        ("4割7分", "tenths", None),
        ("?5", "lost_sign", "?"),
        ("6？0", "lost_sign", "？"),
        ("6\ufffd0", "lost_sign", "\ufffd"),
        ("〓40", "lost_sign", "〓"),
        ("〃", "ditto", None),
        ("同上", "ditto", None),
    ],
)
def test_the_sign_is_named(text: str, code: str, named: str | None) -> None:
    fault = read_cell(text).fault
    assert fault
    assert (fault.severity, fault.code) == ("refuse", code)
    told = Problem(fault.severity, fault.code, values=fault.values)
    for lang in LANGUAGES:
        assert named is None or named in told.sentence(lang)
        assert told.mend(lang)


INVISIBLE = st.sampled_from("\u200b\u200e\u202a\u202c\u2066\u2069\ufeff\u2060\ufe0f\u3164")


@given(st.integers(0, 999_999), st.lists(INVISIBLE, min_size=1, max_size=4), st.data())
def test_invisible_signs_change_nothing(number: int, signs: list[str], data: st.DataObject) -> None:
    digits = list(f"{number}件")
    for sign in signs:
        digits.insert(data.draw(st.integers(0, len(digits))), sign)
    cell = read_cell("".join(digits))
    assert (cell.kind, cell.number, cell.unit) == ("number", number, "件")


@pytest.mark.parametrize("text", ["'640", "’640", '="640"', '"640"', "“640”", "＇640"])
def test_wrappings_of_a_text_are_no_part_of_it(text: str) -> None:
    assert read_cell(text).number == 640


@pytest.mark.parametrize("text", ["計" * 60 + "1", "1" + "(50%)" * 60, "1" + " " * 50_000 + "x"])
def test_no_text_is_read_forever(text: str) -> None:
    assert read_cell(text).fault is not None
