"""Reading the domain's texts first: hidden words are guessed better, and what cannot be asked is not."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import load_file

from models.backbones.loading import load_encoder, load_tokeniser, locate
from models.batching import collate
from models.compute import torch_threads
from models.interface import Examples, Facts, FitContext, Target
from models.methods.adapt.masking import Masking
from models.methods.adapt.method import AdaptMethod, _to_read
from models.methods.adapt.network import ReadingNetwork
from models.methods.adapt.next_sentence import DOES_NOT, FOLLOWS, NOT_ASKED, passages, reason_against
from models.methods.adapt.options import AdaptOptions
from models.methods.adapt.pretrained import masked_head, next_sentence_head
from models.methods.adapt.reading import read_domain
from models.methods.full.work import Work
from models.methods.registry import method, parse_method_options
from models.sentences import sentences, share_of_several
from studio.core.errors import CancelledError, InvalidOptionError
from studio.core.records import Progress
from studio.core.tasks import Task

Rows = Callable[[int, int], Examples]


@pytest.fixture(autouse=True)
def one_thread() -> Iterator[None]:
    """Networks this small are slower on several, above all where others use the cores as well."""
    with torch_threads(1):
        yield


STORY = "The pump stopped. Oil was found below it. The seal was changed. It runs again."


@pytest.fixture(scope="session")
def with_heads(tiny: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A backbone as BERT was published: with both heads it was made with."""
    from transformers import BertConfig, BertForPreTraining

    folder = tmp_path_factory.mktemp("with-heads")
    torch.manual_seed(3)
    BertForPreTraining(BertConfig.from_pretrained(tiny)).save_pretrained(folder)
    shutil.copyfile(Path(tiny) / "tokenizer.json", folder / "tokenizer.json")
    return str(folder)


def work(backbone: str, context: FitContext, **options: object) -> Work:
    given = AdaptOptions(backbone=backbone, max_tokens=32, batch_size=8, **options)  # type: ignore[arg-type]
    return Work(given, context, locate(backbone))


def test_hidden_words_of_unseen_texts_are_guessed_better_after_reading(
    tiny: str, class_rows: Rows, context: FitContext, reports: list[Progress]
) -> None:
    texts, held_out = list(class_rows(80, 1).texts), list(class_rows(30, 2).texts)
    encoder, tokeniser = load_encoder(locate(tiny).folder), load_tokeniser(locate(tiny), 32)
    before = {name: each.clone() for name, each in encoder.state_dict().items()}
    read_domain(
        encoder, tokeniser, texts, held_out, work(tiny, context, reading_epochs=10, reading_rate=5e-3), ask_next=False
    )
    told = [each.note for each in reports if "held-out" in each.note][-1]
    first, last = (float(each.split()[-1 - back]) for each, back in ((told.split(" at first")[0], 0), (told, 1)))
    assert last < first - 0.1, told
    changed = [name for name, each in encoder.state_dict().items() if not torch.equal(each, before[name])]
    assert changed and not any("embeddings" in name for name in changed)
    assert all(each.loss is None for each in reports), "the curves are those of the fine-tuning"
    again = load_encoder(locate(tiny).folder)
    reports.clear()
    read_domain(
        again, tokeniser, texts, held_out, work(tiny, context, reading_epochs=10, reading_rate=5e-3), ask_next=False
    )
    assert not reports, "what was read is not read again"
    for name, each in encoder.state_dict().items():
        assert torch.equal(each, again.state_dict()[name])


def test_unlabelled_texts_are_read_and_held_out_ones_are_not(
    tiny: str, class_rows: Rows, classes: Target, context: FitContext, reports: list[Progress]
) -> None:
    options = AdaptOptions(backbone=tiny, max_tokens=32, epochs=1, reading_epochs=1)
    train, dev = class_rows(24, 1), class_rows(8, 2)
    rich = replace(context, unlabelled=["a loud bearing", "a loud bearing", " ", train.texts[0], "noise at shift end"])
    AdaptMethod().fit(train, dev, classes, options, rich)
    assert any(f"reading {len(set(train.texts)) + 2} texts" in each.note for each in reports)
    assert any("Second of two stages" in each.note for each in reports)


def test_what_is_frozen_stays_as_it_is_while_reading_too(tiny: str, class_rows: Rows, context: FitContext) -> None:
    encoder, tokeniser = load_encoder(locate(tiny).folder), load_tokeniser(locate(tiny), 32)
    before = {name: each.clone() for name, each in encoder.state_dict().items()}
    given = work(tiny, context, reading_epochs=1, reading_rate=5e-3, frozen_layers=1)
    read_domain(encoder, tokeniser, list(class_rows(40, 1).texts), [], given, ask_next=False)
    changed = {name for name, each in encoder.state_dict().items() if not torch.equal(each, before[name])}
    assert changed and all("layer.1." in name for name in changed)


def test_many_texts_are_told_apart_at_once_and_the_run_can_be_stopped_meanwhile(
    tiny: str, classes: Target, context: FitContext
) -> None:
    """Each of them looked for among all others, one after the other, would take a quarter of an hour."""
    many = Examples([f"report {number}" for number in range(60_000)], targets=np.arange(60_000) % 2)
    held_out = Examples([f"report {number}" for number in range(59_000, 61_000)], targets=np.arange(2_000) % 2)
    mine, unseen = _to_read(many, held_out, ["report 7", "one more", " "])
    assert len(mine) == 60_001 and unseen == [f"report {number}" for number in range(60_000, 61_000)]

    def stop(progress: Progress) -> None:
        if progress.note == "Telling the texts apart":
            raise CancelledError("Cancelled.")

    options = AdaptOptions(backbone=tiny, max_tokens=32, epochs=1, reading_epochs=1)
    with pytest.raises(CancelledError):
        AdaptMethod().fit(many, held_out, classes, options, replace(context, report=stop))


def test_special_tokens_and_padding_are_never_hidden(tiny: str) -> None:
    tokeniser = load_tokeniser(locate(tiny), 32)
    batch = collate(tokeniser.encode(["oil dripping from the seal " * 3, "hot", ""]), range(3))
    ids, mask = torch.from_numpy(batch.input_ids), torch.from_numpy(batch.attention_mask)
    draw = torch.Generator().manual_seed(0)
    masked = kept = 0
    for _ in range(200):
        hidden = Masking(tokeniser, 0.3).hide(ids, mask, draw)
        assert not set(hidden.truth.tolist()) & tokeniser.special_ids
        assert torch.equal(ids.view(-1)[hidden.positions], hidden.truth)
        shown = hidden.shown.view(-1)[hidden.positions]
        masked += int((shown == tokeniser.mask_id).sum())
        kept += int((shown == hidden.truth).sum())
        untouched = torch.ones(ids.numel(), dtype=torch.bool)
        untouched[hidden.positions] = False
        assert torch.equal(hidden.shown.view(-1)[untouched], ids.view(-1)[untouched])
        share = len(hidden.positions)
        assert share >= 1
    assert 0.7 < masked / (masked + kept) < 0.95


def test_a_published_backbone_guesses_with_its_own_heads(with_heads: str) -> None:
    from transformers import BertConfig, BertForPreTraining

    folder = locate(with_heads).folder
    theirs = BertForPreTraining(BertConfig.from_pretrained(with_heads)).eval()
    theirs.load_state_dict(load_file(folder / "model.safetensors"), strict=False)
    theirs.tie_weights()
    encoder = load_encoder(folder)
    network = ReadingNetwork(encoder, masked_head(folder), np.ones(30522), next_sentence_head(folder)).eval()
    ids = torch.randint(1000, 2000, (2, 9))
    rest = {"attention_mask": torch.ones_like(ids), "token_type_ids": (torch.arange(9) > 4).long().expand(2, 9)}
    with torch.inference_mode():
        expected = theirs(input_ids=ids, **rest)
        guess, follows = network(input_ids=ids, **rest, hidden=torch.tensor([3, 12]))
    flat = expected.prediction_logits.reshape(-1, 30522)
    np.testing.assert_allclose(guess, flat[[3, 12]], atol=1e-4)
    np.testing.assert_allclose(follows, expected.seq_relationship_logits, atol=1e-5)


def test_what_comes_next_is_asked_where_it_can_be(
    tiny: str, with_heads: str, context: FitContext, reports: list[Progress]
) -> None:
    assert "made without" in reason_against("minilm-l6", 1.0) and "made without" in reason_against(tiny, 1.0)
    assert "20%" in reason_against(with_heads, 0.2)
    assert reason_against(with_heads, 0.9) == ""
    encoder, tokeniser = load_encoder(locate(with_heads).folder), load_tokeniser(locate(with_heads), 32)
    texts = [f"{STORY} Shift {number} ended." for number in range(12)]
    read_domain(encoder, tokeniser, texts, texts[:3], work(with_heads, context, reading_epochs=1), ask_next=True)
    assert any("loss on hidden words" in each.note for each in reports)


def test_passages_keep_their_order_or_come_from_another_text() -> None:
    texts = [f"{STORY.replace('pump', f'pump {number}')}" for number in range(40)]
    found = passages([*texts, "no sentence"], 32, seed=1)
    assert found.follows[-1] == NOT_ASKED and found.first[-1] == "no sentence" and found.second[-1] == ""
    own = dict(zip(found.first[:40], texts, strict=True))
    for first, second, follows in zip(found.first[:40], found.second, found.follows, strict=False):
        assert first in own[first]
        if follows == FOLLOWS:
            assert f"{first} {second}" == own[first]
    shares = np.bincount(found.follows[:40], minlength=2)
    assert shares[FOLLOWS] > 8 and shares[DOES_NOT] > 8
    assert passages([*texts, "no sentence"], 32, seed=1).second == found.second


def test_sentences_are_told_apart_in_linear_time() -> None:
    assert sentences("One here. Two there!\nThree? - .") == ["One here.", "Two there!", "Three?"]
    assert share_of_several(["a b", "Aa. Bb.", ""]) == pytest.approx(1 / 3)
    assert len(sentences("." * 200_000 + " " * 200_000)) == 0


def test_asking_for_the_impossible_is_refused_and_greyed_out_with_the_reason(with_heads: str) -> None:
    adapt = method("adapt")
    orderly, short = (Facts(Task.CLASSIFICATION, 100, orderly=share) for share in (0.9, 0.1))
    with pytest.raises(InvalidOptionError, match="made without next-sentence prediction"):
        adapt.check(parse_method_options(adapt, {"next_sentence": "on"}), orderly)
    with pytest.raises(InvalidOptionError, match="10%"):
        adapt.check(parse_method_options(adapt, {"next_sentence": "on", "backbone": with_heads}), short)
    adapt.check(parse_method_options(adapt, {"next_sentence": "on", "backbone": with_heads}), orderly)
    assert set(adapt.greyed({}, orderly)) == {"next_sentence"}
    assert adapt.greyed({"backbone": with_heads}, orderly) == {}
    assert method("full").greyed({}, orderly) == {}
