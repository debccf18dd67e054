"""Where the sections of a note are found, and what training on chosen ones makes of it."""

import pandas as pd
import pytest

from domains.medical_notes.chosen_sections import SectionOptions, keep_sections
from domains.medical_notes.domain import MedicalNotes
from domains.medical_notes.headings import HeadingOptions, name_headings
from domains.medical_notes.panels import section_lengths
from domains.medical_notes.section_names import NAMES, NAMES_3, SECTION_NAMES, is_study, section_name
from domains.medical_notes.sections import sections
from domains.preparation import Preparation, parse_options
from studio.core.errors import InvalidOptionError

DOMAIN = MedicalNotes()


def prepared(text, **options):
    return Preparation(DOMAIN, parse_options(DOMAIN, options), None).texts([text])[0]


def table(**columns):
    frame = pd.DataFrame(columns)
    frame["source_row"] = range(1, len(frame) + 1)
    return frame


def names(text):
    return [part.name for part in sections(text)]


@pytest.mark.parametrize(
    ("note", "found"),
    [
        ("CC: cough\nHPI: for two days\nPlan: rest", ["Chief complaint", "History of present illness", "Plan"]),
        ("Cough for two days. PMH: asthma. Meds: none.", ["", "Past medical history", "Medications"]),
        ("S: cough. O: chest clear. A: bronchitis. P: fluids", ["Subjective", "Objective", "Assessment", "Plan"]),
        ("PHYSICAL EXAMINATION\nwell\nASSESSMENT AND PLAN\nrest", ["Physical examination", "Assessment and plan"]),
        ("Physical Exam\nwell\nPlan\nrest", ["Physical examination", "Plan"]),
        ("1. HPI: cough\n2) Plan: rest", ["History of present illness", "Plan"]),
        ("IV. Family history: none", ["Family history"]),
        ("**Plan:** rest\n## Allergies\nnone", ["Plan", "Allergies"]),
        ("ALLERGIES NKDA\nPLAN start aspirin", ["Allergies", "Plan"]),
        ("A/P : stable\nA&P: stable", ["Assessment and plan", "Assessment and plan"]),
        ("ROS - negative\nVitals - normal", ["Review of systems", "Vital signs"]),
        ("past medical history:\nasthma", ["Past medical history"]),
        (
            "C.C.: faint\nH. P. I.: for two days. R.O.S.: negative",
            [
                "Chief complaint",
                "History of present illness",
                "Review of systems",
            ],
        ),
        (
            "P.M.Hx.: asthma\n**F.H.:** none\nP.M.H./P.S.H.: none",
            [
                "Past medical history",
                "Family history",
                "Past medical history",
            ],
        ),
        ("R.O.S\nnegative\nA./P.: rest\nImp.: flu", ["Review of systems", "Assessment and plan", "Assessment"]),
        ("P.E.\nwell\nDr. J. P.: seen\nb.i.d.: yes\nLives in the U.S.: yes", [""]),
        ("Widget: spinning\nplain words", [""]),
        ("Vitals:\nBP 118/70\nP: 64\nR: 14\nPlan: rest", ["Vital signs", "Plan"]),
        ("P: 104 bpm", [""]),
        ("BP 118/70. P: 64, regular.", [""]),
        ("P: 12 weeks of rest", ["Plan"]),
        ("P: 1. Rest", ["Plan"]),
        (
            "HOPI: cough\nSoc Hx: smoker\nP/E: clear\nMx: fluids",
            [
                "History of present illness",
                "Social history",
                "Physical examination",
                "Plan",
            ],
        ),
        ("PE was ruled out\nA patient walks", [""]),
        ("the results: normal and the plan: rest", [""]),
        ("MEDICATIONS WERE REVIEWED AND RECONCILED", [""]),
        ("", []),
        (" \n ", []),
    ],
)
def test_headings_are_recognised_however_they_are_written(note, found):
    assert names(note) == found


def test_sections_cover_the_note_and_know_where_their_body_begins():
    note = "Seen today.\nPMHx: asthma\nPLAN\nrest"
    parts = sections(note)
    assert "".join(note[part.start : part.end] for part in parts) == note
    assert [note[part.body : part.end].strip() for part in parts] == ["Seen today.", "asthma", "rest"]


def test_every_header_of_a_public_corpus_of_sections_is_known():
    headers = "FAM/SOCHX GENHX PASTMEDICALHX CC ROS PASTSURGICAL MEDICATIONS ASSESSMENT ALLERGY EXAM DIAGNOSIS PLAN"
    headers += " DISPOSITION EDCOURSE IMAGING GYNHX IMMUNIZATIONS LABS OTHER_HISTORY PROCEDURES"
    assert [header for header in headers.split() if section_name(header) is None] == []


def test_a_usual_name_is_its_own_spelling():
    assert [name for name in SECTION_NAMES if section_name(name) != name] == []
    assert [spelling for spelling, name in NAMES.items() if section_name(name) != name] == []


NOTE = "HPI: cough\nPMH: asthma\nA/P: bronchitis, rest"


def test_only_chosen_sections_are_kept_whatever_they_are_called():
    assert prepared(NOTE, sections={"keep": ["pmhx"]}) == "Past medical history: asthma"
    assert prepared(NOTE, sections={"keep": ["Plan"]}) == "Assessment and plan: bronchitis, rest"
    assert prepared("Well. PMH: asthma. Plan: rest", sections={"keep": ["Plan", "PMH"]}) == (
        "Past medical history: asthma.\nPlan: rest"
    )


def test_a_note_without_the_chosen_sections_stays_whole_and_is_told_of():
    options = parse_options(DOMAIN, {"sections": {"keep": ["Allergies"]}})
    assert prepared("no headings here", sections={"keep": ["Allergies"]}) == "no headings here"
    notes = table(text=[NOTE, "Allergies: none", "plain"])
    (finding,) = DOMAIN.told_of_options(notes, options)
    assert finding.code == "no_chosen_section" and finding.rows == (1, 3)
    assert DOMAIN.told_of_options(notes, parse_options(DOMAIN, {})) == []


def test_an_unknown_section_is_refused_with_the_known_ones():
    with pytest.raises(InvalidOptionError, match=r"Horoscope.*Plan"):
        parse_options(DOMAIN, {"sections": {"keep": ["Horoscope"]}})


def test_chosen_sections_are_their_own_preparation_and_part_of_the_hash():
    options = parse_options(DOMAIN, {"sections": {"keep": ["Plan", "HPI"]}})
    chosen = Preparation(DOMAIN, options, None)
    texts = chosen.texts(MedicalNotes().sample()["text"].head(200).tolist())
    assert chosen.texts(texts) == texts
    assert chosen.hash() != Preparation(DOMAIN, parse_options(DOMAIN, {}), None).hash()


def test_the_panel_counts_notes_and_words_by_section():
    frame = section_lengths(table(text=["PMH: asthma and gout\nPlan: rest", "Plan: fluids", "no heading"]))
    assert frame[["Section", "Notes", "Words a note"]].values.tolist() == [
        ["Plan", 2, 1.0],
        ["Past medical history", 1, 3.0],
        ["before any heading", 1, 2.0],
    ]
    assert section_lengths(table(text=["nothing of the kind"])).empty


@pytest.mark.parametrize(
    ("note", "written"),
    [
        ("Meds (stopped last week): lithium", "Medications: (stopped last week): lithium"),
        ("Plan (refused): transfusion", "Plan: (refused): transfusion"),
        ("Allergies (HELD)\n\nnone known", "Allergies: (HELD):\n\nnone known"),
        ("Family history (FHx): gout", "Family history: gout"),
        ("Imaging (CT head): bleed", "Imaging: (CT head): bleed"),
        ("CXR (lateral): clear", "Imaging: CXR (lateral): clear"),
        (
            "MRI brain (no contrast): normal. ECG: sinus",
            "Imaging: MRI brain (no contrast): normal. Investigations: ECG: sinus",
        ),
        ("Repeat ECG: sinus", "Investigations: Repeat ECG: sinus"),
    ],
)
def test_what_a_heading_says_besides_its_name_stays(note, written):
    assert name_headings(note, HeadingOptions()) == written
    assert name_headings(written, HeadingOptions()) == written


LISTED = "PLAN\n- Echo - pending\n2. Cultures: pending\n- MRI: tomorrow\n\u2022 ECG: daily\nstart aspirin"


def test_a_study_on_a_list_stays_in_its_section():
    assert names(LISTED) == ["Plan"]
    assert names("Plan: MRI: tomorrow") == ["Plan"]
    assert keep_sections(f"{LISTED}\nDispo: home", SectionOptions(keep=["Plan"])) == LISTED
    assert names("HPI: fall\nEcho - pending\n## CT head: bleed") == ["History of present illness", "Imaging"]


def test_no_former_spelling_is_a_study():
    assert [spelling for spelling in NAMES_3 if is_study(spelling)] == []
