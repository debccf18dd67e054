"""The parts of machines people name in work orders and log lines."""

from __future__ import annotations

import re
from collections.abc import Mapping

COMPONENTS: Mapping[str, re.Pattern[str]] = {
    name: re.compile(words, re.IGNORECASE)
    for name, words in {
        "pump": r"\bpumps?\b|\bimpellers?\b|\blaufrad\b|\b\w*pumpen?\b",
        "motor": r"\bmotors?\b|\b\w*motor(?:en|s)?\b",
        "bearing": r"\bbearings?\b|\bbrgs?\b|\b\w*lager(?:n|s|schaden)?\b|\bpillow blocks?\b",
        "valve": r"\bvalves?\b|\bvlvs?\b|\b\w*ventile?n?\b|\bsolenoids?\b|\bsteam traps?\b",
        "seal": r"\bseals?\b|\bgaskets?\b|\bo-?rings?\b|\b\w*dichtung(?:en)?\b|\bsimmerringe?\b|\bpacking\b",
        "hose or pipe": r"\bhoses?\b|\bpipes?\b|\bpiping\b|\bpipelines?\b|\b\w*schl(?:auch|äuche)\b"
        r"|\b\w*rohr(?:e|leitung)?\b|\b\w*(?:luft|hydraulik|wasser|dampf)leitung(?:en)?\b",
        "belt": r"\bbelts?\b|\b\w*riemen\b|\b\w*f(?:ö|oe)rderb(?:and|änder)\b"
        r"|\b\w*gurte?s?\b",
        "chain or sprocket": r"\bchains?\b|\bsprockets?\b|\b\w*ketten?\b",
        "coupling": r"\bcouplings?\b|\bcplg\b|\b\w*kupplung(?:en)?\b|\bclutch(?:es)?\b",
        "gearbox": r"\bgear ?box(?:es)?\b|\bg/box\b|\bgears?\b|\bgear reducers?\b|\b\w*getriebe\b",
        "shaft or roller": r"\bshafts?\b|\brollers?\b|\bspindles?\b|\bpulleys?\b"
        r"|\b(?:\w*spindeln?|wellen?|\b\w*walzen?)\b",
        "cylinder": r"\bcylinders?\b|\bcyl\b|\bactuators?\b|\b\w*zylinder\b",
        "switch": r"\b(?:proximity|limit|prox|pressure|level|flow|safety) (?:sw|switch(?:es)?)\b|\bswitch(?:es)?\b"
        r"|\bpush ?buttons?\b|\be-?stops?\b|\bnot-?(?:aus|halt)\b|\btaster\b|\b(?:end|n(?:ä|ae)herungs|druck"
        r"|not-?aus-?)?schalter\b",
        "sensor": r"\bsensors?\b|\btransmitters?\b|\btransducers?\b|\bencoders?\b|\bprobes?\b|\bthermocouples?\b"
        r"|\bphoto(?:cells?|eyes?)\b|\bproximity\b(?! sw)|\b\w*sensor(?:en)?\b|\b\w*f(?:ü|ue)hler\b"
        r"|\binitiator(?:en)?\b|\blichtschranken?\b"
        r"|\blight curtains?\b",
        "heater or cooler": r"\bheaters?\b|\bheating elements?\b|\bcoolers?\b|\bchillers?\b|\bheat exchangers?\b"
        r"|\bheizung(?:en)?\b|\bk(?:ü|ue)hler\b",
        "fan": r"\bfans?\b|\bblowers?\b|\b(?:l(?:ü|ue)fter|gebl(?:ä|ae)se)\b",
        "brake": r"\bbrakes?\b|\b\w*bremsen?\b",
        "cable": r"\bcables?\b|\bwir(?:e|es|ing)\b|\bconnectors?\b|\b\w*kabel\b|\bstecker\b",
        "breaker or fuse": r"\bbreakers?\b|\bfuses?\b|\bcontactors?\b|\brelays?\b"
        r"|\b(?:sicherung(?:en)?|sch(?:ü|ue)tz|relais|motorschutz\w*)\b",
        "power supply": r"\bpower suppl(?:y|ies)\b|\bpsu\b|\bups\b|\btransformers?\b|\bnetzteile?\b"
        r"|\bbatter(?:y|ies)\b|\bgen ?sets?\b|\bgenerators?\b|\bbatterien?\b",
        "filter": r"\bfilters?\b|\bstrainers?\b|\b\w*filtern?\b|\bsiebe?\b",
        "nozzle": r"\bnozzles?\b|\bspray tips?\b|\bd(?:ü|ue)sen?\b",
        "tank": r"\btanks?\b|\bvessels?\b|\breservoirs?\b|\bbeh(?:ä|ae)lter\b",
        "compressor": r"\bcompressors?\b|\bair comp\b|\bkompressor(?:en)?\b",
        "tool or die": r"\bmou?lds?\b|\bdie (?:set|plate|block)s?\b|\bpunch(?:es)?\b|\bblades?\b|\bkni(?:fe|ves)\b"
        r"|\btooling\b|\bwerkzeuge?\b|\bmesser\b",
        "guard or door": r"\bguards?\b|\bdoors?\b|\binterlocks?\b|\bschutzt(?:ü|ue)r(?:en)?\b",
        "bolt or screw": r"\bbolts?\b|\bscrews?\b(?! (?:conveyor|feeder|pump|press|compressor))|\bfasteners?\b"
        r"|\bschrauben?\b",
        "controller": r"\bplc\b|\bcontrollers?\b|\bdrives?\b(?! (?:end|side|shaft|belt|chain|gear|wheel|motor))"
        r"|\binverters?\b|\bvfds?\b|\bhmi\b|\bsps\b|\bumrichter\b"
        r"|\bsteuerung(?:en)?\b",
        "disk or memory": r"\bdisks?\b|\bmemory\b|\bcache\b",
        "network": r"\bnetwork\b|\bsockets?\b|\bconnections?\b",
    }.items()
}
"""By name, the words that name it, in English and German; our own list."""
