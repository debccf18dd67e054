"""A public set comes from a whole mirror, else from its address; what cannot be had says why and what to do."""

import hashlib
import io
import json
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from domains.public import load_public
from domains.registry import registry
from studio.core.columns import Role
from studio.core.errors import DamagedArtifactError, UnavailableError

SHARED = Path(__file__).resolve().parents[4] / "shared/data"
SETS = [(domain, dataset) for domain in registry() for dataset in domain.public_datasets]
CONTENT = b"text,label\nlosses rose,negative\n"


@pytest.fixture
def dataset():
    first = next(dataset for _, dataset in SETS if dataset.key == "sentfin")
    return replace(first, sha256=(hashlib.sha256(CONTENT).hexdigest(),))


def offline(url: str) -> bytes:
    raise OSError("no connection could be made")


def mirror(folder: Path, dataset, content: bytes) -> Path:
    file = folder / dataset.files[0]
    file.parent.mkdir(parents=True)
    file.write_bytes(content)
    return folder


def test_a_mirrored_set_needs_no_network(tmp_path, dataset):
    assert load_public(dataset, mirror(tmp_path, dataset, CONTENT), offline) == [("sentfin_headlines.csv", CONTENT)]


def test_a_mirrored_file_with_another_sum_is_refused_by_name(tmp_path, dataset):
    with pytest.raises(DamagedArtifactError, match=r"sentfin_headlines\.csv"):
        load_public(dataset, mirror(tmp_path, dataset, CONTENT + b"x"), offline)


def test_the_mirrors_own_manifest_may_give_the_sum(tmp_path, dataset):
    other = CONTENT + b"profits fell,negative\n"
    entry = {dataset.files[0]: {"sha256": hashlib.sha256(other).hexdigest()}}
    (tmp_path / "MANIFEST.json").write_text(json.dumps(entry))
    assert load_public(dataset, mirror(tmp_path, dataset, other), offline)[0][1] == other


@pytest.mark.parametrize("manifest", ["", "[]", "{", '{"a": 1}'])
def test_a_manifest_that_cannot_be_read_is_as_good_as_none(tmp_path, dataset, manifest):
    (tmp_path / "MANIFEST.json").write_text(manifest)
    assert load_public(dataset, mirror(tmp_path, dataset, CONTENT), offline)


def test_without_mirror_and_network_the_reason_and_the_setting_are_told(tmp_path, dataset):
    for folder in (None, tmp_path, tmp_path / "missing"):
        with pytest.raises(UnavailableError) as told:
            load_public(dataset, folder, offline)
        assert "no connection" in told.value.message
        assert "ASSAY_DATA_MIRROR" in told.value.fix


def test_an_address_that_serves_something_else_is_told(dataset):
    with pytest.raises(UnavailableError, match="not in the form"):
        load_public(dataset, None, lambda url: b"<html>moved</html>")


def test_what_the_address_serves_comes_back_as_a_table_to_upload(dataset):
    served = b"S No.,Title,Decisions,Words\n1,Infosys up,{'Infosys': 'positive'},2\n"
    ((name, data),) = load_public(dataset, None, lambda url: served)
    assert name == "sentfin_headlines.csv"
    table = pd.read_csv(io.BytesIO(data))
    assert table[["text", "label"]].to_numpy().tolist() == [["Infosys up", "positive"]]


@pytest.mark.parametrize(("domain", "dataset"), SETS, ids=lambda value: value.key)
def test_every_set_is_complete_and_never_maps_a_column_that_gives_the_answer_away(domain, dataset):
    leaks = {"variety", "score_norm", "cause_detail", "activity", "feedback", "has_undesirable_state", "answer_id"}
    mapped = {*dataset.mapping.columns.values(), *dataset.mapping.extras}
    assert dataset.url.startswith("https://")
    assert dataset.task in domain.tasks
    assert len(dataset.files) == len(dataset.sha256)
    assert all(file.startswith(f"{domain.key}/") for file in dataset.files)
    assert all((dataset.title, dataset.licence, dataset.citation, dataset.rows))
    assert not mapped & leaks
    assert not any(name.endswith("_prediction") for name in dataset.mapping.extras)


def test_keys_are_not_used_twice():
    keys = [dataset.key for _, dataset in SETS]
    assert len(keys) == len(set(keys))


@pytest.mark.skipif(not SHARED.is_dir(), reason="the public sets are not here")
@pytest.mark.parametrize(("domain", "dataset"), SETS, ids=lambda value: value.key)
def test_every_mirrored_set_is_whole_and_has_its_columns(domain, dataset):
    files = load_public(dataset, SHARED, offline)
    rows = 0
    for name, data in files:
        if name.endswith(".log"):
            rows += len(data.splitlines())
            continue
        table = pd.read_csv(io.BytesIO(data), dtype=str)
        rows += len(table)
        assert {*dataset.mapping.columns.values(), *dataset.mapping.extras} <= set(table.columns)
        assert Role.TEXT in dataset.mapping.columns
    assert rows == dataset.rows
