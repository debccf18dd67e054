"""The measured models of the quality benchmark as they are kept, and their table in Markdown."""

from __future__ import annotations

import json
import os
import statistics
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

METHODS = ("tfidf", "probe", "setfit", "lora", "full")
"""The columns: the rungs of the ladder that every task kind has, cheapest first."""


@dataclass(frozen=True)
class Result:
    """One measured model.

    `dev` is its primary metric on the dev part, `dev_tfidf` that of the set's `tfidf`, `against` the difference to that
    on the same test texts with the paired interval and p-value; all None for `tfidf` itself.
    """

    domain: str
    dataset: str
    task: str
    method: str
    seed: int
    budget: int
    code: str
    rows: int
    test_rows: int
    metric: str
    value: float | None
    low: float | None
    high: float | None
    majority: float | None
    seconds: float
    precision: str
    metrics: dict[str, Any]
    subsets: dict[str, Any]
    dev: float | None = None
    dev_tfidf: float | None = None
    against: dict[str, float | None] | None = None

    @property
    def set(self) -> tuple[str, str, str, int]:
        """The row of the table."""
        return self.domain, self.dataset, self.task, self.budget

    @property
    def key(self) -> tuple[str, str, str, str, int, int, str]:
        """What makes it the same measurement."""
        return self.domain, self.dataset, self.task, self.method, self.seed, self.budget, self.code


class Results:
    """The results so far, one JSON line each; a line cut by a kill is measured again."""

    def __init__(self, path: Path) -> None:
        self.path = path
        path.parent.mkdir(parents=True, exist_ok=True)
        self.known = {result.key: result for result in self._read()}

    def _read(self) -> Iterator[Result]:
        lines = self.path.read_text().splitlines() if self.path.exists() else []
        for line in lines:
            try:
                yield Result(**json.loads(line))
            except (json.JSONDecodeError, TypeError):
                continue

    def add(self, result: Result) -> None:
        """Keep a result, on disk at once."""
        self.known[result.key] = result
        with self.path.open("a") as file:
            file.write(json.dumps(asdict(result)) + "\n")
            file.flush()
            os.fsync(file.fileno())

    def newest(self, budget: int) -> list[Result]:
        """Of every set, method and seed of that budget the one measured last, whatever code it was."""
        last = {(each.set, each.method, each.seed): each for each in self.known.values() if each.budget == budget}
        return list(last.values())


def table(results: Sequence[Result], code_of: Callable[[str], str] | None = None) -> str:
    """The results as a Markdown table, a set a row and a method a column; test subsets on rows of their own.

    A dagger marks figures of an earlier code than `code_of` names for their domain.
    """
    lines = [
        f"| set | rows (test) | metric | majority | {' | '.join(METHODS)} | best on dev, against tfidf |",
        "|---|---|---|---|" + "---|" * (len(METHODS) + 1),
    ]
    for name in sorted({result.set for result in results}):
        of_set = [result for result in results if result.set == name]
        first = of_set[0]
        mine = {method: [each for each in of_set if each.method == method] for method in METHODS}
        cells = [_cell(mine[method], code_of) for method in METHODS]
        majority = "-" if first.majority is None else f"{first.majority:.3f}"
        head = f"{first.dataset} | {first.rows} ({first.test_rows}) | {first.metric} | {majority}"
        lines.append(f"| {head} | {' | '.join(cells)} | {_best(of_set)} |")
        for subset in sorted({key for result in of_set for key in result.subsets}):
            cells = [_subset_cell(mine[method], subset) for method in METHODS]
            lines.append(f"| &nbsp;&nbsp;{subset} | | {first.metric} | | {' | '.join(cells)} | |")
    return "\n".join(lines)


def cell(results: Sequence[Result]) -> str:
    """Mean over the seeds, their spread where there are several, the first seed's interval.

    No seconds: figures are gathered beside other work, over days; they are kept, and the ladder measures them.
    """
    return _figures([(each.value, each.low, each.high) for each in results]) if results else "-"


def write_table(path: Path, text: str, name: str = "quality table") -> None:
    """Replace what stands between the markers of that name in a Markdown file."""
    begin, end = f"<!-- {name} begins -->", f"<!-- {name} ends -->"
    before, _, rest = path.read_text().partition(begin)
    _, _, after = rest.partition(end)
    path.write_text(f"{before}{begin}\n{text}\n{end}{after}")


def best_on_dev(results: Sequence[Result]) -> Result | None:
    """The first seed's model that is best on dev, the cheapest of equals: what one would take without looking at test.

    None where that is `tfidf`, or where nothing but it was measured.
    """
    ranked = [each for each in results if each.seed == 0 and (each.dev or 0.0) > (each.dev_tfidf or 0.0)]
    return max(ranked, key=lambda each: (each.dev or 0.0, -METHODS.index(each.method)), default=None)


def _best(results: Sequence[Result]) -> str:
    best = best_on_dev(results)
    if best is None or best.against is None:
        return "`tfidf`" if any(each.dev_tfidf is not None for each in results) else "-"
    found = best.against
    p = "" if found["p"] is None else f", p = {found['p']:.2g}"
    return f"`{best.method}` {found['value']:+.3f} [{found['low']:+.3f}, {found['high']:+.3f}]{p}"


def _cell(results: Sequence[Result], code_of: Callable[[str], str] | None) -> str:
    old = code_of is not None and any(each.code != code_of(each.domain) for each in results)
    return cell(results) + (" \u2020" if old else "")


def _subset_cell(results: Sequence[Result], subset: str) -> str:
    found = [each.subsets.get(subset, {}).get(each.metric) for each in results]
    return _figures([(each["value"], each["low"], each["high"]) for each in found if each])


def _figures(measured: Sequence[tuple[float | None, float | None, float | None]]) -> str:
    values = [value for value, _, _ in measured if value is not None]
    if not values:
        return "-"
    words = f"{sum(values) / len(values):.3f}"
    if len(values) > 1:
        words += f" \u00b1 {statistics.stdev(values):.3f}"
    _, low, high = measured[0]
    return words if low is None or high is None else f"{words} ({low:.3f}-{high:.3f})"
