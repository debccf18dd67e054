"""How grave a log line is, by whatever word, letter or number its logger writes for that."""

from __future__ import annotations

from collections.abc import Mapping

SEVERITIES = ("DEBUG", "INFO", "WARN", "ERROR", "FATAL")

_WORDS: Mapping[str, tuple[str, ...]] = {
    "DEBUG": ("TRACE", "VERBOSE", "DEBUG", "FINE", "FINER", "FINEST", "VRB", "TRC", "DBG", "DEBU", "TRAC"),
    "INFO": ("INFO", "INFORMATION", "INFORMATIONAL", "NOTICE", "CONFIG", "INF"),
    "WARN": ("WARN", "WARNING", "WRN"),
    "ERROR": ("ERR", "ERROR", "SEVERE", "ERRO"),
    "FATAL": (
        "FATAL", "CRIT", "CRITICAL", "ALERT", "EMERG", "EMERGENCY", "PANIC", "FAILURE", "FTL", "FATA", "CRT", "PANI",
    ),
}  # fmt: skip
_OF_PLANTS: Mapping[str, tuple[str, ...]] = {
    "INFO": ("HINWEIS", "MELDUNG", "MESSAGE", "EVENT", "EREIGNIS", "BETRIEBSMELDUNG"),
    "WARN": ("WARNUNG",),
    "ERROR": ("FEHLER", "ALARM", "FAULT", "ST\u00d6RUNG", "STOERUNG"),
    "FATAL": ("KRITISCH", "FATALER FEHLER", "NOT-HALT"),
}
"""What systems of control call it, in German too: words that stand in messages as well, so only a field of its own, or
capitals of a German word behind the time, are a level."""

SEVERITY_OF_WORD = {word: severity for severity, words in _WORDS.items() for word in words}
SEVERITY_OF_FIELD = SEVERITY_OF_WORD | {word: severity for severity, words in _OF_PLANTS.items() for word in words}
SEVERITY_OF_LETTER = {"V": "DEBUG", "D": "DEBUG", "I": "INFO", "W": "WARN", "E": "ERROR", "F": "FATAL"}
"""The one-letter levels of Android, glog, Ruby and MongoDB."""
SEVERITY_OF_CODE = ("FATAL", "FATAL", "FATAL", "ERROR", "WARN", "INFO", "INFO", "DEBUG")
"""Syslog's numerical severities 0 to 7 (RFC 5424, table 2)."""
SEVERITY_OF_TENS = {10: "DEBUG", 20: "DEBUG", 30: "INFO", 40: "WARN", 50: "ERROR", 60: "FATAL"}
"""Those of Bunyan and Pino."""


def severity(word: str) -> str | None:
    """The severity a level word stands for, whatever its case; None for a word that is no level."""
    return SEVERITY_OF_FIELD.get(word.strip().upper())


def severity_of_number(number: int, *, syslog: bool) -> str | None:
    """The severity a level number stands for: of syslog's scale, else of the tens that loggers of Node.js write."""
    if syslog:
        return SEVERITY_OF_CODE[number] if 0 <= number < len(SEVERITY_OF_CODE) else None
    return SEVERITY_OF_TENS.get(number)


def one_of(words: Mapping[str, str]) -> str:
    """A pattern that is any of `words`, the longest first."""
    return "|".join(sorted(words, key=len, reverse=True))
