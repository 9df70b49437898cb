"""What is drawn is made once for equal values, and for no others."""

from __future__ import annotations

import pytest
from markupsafe import Markup

from yamato_dx.intake.problem import Problem
from yamato_dx.ui.frame.cells import Cell
from yamato_dx.ui.frame.templates import TEMPLATES, key_of, render

# What looks equal to the language and is drawn differently.
UNLIKE = [
    (1, True, "a number and a yes"),
    (1, 1.0, "1 and 1.0"),
    ("<b>", Markup("<b>"), "words to be escaped, and markup"),
    ([1], [True], "within a list"),
    ({"a": 1}, {"a": 1.0}, "within a mapping"),
    ([Cell("1")], [Cell("1", tone="bad")], "cells"),
    (None, "", "nothing and no words"),
]


@pytest.mark.parametrize(("one", "other", "why"), UNLIKE)
def test_what_is_drawn_differently_is_not_mixed_up(one: object, other: object, why: str) -> None:
    assert key_of(one) != key_of(other), why


def test_equal_values_are_drawn_once() -> None:
    first = render("note", "ja", lines=["令和6年度"])
    assert render("note", "ja", lines=["令和6年度"]) is first
    assert render("note", "en", lines=["令和6年度"]) is not first


def test_what_cannot_be_looked_up_is_drawn_anew() -> None:
    problem = Problem("refuse", "about_number", values={"unit": "件"})
    assert key_of([problem]) != key_of([problem])


def test_words_are_escaped_whatever_was_drawn_before() -> None:
    render("note", "ja", lines=[Markup("<b>")])
    assert "&lt;b&gt;" in render("note", "ja", lines=["<b>"])


def test_a_template_is_named_once_and_written_to_be_read() -> None:
    paths = sorted(TEMPLATES.rglob("*.html"))
    assert paths
    assert len({path.name for path in paths}) == len(paths)
    long = [
        f"{path.name}:{number}"
        for path in paths
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if len(line) > 160
    ]
    assert long == []


def test_a_page_carries_no_indentation() -> None:
    html = render("message", "ja", tone="", big="9件", lines=["一", "二"])
    assert "9件" in html
    assert "\n " not in html
