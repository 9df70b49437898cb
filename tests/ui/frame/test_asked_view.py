"""A moment in the address that is none is told, and the address means now."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest


def page() -> None:
    import streamlit as st

    from yamato_dx.ui.frame.arrival import note_page
    from yamato_dx.ui.frame.asked_view import asked_moment, refused_moment

    note_page(str(st.session_state["page"]))
    moment = asked_moment(lambda meeting_id: meeting_id == "2026-1")
    st.text(f"{moment} {refused_moment()}")


def visit(as_of: str) -> AppTest:
    app = AppTest.from_function(page)
    app.session_state["page"] = "overview"
    app.query_params["as_of"] = as_of
    return app.run()


def told(app: AppTest) -> str:
    assert not app.exception
    return str(app.text[0].value)


@pytest.mark.parametrize(
    "written",
    ["garbage", "2026-02-30", "9999-12-31T23:00Z", "0001-01-01T00:00+14:00", "9999", "meeting:9"],
)
def test_no_moment_is_told_until_the_reader_goes_elsewhere(written: str) -> None:
    app = visit(written)
    assert told(app) == f"None {written}"
    assert "as_of" not in app.query_params
    assert told(app.run()) == f"None {written}"  # something else on the page was pressed
    app.session_state["page"] = "data"
    assert told(app.run()) == "None None"


def test_a_moment_stays_and_ends_what_was_told() -> None:
    app = visit("garbage")
    app.query_params["as_of"] = "2026-05-11T14:03+09:00"
    assert told(app.run()) == "2026-05-11T14:03+09:00 None"
    del app.query_params["as_of"]
    assert told(app.run()) == "None None"


def test_the_moment_of_a_meeting_is_one() -> None:
    assert told(visit("meeting:2026-1")) == "meeting:2026-1 None"


def test_what_is_told_is_short() -> None:
    assert told(visit("x" * 5000)) == f"None {'x' * 40}"
