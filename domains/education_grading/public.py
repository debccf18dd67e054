"""The public sets of the field, and how to read what their addresses serve."""

from __future__ import annotations

from xml.etree.ElementTree import Element

import pandas as pd

from domains.contract import PublicDataset
from domains.public_formats import members, read_xml, text_of
from studio.core.columns import ColumnMapping, Role
from studio.core.tasks import Task

UNSEEN = ("test-unseen-answers", "test-unseen-questions", "test-unseen-domains")
PLACEHOLDERS = frozenset({"", "no response", "no response."})
"""Answers nobody wrote; with their score of 0 they flatter every measure."""

_SAF_ROLES = {
    Role.TEXT: "text",
    Role.QUESTION: "question",
    Role.REFERENCE: "reference_answer",
    Role.SPLIT: "split",
}
_SAF_URL = "https://raw.githubusercontent.com/SebOchs/SAF/09949e912d266777a752ac7d51cfcddb4b3f6978/SAF2_0.zip"
_SAF_FILE = "education_grading/saf_english.csv"
_SAF_SHA = "025a98be101d57119fadfcb47933b47365580f5ef777f077c5fd1bc97e3670b3"
_SAF_CITATION = "Filighera et al.: Your Answer is Incorrect... Would you like to know why?, ACL 2022"


def _part(path: str) -> str:
    """The official part a file's folder names: train, or one of the unseen tests."""
    folders = path.lower().replace("_", "-").split("/")
    for part in UNSEEN:
        if any(part.removeprefix("test-") in folder for folder in folders[:-1]):
            return part
    return "train"


def _question(root: Element) -> dict[str, str]:
    """What all answers of one question share; of several reference answers the best, else the first."""
    references = root.findall(".//referenceAnswer")
    best = [reference for reference in references if reference.get("category", "").upper() == "BEST"]
    chosen = (best or references)[0]
    return {
        "question": text_of(root.find("questionText")),
        "reference_answer": text_of(chosen),
        "question_id": root.get("id", ""),
        "module": root.get("module", ""),
    }


def scientsbank(data: bytes) -> tuple[pd.DataFrame, ...]:
    """The three-way answers of SciEntsBank: the training table and the table of the three official tests."""
    rows = []
    for name, content in members(data, r"(?i)sciEntsBank/.*\.xml$"):
        root = read_xml(content)
        shared = {**_question(root), "split": _part(name)}
        for answer in root.findall(".//studentAnswer"):
            label = answer.get("accuracy", "").strip().lower()
            rows.append({"text": text_of(answer), "label": label, **shared, "answer_id": answer.get("id", "")})
    table = pd.DataFrame(rows).drop_duplicates(["answer_id", "split"])
    train = table["split"].eq("train")
    return table[train].reset_index(drop=True), table[~train].reset_index(drop=True)


def saf_english(data: bytes) -> tuple[pd.DataFrame, ...]:
    """The English answers of SAF with score, label and official split; the range's top is the highest score seen."""
    rows = []
    for name, content in members(data, r"\.xml$"):
        if "german" in name.lower():
            continue
        root = read_xml(content)
        shared = {**_question(root), "split": _part(name)}
        for answer in root.findall(".//studentAnswer"):
            text = text_of(answer.find("response"))
            label = text_of(answer.find("verification_feedback"))
            score = text_of(answer.find("score"))
            if text.casefold() not in PLACEHOLDERS and score:
                rows.append({"text": text, "score": score, "score_min": "0", "label": label, **shared})
    table = pd.DataFrame(rows)
    highest = table["score"].astype(float).groupby(table["question_id"]).transform("max")
    return (table.assign(score_max=highest.astype(str)),)


PUBLIC_DATASETS = (
    PublicDataset(
        key="saf_english",
        title="SAF, communication networks: score",
        licence="MIT",
        url=_SAF_URL,
        citation=_SAF_CITATION,
        task=Task.SCORING,
        rows=2787,
        files=(_SAF_FILE,),
        sha256=(_SAF_SHA,),
        mapping=ColumnMapping(
            {**_SAF_ROLES, Role.SCORE: "score", Role.SCORE_MIN: "score_min", Role.SCORE_MAX: "score_max"},
            extras=("question_id",),
        ),
        convert=saf_english,
        note="Ranges differ by question; the official tests are of unseen answers and of unseen questions.",
    ),
    PublicDataset(
        key="saf_english_label",
        title="SAF, communication networks: verdict",
        licence="MIT",
        url=_SAF_URL,
        citation=_SAF_CITATION,
        task=Task.CLASSIFICATION,
        rows=2787,
        files=(_SAF_FILE,),
        sha256=(_SAF_SHA,),
        mapping=ColumnMapping({**_SAF_ROLES, Role.LABEL: "label"}, extras=("question_id",)),
        convert=saf_english,
        note="The same answers: correct, partially correct or incorrect.",
    ),
    PublicDataset(
        key="scientsbank",
        title="SciEntsBank, three-way",
        licence="CC BY-SA 3.0",
        url="https://raw.githubusercontent.com/myrosia/semeval-2013-task7/5157c69f914e8c581045c03e98f96398d40a91b8"
        "/semeval-3way.zip",
        citation="Dzikovska et al.: SemEval-2013 Task 7",
        task=Task.CLASSIFICATION,
        rows=10804,
        files=("education_grading/scientsbank_3way_train.csv", "education_grading/scientsbank_3way_test.csv"),
        sha256=(
            "31a4b0b796e5ccf5009cb8527e017888fede665163d13d29e9931f11beefeba5",
            "7c4cdc26fe22ff4012c6dc8abb4de900e84d044282c0071258b6919635bdc9fb",
        ),
        mapping=ColumnMapping(
            {**_SAF_ROLES, Role.LABEL: "label"},
            extras=("question_id", "module"),
        ),
        convert=scientsbank,
        note="The same answer may be right to one question and wrong to another: it is read together with the question "
        "and the reference. Three official tests: unseen answers, questions, domains.",
    ),
)
