"""Telephone and fax numbers."""

from __future__ import annotations

import re

from domains.deidentify.findings import Search
from domains.deidentify.linear import linear
from domains.deidentify.tags import Kind

_EXTENSION = r"(?:[ ,]{0,2}(?:ext|extn|extension|x)\.?:? ?\d{1,6}(?!\w))?"
_SURE_EXTENSION = r"[ ,]{0,2}(?:ext|extn|extension|x)\.?:? ?\d{1,6}"
_LABELLED = linear(
    r"\b(?:tel|telephone|phone|ph|cell|cellphone|mobile|mob|call|called|contact|reach(?:ed)?|fax|pager|beeper|"
    r"ring|text|dial|"
    r"hotline|whatsapp|voicemail|extension|ext|registered|[tfmp](?=:|\.[ \t]{0,2}[+(\d]))\b[^\d\x00]{0,16}"
    rf"(?P<value>[+(]{{0,2}}\d[\d .()/-]{{4,20}}\d{_EXTENSION})(?![\w%])",
    re.IGNORECASE,
)
_NO_BOUNDS = r"(?<![rR]ef )(?<![rR]ef: )(?<![nN]ormal )(?<![nN]ormal: )(?<![rR]ange )(?<![rR]ange: )"
"""A value's bounds stand behind these words: "(ref 400-1000)"."""
_FORMS = tuple(
    linear(form + _EXTENSION + r"(?!\w)")
    for form in (
        r"(?<![\w.-])(?:\+?1[ .-]{0,2})?\(?\d{3}\)?[ ./-]{0,3}\d{3}[ .-]{1,2}\d{4}",
        r"(?<![\w.-])\(\d{3}\) ?\d{7}",
        r"(?<!\w)(?:\+|00)\d{1,3}[ .()/-]{0,3}\d[\d .()/-]{5,16}\d",
        r"(?<![\w.,/-])\(?0\d{1,4}\)?(?:[ ./-]\d{2,5}){2,4}",
        r"(?<![\w.,/-])0\d{3,4} \d{5,7}",
        r"(?<!\w)\(\d{2,4}\) {0,2}\d{2,4}(?:[ -]\d{2,4}){1,3}",
        r"(?<![\w.-])\d{2}(?:-\d{2}){3,4}",
        r"(?<![\w.,/-])(?<!\d )\d{2} \d{3} \d{3}(?! ?(?:mg|ml|mcg|units?)\b| ?\d)",
        r"(?<![\w.,/-])(?<!\d )\d{2} \d{6}(?!\d)",
        r"(?<![\w.,/-])(?<!\d )\d{3} (?:\d{2} \d{3}|\d{4})(?= ?(?:office|home|work|fax|mobile|cell|desk|direct)\b)",
        r"(?<![\w.,/-])\d{7,11}(?=" + _SURE_EXTENSION + r"(?!\w))",
        rf"(?<![\w.,/-]){_NO_BOUNDS}\d{{3}}-\d{{4}}(?! ?(?:mg|ml|mcg|units?|kcal|cal|g|[mnp]mol|iu|cells)\b|-)",
        r"(?<![\w.,/-])(?<!\d )\d{3,4} \d{3} \d{3,4}(?! ?(?:mg|ml|mcg|units?)\b)",
    )
)
_SHORT = linear(
    r"\b(?:bleep|pager|pgr|beeper|vocera|ascom|ext(?:ension|n)?)\b\.?(?: no\.?| number)?[ "
    r":#]{1,3}(?P<value>\d{3,6})(?![\w%/-]|\.\d)",
    re.IGNORECASE,
)
_DIGIT_WORD = r"(?:zero|oh|one|two|three|four|five|six|seven|eight|nine|double|triple)"
_SPOKEN = linear(rf"\b(?P<value>{_DIGIT_WORD}(?:[ ,-]{{1,2}}(?:{_DIGIT_WORD}|\d{{1,4}})){{4,12}})(?!\w)", re.IGNORECASE)
_EXTENSION_ALONE = linear(r"(?:\b(?:at|on|call|dial|page|ring) |[,;(] ?)x(?P<value>\d{4,5})(?![\w%/-]|\.\d)")
"""As "call x4410"; "x3" is how often."""
_FAX = re.compile(r"fax[^\n]{0,30}$", re.IGNORECASE)
_SPOKEN_DIGITS = 7
MIN_DIGITS = 6
MAX_DIGITS = 18


def _digits(text: str) -> int:
    return sum(character.isdigit() for character in text)


def _kind(text: str, start: int) -> Kind:
    return Kind.FAX if _FAX.search(text, max(0, start - 40), start) else Kind.PHONE


def _is_spoken(value: str) -> bool:
    """Whether digits in words are as many as a telephone number has."""
    parts = re.split(r"[ ,-]+", value)
    return sum(len(part) if part.isdigit() else 1 for part in parts) >= _SPOKEN_DIGITS


def find_phones(search: Search) -> None:
    """Take telephone numbers by their label, then by their form."""
    for pattern in (_LABELLED, *_FORMS):
        group = "value" if pattern is _LABELLED else 0
        spans = [
            (match.start(group), match.end(group), _kind(search.text, match.start(group)))
            for match in pattern.finditer(search.text)
            if MIN_DIGITS <= _digits(match.group(group)) <= MAX_DIGITS
        ]
        search.take_all(spans, "telephone number")
    search.take(_SHORT, Kind.PHONE, "extension or pager", "value")
    search.take(_EXTENSION_ALONE, Kind.PHONE, "extension or pager", "value")
    spoken = [match for match in _SPOKEN.finditer(search.text) if _is_spoken(match["value"])]
    search.take_all([(m.start("value"), m.end("value"), Kind.PHONE) for m in spoken], "telephone number in words")
