"""What became of an act is told until the next one, or until the reader leaves."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest


def page() -> None:
    """A page with one act; `page` in the visit says which page it is."""
    import streamlit as st

    from yamato_dx.ui.frame import outcome
    from yamato_dx.ui.frame.arrival import note_page

    class Page:
        name = str(st.session_state["page"])

        def message(self, *lines: str, tone: str, big: str) -> None:
            st.text(" ".join((big, *lines, tone)).strip())

        def draw_links(self, links: tuple[tuple[str, str], ...]) -> None:
            st.text(" ".join(words for _, words in links))

    note_page(Page.name)
    links = (("/history", "履歴"),)
    st.button(
        "送る", on_click=outcome.keep, args=("report", "受け付けました"), kwargs={"links": links}
    )
    st.button(
        "直す", on_click=outcome.keep, args=("report", "名前がありません"), kwargs={"tone": "bad"}
    )
    st.button("選ぶ", on_click=outcome.forget, args=("report",))
    st.text_input("欄")
    outcome.draw_outcome(Page())  # type: ignore[arg-type]


def visit() -> AppTest:
    app = AppTest.from_function(page)
    app.session_state["page"] = "report"
    return app.run()


def told(app: AppTest) -> list[str]:
    return [one.value for one in app.text]


def press(app: AppTest, label: str) -> AppTest:
    return next(one for one in app.button if one.label == label).click().run()


def test_a_field_left_afterwards_does_not_wipe_it_away() -> None:
    app = press(visit(), "送る")
    assert told(app) == ["受け付けました", "履歴"]
    assert told(app.text_input[0].set_value("a").run()) == ["受け付けました", "履歴"]


def test_the_next_act_takes_its_place() -> None:
    assert told(press(press(visit(), "送る"), "直す")) == ["名前がありません bad"]


def test_a_new_beginning_forgets_it() -> None:
    assert told(press(press(visit(), "送る"), "選ぶ")) == []


def test_who_leaves_and_comes_back_is_not_told_again() -> None:
    app = press(visit(), "送る")
    for name in ("history", "report"):
        app.session_state["page"] = name
        app.run()
    assert told(app) == []
