"""Language models on the model library and in a method's options."""

from __future__ import annotations

import pytest

from studio.core.actor import LOCAL_ACTOR
from studio.services.studio import Studio
from tests.unit.model_zips import UNUSABLE


def test_the_library_lists_language_models_with_their_reasons(trained_store: Studio, visit) -> None:
    app = visit("model_library")
    assert not app.exception
    table = next(each.value for each in app.dataframe if "Reads at most" in each.value)
    assert (table["Here"].iloc[0], table["Why not"].iloc[0]) == ("yes", "")
    absent = table[table["Here"] == "no"]
    assert len(absent) and absent["Why not"].str.contains("hub").all()


def test_the_options_of_a_method_suggest_one(trained_store: Studio, visit) -> None:
    dataset = trained_store.datasets.list(LOCAL_ACTOR)[0]
    app = visit("finance_risk", section="train", dataset=dataset.id)
    assert not app.exception
    (advice,) = [each for each in app.caption if "Suggested language model" in each.value]
    assert "Source: Tunstall et al" in advice.value
    assert "1,000 training rows" in advice.proto.help  # the rule


@pytest.mark.parametrize("wrong", UNUSABLE)
def test_a_zip_that_cannot_be_unpacked_or_read_is_refused_on_the_page(trained_store: Studio, visit, wrong: str) -> None:
    content, words = UNUSABLE[wrong]
    app = visit("model_library")
    app.file_uploader(key="backbone-file").upload("ours.zip", content)
    next(each for each in app.button if each.label == "Keep this model").click().run()
    assert not app.exception
    (said,) = [each.value.replace("\\", "") for each in app.error]  # signs of Markdown are written out
    assert words in said
    assert not any(each.brought for each in trained_store.backbones.list(LOCAL_ACTOR))
