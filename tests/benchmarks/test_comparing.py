"""What counts as equal when two checkouts are held against each other."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from PIL import Image

from benchmarks.compare import is_of, report
from benchmarks.comparing.artefacts import (
    Compared,
    compare_folders,
    compare_members,
    compare_pictures,
    compare_texts,
    moved_back,
)
from benchmarks.comparing.dom import Node, as_lines
from benchmarks.comparing.places import Place, moved_in, pages_of

MOVED = {"questions": "decisions"}
NOWHERE: dict[str, str] = {}


def element(tag: str, *children: Node, **attributes: str) -> Node:
    return tag, {name.rstrip("_"): value for name, value in attributes.items()}, children


def page(number: int, made: str, words: str) -> Node:
    button = element("button", words, id=f"react-{number}", class_=f"ydx-why {made}")
    return element("div", button, element("p", "meaning", **{"aria-labelledby": f"react-{number}"}))


def test_made_names_and_blanks_are_no_difference() -> None:
    before = page(17, "st-emotion-cache-1x2y3z e12zf7d52 st-a0", "根拠\n   令和6年度 ")
    assert as_lines(before) == as_lines(page(4, "st-emotion-cache-zzz st-bq", " 根拠 令和6年度"))
    assert as_lines(before) == [
        "<div>",
        ' <button class="ydx-why" id="id-1">',
        "  根拠 令和6年度",
        ' <p aria-labelledby="id-1">',
        "  meaning",
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (element("p", "640"), element("p", "640.0")),
        (element("p", class_="ydx-why"), element("p", class_="ydx-what")),
        (element("p", id="verdicts"), element("p", id="verdict")),
        (element("p", element("b", "4")), element("p", element("i", "4"))),
        (element("input", **{".value": "4"}), element("input", **{".value": "5"})),
        (element("a", href="/data?year=2024"), element("a", href="/data?year=2025")),
    ],
)
def test_what_a_reader_could_see_is_a_difference(one: Node, other: Node) -> None:
    assert as_lines(one) != as_lines(other)


def test_buttons_of_one_group_are_named_by_the_framework() -> None:
    one, other = (
        element("div", element("input", name=name), element("label", id=ident), class_=hashed)
        for name, ident, hashed in (
            ("react-aria9889761010-:r1h:", ":rr:", "stApp stAppEmbeddingId-tp8k5m"),
            ("react-aria4587501363-:r1r:", ":r2:", "stApp stAppEmbeddingId-tp8kjy"),
        )
    )
    assert as_lines(one) == as_lines(other)


def test_a_name_that_points_elsewhere_is_a_difference() -> None:
    right, wrong = (
        element("div", element("i", id="a1"), element("i", id="a2"), element("b", for_=name))
        for name in ("a1", "a2")
    )
    assert as_lines(right) != as_lines(wrong)


def book(members: dict[str, str], year: int = 1980) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as written:
        for name, text in members.items():
            written.writestr(zipfile.ZipInfo(name, (year, 1, 1, 0, 0, 0)), text)
    return content.getvalue()


def test_books_made_at_other_times_are_equal_by_their_members() -> None:
    one = book({"sheet1.xml": "<v>640</v>"})
    difference, remark = compare_members(one, book({"sheet1.xml": "<v>640</v>"}, 2026), NOWHERE)
    assert (difference, bool(remark)) == ("", True)
    difference, _ = compare_members(one, book({"sheet1.xml": "<v>641</v>"}), NOWHERE)
    assert difference.startswith("sheet1.xml: ")
    assert "640" in difference
    assert "641" in difference
    difference, _ = compare_members(one, book({"sheet2.xml": "<v>640</v>"}), NOWHERE)
    assert "sheet1.xml, sheet2.xml" in difference


def picture(*reds: tuple[int, int], size: tuple[int, int] = (8, 6)) -> bytes:
    drawn = Image.new("RGB", size, "white")
    for place in reds:
        drawn.putpixel(place, (255, 0, 0))
    content = io.BytesIO()
    drawn.save(content, "PNG", compress_level=len(reds) % 9)
    return content.getvalue()


def test_pictures_differ_by_pixels(tmp_path: Path) -> None:
    target = tmp_path / "overview.png"
    assert compare_pictures(picture(), picture(), target)[0] == ""
    assert not list(tmp_path.iterdir())
    difference, _ = compare_pictures(picture(), picture((2, 1), (5, 3)), target)
    assert difference == "2 of 48 pixels, within 2,1 to 5,3"
    written = {path.name for path in tmp_path.iterdir()}
    assert written == {f"overview.{one}.png" for one in ("before", "after", "difference")}
    shade = Image.new("RGB", (8, 6), (254, 255, 255))
    content = io.BytesIO()
    shade.save(content, "PNG")
    assert compare_pictures(picture(), content.getvalue()) == ("", "all pixels, to 1 of 255")
    assert compare_pictures(picture(), picture(size=(8, 7)))[0] == "8×6 and 8×7 pixels"


def test_a_moved_page_is_no_difference_and_other_words_are() -> None:
    assert moved_back('href="/decisions?question=a"', MOVED) == 'href="/questions?question=a"'
    assert moved_back("http://127.0.0.1:8501/decisions", MOVED).endswith(":8501/questions")
    for other in ("decisions", "/decisions.csv", "/decisions/x", "/decisions-old"):
        assert moved_back(other, MOVED) == other
    assert compare_texts(b"see /questions", b"see /decisions", MOVED)[0] == ""
    assert compare_texts(b"see questions", b"see decisions", MOVED)[0]


def test_of_a_long_line_the_place_is_shown_at_which_it_differs() -> None:
    long = "<v/>" * 500
    one, other = (f"{long}<v>{value}</v>{long}".encode() for value in (640, 641))
    difference, _ = compare_texts(one, other, NOWHERE)
    assert "<v>640</v>" in difference
    assert "<v>641</v>" in difference
    assert len(difference) < 400


def test_pages_are_named_alike_in_both(tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()
    for name in ("overview", "decisions"):
        (tmp_path / "pages" / f"{name}.py").touch()
    moved = moved_in(tmp_path)
    assert moved == MOVED
    assert pages_of(tmp_path, moved) == ["overview", "questions"]
    place = Place("questions", {"question": "all_staff"})
    assert place.address("en", moved) == "/decisions?question=all_staff&lang=en"
    assert place.address("ja", NOWHERE) == "/questions?question=all_staff"


def test_every_file_of_either_side_is_compared(tmp_path: Path) -> None:
    before, after = tmp_path / "before", tmp_path / "after"
    for folder, contents in (
        (before, {"a/same.txt": "1", "a/other.csv": "x,1\n", "gone.parquet": "1"}),
        (after, {"a/same.txt": "1", "a/other.csv": "x,2\n", "new.parquet": "1"}),
    ):
        for name, content in contents.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(content, encoding="utf-8")
    found = {
        one.name: one.difference for one in compare_folders(before, after, tmp_path / "d", MOVED)
    }
    assert found["a/same.txt"] == ""
    assert found["a/other.csv"] == "2 lines: x,1 ⇒ x,2"
    assert found["gone.parquet"] == "not there after"
    assert found["new.parquet"] == "not there before"
    assert "-x,1" in (tmp_path / "d" / "a" / "other.csv.diff").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("compared", "is_good"),
    [
        ([Compared("a/x.txt"), Compared("b/y.png", remark="all pixels")], True),
        ([Compared("a/x.txt"), Compared("b/y.png", "3 of 48 pixels")], False),
        ([Compared("a/x.failed.txt")], False),  # on both sides alike, but nobody saw the page
        ([], False),  # nothing was looked at
    ],
)
def test_good_is_what_was_seen_and_equal(compared: list[Compared], is_good: bool) -> None:
    told = report(compared)
    assert told.is_good is is_good
    assert ("DIFFERS b/y.png" in told.text) is any(one.difference for one in compared)


@pytest.mark.parametrize(
    ("name", "is_wanted"),
    [
        ("sample/data.ja.1280.png", True),
        ("sample/data_verdict-met.en.375.opened.dom.txt", True),
        ("sample/saved/data.ja/menu-0.0.data.csv", True),
        ("sample/charts/data_year-2024.json", True),
        ("sample/database.ja.1280.png", False),
        ("sample/saved/glossary.ja/menu-0.0.data.csv", False),
        ("sample/http.txt", False),
    ],
)
def test_files_of_a_page(name: str, is_wanted: bool) -> None:
    assert is_of(name, ["data", "plan"]) is is_wanted
