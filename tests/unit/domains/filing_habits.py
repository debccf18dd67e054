# ruff: noqa: E501 (lines of markup as filings have them)
"""How filings of different years and offices are built, in HTML: every company is invented, every item's words are known."""

from __future__ import annotations

from tests.unit.domains.filing_sentences import PLACES, ROMAN, Said, broken, key_of, opened

ALL = tuple(PLACES)
SOME = ("1", "1A", "2", "3", "5", "7", "7A", "8", "9A", "10", "15")
NUMBER = '<div><div style="text-align:center"><span>{page}</span></div></div><hr style="page-break-after:always"/>'


def page(body: str, form: str = "10-K", cover: str = "Harrow Grain Holdings, Inc.") -> str:
    return (
        f"<html><head><title>x</title></head><body><p>FORM {form}</p><p>For the fiscal year ended December 31, 2023</p>"
        f"<p>{cover}</p><p>(Exact name of registrant as specified in its charter)</p>{body}<p>SIGNATURES</p>"
        "<p>Pursuant to the requirements, signed.</p><p>Exhibit 21</p><p>Item 1. Business of subsidiaries. We own Tessel.</p></body></html>"
    )


def contents(items: tuple[str, ...] = ALL) -> str:
    rows = "".join(
        f'<tr><td><a href="#i{item}">Item {item}.</a></td><td><a href="#i{item}">{PLACES[item][1]}</a></td><td>{at + 5}</td></tr>'
        for at, item in enumerate(items)
    )
    return f"<div>TABLE OF CONTENTS</div><table>{rows}</table>"


def styled_spans(said: Said) -> str:
    """Inline XBRL of today: labels parted from titles by fixed blanks, pages that break sentences, bullets off their text."""
    out = ['<div style="display:none"><ix:header><ix:hidden>x</ix:hidden></ix:header></div>', contents()]
    for number, (part, item, key, title) in enumerate(opened(ALL)):
        out.append(f"<div>PART {part}</div>" if part else "")
        out.append(
            f'<div id="i{item}"><span style="font-weight:700">Item&#160;{item}.&#160;&#160;&#160;</span><span>{title}</span></div>'
        )
        if item in ("1B", "4"):
            out.append(f"<div><span>{said.one(key, 'None.')}</span></div>")
            continue
        if item == "1A":
            out.append(f"<div><b>{said.one(key, 'Risks Related to Our Business')}</b></div>")
            said.one(key, "\u2022 loss of a large customer;")
            said.one(key, "\u2022 rising interest rates; and")
            out.append(
                '<div><span>&#8226;</span><span style="padding-left:14pt">loss of a large customer;</span></div>'
            )
            out.append(
                "<table><tr><td></td><td>&#8226;</td><td></td><td><div>rising interest rates; and</div></td></tr></table>"
            )
        for half in range(3):
            before, after = broken(said.html(key, 5))
            foot = NUMBER.format(page=3 * number + half + 1) + '<div><a href="#i1">Table of Contents</a></div>'
            out.append(f"<div>{before}</div>{foot}<div>{after}</div>")
    return page("".join(out))


def part_and_item_on_each_page(said: Said) -> str:
    """Each page opens with its part and its item in two lines, the first of an item's pages with its heading below."""
    out, number = [contents(SOME)], 3
    for item in SOME:
        part, title = PLACES[item]
        for at in range(3):
            before, after = broken(said.html(key_of(item), 6))
            number += 1
            head = f"<p>PART {ROMAN[part]}</p><p>Item {item}</p>"
            first = f"<p>{number}</p><hr>{head}<p><b>ITEM {item}. {title.upper()}</b></p>" if at == 0 else ""
            out.append(f"{first}<p>{before}</p><p>{number}</p><hr>{head}<p>{after}</p>")
    return page("".join(out))


def quarterly(said: Said) -> str:
    """Parts number their items anew; notes have headings of their own, one of them an item's title."""
    items = {"1.1": "Financial Statements (Unaudited)", "1.2": "Management&#8217;s Discussion and Analysis", "1.3": "Quantitative and Qualitative Disclosures About Market Risk", "1.4": "Controls and Procedures",
             "2.1": "Legal Proceedings", "2.1A": "Risk Factors", "2.2": "Unregistered Sales of Equity Securities", "2.5": "Other Information", "2.6": "Exhibits"}  # fmt: skip
    rows = "".join(f"<tr><td>ITEM {key[2:]}.</td><td>{title}</td><td>9</td></tr>" for key, title in items.items())
    out = [f"<table>{rows}</table>"]
    for key, title in items.items():
        if key in ("1.1", "2.1"):
            out.append(f"<p><b>PART {'I' * int(key[0])} &mdash; INFORMATION</b></p>")
        out.append(f"<p><b>ITEM&nbsp;{key[2:]}. {title.upper()}</b></p>")
        if key == "1.1":
            out.append(
                "<table><tr><td>Cash</td><td>$</td><td>1,204</td></tr><tr><td>Debt</td><td>$</td><td>(88)</td></tr></table>"
            )
            out.append(
                f"<p>{said.one(key, 'NOTE 1. BASIS OF PRESENTATION')}</p><p>{said.html(key)}</p><p>{said.one(key, 'Legal Proceedings')}</p>"
            )
        out.append(f"<p>{said.html(key)}</p>")
    return page("".join(out), form="10-Q")


def odd_dashes(said: Said) -> str:
    """Labels joined, with every dash there is, brackets and bars."""
    heads = {"1.1": "Items 1. and 2. Business and Properties", "1.1A": "Item 1A&#8212;Risk Factors", "1.1B": "Item&nbsp;1B &#150; Unresolved Staff Comments", "1.3": "ITEM 3: LEGAL PROCEEDINGS",
             "1.4": "Item 4 | Mine Safety Disclosures", "2.5": "Item 5 &#x2015; Market for Common Equity", "2.6": "Item 6. (Removed and Reserved)", "2.7": "ITEM 7 &#9472; MANAGEMENT&#8217;S DISCUSSION AND ANALYSIS (&#8220;MD&amp;A&#8221;)",
             "2.7A": "Item 7(A). Quantitative and Qualitative Disclosures", "2.8": "Item&#8194;8.&#8195;Financial Statements", "2.9A": "Item 9A(T). Controls and Procedures", "3.10": "Items 10, 11, 12, 13 and 14.", "4.15": "Item 15 \u2012 Exhibits"}  # fmt: skip
    return page("".join(f"<h3>{head}</h3><p>{said.html(key)}</p>" for key, head in heads.items()))


def titles_out_of_order(said: Said) -> str:
    """No numbers but in an index at the end, and the risks told behind the analysis."""
    heads = ("1", "7", "1A", "8", "9A")
    out = [
        f"<h2>{PLACES[item][1]}</h2>{''.join(f'<p>{said.html(key_of(item))}</p>' for _ in range(3))}" for item in heads
    ]
    return page(f"{''.join(out)}<p>Form 10-K Cross-Reference Index</p>{contents()}")


def numbers_alone(said: Said) -> str:
    """ "1A. Risk Factors", without the word."""
    return page(
        "".join(f"<p><b>{item}. {PLACES[item][1]}</b></p><p>{said.html(key_of(item), 14)}</p>" for item in SOME)
    )


def layout_table(said: Said) -> str:
    """The nineties: all within one table, labels in cells, small capitals by FONT, lines broken by BR."""
    out = ["<TABLE WIDTH='100%'><TR><TD>", contents(SOME)]
    for part, item, key, title in opened(SOME):
        small = " ".join(f"{word[0]}<FONT SIZE=1>{word[1:].upper()}</FONT>" for word in title.split())
        out.append(f"<P><B>P<FONT SIZE=1>ART</FONT> {part}</B></P>" if part else "")
        out.append(f"<TABLE><TR><TD><B>I<FONT SIZE=1>TEM</FONT> {item}.</B></TD><TD><B>{small}</B></TD></TR></TABLE>")
        out.append(f"<P>{said.html(key).replace(' to ', '<BR>to ', 1)}</P><P ALIGN=CENTER>12</P><HR>")
    return page("".join(out) + "</TD></TR></TABLE>")


def continued_in_words(said: Said) -> str:
    """Further pages bear the whole title and "(continued)"; the text of some items runs on in the heading's paragraph."""
    out = []
    for _, item, key, title in opened(SOME):
        out.append(
            f"<p><b>Item {item}. {title}.</b> {said.html(key)}</p><p>Item {item}. {title} (continued)</p><p>{said.html(key)}</p>"
        )
    return page("".join(out))


def foreign(said: Said) -> str:
    """A 20-F: parts of Item 3 by letters, of which the risk factors are an item of their own."""
    heads = {"1.1": "IDENTITY OF DIRECTORS, SENIOR MANAGEMENT AND ADVISERS", "1.3": "KEY INFORMATION", "1.4": "INFORMATION ON THE COMPANY", "1.4A": "UNRESOLVED STAFF COMMENTS", "1.5": "OPERATING AND FINANCIAL REVIEW AND PROSPECTS",
             "2.15": "CONTROLS AND PROCEDURES", "2.16K": "CYBERSECURITY", "3.18": "FINANCIAL STATEMENTS"}  # fmt: skip
    out = [
        "<table>",
        *(f"<tr><td>ITEM {key[2:]}.</td><td>{head}</td><td>12</td></tr>" for key, head in heads.items()),
        "</table>",
    ]
    for key, head in heads.items():
        out.append(f"<p><b>ITEM {key[2:]}.&nbsp;&nbsp;{head}</b></p>")
        if key == "1.3":
            out += [f"<p>{said.one(key, 'A. [Reserved]')}</p>", "<p><b>D.&nbsp;&nbsp;Risk Factors</b></p>"]
        out.append(f"<p>{said.html('1.3D' if key == '1.3' else key)}</p>")
    return page("".join(out), form="20-F")


HABITS = (
    styled_spans, part_and_item_on_each_page, quarterly, odd_dashes, titles_out_of_order, numbers_alone, layout_table,
    continued_in_words, foreign,
)  # fmt: skip
