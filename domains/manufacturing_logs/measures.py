"""What a trouble cost, in money and in standstill, and how the columns are called that say so."""

from __future__ import annotations

from collections.abc import Mapping

MEASURES: Mapping[str, str] = {
    "cost": r"(?:^|_)costs?(?:_|$)|kosten(?!stelle)|[£$€]|(?:^|_)(?:eur|usd|gbp|chf)(?:_|$)",
    "downtime": r"down_?times?(?!_(?:reason|cause|code|class|category|type))|stoppage(?!_(?:reason|cause|code|class))"
    r"|stillstand(?:s?_?(?:zeit|dauer|minuten|min|stunden|std|h))?(?:_|$)|ausfall_?(?:zeit|dauer|minuten|stunden)"
    r"|stoer(?:ungs)?_?(?:zeit|dauer)|(?:time|minutes|mins|hours|hrs)_lost|lost_(?:time|minutes|mins|hours|hrs)",
}
"""By measure, what is found in the plain names (`studio.core.column_keys`) of the columns that hold it."""
