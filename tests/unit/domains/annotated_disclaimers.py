# ruff: noqa: E501 (a sentence a line)
"""Invented sentences of filings that disclaim or are boilerplate to a reader, and some that seem to be."""

from __future__ import annotations

DISCLAIMING = (
    (
        "Boilerplate",
        "The information required by this item is set forth under the caption \u201cReview\u201d in Exhibit 13.",
    ),
    (
        "Safe harbour",
        "Readers are cautioned not to place undue reliance on these statements, which speak only as of the date hereof.",
    ),
    (
        "Safe harbour",
        "Words such as \u201cexpects,\u201d \u201canticipates\u201d and similar expressions are intended to identify forward-looking statements.",
    ),
    ("Safe harbour", "We assume no duty to update any such statement."),
    ("Safe harbour", "Actual results could differ materially from those projected as a result of the factors below."),
    ("Safe harbour", "Except as required by law, we do not intend to revise them."),
    ("Safe harbour", "These statements involve known and unknown risks, uncertainties and other factors."),
    ("Safe harbour", "The Company claims the protection of the safe harbor contained in the PSLRA."),
    (
        "Safe harbour",
        "Important factors that could cause actual results to differ from our expectations include the following.",
    ),
    ("Safe harbour", "You should not rely on forward looking statements as predictions of future events."),
    ("Safe harbour", "We caution you that the foregoing list may not contain all of the factors."),
    ("Boilerplate", "Item 6 is not applicable to smaller reporting companies."),
    (
        "Boilerplate",
        "The information called for by this Item is set forth in the Proxy Statement and is incorporated by reference herein.",
    ),
    ("Boilerplate", "N/A"),
    ("Boilerplate", "No matters were submitted to a vote of security holders during the fourth quarter."),
    ("Boilerplate", "There were no changes in or disagreements with accountants."),
    ("Boilerplate", "See Exhibit Index."),
    ("Boilerplate", "Our SEC filings are available free of charge on our website."),
    ("Boilerplate", "Omitted pursuant to General Instruction I(2)(c) of Form 10-K."),
    ("", "The ship entered a safe harbor in Malta."),
    ("", "We drove the harbor master to the port."),
    ("", "Our loans are made in the ordinary course of business in Ohio and Iowa, where two farms failed."),
    ("", "None of our loans to farms were repaid in 2019 and we wrote them off."),
    ("", "The regulator said that the bank's capital was materially different from what it had reported."),
    ("", "The patent application was omitted from the schedule and the court fined us."),
    ("", "We lease our stores, and our subsidiaries in Chile lost $4 million on copper."),
)
"""The mark first; an empty one where the words look like a formula and are none."""
