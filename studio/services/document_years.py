"""Documents of one issuer beside each other: what the model makes of each section in each period."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pandas as pd

from studio.core.records import Run
from studio.services.documents import ISSUER, PERIOD, AnsweredDocument

_WORD = re.compile(r"[^\W_]+")
_FORMS = frozenset(
    (
        "inc", "incorporated", "corp", "corporation", "co", "company", "ltd", "limited", "plc", "llc", "lp", "ag", "se",
        "nv", "the",
    )
)  # fmt: skip


@dataclass(frozen=True, eq=False)
class Issuer:
    """An issuer's answered documents, by period; of several with one period the newest run counts."""

    name: str
    runs: tuple[Run, ...]

    @property
    def periods(self) -> tuple[str, ...]:
        """The periods, the earliest first."""
        return tuple(str(run.manifest[PERIOD]) for run in self.runs)


def issuers(runs: Iterable[Run]) -> list[Issuer]:
    """The issuers with documents of at least two periods, by name; a document without either is left out.

    Names count as one whatever their case and legal form: "HALDEN LEASING CO" and "Halden Leasing Company".
    """
    found: dict[str, dict[str, Run]] = {}
    for run in sorted(runs, key=lambda each: each.created_at):
        name, period = str(run.manifest.get(ISSUER, "")), str(run.manifest.get(PERIOD, ""))
        if name and period:
            found.setdefault(issuer_key(name), {})[period] = run
    several = [dict(sorted(by_period.items())) for by_period in found.values() if len(by_period) > 1]
    told = [Issuer(str([*each.values()][-1].manifest[ISSUER]), tuple(each.values())) for each in several]
    return sorted(told, key=lambda issuer: issuer.name.casefold())


def issuer_key(name: str) -> str:
    """The words of a name in small letters, legal forms left out."""
    words = [match[0].casefold() for match in _WORD.finditer(name)]
    return " ".join([word for word in words if word not in _FORMS] or words)


def by_section_and_period(documents: Sequence[AnsweredDocument], label: str) -> pd.DataFrame:
    """A row a section and period: `section`, `title`, `period`, `run`, `mean` (of the label's probability), `count`.

    Sections in the order of the documents; `count` is the telling passages, and a section without any is left out.
    """
    rows = [row for document in documents for row in _rows(document, label)]
    rows.sort(key=lambda row: (section_order(row[0]), row[2]))
    return pd.DataFrame(rows, columns=["section", "title", "period", "run", "mean", "count"])


def by_variation(documents: Sequence[AnsweredDocument]) -> list[str]:
    """The labels of `documents`, first the one whose mean probability differs most over items and years.

    By the standard deviation of the means of `by_section_and_period`, each cell weighed by its sentences, so that an
    item of one sentence does not decide; labels that differ alike stand by name.
    """
    labels = sorted({label for document in documents for label in document.labels})
    return sorted(labels, key=lambda label: -_variation(by_section_and_period(documents, label)))


def _variation(cells: pd.DataFrame) -> float:
    if cells.empty:
        return 0.0
    means, weights = cells["mean"].astype(float), cells["count"] / cells["count"].sum()
    centre = (means * weights).sum()
    return round(float((weights * (means - centre) ** 2).sum() ** 0.5), 6)


def _rows(document: AnsweredDocument, label: str) -> list[tuple[str, str, str, str, float, int]]:
    answered = document.telling
    if f"p({label})" not in answered:
        return []
    told = []
    for section, title in document.sections.items():
        sure = answered.loc[answered["section"] == section, f"p({label})"].astype(float)
        if len(sure):
            told.append((section, title, document.period, document.run.id, float(sure.mean()), len(sure)))
    return told


def strongest(document: AnsweredDocument, section: str, label: str) -> pd.DataFrame:
    """The telling passages of a section, the most probable for the label first."""
    rows = document.telling[document.telling["section"] == section]
    return rows.sort_values(f"p({label})", ascending=False, kind="stable").reset_index(drop=True)


def section_order(section: str) -> list[tuple[int, str]]:
    """`2.7A` before `2.10`: numbers by their size."""
    return [(int(number), word) for number, word in re.findall(r"(\d+)(\D*)", section)]
