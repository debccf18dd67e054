"""What is worth telling about the texts of a table, whatever their field."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pandas as pd

from studio.core.counting import counted
from studio.core.findings import Finding, Severity
from studio.services.datasets.language import foreign

MAX_TOKENS = 256
"""What the default backbone and the defaults of the methods read of a text."""
_CHARACTERS_PER_TOKEN = 4.4
_TOKENS_PER_WORD = 1.3
_SHORT = 3
GARBLED = "garbled_characters"
_FOREIGN_SHARE = 0.1
_LANGUAGE_SAMPLE = 1_000
_AS_WESTERN = "[\x80-\xbf\u0152-\u0192\u02c6-\u02dc\u2013-\u203a\u20ac\u2122]"
_MOJIBAKE = re.compile("\u00c3" + _AS_WESTERN + "|\u00e2\u20ac|\u00c2[\xa0-\xbf]|\u00ef\u00bb\u00bf|\ufffd")
"""UTF-8 read as Windows-1252: an accented letter, a quote, a sign, a byte-order mark; or a lost character."""


@dataclass(frozen=True)
class TextFault:
    """Something wrong with texts: `what` in the singular and in the plural, as it follows the count.

    `rows` is a mask over the table's rows.
    """

    code: str
    severity: Severity
    what: tuple[str, str]
    fix: str
    rows: pd.Series[bool]

    def finding(self, table: pd.DataFrame) -> Finding:
        """The fault told of the rows of `table`."""
        numbers = [int(number) for number in table.loc[self.rows, "source_row"]]
        message = f"{counted(len(numbers), *self.what)}."
        return Finding.of_rows(self.code, self.severity, message, self.fix, column="text", rows=numbers)


def text_findings(table: pd.DataFrame) -> list[Finding]:
    """Texts too short, long for a language model, garbled, repeated, contradicting each other, not English."""
    faults = [*text_faults(table), *_repeated(table)]
    return [*(fault.finding(table) for fault in faults if fault.rows.any()), *_language(table)]


def text_faults(table: pd.DataFrame) -> list[TextFault]:
    """What can be wrong with a text by itself, whether or not a row has it."""
    texts = table["text"]
    too_long = f"probably longer than the {MAX_TOKENS} tokens a language model reads at a time"
    return [
        TextFault(
            "short_text",
            Severity.NOTE,
            ("text has fewer than three letters or digits", "texts have fewer than three letters or digits"),
            "Leave them out if they say nothing.",
            texts.str.count(r"\w") < _SHORT,
        ),
        TextFault(
            GARBLED,
            Severity.NOTE,
            (
                "text holds characters that were garbled by a wrong encoding",
                "texts hold characters that were garbled by a wrong encoding",
            ),
            "The repair step mends most of them; better, export the file again as UTF-8.",
            texts.str.contains(_MOJIBAKE),
        ),
        TextFault(
            "long_text",
            Severity.NOTE,
            (f"text is {too_long}", f"texts are {too_long}"),
            "probe and full read such texts in overlapping windows where more than 5 % of the rows are so long, and "
            "cut them otherwise, unless told which to do; counting words (tfidf) reads whole texts.",
            _tokens(texts) > MAX_TOKENS,
        ),
    ]


def estimate_tokens(texts: pd.Series[str], pairs: pd.Series[str] | None = None) -> pd.Series[float]:
    """A guess at how many tokens the longer text of each row has for the default backbone: each is cut by itself."""
    tokens = _tokens(texts)
    return tokens if pairs is None else pd.concat([tokens, _tokens(pairs.fillna(""))], axis=1).max(axis=1)


def _tokens(texts: pd.Series[str]) -> pd.Series[float]:
    by_words = texts.str.count(r"\S+") * _TOKENS_PER_WORD
    by_characters = texts.str.len() / _CHARACTERS_PER_TOKEN
    return pd.concat([by_words, by_characters], axis=1).max(axis=1)


def _repeated(table: pd.DataFrame) -> list[TextFault]:
    asked = ["text", "question"] if "question" in table else ["text"]
    return [
        TextFault(
            "duplicate_rows",
            Severity.NOTE,
            ("row repeats an earlier one with the same answer", "rows repeat an earlier one with the same answer"),
            "Leave them out if they are copies by mistake: once the dataset is kept, its data verdict offers it.",
            table.duplicated([*asked, "target"]),
        ),
        TextFault(
            "contradicting_rows",
            Severity.WARNING,
            (
                "row has a text that also stands there with another answer",
                "rows have a text that also stands there with another answer",
            ),
            "Decide which answer is right; a model cannot learn both. The verdict of the kept dataset offers ways.",
            table.groupby(asked, sort=False)["target"].transform("nunique") > 1,
        ),
    ]


def _language(table: pd.DataFrame) -> list[Finding]:
    sample = (
        table.head(_LANGUAGE_SAMPLE)
        if len(table) <= _LANGUAGE_SAMPLE
        else table.sample(_LANGUAGE_SAMPLE, random_state=0)
    )
    found = sample[foreign(sample["text"].tolist())].sort_values("source_row")
    share = len(found) / max(1, len(sample))
    if share < _FOREIGN_SHARE:
        return []
    rows = [int(number) for number in found["source_row"]]
    message = f"About {share:.0%} of the texts seem not to be English, the language of the default backbone."
    fix = (
        "Counting words (tfidf) works in any language; probe and full need a backbone for the language. "
        "To go on without these texts, keep the dataset: its data verdict offers to leave them out."
    )
    return [Finding.of_rows("other_language", Severity.WARNING, message, fix, column="text", rows=rows)]
