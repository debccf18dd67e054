"""The phrases synthetic notes are made of. Written for Assay; no patient is described here.

Each specialty has phrases for what is complained of, found, measured and planned; `{}` slots are filled by the
generator. `SHARED` phrases fit several specialties on purpose: they are what a model gets wrong.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Phrases:
    """What one specialty's notes say."""

    complaint: tuple[str, ...]
    history: tuple[str, ...]
    finding: tuple[str, ...]
    test: tuple[str, ...]
    plan: tuple[str, ...]


SPECIALTIES: Mapping[str, Phrases] = {
    "Cardiology": Phrases(
        (
            "central chest tightness on {effort}",
            "palpitations lasting {minutes} minutes",
            "ankle swelling worse in the evening",
            "breathless on {effort}",
            "two blackouts without warning",
            "waking at night short of breath",
        ),
        (
            "stent to a coronary artery {years} years ago",
            "known atrial fibrillation on {anticoagulant}",
            "long-standing hypertension",
            "father had a heart attack at {age}",
            "pacemaker fitted {years} years ago",
        ),
        (
            "irregular pulse at {rate} bpm",
            "systolic murmur at the apex",
            "pitting oedema to the knees",
            "BP {bp} mmHg",
            "raised jugular venous pressure",
        ),
        (
            "ECG shows {ecg}",
            "echo with ejection fraction {percent} %",
            "troponin {troponin} ng/L, repeat awaited",
            "24 hour tape requested",
            "BNP raised at {bnp}",
        ),
        (
            "start bisoprolol {dose}mg",
            "refer for angiography",
            "increase furosemide to {dose} mg",
            "continue {anticoagulant}",
            "rhythm clinic in {weeks} weeks",
        ),
    ),
    "Gastroenterology": Phrases(
        (
            "burning epigastric pain after {meal}",
            "loose stools {times} times a day",
            "difficulty swallowing solids",
            "bloating and cramps relieved by opening bowels",
            "black stools for {days} days",
            "vomiting after {meal}",
        ),
        (
            "ulcerative colitis diagnosed {years} years ago",
            "known Barrett oesophagus",
            "gallstones on an old scan",
            "drinks {units} units a week",
            "coeliac disease in a sister",
        ),
        (
            "tender in the right upper quadrant",
            "soft abdomen, bowel sounds present",
            "liver edge palpable {cm} cm below the ribs",
            "mild jaundice of the sclerae",
            "rectal examination normal",
        ),
        (
            "gastroscopy shows {scope}",
            "faecal calprotectin {calprotectin}",
            "ALT {alt}, bilirubin {bilirubin}",
            "stool culture negative",
            "ultrasound: {liver}",
        ),
        (
            "omeprazole {dose}mg before breakfast",
            "colonoscopy within {weeks} weeks",
            "mesalazine increased",
            "low FODMAP diet sheet given",
            "hepatitis screen sent",
        ),
    ),
    "Neurology": Phrases(
        (
            "throbbing one-sided headache with {aura}",
            "weakness of the {side} arm for {hours} hours",
            "tremor of the {side} hand at rest",
            "numb feet, worse at night",
            "a witnessed seizure lasting {minutes} minutes",
            "slurred speech, now resolved",
        ),
        (
            "migraine since the age of {young}",
            "previous stroke with {side} sided weakness",
            "Parkinson disease for {years} years",
            "epilepsy, last fit {months} months ago",
            "multiple sclerosis on treatment",
        ),
        (
            "brisk reflexes on the {side}",
            "cogwheel rigidity at the wrist",
            "pupils equal, fundi normal",
            "reduced pinprick to the ankles",
            "gait broad based, Romberg positive",
        ),
        (
            "CT head: {brain}",
            "EEG with {eeg}",
            "MRI brain requested",
            "nerve conduction: {nerve}",
            "lumbar puncture clear",
        ),
        (
            "start levetiracetam {aed} mg twice daily",
            "carbidopa-levodopa increased",
            "no driving until reviewed",
            "stroke clinic in {weeks} weeks",
            "amitriptyline {dose} mg at night",
        ),
    ),
    "Orthopaedics": Phrases(
        (
            "{side} knee pain after a fall",
            "low back pain running down the {side} leg",
            "stiff {side} shoulder, cannot reach overhead",
            "{side} hip pain on walking {metres} metres",
            "swollen {side} ankle after a twist",
            "locking of the {side} knee",
        ),
        (
            "{side} hip replaced {years} years ago",
            "osteoarthritis of both knees",
            "fracture of the wrist in childhood",
            "plays football at weekends",
            "osteoporosis on alendronate",
        ),
        (
            "straight leg raise limited to {degrees} degrees",
            "effusion of the {side} knee",
            "tender over the lateral malleolus",
            "painful arc of the shoulder",
            "joint line tenderness, ligaments stable",
        ),
        (
            "X-ray: {bone}",
            "MRI shows {joint}",
            "bone density low",
            "no fracture on plain films",
            "inflammatory markers normal",
        ),
        (
            "physiotherapy for {weeks} weeks",
            "injection of the joint offered",
            "listed for arthroscopy",
            "cast for {weeks} weeks",
            "ibuprofen {nsaid} mg with food",
        ),
    ),
    "Respiratory medicine": Phrases(
        (
            "productive cough for {days} days",
            "wheeze at night and with exercise",
            "breathless walking {metres} metres",
            "coughing up streaks of blood",
            "sharp chest pain on breathing in",
            "snoring and daytime sleepiness",
        ),
        (
            "COPD, {packs} pack years",
            "asthma since the age of {young}",
            "pulmonary embolism {years} years ago",
            "worked {years} years in a foundry",
            "two admissions with pneumonia",
        ),
        (
            "crackles at the {side} base",
            "widespread expiratory wheeze",
            "SpO2 {sats} % on air",
            "respiratory rate {resp}",
            "dull to percussion at the {side} base",
        ),
        (
            "chest X-ray: {chest}",
            "spirometry with FEV1 {percent} % predicted",
            "CT pulmonary angiogram negative",
            "sputum culture grew {bug}",
            "sleep study booked",
        ),
        (
            "doxycycline {antibiotic} mg for {days} days",
            "inhaler technique corrected",
            "prednisolone {steroid}mg for 5 days",
            "stop-smoking referral",
            "home oxygen assessment",
        ),
    ),
    "Endocrinology": Phrases(
        (
            "tired and thirsty for {weeks} weeks",
            "weight loss of {kg} kg despite eating",
            "gaining weight and feeling cold",
            "hypoglycaemic episodes before {meal}",
            "hot flushes and tremor of both hands",
            "a lump in the front of the neck",
        ),
        (
            "type 2 diabetes for {years} years",
            "thyroid surgery {years} years ago",
            "on long-term steroids",
            "type 1 diabetes since the age of {young}",
            "polycystic ovaries",
        ),
        (
            "small smooth goitre",
            "foot pulses present, sensation reduced",
            "BMI {bmi}",
            "fine tremor, warm palms",
            "dry skin, slow reflexes",
        ),
        (
            "HbA1c {hba1c} mmol/mol",
            "TSH {tsh}, free T4 {t4}",
            "fasting glucose {glucose} mmol/L",
            "morning cortisol requested",
            "thyroid ultrasound: {thyroid}",
        ),
        (
            "metformin {metformin} mg twice daily",
            "levothyroxine raised by 25 mcg",
            "start gliclazide {dose}mg",
            "insulin doses adjusted",
            "retinal screening arranged",
        ),
    ),
}

SHARED = Phrases(
    (
        "tired all the time",
        "dizzy on standing",
        "chest discomfort, hard to describe",
        "weight loss noticed by the family",
        "upper abdominal discomfort at night",
        "pins and needles in the {side} hand",
        "generally unwell for {weeks} weeks",
        "pain in the {side} leg on walking",
        "short of breath lately",
        "review after a recent admission",
    ),
    (
        "ex-smoker",
        "type 2 diabetes on metformin",
        "hypertension, controlled",
        "previous hip replacement",
        "asthma as a child",
        "no regular medication",
        "reflux on omeprazole",
        "mild COPD",
        "migraine when younger",
        "hypothyroid on replacement",
    ),
    (
        "comfortable at rest",
        "BP {bp} mmHg",
        "afebrile, pulse {rate} bpm",
        "chest clear",
        "abdomen soft",
        "no focal weakness",
        "SpO2 {sats}% on air",
        "walks unaided",
    ),
    (
        "full blood count and electrolytes normal",
        "ECG unremarkable",
        "bloods awaited",
        "chest X-ray clear",
        "CRP {crp}",
    ),
    (
        "review in {weeks} weeks",
        "reassured, return if worse",
        "bloods repeated in {weeks} weeks",
        "paracetamol as needed",
        "letter to the family doctor",
        "discussed with the team",
    ),
)

SLOTS: Mapping[str, tuple[str, ...]] = {
    "effort": ("climbing stairs", "walking uphill", "mild exertion", "carrying shopping", "hurrying"),
    "meal": ("meals", "breakfast", "fatty food", "spicy food", "lunch"),
    "side": ("left", "right"),
    "aura": ("zigzag lights", "nausea", "sensitivity to light", "tingling of the lips"),
    "anticoagulant": ("apixaban", "warfarin", "rivaroxaban", "edoxaban"),
    "ecg": (
        "atrial fibrillation",
        "T wave inversion in V4-V6",
        "left bundle branch block",
        "sinus rhythm with ectopics",
    ),
    "scope": ("a hiatus hernia", "mild gastritis", "a small duodenal ulcer", "no abnormality"),
    "liver": ("fatty liver", "gallbladder stones", "normal bile ducts", "a simple liver cyst"),
    "brain": ("no acute change", "an old lacunar infarct", "small vessel disease", "no bleed"),
    "eeg": ("focal slowing", "no epileptiform activity", "sharp waves on the left"),
    "nerve": ("a length-dependent neuropathy", "median nerve compression", "normal velocities"),
    "bone": ("moderate osteoarthritis", "an undisplaced fracture", "reduced joint space", "no bony injury"),
    "joint": ("a meniscal tear", "a disc bulge at L5/S1", "a partial cuff tear", "bone bruising"),
    "chest": ("{side} lower zone shadowing", "hyperinflated lungs", "a small effusion", "no consolidation"),
    "bug": ("Haemophilus", "no pathogen", "pneumococcus", "mixed flora"),
    "thyroid": ("a benign nodule", "a diffuse goitre", "a 12 mm cyst"),
}

NUMBERS: Mapping[str, tuple[int, int]] = {
    "minutes": (2, 45),
    "hours": (1, 30),
    "days": (2, 14),
    "weeks": (2, 12),
    "months": (2, 18),
    "years": (2, 25),
    "age": (45, 70),
    "young": (8, 30),
    "rate": (58, 132),
    "percent": (28, 82),
    "troponin": (3, 90),
    "bnp": (210, 2400),
    "dose": (5, 40),
    "times": (3, 9),
    "units": (4, 60),
    "cm": (1, 5),
    "calprotectin": (20, 900),
    "alt": (18, 260),
    "bilirubin": (6, 90),
    "aed": (250, 750),
    "metres": (20, 400),
    "degrees": (30, 70),
    "nsaid": (200, 400),
    "packs": (10, 60),
    "sats": (88, 99),
    "resp": (14, 28),
    "antibiotic": (100, 200),
    "steroid": (20, 40),
    "kg": (3, 14),
    "bmi": (19, 42),
    "hba1c": (44, 110),
    "tsh": (1, 12),
    "t4": (8, 30),
    "glucose": (6, 18),
    "metformin": (500, 1000),
    "crp": (1, 60),
}
