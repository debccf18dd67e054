"""A filing brought to a model: cut in a child, answered by a run, told by item."""

from __future__ import annotations

import textwrap

import pytest

from studio.core.actor import LOCAL_ACTOR
from studio.core.errors import ConflictError, InputError
from studio.services.documents import is_document
from studio.services.intake.parsing import parse_upload
from studio.services.intake.upload import UploadedFile
from tests.unit.services.conftest import Trained, work
from tests.unit.services.intake.made_files import pdf, word

FILING = (
    "FORM 10-K\n\nItem 1A. Risk Factors\n\nTwo borrowers missed interest payments. "
    + "Attackers may reach the payments gateway. " * 10
    + "\n\nItem 7A. Quantitative and Qualitative Disclosures About Market Risk\n\n"
    + "Higher interest rates cut the value of the bond portfolio. " * 8
    + "\n\nSIGNATURES\n"
).encode()


def test_every_sentence_is_answered_and_told_by_item(trained: Trained) -> None:
    studio = trained.studio
    run = studio.documents.start(LOCAL_ACTOR, "finance_risk", trained.model.id, UploadedFile("a.txt", FILING))
    with pytest.raises(ConflictError):
        studio.documents.read(LOCAL_ACTOR, run.id)
    work(studio, run)
    document = studio.documents.read(LOCAL_ACTOR, run.id)
    assert document.sections == {
        "1.1A": "Item 1A, Risk factors",
        "2.7A": "Item 7A, Quantitative and qualitative disclosures about market risk",
    }
    assert document.labels == trained.model.labels
    assert document.passages["text"].tolist()[0] == "Two borrowers missed interest payments."
    assert document.passages["predicted"].isin(trained.model.labels).all()
    assert "Forward-looking (may)" in document.passages["marks"].tolist()[1]
    assert document.shares().sum(axis=1).tolist() == pytest.approx([1.0, 1.0])
    assert document.notes
    assert [each.id for each in studio.documents.answered(LOCAL_ACTOR, "finance_risk")] == [run.id]


def test_a_table_is_no_document(trained: Trained) -> None:
    studio = trained.studio
    table = UploadedFile("t.csv", b"text\nTwo borrowers missed payments.\n")
    intake = studio.datasets.open_upload(LOCAL_ACTOR, "finance_risk", [table])
    run = studio.inference.start_batch(LOCAL_ACTOR, trained.model.id, intake)
    assert not is_document(run)
    with pytest.raises(ConflictError):
        studio.documents.read(LOCAL_ACTOR, run.id)


@pytest.mark.parametrize("data", [b"%PDF-1.7 ...", b"   \n\n  ", b"<html></html>"])
def test_a_file_without_text_is_refused_in_words(trained: Trained, data: bytes) -> None:
    with pytest.raises(InputError):
        trained.studio.documents.start(LOCAL_ACTOR, "finance_risk", trained.model.id, UploadedFile("a.html", data))


def test_a_domain_that_cuts_no_documents_says_so(trained: Trained) -> None:
    with pytest.raises(ConflictError):
        trained.studio.documents.start(
            LOCAL_ACTOR, "medical_notes", trained.model.id, UploadedFile("a.txt", b"Some text here.")
        )


def test_a_filing_in_word_or_pdf_is_cut_by_item_as_its_text_is() -> None:
    lines = FILING.decode().split("\n")
    wrapped = [piece for line in lines for piece in (textwrap.wrap(line, 85) or [""])]
    for name, data in [("a.docx", word([line for line in lines if line])), ("a.pdf", pdf([wrapped]))]:
        parsed = parse_upload(UploadedFile(name, data), document="finance_risk")
        assert parsed.table["section"].unique().tolist() == ["1.1A", "2.7A"]
        assert parsed.table["text"].tolist()[0] == "Two borrowers missed interest payments."
