"""What the addresses of the public sets serve, in small, becomes our columns with the traps taken out."""

import io
import json
import zipfile

import pandas as pd
import pytest

from domains.education_grading import public as education
from domains.finance_risk import public as finance
from domains.manufacturing_logs import public as manufacturing
from domains.medical_notes import public as medical
from domains.public_formats import agreed, members, read_csv, read_xml


def archive(files: dict[str, str | bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        for name, content in files.items():
            file.writestr(name, content)
    return buffer.getvalue()


def incident(action: dict, summary: str = "A courier lost a parcel with forms of many clients.", **more) -> dict:
    return {
        "action": action, "summary": summary, "security_incident": "Confirmed", "actor": {"internal": {}},
        "victim": {"industry": "522110", "country": ["US"]}, "timeline": {"incident": {"year": 2014}},
        "incident_id": "A", **more,
    }  # fmt: skip


def test_vcdb_keeps_confirmed_incidents_of_one_action():
    records = [
        incident({"error": {"variety": ["Loss"]}}),
        incident({"error": {}, "malware": {}}, "Two actions led to the loss of a parcel full of forms."),
        incident({"hacking": {}}, "Too short."),
        incident(
            {"misuse": {}}, "A clerk looked at records of forty neighbours at work.", security_incident="Suspected"
        ),
        incident(
            {"physical": {}}, "A thief took forty laptops from the branch at night.", victim={"industry": "722511"}
        ),
    ]
    (table,) = finance.vcdb(archive({"vcdb.json": json.dumps(records)}))
    assert table["label"].tolist() == ["error", "physical"]
    assert {"opening", "year", "actor", "country", "incident_id", "industry"} <= set(table.columns)
    assert "variety" not in table


def test_vcdb_finance_keeps_finance_firms_and_classes_with_enough_rows():
    records = [
        incident({"error": {}}, f"Letter {'abcdefghijkl'[number]} went to another client of the bank by mistake.")
        for number in range(10)
    ]
    records.append(incident({"social": {}}, "Somebody rang up and asked for the password of a clerk."))
    records.append(
        incident({"error": {}}, "A shop sent its whole client list to one of them.", victim={"industry": "44"})
    )
    (table,) = finance.vcdb_finance(archive({"vcdb.json": json.dumps(records)}))
    assert table["label"].tolist() == ["error"] * 10


def test_sentfin_leaves_out_headlines_whose_entities_differ():
    served = (
        "S No.,Title,Decisions,Words\n"
        "1,Infosys up,{'Infosys': 'positive'},2\n"
        "2,\"A up, B down\",\"{'A': 'positive', 'B': 'negative'}\",4\n"
        "3,\"A and B fall\",\"{'A': 'negative', 'B': 'negative'}\",4\n"
    )
    (table,) = finance.sentfin(served.encode())
    assert table[["text", "label", "entities"]].to_numpy().tolist() == [
        ["Infosys up", "positive", "Infosys"], ["A and B fall", "negative", "A; B"],
    ]  # fmt: skip


def test_sentfin_reads_literals_and_runs_nothing():
    with pytest.raises(ValueError, match="malformed"):
        finance.sentfin(b"S No.,Title,Decisions,Words\n1,a,__import__('os').getcwd(),1\n")


def test_cfpb_keeps_answers_and_drops_their_timings():
    served = (
        "id,category,complaint,claude-3-7-sonnet_prediction,claude-3-7-sonnet_time\n"
        "1,credit_card,charged twice for one monthly gym payment,retail_banking,0.7\n"
    )
    (table,) = finance.cfpb(served.encode())
    assert table.columns.tolist() == ["text", "label", "id", "claude-3-7-sonnet_prediction"]
    assert table.loc[0, "text"].startswith("charged")


def test_abstracts_with_two_conditions_are_left_out():
    served = "condition_label,medical_abstract\n1,Tumour growth.\n4,Heart failure.\n5,tumour  growth\n"
    (table,) = medical.abstracts(served.encode())
    assert table.to_numpy().tolist() == [["Heart failure.", "Cardiovascular diseases"]]


def test_mts_sections_keep_the_official_parts():
    header = "ID,section_header,section_text,dialogue\n"
    files = {
        f"MTS-Dialog-x/Main-Dataset/{name}.csv": f"{header}0,cc,Text of {name}.,Doctor: hello\n"
        for name in (
            "MTS-Dialog-TrainingSet", "MTS-Dialog-ValidationSet", "MTS-Dialog-TestSet-1-MEDIQA-Chat-2023",
            "MTS-Dialog-TestSet-2-MEDIQA-Sum-2023",
        )
    }  # fmt: skip
    (table,) = medical.mts_sections(archive({**files, "MTS-Dialog-x/Other/file.csv": header}))
    assert table["split"].tolist() == ["train", "valid", "test1", "test2"]
    assert set(table["label"]) == {"CC"}


SCIENTSBANK = """<?xml version="1.0"?>
<question id="EM_45b" module="EM"><questionText>How did you  separate salt?</questionText>
<referenceAnswers><referenceAnswer id="r1">The water was evaporated.</referenceAnswer></referenceAnswers>
<studentAnswers><studentAnswer id="EM.45b.{0}" accuracy="{1}">By letting it sit.</studentAnswer>
</studentAnswers></question>"""


def test_scientsbank_gives_a_training_table_and_its_three_tests():
    train, test = education.scientsbank(
        archive(
            {
                "semeval-3way/training/3way/sciEntsBank/a.xml": SCIENTSBANK.format(1, "incorrect"),
                "semeval-3way/test/3way/sciEntsBank/test-unseen-answers/a.xml": SCIENTSBANK.format(2, "correct"),
                "semeval-3way/test/3way/sciEntsBank/test-unseen-domains/b.xml": SCIENTSBANK.format(3, "contradictory"),
                "semeval-3way/training/3way/beetle/a.xml": SCIENTSBANK.format(4, "correct"),
            }
        )
    )
    assert train[["text", "label", "question", "reference_answer", "split"]].to_numpy().tolist() == [
        ["By letting it sit.", "incorrect", "How did you separate salt?", "The water was evaporated.", "train"]
    ]
    assert test["split"].tolist() == ["test-unseen-answers", "test-unseen-domains"]


SAF = """<?xml version='1.0' encoding='utf-8'?>
<question id="10.2" module="TC"><questionText>Name the phases.</questionText>
<referenceAnswers><referenceAnswer id="a1">Slow start, avoidance.</referenceAnswer></referenceAnswers>
<studentAnswers>
<studentAnswer id="1"><response> Slow start.
 </response><score>0.75</score><verification_feedback>Partially correct</verification_feedback></studentAnswer>
<studentAnswer id="2"><response> No response.</response><score>0</score>
<verification_feedback>Incorrect</verification_feedback></studentAnswer>
<studentAnswer id="3"><response>Both phases.</response><score>1</score>
<verification_feedback>Correct</verification_feedback></studentAnswer>
</studentAnswers></question>"""


def test_saf_keeps_english_answers_somebody_wrote_with_the_range_of_their_question():
    (table,) = education.saf_english(
        archive({"SAF2_0/unseen_questions/english/10.2.xml": SAF, "SAF2_0/training/german/1.xml": SAF})
    )
    assert table["text"].tolist() == ["Slow start.", "Both phases."]
    assert table["score_max"].tolist() == ["1.0", "1.0"]
    assert table["label"].tolist() == ["Partially correct", "Correct"]
    assert set(table["split"]) == {"test-unseen-questions"}


def test_phmsa_reads_spreadsheet_and_csv_and_leaves_the_cause_detail_out():
    sheet = io.BytesIO()
    row = {"LOCAL_DATETIME": "2010-02-09", "MAP_CAUSE": "NATURAL FORCE DAMAGE", "MAP_SUBCAUSE": "TEMPERATURE",
           "SYSTEM_PART_INVOLVED": "PIPE", "NARRATIVE": "THE REGULATOR FROZE UP AND PRESSURE DROPPED"}  # fmt: skip
    with pd.ExcelWriter(sheet, engine="openpyxl") as writer:
        pd.DataFrame({"note": ["read me"]}).to_excel(writer, sheet_name="notes", index=False)
        pd.DataFrame([row]).to_excel(writer, sheet_name="data", index=False)
    folder = "phmsa-pipelines-x/data/source/PHMSA_Pipeline_Safety_Flagged_Incidents"
    older = "IDATE,MAP_CAUSE,NARRATIVE\n5/6/06,CORROSION,A PINHOLE LEAK WAS FOUND ON THE LINE\n5/7/06,CORROSION,LEAK\n"
    (table,) = manufacturing.phmsa(
        archive({f"{folder}/gtggungs2010toPresent.xlsx": sheet.getvalue(), f"{folder}/hl2002to2009.csv": older})
    )
    assert table["label"].tolist() == ["Natural force damage", "Corrosion"]
    assert table["timestamp"].tolist() == ["2010-02-09", "5/6/06"]
    assert "cause_detail" not in table


def test_maintie_labels_follow_from_the_marked_entities():
    def record(text: str, *types: str) -> dict:
        return {"text": text, "tokens": [], "entities": [{"start": 0, "end": 1, "type": kind} for kind in types]}

    served = [
        record("replace pump", "Activity/MaintenanceActivity/Replace", "PhysicalObject"),
        record("pump leaking", "Process/UndesirableProcess"),
        record("repair leaking pump", "Activity/MaintenanceActivity/Repair", "State/UndesirableState/FailedState"),
        record("belt on alternator", "PhysicalObject"),
    ]
    (table,) = manufacturing.maintie(json.dumps(served).encode())
    assert table["label"].tolist() == ["activity only", "failure observation only", "activity and failure", "other"]


def test_loghub_unifies_levels_over_systems():
    files = {
        "loghub-x/BGL/BGL_2k.log_structured.csv": "LineId,Component,Level,Content,EventId,EventTemplate\n"
        "1,KERNEL,FAILURE,machine check,E1,machine check\n2,KERNEL,,nothing,E2,nothing\n",
        "loghub-x/Apache/Apache_2k.log_structured.csv": "LineId,Time,Level,Content,EventId,EventTemplate\n"
        "1,now,notice,init ok,E2,init <*>\n",
        "loghub-x/Android/Android_2k.log_structured.csv": "LineId,Level,Component,Content,EventId,EventTemplate\n"
        "1,V,Window,drawn,E3,drawn\n",
        "loghub-x/Mac/Mac_2k.log_structured.csv": "LineId,Content\n1,other\n",
    }
    (table,) = manufacturing.loghub(archive(files))
    assert table[["system", "label"]].to_numpy().tolist() == [
        ["Android", "DEBUG"],
        ["Apache", "INFO"],
        ["BGL", "FATAL"],
    ]


def test_repeats_go_and_texts_with_two_labels_go_entirely():
    table = pd.DataFrame({"text": ["A b", "a  B!", "c", "c.", " "], "label": ["x", "x", "x", "y", "x"]})
    assert agreed(table)["text"].tolist() == ["A b"]


def test_an_archive_without_the_file_and_xml_with_entities_are_refused():
    with pytest.raises(ValueError, match="no file like"):
        list(members(archive({"a.txt": "x"}), r"\.csv$"))
    with pytest.raises(ValueError, match="entities"):
        read_xml(b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')


def test_a_csv_that_is_not_utf8_is_still_read():
    assert read_csv("a\ncaf\u00e9\n".encode("cp1252"))["a"].tolist() == ["caf\u00e9"]
