"""Whether the words around a name that is a disease's or a tool's as well say that it is not a person's.

"History of Parkinson", "s/p Whipple", "neg Murphy", "a Foley": nobody is ruled out, denied or removed by surname.
"""

from __future__ import annotations

import re

_LISTED = r"(?:[A-Z][\w-]{2,20}(?:'s)?,? (?:and |or )?){0,2}"
"""Other signs of the same list: "s/p Nissen, Hartmann"."""
_BEFORE = re.compile(
    r"(?:(?<![\w-])(?:no|neg|negative|pos|positive|s/p|status post|h/o|(?:history|hx|signs?|symptoms?|evidence|"
    r"diagnosis|management|treatment|features|suspicion|suggestive|exacerbation) of|r/o|ruled? out|exclude[sd]?|"
    r"possible|possibly|probable|likely|suspected|suspects?|early|late|advanced|untreated|presumed|undergo|underwent|"
    r"diagnosed with|known|dx|vs\.?|versus|rather than|an?|the|modified|laparoscopic|open|elective|"
    r"prior|previous|redo|repeat|planned|(?:here|scheduled|consented|candidate|listed|booked) for|"
    r"(?:grasped|dilated|repaired|retracted|clamped|dissected|intubated) with|using|"
    r"(?:\d{1,3} ?(?:yo|y/o|year[- ]old|yrs?|[MFmf])[MFmf]? (?:\w{1,8} )?|[Pp]atients? |[Pp]t |[Mm]an |[Ww]oman )with)"
    rf":? {_LISTED}|(?<![\w-])[?]{_LISTED})\Z",
    re.IGNORECASE,
)
_BEHIND = re.compile(
    r"(?:'s)?(?: (?:in place|in situ|removed|placed|inserted|draining|to gravity|patent|out\b|catheter|vs\.?\b)"
    r"|(?=[ \t]{0,2}(?:[.,;:?!)/\n]|\Z|\d|[a-z(]| I{1,3}\b)))"
)
_TOOL = re.compile(r" (?:in place|in situ|removed|placed|inserted|draining|to gravity|patent|d/c'?d|dc'?d)\b")
_WINDOW = 70
_OWNED = re.compile(
    r"(?:'s|s') (?:(?:tests?|scores?|assessment|signs?|index|stain|procedure|operation) "
    r"(?:results?|reports?|scores?|is|are|was|were|has|have|came|today|tomorrow|pending|back)\b|"
    r"(?:boots?|brace|catheter|tubes?|drains?|collar|cast|splint|mask|sling|dressing|bandage|shunt|stent|lens|stockings|"
    r"chart|bag|frame|chair|needle|pins?|plates?|rods?|graft|valve|incision|bowel|pupils?|nails?|lines?|diet|jacket)\b)"
)


def stands_for_condition(text: str, start: int, end: int) -> bool:
    """Whether [start, end), the name of a sign, disease or tool, is used as one: by what is before or behind it."""
    if _TOOL.match(text, end):
        return True
    return bool(_BEFORE.search(text, max(0, start - _WINDOW), start)) and _BEHIND.match(text, end) is not None


def is_owned(text: str, end: int) -> bool:
    """Whether what ends at `end` is somebody who has the thing behind it: "Ruiz's boot", "Ruiz's test results"."""
    return _OWNED.match(text, end) is not None
