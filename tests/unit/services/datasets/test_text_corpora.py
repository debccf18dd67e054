"""Files of texts brought together: read as one table, and without the names of persons where there may be some."""

from __future__ import annotations

from domains.registry import registry
from studio.core.columns import Role
from studio.core.records import Source
from studio.services.datasets.opened import Intake
from studio.services.datasets.opening import open_files
from studio.services.intake.bundle import offers_whole, texts_are_files
from studio.services.intake.upload import UploadedFile
from tests.unit.services.intake.made_files import archive, word

KEY = "5a" * 32


def opened(domain: str, files: list[UploadedFile], whole: bool | None = None) -> Intake:
    return open_files(
        registry().get(domain), files, mapping=None, exact=False, sheet=None, key=KEY, source=Source.UPLOAD, whole=whole
    )


def texts(count: int) -> list[UploadedFile]:
    words = "The bank wrote the loan of borrower {} down.\nThe rest was paid in full."
    return [UploadedFile(f"{at}.txt", words.format(at).encode()) for at in range(count)]


def test_many_small_text_files_are_a_text_each_and_a_few_are_texts_by_line() -> None:
    many = opened("finance_risk", texts(6))
    assert many.file_rows == 6 and many.name == "6 files.zip" and texts_are_files(many.findings)
    few = opened("finance_risk", texts(2))
    assert few.file_rows == 4 and not texts_are_files(few.findings)
    assert offers_whole(["0.txt"], few.findings) and not offers_whole(["a.csv"], ())
    assert opened("finance_risk", texts(2), whole=True).file_rows == 2
    assert opened("finance_risk", texts(6), whole=False).file_rows == 12


def test_files_of_one_name_are_all_read() -> None:
    twice = [UploadedFile("a.docx", word([f"Borrower {at} missed a payment."])) for at in range(2)]
    assert opened("finance_risk", twice, whole=True).file_rows == 2


def test_folders_are_taken_for_the_label() -> None:
    files = {
        f"reports/{kind}/{at}.txt": f"Report {at} of a {kind} loss." for kind in ("cyber", "credit") for at in range(6)
    }
    intake = opened("finance_risk", [UploadedFile("a.zip", archive(files))])
    assert intake.mapping.column(Role.LABEL) == "folder"
    assert set(intake.table["label"]) == {"cyber", "credit"}


def test_no_name_in_an_archive_leaves_the_reader_of_medical_notes() -> None:
    files = {
        f"Imelda_Mockford/Imelda Mockford {at}.txt": f"Mrs. Imelda Mockford was seen on 03/14/2023, visit {at}."
        for at in range(4)
    }
    files |= {f"Quentin_Quimby/Quimby {at}.txt": "Mr. Quentin Quimby has a cough since two days." for at in range(4)}
    intake = opened("medical_notes", [UploadedFile("Imelda_Mockford.zip", archive(files))])
    told = f"{intake.table.to_csv()} {intake.columns} {intake.name} {intake.findings}"
    assert intake.file_rows == 8
    assert not any(name in told for name in ("Mockford", "Imelda", "Quimby", "03/14"))
