"""Dates without a year: "3/9" where something says that it is a day, "the 14th".

"3/9" may be a score, a strength, an acuity. It is a day behind a word that dates something ("Comparison: 3/9", "repair
8/12"), in a form that no score has ("07/09"), or with a number that no score of so few points ends in ("3/22"); a
score's word before it or a counted thing behind it speaks against the last.
"""

from __future__ import annotations

import re

from domains.deidentify.findings import Search
from domains.deidentify.linear import linear
from domains.deidentify.tags import Kind
from domains.deidentify.vocabulary import is_clinical, is_medical

_MONTH_DAY = r"(?:0?[1-9]|1[0-2])[/-](?:0?[1-9]|[12]\d|3[01])"
_DAY_MONTH = r"(?:0?[1-9]|[12]\d|3[01])[/-](?:0?[1-9]|1[0-2])"
_SLASHED = r"(?:0?[1-9]|1[0-2])/(?:0?[1-9]|[12]\d|3[01])"
_PROCEDURE = r"\w{2,20}(?:ectomy|plasty|oscopy|otomy|ostomy|graphy|gram|centesis|desis|pexy)"
_CUED = linear(
    r"\b(?P<cue>on|dated?|since|until|till|thru|through|from|by|due|before|after|as of|comparison|compared (?:to|with)|"
    r"prior|previous|last|next|seen|saw|visit(?:ed)?|admit(?:ted)?|admission|adm|discharged?|d/?c'?d?|started|stopped|began|"
    r"placed|inserted|removed|aborted|done|performed|given|received|reported|resulted|drawn|collected|signed|dictated|"
    r"called|faxed|sent|filled|refilled|expires?|exp|booked|scheduled|rescheduled|appt|appointment|f/u|follow-?up|rtc|return|"
    r"court|hearing|clinic|encounter|note|consult|eval|exam|screen|surgery|operation|biopsy|bx|cx|cultures?|labs?|tte|tee|echo|egd|"
    r"colonoscopy|pet|hus|ekg|ecg|cta?|mr[ia]|cxr|xr|x-?rays?|film|ultrasound|scan|mammo|dexa|pfts?|cath|repair|replacement|"
    rf"bypass|fusion|grafting|revision|amputation|delivery|injection|infusion|{_PROCEDURE}|lmp|edc|edd|edb|doa|dos|lkw|orif|"
    r"tka|tha|cabg|pci|mva|mvc|fall|fell|onset|board|line|"
    r"today|tomorrow|yesterday|tonight|"
    r"mon|tues?|weds?|thu(?:rs?)?|fri|sat|sun|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\.?,?[ :(]{1,3}"
    rf"(?P<value>{_MONTH_DAY}|{_DAY_MONTH})(?![\d/%]|-\d|[ ]?(?:mm|cm|mg|ml|mcg|o'clock|strength|pain|"
    rf"times?|min(?:ute)?s?|h(?:ou)?rs?|days?|w(?:ee)?ks?|months?|years?|yrs?)\b|\.\d)",
    re.IGNORECASE,
)
_WEAK = frozenset(
    (
        "from",
        "by",
        "last",
        "next",
        "before",
        "after",
        "prior",
        "previous",
        "exam",
        "eval",
        "screen",
        "since",
        "reported",
        "seen",
        "today",
        "tonight",
        "yesterday",
    )
)
"""Cues that stand before scores as well: "improved from 3/5"."""
_WEEKDAYS = frozenset(("mon", "tue", "wed", "thu", "fri", "sat", "sun"))
_PADDED = linear(r"(?<![\w./-])(?:0[1-9]/(?:0[1-9]|[12]\d|3[01])|(?:[1-9]|[12]\d|3[01])/0[1-9])(?![\w%/-]|\.\d)")
_HIGH = linear(r"(?<![\w./:-])(?P<value>(?:0?[1-9]|1[0-2])/(?:1[3-9]|2\d|3[01]))(?![\w%/-]|\.\d)")
_TIMED = linear(
    rf"(?<![\w./-])(?P<value>{_SLASHED})(?= {{0,2}}(?:@|at) {{0,2}}\d{{1,2}}(?::?\d{{2}}| ?[ap]m\b))", re.IGNORECASE
)
_LINE = linear(rf"(?:^|\n)[ \t*-]{{0,4}}(?P<value>{_SLASHED})(?=[ \t]?:[ \t]|[ \t]{{1,2}}-[ \t])")
_OPENS = linear(r"(?:^|\n|[.;] )[ \t*-]{0,4}(?P<value>(?P<first>\d{1,2})/(?P<last>\d{1,2}))(?= [A-Za-z])")
"""A day at the head of a sentence; no score has more points than it can give: "10/3 overnight: quiet"."""
_VISIT = linear(
    rf"(?<![\w./-])(?P<value>{_SLASHED}) (?:(?:nurs\w{{1,3}}|clinic|progress|pt|ot|md|rn|sw|phone) )?"
    rf"(?:visit|appt|appointment|note|labs|surgery|admission|discharge|"
    r"cta?(?! ?(?:b/?l?\b|bilat|through|to aus|anter|post|lungs?\b|in all\b|[,.;]))|mri|echo|cxr|e[ck]g|bx|biopsy|scan|"
    r"results?|procedure|encounter|ultrasound|mammogram|colonoscopy|call)\b",
    re.IGNORECASE,
)
"""Lungs are "CTA bilaterally" as well: clear."""
_BEHIND_NAME = linear(rf"\b(?i:dr|mr|mrs|ms|prof)\.? \x00{{2,40}}(?:,? (?i:on ))? (?P<value>{_SLASHED})(?![\d/%])")
"""Found once the name is taken: "saw Dr. [NAME] 4/2"."""
_STUDY = linear(
    r"\b(?:ct|cta|mri?|mra|xr|us|hus|x-?ray|echo|scan|bx|biopsy|pet|mammo|doppler|ultrasound|dexa|cath|"
    r"endoscopy|cultures?|cx) "
    rf"(?:[a-z/-]{{2,12}} ){{1,2}}(?P<value>{_SLASHED})(?=[:.,;)\n]|$| (?:showed|shows|neg|nl|normal|wnl|"
    rf"with|w/|c/w|and)\b)",
    re.IGNORECASE,
)
_BRACKETED = linear(r"\((?P<value>(?P<first>\d{1,2})/(?P<last>\d{1,2}))\)")
_RANGE = linear(
    r"(?<![\w./-])(?P<value>(?:0?[1-9]|1[0-2])/(?P<first>0?[1-9]|[12]\d|3[01]) ?(?:-|to|thru|through|until|and|&) ?"
    r"(?:0?[1-9]|1[0-2])/(?P<last>0?[1-9]|[12]\d|3[01]))(?![\w%/-]|\.\d)"
)
_SCORE_BEFORE = re.compile(
    r"(?:\b(?:q|va|acuity|vision|snellen|unaided|corrected|pinhole|ph|near|scor(?:e[sd]?|ing)|scale|index|mmse|moca|slums|gcs|"
    r"phq-?\d?|gad-?\d?|audit|berg|tinetti|barthel|braden|katz|nihss|apgars?|esas|epds|epworth|dash|ham-?[ad]|bdi|ymrs|"
    r"madrs|pcl(?:-5)?|ciwa|cows|norton|waterlow|glasgow|strength|power|motor|pain|grade|murmur|nodes?|cores?|ratio|day|cycle|"
    r"week|session|dose|page|fractions?|part|visit|hgb|hct|bun|ast|alt|bipap|cpap|pressures?|ipap|vent|settings?|"
    r"sheath|wire|size|cup|tooth|teeth|tabs?)\b[ :=,(]{0,3}(?:[a-z]{1,12}[ :=,]{1,2}){0,2}"
    r"|\b(?:od|os|ou|re|le|r|l|right|left|ln|of|ps|h&h|h/h|(?:hgb|hb)/hct|ast/alt|alt/ast|bun/cr|pt/inr|na/k|p/f|s/d)"
    r"[ :=,(]{1,3}|[\d)%] (?:x|of) )\Z",
    re.IGNORECASE,
)
_COUNTED_BEHIND = re.compile(
    r"[ ]?(?:\"|inch|in\b|nodes?|ln\b|lymph|items?|points?|pts\b|correct|cores?|teeth|fractions?|fx\b|"
    r"sessions?|days?|cycles?|"
    r"weeks?|wks?\b|mo(?:nths?)?\b|hrs?|hours?|words|trials|mm|cm|mg|ml|mcg|units?|tabs?|of|r\b|l\b|od\b|"
    r"os\b|ou\b|re\b|le\b|on (?:the )?"
    r"[A-Z]|positive|samples?|patients?|people|vessels?|segments?|lesions?|strength|pain|murmur)",
    re.IGNORECASE,
)
_STRENGTH = re.compile(
    r"\b(?:strength|power|motor|pain|mmse|moca|murmur|score[sd]?|gcs|reflexes|mrc)\b[^.;\n]{0,40}\Z", re.IGNORECASE
)
_SCORED = re.compile(
    r"\b(?:strength|power|motor|sensory|sensation|grip|pain|reflex(?:es)?|dtrs?|pulses|mmse|moca|slums|gcs|phq-?\d?|gad-?\d?|"
    r"audit|berg|tinetti|barthel|braden|katz|nihss|apgars?|esas|epds|epworth|mrc|murmur|grade|acuity|va|snellen|vision|"
    r"weakness|neuro|myotomes?|scor(?:es?|ed)|scale|ecog|bishop|[rlb][ul]e|[ul]es?|biceps|triceps|quads?|deltoids?)\b"
    r"[ :=,(]{0,3}(?:(?:is|was|now|still|scores?|rated|bilaterally|throughout|all|are|were|of|b/l)[ :=,]{1,2}){0,2}\Z",
    re.IGNORECASE,
)
"""Right before a score, whatever stands behind it: "Motor 5/5 CTA"."""
_LAST_WORD = re.compile(r"(?P<word>[^\W\d_][\w-]{2,20})[ ]\Z")
_DAY_OF_MONTH = linear(
    r"\b(?:(?:on|by|until|till|since|before|after|due|through|thru|well until|listed|booked|seen|admitted|"
    r"discharged|back|again|appt|appointment|visit|f/u|follow-?up|surgery|scheduled|return) the |"
    r"(?:mon|tues?|wed|thu(?:rs?)?|fri|sat|sun)(?:[a-z]{0,5}day)?\.?,? (?:the )?)"
    r"(?P<value>(?:[12]?(?:1st|2nd|3rd)|[12]?[04-9]th|1[123]th|3(?:0th|1st)))"
    r"(?=[ \t]{0,2}(?:[.;:)!?\n]|$|,(?! ?(?:and |or )?\d))| (?:at \d|for|with|when|because|he|she|they|pt|but|"
    r"inst|of (?:this|last|next|the) month)\b)",
    re.IGNORECASE,
)
_WINDOW = 50
_SCORES = (3, 4, 5, 6, 7, 8, 9, 10)


def find_short_dates(search: Search) -> None:
    """Take days without a year."""
    for pattern in (_RANGE, _CUED, _BEHIND_NAME, _STUDY, _PADDED, _TIMED, _LINE, _OPENS, _VISIT, _BRACKETED, _HIGH):
        group = "value" if pattern.has_value else 0
        spans = [
            (match.start(group), match.end(group), Kind.DATE)
            for match in pattern.finditer(search.text)
            if _is_day(pattern, match, search.text)
        ]
        search.take_all(spans, "month and day")
    search.take(_DAY_OF_MONTH, Kind.DATE, "day of a month", "value")


def _is_day(pattern: object, match: re.Match[str], text: str) -> bool:
    if pattern is _RANGE:
        return match["first"] != match["last"] or int(match["last"]) > max(_SCORES)
    if pattern is _CUED:
        hours = "-" in match["value"] and match["cue"].lower()[:3] in _WEEKDAYS  # "Mon-Fri 9-5"
        weak = match["cue"].lower() in _WEAK and _before(_STRENGTH, text, match.start("value"))
        return not (hours or weak)
    if pattern in (_BRACKETED, _OPENS):
        first, last = int(match["first"]), int(match["last"])
        if pattern is _OPENS:
            return 0 < last < first <= 12 and not _is_counted(match, text)
        return 0 < first <= 12 and 0 < last <= 31 and (first > last or last > max(_SCORES))
    if pattern is _VISIT:
        return not _before(_SCORED, text, match.start("value"))
    return pattern is not _HIGH or not _is_counted(match, text)


def _is_counted(match: re.Match[str], text: str) -> bool:
    """Whether a score's or drug's name stands before, or what is counted behind: "MoCA 8/30", "2/18 nodes"."""
    start = match.start("value")
    if _before(_SCORE_BEFORE, text, start) or _COUNTED_BEHIND.match(text, match.end("value")):
        return True
    word = _LAST_WORD.search(text, max(0, start - _WINDOW), start)
    return word is not None and word["word"][0].isupper() and (is_clinical(word["word"]) or is_medical(word["word"]))


def _before(pattern: re.Pattern[str], text: str, end: int) -> bool:
    return pattern.search(text, max(0, end - _WINDOW), end) is not None
