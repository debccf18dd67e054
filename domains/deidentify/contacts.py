"""E-mail, web and network addresses."""

from __future__ import annotations

import re
from ipaddress import ip_address

from domains.deidentify.findings import Scope, Search
from domains.deidentify.linear import linear
from domains.deidentify.tags import Kind

_OUT = r"\s\x00<>()\[\]\"|"
_EMAIL = linear(rf"[^{_OUT}@,;:]{{1,64}}@[^{_OUT}@,;:]{{1,200}}[^{_OUT}@,;:.!?']")
_SPOKEN_EMAIL = linear(
    r"\b[\w.+-]{2,40} {0,2}(?:\(at\)|\[at\]|\{at\}| at ) {0,2}[\w-]{2,40} {0,2}(?:\(dot\)|\[dot\]|\{dot\}|"
    r" dot |\.) {0,2}"
    r"(?:com|org|net|edu|gov|io|co|uk|de)\b",
    re.IGNORECASE,
)
_URL = linear(rf"\b(?:https?|ftp|file)://[^{_OUT}]{{1,1000}}|\bwww\.[^{_OUT}]{{2,500}}", re.IGNORECASE)
_DOMAIN = linear(
    r"(?<![\w@.-])(?:[a-z0-9][a-z0-9-]{0,62}\.){1,4}"
    r"(?:com|org|net|edu|gov|info|biz|io|nhs\.uk|ac\.uk|co\.uk|org\.uk|uk|de|fr|es|it|nl|ch|at|se|no|dk|fi|pl|"
    r"cz|eu|us|ca|au|nz|in|br|me)"
    rf"(?:\.[a-z]{{2}})?\b(?:/[^{_OUT}]{{0,500}})?(?![\w@])",
    re.IGNORECASE,
)
_IPV4 = linear(r"(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?:/\d{1,2})?(?!\w|\.\d)")
_IPV6 = linear(r"(?<![\w:.])[0-9A-Fa-f:]{2,39}:[0-9A-Fa-f.]{0,15}(?![\w:])")
_MAC = linear(r"(?<![\w:-])(?:[0-9A-Fa-f]{2}[:-]){5}[0-9A-Fa-f]{2}(?![\w:-])")
_HANDLE = linear(r"(?<![\w@.])@[A-Za-z](?:\w|\.(?=\w)){2,30}\b")
_SENTENCE_END = ".,;:!?'"
# A word before a full stop and the next sentence's first word look like a domain: "pain.No", "well.It".
_SHORT_ENDINGS = frozenset({"in", "it", "no", "at", "me", "us", "is", "io", "co", "de", "es", "se"})


def _is_address(text: str, scope: Scope) -> bool:
    """Whether it is an address that can lead to somebody; the reserved ones of a networking course are content."""
    try:
        address = ip_address(text.split("/", maxsplit=1)[0].rstrip("."))
    except ValueError:
        return False
    return scope is Scope.CLINICAL or address.is_global


def _is_domain(match: re.Match[str]) -> bool:
    host = match.group(0).split("/")[0]
    return host.rsplit(".", 1)[-1].lower() not in _SHORT_ENDINGS or host.count(".") > 1 or "/" in match.group(0)


def _has_a_host(address: str) -> bool:
    """Whether letters stand behind the sign: "SEP 14, 2024@10:32" is a day and its hour."""
    return any(map(str.isalpha, address.rpartition("@")[2]))


def find_contacts(search: Search) -> None:
    """Take e-mail addresses, URLs, domains, IP and hardware addresses, and handles."""
    addresses = ((m.start(), m.end(), Kind.EMAIL) for m in _EMAIL.finditer(search.text) if _has_a_host(m.group(0)))
    search.take_all(addresses, "e-mail address")
    search.take(_SPOKEN_EMAIL, Kind.EMAIL, "e-mail address in words")
    urls = (
        (m.start(), m.start() + len(m.group(0).rstrip(_SENTENCE_END)), Kind.URL) for m in _URL.finditer(search.text)
    )
    search.take_all(urls, "web address")
    domains = ((m.start(), m.end(), Kind.URL) for m in _DOMAIN.finditer(search.text) if _is_domain(m))
    search.take_all(domains, "web address")
    search.take(_MAC, Kind.DEVICE, "hardware address")
    for pattern in (_IPV4, _IPV6):
        found = (
            (m.start(), m.end(), Kind.IP)
            for m in pattern.finditer(search.text)
            if _is_address(m.group(0), search.scope)
        )
        search.take_all(found, "network address")
    search.take(_HANDLE, Kind.ID, "handle")
