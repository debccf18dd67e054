"""Word lists: names people bear, words that are none, and names that mean a disease or a drug."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

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
    r"(?:'s|s')?(?:[ -]\w{1,20})?[ -](?:disease|syndrome|sign|test|scale|score|scoring|palsy|phenomenon|"
    r"reflex|law|laws|rule|fracture|"
    r"lymphoma|sarcoma|tumou?r|nodes?|nodules?|catheter|tube|drain|clamp|forceps|retractor|maneuver|manoeuvre|"
    r"procedure|operation|"
    r"classification|criteria|grade|index|position|stain|agar|gland|glands|duct|canal|tendon|ligament|hernia|"
    r"cyst|ulcer|esophagus|"
    r"oesophagus|thyroiditis|contracture|chorea|dementia|anaemia|anemia|purpura|body|bodies|cells?|fever|"
    r"virus|coma|study|trial|"
    r"encoding|code|coding|algorithm|theorem|equation|effect|principle|method|model|constant|number|series|"
    r"diagram|protocol|tree|"
    r"distribution|process|machine|transform|function|curve|unit|theory|hypothesis|experiment|paradox|"
    r"disorder|deformity|lines?)\b"
)


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
    if word in words("both") or word in words("first_names") or word in words("surnames"):
        return True
    return not (word in words("ordinary") or word in words("clinical"))


def is_shared(token: str) -> bool:
    """Whether the token is a name and an everyday or clinical word as well ("Mark", "Green", "Wilson")."""
    return bare(token) in words("both")


def is_odd(token: str) -> bool:
    """Whether capitals stand inside the word as in no name: "HBsAg", "mRNAs"."""
    return bool(re.search(r"[a-z][A-Z]|[A-Z]{2}[a-z]", token)) and not re.match(
        r"(?:Mc|Mac|De|Le|La|Fitz|Van|O')[A-Z]", token
    )


def is_place(token: str) -> bool:
    """Whether the token is a country, an American state or a large city."""
    return bare(token) in words("places")


def is_ordinary(token: str) -> bool:
    """Whether the token is an everyday word."""
    return bare(token) in words("ordinary")


def is_clinical(token: str) -> bool:
    """Whether the token is a drug, a disease, an eponym, a test, or ends like one."""
    word = bare(token)
    return word in words("clinical") or (word not in words("first_names") and bool(_CLINICAL_ENDING.fullmatch(word)))


def is_scholar(token: str) -> bool:
    """Whether the token names a person, place or thing that answers are about."""
    return bare(token) in words("scholars")


def is_eponym(text: str, end: int) -> bool:
    """Whether what ends at `end` is the name of a disease, sign, law, code or the like."""
    return _EPONYM.match(text, end) is not None
