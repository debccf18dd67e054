"""Language models: what each is, what it needs here, whether it can be had; bringing one along."""

from __future__ import annotations

from pathlib import PurePath

import streamlit as st

from models.backbones.advice import RULE
from studio.services.backbones import BackboneEntry
from studio.ui import digits, grid, shell
from studio.ui.access import current_actor, current_studio
from studio.ui.wording import escaped

_MILLION = 1e6


def show() -> None:
    """The table, and how to bring one."""
    st.header("Language models", anchor=False)
    st.caption("What `probe`, `full` and the other methods that read with a language model can start from.")
    device = current_studio().overview.device()
    entries = current_studio().backbones.list(current_actor())
    grid.table(
        [_row(each, device.memory_bytes) for each in entries],
        numbers=("Parameters", "Reads at most", "To train", "To answer"),
        wide=("Good for", "Why not"),
        alt="Language models with their size, memory, licence and languages",
    )
    st.caption(
        "Memory is a guess for texts of usual length, good to about a third (Korthikanti et al. 2022). "
        "A model of the hub is fetched only where HF_HUB_OFFLINE=0 allows it."
    )
    st.caption(f"Which one is suggested for a dataset, beside a method's options: {RULE}")
    _bring()
    _remove([each for each in entries if each.brought])


def _row(each: BackboneEntry, memory: int | None) -> dict[str, str]:
    known = each.backbone
    why = each.reason
    if each.available and memory is not None and each.need.training > memory:
        why = "It needs more memory to train than this device has."
    return {
        "Model": known.title,
        "Here": "yes" if each.available else "no",
        "Parameters": f"{known.parameters / _MILLION:,.0f} M",
        "Reads at most": f"{known.max_tokens:,} tokens",
        "To train": digits.size(each.need.training),
        "To answer": digits.size(each.need.inference),
        "Languages": known.languages,
        "Licence": known.licence,
        "Good for": known.good_for,
        "Why not": why,
    }


def _bring() -> None:
    with (
        st.expander("Bring a model", icon=":material/upload:"),
        st.form("bring-backbone", border=False, clear_on_submit=True),
    ):
        st.caption(
            "A ZIP of its folder: config.json, tokenizer.json and safetensors weights. Pickled weights and models that "
            "bring their own code are refused. Larger ones: lay the folder under ASSAY_HOME/backbones."
        )
        file = st.file_uploader("ZIP of the model's folder", type=["zip"], key="backbone-file")
        name = st.text_input("Name", key="backbone-name", placeholder="the file's name")
        if st.form_submit_button("Keep this model", icon=":material/save:") and file is not None:
            with shell.guarded():  # no callback: the page that is being drawn says what is wrong
                _keep(name.strip() or PurePath(file.name).stem, file.getvalue())


def _keep(name: str, content: bytes) -> None:
    kept = current_studio().backbones.bring(current_actor(), name, content)
    st.success(
        f"{escaped(kept.backbone.title)} can be chosen now, in the options of a method.", icon=":material/check:"
    )


def _remove(brought: list[BackboneEntry]) -> None:
    for each in brought:
        name, key = escaped(each.backbone.title), each.backbone.key
        with st.popover(f"Remove {name}", icon=":material/delete:"):
            st.markdown(f"Delete {name} from this machine? Models trained from it keep their own weights.")
            st.button("Delete it", key=f"remove-{each.backbone.title}", on_click=_gone, args=(key,))


@shell.action
def _gone(key: str) -> None:
    current_studio().backbones.remove(current_actor(), key)
