"""What is worth telling about the data: cause, place and mend, the gravest first."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from studio.core.findings import Finding, Severity
from studio.ui.wording import SEVERITIES, escaped, rows_of

_ORDER = tuple(Severity)
_OPEN = 6


def show(findings: Sequence[Finding]) -> None:
    """A list; past six, the milder ones are folded away."""
    if not findings:
        st.markdown(":green[:material/check_circle:] Nothing stood out.")
        return
    ordered = sorted(findings, key=lambda each: _ORDER.index(each.severity))
    grave = sum(each.severity is Severity.ERROR for each in ordered)
    first = max(_OPEN, grave)
    st.markdown("\n".join(map(_line, ordered[:first])))
    if len(ordered) > first:
        with st.expander(f"{len(ordered) - first} more"):
            st.markdown("\n".join(map(_line, ordered[first:])))


def _line(finding: Finding) -> str:
    symbol, colour, word = SEVERITIES[finding.severity]
    place = ", ".join(filter(None, (_column(finding), rows_of(finding.rows, finding.count))))
    where = f" :gray[({place})]" if place else ""
    return f"- :{colour}[{symbol} {word}:] {escaped(finding.message)}{where} {escaped(finding.fix)}"


def _column(finding: Finding) -> str:
    return f"column {escaped(finding.column)}" if finding.column else ""
