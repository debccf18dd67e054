"""Kinds of risk and the words that name them: a lexicon of our own, under the project's licence."""

from __future__ import annotations

from collections.abc import Mapping

from domains.finance_risk.marks.lexicon import Lexicon

RISK_KINDS: Mapping[str, Lexicon] = {
    "credit": Lexicon((
        "default", "defaults", "defaulted", "credit risk", "credit loss*", "credit quality",
        "creditworthiness", "counterpart*", "borrower*", "delinquen*", "non-performing", "non-accrual",
        "charge-off*", "written off", "write-off*", "loan loss*", "allowance for credit", "doubtful accounts",
        "insolven*", "bankruptc*", "past due", "impaired loan*", "missed payment*", "guarantor*",
        "uncollectible", "credit rating of", "obligor*",
    )),
    "market": Lexicon((
        "market risk", "interest rate*", "exchange rate*", "foreign currenc*", "currency fluctuation*",
        "commodity price*", "volatil*", "equity price*", "fair value", "credit spread*", "hedg*",
        "derivative*", "value at risk", "inflation*", "deflation*", "yield curve", "libor", "sofr",
        "basis risk", "stock price*", "share price*", "mark-to-market",
    )),
    "liquidity": Lexicon((
        "liquidity", "illiquid*", "refinanc*", "covenant*", "credit facilit*", "credit line*",
        "working capital", "funding", "cash flow*", "borrowing capacity", "access to capital",
        "capital markets", "indebtedness", "debt service", "maturit*", "margin call*", "collateral call*",
        "going concern", "withdrawal*", "deposit outflow*", "raise capital", "additional financing",
        "downgrade*",
    )),
    "operational": Lexicon((
        "outage*", "downtime", "interruption*", "disrupt*", "supply chain*", "supplier*", "single source*",
        "sole source*", "process failure*", "internal control*", "human error*", "fraud", "misconduct",
        "manufacturing defect*", "recall", "recalls", "equipment failure*", "business continuity",
        "natural disaster*", "key personnel", "labor shortage*", "labour shortage*", "strike", "strikes",
        "work stoppage*", "third-party provider*", "outsourc*", "capacity constraint*", "quality problem*",
        "shortage*", "material weakness*",
    )),
    "cyber": Lexicon((
        "cyber*", "data breach*", "security breach*", "malware", "ransomware", "phishing", "hacker*",
        "hacking", "unauthorized access", "unauthorised access", "denial-of-service", "information security",
        "data privacy", "computer virus*", "intrusion*", "compromised credential*", "stolen data",
        "personal data", "encrypt*", "social engineering", "information system*", "data protection",
    )),
    "legal and regulatory": Lexicon((
        "litigation", "lawsuit*", "legal proceeding*", "class action*", "plaintiff*", "court*", "regulator*",
        "regulation*", "complian*", "noncompliance", "enforcement action*", "sanction*", "fine", "fines",
        "fined", "penalt*", "subpoena*", "investigation*", "antitrust", "legislation", "statut*",
        "settlement*", "injunction*", "infring*", "patent*", "indemnif*", "anti-corruption",
        "money laundering", "tax law*", "consent order*", "licens*",
    )),
    "strategic": Lexicon((
        "competit*", "acquisition*", "merger*", "divestiture*", "business strategy", "new product*",
        "market share", "technological change*", "innovation", "customer concentration", "largest customer*",
        "loss of customers", "demand for our", "pricing pressure*", "integrat*", "joint venture*",
        "goodwill impairment*", "business model*", "customer preference*", "consumer preference*", "obsolete",
        "obsolescence", "international expansion", "tariff*", "geopolitical", "trade war*",
    )),
    "reputation": Lexicon((
        "reputation*", "brand", "brands", "negative publicity", "adverse publicity", "public perception",
        "customer confidence", "social media", "customer trust", "public opinion", "boycott*",
    )),
    "climate and environment": Lexicon((
        "climate", "greenhouse gas*", "carbon", "emission*", "environmental", "extreme weather",
        "severe weather", "hurricane*", "flood*", "wildfire*", "drought*", "hazardous", "contaminat*",
        "sustainab*", "remediation",
    )),
}  # fmt: skip
"""By kind of risk; a word stands under the kind it most often names in filings."""


def risk_words(sentence: str) -> Mapping[str, tuple[str, ...]]:
    """The words of each kind of risk in a sentence; the kind with the most first, kinds without any left out."""
    found = {kind: words for kind, lexicon in RISK_KINDS.items() if (words := lexicon.found(sentence))}
    return dict(sorted(found.items(), key=lambda item: -len(item[1])))
