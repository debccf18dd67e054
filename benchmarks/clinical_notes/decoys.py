"""Words and numbers of charts that identify nobody and must be left."""

from __future__ import annotations

import random

_DRUGS = [
    "Lisinopril",
    "metformin",
    "Eliquis",
    "Xarelto",
    "Humira",
    "Zoloft",
    "Lantus",
    "warfarin",
    "Synthroid",
    "Keppra",
    "gabapentin",
    "Norco",
    "Farxiga",
    "Jardiance",
    "Entresto",
    "Plavix",
    "prednisone",
    "Cipro",
    "Rocephin",
    "Zosyn",
    "Ativan",
    "Seroquel",
    "Lasix",
    "hydrochlorothiazide",
    "Crestor",
    "Ozempic",
    "Trulicity",
    "Neurontin",
    "Protonix",
    "tamsulosin",
    "Flomax",
    "amiodarone",
    "digoxin",
    "Bactrim",
    "Keflex",
    "Depo-Provera",
    "Levaquin",
]
_EPONYMS = [
    "Parkinson's+disease",
    "Foley+catheter",
    "Crohn's+disease",
    "Graves'+disease",
    "Hashimoto+thyroiditis",
    "Bell's+palsy",
    "Murphy's+sign",
    "Babinski+sign",
    "Romberg+test",
    "Hodgkin+lymphoma",
    "Cushing's+syndrome",
    "Addison's+disease",
    "Charcot+joint",
    "Wilson's+disease",
    "Raynaud+phenomenon",
    "Sjogren's+syndrome",
    "Kernig+sign",
    "Brudzinski+sign",
    "McBurney's+point",
    "Homans+sign",
    "Phalen's+test",
    "Tinel's+sign",
    "Glasgow+Coma+Scale",
    "Apgar+score",
    "Barrett's+esophagus",
    "Alzheimer's+disease",
    "Baker's+cyst",
    "Lyme+disease",
    "Down+syndrome",
    "Jackson-Pratt+drain",
    "Swan-Ganz+catheter",
    "Kaposi+sarcoma",
    "Huntington's+disease",
    "Dupuytren's+contracture",
    "Meniere's+disease",
    "Whipple+procedure",
    "Hartmann's+procedure",
    "Trendelenburg+position",
]
_PROBLEMS = [
    "hypertension",
    "type+2+diabetes",
    "COPD",
    "atrial+fibrillation",
    "Pneumonia",
    "CHF",
    "GERD",
    "osteoarthritis",
    "hypothyroidism",
    "depression",
    "anemia",
    "chronic+kidney+disease+stage+3",
    "migraine",
    "asthma",
    "hyperlipidemia",
    "gout",
    "cellulitis",
    "sepsis",
    "DVT",
    "stroke",
    "Asthma",
    "Obesity",
    "Psoriasis",
    "diverticulitis",
    "pancreatitis",
    "sciatica",
    "tinnitus",
    "COVID-19",
    "Influenza+A",
]
_ANATOMY = [
    "left+knee",
    "right+shoulder",
    "lumbar+spine",
    "L4-L5",
    "C5-C6",
    "RUQ",
    "left+lower+quadrant",
    "ankle",
    "mitral+valve",
    "LAD",
    "distal+radius",
    "thyroid",
    "frontal+lobe",
    "Achilles+tendon",
    "Bartholin+gland",
    "circle+of+Willis",
    "Eustachian+tube",
]
_EXAMS = [
    "Lungs+clear+bilaterally.",
    "Heart+RRR,+no+murmur.",
    "Abdomen+soft,+nontender.",
    "Alert+and+oriented+x3.",
    "CN+II-XII+intact.",
    "Strength+5/5+throughout.",
    "No+edema.",
    "PERRLA,+EOMI.",
    "Gait+steady.",
    "Skin+warm+and+dry.",
    "Normocephalic,+atraumatic.",
    "Mucous+membranes+moist.",
    "Neck+supple+without+lymphadenopathy.",
]
_PLAIN = [
    "Denies+chest+pain+or+shortness+of+breath.",
    "Tolerating+diet.",
    "Will+follow+up+with+cardiology+in+2+weeks.",
    "Pain+is+7/10,+worse+with+movement.",
    "Nonsmoker,+drinks+socially.",
    "No+known+drug+allergies.",
    "Continue+current+medications.",
    "Return+precautions+discussed.",
    "Labs+pending.",
    "Family+history+of+breast+cancer+in+a+maternal+aunt.",
    "May+shower+tomorrow.",
    "Patient+agrees+with+the+plan.",
    "Physical+Therapy+consulted.",
    "Case+Management+to+arrange+home+oxygen.",
    "Full+code.",
    "Review+of+Systems+otherwise+negative.",
    "Medications+reconciled.",
    "Fall+precautions+in+place.",
]
_DEVICES = ["pacemaker", "insulin pump", "hip prosthesis", "CPAP machine", "ICD", "cochlear implant", "infusion pump"]


def _of(rng: random.Random, words: list[str]) -> str:
    return rng.choice(words).replace("+", " ")


def drug(rng: random.Random) -> str:
    """A drug's name."""
    return _of(rng, _DRUGS)


def dose(rng: random.Random) -> str:
    """A dose and how often."""
    return (
        f"{rng.choice([5, 10, 20, 25, 40, 50, 75, 100, 250, 500, 1000])} {rng.choice(['mg', 'mcg', 'units', 'mL'])} "
        + rng.choice(["daily", "BID", "TID", "q6h PRN", "at bedtime", "weekly", "PO BID"])
    )


def eponym(rng: random.Random) -> str:
    """A disease, sign or tool that bears a name."""
    return _of(rng, _EPONYMS)


def problem(rng: random.Random) -> str:
    """A disease."""
    return _of(rng, _PROBLEMS)


def anatomy(rng: random.Random) -> str:
    """A part of the body."""
    return _of(rng, _ANATOMY)


def exam(rng: random.Random) -> str:
    """A finding."""
    return _of(rng, _EXAMS)


def plain(rng: random.Random) -> str:
    """A sentence as any note has."""
    return _of(rng, _PLAIN)


def device(rng: random.Random) -> str:
    """A device, without its number."""
    return rng.choice(_DEVICES)


def sex(rng: random.Random) -> str:
    """As charts have it."""
    return rng.choice(["male", "female", "man", "woman", "M", "F"])


def vitals(rng: random.Random) -> str:
    """A line of vital signs."""
    return (
        f"BP {rng.randint(90, 180)}/{rng.randint(50, 100)}, HR {rng.randint(50, 120)}, RR {rng.randint(12, 24)}, "
        f"T {rng.randint(97, 102)}.{rng.randint(0, 9)} F, SpO2 {rng.randint(88, 100)}% on RA"
    )


def lab(rng: random.Random) -> str:
    """A value of a laboratory."""
    return rng.choice(
        [
            f"WBC {rng.randint(3, 20)}.{rng.randint(0, 9)}",
            f"Hgb {rng.randint(7, 16)}.{rng.randint(0, 9)} g/dL",
            f"platelets {rng.randint(90, 450)},000",
            f"HbA1c {rng.randint(5, 11)}.{rng.randint(0, 9)}%",
            f"Creatinine 1.{rng.randint(0, 9)} mg/dL",
            f"TSH {rng.randint(0, 9)}.{rng.randint(10, 99)} mIU/L",
            f"Na {rng.randint(130, 148)}, K {rng.randint(3, 5)}.{rng.randint(0, 9)}",
            f"INR {rng.randint(1, 3)}.{rng.randint(0, 9)}",
            f"glucose {rng.randint(70, 400)}",
        ]
    )


def score(rng: random.Random) -> str:
    """A score of a scale."""
    return rng.choice(
        [f"{rng.randint(0, 10)}/10", f"GCS {rng.randint(3, 15)}", f"MMSE {rng.randint(10, 30)}/30", "NYHA class II"]
    )


def time_span(rng: random.Random) -> str:
    """How long something lasts."""
    return f"{rng.randint(2, 9)} {rng.choice(['days', 'weeks', 'months', 'years', 'hours'])}"


def year(rng: random.Random) -> str:
    """A year alone, which identifies nobody."""
    return str(rng.randint(1975, 2024))
