"""Who signs, what is shown before it is sent, and what became of it: for whatever is sent."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest


def page() -> None:
    """A page that sends what it shows of a file; the visit says which, and if it is refused."""
    import streamlit as st

    from yamato_dx.errors import Refused
    from yamato_dx.ui.frame import outcome
    from yamato_dx.ui.frame.forms import done, put_away, shown_once, signature

    class Page:
        name, lang, account_name = "report", "ja", ""

        def say(self, message_id: str) -> str:
            return message_id

        def message(self, *lines: str, tone: str, **_: str) -> None:
            st.text(" ".join((*lines, tone)).strip())

    screen = Page()

    def make() -> str:
        st.session_state["made"] = st.session_state.get("made", 0) + 1
        return f"preview of {st.session_state['file']}"

    def act() -> int:
        if st.session_state.get("refused"):
            raise Refused("store.nothing_to_store")
        return 0  # a revision, too: not the same as nothing

    def send() -> None:
        name = signature(screen, "report", "by", "name missing")  # type: ignore[arg-type]
        if name and done(screen, "report", act) is not None:  # type: ignore[arg-type]
            outcome.keep("report", f"sent by {name}")
            put_away("report")

    st.text(shown_once("report", (st.session_state["file"],), make, "checking"))
    st.text_input("by", key="by")
    st.button("send", on_click=send)
    outcome.draw_outcome(screen)  # type: ignore[arg-type]


def visit(**state: object) -> AppTest:
    app = AppTest.from_function(page)
    app.session_state["file"] = "a.csv"
    for name, value in state.items():
        app.session_state[name] = value
    return app.run()


def told(app: AppTest) -> list[str]:
    return [one.value for one in app.text]


def test_what_is_shown_is_made_once_for_each_state() -> None:
    app = visit()
    app.run()
    assert (told(app), app.session_state["made"]) == (["preview of a.csv"], 1)
    app.session_state["file"] = "b.csv"
    assert told(app.run()) == ["preview of b.csv"]
    assert app.session_state["made"] == 2


def test_what_was_sent_is_put_away_and_told() -> None:
    app = visit()
    app.text_input[0].set_value(" 住民係 ")
    app.button[0].click().run()
    assert told(app) == ["preview of a.csv", "sent by 住民係"]
    assert app.session_state["made"] == 2  # held against the record anew


def test_nobody_sends_nothing() -> None:
    app = visit()
    app.button[0].click().run()
    assert told(app)[1:] == ["name missing bad"]
    assert app.session_state["made"] == 1


def test_a_refusal_keeps_what_was_shown_and_says_why() -> None:
    app = visit(refused=True)
    app.text_input[0].set_value("住民係")
    app.button[0].click().run()
    (sentence,) = told(app)[1:]
    assert sentence.endswith("bad")
    assert "sent" not in sentence
    assert app.session_state["made"] == 1
    app.session_state["refused"] = False
    app.button[0].click().run()
    assert told(app)[1:] == ["sent by 住民係"]
