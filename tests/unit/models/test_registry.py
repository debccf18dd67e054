from __future__ import annotations

import subprocess
import sys

import pytest

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
