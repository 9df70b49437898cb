"""Every problem can be explained on «用語・出典», and what names one leads there."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest

from yamato_dx.i18n import LANGUAGES
from yamato_dx.intake.problem import Problem
from yamato_dx.queries.problems.explanations import explanations, matching_problems
from yamato_dx.ui.frame.templates import render
from yamato_dx.ui.glossary.problems import ASKED, problem_address


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_explanation_is_drawn_with_both_examples(lang: str) -> None:
    for anchor, problem in explanations(lang).items():
        html = render("problem_asked", lang, problem=problem)
        assert anchor in html
        for shown in (problem.bad, problem.good):
            assert shown.rows or shown.text or shown.words, anchor


def test_the_address_of_a_problem_names_it_and_keeps_the_language() -> None:
    address = urlsplit(problem_address("comma_leak", "en"))
    assert (address.path, parse_qs(address.query)) == (
        "/glossary",
        {ASKED: ["comma_leak"], "lang": ["en"]},
    )


def test_a_typed_check_leads_to_its_explanation() -> None:
    problem = Problem("refuse", "about_number", 2, "実績値", "約640")
    address = problem_address(problem.code, "ja")
    html = render("typing_checks", "ja", groups=[(1, [(problem, address, "5月")])])
    assert f'href="{address}" target="_blank"' in html


@pytest.mark.parametrize(
    ("wanted", "anchor"),
    [
        ("comma_leak", "comma_leak"),  # the code, as the command line prints it
        ("桁区切りのコンマ", "comma_leak"),
        ("ＥＵＣ", "encoding_euc"),  # however wide it is written
    ],
)
def test_a_problem_is_found_by_its_words(wanted: str, anchor: str) -> None:
    assert anchor in [one.anchor for one in matching_problems("ja", wanted)]
    assert matching_problems("ja", "どこにもない語") == ()
