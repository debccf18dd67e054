"""A form from a pydantic model: what comes back is valid, and the defaults are the model's."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from models.methods.adapt.options import AdaptOptions
from models.methods.tfidf import TfidfOptions


def _app() -> None:
    import streamlit as st

    from models.methods.tfidf import TfidfOptions
    from studio.ui import forms

    st.session_state["entered"] = forms.fields(TfidfOptions, key="options")


def test_untouched_it_returns_the_defaults() -> None:
    app = AppTest.from_function(_app).run()
    assert not app.exception
    assert TfidfOptions.model_validate(app.session_state["entered"]) == TfidfOptions()


def test_what_is_entered_comes_back_with_its_type_and_within_bounds() -> None:
    app = AppTest.from_function(_app).run()
    app.number_input(key="options.max_features").set_value(2000)
    app.checkbox(key="options.balanced").uncheck()
    app.number_input(key="options.c").set_value(0.5).run()
    chosen = TfidfOptions.model_validate(app.session_state["entered"])
    assert (chosen.max_features, chosen.balanced, chosen.c) == (2000, False, 0.5)
    assert app.number_input(key="options.max_features").min == 100


def _pressed() -> None:
    import streamlit as st

    from models.methods.tfidf import TfidfOptions
    from studio.ui import forms

    def press() -> None:
        st.session_state["read"] = forms.read(TfidfOptions, key="options")

    forms.fields(TfidfOptions, key="options")
    st.button("Go", key="go", on_click=press)


def test_a_button_reads_what_was_typed_since_the_page_was_drawn() -> None:
    app = AppTest.from_function(_pressed).run()
    app.number_input(key="options.max_features").set_value(2000)
    app.button(key="go").click().run()
    chosen = TfidfOptions.model_validate(app.session_state["read"])
    assert chosen == TfidfOptions(max_features=2000)


def test_every_field_has_a_label_and_help() -> None:
    app = AppTest.from_function(_app).run()
    widgets = [*app.number_input, *app.checkbox, *app.selectbox]
    assert len(widgets) == len(TfidfOptions.model_fields)
    assert all(widget.label and widget.help for widget in widgets)


def _network_app() -> None:
    import streamlit as st

    from models.methods.adapt.options import AdaptOptions
    from studio.ui import forms

    with st.expander("Options"):
        greyed = {"next_sentence": "Made without it."}
        st.session_state["entered"] = forms.fields(AdaptOptions, key="options", greyed=greyed)


def test_what_cannot_be_chosen_is_shown_with_the_reason_and_keeps_its_value() -> None:
    app = AppTest.from_function(_network_app).run()
    assert not app.exception
    assert AdaptOptions.model_validate(app.session_state["entered"]) == AdaptOptions()
    locked = app.text_input(key="options.next_sentence-greyed")
    assert locked.disabled and locked.value == "auto"
    assert any("Made without it" in each.value for each in app.caption)


def test_what_few_people_set_lies_in_a_drawer() -> None:
    app = AppTest.from_function(_network_app).run()
    outer, inner = app.expander
    assert inner.label == "Seldom changed"
    hidden = {each.label for each in [*inner.number_input, *inner.checkbox, *inner.selectbox]}
    assert {"R-Drop", "Average of weights", "Unfreezing stages"} <= hidden
    assert not {"Epochs", "Learning rate", "Uneven classes", "Language model"} & hidden
    assert "Epochs" in {each.label for each in outer.number_input}
