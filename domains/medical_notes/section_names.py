"""The sections of clinical notes by their usual names, and how writers spell them."""

from __future__ import annotations

import re

_SPELLINGS = {
    "Chief complaint": "cc|chief complaint|chief complaints|presenting complaint|presenting problem|"
    "presenting problems|reason for visit|reason for consultation|reason for referral|reason for admission|pc|p/c|c/c",
    "History of present illness": "hpi|history of present illness|history of the present illness|present illness|"
    "history of presenting complaint|hopc|hpc|hx of present illness|interval history|genhx|history|clinical history",
    "Past medical history": "pmh|pmhx|past medical history|past history|medical history|past medical hx|pastmedicalhx|"
    "past medical and surgical history|pmh/psh|background|comorbidities|medical problems|problem list|active problems",
    "Past surgical history": "psh|pshx|past surgical history|surgical history|past surgical hx|pastsurgical|"
    "previous operations|previous surgery",
    "Medications": "meds|medications|current medications|home medications|drug history|dh|dhx|medication list|"
    "outpatient medications|discharge medications|medications on admission|admission medications|current meds|"
    "home meds|discharge meds|medication|regular medications",
    "Allergies": "allergies|allergy|drug allergies|nkda|all|allergies and adverse reactions|adverse reactions|"
    "medication allergies",
    "Immunisations": "immunizations|immunisations|vaccinations|immunization history|immunisation history|vaccines",
    "Family history": "fh|fhx|famhx|family history|family hx|family medical history|fam hx|famhx/sochx",
    "Social history": "sh|shx|sochx|social history|social hx|personal and social history|"
    "social and occupational history",
    "Family and social history": "fam/sochx|family and social history|family/social history",
    "Obstetric and gynaecological history": "gynhx|obhx|ob/gyn history|gyn history|gynecologic history|"
    "gynaecological history|obstetric history|ob history|menstrual history",
    "Other history": "other_history|other history|developmental history|birth history|psychiatric history",
    "Review of systems": "ros|review of systems|systems review|systems enquiry|systematic enquiry|system review",
    "Vital signs": "vs|vitals|vital signs|obs|observations|vital signs on admission|admission vitals",
    "Physical examination": "pe|exam|examination|physical exam|physical examination|o/e|on examination|px|"
    "physical findings|clinical examination|general examination|mental status examination|mental status exam|mse|"
    "neurological examination|discharge exam|admission exam",
    "Investigations": "ix|investigations|labs|laboratory data|laboratory results|results|lab results|laboratory|"
    "laboratory studies|lab data|laboratory findings|pertinent results|data|blood tests|bloods|diagnostic studies|"
    "pathology|microbiology|test results",
    "Imaging": "imaging|radiology|diagnostic imaging|imaging studies|radiologic studies|radiographs|x-rays|xr",
    "Procedures": "procedures|procedure|operations|operative procedures|major procedures|procedure performed|"
    "procedures performed|major surgical or invasive procedure|operation|operation performed",
    "Assessment": "a|assessment|impression|imp|impressions|diagnosis|dx|diagnoses|final diagnosis|discharge diagnosis|"
    "admission diagnosis|admitting diagnosis|discharge diagnoses|preoperative diagnosis|postoperative diagnosis|"
    "clinical impression|conclusion|conclusions|ddx|differential diagnosis|differential|findings and impression|"
    "principal diagnosis|secondary diagnoses",
    "Plan": "p|plan|recommendations|rx plan|treatment plan|recommendation|plan of care|management|management plan|"
    "treatment|follow up|follow-up|followup|f/u|follow-up plan|discharge plan|discharge instructions|instructions",
    "Assessment and plan": "a/p|a&p|ap|a+p|assessment and plan|assessment & plan|assessment/plan|assessment / plan|"
    "impression and plan|impression/plan|impression & plan|impression and recommendations|"
    "assessment and recommendations|a and p",
    "Subjective": "s|subjective|subj",
    "Objective": "o|objective|obj|objective data",
    "Hospital course": "hospital course|course in hospital|ed course|edcourse|brief hospital course|"
    "emergency department course|course|clinical course|summary of hospital course|progress",
    "Findings": "findings|operative findings|description|description of procedure|gross description",
    "Indication": "indication|indications|indication for procedure|indications for procedure|technique|comparison",
    "Disposition": "disposition|dispo|discharge disposition|condition on discharge|discharge condition|"
    "condition at discharge",
}
NAMES = {spelling: name for name, spellings in _SPELLINGS.items() for spelling in spellings.split("|")}
"""The usual name of a section by each of its spellings, in small letters."""
SECTION_NAMES = tuple(_SPELLINGS)
MOST_CHARACTERS = max(map(len, NAMES))

_BLANKS = re.compile(r"\s+")


def section_name(heading: str) -> str | None:
    """The usual name of a section from the spelling in a note, or None where it is not one we know."""
    folded = _BLANKS.sub(" ", heading.strip().lower())
    return NAMES.get(folded) or _USUAL.get(folded)


_USUAL = {name.lower(): name for name in _SPELLINGS}
