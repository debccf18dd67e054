"""Choices in the URL: the one a person made stands, whatever the page was doing meanwhile."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest


def _app() -> None:
    import streamlit as st

    from studio.ui import state

    names = {"ds-1": "reports · 60 rows", "ds-2": "reports · 60 rows", "ds-3": "others"}
    st.session_state["picked"] = state.picker("dataset", "Dataset", names, scope="here")
    st.session_state["section"] = state.tabs("section", "Section", ["data", "train"], show=str.capitalize, scope="here")
    st.button("Elsewhere", key="elsewhere", on_click=lambda: state.choose(dataset="ds-3", section="train"))


def test_of_two_with_one_name_the_picked_one_is_taken() -> None:
    app = AppTest.from_function(_app).run()
    box = app.selectbox[0]
    assert len(set(box.options)) == 3
    box.select_index(1).run()
    assert app.session_state["picked"] == "ds-2"
    assert app.query_params["dataset"] == "ds-2"


def test_a_button_moves_the_choice_and_the_widgets_show_it() -> None:
    app = AppTest.from_function(_app).run()
    app.selectbox[0].select_index(1).run()
    app.button(key="elsewhere").click().run()
    assert app.session_state["picked"] == "ds-3" and app.session_state["section"] == "train"
    assert app.selectbox[0].value == "ds-3" and app.segmented_control[0].value == "train"


def test_what_a_browser_says_of_an_older_page_is_no_choice() -> None:
    """A timer's message may still bear the value from before a button moved the choice."""
    app = AppTest.from_function(_app).run()
    older = app.selectbox[0]
    app.button(key="elsewhere").click().run()
    older.select_index(0)
    app.run()
    assert app.session_state["picked"] == "ds-3"


def test_a_value_the_page_does_not_offer_is_left_alone() -> None:
    app = AppTest.from_function(_app)
    app.query_params["dataset"] = "gone"
    app.run()
    assert app.session_state["picked"] == "ds-1"
