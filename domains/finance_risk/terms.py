"""Words of the field: what the panels count and the slices cut along."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

MAX_BARS = 20

CURRENCIES: Mapping[str, str] = {
    "US dollar": r"(?i)\bUSD\b|\bUS\$|(?<![A-Za-z])\$|\bdollars?\b",
    "Euro": r"(?i)\bEUR\b|€|\beuros?\b",
    "Pound sterling": r"(?i)\bGBP\b|£|\bpounds? sterling\b",
    "Rupee": r"(?i)\bINR\b|₹|\bRs\.?\s?\d|\brupees?\b|\bcrores?\b|\blakhs?\b",
    "Yen": r"(?i)\bJPY\b|¥|\byen\b",
    "Swiss franc": r"(?i)\bCHF\b|\bswiss francs?\b",
    "Yuan": r"(?i)\bCNY\b|\bRMB\b|\byuan\b|\brenminbi\b",
}
RISK_TERMS: Mapping[str, str] = {
    "default": r"(?i)\bdefault(?:s|ed)?\b",
    "collateral": r"(?i)\bcollateral\b",
    "provision": r"(?i)\bprovision(?:s|ing)?\b|\bimpairments?\b",
    "volatility": r"(?i)\bvolatil",
    "interest rate": r"(?i)\binterest rates?\b",
    "foreign exchange": r"(?i)\bforeign exchange\b|\bFX\b|\bcurrency\b|\brupee\b",
    "liquidity": r"(?i)\bliquidity\b|\billiquid",
    "funding": r"(?i)\bfunding\b|\brefinanc",
    "covenant": r"(?i)\bcovenants?\b",
    "outage": r"(?i)\boutages?\b|\bdowntime\b",
    "supplier": r"(?i)\bsuppliers?\b|\bvendors?\b|\bthird[- ]part",
    "breach": r"(?i)\bbreach(?:es|ed)?\b",
    "malware": r"(?i)\bmalware\b|\bransomware\b|\bphishing\b",
    "unauthorised access": r"(?i)\bunauthori[sz]ed\b|\bhack(?:ed|ers?|ing)?\b",
    "fraud": r"(?i)\bfraud",
    "litigation": r"(?i)\blitigation\b|\blawsuits?\b|\bsued?\b|\bcourts?\b",
    "regulator": r"(?i)\bregulat",
    "penalty": r"(?i)\bpenalt|\bfined?\b|\bfines\b",
    "profit": r"(?i)\bprofits?\b|\bearnings\b",
    "loss": r"(?i)\bloss(?:es)?\b|\blost\b",
}
SLICES: Mapping[str, str] = {
    "names an amount": r"\d",
    "has a negation": r"(?i)\b(?:no|not|never|without|neither|nor|cannot)\b|n't\b",
    "about the future": r"(?i)\b(?:may|might|could|would|will|expects?|likely)\b",
}


def count_patterns(texts: pd.Series[str], patterns: Mapping[str, str]) -> pd.DataFrame:
    """How many texts match each pattern: columns `name` and `count`, most frequent first, none at zero."""
    found = texts.astype(str)
    rows = [{"name": name, "count": int(found.str.contains(pattern).sum())} for name, pattern in patterns.items()]
    table = pd.DataFrame(rows, columns=["name", "count"])
    return (
        table[table["count"] > 0]
        .sort_values("count", ascending=False, kind="stable")
        .head(MAX_BARS)
        .reset_index(drop=True)
    )
