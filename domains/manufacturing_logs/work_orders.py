"""What a work order says: which component, what was wrong with it, what was done."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from domains.manufacturing_logs.components import COMPONENTS
from domains.manufacturing_logs.failure_modes import failure_mode
from domains.manufacturing_logs.german_words import ACTIONS as GERMAN
from domains.manufacturing_logs.wording import ShorthandOptions, expand

MAX_READ = 2_000
"""Characters of a work order that are read: what it is about stands at its beginning."""

ACTIONS: Mapping[str, re.Pattern[str]] = {
    name: re.compile(rf"\b(?:{words}|{GERMAN[name]})\b", re.IGNORECASE)
    for name, words in {
        "replaced": r"replac\w+|r ?[+&] ?r|renew\w*|swapp?\w*|chang(?:e|ed) out|changed(?! (?:over|to|from|set"
        r"|speed|recipe))|"
        r"new (?:\w+ ){0,3}(?:fitted|installed)|(?:fitted|installed) (?:a )?(?:new|spare)|chgd?|repl'?d|rewound",
        "repaired": r"repair\w*|fix(?:ed)?|(?<!contactor )(?<!relay )weld\w*|rebuil[dt]\w*|mended|patch\w*"
        r"|splic\w*|refitted|"
        r"soldered|reseal(?:ed)?|crimped|rewired|straightened|shortened|took out (?:\w+ )?links?",
        "adjusted": r"adj(?:usted|ust|d)?|adjust\w*|align\w*|realign\w*|re-?align\w*|shimmed|tracked|tighten\w*"
        r"|calibrat\w*|recal(?:\'?d)?|recalibrat\w*|"
        r"reset (?:guides|limits)|(?:re-?)?tensioned|re-?track\w*|nipped up|slackened|torqued|lined up",
        "lubricated": r"greas(?:e|ed)|regreas\w*|lubricat\w+|oiled|topped up",
        "cleaned": r"clean(?:ed)?|flush(?:ed)?|unblock\w*|unjammed|wiped|hoovered|vacuumed|washed|descaled|dug out"
        r"|(?<!alarm )(?<!fault )(?<!error )cleared(?! (?:alarm|fault|error)| (?:&|and|\+) re)|clear (?:jam"
        r"|blockage)|blew out",
        "reset": r"reset|restart\w*|reboot\w*|power ?cycled|cleared (?:alarm|fault|error)|(?:alarm|fault"
        r"|error) cleared",
        "inspected": r"inspect\w*|check(?:ed)?|tested|test (?:ok|run)|look(?:ed)? at|investigat\w*|troubleshoot"
        r"|no fault found",
        "ordered": r"parts? ordered|on order|to be ordered|ordered",
    }.items()
}
"""The first that is spoken of is the action; what was mended counts before what was looked at."""

_SHORTHAND = ShorthandOptions()


@dataclass(frozen=True)
class WorkOrder:
    """Component, problem (ISO 14224's name of the failure mode, with its code) and action; each None if not named."""

    component: str | None
    problem: str | None
    action: str | None


def read_order(text: str) -> WorkOrder:
    """The three, read off a text as people write it; short forms and misspellings are understood."""
    plain = expand(text[:MAX_READ], _SHORTHAND)
    mode = failure_mode(plain)
    return WorkOrder(
        _first(COMPONENTS, plain),
        None if mode is None else f"{mode.name} ({mode.code})",
        next((name for name, pattern in ACTIONS.items() if pattern.search(plain)), None),
    )


def _first(patterns: Mapping[str, re.Pattern[str]], text: str) -> str | None:
    """The name whose words stand first in the text: a work order names its component before what is near it."""
    found = [(match.start(), name) for name, pattern in patterns.items() if (match := pattern.search(text))]
    return min(found)[1] if found else None
