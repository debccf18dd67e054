# ruff: noqa: E501 (lines of markup as filings have them)
"""How typed filings of the nineties are built, and submissions of several documents: every company is invented."""

from __future__ import annotations

from collections.abc import Sequence

from tests.unit.domains.filing_sentences import PLACES, Said, opened

OLD = ("1", "2", "3", "4", "5", "7", "8", "10", "11")


def submission(form: str, documents: Sequence[tuple[str, str]]) -> str:
    header = (
        f"<SEC-HEADER>\nCONFORMED SUBMISSION TYPE:\t{form}\nCONFORMED PERIOD OF REPORT:\t19970630\n"
        "\t\tCOMPANY CONFORMED NAME:\t\tDORN & PELL INDUSTRIES INC\n</SEC-HEADER>\n"
    )
    return header + "".join(
        f"<DOCUMENT>\n<TYPE>{kind}\n<TEXT>\n{text}\n</TEXT>\n</DOCUMENT>\n" for kind, text in documents
    )


def _filed(form: str, lines: Sequence[str]) -> str:
    exhibit = "ITEM 7. MANAGEMENT'S DISCUSSION\n\nWe did well.\n"
    report = "\n".join((f"FORM {form}\n", *lines, "\n     SIGNATURES\n\n     Signed.\n"))
    return submission(form, ((form, report), ("EX-13", exhibit), ("EX-27", "<ARTICLE> 5\n<CASH> 1,204\n")))


def _plain(title: str) -> str:
    return title.upper().replace("\u2019", "'")


def dotted_contents(said: Said) -> str:
    """Titles over two lines, page numbers between hyphens amid sentences, the officers as item 4A."""
    out = [f"Item {item}.  {title[:40]} {'.' * 20} {at + 2}" for at, (_, item, _, title) in enumerate(opened(OLD))]
    for number, (part, item, key, title) in enumerate(opened(OLD)):
        words = _plain(title).split()
        over = "\n           ".join((" ".join(words[:5]), " ".join(words[5:]))).rstrip()
        out += [f"\n                 PART {part}\n" if part else "", f"ITEM {item + '.':<5} {over}\n"]
        lines = said.lines(key, 9)
        out += [*lines[:4], f"\n            - {number + 2} -\n\n<PAGE>\n", *lines[4:], ""]
        if item == "4":
            out += ["ITEM 4A.  EXECUTIVE OFFICERS OF THE REGISTRANT\n", *said.lines("1.4A", 5), ""]
        if item == "7":
            out += [
                "<TABLE>\n<S>        <C>      <C>\nSales     $ 4,204   $ 4,100\nLoss        (204)     (310)\n</TABLE>\n"
            ]
    return _filed("10-K", out)


def hyphens_and_heads_that_go_on(said: Said) -> str:
    """ "ITEM 1 - BUSINESS", and "(Continued)" at the head of further pages."""
    out: list[str] = []
    for number, (_, item, key, title) in enumerate(opened(OLD)):
        lines = said.lines(key, 9)
        again = [f"\n         {number + 2}\n<PAGE>\nItem {item} - {title.replace(chr(8217), chr(39))} (Continued)\n"]
        out += [f"\nITEM {item} - {_plain(title)}\n", *lines[:4], *again, *lines[4:]]
    return _filed("10-K405", out)


def mentions_at_line_starts(said: Said) -> str:
    """The label on a line of its own, the title below; lines amid a paragraph begin with an item's number."""
    out: list[str] = []
    for part, item, key, title in opened(OLD):
        out += [
            f"\n              PART {part}\n" if part else "",
            f"              ITEM {item}.\n\n       {_plain(title)}\n",
        ]
        out += [*said.lines(key), ""]
        said.one(key, "The text on page 12 and in Item 7 of this report, and also in Item 8, describes it.")
        out += ["     The text on page 12 and in\nItem 7 of this report, and also in\nItem 8, describes it.\n"]
        said.one(key, 'The figures are in "Item 8. Financial Statements and Supplementary Data" below.')
        out += ['     The figures are in "Item 8. Financial Statements and\nSupplementary Data" below.\n']
    return _filed("10-K", out)


def quarterly_typed(said: Said) -> str:
    """A 10-Q of 1997 with an index and exhibits in a list."""
    heads = {
        "1.1": "FINANCIAL STATEMENTS", "1.2": "MANAGEMENT'S DISCUSSION AND ANALYSIS OF FINANCIAL CONDITION AND\n         RESULTS OF OPERATIONS",
        "2.1": "LEGAL PROCEEDINGS", "2.4": "SUBMISSION OF MATTERS TO A VOTE OF SECURITY HOLDERS", "2.6": "EXHIBITS AND REPORTS ON FORM 8-K",
    }  # fmt: skip
    out = ["          INDEX\n", *(f"  Item {key[2:]}.  {head.splitlines()[0]:<60} 3" for key, head in heads.items())]
    for key, head in heads.items():
        part = f"\n<PAGE>\n\n         PART {'I' * int(key[0])} - INFORMATION\n" if key in ("1.1", "2.1") else ""
        out += [part, f"ITEM {key[2:]}.  {head}\n"]
        if key == "2.6":
            out += [f"     {said.one(key, '(a)  Exhibits')}\n", f"     {said.one(key, '(b)  Reports on Form 8-K')}\n"]
        out += [*said.lines(key), "\n                 7\n<PAGE>\n"]
    return _filed("10-Q", out)


def pasted(said: Said) -> str:
    """Copied from a browser: no blank lines, the contents with tabs."""
    out = ["FORM 10-K\nAlder Tin, Inc.\n(Exact name of registrant as specified in its charter)\nTable of Contents"]
    out += [f"Item {item}.\t{PLACES[item][1]}\t{at + 3}" for at, item in enumerate(OLD)]
    for part, item, key, title in opened(OLD):
        out += [*([f"PART {part}"] if part else []), f"Item {item}. {title}", said.text(key), said.text(key)]
    return "\n".join((*out, "SIGNATURES", "Signed."))


def as_markdown(said: Said) -> str:
    """As converters write it: headings with signs, names in strong letters, contents and figures in tables of bars."""
    out = [
        "# FORM 10-K",
        "**Alder Tin, Inc.**\n(Exact name of registrant as specified in its charter)",
        "## Table of Contents",
    ]
    rows = (f"| [Item {item}.](#i{at}) | [{PLACES[item][1]}](#i{at}) | {at + 3} |" for at, item in enumerate(OLD))
    out += ["\n".join(("| | | |", "| --- | :--- | ---: |", *rows))]
    for part, item, key, title in opened(OLD):
        out += [*([f"# **PART {part}**"] if part else []), f"## **Item {item}.** {title}", said.text(key), "---"]
        out += [
            said.text(key).replace("$", r"\$"),
            "| | 2023 | 2022 |\n|---|---|---|\n| **Sales** | $ 4,204 | $ 4,100 |",
        ]
    return "\n\n".join((*out, "## SIGNATURES", "Signed."))


HABITS = (dotted_contents, hyphens_and_heads_that_go_on, mentions_at_line_starts, quarterly_typed, pasted, as_markdown)
