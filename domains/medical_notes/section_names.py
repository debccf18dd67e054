"""The sections of clinical notes by their usual names, and how writers spell them."""

from __future__ import annotations

import re
from collections.abc import Mapping

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
_ADDED = {
    "Chief complaint": "cc/hpi|presenting concern|reason for call|reason for presentation|presenting "
    "symptoms|pres complaint",
    "History of present illness": "hopi|h/o present illness|history of presenting illness|history of current illness|"
    "history of presenting problem|clinical details|clinical information|clinical summary|hpi/interval history|story",
    "Past medical history": "pmhx/pshx|pmh/pshx|past hx|past medical hx/surgical hx|medical hx|past med hx|pmedhx|"
    "past medical/surgical history|medical/surgical history|chronic problems|chronic conditions|past medical problems",
    "Past surgical history": "surgical hx|past surg hx|surghx|past operations|prior surgeries|previous surgeries",
    "Medications": "drug hx|medication history|med list|meds on admission|discharge meds|regular meds|current drugs|"
    "outpatient meds|prior to admission medications|treatment on admission|rx",
    "Allergies": "drug allergy|allergic history|allergies/intolerances|allergies and intolerances|adr",
    "Immunisations": "imm|immunizations/vaccines|vaccination history|immunisation status|immunization status|imms",
    "Family history": "fam hist|family medical hx|f/h|family psychiatric history",
    "Social history": "soc hx|soc hist|social|s/h|substance use|substance use history|substance history|"
    "personal history",
    "Obstetric and gynaecological history": "obstetric hx|ob hx|gyn hx|gynae history|gynaecological "
    "history|pregnancy history",
    "Other history": "birth hx|dev hx|development|developmental hx|past psychiatric history|psychiatric "
    "hx|psych hx|feeding history|"
    "travel history|occupational history|neonatal history|growth and development",
    "Review of systems": "r.o.s.|systemic enquiry|systemic review|review of symptoms|symptom review",
    "Vital signs": "v/s|vs/i&o|vitals on arrival|triage vitals|vital signs on arrival|obs on arrival",
    "Physical examination": "p/e|phys exam|physical|examination findings|exam findings|o/e findings|"
    "focused exam|neuro exam|"
    "examination on admission|examination on arrival|clinical findings|musculoskeletal exam|msk exam",
    "Investigations": "labs/imaging|labs and imaging|labs/studies|investigation|invx|invs|pertinent labs|"
    "relevant investigations|"
    "lab|tests|diagnostics|admission labs|macroscopic description|microscopic description|microscopy|macroscopy",
    "Imaging": "imaging/studies|radiology results|imaging results|x-ray|xray|scans",
    "Procedures": "procedures performed/operation|title of operation|name of procedure|interventions",
    "Assessment": "working diagnosis|provisional diagnosis|summary impression|preop diagnosis|postop "
    "diagnosis|pre-op diagnosis|"
    "post-op diagnosis|pre-operative diagnosis|post-operative diagnosis|problems|clinical diagnosis|"
    "formulation|opinion",
    "Plan": "mx|tx plan|recs|rec|disposition and plan|action plan|plans|next steps|follow-up instructions|"
    "follow up instructions|follow up plan|discharge recommendations|advice|care plan|actions",
    "Assessment and plan": "imp/plan|impression/recs|impression/recommendations|impression & recommendations|"
    "assessment & recommendations|assessment/recommendations|impression and advice|imp & plan|ddx/plan|a "
    "& p|a / p|problem list and plan",
    "Hospital course": "inpatient course|course and treatment|treatment course|progress in hospital|"
    "hospital course by problem|"
    "hospital course by system|icu course|postoperative course|interim summary",
    "Findings": "procedure details|procedure description|details of procedure|operative details|"
    "description of operation|procedure in detail",
    "Indication": "clinical indication|reason for exam|reason for study|indication for surgery|indication "
    "for operation",
    "Disposition": "discharge status|discharge to|disposition/plan|destination",
}
"""What came with version 3 of the step."""
_ADDED_4 = {
    "History of present illness": "overnight events|events overnight|interval events|interim events|"
    "interim history|events|subjective/hpi|hpi/subjective",
    "Investigations": "ekg|ecg|electrocardiogram|cultures|urinalysis|blood work|bloodwork|cbc|bmp|cmp|pft|pfts|biopsy",
    "Imaging": "cxr|chest x-ray|chest xray|ct|ct head|ct scan|mri|mri brain|ultrasound|echo|echocardiogram|tte",
    "Assessment": "medical decision making|mdm|clinical reasoning|discussion",
    "Physical examination": "pex|phys ex|exam today|psychiatric exam",
}
"""What came with version 4 of the step."""
STUDIES = frozenset(f"{_ADDED_4['Investigations']}|{_ADDED_4['Imaging']}".split("|"))
"""What heads a section only before a colon and as no item of a list: "- MRI" on a line of its own is a task."""
_QUALIFIER = re.compile(
    r"(?:(?:current|present|pertinent|relevant|interim|initial|updated|brief|significant|additional|admission|discharge|"
    r"preadmission|today's|post-?op(?:erative)?|pre-?op(?:erative)?|recent|key|detailed|focused|limited|repeat|past) )"
    r"(?=\w{3})|(?<=\w{2}) (?:(?:on|at|upon|prior to|before)(?: the)?(?: time of)? (?:admission|discharge|arrival|"
    r"presentation|transfer|triage|home|visit)|reviewed|today|update|summary|details)\Z"
)
"""Words before or behind a section's name that leave it what it is: "Pertinent labs", "Exam on admission"."""


def is_study(heading: str) -> bool:
    """Whether a heading names one study ("CXR", "Repeat EKG") and not a section of them."""
    folded = _BLANKS.sub(" ", heading.strip().lower())
    return folded in STUDIES or _QUALIFIER.sub("", folded, count=1) in STUDIES


def _names(spelled: Mapping[str, str]) -> dict[str, str]:
    return {spelling: name for name, spellings in spelled.items() for spelling in spellings.split("|")}


FORMER_NAMES = _names(_SPELLINGS)
NAMES_3 = {**_names(_ADDED), **FORMER_NAMES}
"""As version 3 of the step had them."""
NAMES = {**_names(_ADDED_4), **NAMES_3}
"""The usual name of a section by each of its spellings, in small letters."""
SECTION_NAMES = tuple(_SPELLINGS)
MOST_CHARACTERS = max(map(len, FORMER_NAMES))

_BLANKS = re.compile(r"\s+")


def section_name(heading: str, names: Mapping[str, str] = NAMES) -> str | None:
    """The usual name of a section from the spelling in a note, or None where it is not one we know."""
    folded = _BLANKS.sub(" ", heading.strip().lower())
    return names.get(folded) or _USUAL.get(folded)


def qualified_name(heading: str) -> str | None:
    """The usual name of a section whose spelling has one more word before or behind it."""
    folded = _BLANKS.sub(" ", heading.strip().lower())
    return NAMES.get(_QUALIFIER.sub("", folded, count=1))


_USUAL = {name.lower(): name for name in _SPELLINGS}
