"""A paper is set apart from the server; what people wrote stands in it as they wrote it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
import typst

from tests.output.papers.conftest import PaperOf, exception, line
from tests.output.papers.pdfs import fonts_of, is_embedded, reader_of, text_of
from yamato_dx.errors import YamatoDxError
from yamato_dx.output.papers import typesetting
from yamato_dx.output.papers.meeting import DecisionAsked, SheetGroup
from yamato_dx.output.papers.typesetting import typeset
from yamato_dx.output.papers.worker import paper

AT = datetime(2026, 11, 28, 4, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "cause",
    [
        '#read("/etc/passwd")',
        "*強調* _斜体_ `字` $x^2$",
        "\\ 改行 \\u{41} ~ --- @ref <label> // 注 /* 注 */",
        '#import "@preview/cetz:0.3.0"',
        "= 見出し",
        "髙﨑①㈱〜−ー≒℃㎡Ⅳ𠮷",  # no hole in Japanese type
    ],
)
def test_text_prints_as_typed(paper_of: PaperOf, cause: str) -> None:
    data = typeset("meeting", paper_of(cause), made_at=AT)
    assert cause.replace(" ", "") in text_of(data)
    assert "root:" not in text_of(data)


@pytest.mark.parametrize(
    ("cause", "printed"),
    [
        ("端末😀の更新", "端末〓の更新"),  # no font has it; once it cost the whole paper
        ("ภา", "〓〓"),
        ("\ue123野", "〓野"),  # 外字
        ("前\x01\x1b後", "前後"),
        ("\ufeff端末\uffff", "端末"),  # as a cell of a spreadsheet brings it
        ("端末\x0bの更新", "端末の更新"),
    ],
)
def test_signs_that_no_font_has_cost_no_paper(paper_of: PaperOf, cause: str, printed: str) -> None:
    assert printed in text_of(typeset("meeting", paper_of(cause), made_at=AT))


def test_an_address_is_broken_where_its_column_ends(paper_of: PaperOf) -> None:
    """It runs over no other column, and stands whole."""
    address = "https://example.com/" + "a" * 300
    data = typeset("meeting", paper_of(address), made_at=AT)
    assert address in text_of(data).replace("\u200b", "")
    lines = [line for page in reader_of(data).pages for line in page.extract_text().split("\n")]
    assert max(line.count("a") for line in lines) < 80


def test_every_font_is_embedded(paper_of: PaperOf) -> None:
    data = typeset("meeting", paper_of("髙﨑①㈱〜"), made_at=AT)
    fonts = list(fonts_of(data))
    assert fonts
    assert all(is_embedded(font) for font in fonts)
    assert {str(font["/BaseFont"]).partition("+")[2] for font in fonts} <= {
        "NotoSansCJKjp-Regular",
        "NotoSansCJKjp-Regular-Identity-H",
        "NotoSansCJKjp-Bold",
        "NotoSansCJKjp-Bold-Identity-H",
    }


def test_a_paper_is_tagged_and_says_what_it_is(paper_of: PaperOf) -> None:
    reader = reader_of(typeset("meeting", paper_of(), made_at=AT))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert root["/Lang"] == "ja"
    assert reader.metadata is not None
    assert reader.metadata.title == "DX推進本部 資料　令和7年度の実績"
    assert reader.metadata.creation_date == AT
    assert reader.outline


def test_equal_contents_are_equal_bytes(paper_of: PaperOf) -> None:
    first, again = (typeset("meeting", paper_of(), made_at=AT) for _ in range(2))
    assert first == again
    assert typeset("meeting", paper_of("別の要因"), made_at=AT) != first


def test_the_engine_sees_no_file_of_this_machine() -> None:
    for source in ('#read("/etc/passwd")', '#image("/etc/hostname")', '#include "/base.typ"'):
        with pytest.raises(typst.TypstError):
            paper({"source": source, "data": "{}", "made_at": 0})


def test_a_paper_that_cannot_be_made_is_one_sentence(
    paper_of: PaperOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(typesetting, "SECONDS_ALLOWED", 0.01)
    with pytest.raises(YamatoDxError, match="資料を作成できませんでした"):
        typeset("meeting", paper_of(), made_at=AT)


def test_one_sheet_of_a3_holds_three_decisions_and_another_the_rest(paper_of: PaperOf) -> None:
    asked = tuple(DecisionAsked(number, f"案件{number}", "") for number in range(1, 8))
    pages = [
        len(reader_of(typeset("meeting", paper_of(decisions=asked[:count]), made_at=AT)).pages)
        for count in (0, 3, 7)
    ]
    assert pages == [1, 1, 2]


@pytest.mark.parametrize("size", ["a3", "a4"])
def test_nothing_is_cut_off_where_much_is_said(paper_of: PaperOf, size: str) -> None:
    """More lines and longer causes than a sheet holds go overleaf."""
    numbers = [str(number) for number in range(1, 25)]
    group = SheetGroup("未達成・未報告", 24, "bad", "", tuple(line(number) for number in numbers))
    causes = tuple(
        replace(exception(f"始まり{number}" + "長い要因" * 60 + f"終わり{number}"), kpi_no=number)
        for number in numbers
    )
    full = replace(paper_of(size=size, groups=(group,)), exceptions=causes)
    words = text_of(typeset("meeting", full, made_at=AT))
    assert [number for number in numbers if f"指標{number}窓口課" not in words] == []
    assert [number for number in numbers if f"終わり{number}" not in words] == []
