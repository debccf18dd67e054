# ruff: noqa: E501 (lines of markup as filings have them)
"""Whole filings of an invented company, at their real length and in the mark-up of their year, with what each item says.

Every sentence has a number of its own, so that a test sees which were lost, cut, joined to a page's foot or put under
another item. The habits are those seen in public filings and in the issues of other parsers: contents that name every
item, feet of pages amid sentences, references to other items at the beginning of a paragraph, items that only point
elsewhere, tables in tables.
"""

from __future__ import annotations

import random
import textwrap
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

SUBJECTS = (
    "Our lenders",
    "The board",
    "A supplier in the north",
    "Demand for power",
    "Our largest customer",
    "The regulator",
)
VERBS = ("may ask for", "has not agreed to", "could delay", "depends upon", "was told of", "will review")
OBJECTS = ("further collateral", "the tariff of the network", "a change in interest rates", "the sale of the plant", "our insurance")  # fmt: skip
TAILS = (
    "within the year",
    "at the price we expect",
    "without notice",
    "under the terms now in force",
    "if rates rise by 1.5%",
)
TITLES_2023 = {
    "1.1": "Business", "1.1A": "Risk Factors", "1.1B": "Unresolved Staff Comments", "1.1C": "Cybersecurity", "1.2": "Properties",
    "1.3": "Legal Proceedings", "1.4": "Mine Safety Disclosures",
    "2.5": "Market for Registrant&#8217;s Common Equity, Related Stockholder Matters and Issuer Purchases of Equity Securities",
    "2.6": "[Reserved]", "2.7": "Management&#8217;s Discussion and Analysis of Financial Condition and Results of Operations",
    "2.7A": "Quantitative and Qualitative Disclosures About Market Risk", "2.8": "Financial Statements and Supplementary Data",
    "2.9": "Changes in and Disagreements with Accountants on Accounting and Financial Disclosure", "2.9A": "Controls and Procedures",
    "2.9B": "Other Information", "2.9C": "Disclosure Regarding Foreign Jurisdictions that Prevent Inspections",
    "3.10": "Directors, Executive Officers and Corporate Governance", "3.11": "Executive Compensation",
    "3.12": "Security Ownership of Certain Beneficial Owners and Management and Related Stockholder Matters",
    "3.13": "Certain Relationships and Related Transactions, and Director Independence",
    "3.14": "Principal Accountant Fees and Services", "4.15": "Exhibits and Financial Statement Schedules", "4.16": "Form 10-K Summary",
}  # fmt: skip
TITLES_1997 = {
    "1.1": "BUSINESS", "1.2": "PROPERTIES", "1.3": "LEGAL PROCEEDINGS", "1.4": "SUBMISSION OF MATTERS TO A VOTE OF SECURITY HOLDERS",
    "2.5": "MARKET FOR REGISTRANT'S COMMON EQUITY AND RELATED STOCKHOLDER MATTERS", "2.6": "SELECTED FINANCIAL DATA",
    "2.7": "MANAGEMENT'S DISCUSSION AND ANALYSIS OF FINANCIAL CONDITION AND RESULTS OF OPERATIONS",
    "2.8": "FINANCIAL STATEMENTS AND SUPPLEMENTARY DATA",
    "2.9": "CHANGES IN AND DISAGREEMENTS WITH ACCOUNTANTS ON ACCOUNTING AND FINANCIAL DISCLOSURE",
    "3.10": "DIRECTORS AND EXECUTIVE OFFICERS OF THE REGISTRANT", "3.11": "EXECUTIVE COMPENSATION",
    "3.12": "SECURITY OWNERSHIP OF CERTAIN BENEFICIAL OWNERS AND MANAGEMENT", "3.13": "CERTAIN RELATIONSHIPS AND RELATED TRANSACTIONS",
    "4.14": "EXHIBITS, FINANCIAL STATEMENT SCHEDULES, AND REPORTS ON FORM 8-K",
}  # fmt: skip
TITLES_10Q = {
    "1.1": "Financial Statements", "1.2": "Management&#8217;s Discussion and Analysis of Financial Condition and Results of Operations",
    "1.3": "Quantitative and Qualitative Disclosures About Market Risk", "1.4": "Controls and Procedures",
    "2.1": "Legal Proceedings", "2.1A": "Risk Factors", "2.2": "Unregistered Sales of Equity Securities and Use of Proceeds",
    "2.5": "Other Information", "2.6": "Exhibits",
}  # fmt: skip
LONG = {"1.1": 240, "1.1A": 720, "2.7": 640, "2.8": 480, "1.2": 120, "2.1A": 160, "2.7A": 100}
PARTS = ("", "I", "II", "III", "IV")
POINTERS = ("3.10", "3.11", "3.12", "3.13", "3.14")
NONE = ("1.1B", "1.4", "2.9B", "2.9C", "4.16", "2.5q")


@dataclass(frozen=True)
class Filing:
    """A filing's source, and of each item's key its sentences in order."""

    source: str
    said: Mapping[str, tuple[str, ...]]


def _sentences(key: str, draw: random.Random, numbers: Iterator[int]) -> tuple[str, ...]:
    """The item's sentences: of long ones many, of those that point elsewhere one, of empty ones "None."."""
    if key in NONE:
        return ("None.",)
    if key in POINTERS:
        number = next(numbers)
        return (
            f"The information required by this item is incorporated by reference to pages {number} and following of our proxy statement.",
        )
    made = []
    for _ in range(LONG.get(key, 8)):
        parts = [draw.choice(each) for each in (SUBJECTS, VERBS, OBJECTS, TAILS)]
        made.append(f"{' '.join(parts)}, as note {next(numbers)} says.")
    return tuple(made)


def _numbers() -> Iterator[int]:
    yield from range(1001, 100_000)


def _all_said(titles: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    draw, numbers = random.Random(7), _numbers()
    return {
        key: ("[Reserved]",) if "Reserved" in title else _sentences(key, draw, numbers) for key, title in titles.items()
    }


def _paragraphs(sentences: tuple[str, ...], size: int = 5) -> list[list[str]]:
    return [list(sentences[at : at + size]) for at in range(0, len(sentences), size)]


def _item(key: str) -> str:
    return key.partition(".")[2]


FIGURES = (
    "<table style='border-collapse:collapse'><tr><td></td><td colspan='3'>2023</td><td colspan='3'>2022</td></tr>"
    "<tr><td>Revenue</td><td>$</td><td><ix:nonFraction name='us-gaap:Revenues' scale='6'>1,204</ix:nonFraction></td><td></td><td>$</td><td>1,101</td><td></td></tr>"
    "<tr><td>Net loss</td><td></td><td>(31</td><td>)</td><td></td><td>(12</td><td>)</td></tr></table>"
)


def ixbrl_2023() -> Filing:
    """A 10-K of today: tagged spans, contents with links, a foot with the company's name on every page, nested tables."""
    said = _all_said(TITLES_2023)
    page = 2
    body: list[str] = []
    for key, title in TITLES_2023.items():
        part = int(key[0])
        if not any(f">PART {PARTS[part]}<" in each for each in body):
            body.append(f"<div style='text-align:center'><span style='font-weight:700'>PART {PARTS[part]}</span></div>")
        heading = f"<span style='font-weight:700'>Item&#160;{_item(key)}.</span><span>&#160;&#160;</span><span style='font-weight:700'>{title}</span>"
        body.append(
            f"<div id='{key}'><table><tr><td><table><tr><td>{heading}</td></tr></table></td></tr></table></div>"
            if part == 2
            else f"<div id='{key}'>{heading}</div>"
        )
        if "Reserved" in title:
            continue
        if key == "2.7":
            body.append(
                f"<div><span>The following should be read together with</span> <span>Item&#160;8. {TITLES_2023['2.8']} and</span> Item&#160;1A. Risk Factors of this report.</div>{FIGURES}"
            )
            said[key] = (
                "The following should be read together with Item 8. Financial Statements and Supplementary Data and Item 1A. Risk Factors of this report.",
                *said[key],
            )
        for at, paragraph in enumerate(_paragraphs(said[key] if key != "2.7" else said[key][1:])):
            words = " ".join(paragraph)
            if at % 3 == 2:  # the page turns amid a sentence
                cut = words.rindex(" ", 0, len(words) // 2)
                page += 1
                foot = f"<div style='height:42pt'><div><span>Norvale Power, Inc. | 2023 Form 10-K | {page}</span></div></div><hr style='page-break-after:always'/><div><a href='#toc'>Table of Contents</a></div>"
                body.append(f"<div><span>{words[:cut]}</span></div>{foot}<div><span>{words[cut:].strip()}</span></div>")
            else:
                body.append(
                    f"<ix:nonNumeric name='x:TextBlock' escape='true'><div><span>{words[:40]}</span><span>{words[40:]}</span></div></ix:nonNumeric>"
                )
    contents = "".join(
        f"<tr><td><a href='#{key}'>Item&#160;{_item(key)}.</a></td><td><a href='#{key}'>{title}</a></td><td><a href='#{key}'>{3 + place}</a></td></tr>"
        for place, (key, title) in enumerate(TITLES_2023.items())
    )
    source = (
        "<?xml version='1.0' encoding='ASCII'?><html xmlns:ix='http://www.xbrl.org/2013/inlineXBRL'><head><title>nvp</title></head><body>"
        "<div style='display:none'><ix:header><ix:hidden><ix:nonNumeric name='dei:DocumentFiscalYearFocus'>2023</ix:nonNumeric></ix:hidden></ix:header></div>"
        "<div>UNITED STATES SECURITIES AND EXCHANGE COMMISSION</div><div>FORM&#160;10-K</div>"
        "<div>&#9746; ANNUAL REPORT PURSUANT TO SECTION 13 OR 15(d)</div><div>For the fiscal year ended December&#160;31, 2023</div>"
        "<div><ix:nonNumeric name='dei:EntityRegistrantName'>Norvale Power, Inc.</ix:nonNumeric></div>"
        f"<div id='toc'>TABLE OF CONTENTS</div><table><tr><td colspan='3'>PART I</td></tr>{contents}</table>{''.join(body)}"
        "<div>SIGNATURES</div><div>Pursuant to the requirements of Section 13, the registrant has caused this report to be signed.</div></body></html>"
    )
    return Filing(source, {key: each for key, each in said.items() if key != "2.6"})


def text_1997() -> Filing:
    """An ASCII 10-K: contents with dots, hyphen lines under headings, page numbers between hyphens, marked tables."""
    said = _all_said(TITLES_1997)
    lines = [
        "<SEC-DOCUMENT>0000000000-97-000001.txt : 19970328", "<SEC-HEADER>0000000000-97-000001.hdr.sgml : 19970328",
        "CONFORMED SUBMISSION TYPE:\t10-K", "CONFORMED PERIOD OF REPORT:\t19961231", "\t\tCOMPANY CONFORMED NAME:\t\tHALDEN LEASING CO",
        "</SEC-HEADER>", "<DOCUMENT>", "<TYPE>10-K", "<SEQUENCE>1", "<TEXT>", "<PAGE>", "                    FORM 10-K", "",
        "For the fiscal year ended December 31, 1996", "", "                 HALDEN LEASING COMPANY",
        "      (Exact name of registrant as specified in its charter)", "", "      DOCUMENTS INCORPORATED BY REFERENCE", "",
        "Portions of the Proxy Statement are incorporated by reference into Part III.", "", "<PAGE>", "", "                TABLE OF CONTENTS", "",
    ]  # fmt: skip
    for place, (key, title) in enumerate(TITLES_1997.items()):
        lines.append(f"Item {_item(key):<4}{title.title()[:44]}{'.' * 12}{place + 3:>4}")
    page, part = 2, 0
    for key, title in TITLES_1997.items():
        lines += (
            ["", f"                    PART {PARTS[int(key[0])]}", "                    -------"]
            if int(key[0]) != part
            else [""]
        )
        part = int(key[0])
        heading = textwrap.wrap(f"ITEM {_item(key)}.  {title}", 72)
        lines += ["", *heading, "-" * len(heading[-1]), ""]
        for at, paragraph in enumerate(_paragraphs(said[key])):
            wrapped = textwrap.wrap("   " + " ".join(paragraph), 74)
            if at % 4 == 3:
                page += 1
                middle = len(wrapped) // 2
                wrapped[middle:middle] = ["", f"                                     -{page}-", "<PAGE>", ""]
            lines += [*wrapped, ""]
        if key in ("2.6", "2.7"):
            lines += [
                "<TABLE>",
                "<CAPTION>",
                "                            1996        1995",
                "                          --------    --------",
            ]
            lines += ["<S>                       <C>         <C>", "Lease revenue ........... $ 61,204    $ 55,101", "Net income ..............    4,310       3,977", "                          ========    ========", "</TABLE>", ""]  # fmt: skip
    lines += ["", "                      SIGNATURES", "", "Pursuant to the requirements of Section 13 the registrant has signed.", "</TEXT>", "</DOCUMENT>"]  # fmt: skip
    lines += [
        "<DOCUMENT>",
        "<TYPE>EX-27",
        "<TEXT>",
        "<ARTICLE> 5",
        "Item 1. Of an exhibit.",
        "</TEXT>",
        "</DOCUMENT>",
        "</SEC-DOCUMENT>",
    ]
    return Filing("\n".join(lines), said)


def font_2005() -> Filing:
    """HTML of a converter: upper-case headings in FONT tags, anchors, page numbers in centred paragraphs, non-breaking blanks."""
    titles = {key: title for key, title in TITLES_2023.items() if key not in ("1.1C", "2.9C", "4.16")} | {
        "2.6": "Selected Financial Data",
        "1.4": "Submission of Matters to a Vote of Security Holders",
    }
    said = _all_said(titles)
    out, page, part = [], 1, 0
    for key, title in titles.items():
        if int(key[0]) != part:
            part = int(key[0])
            out.append(f"<P ALIGN='CENTER'><FONT SIZE=2><B>PART&nbsp;{PARTS[part]}</B></FONT></P>\n")
        out.append(
            f"<P><A NAME='i{key}'></A><FONT SIZE=2><B>ITEM&nbsp;{_item(key)}.&nbsp;&nbsp;&nbsp;&nbsp;{title.replace('&#8217;', '&#146;').upper()}</B></FONT></P>\n"
        )
        for at, paragraph in enumerate(_paragraphs(said[key])):
            words = " ".join(paragraph)
            if at % 4 == 1:
                cut = words.index(" ", len(words) // 3)
                page += 1
                out.append(
                    f"<P><FONT SIZE=2>&nbsp;&nbsp;&nbsp;{words[:cut]}</FONT></P>\n<P ALIGN='CENTER'><FONT SIZE=2>{page}</FONT></P>\n<HR NOSHADE>\n<P><A HREF='#toc'>Index</A></P><P><FONT SIZE=2>{words[cut + 1 :]}</FONT></P>\n"
                )
            else:
                out.append(f"<P STYLE='text-indent:4%'><FONT SIZE=2>{words}</FONT>\n</P>")
    contents = "".join(
        f"<TR><TD>Item&nbsp;{_item(key)}.</TD><TD>{title}</TD><TD ALIGN=RIGHT>{n}</TD></TR>"
        for n, (key, title) in enumerate(titles.items(), 1)
    )
    source = (
        "<DOCUMENT>\n<TYPE>10-K\n<SEQUENCE>1\n<FILENAME>a10k.htm\n<TEXT>\n<HTML><BODY BGCOLOR=WHITE><P>FORM 10-K</P>"
        "<P>For the fiscal year ended December&nbsp;31, 2005</P><P>THORNBURY STEEL CORPORATION</P><P>(Exact name of registrant as specified in its charter)</P>"
        f"<P><A NAME='toc'></A>INDEX</P><TABLE>{contents}</TABLE>{''.join(out)}<P>SIGNATURES</P><P>Signed.</P></BODY></HTML>\n</TEXT></DOCUMENT>"
    )
    return Filing(source, said)


def quarter_2021() -> Filing:
    """A 10-Q: two parts with the same numbers, paragraphs that begin with another report's item, an item of one line."""
    said = _all_said(TITLES_10Q)
    said["2.1"] = ("See Note 13 to the consolidated financial statements in Part I, Item 1 of this report.",)
    said["1.4"] = ("Item 1A of Part I of our 2020 Form 10-K describes these controls further.", *said["1.4"])
    said["1.2"] = (
        *said["1.2"],
        "Item 7, \u201cManagement\u2019s Discussion,\u201d of our 2020 Form 10-K has more on this.",
    )
    out, part = [], 0
    names = ("", "FINANCIAL INFORMATION", "OTHER INFORMATION")
    for key, title in TITLES_10Q.items():
        if int(key[0]) != part:
            part = int(key[0])
            out.append(f"<div><span>PART {PARTS[part]} &#8212; {names[part]}</span></div>")
        shouted = title.replace("&#8217;", "\u2019").upper()
        out.append(f"<div><span>ITEM {_item(key)}. {shouted}</span></div>")
        out += [
            f"<div>{' '.join(each)}</div><div>{10 + at}</div>" if at % 3 == 0 else f"<div>{' '.join(each)}</div>"
            for at, each in enumerate(_paragraphs(said[key], 1 if key in ("1.2", "1.4") else 5))
        ]
    contents = "".join(
        f"<tr><td>Item {_item(key)}.</td><td>{title}</td><td>{n}</td></tr>"
        for n, (key, title) in enumerate(TITLES_10Q.items(), 3)
    )
    source = (
        "<html><body><div>FORM 10-Q</div><div>For the quarterly period ended June 30, 2021</div>"
        f"<table><tr><td>PART I</td></tr>{contents}</table>{''.join(out)}<div>SIGNATURES</div></body></html>"
    )
    return Filing(source, said)


WHOLE: tuple[Callable[[], Filing], ...] = (ixbrl_2023, text_1997, font_2005, quarter_2021)
