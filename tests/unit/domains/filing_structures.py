# ruff: noqa: E501 (lines of markup as filings have them)
"""Synthetic filings built as filings of different years are built: every company and sentence is invented.

Each item's text runs from `Begin<item>` to `End<item>.`, so that a test sees whether its borders are right.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

TITLES = {
    "1": "Business", "1A": "Risk Factors", "1B": "Unresolved Staff Comments", "2": "Properties",
    "3": "Legal Proceedings", "4": "Mine Safety Disclosures", "5": "Market for Registrant's Common Equity",
    "6": "[Reserved]",
    "7": "Management's Discussion and Analysis of Financial Condition and Results of Operations",
    "7A": "Quantitative and Qualitative Disclosures About Market Risk",
    "8": "Financial Statements and Supplementary Data", "9A": "Controls and Procedures",
    "10": "Directors, Executive Officers and Corporate Governance", "15": "Exhibits, Financial Statement Schedules",
}  # fmt: skip
PARTS = {"1": "I", "5": "II", "10": "III", "15": "IV"}
PROSE = (
    "We lend to shipping companies and to farms. Rates rose by 25 basis points and deposits of $1,250 million "
    "moved elsewhere. A supplier of ours stopped work for two days in 2019. Our plans may not succeed. "
)


def body(item: str, times: int = 4) -> str:
    return f"Begin{item} opens. {PROSE * times}It closes at End{item}."


def wrapped(text: str, width: int = 70, justified: bool = False) -> str:
    lines: list[list[str]] = [[]]
    for word in text.split():
        if sum(map(len, lines[-1])) + len(lines[-1]) + len(word) > width:
            lines.append([])
        lines[-1].append(word)
    if not justified:
        return "\n".join(map(" ".join, lines))
    return "\n".join("  ".join((" ".join(line[:3]), *line[3:6], " ".join(line[6:]))).strip() for line in lines)


HEADER = (
    "-----BEGIN PRIVACY-ENHANCED MESSAGE-----\nProc-Type: 2001,MIC-CLEAR\n\n"
    "<{kind}-DOCUMENT>0000000000-94-000003.txt : 19940314\n<{kind}-HEADER>0000000000-94-000003.hdr.sgml : 19940314\n"
    "ACCESSION NUMBER:\t\t0000000000-94-000003\nCONFORMED SUBMISSION TYPE:\t{form}\nPUBLIC DOCUMENT COUNT:\t\t2\n"
    "CONFORMED PERIOD OF REPORT:\t19931231\nFILED AS OF DATE:\t\t19940311\n\nFILER:\n\n\tCOMPANY DATA:\t\n"
    "\t\tCOMPANY CONFORMED NAME:\t\t\tHALDEN LEASING CO /NY/\n\t\tCENTRAL INDEX KEY:\t\t\t0000000000\n"
    "\tFORMER COMPANY:\t\n\t\tFORMER CONFORMED NAME:\tHALDEN CREDIT INC\n</{kind}-HEADER>\n"
    "<DOCUMENT>\n<TYPE>{form}\n<SEQUENCE>1\n<TEXT>\n\n{text}\n</TEXT>\n</DOCUMENT>\n"
    "<DOCUMENT>\n<TYPE>EX-13\n<SEQUENCE>2\n<TEXT>\nItem 7. An exhibit of its own.\n</TEXT>\n</DOCUMENT>\n"
)
COVER = (
    "<PAGE>\n\n                  FORM {form}\n\nFor the fiscal year ended December 31, 1993   Commission file number 1-99\n\n"
    "                    HALDEN LEASING COMPANY\n        (Exact name of registrant as specified in charter)\n"
)


def ascii_1994() -> str:
    """An old submission: no risk factors yet, page numbers in brackets, sentences broken by pages."""
    pages = []
    for item in ("1", "2", "3", "7", "8"):
        if item in ("1", "7"):
            pages.append(f"                    PART {'I' if item == '1' else 'II'}\n                        ")
        half = body(item).rpartition("deposits")
        pages.append(f"Item {item}. {TITLES[item]}\n\n{wrapped(half[0] + half[1])}")
        pages.append(f"                        ({item})\n                        \n<PAGE>\n")
        pages.append(f"{wrapped(half[2])}\n")
    return HEADER.format(kind="IMS", form="10-K", text=COVER.format(form="10-K") + "\n\n".join(pages))


def ascii_1996_tables() -> str:
    """A 10-K405 with marked tables, the part and the item in one block, and exhibits as item 14."""
    table = (
        "<TABLE>\n<CAPTION>\n \n        ($ IN MILLIONS)            1995       1994\n         -------------  ---------\n"
        "<S>                              <C>        <C>\nLoans                  $ 6,232.4  $ 5,351.6\nLeases   1,019.8    1,565.7\n</TABLE>"
    )
    parts = [
        f"                 PART I\nITEM 1. BUSINESS.\n\n{wrapped(body('1'))}\n\n{table}",
        f"ITEM 4. SUBMISSION OF MATTERS TO A VOTE OF SECURITY HOLDERS.\n\n{wrapped(body('4'))}",
        f"                 PART II\nITEM 7. MANAGEMENT'S DISCUSSION AND ANALYSIS OF FINANCIAL CONDITION AND\nRESULTS OF OPERATIONS.\n\n{wrapped(body('7'))}",
        f"                 PART IV\nITEM 14. EXHIBITS, FINANCIAL STATEMENT SCHEDULES, AND REPORTS ON FORM 8-K.\n\n{wrapped(body('14'))}",
    ]
    text = COVER.format(form="10-K") + "\n<PAGE>\n \n" + "\n\n                   2\n<PAGE>\n \n".join(parts)
    return HEADER.format(kind="SEC", form="10-K405", text=text)


def small_business_justified() -> str:
    """A 10-KSB in justified type, whose wide gaps look like columns, with item 8A(T)."""
    titles = {
        "1": "BUSINESS",
        "6": "PLAN OF OPERATION",
        "7": "FINANCIAL STATEMENTS",
        "8A(T)": "CONTROLS AND PROCEDURES",
    }
    contents = "\n".join(
        f"Item {item}.     {title}........................  {n}" for n, (item, title) in enumerate(titles.items(), 2)
    )
    text = "\n\n                      1\n<PAGE>\n\n".join(
        f"ITEM {item}.  {title}\n\n{wrapped(body(item.partition('(')[0]), justified=True)}"
        for item, title in titles.items()
    )
    cover = COVER.format(form="10-KSB").upper().replace("<PAGE>", "")
    return HEADER.format(
        kind="SEC", form="10KSB", text=f"{cover}\n\nTABLE OF CONTENTS\n\nPART I\n{contents}\n\n        PART 1\n\n{text}"
    )


def font_tags_2003() -> str:
    """HTML of the early years: item headings in layout tables, "PART I (con'd.)" on every page, page numbers."""
    font = '<FONT FACE="Times New Roman" SIZE="2">'
    pages = []
    for item in ("1", "2", "3", "7", "7A", "8"):
        half = body(item).rpartition("deposits")
        pages.append(
            f'<TABLE WIDTH="100%"><TR><TD WIDTH="9%" VALIGN="top">{font}<B><U>ITEM&nbsp;{item}.</U></B></FONT></TD>'
            f"<TD>{font}<B><U></U><U>{TITLES[item].upper()}</U> </B></FONT></TD></TR></TABLE> <P>{font}{half[0]}{half[1]} "
            f"</FONT>\n</P> <P ALIGN=\"center\">{font}7 </FONT></P>\n<p Style='page-break-before:always'>\n<HR>\n"
            f"<P>{font}<U>PART {'I' if item < '4' else 'II'}</U> </FONT></P> <P>{font}(con&#146;d.) </FONT></P>\n<P>\n{font}{half[2].strip()}</FONT></P>"
        )
    return (
        "<DOCUMENT>\n<TYPE>\n<SEQUENCE>\n<TEXT>\n<HTML><BODY><P>FORM 10-K </P><P>For the fiscal year ended October 31, 2003 </P>"
        "<P>THORNBURY STEEL CORPORATION </P><P>(Exact name of Registrant as specified in its charter) </P>"
        f"<P>{font}<U>PART I</U></FONT></P>{''.join(pages)}</BODY></HTML></TEXT></DOCUMENT>"
    )


def _contents(items: Mapping[str, str]) -> str:
    rows = "".join(
        f'<tr><td><div><a href="#i{item}">Item&#160;{item}.</a></div></td><td><div><a href="#i{item}">{title}</a></div></td>'
        f"<td><div>{page}</div></td></tr>"
        for page, (item, title) in enumerate(items.items(), 3)
    )
    return f"<table><tr><td colspan=2>PART I</td><td>1</td></tr>{rows}</table>"


def _html(parts: str, cover: str = "Norvale Power, Inc.") -> str:
    return (
        "<html><head><title>nvp-20231231</title></head><body><div style='display:none'><ix:header><ix:hidden>"
        '<ix:nonNumeric contextRef="c-1" name="dei:DocumentFiscalYearFocus" id="f-1">2023</ix:nonNumeric></ix:hidden></ix:header></div>'
        '<div><span>FORM 10-K</span></div><div>For the fiscal year ended <ix:nonNumeric name="dei:DocumentPeriodEndDate">'
        "December&#160;31, 2023</ix:nonNumeric></div>"
        f'<div><ix:nonNumeric contextRef="c-1" name="dei:EntityRegistrantName" id="f-7">{cover}</ix:nonNumeric></div>'
        f"<div>(Exact name of registrant as specified in its charter)</div>{parts}<div>SIGNATURES</div><div>A. Person</div></body></html>"
    )


def inline_xbrl() -> str:
    """Today's HTML: contents with links, empty paragraphs of signs without width, a link back on every page."""
    page = '<div><p>\u200b</p><p>12</p></div><div><p><a href="#TOC">Table of Contents</a></p></div>'
    pages = [
        f"<p>PART&#160;{PARTS.get(item)}</p>" * (item in PARTS)
        + f'<div id="i{item}"><span style="font-weight:700">\u200bItem&#160;{item}.&#160;&#160;{title}\u200b</span></div><div><span>{body(item)}</span></div>{page}'
        for item, title in TITLES.items()
    ]
    return _html(_contents(TITLES) + "".join(pages))


def running_heads() -> str:
    """Each page begins with "PART I" and "Item 1A", and no heading bears the item's title."""
    pages = []
    for item in ("1", "1A", "2", "7", "7A", "8"):
        first, second = body(item).split("A supplier", 1)
        part = "I" if item in ("1", "1A", "2") else "II"
        head = f"<div>PART&#160;{part}</div><div>Item&#160;{item}</div>"
        pages.append(f"{head}<div>{first}</div><div>4</div>{head}<div>A supplier{second}</div><div>5</div>")
    return _html(_contents({item: TITLES[item] for item in ("1", "1A", "2", "7", "7A", "8")}) + "".join(pages))


def joint_items() -> str:
    """ "Items 1 and 2. Business and Properties", "Item 7 and 7A."."""
    heads = {
        "1": "Items 1 and 2. Business and Properties", "1A": "ITEM 1A. RISK FACTORS", "3": "Item 3. Legal Proceedings",
        "7": "Item 7 and 7A. Management's Discussion and Analysis; Market Risk", "8": "Item 8. Financial Statements",
        "10": "Items 10 through 13. Directors and others",
    }  # fmt: skip
    return _html("".join(f"<p>{head}</p><p>{body(item)}</p>" for item, head in heads.items()))


def odd_labels() -> str:
    """ "Item No. 1A", no space, a space before the letter, titles in small letters or in a paragraph of their own."""
    heads = {
        "1": "Item No. 1. Business", "1A": "ITEM1A.RISK FACTORS", "2": "item 2. properties",
        "7": "Item 7.</p><p>Management's Discussion and Analysis",
        "7A": "Item 7 A. Quantitative and Qualitative Disclosures", "8": "ITEM 8 &mdash; FINANCIAL STATEMENTS",
    }  # fmt: skip
    return _html("".join(f"<p>{head}</p><p>{body(item)}</p>" for item, head in heads.items()))


def index_of_items() -> str:
    """Headings without numbers; the items stand in a cross-reference index at the end."""
    pages = "".join(f"<p>{TITLES[item]}</p><p>{body(item)}</p>" for item in ("1", "1A", "3", "7", "7A"))
    return _html(f"{pages}<p>Form 10-K Cross-Reference Index</p>{_contents(TITLES)}")


def quarterly() -> str:
    """A 10-Q whose parts and items stand on one line, and whose numbers begin anew."""
    heads = {
        "1.1": "PART I. FINANCIAL INFORMATION Item 1. Financial Statements", "1.2": "Item 2. Management's Discussion and Analysis",
        "1.3": "Item 3. Quantitative and Qualitative Disclosures About Market Risk", "1.4": "Item 4. Controls and Procedures",
        "2.1": "PART II - OTHER INFORMATION, Item 1. Legal Proceedings", "2.1A": "Item 1A. Risk Factors",
    }  # fmt: skip
    pages = "".join(f"<p>{head}</p><p>{body(key)}</p>" for key, head in heads.items())
    return f"<html><body><p>FORM 10-Q</p><p>For the quarterly period ended June 30, 2022</p>{pages}<p>SIGNATURES</p></body></html>"


STRUCTURES: Mapping[Callable[[], str], tuple[str, ...]] = {
    ascii_1994: ("1.1", "1.2", "1.3", "2.7", "2.8"),
    ascii_1996_tables: ("1.1", "1.4", "2.7", "4.14"),
    small_business_justified: ("1.1", "2.6", "2.7", "2.8A"),
    font_tags_2003: ("1.1", "1.2", "1.3", "2.7", "2.7A", "2.8"),
    inline_xbrl: (
        "1.1",
        "1.1A",
        "1.1B",
        "1.2",
        "1.3",
        "1.4",
        "2.5",
        "2.6",
        "2.7",
        "2.7A",
        "2.8",
        "2.9A",
        "3.10",
        "4.15",
    ),
    running_heads: ("1.1", "1.1A", "1.2", "2.7", "2.7A", "2.8"),
    joint_items: ("1.1", "1.1A", "1.3", "2.7", "2.8", "3.10"),
    odd_labels: ("1.1", "1.1A", "1.2", "2.7", "2.7A", "2.8"),
    index_of_items: ("1.1", "1.1A", "1.3", "2.7", "2.7A"),
    quarterly: ("1.1", "1.2", "1.3", "1.4", "2.1", "2.1A"),
}
"""By the way it is built: the keys of its items in order."""
