"""A teacher's gradebook becomes a dataset: one row an answer, no name kept, marks as they are written."""

from __future__ import annotations

import pandas as pd

from domains.registry import registry
from studio.core.actor import LOCAL_ACTOR
from studio.core.columns import Role
from studio.core.findings import Severity
from studio.core.records import Source
from studio.core.tasks import Task
from studio.services.asked_table import to_measure
from studio.services.datasets.earlier_parts import KnownParts
from studio.services.datasets.mapping import apply_mapping, resolve_mapping
from studio.services.datasets.opening import mapped_intake
from studio.services.datasets.service import DatasetService
from studio.services.intake.upload import UploadedFile
from tests.unit.builders import model, run
from tests.unit.domains.gradebook_exports import PUPILS, QUESTIONS, google_forms, own_table

EDUCATION = registry().get("education_grading")


def _codes(findings) -> set[str]:
    return {finding.code for finding in findings}


def test_an_export_of_a_form_is_kept_as_one_row_an_answer(service: DatasetService) -> None:
    form = google_forms()
    form.loc[4, f"{QUESTIONS[1]} [Score]"] = "absent"
    form.loc[5, QUESTIONS[0]] = "Pupil05 Testcase and pupil5@school.example say water moves"
    file = UploadedFile("form.csv", form.to_csv(index=False).encode())
    intake = service.open_upload(LOCAL_ACTOR, "education_grading", [file])
    assert intake.task is Task.SCORING and intake.file_rows == PUPILS and len(intake.table) == 3 * PUPILS
    assert intake.mapping.columns == {
        Role.TEXT: "Answer", Role.SCORE: "Score", Role.QUESTION: "Question", Role.GROUP: "Pupil",
        Role.TIME: "Timestamp",
    }  # fmt: skip
    assert intake.table["source_row"].tolist()[:4] == [1, 1, 1, 2]
    assert not intake.table.astype(str).apply(lambda column: column.str.contains("school.example")).any().any()
    draft = service.draft(LOCAL_ACTOR, intake)
    unread = next(finding for finding in draft.findings if finding.code == "score_not_a_number")
    assert unread.severity is not Severity.ERROR and unread.rows == (5,)
    assert (draft.score_min, draft.score_max) == (0, 3)
    kept = service.table(LOCAL_ACTOR, service.confirm(LOCAL_ACTOR, draft).id)
    assert len(kept) == 3 * PUPILS - 1 and set(kept["text_pair"].str.lower()) == {each.lower() for each in QUESTIONS}
    assert (kept.groupby("group")["part"].nunique() == 1).all() and kept["group"].nunique() == PUPILS

    shuffled = form.sample(frac=1.0, random_state=1)[list(reversed(form.columns))]
    again = UploadedFile("form.csv", shuffled.to_csv(index=False).encode())
    other = service.draft(LOCAL_ACTOR, service.open_upload(LOCAL_ACTOR, "education_grading", [again]))
    parts = dict(zip(kept["row_id"], kept["part"], strict=True))
    assert dict(zip(other.table["row_id"], other.table["part"], strict=True)) == parts


def _drafted(service: DatasetService, marks: list[str], **options: object):
    table = pd.DataFrame(
        {"answer": [f"it melts at {n} degrees" for n in range(len(marks))], "Note": marks}, dtype="str"
    )
    mapping = resolve_mapping(EDUCATION, table)
    mapped = apply_mapping(table, mapping)
    intake = mapped_intake(EDUCATION, "marks", Source.UPLOAD, mapped, mapping, list(table.columns))
    return mapping, service.draft(LOCAL_ACTOR, intake, options=options)


def test_school_marks_are_read_with_one_as_the_best_unless_it_is_turned(service: DatasetService) -> None:
    marks = ["1", "2+", "2-", "3 minus", "5", "4-5"] * 10 + ["see me", "7"]
    mapping, draft = _drafted(service, marks)
    assert mapping.columns[Role.SCORE] == "Note" and draft.task is Task.SCORING
    assert sorted(draft.table["target"].unique()) == [1, 1.7, 2.3, 3.3, 4.5, 5]
    assert (draft.score_min, draft.score_max) == (1, 6)
    assert {"grades_read", "score_not_a_number", "score_out_of_range"} <= _codes(draft.findings)
    turned = _drafted(service, marks, grades={"best": "6 is the best"})[1]
    assert sorted(turned.table["target"].unique()) == [1, 1.7, 2.3, 2.7, 4.5, 5]
    assert sorted(turned.table["target"]) != sorted(draft.table["target"])
    round_ = _drafted(service, marks, grades={"turned": True})[1]
    assert sorted(round_.table["target"].unique()) == [2, 2.5, 3.7, 4.7, 5.3, 6]
    plain = _drafted(service, ["1", "2", "5"] * 10 + ["2/6"], grades={"turned": True})[1]
    assert sorted(plain.table["target"].unique()) == [2, 5, 6]  # 2 of 6 stands beside them unturned
    as_written = _drafted(service, marks, grades={"enabled": False})[1]
    assert "grades_read" not in _codes(as_written.findings)


def test_a_table_to_measure_on_is_read_as_the_dataset_was(service: DatasetService) -> None:
    marks = ["1", "2+", "2-", "5"] * 10
    _, draft = _drafted(service, [*marks, "1+"], grades={"turned": True})
    kept = service.confirm(LOCAL_ACTOR, draft)
    asked = draft.intake.table.head(len(marks)).assign(text=[f"it boils at {n} degrees" for n in range(len(marks))])
    measured = to_measure(
        asked.assign(score=marks).drop(columns=["score_min", "score_max"], errors="ignore"),
        model(run(domain=kept.domain), task=Task.SCORING, dataset_id=kept.id),
        kept,
        draft.preparation,
        KnownParts({}),
    )
    assert measured.rows["target"].tolist() == [6, 5.3, 4.7, 2] * 10
    # the range is the dataset's, with its 1+, though nobody got one here
    assert set(measured.rows["score_min"]) == {1} and set(measured.rows["score_max"]) == {6.3}


def test_letters_with_tendencies_are_scores_and_letters_alone_classes(service: DatasetService) -> None:
    mapping, draft = _drafted(service, ["A-", "B+", "C", "F"] * 10)
    assert draft.task is Task.SCORING and sorted(draft.table["target"].unique()) == [0, 2, 3.3, 3.7]
    assert (draft.score_min, draft.score_max) == (0, 4)
    mapping, draft = _drafted(service, ["A", "B", "C", "F"] * 10)
    assert draft.task is Task.CLASSIFICATION and mapping.column(Role.SCORE) is None


def test_the_rows_as_they_stand_hold_the_columns_of_the_file(service: DatasetService) -> None:
    file = UploadedFile("own.csv", own_table().to_csv(index=False).encode())
    intake = service.open_upload(LOCAL_ACTOR, "education_grading", [file], apart=False)
    assert len(intake.table) == PUPILS and "row_as_it_stands" in _codes(intake.findings)
