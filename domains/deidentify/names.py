"""Names of people: after titles and labels, before degrees, by word lists, and wherever they occur again."""

from __future__ import annotations

import re

from domains.deidentify.cues import (
    DASH_SIGNATURE,
    DEGREE,
    GIVEN_BEHIND,
    INITIALS,
    LABEL,
    NAME_LINE,
    NAMED,
    SMALL_SURNAME,
    SPOKEN,
    SURNAME_FIRST,
    TITLE,
    WEAK_TITLE,
)
from domains.deidentify.findings import MASK, Scope, Search
from domains.deidentify.linear import Pattern
from domains.deidentify.names_again import NEVER_AGAIN, is_abbreviation
from domains.deidentify.school_names import find_school_names
from domains.deidentify.tags import Kind
from domains.deidentify.tokens import TOKEN, run_of, starts_upper
from domains.deidentify.vocabulary import (
    is_clinical,
    is_eponym,
    is_first_name,
    is_homonym,
    is_homonym_given,
    is_medical,
    is_ordinary,
    is_scholar,
    is_shared,
    is_surname,
    is_word,
    may_name,
    name_like,
    names_a_sign,
    words,
)

_CONTACTS = (Kind.LOCATION, Kind.PHONE, Kind.EMAIL)
_BEFORE_DEGREE = 5


def _capital(token: str) -> bool:
    return starts_upper(token)


def _any_case(token: str) -> bool:
    return starts_upper(token) or not is_word(token)


def _take_titles(search: Search) -> None:
    spans = []
    for match in TITLE.finditer(search.text):
        end, tokens = run_of(search.text, match.end(), _capital)
        shouted = match.group(0).strip().isupper()  # "MR images" is no Mr. Images
        mixed = shouted and bool(tokens) and (not tokens[0].isupper() or is_medical(tokens[0]))
        if mixed and is_word(tokens[0]) and not is_homonym(tokens[0]):
            continue
        if not tokens:
            end, tokens = (0, []) if shouted else run_of(search.text, match.end(), _any_case, most=1)
        if tokens:
            spans.append((match.end(), _without_tail(search.text, match.end(), tokens, end), Kind.NAME))
    search.take_all([_without_possessive(search.text, span) for span in spans], "after a title")


def _without_possessive(text: str, span: tuple[int, int, Kind]) -> tuple[int, int, Kind]:
    start, end, kind = span
    return (start, end - 2, kind) if text[end - 2 : end] == "'s" and end - start > 2 else span


def _without_tail(text: str, start: int, tokens: list[str], end: int) -> int:
    """The end without everyday words behind the first name ("Mr. Young Denies pain")."""
    if len(tokens) == 1:
        return end
    begun, shouted = False, tokens[0].isupper()

    def fits(token: str) -> bool:
        nonlocal begun
        first, begun = not begun and starts_upper(token), begun or starts_upper(token)
        stops = not first and not shouted and is_abbreviation(token)  # "Mr. Young VA 6/9"
        return not stops and (first or _tail(token) or (token == tokens[1] and not _bears(tokens[0])))

    return run_of(text, start, fits)[0]


def _bears(token: str) -> bool:
    """Whether a word can be a surname by itself; behind one that cannot, the next belongs to it: "Mr. Two Bulls"."""
    return not is_word(token) or may_name(token)


def _tail(token: str) -> bool:
    """A capitalised word that may be the further part of a name."""
    return starts_upper(token) and may_name(token) and not _is_shouted_function(token)


def _is_shouted_function(token: str) -> bool:
    """Whether capitals are a small word of a note in capitals: "SON EDUARDO TO BRING"."""
    return token.isupper() and len(token) > 1 and token.lower() in words("function_words")


def _take_after(search: Search, pattern: Pattern, reason: str, *, comma: bool) -> None:
    spans = []
    for match in pattern.finditer(search.text):
        end, tokens = run_of(search.text, match.end(), _tail, comma=comma)
        likely = len(tokens) > 1 or (len(tokens) == 1 and name_like(tokens[0]))
        if search.scope is Scope.PUPIL and pattern is not LABEL:
            likely = bool(tokens) and (is_first_name(tokens[0]) or match.group(0).lower().startswith("my "))
        if search.scope is Scope.CLINICAL and len(tokens) == 1 and pattern in (LABEL, SPOKEN):
            likely = likely or is_homonym(tokens[0])
        if pattern is WEAK_TITLE and len(tokens) == 1 and not likely:
            likely = _is_relative(match.group(0)) and is_homonym_given(tokens[0]) and tokens[0] not in NEVER_AGAIN
        if likely and len(tokens[0]) > 1 and not is_eponym(search.text, end):
            spans.append((match.end(), end, Kind.NAME))
    search.take_all(spans, reason)


def _is_relative(cue: str) -> bool:
    """Whether the word before a name is what people are to one another: "Patient Will follow" names nobody."""
    return cue.strip(" ,").lower() not in ("patient", "pt", "student", "pupil", "nurse", "doctor")


def _take_named(search: Search) -> None:
    """Lower-case names after a label that can be followed by nothing else."""
    spans = []
    for match in NAMED.finditer(search.text):
        end, tokens = run_of(search.text, match.end(), _any_case, most=3)
        if tokens and len(tokens[0]) > 1:
            spans.append((match.end(), end, Kind.NAME))
    search.take_all(spans, "after a label")


def _take_degrees(search: Search) -> None:
    """The capitalised words before a degree: "Ann B. Example, MD"."""
    spans = []
    for degree in DEGREE.finditer(search.text):
        window = max(0, degree.start() - 80)
        tokens = list(TOKEN.finditer(search.text, window, degree.start()))[-_BEFORE_DEGREE:]
        start, place = degree.start(), degree.start()
        for token in reversed(tokens):
            between = search.text[token.end() : place]
            if between.strip(" .") or not _tail(token.group(0)) or _is_degree(token.group(0)):
                break
            start = place = token.start()
        stage = degree.group(0).strip(" ,.") == "III" and len(search.text[start : degree.start()].split()) < 2
        turned = SURNAME_FIRST.search(search.text, max(0, start - 40), start) if start < degree.start() else None
        if turned and not (is_ordinary(turned["value"]) or is_clinical(turned["value"])):
            start = turned.start("value")
        if start < degree.start() and not stage:  # "GOLD III" is no person
            spans.append((start, degree.start(), Kind.NAME))
            spans += _given_behind(search.text, start, degree)
    search.take_all(spans, "before a degree")


def _given_behind(text: str, start: int, degree: re.Match[str]) -> list[tuple[int, int, Kind]]:
    """The given name behind a surname's degree: "Pruitt DO, Samson L"."""
    given = GIVEN_BEHIND.match(text, degree.end()) if text[start : degree.start()].isalpha() else None
    first = given["value"].split()[0] if given else ""
    initial = given is not None and " " in given["value"]
    if given is None or not (initial or is_first_name(first) or not is_word(first)):
        return []
    return [(given.start("value"), given.end("value"), Kind.NAME)]


def _is_degree(token: str) -> bool:
    return token.isupper() and token.lower().strip(".") in words("degrees")


def _take_initials(search: Search) -> None:
    spans = []
    for match in INITIALS.finditer(search.text):
        if match.group(0)[0].isupper() and not _is_unit(search.text, match.start()):
            end, tokens = run_of(search.text, match.end(), _tail, most=2)
            known = search.scope is Scope.CLINICAL or (bool(tokens) and is_surname(tokens[-1]))
            if tokens and known and not is_eponym(search.text, end) and not is_scholar(tokens[-1]):
                spans.append((match.start(), _without_tail(search.text, match.end(), tokens, end), Kind.NAME))
    search.take_all(spans, "initials and a name")


def _is_unit(text: str, start: int) -> bool:
    """Whether the capital is a unit or a side, and no initial: "on 4 L. Mockford notified"."""
    if text[max(0, start - 1) : start] in ("<", ">", "="):
        return True  # "R>L. Mockford"
    return text[max(0, start - 2) : start - 1].isdigit() and text[start - 1 : start] == " " and text[start] in "LCFG"


def _from_lists(search: Search) -> None:
    """First names, with the names behind them; surnames by themselves in clinical text."""
    spans: list[tuple[int, int, Kind]] = []
    taken = 0
    for match in TOKEN.finditer(search.text):
        token = match.group(0)
        if match.start() < taken or MASK in token:
            continue
        end = _listed_end(search, match.start(), token)
        sign = names_a_sign(search.text, match.start(), match.start() + len(token))
        if end and not sign and not is_eponym(search.text, end) and not is_scholar(token):
            spans.append((match.start(), end, Kind.NAME))
            taken = end
    search.take_all(spans, "word list of names")


def _listed_end(search: Search, start: int, token: str) -> int:
    """Where the name beginning with `token` ends, or 0 where the lists do not make it one."""
    if not starts_upper(token):
        return _small_end(search.text, start, token)
    first, surname = is_first_name(token), is_surname(token)
    end, tokens = run_of(search.text, start, _tail)
    if len(tokens) == 1 and token.isupper() and len(token) < 6:
        return 0  # "ELISA", "SAM": an abbreviation as likely as a name
    if first or (surname and (search.scope is Scope.CLINICAL or len(tokens) > 1)):
        return end or start + len(token.rstrip("."))
    known = is_shared(token) and len(tokens) > 1 and (is_surname(tokens[-1]) or is_shared(tokens[-1]))
    return end if known else 0


def _small_end(text: str, start: int, token: str) -> int:
    """Where a name in small letters ends: a first name that is no word, then what a name is followed by."""
    word = token.rstrip(".")
    if len(word) < 4 or not is_first_name(word) or is_shared(word) or word in words("also_words"):
        return 0
    end = start + len(word)
    follow = SMALL_SURNAME.match(text, end)
    if follow and not (is_ordinary(follow.group("value")) or is_clinical(follow.group("value"))):
        return follow.end("value")
    return end if len(word) > 4 else 0


def _take_unusual(search: Search) -> None:
    """Capitalised words with letters English has not, and lines of nothing but names beside an address."""
    spans = []
    for match in TOKEN.finditer(search.text):
        token = match.group(0)
        if (
            not token.isascii()
            and starts_upper(token)
            and len(token) > 2
            and not (is_clinical(token) or is_eponym(search.text, match.end()))
            and not names_a_sign(search.text, match.start(), match.start() + len(token.rstrip(".")))
        ):
            spans.append((match.start(), run_of(search.text, match.start(), _tail)[0] or match.end(), Kind.NAME))
    search.take_all(spans, "letters of another language")
    if any(found.kind in _CONTACTS for found in search.found):
        search.take_all(
            [
                (match.start("value"), match.end("value"), Kind.NAME)
                for match in NAME_LINE.finditer(search.text)
                if all(name_like(token) for token in TOKEN.findall(match.group("value")))
            ],
            "line beside an address",
        )


def find_names(search: Search) -> None:
    """Take names by their surroundings and by word lists."""
    _take_titles(search)
    find_school_names(search)
    _take_degrees(search)
    _take_after(search, LABEL, "after a label", comma=True)
    _take_named(search)
    _take_after(search, SPOKEN, "after an introduction", comma=False)
    _take_after(search, WEAK_TITLE, "after a role", comma=False)
    _take_after(search, DASH_SIGNATURE, "signature", comma=False)
    _take_initials(search)
    _from_lists(search)
    if search.scope is Scope.CLINICAL:
        _take_unusual(search)
