"""Words that name a risk beside another sign of one only: a judge may rule against us, or judge wines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

WEAK: Mapping[str, Sequence[str]] = {
    "operational": (
        "accident*", "mistake*", "war", "wars", "trader*", "clerk*", "fire", "fires", "logistics", "migration to",
        "backup", "vacancies",
    ),
    "legal and regulatory": (
        "suit", "suits", "judge", "judges", "supervisor*", "commissioner*", "criminal", "court*", "licens*", "licence*",
    ),
    "strategic": ("fashion", "tastes", "innovation", "integrat*", "competitions"),
    "reputation": ("protest", "protests", "protester*", "protestor*", "angry", "viral", "brand", "brands"),
    "climate and environment": ("weather", "carbon", "spill*"),
}  # fmt: skip
"""By kind of risk."""
SIGNS = (
    "may", "could", "might", "would", "if", "risk*", "cannot", "unable", "fail*", "depend*", "threat*", "harm*",
    "hurt*", "advers*", "loss", "losses", "lose", "loses", "lost", "disrupt*", "damag*", "delay*", "declin*", "closed",
    "closure*", "close our", "halt*", "stopped", "stop our", "interrupt*", "reduce*", "reducing", "suffer*", "victim*",
    "blam*", "liab*", "injur*", "kill*", "destroy*", "ruled", "rules against", "fined", "brought .. against", "filed",
    "against us", "against the company", "against our", "cost us", "costs us", "cut our", "raise our cost*",
    "higher costs", "shortage*", "worse*", "weak*", "uncertain*", "called on", "restrict*", "revok*", "suspend*",
    "denied", "bars", "barred", "wrong*", "unnoticed", "led to", "resulted in",
)  # fmt: skip
"""Words of harm, of what may come and of what is brought against somebody."""
