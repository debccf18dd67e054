"""A filing brought to a model: cut in a child, answered by a run, told by item."""

from __future__ import annotations

import textwrap
import threading
import time
from collections.abc import Sequence
from typing import Any

import pandas as pd
import pytest

from studio.core.actor import LOCAL_ACTOR
from studio.core.errors import ConflictError, InputError, LimitExceededError
from studio.core.records import Run
from studio.services import document_desk
from studio.services.document_desk import DeskFile, DeskState, DocumentDesk
from studio.services.document_pairs import aligned, sections_of_either, share_changes
from studio.services.document_years import by_section_and_period
from studio.services.documents import FORM, AnsweredDocument, DocumentService, is_document
from studio.services.intake.parsing import parse_upload
from studio.services.intake.upload import UploadedFile
from tests.unit import builders
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


def brought(trained: Trained, *items: str, form: str = "10-K") -> AnsweredDocument:
    text = f"FORM {form}\n\n" + "\n\n".join(items) + "\n\nSIGNATURES\n"
    file = UploadedFile("b.txt", text.encode())
    run = trained.studio.documents.start(LOCAL_ACTOR, "finance_risk", trained.model.id, file)
    work(trained.studio, run)
    return trained.studio.documents.read(LOCAL_ACTOR, run.id)


RISKS = "Item 1A. Risk Factors\n\n" + "Attackers may reach the payments gateway. " * 12
NOTHING = "Item 1B. Unresolved Staff Comments\n\nNone."
RATES = "Item 7A. Quantitative and Qualitative Disclosures About Market Risk\n\n" + "Higher rates cut bonds. " * 20


def test_formulas_are_read_but_are_no_part_of_the_sums(trained: Trained) -> None:
    cautious = RISKS + " Forward-looking statements speak only as of today."
    document = brought(trained, cautious, NOTHING, RATES)
    assert len(document.passages) == 34
    assert len(document.telling) == 32
    assert document.shares().sum(axis=1).tolist() == pytest.approx([1.0, 0.0, 1.0])
    cells = by_section_and_period([document], document.labels[0])
    assert cells[["section", "count"]].to_numpy().tolist() == [["1.1A", 12], ["2.7A", 20]]


def test_forms_that_number_in_other_ways_are_compared_by_subject(trained: Trained) -> None:
    business = "Item 1. Business\n\n" + "We lend to farms in Ohio and to mills. " * 12
    figures = "PART I\n\nItem 1. Financial Statements\n\n" + "The notes follow the same rules as before. " * 12
    year, quarter = (
        brought(trained, business, RISKS, form="10-K"),
        brought(trained, figures, "PART II\n\n" + RISKS, form="10-Q"),
    )
    assert (year.form, quarter.form) == ("10-K", "10-Q")
    one, other = aligned((year, quarter))
    assert list(sections_of_either(one, other).values()) == ["Business", "Risk factors", "Financial statements"]
    (shared,) = share_changes(one, other).index
    assert one.sections[shared] == "Risk factors"
    assert aligned((year, year)) == [year, year]


def test_only_a_number_at_its_beginning_is_taken_off_a_title() -> None:
    def of(form: str, *titles: str) -> AnsweredDocument:
        rows = [{"section": str(place), "title": title} for place, title in enumerate(titles)]
        return AnsweredDocument(builders.run(manifest={FORM: form}), form, (), pd.DataFrame(rows))

    year, quarter = aligned(
        (
            of("10-K", "Items 1 and 2, Business", "Assets, items of note, and debts"),
            of("10-Q", "Part I, item 1, Business"),
        )
    )
    assert list(year.sections.values()) == ["Business", "Assets, items of note, and debts"]
    assert list(quarter.sections) == list(year.sections)[:1]


def test_two_documents_stand_line_by_line_with_their_differences(trained: Trained) -> None:
    one = brought(trained, RISKS, NOTHING, RATES)
    other = brought(
        trained,
        RISKS.replace(
            "Attackers may reach the payments gateway.", "Two borrowers defaulted on loans that are past due."
        ),
    )
    assert list(sections_of_either(one, other)) == ["1.1A", "2.7A"]
    changes = share_changes(one, other)
    assert changes.index.tolist() == ["1.1A"]
    assert changes.loc["1.1A"].sum() == pytest.approx(0.0)
    assert changes.loc["1.1A", "cyber"] > 0 > changes.loc["1.1A", "credit"]


def test_a_file_is_read_once_by_one_name_for_one_model_and_year(trained: Trained) -> None:
    documents, file = trained.studio.documents, UploadedFile("once.txt", FILING)
    first = documents.start(LOCAL_ACTOR, "finance_risk", trained.model.id, file)
    assert documents.start(LOCAL_ACTOR, "finance_risk", trained.model.id, file).id == first.id
    assert documents.start(LOCAL_ACTOR, "finance_risk", trained.model.id, file, "2019").id != first.id
    trained.studio.runs.cancel(LOCAL_ACTOR, first.id)
    assert documents.start(LOCAL_ACTOR, "finance_risk", trained.model.id, file).id != first.id


class HeldUp(DocumentService):
    """Reads documents as another does, but each only once it may."""

    def __init__(self, documents: DocumentService) -> None:
        self.__dict__.update(vars(documents))
        self.may = threading.Semaphore(0)

    def start(self, *told: Any) -> Run:  # type: ignore[override]
        self.may.acquire()
        return super().start(*told)


def wait_for(desk: DocumentDesk, pending: int) -> Sequence[DeskFile]:
    while sum(file.pending for file in desk.files(LOCAL_ACTOR, "finance_risk")) > pending:
        time.sleep(0.05)
    return desk.files(LOCAL_ACTOR, "finance_risk")


def test_the_desk_reads_each_file_in_turn_whoever_looks(trained: Trained, monkeypatch: pytest.MonkeyPatch) -> None:
    documents, model = HeldUp(trained.studio.documents), trained.model.id
    desk = DocumentDesk(documents)
    good, bad = UploadedFile("desk.txt", FILING), UploadedFile("bad.html", b"%PDF-1.7")
    monkeypatch.setattr(document_desk, "MOST_WAITING_BYTES", 3 * len(FILING) // 2)
    brought = desk.bring(LOCAL_ACTOR, "finance_risk", model, [good, bad, good])
    (double,) = desk.bring(LOCAL_ACTOR, "finance_risk", model, [good])  # what is there already takes no more room
    assert brought[0].id == brought[2].id == double.id
    with pytest.raises(LimitExceededError):
        desk.bring(LOCAL_ACTOR, "finance_risk", model, [UploadedFile("large.txt", FILING * 4)])
    documents.may.release(3)
    read, refused = sorted(wait_for(desk, 0), key=lambda file: file.run_id is None)
    assert trained.studio.runs.get(LOCAL_ACTOR, str(read.run_id)).manifest["table_name"] == "desk.txt"
    assert refused.state is DeskState.REFUSED and refused.problem and refused.run_id is None
    again = desk.bring(LOCAL_ACTOR, "finance_risk", model, [good])
    (known,) = wait_for(desk, 0)
    assert (known.id, known.run_id) == (again[0].id, read.run_id)
    assert desk.files(LOCAL_ACTOR, "medical_notes") == []


def test_files_brought_again_are_told_in_the_order_in_which_they_were_brought(trained: Trained) -> None:
    documents, model = HeldUp(trained.studio.documents), trained.model.id
    desk, names = DocumentDesk(documents), ["first.txt", "second.txt", "third.txt"]
    files = [UploadedFile(name, FILING) for name in names]
    desk.bring(LOCAL_ACTOR, "finance_risk", model, files)
    documents.may.release()
    assert [file.name for file in wait_for(desk, 2)] == names
    desk.bring(LOCAL_ACTOR, "finance_risk", model, files)  # the first has left the desk, and comes again
    documents.may.release(3)
    told = wait_for(desk, 0)
    assert [file.name for file in told] == names
    assert len({file.run_id for file in told}) == 3
