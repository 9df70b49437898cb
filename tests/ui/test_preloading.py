"""A page is told which scripts its elements need: such as are there, with all they import."""

from __future__ import annotations

import re

import pytest

from yamato_dx.ui.preloading import SCRIPTS, preloads


def preloaded(path: str) -> list[str]:
    """The names of the scripts without the hash of their content."""
    files = re.findall(r'href="\./static/js/([^"]+)"', preloads(path))
    missing = [one for one in files if not (SCRIPTS / one).is_file()]
    assert missing == []
    assert len(set(files)) == len(files)
    return [one.split(".")[0] for one in files]


@pytest.mark.parametrize("path", ["/initiatives", "/population"])
def test_pages_with_charts_ask_for_what_draws_them(path: str) -> None:
    # The framework's chart imports Vega (`embed`) and a reader of Arrow.
    wanted = {"Html", "Selectbox", "ButtonGroup", "ArrowVegaLiteChart", "embed", "Quiver"}
    assert wanted <= set(preloaded(path))


@pytest.mark.parametrize("path", ["/", "/history", "/glossary", "/no-such-page"])
def test_other_pages_ask_for_no_chart(path: str) -> None:
    names = preloaded(path)
    assert "Html" in names
    assert "ArrowVegaLiteChart" not in names
    assert "embed" not in names
