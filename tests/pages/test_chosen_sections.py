"""Training on chosen sections, from the upload to the answer: what stands elsewhere in a note changes nothing."""

from __future__ import annotations

import pytest

from studio.core.actor import LOCAL_ACTOR
from studio.core.records import RunKind
from studio.services.inference import TextInput
from studio.services.studio import Studio
from tests.unit.services.conftest import work

PLANS = {
    "Cardiology": ("start aspirin", "repeat the echo", "raise the bisoprolol", "stress test"),
    "Neurology": ("start levetiracetam", "repeat the EEG", "raise the topiramate", "nerve study"),
}
ROOMS = ("stairs", "garden", "kitchen", "office", "market", "school")


def _notes() -> str:
    """The plan tells the class; what the history says is of the other class in half of the notes."""
    lines = []
    for row in range(72):
        label = tuple(PLANS)[row % 2]
        history = tuple(PLANS)[row % 3 % 2].lower()
        plan = f"{PLANS[label][row % 4]} and {PLANS[label][row // 4 % 4]}, see again in {row + 2} days"
        lines.append(f'"HPI: {history} words, trouble in the {ROOMS[row % 6]} {row} times.\nPlan: {plan}.",{label}')
    return "\n".join(["note,specialty", *lines])


@pytest.mark.slow
def test_a_model_of_chosen_sections_reads_nothing_else(empty_store: Studio, visit) -> None:
    app = visit("medical_notes")
    app.file_uploader[0].upload("notes.csv", _notes().encode()).run(timeout=240)
    keep = next(each for each in app.text_input if each.key and each.key.endswith("-sections.keep"))
    keep.input("the end").run(timeout=240)
    assert any("no section is called 'the end'" in each.value for each in app.error)
    next(each for each in app.text_input if each.key == keep.key).input("A&P, Plan").run(timeout=240)
    assert not app.exception and not app.error
    assert any("Sections 72" in each.value for each in app.markdown)
    next(each for each in app.button if each.label == "Keep this dataset").click().run(timeout=240)
    (dataset,) = empty_store.datasets.list(LOCAL_ACTOR, "medical_notes")
    texts = empty_store.datasets.table(LOCAL_ACTOR, dataset.id)["text"]
    assert not texts.str.contains("words, trouble").any() and texts.str.contains("see again").all()
    train = visit("medical_notes", section="train")
    train.radio(key=f"method-{dataset.id}").set_value("tfidf").run(timeout=240)
    train.button(key="start-medical_notes").click().run(timeout=240)
    found = empty_store.runs.list(LOCAL_ACTOR, domain="medical_notes")
    (run,) = [each for each in found if each.kind is RunKind.TRAIN]
    work(empty_store, run)
    model_id = empty_store.runs.get(LOCAL_ACTOR, run.id).model_id or ""
    asked = [
        TextInput(f"HPI: {history}\nPlan: start aspirin and stress test, see again in 9 days.")
        for history in ("cardiology words in the garden.", "neurology words, levetiracetam, EEG, topiramate.")
    ]
    first, second = empty_store.inference.predict_texts(LOCAL_ACTOR, model_id, asked)
    assert first.label == "Cardiology" and second == first
