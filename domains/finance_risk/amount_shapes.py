"""Ways to write an amount that the rules of the amounts would take apart, or for a loss; written so that they read it.

A percentage in brackets behind a count ("420 jobs (12%)"), and several that together are the whole ("Europe (62%), Asia
(38%)"), are shares. Thousands may be parted by blanks or points, the dollar by a blank from its country.
"""

from __future__ import annotations

import re

from domains.finance_risk.asides import CODES

_MONEY = rf"(?:(?<![A-Za-z])(?:(?:US|NT|NZ|HK|[ACRS])\$|Rs\.?|(?:{CODES})\b)|[$€£¥₹₩])"
_PART = r"(?P<number>\d{1,3}(?:\.\d{1,4})?)"
_NO_COUNT = (
    r"by|to|from|at|of|was|were|is|are|be|year|years|month|months|quarter|quarters|week|weeks|day|days|growth|margin|margins|"
    r"return|returns|returned|change|changed|yield|loss|losses|fell|rose|grew|declined|decreased|increased|dropped|result|results"
)
"""Behind one of these, a percentage in brackets is a figure of its own, and may be a loss."""
_IN_WORDS = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|hundred"
_COUNTED = re.compile(
    r"(?<![\d.,(\u2212$€£¥₹₩-])(?<!\d\s)(?<![A-Za-z])"
    r"(?P<count>(?:(?!(?:19|20)\d\d(?![\d,.]))\d{1,3}(?:,\d{3})*(?:\.\d{1,4})?"
    rf"(?:\s(?:thousand|million|billion))?|(?:{_IN_WORDS})\b)"
    rf"(?:\s(?!(?:{_NO_COUNT})\b)[a-z][a-z-]{{0,30}}){{0,3}})\s\({_PART}\s?%\)",
    re.IGNORECASE,
)
_AMOUNT_BEFORE = re.compile(rf"{_MONEY}\s?\Z")
_SHARE = re.compile(rf"(?<=[a-z.])\s\({_PART}\s?%\)", re.IGNORECASE)
_WHOLE = (98.0, 102.0)
"""Percent that shares add up to when each is rounded."""

_BLANKS = re.compile(rf"(?P<money>{_MONEY})\s?(?P<number>\d{{1,3}}(?:[ \u00a0\u202f]\d{{3}}){{1,5}})(?!\d|,\d)")
_BLANKS_BEHIND = re.compile(
    rf"(?<![\d.,])(?P<number>\d{{1,3}}(?:[ \u00a0\u202f]\d{{3}}){{1,5}})(?=\s?(?:(?:{CODES})\b|[€£]))"
)
_POINTS = re.compile(
    rf"(?P<money>{_MONEY}\s?)(?P<first>\d{{1,3}}(?:\.\d{{3}}){{2,5}})(?![\d.,]\d|\d)"
    rf"|(?<![\d.,])(?P<second>\d{{1,3}}(?:\.\d{{3}}){{2,5}})(?=\s?(?:(?:{CODES})\b|[€£]))"
)
_COUNTRY = re.compile(r"(?<!\bthe )(?<!\bin )(?<![A-Za-z.])U\.?S\.?\s?\$(?=\s?[\d(-])")
_BARE_POINT = re.compile(r"(?:(?<=[\s($€£¥₹+-])|\A)\.(?=\d{1,4}(?![\w.]))")
_SIGN_BEFORE_CODE = re.compile(rf"(?<![\w.)-])(?P<sign>[-\u2212\u2013])(?P<code>{CODES})\s?(?=\d)")
_SPACED = re.compile(r"\(\s{1,3}(?P<inside>(?:[$€£¥₹]\s?)?\d[\d,.]{0,20}\s?%?)\s{0,3}\)")
_CODE_INSIDE = re.compile(
    r"\((?P<code>(?:" + CODES + r")\b|Rs\.?)\s?(?P<number>\d[\d,.]{0,20}"
    r"(?:\s?(?:thousand|million|billion|trillion|crore|lakh|mln|bln|mn|bn|tn|mm|[kmb])\b)?)\)"
)
_AMOUNT_AHEAD = re.compile(
    r"\d(?:\s?(?:thousand|million|billion|trillion|crore|lakh|Mio\.?|Mrd\.?|mln|bln|mn|bn|tn|mm|[kmb])){0,2}\s\Z",
    re.IGNORECASE,
)
_LOSS = r"\(\d{1,4}(?:\.\d{1,4})?\)"
_TWO_LOSSES = re.compile(
    rf"\((?P<low>\d{{1,4}}(?:\.\d{{1,4}})?)\)\s?[-\u2013\u2014]\s?(?={_LOSS}\s?(?P<unit>%|bps?\b))"
)
_PRICES = re.compile(r"(?P<low>[$€£¥₹]\d[\d,]{0,15}(?:\.\d{1,4})?)(?:[-\u2013\u2014]|\s[-\u2013\u2014]\s)(?=[$€£¥₹]\d)")
_TIMES = re.compile(r"(?<![\w.,-])(?P<low>\d{1,4}(?:\.\d{1,3})?)[-\u2013\u2014](?=\d{1,4}(?:\.\d{1,3})?x(?![\w]))")
_TRILLIONS = re.compile(rf"(?P<amount>{_MONEY}\s?-?\d{{1,4}}(?:\.\d{{1,4}})?)\s?T(?![A-Za-z0-9])")
_PERCENTAGE_POINTS = re.compile(
    r"(?<=\d)\s?(?:ppts?|pps?|p\.p\.|pct\.?\s(?:pts?|points?)\.?|%\s?(?:pts?|points?)|%-points?)(?![A-Za-z])",
    re.IGNORECASE,
)


def write_shapes(text: str) -> str:
    """`text` with such amounts written as most others are."""
    bracketed = "(" in text
    if bracketed:
        text = _SPACED.sub(lambda match: f"({match['inside'].rstrip()})", text)
    text = _COUNTRY.sub("US$", text)
    text = _BLANKS.sub(lambda match: f"{match['money']} {_together(match['number'])}", text)
    text = _BLANKS_BEHIND.sub(lambda match: _together(match["number"]), text)
    text = _POINTS.sub(_without_points, text)
    text = _BARE_POINT.sub("0.", text)
    text = _SIGN_BEFORE_CODE.sub(lambda match: f"{match['code']} -", text)
    if bracketed:
        text = _TWO_LOSSES.sub(lambda match: f"({match['low']}){match['unit']} to ", text)
    text = _PRICES.sub(lambda match: f"{match['low']} to ", text)
    text = _TIMES.sub(lambda match: f"{match['low']}x to ", text)
    text = _TRILLIONS.sub(lambda match: f"{match['amount']} trillion", text)
    text = _PERCENTAGE_POINTS.sub(" percentage points", text)
    if not bracketed:
        return text
    text = _parts_of_a_whole(_COUNTED.sub(_share_of_count, text))
    return _CODE_INSIDE.sub(_loss, text)


def _share_of_count(match: re.Match[str]) -> str:
    """A count's share; an amount of money has rules of its own."""
    if _AMOUNT_BEFORE.search(match.string, max(0, match.start() - 6), match.start()):
        return match[0]
    return f"{match['count']} ({match['number']} percent)"


def _parts_of_a_whole(text: str) -> str:
    """Percentages in brackets that add up to the whole are shares of it: "Europe (62%), Asia (38%)"."""
    found = list(_SHARE.finditer(text))
    low, high = _WHOLE
    if len(found) < 2 or not low <= sum(float(match["number"]) for match in found) <= high:
        return text
    return _SHARE.sub(lambda match: f" ({match['number']} percent)", text)


def _loss(match: re.Match[str]) -> str:
    """An amount alone in brackets is a loss by its code as it is by its sign; behind an amount it is an aside."""
    before = match.string[max(0, match.start() - 24) : match.start()]
    if _AMOUNT_AHEAD.search(before):
        return match[0]
    return f"{match['code']} -{match['number']}"


def _together(number: str) -> str:
    return "".join(number.split())


def _without_points(match: re.Match[str]) -> str:
    return f"{match['money'] or ''}{(match['first'] or match['second']).replace('.', '')}"
