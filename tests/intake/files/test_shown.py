"""Number cells as they show: forms that Japanese offices use, one table."""

from __future__ import annotations

import pytest

from yamato_dx.intake.files.workbooks.number_format import number_format
from yamato_dx.intake.files.workbooks.shown import seen_number, seen_text


@pytest.mark.parametrize(
    ("raw", "code", "text"),
    [
        ("640", "General", "640"),
        ("-2.7755575615628914e-17", "General", "0"),
        ("640", "#,##0_ ", "640"),
        ("-5", '#,##0;"△"#,##0', "-5"),
        ("-5", "#,##0_);(#,##0)", "-5"),
        ("-5", "#,##0_);[Red]\\-#,##0", "-5"),
        ("0.47", "0.0%", "47%"),
        ("-0.06", "0.0%", "-6%"),
        ("47", '0"%"', "47%"),  # 4700 % is no reading
        ("640", '#,##0"件"', "640件"),
        ("640", "0人", "640人"),
        ("4", '"No."0', "No.4"),
        ("0.5", "#.0", "0.5"),
        ("-0.5", "#.0", "-0.5"),
        ("640", '@"件"', "640"),  # words for texts; a number stands as it is
        ("-5", '0"件";@', "-5件"),
        ("640", 'General"件"', "640件"),
        ("640", '[>=1000]0.0,"千件";0"件"', "640件"),
        ("1500", "[$¥-411]#,##0", "¥1500"),
        ("11002", "000000", "011002"),
        ("0.85", "# ??/??", "17/20"),
        ("0.85", "?/20", "17/20"),
        ("6", '"令和"0"年度"', "令和6年度"),
        ("3", '0"月"', "3月"),
        ("45017", '[$-ja-JP]ggge"年度"', "令和5年度"),
        ("45717", "[$-411]ge.m", "R7.3"),
        ("45383", "yyyy/m/d", "2024/4/1"),
        ("45383", "yyyy/m/d(aaa)", "2024-04-01"),
        ("45383", 'm"月"d"日"', "2024-04-01"),
        ("45383", "mmm-yy", "2024-04"),
        ("408.1875", "[h]:mm", "9796.5時間"),
        ("0.015625", "mm:ss", "22.5分"),
        ("0.015625", "[mm]:ss", "22.5分"),
        ("0.9375", "h:mm", "22:30"),  # as Excel formats what is typed; hours or minutes
        ("0.9375", "h:mm:ss", "22.5時間"),
        ("0.9375", 'h"時間"mm"分"', "22.5時間"),
        ("408.18055555555554", "[h]:mm", "9796時間20分"),
    ],
)
def test_shown_without_a_doubt(raw: str, code: str, text: str) -> None:
    seen = seen_number(raw, number_format(code))
    assert (seen.text, seen.doubt) == (text, None)


@pytest.mark.parametrize(
    ("raw", "code", "doubt", "shown", "readings"),
    [
        ("0.8", '0.0"%"', "format_changes", "0.8%", ("0.8%", "80%")),
        ("3", '0"千件"', "format_changes", "3千件", ("3千件", "3")),
        ("1234567", "#,##0,", "format_changes", "1,235", ("1234.567", "1234567")),
        ("82", "0.0,", "format_changes", "0.1", ("0.082", "82")),
        ("5", '"△"0', "format_changes", "△5", ("△5", "5")),
        ("-5", "#,##0;[Red]#,##0", "format_changes", "5", ("5", "-5")),
        ("0", '#,##0;-#,##0;"-"', "format_changes", "-", ("", "0")),
        ("1.1", "h:mm", "format_changes", "2:24", ("2.4時間", "26.4時間")),
        ("640", ";;;", "cell_invisible", None, ("", "640")),
        ("640", "[White]0", "cell_invisible", None, ("", "640")),
        ("0.474", "0%", "format_rounds", "47%", ()),
        ("9796.4", "#,##0", "format_rounds", "9,796", ()),
        ("1234567", '0.0,,"百万円"', "format_rounds", "1.2百万円", ()),
        ("12345", '0!.0,"万人"', "format_rounds", "1.2万人", ()),
        ("640", '"約"0', "format_about", "約640", ()),
        ("640", "[DBNum1]0", "format_unknown", None, ()),
        ("-0.5", "h:mm", "format_unknown", None, ()),
    ],
)
def test_shown_otherwise_than_held(
    raw: str, code: str, doubt: str, shown: str | None, readings: tuple[str, ...]
) -> None:
    seen = seen_number(raw, number_format(code))
    assert seen.doubt is not None
    assert seen.doubt.code == doubt
    assert (seen.doubt.values.get("shown"), seen.doubt.readings) == (shown, readings)


def test_months_count_from_1904_where_the_book_says_so() -> None:
    assert seen_number("44255", number_format("yyyy/m"), is_1904=True).text == "2025/3"


def test_a_format_adds_words_to_a_text_or_hides_it() -> None:
    assert seen_text("640", number_format('@"件"')).text == "640件"
    hidden = seen_text("640", number_format(";;;"))
    assert hidden.doubt is not None
    assert hidden.doubt.code == "cell_invisible"


@pytest.mark.parametrize(
    ("code", "is_plain"),
    [
        ("0", True),
        ("#,##0", True),
        ("#,##0.00", True),
        ("#,##0,", False),  # thousands
        ("0.0,", False),  # thousands with a decimal: 303 shows as 0.3
        ("0.0,,", False),
        ("000", False),
        ('0"件"', False),
    ],
)
def test_a_plain_format_shows_a_number_as_its_digits(code: str, is_plain: bool) -> None:
    """Cells of a plain one are not looked at again."""
    assert number_format(code).is_plain is is_plain
