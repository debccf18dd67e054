"""What a method refuses before a run starts, where the facts of the rows or the backbone's files say enough."""

import json

import pytest

from models.interface import Facts
from models.methods.full.refusals import recomputes
from models.methods.registry import method
from studio.core.errors import InvalidOptionError
from studio.core.tasks import Task


def backbone_of(folder, kind):
    folder.mkdir()
    (folder / "config.json").write_text(json.dumps({"model_type": kind, "num_hidden_layers": 2, "hidden_size": 8}))
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
