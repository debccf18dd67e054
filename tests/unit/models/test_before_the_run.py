"""What a method refuses before a run starts, where the facts of the rows or the backbone's files say enough."""

import json

import numpy as np
import pytest

from models.backbones.catalogue import backbone
from models.interface import Facts
from models.methods.full.refusals import recomputes
from models.methods.long_texts import long_texts_note, tokens_read
from models.methods.registry import method
from models.windows import MOST_WINDOWS
from studio.core.errors import InvalidOptionError
from studio.core.tasks import Task


def backbone_of(folder, kind, **more):
    folder.mkdir()
    described = {"model_type": kind, "num_hidden_layers": 2, "hidden_size": 8, **more}
    (folder / "config.json").write_text(json.dumps(described))
    return str(folder)


def test_setfit_says_before_the_run_that_no_two_texts_can_be_compared():
    setfit = method("setfit")
    options = setfit.Options()
    with pytest.raises(InvalidOptionError, match="every second text comes once"):
        setfit.check(options, Facts(Task.CLASSIFICATION, 50, pairs=True, shared_pairs=False, shared_answers=False))
    with pytest.raises(InvalidOptionError, match="no two texts share one"):
        setfit.check(options, Facts(Task.CLASSIFICATION, 50, shared_answers=False))
    setfit.check(options, Facts(Task.SCORING, 50, pairs=True, shared_pairs=False, shared_answers=False))
    setfit.check(options, Facts(Task.CLASSIFICATION, 50, pairs=True))


@pytest.mark.parametrize("key", ["setfit", "lora", "full", "adapt"])
def test_head_and_tail_of_texts_with_a_second_one_is_refused(key):
    chosen = method(key)
    assert chosen.cuts_pairs, "so the page must not promise windows"
    with pytest.raises(InvalidOptionError, match="head and tail is for single texts"):
        chosen.check(chosen.Options(long_texts="head_tail"), Facts(Task.CLASSIFICATION, 500, pairs=True))
    chosen.check(chosen.Options(long_texts="head_tail"), Facts(Task.CLASSIFICATION, 500))


def test_long_texts_are_measured_by_what_the_language_model_reads(tmp_path):
    short = backbone_of(tmp_path / "short", "bert", max_position_embeddings=64)
    for key in ("probe", "setfit", "full"):
        options = method(key).Options(backbone=short)
        assert "longer than the 64 word pieces" in long_texts_note(np.array([80.0, 100.0]), options)
        windows, cut = (method(key).Options(backbone=short, long_texts=each) for each in ("windows", "cut"))
        assert (tokens_read(windows, 5_000), tokens_read(cut, 5_000)) == (64 * MOST_WINDOWS, 64)


def test_encoders_that_count_from_their_padding_read_less_than_they_have_places(tmp_path):
    roberta = backbone_of(tmp_path / "one", "roberta", max_position_embeddings=514, pad_token_id=1)
    bert = backbone_of(tmp_path / "two", "bert", max_position_embeddings=512, pad_token_id=0)
    assert (backbone(roberta).max_tokens, backbone(bert).max_tokens) == (512, 512)


def test_saving_memory_is_refused_for_a_backbone_that_cannot_compute_twice(tmp_path):
    full = method("full")
    mpnet, bert = backbone_of(tmp_path / "one", "mpnet"), backbone_of(tmp_path / "two", "bert")
    assert (recomputes(mpnet), recomputes(bert)) == (False, True)
    assert recomputes(backbone_of(tmp_path / "three", "something-new")) is None
    facts = Facts(Task.CLASSIFICATION, 500)
    with pytest.raises(InvalidOptionError, match="compute its activations twice"):
        full.check(full.Options(backbone=mpnet, gradient_checkpointing=True), facts)
    full.check(full.Options(backbone=bert, gradient_checkpointing=True), facts)
    full.check(full.Options(gradient_checkpointing=True), facts)


def test_adapt_says_how_many_texts_it_will_read():
    said = method("adapt").told_before(Facts(Task.CLASSIFICATION, 1_200, unlabelled=3_400))
    assert "1,200" in said and "3,400" in said
    assert method("full").told_before(Facts(Task.CLASSIFICATION, 10, unlabelled=5)) == ""
