"""Abbreviations that mean several things, written out only where their neighbours decide which.

The neighbours of each meaning are words that stand beside it and not beside the others; with none, or with those of two
meanings, the abbreviation stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_NEAR = 7
"""Words on either side that may decide, within the sentence."""
_MOSTLY_CAPITALS, _ENOUGH_LETTERS = 0.6, 20
"""Share of capitals beyond which a text says nothing by its capitals: AS may be 'as'."""
_TOKEN = re.compile(r"[A-Za-z][A-Za-z0-9'-]*|[0-9]+(?:[./][0-9]+)?%?|[.;!?\n]", re.ASCII)

_MEANINGS: Mapping[str, Mapping[str, str]] = {
    "MS": {
        "multiple sclerosis": "relapsing remitting demyelinating lesions plaques interferon neurology flare optic "
        "neuritis neurologist natalizumab spasticity progressive",
        "mitral stenosis": "valve valvular rheumatic diastolic mitral echo murmur regurgitation",
        "morphine sulfate": "mg iv im prn q4h contin",
    },
    "PT": {
        "physical therapy": "ot therapy consult eval evaluation gait rehab rehabilitation mobility exercises "
        "strengthening ambulation therapist outpatient sessions",
        "prothrombin time": "inr ptt aptt seconds sec coagulation coags prolonged warfarin",
    },
    "RA": {
        "rheumatoid arthritis": "methotrexate joint joints swelling dmard synovitis rheumatoid rheumatology stiffness "
        "seropositive adalimumab hydroxychloroquine deformities",
        "room air": "% spo2 sat sats saturation saturating o2 oxygen satting breathing desaturated",
        "right atrium": "la rv lv atrial enlargement catheter dilated ivc pressures",
    },
    "CP": {
        "chest pain": "sob dyspnea exertional radiating denies palpitations substernal ekg ecg troponin diaphoresis no "
        "pleuritic angina syncope",
        "cerebral palsy": "spastic contractures developmental quadriplegia diplegia wheelchair child seizures baclofen",
    },
    "DC": {
        "discharge": "home today summary planning instructions snf disposition tomorrow rehab ready dispo",
        "discontinue": "foley medication med antibiotics lisinopril metoprolol iv abx aspirin metformin drain "
        "catheter stop",
        "direct current": "cardioversion shock cardioverted joules",
    },
    "OD": {
        "right eye": "os ou acuity eye vision cup retina glaucoma cataract iop pupil va conjunctiva",
        "overdose": "intentional suicidal suicide ingestion pills acetaminophen heroin opioid naloxone narcan drug",
    },
    "PE": {
        "pulmonary embolism": "dvt cta anticoagulation heparin dimer d-dimer thrombus embolus emboli segmental saddle "
        "lovenox anticoagulated tachycardia hypoxia",
        "physical examination": "unremarkable reveals general heent normal findings",
        "pleural effusion": "thoracentesis pleural effusions",
    },
    "BS": {
        "bowel sounds": "abdomen abd soft nontender nt nd quadrants distended hypoactive hyperactive normoactive",
        "breath sounds": "lungs lung clear bilateral bilaterally bases wheezes crackles diminished cta",
        "blood sugar": "insulin fasting mg fingerstick glucose diabetic a1c hypoglycemia metformin dl",
    },
    "AS": {
        "aortic stenosis": "valve valvular aortic murmur gradient tavr avr severe critical ejection carotids",
        "ankylosing spondylitis": "hla-b27 sacroiliac sacroiliitis spine stiffness bamboo uveitis",
        "left ear": "ad au tympanic hearing ear",
    },
    "US": {
        "ultrasound": "abdominal renal doppler pelvic ruq guided scan liver thyroid gallstones gallbladder "
        "transvaginal carotid showed bedside obstetric",
    },
    "MR": {
        "mitral regurgitation": "valve mitral murmur regurgitant echo tr trace ef",
        "magnetic resonance": "imaging angiography brain spine scan enterography gadolinium",
    },
    "CA": {
        "cancer": "breast colon prostate lung metastatic metastases chemo chemotherapy stage oncology ovarian bladder",
        "calcium": "phos mg k na phosphorus albumin ionized corrected pth serum",
    },
    "PD": {
        "Parkinson's disease": "levodopa carbidopa sinemet tremor rigidity bradykinesia gait",
        "peritoneal dialysis": "dialysis catheter esrd peritoneal exchanges peritonitis renal",
    },
    "LE": {
        "lower extremity": "edema swelling strength weakness bilateral b/l pitting left right pain ulcer dvt",
    },
}
_ADDED: Mapping[str, Mapping[str, str]] = {
    "CP": {"chest pain": "breath shortness pressure", "cerebral palsy": "gmfcs"},
    "AS": {"aortic stenosis": "ava"},
    "ROM": {
        "range of motion": "shoulder knee elbow wrist hip ankle neck flexion extension abduction limited "
        "full active passive "
        "degrees joint stiffness exercises spine cervical lumbar",
        "rupture of membranes": "fluid membranes clear meconium labor labour prom gbs contractions amniotic",
    },
    "PCP": {
        "primary care provider": "follow follow-up f/u appointment clinic notified referral referred records",
        "pneumocystis pneumonia": "hiv cd4 jirovecii prophylaxis bactrim",
        "phencyclidine": "intoxication uds ingestion nystagmus",
    },
    "ED": {
        "emergency department": "visit presented arrived triage ems course transferred seen",
        "erectile dysfunction": "sildenafil tadalafil viagra cialis libido impotence testosterone",
    },
    "LAD": {
        "left anterior descending": "stenosis stent rca lcx cath proximal mid pci occlusion des",
        "lymphadenopathy": "neck cervical axillary inguinal supraclavicular supple palpable",
    },
    "MI": {
        "myocardial infarction": "stemi nstemi troponin acute inferior anterior enzymes cabg stent",
        "mitral insufficiency": "valve mitral regurgitant",
    },
}
"""What came with version 3 of the step."""
Neighbours = Mapping[str, Mapping[str, frozenset[str]]]
"""By abbreviation and meaning the words that speak for it."""


def _neighbours_of(*meanings: Mapping[str, Mapping[str, str]]) -> Neighbours:
    made: dict[str, dict[str, frozenset[str]]] = {}
    for each in meanings:
        for short, words in each.items():
            for meaning, beside in words.items():
                known = made.setdefault(short, {})
                known[meaning] = known.get(meaning, frozenset()) | frozenset(beside.split())
    return made


TODAY = _neighbours_of(_MEANINGS, _ADDED)
FORMER = _neighbours_of(_MEANINGS)
"""As version 2 of the step had them, for models that learned under it."""
AMBIGUOUS = frozenset(TODAY)


def write_out(text: str, known: Neighbours = TODAY) -> str:
    """`text` with each ambiguous abbreviation in capitals written out where its neighbours decide; time is linear."""
    tokens = [(match.group(), match.start(), match.end()) for match in _TOKEN.finditer(text)]
    places = [place for place, token in enumerate(tokens) if token[0] in known]
    if not places or _capitals(text) > _MOSTLY_CAPITALS:
        return text
    parts, reached = [], 0
    for place in places:
        short, start, end = tokens[place]
        around = [token[0] for token in tokens[max(0, place - _NEAR) : place + _NEAR + 1]]
        meaning = _meaning(known[short], _neighbours(around, min(place, _NEAR)))
        if meaning:
            parts += [text[reached:start], meaning]
            reached = end
    return "".join([*parts, text[reached:]])


def _meaning(meanings: Mapping[str, frozenset[str]], near: frozenset[str]) -> str | None:
    """The one meaning whose neighbours are there; None where none is, or two are."""
    there = [meaning for meaning, words in meanings.items() if words & near]
    return there[0] if len(there) == 1 else None


def _neighbours(words: list[str], middle: int) -> frozenset[str]:
    """Words before and after `words[middle]`, in small letters, not beyond the sentence."""
    before: list[str] = []
    for word in reversed(words[:middle]):
        if word in ".;!?\n":
            break
        before.append(word.lower())
    after: list[str] = []
    for word in words[middle + 1 :]:
        if word in ".;!?\n":
            break
        after.append(word.lower())
    percent = {"%"} if any(word.endswith("%") for word in (*before, *after)) else set()
    return frozenset([*before, *after, *percent])


def _capitals(text: str) -> float:
    letters = [each for each in text if each.isalpha()]
    return sum(each.isupper() for each in letters) / len(letters) if len(letters) >= _ENOUGH_LETTERS else 0.0
