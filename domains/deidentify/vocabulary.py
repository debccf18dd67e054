"""Word lists: names people bear, words that are none, and names that mean a disease or a drug."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from pathlib import Path

from domains.deidentify.conditions import is_owned, stands_for_condition

_FOLDER = Path(__file__).parent / "words"
_CLINICAL_ENDING = re.compile(
    r".{2,}(?:itis|osis|oses|emia|aemia|uria|algia|ectomy|ostomy|otomy|plasty|scopy|pathy|graphy|gram|oma|"
    r"omas|rrhea|rrhoea|"
    r"plegia|paresis|phasia|phagia|pnea|pnoea|cardia|trophy|megaly|logy|logist|iatry|iatric|genic|megalic|"
    r"azole|icillin|mycin|oxacin|cycline|cillin|sartan|pril|statin|olol|dipine|azepam|zolam|tidine|prazole|"
    r"triptan|gliptin|"
    r"gliflozin|glutide|mab|nib|vir|parin|xaban|afil|oxetine|pramine|idone|setron|dronate|thiazide|semide|caine|profen|"
    r"phylline|terol|sone|solone|formin|ide|ine|ate|tion|ness|ment|ous|ical|ular|ing|ive|plasm|cyte|gastrin|zosin|crit|triene|globin|kinin|phosphate|antigen|gen|ectasia)s?",
)
# An eponym: the name is followed by what it is the name of.
_EPONYM = re.compile(
    r"(?:'s|s'|')?[ -](?!points? (?:out|to)\b|signs? (?:off|out|the|in)\b|(?:tests?|screens?) (?:positive|negative)\b)"
    r"(?:disease|syndrome|sign|test|scale|score|scoring|assessment|palsy|phenomenon|reflex|laws?|rule|fracture|"
    r"lymphoma|sarcoma|tumou?r|nodes?|nodules?|catheter|tube|drain|clamps?|forceps|retractors?|maneuver|manoeuvre|"
    r"procedure|operation|classification|criteria|grade|index|position|stain|agar|glands?|duct|canal|tendon|ligament|"
    r"hernia|cyst|ulcer|o?esophagus|thyroiditis|contracture|chorea|dementia|an(?:ae|e)mia|purpura|body|bodies|cells?|"
    r"fever|virus|coma|study|trial|encoding|code|coding|algorithm|theorem|equation|effect|principle|method|model|"
    r"constant|number|series|diagram|protocol|tree|distribution|process|machine|transform|function|curve|unit|theory|"
    r"hypothesis|experiment|paradox|disorder|deformity|lines?|points?|repair|joints?|nerve|artery|vein|muscle|"
    r"triangle|angle|pouch|sinus|sphincter|valve|wave|staging|bypass|plexus|solution|bandage|dressing|brace|boot|"
    r"collar|needle|hook|block|shunt|stent|filter|aneurysm|neuropathy|encephalopathy|nephropathy|cirrhosis|melanoma|"
    r"polyps?|plaques?|spots?|bundle|fib(?:er|re)s?|pad|prosthesis|graft|incision|approach|technique|screen|inventory|"
    r"questionnaire|dystrophy|ataxia|gangrene|respirations?|breathing|criterion|lesion|abscess|thoracotomy|tracing|"
    r"paralysis|myopathy|arthropathy|medium|lamp|frame|rod|pin|screw|plate|suture|knot|speculum|bag|mask|chart|cuff|bowel|pupils?|hicks|gunn|flint|steell|angina|antigen|antibod(?:y|ies)|nomogram|equation|pattern|protocol|rolls?|sulcus|gyrus|fossa|foramen|fascia|membrane|septum|lobes?|lifts?|"
    r"dissectors?|trocars?|tonometry|na?evus|perimetry|grid)\b"
    r"|(?:'s|s'|')?[ -](?!(?:and|or|in|on|for|with|to|is|was|of|has|had|the|at|by|from|as|who|left|right|his|her)\b)"
    r"\w{1,20}[ -](?:disease|syndrome|sign|test|scale|score|palsy|phenomenon|lymphoma|sarcoma|tumou?r|classification|"
    r"criteria|dystrophy|fracture|an(?:ae|e)mia|ulcer|o?esophagus|index|fistula|maneuver|drain|catheter|[Aa]ssessment)\b"
)
_TITLE_BEFORE = re.compile(r"\b(?:[Dd]r|DR|[Mm]rs?|MRS?|[Mm]s|[Pp]rof|Miss)\.? \Z")
_TWO_NAMED = re.compile(
    r"(?:Braxton Hicks|Marcus Gunn|Austin Flint|Graham Steell|Argyll Robertson|Grey Turner|Von Willebrand|"
    r"Mallory Weiss|Swan Ganz|"
    r"Hallpike|Wolff Parkinson|Cheyne Stokes|Guillain Barr|Prader Willi|Salter Harris|Charcot Marie)"
)
"""Signs named after two people, or after one with two names."""
_UNDERGONE = re.compile(r"(?:\bs/p|\bS/P|\bstatus post|\br/o|\bunderwent(?: an?)?) \Z")
"""Nobody is undergone: "s/p Bentall"."""
_LONGEST_CUE = 14
_SCORED = re.compile(
    r"(?:'s)?[ :=-]{1,2}\(?(?:\d(?!\d{0,2} ?(?:[MFmf]\b|y/?o|yr|year))|neg\b|pos\b|negative|positive|"
    r"absent|present|equivocal|wnl|normal|unremarkable|reliable|score|grade|sum|I{1,3}\b|IV\b|"
    r"[A-E]\b|[a-c][+-])|[ ]?[+-](?![\w])"
)
"""What follows a score's or sign's name."""
_WITH_ANOTHER = re.compile(r"(?:,| and| or|/) ?(?:[A-Z][\w'-]{2,20}|\x00{3,40})")
"""Of two names the second is followed by what both are: "Babcock and Allis clamps"."""
_ENDS_WITH_ITS_NAME = re.compile(r"'s(?=[ \t]{0,2}(?:[.,;:)\n]|\Z| (?:and|or|but|since|diagnosed|on|with)\b))")
"""A possessive with nothing behind it is a disease's: "has Crohn's, on infliximab"."""
_LAST_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|['-]){1,40}\Z")
_LONGEST_NAME = 42
_PART_OF = re.compile(
    r"\b(?:circle|sphincter|ampulla|canal|loop|bundle|islets?|ligament|foramen|node|crypts?|organ|duct|angle|valves?|pouch|"
    r"triangle|space|tetralogy|zone|limbus|line|sign|test|band|area|nucleus|tract|fossa|cave|column|glands?) of \Z",
    re.IGNORECASE,
)


_WORD_ENDING = re.compile(
    r".{2,}(?:itis|osis|oses|emia|aemia|uria|algia|ectomy|ostomy|otomy|plasty|scopy|scopist|scopic|scopically|pathy|pathic|"
    r"graphy|graphic|rrhea|rrhoea|plegia|plegic|paresis|phasia|phagia|pnea|pnoea|cardia|cardic|trophy|trophic|megaly|"
    r"logic|logical|logist|logy|iatry|iatric|genic|azole|icillin|mycin|floxacin|cycline|sartan|pril|statin|olol|"
    r"dipine|azepam|zolam|tidine|prazole|triptan|gliptin|gliflozin|glutide|umab|inib|mab|nib|vir|parin|xaban|afil|"
    r"oxetine|pramine|setron|dronate|thiazide|caine|profen|phylline|terol|sone|formin|tionally|ically|ability|cephalic|"
    r"cephaly|ectasis|ectatic|centesis|lysis|lytic|stasis|static|oid|oidal|aceous|eal|ular|otic|itic|emic|uric|algic)s?"
)
_PREFIX = re.compile(
    r"(?:non|un|re|pre|post|anti|hyper|hypo|normo|supra|infra|inter|intra|extra|peri|para|endo|retro|sub|trans|tele|"
    r"over|under|micro|macro|neuro|cardio|gastro|hepato|nephro|osteo|angio|broncho|pneumo|thoraco|abdomino|cranio|"
    r"dermato|hemato|haemato|immuno|multi|poly|mono|bi|tri|semi|pseudo|auto|de|dis|mis|ultra|electro|radio|photo|"
    r"psycho|bio|cyto|fibro|lympho|musculo|myo|oro|naso|oto|veno|vaso|ventriculo|laryngo|esophago|duodeno|ileo|co|self)"
)
_ENDING = re.compile(
    r"(?:ally|ly|al|ic|ical|ness|less|ful|ed|ing|ings|er|ers|ion|ions|able|ible|s|es|ies|y|ish|like|wise|up)\Z"
)
_TOWN_JOINT = re.compile(r"-(?:in|on|upon|under|by|le|sur|next|super)-")
"""Inside the name of a town: "Barrow-in-Furness"."""
_CONTRACTION = re.compile(r"(?:'(?:ll|ve|re|d|m)|n't)\Z")
_PARTS = re.compile(r"['-]")


@cache
def words(name: str) -> frozenset[str]:
    """The lower-case words of one list: the file names in `words/` say which."""
    return frozenset((_FOLDER / f"{name}.txt").read_text(encoding="utf-8").split())


def bare(token: str) -> str:
    """A token as the lists have it: lower case, no possessive, no full stop."""
    return token.lower().removesuffix("'s").strip(".,'-")


def is_first_name(token: str) -> bool:
    """Whether the token is a first name and not also an everyday or clinical word."""
    word = bare(token)
    return word in words("first_names") and word not in words("ordinary") and word not in words("clinical")


def is_surname(token: str) -> bool:
    """Whether the token is a common surname and not also an everyday or clinical word."""
    word = bare(token)
    return word in words("surnames") and word not in words("ordinary") and word not in words("clinical")


def may_name(token: str) -> bool:
    """Whether a capitalised token can be part of a name, given that a name begins before it."""
    word = bare(token)
    if word in words("both") or word in words("first_names") or word in words("surnames") or is_homonym(word):
        return True
    if is_borne(word):
        return word not in words("ordinary")
    return not (word in words("ordinary") or word in words("clinical") or is_word(word))


@lru_cache(maxsize=100_000)
def is_word(token: str) -> bool:
    """Whether a list of English or medical words has the token, or all parts of it, and it is not mostly a name."""
    word = _CONTRACTION.sub("", bare(token))
    if word in words("plain_names"):
        return False
    if word in words("ordinary") or word in words("clinical"):
        return True
    if word in words("first_names") or word in words("surnames"):
        return False
    return _in_words(word) or all(len(part) < 2 or _in_words(part) for part in _PARTS.split(word))


def _in_words(word: str) -> bool:
    if _listed_word(word):
        return True
    if word in _names():
        return False
    return bool(_WORD_ENDING.fullmatch(word)) or _is_derived(word)


def _listed_word(word: str) -> bool:
    return any(
        word in words(name) for name in ("english", "medical", "ordinary", "clinical", "clinical_more", "research")
    )


def _is_derived(word: str) -> bool:
    """Whether the word is a listed one with a prefix before it or an ending behind it ("nontender", "cervically")."""
    prefix = _PREFIX.match(word)
    if prefix and len(word) - prefix.end() > 2 and _listed_word(word[prefix.end() :]):
        return True
    ending = _ENDING.search(word)
    stem = word[: ending.start()] if ending else ""
    return len(stem) > 2 and (_listed_word(stem) or _listed_word(stem + "e") or _listed_word(stem + "y"))


@cache
def _names() -> frozenset[str]:
    return words("given") | words("family") | words("towns") | words("plain_names") | words("first_names")


@lru_cache(maxsize=100_000)
def is_listed_name(token: str) -> bool:
    """Whether a list of first names, surnames or towns has the token or a part of it, and no list of words has it."""
    word = bare(token)
    if is_word(word):
        return False
    return word in _names() or any(len(part) > 2 and part in _names() for part in _PARTS.split(word))


def is_homonym(token: str) -> bool:
    """Whether the token is a word and also the name of many people ("Graves", "Small", "Dawn")."""
    word = bare(token)
    return word in words("both") or word in words("given_words") or word in words("family_words")


def is_town_word(token: str) -> bool:
    """Whether the token is a word and also a large town ("Mobile", "Reading")."""
    return bare(token) in words("town_words")


def is_homonym_given(token: str) -> bool:
    """Whether the token is a word and also a first name."""
    word = bare(token)
    return word in words("given_words") or (word in words("both") and word in words("first_names"))


def is_shared(token: str) -> bool:
    """Whether the token is a name and an everyday or clinical word as well ("Mark", "Green", "Wilson")."""
    return bare(token) in words("both")


def is_odd(token: str) -> bool:
    """Whether capitals stand inside the word as in no name: "HBsAg", "mRNAs"."""
    return bool(re.search(r"[a-z][A-Z]|[A-Z]{2}[a-z]", token)) and not re.match(
        r"(?:Mc|Mac|De|Le|La|Fitz|Van|O')[A-Z]", token
    )


def name_like(token: str) -> bool:
    """Whether the token has a capital and is neither an everyday nor a clinical word."""
    return (token[:1].isupper() or token[:1].istitle()) and (len(token) < 3 or not is_word(token))


def is_place(token: str) -> bool:
    """Whether the token is a country, an American state or a large city."""
    return bare(token) in words("places")


def is_ordinary(token: str) -> bool:
    """Whether the token is an everyday word."""
    return bare(token) in words("ordinary")


def is_clinical(token: str) -> bool:
    """Whether the token is a drug, a disease, an eponym, a test, or ends like one."""
    word = bare(token)
    ends = word not in _names() and bool(_CLINICAL_ENDING.fullmatch(word)) and not _TOWN_JOINT.search(word)
    return ends or word in words("clinical")


def is_medical(token: str) -> bool:
    """Whether a list of clinical or medical words has the token, or it ends like one and is no name."""
    word = bare(token)
    listed = any(word in words(name) for name in ("clinical", "clinical_more", "medical"))
    return listed or (word not in _names() and bool(_WORD_ENDING.fullmatch(word)))


def is_borne(token: str) -> bool:
    """Whether the lists of names have the token, whatever else it is."""
    return bare(token) in words("family") or bare(token) in words("given")


def names_a_sign(text: str, start: int, end: int) -> bool:
    """Whether [start, end) is the name of a score, sign or disease and not of a person: "Gleason 4+3", "Mobitz II"."""
    word = bare(text[start:end])
    if _UNDERGONE.search(text, max(0, start - _LONGEST_CUE), start):
        return True
    if any(sign.start() <= start < sign.end() for sign in _TWO_NAMED.finditer(text, max(0, start - 16), end + 16)):
        return True
    if not is_listed_sign(word) or _TITLE_BEFORE.search(text, max(0, start - 8), start):
        return False
    if word in words("eponyms") and _ENDS_WITH_ITS_NAME.match(text, start + len(word)):
        return True
    if (other := _WITH_ANOTHER.match(text, end)) and is_eponym(text, other.end()):
        return True
    parts = (word,) if word in words("eponyms") else _PARTS.split(word)
    borne = any(part in words("family") or part in words("family_words") for part in parts)
    return not borne or bool(_SCORED.match(text, end)) or _stands_for_condition(text, start, end, word)


def is_listed_sign(word: str) -> bool:
    """Whether the list of signs has the word, with or without its accents, or each of its parts."""
    plain = folded(word)
    return plain in words("eponyms") or word in words("eponyms") or _is_listed_pair(plain)


def _is_listed_pair(word: str) -> bool:
    parts = word.split("-")
    return len(parts) > 1 and all(part in words("eponyms") or part in words("named_after") for part in parts)


def folded(word: str) -> str:
    """A word in small letters without accents."""
    small = word.lower()
    if small.isascii():
        return small
    return "".join(sign for sign in unicodedata.normalize("NFKD", small) if not unicodedata.combining(sign))


def _stands_for_condition(text: str, start: int, end: int, word: str) -> bool:
    """A first name ("his Thomas") is a person's whatever stands around it."""
    return word not in words("first_names") and stands_for_condition(text, start, end)


def names_a_part(text: str, start: int) -> bool:
    """Whether what begins at `start` names a part of the body: "circle of Willis"."""
    return _PART_OF.search(text, max(0, start - 24), start) is not None


def is_scholar(token: str) -> bool:
    """Whether the token names a person, place or thing that answers are about."""
    return bare(token) in words("scholars")


def is_eponym(text: str, end: int) -> bool:
    """Whether what ends at `end` is the name of a disease, sign, law, code or the like."""
    if _EPONYM.match(text, end) is None:
        return False
    if not is_owned(text, end):
        return True
    name = _LAST_WORD.search(text, max(0, end - _LONGEST_NAME), end)
    return name is not None and is_listed_sign(bare(name.group()))
