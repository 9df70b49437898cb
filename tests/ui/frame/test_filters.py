"""The address decides; what was chosen goes along to the next page, once."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest


def page() -> None:
    """Two filters as a page draws them; `page` in the visit says which page it is."""
    import streamlit as st

    from yamato_dx.ui.frame.arrival import note_page
    from yamato_dx.ui.frame.filters import choose

    note_page(str(st.session_state["page"]))
    options = {"all": "すべて", "2024": "令和6年度", "2025": "令和7年度"}
    default = "2025" if st.session_state["page"] == "overview" else "all"
    year = choose("year", "年度", options, default)
    verdict = choose("verdict", "判定", {"all": "すべて", "met": "達成"}, "all")
    st.text(f"{year} {verdict}")


def visit(name: str, **query: str) -> AppTest:
    app = AppTest.from_function(page)
    app.session_state["page"] = name
    for key, value in query.items():
        app.query_params[key] = value
    return app.run()


def go(app: AppTest, name: str, **query: str) -> AppTest:
    """To another page; the menu drops the query, a link brings its own."""
    app.session_state["page"] = name
    app.query_params.clear()
    app.query_params.update(query)
    return app.run()


def chosen(app: AppTest) -> str:
    assert not app.exception
    return str(app.text[0].value)


def address(app: AppTest) -> dict[str, str]:
    said = app.query_params.items()
    return {key: value if isinstance(value, str) else value[0] for key, value in said}


def test_the_default_leaves_no_trace_in_the_address() -> None:
    app = visit("data")
    assert (chosen(app), address(app)) == ("all all", {})


def test_a_link_decides() -> None:
    app = visit("data", year="2024")
    assert (chosen(app), app.selectbox[0].value) == ("2024 all", "2024")


@pytest.mark.parametrize("year", ["1999", "", "<b>", "令和6年度"])
def test_a_link_to_what_does_not_exist_opens_the_default(year: str) -> None:
    assert chosen(visit("data", year=year)) == "all all"


def test_a_choice_goes_into_the_address_and_out_again() -> None:
    app = visit("data")
    app.selectbox[0].set_value("2024").run()
    assert (chosen(app), address(app)) == ("2024 all", {"year": "2024"})
    app.selectbox[0].set_value("all").run()
    assert (chosen(app), address(app)) == ("all all", {})


def test_a_choice_goes_along_by_the_menu() -> None:
    app = visit("data")
    app.selectbox[0].set_value("2024").run()
    app = go(app, "overview")
    assert (chosen(app), address(app)) == ("2024 all", {"year": "2024"})


def test_a_pages_default_does_not_go_along() -> None:
    app = go(visit("overview"), "data")
    assert (chosen(app), address(app)) == ("all all", {})


def test_a_link_to_another_page_brings_its_own_view_alone() -> None:
    app = visit("data")
    app.selectbox[0].set_value("2024").run()
    app = go(app, "overview", verdict="met")
    assert (chosen(app), address(app)) == ("2025 met", {"verdict": "met"})


def test_a_box_is_told_its_choice_on_each_arrival() -> None:
    """The browser has a new box there, at its first option; afterwards the box is the reader's."""
    app = visit("data", year="2025")
    app = go(app, "overview")
    assert (chosen(app), app.selectbox[0].proto.set_value) == ("2025 all", True)
    app.run()
    assert not app.selectbox[0].proto.set_value


def test_the_back_button_takes_a_choice_away() -> None:
    """On the same page, a query without the choice is a view before it: it is not put in again."""
    app = visit("data")
    app.selectbox[0].set_value("2024").run()
    app = go(app, "overview")
    app = go(app, "overview")
    assert (chosen(app), address(app)) == ("2025 all", {})


def heading_above() -> None:
    import streamlit as st

    from yamato_dx.ui.frame.filters import FilterChoice

    year = FilterChoice("year", "年度", {"all": "すべて", "2024": "令和6年度"})
    st.text(year.code)
    year.draw_box()


def test_what_stands_above_a_filter_follows_it() -> None:
    app = AppTest.from_function(heading_above).run()
    assert chosen(app) == "all"
    app.selectbox[0].set_value("2024").run()
    assert (chosen(app), address(app)) == ("2024", {"year": "2024"})
