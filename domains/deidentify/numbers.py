"""Numbers that stand for a person or a thing of theirs: with a label before them, or by their form."""

from __future__ import annotations

import re

from domains.deidentify.findings import Search
from domains.deidentify.labelled_numbers import BEFORE_RANGES, GAP, LABELLED, NUMBER_WORD, VALUE
from domains.deidentify.linear import Pattern, linear
from domains.deidentify.tags import Kind

_UDI = linear(r"\(01\)\d{8,14}(?:\(\d{2}\)[A-Za-z0-9-]{1,20}){0,4}")
_BIOMETRIC = linear(
    rf"\b(?:finger ?prints?|thumb ?prints?|palm ?prints?|voice ?prints?|retinal? (?:scans?|"
    rf"prints?)|iris (?:scans?|codes?)|"
    rf"face ?prints?|facial (?:recognition|template)|biometrics?|vein pattern|dna profile|gait signature)"
    rf"(?: (?:template|record|scan|hash|key|id|code|ref|reference|no|number|sample|profile|"
    rf"enrolled|stored|as|is|was|of|on|file)){{0,4}}"
    rf"\b\.?{GAP}[.:#=(]{{0,3}}{GAP}{VALUE}",
    re.IGNORECASE,
)
_PHOTO = linear(
    r"(?<![\w/.-])(?:(?:photo|image|img|picture|pic|foto|scan|face|snapshot|selfie|portrait|dsc|dscn|pxl)[ _-]{1,2})?"
    r"[\w()-]{1,60}\.(?:jpe?g|png|heic|heif|tiff?|gif|bmp|webp|raw|dcm|dicom|mp4|mov|avi|svg|cr2|nef)\b",
    re.IGNORECASE,
)
_PHOTO_NUMBER = linear(
    rf"\b(?:photo(?:graph)?s?|images?|pictures?|mug ?shot|snapshot)(?: (?:id|no|number|file|"
    rf"ref|of (?:the )?(?:face|patient)|"
    rf"labell?ed|named|stored as|saved as|as)){{1,2}}\.?{GAP}[.:#=(]{{0,2}}{GAP}{VALUE}",
    re.IGNORECASE,
)
_SSN = linear(r"(?<![\w-])\d{3}([- .])\d{2}\1\d{4}(?![\w-])")
_LAST_FOUR = linear(
    r"\b(?:last (?:4|four)(?: digits)?(?: of)?(?: (?:ssn|social|ss#?))?|(?:ssn|ss#?) last (?:4|four))[ "
    r":#]{1,3}(?:is |are )?(?P<value>[a-z]?\d{4})(?!\d)",
    re.IGNORECASE,
)
_SPOKEN = r"(?:zero|oh|one|two|three|four|five|six|seven|eight|nine)"
_DICTATED = linear(
    rf"\b(?:mrn|ssn|(?:social(?: security)?|(?:medical )?record|chart|account|policy|member|licen[cs]e|phone|"
    rf"telephone|cell|mobile|fax|pager)(?: numbers?)?)(?: is| was)?[ ,:]{{1,3}}"
    rf"(?P<value>{_SPOKEN}(?:[ ,-]{{1,2}}{_SPOKEN}){{3,15}})\b",
    re.IGNORECASE,
)
_NATIONAL_INSURANCE = linear(r"(?<!\w)[A-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D](?!\w)")
_MASKED_SSN = linear(r"(?<![\w-])[xX*]{3}-[xX*]{2}-\d{4}(?!\w)")
_IBAN = linear(r"(?<!\w)[A-Za-z]{2}\d{2}(?: ?[A-Za-z0-9]{4}){3,7}(?: ?[A-Za-z0-9]{1,3})?(?!\w)")
_VIN = linear(r"(?<!\w)(?=[A-HJ-NPR-Z0-9]{0,16}\d)(?=[A-HJ-NPR-Z0-9]{0,16}[A-HJ-NPR-Z])[A-HJ-NPR-Z0-9]{17}(?!\w)")
_PLATE_BY_A_VEHICLE = linear(
    r"\b(?:[Cc]ar|[Tt]ruck|[Vv]an|[Vv]ehicle|[Mm]otorcycle|[Mm]otorbike|[Ss]edan|SUV|[Vv]eh|[Rr]eg|[Pp]ickup|[Ll]orry|[Tt]axi|Honda|"
    r"Toyota|Ford|BMW|Chevrolet|Chevy|Nissan|Hyundai|Kia|Audi|Volkswagen|VW|Volvo|Tesla|Jeep|Subaru|Mazda|"
    r"Skoda|Fiat|Peugeot|Renault|Citroen|Vauxhall|Opel|Lexus|Dodge|GMC|Buick|Chrysler|Mercedes|Suzuki|Mitsubishi|Dacia|Rover|"
    r"Jaguar|Silverado|Camry|Civic|Corolla|Prius|[Mm]inivan|[Ss]cooter)\b"
    r"[^\n.;]{0,40}?[ (#:](?P<value>[A-Z]{2,3}[ -]\d{3,4}[A-Z]?|\d[A-Z]{3} ?\d{3}|[A-Z]{2}\d{2} ?[A-Z]{3}|"
    r"[A-Z]{2}-\d{3}-[A-Z]{2}|[A-Z]{1,3}-[A-Z]{1,2} \d{1,4}|\d{3}-[A-Z]{3})(?![\w-])"
)
_CARD = linear(r"(?<![\w-])(?:\d{4}([ -])\d{4}\1\d{4}\1\d{1,7}|\d{4}([ -])\d{6}\2\d{4,5})(?![\w-])")
_MIXED = linear(
    r"(?<![\w-])(?=[A-Za-z0-9-]{0,24}[A-Za-z])(?:[A-Za-z]{1,20}-){0,4}[A-Za-z]{0,20}\d[A-Za-z0-9]{0,20}"
    r"(?:-[A-Za-z0-9]{1,20}){0,4}(?![\w-])"
)
_NO_IDENTIFIER = re.compile(
    r"(?:rs|nct|pmid|isbn|doi|chr|cas)-?\d+|\d+(?:x|e)\d+|\d{1,9}[a-z]{1,5}|g\d{1,2}p\d{1,4}", re.IGNORECASE
)
_HYPHENED = linear(r"(?<![\w-])\d{2,8}(?:-\d{2,8}){1,4}(?![\w-])")
_LONG = linear(r"(?<![\w.,-])\d{7,30}(?!\w|[.,]\d)|(?<![\w.,/-])(?<!\d )\d{6}(?![\w/-]|[.,]\d)")
_CODED = linear(
    r"(?<=\()[A-Z]{1,3}-?\d{5,12}(?=\))|(?<=\()\d{6,12}(?=\))|(?<![\w/.-])[A-Z]{1,3}-\d{4,9}(?![\w/-])|\b0x[0-9a-f]{8,40}\b"
)
_SMALLER_COUNT = re.compile(
    r"(?:WBC|RBC|PLT|platelets?|count|CFU|viral load|copies|platelet count|of)[ :=]{1,3}\Z", re.IGNORECASE
)
_QUANTITY = re.compile(
    r"[ -]?(?:%|mg|mcg|[nup\u03bc]g|g|kg|ml|dl|fl|l|m|km|mm|cm|s|ms|bit|bits|bytes?|hz|khz|mhz|iu|units?|cells?|copies|"
    r"people|kcals?|cal|calories|kj|[mnup\u03bc]?mol|meq|mosm|mmhg|kpa|bpm|cfu|ppm|joules?|holes?|"
    r"years?|times|meters?|metres?|per(?! (?:[dm]rs?|ms|rn|pt|his|her|wife|husband|ems|chart|family)\b)|x)\b",
    re.IGNORECASE,
)
_BOUNDS = re.compile(r"(?P<low>[1-9]\d{0,4})-(?P<high>[1-9]\d{1,5})")
_UNROUNDED = 3
"""So many digits a bound has that is not rounded: "135-145", but "1800-2000"."""
_PLATE_FORM = re.compile(r"\d{1,3}[A-Z]{3}\d{1,4}|[A-Z]{2,4}-?\d{3,5}")
"""No quantity, whatever follows: "plate 7KLM229 per police"."""
_REGISTERED = re.compile(r"(?:NCT|ISRCTN|PMID:?)\d{7,9}\Z")
"""A trial or paper that anybody can look up."""
_TAIL = re.compile(r"[-/](?:[A-Z]{1,2}|\d{1,6})(?!\w)")
"""What may be left of a number behind its last group of digits: "7719-22-A"."""
_SHORT, _SURE = 6, 8
_CARD_DIGITS = range(12, 20)
_PHONE_DIGITS = (10, 11)


def _digits(text: str) -> int:
    return sum(character.isdigit() for character in text)


def _take_labelled(search: Search) -> None:
    for pattern, kind, least in LABELLED:
        _take_with_digits(search, pattern, kind, f"number labelled as {kind.lower().replace('_', ' ')}", least)


def _take_with_digits(search: Search, pattern: Pattern, kind: Kind, reason: str, least: int) -> None:
    """Take the value of every match that has at least so many digits and is no quantity."""
    spans = []
    for match in pattern.finditer(search.text):
        value = match.group("value").rstrip("._-/ ")
        start = match.start("value")
        sure = _digits(value) >= _SURE or (kind is Kind.VEHICLE and _PLATE_FORM.fullmatch(value) is not None)
        if _REGISTERED.match(value) or (pattern in BEFORE_RANGES and _is_range(match, value)):
            continue
        if _digits(value) >= least and (sure or not _QUANTITY.match(search.text, start + len(value))):
            tail = _TAIL.match(search.text, start + len(value))
            spans.append((start, tail.end() if tail else start + len(value), kind))
    search.take_all(spans, reason)


def _is_range(match: re.Match[str], value: str) -> bool:
    """Whether what is behind a label without "number" or "#" runs from a small to a larger number, as values do."""
    bounds = _BOUNDS.fullmatch(value)
    label = match.string[match.start() : match.start("value")].lower()
    if bounds is None or "#" in label or re.search(NUMBER_WORD, label.partition(" ")[2]):
        return False
    return _ascend(bounds) and all(len(each) <= _UNROUNDED or each[-1] in "05" for each in bounds.groups())


def _ascend(bounds: re.Match[str]) -> bool:
    return int(bounds["low"]) < int(bounds["high"])


def _is_grouped(text: str) -> bool:
    """Whether digits with hyphens are a number in groups, and no range such as 2018-2019 or 100-150."""
    bounds = _BOUNDS.fullmatch(text)
    if bounds is not None and all(each.endswith("00") for each in bounds.groups()) and _ascend(bounds):
        return False  # "4000-11000"
    return _digits(text) >= 9 or (_digits(text) >= 6 and text.count("-") > 1)


def _long_kind(match: re.Match[str]) -> Kind | None:
    """What a bare run of digits is; round numbers and quantities are none."""
    number = match.group(0)
    if number.endswith("00000") or _QUANTITY.match(match.string, match.end()):
        return None
    if len(number) == _SHORT and (
        number.endswith("000") or _SMALLER_COUNT.search(match.string, max(0, match.start() - 20), match.start())
    ):
        return None
    if len(number) in _CARD_DIGITS:
        return Kind.ACCOUNT
    return Kind.PHONE if len(number) in _PHONE_DIGITS else Kind.ID


def find_numbers(search: Search) -> None:
    """Take labelled numbers, then social security, bank, card and vehicle numbers known by their form."""
    search.take(_PHOTO, Kind.PHOTO, "file of a photograph")
    _take_with_digits(search, _PHOTO_NUMBER, Kind.PHOTO, "photograph's number", 3)
    _take_with_digits(search, _BIOMETRIC, Kind.BIOMETRIC, "biometric template", 2)
    search.take(_UDI, Kind.DEVICE, "form of a device identifier")
    _take_labelled(search)
    search.take(_SSN, Kind.SSN, "form of a social security number")
    search.take(_LAST_FOUR, Kind.SSN, "rest of a social security number", "value")
    search.take(_DICTATED, Kind.ID, "number that was dictated", "value")
    search.take(_NATIONAL_INSURANCE, Kind.ID, "form of a national insurance number")
    search.take(_MASKED_SSN, Kind.SSN, "rest of a social security number")
    search.take(_IBAN, Kind.ACCOUNT, "form of a bank account")
    search.take(_PLATE_BY_A_VEHICLE, Kind.VEHICLE, "plate behind a vehicle", "value")
    search.take(_VIN, Kind.VEHICLE, "form of a vehicle number")
    search.take(_CARD, Kind.ACCOUNT, "form of a card number")


def find_bare_numbers(search: Search) -> None:
    """Take what is left of long numbers without a label; run after dates and telephone numbers."""
    mixed = (
        (match.start(), match.end(), Kind.ID)
        for match in _MIXED.finditer(search.text)
        if _digits(match.group(0)) >= 5 and not _NO_IDENTIFIER.fullmatch(match.group(0))
    )
    search.take_all(mixed, "letters and a long number")
    search.take(_CODED, Kind.ID, "letters and a number")
    hyphened = ((m.start(), m.end(), Kind.ID) for m in _HYPHENED.finditer(search.text) if _is_grouped(m.group(0)))
    search.take_all(hyphened, "long number in groups")
    long = ((m.start(), m.end(), kind) for m in _LONG.finditer(search.text) if (kind := _long_kind(m)) is not None)
    search.take_all(long, "long number")
