from __future__ import annotations

import subprocess
import sys

import pytest

from models.backbones.catalogue import backbone
from models.methods.registry import method, methods, parse_method_options
from studio.core.errors import InvalidOptionError, UnknownKeyError


def test_the_ladder_is_in_order_and_says_what_each_is() -> None:
    assert list(methods())[:8] == ["tfidf", "probe", "setfit", "lora", "full", "adapt", "textcnn", "bilstm"]
    for key, each in methods().items():
        assert each.key == key == each.Model.method and each.title and each.help and each.tasks
        for name, field in each.Options.model_fields.items():
            assert field.title and field.description, f"{key}.{name}"


def test_importing_the_registry_imports_nothing_heavy() -> None:
    code = (
        "import sys; import models.methods.registry\n"
        "heavy = {'torch', 'transformers', 'openvino', 'sklearn', 'scipy', 'nncf', 'peft', 'imblearn'}\n"
        "heavy &= set(sys.modules)\n"
        "assert not heavy, heavy"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_an_unknown_method_names_the_known_ones() -> None:
    with pytest.raises(
        UnknownKeyError, match="adapt, bilstm, count, full, lora, probe, rarity, sequence, setfit, textcnn, tfidf"
    ):
        method("magic")


def test_options_are_filled_in_and_text_is_understood() -> None:
    options = parse_method_options(method("full"), {"epochs": "3"})
    assert options.model_dump()["epochs"] == 3


@pytest.mark.parametrize("values", [{"epoch": 3}, {"epochs": 0}, {"epochs": "many"}])
def test_a_wrong_option_is_named_with_the_known_ones(values: dict[str, object]) -> None:
    with pytest.raises(InvalidOptionError) as caught:
        parse_method_options(method("full"), values)
    assert next(iter(values)) in caught.value.message and "learning_rate" in caught.value.fix


@pytest.mark.parametrize("key", ["tfidf", "probe", "setfit", "lora", "full", "adapt", "textcnn", "bilstm"])
def test_the_estimate_grows_with_the_work_and_shrinks_with_threads(key: str) -> None:
    each = method(key)
    options = each.Options()
    small, large = each.estimate_seconds(500, 20, options, 1), each.estimate_seconds(5000, 100, options, 1)
    assert 0 < small < large >= each.estimate_seconds(5000, 100, options, 2)


def test_an_estimate_knows_what_frozen_layers_save() -> None:
    """Half of the bundled model's layers make training take half the time: measured, docs/methods-full.md."""
    full, adapt = method("full"), method("adapt")

    def tuning(key: str, **given: object) -> float:
        found = method(key)
        options = parse_method_options(found, {"epochs": 6, **given})
        return found.estimate_seconds(5_000, 100, options, 1)

    whole = tuning("full")
    assert 0.5 < tuning("full", frozen_layers=3) / whole < 0.6
    assert tuning("full", frozen_layers=3) > tuning("full", frozen_layers=5)
    # what cannot be computed once is read in every epoch: two thirds of the work of three layers of six is saved
    assert 0.65 < tuning("full", frozen_layers=3, dropout=0.1) / tuning("full", dropout=0.1) < 0.72
    for kept_by_none in ("deberta-v3-base", "modernbert-base"):  # nor can what layers of theirs say be kept
        whole_of_it = tuning("full", backbone=kept_by_none)
        half = tuning("full", backbone=kept_by_none, frozen_layers=backbone(kept_by_none).layers // 2)
        assert 0.65 < half / whole_of_it < 0.72
    assert tuning("adapt", frozen_layers=3) < 0.75 * tuning("adapt")
    frozen = parse_method_options(adapt, {"frozen_layers": 3})
    assert adapt.seconds_to_read(2_000, 100, frozen, 1) < adapt.seconds_to_read(2_000, 100, adapt.Options(), 1)
    assert full.seconds_to_read(2_000, 100, full.Options(), 1) == 0
