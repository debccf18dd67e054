"""What a model learns from companies' names: quality with names kept, masked, and from the names alone.

Names alone is the shortcut probe: what it reaches above the majority class, a model could reach without reading what
happened. Split by rows, a company stands on both sides; split by company, it does not. Each line is the mean over
several splits of at most ROWS rows, `tfidf`, on the locked test part; the difference is paired by split.

    python -m benchmarks.company_names --data ../shared/data [--quick] [--rows 600] [--seeds 0 1 2 3 4]
"""

from __future__ import annotations

import argparse
import io
import statistics
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from benchmarks.quality import measure
from benchmarks.report import closing_line, versions
from domains.finance_risk.companies import MASK, CompanyOptions, mask
from domains.finance_risk.company_names import CompanyNames, names_of
from domains.finance_risk.legal_forms import by_legal_form
from studio.core.actor import LOCAL_ACTOR
from studio.core.columns import ColumnMapping, Role
from studio.core.settings import Settings
from studio.services.datasets.opened import Intake
from studio.services.intake.upload import UploadedFile
from studio.services.studio import Studio, open_studio

DOMAIN = "finance_risk"


@dataclass(frozen=True)
class Case:
    """A set, and the column that says which company a text is about, where it has one."""

    name: str
    file: str
    companies: str | None = None


CASES = (
    Case("sentfin, split by rows", "sentfin_headlines.csv"),
    Case("sentfin, split by company", "sentfin_headlines.csv", "entities"),
    Case("vcdb_risk", "vcdb_risk_incidents.csv"),
    Case("vcdb_finance", "vcdb_finance_incidents.csv"),
)
Variant = Callable[[pd.DataFrame], pd.DataFrame]


def names_alone(table: pd.DataFrame) -> pd.DataFrame:
    """Each text without anything but the companies it names."""
    names = CompanyNames(_names(table))
    texts = [" ".join(_found(text, names)) or "none named" for text in table["text"]]
    return table.assign(
        text=[f"{text} ({number})" for number, text in enumerate(texts)]
    )  # equal texts would be one row


def masked(table: pd.DataFrame) -> pd.DataFrame:
    """Each text with every company that the set names masked, as the step does it."""
    names, options = CompanyNames(_names(table)), CompanyOptions(enabled=True)
    return table.assign(text=[mask(text, names, options) for text in table["text"]])


def _names(table: pd.DataFrame) -> list[str]:
    listed = table["entities"].str.split("; ").explode().tolist() if "entities" in table else []
    return names_of(listed, table["text"])


def _found(text: str, names: CompanyNames) -> list[str]:
    spans = {(each.start, each.end) for each in (*names.found(text), *by_legal_form(text))}
    return [text[start:end] for start, end in sorted(spans)]


VARIANTS: dict[str, Variant] = {"kept": lambda table: table, "masked": masked, "alone": names_alone}


def parts_of(studio: Studio, case: Case, table: pd.DataFrame, seed: int) -> list[str]:
    """The part of each row as the product deals them, "" where a row is left out; the same for every variant."""
    group = {Role.GROUP: case.companies} if case.companies else {}
    mapping = ColumnMapping({Role.TEXT: "text", Role.LABEL: "label", **group})
    draft = studio.datasets.draft(LOCAL_ACTOR, _opened(studio, table, mapping), seed=seed)
    parts = dict(zip(draft.table["source_row"], draft.table["part"], strict=True))
    return [str(parts.get(row, "")) for row in range(1, len(table) + 1)]


def quality(studio: Studio, table: pd.DataFrame, seed: int) -> tuple[float, float]:
    """Macro-F1 of `tfidf` and of the majority class on the locked test part; the table says its parts."""
    mapping = ColumnMapping({Role.TEXT: "text", Role.LABEL: "label", Role.SPLIT: "part"})
    parts = {part: part for part in sorted(set(table["part"]))}
    draft = studio.datasets.draft(LOCAL_ACTOR, _opened(studio, table, mapping), seed=seed, split_map=parts)
    evaluation, _, _ = measure(studio, studio.datasets.confirm(LOCAL_ACTOR, draft).id, "tfidf", seed)
    primary = evaluation.metrics[evaluation.primary_metric].value
    majority = evaluation.baselines["majority"][evaluation.primary_metric].value
    assert primary is not None and majority is not None
    return primary, majority


def _opened(studio: Studio, table: pd.DataFrame, mapping: ColumnMapping) -> Intake:
    file = UploadedFile("set.csv", table.to_csv(index=False).encode())
    return studio.datasets.open_upload(LOCAL_ACTOR, DOMAIN, [file], mapping=mapping, exact=True)


def run_case(case: Case, data: Path, rows: int, seeds: list[int]) -> dict[str, list[float]]:
    """By variant (and the majority class): macro-F1 of each split."""
    whole = pd.read_csv(io.BytesIO((data / DOMAIN / case.file).read_bytes()), dtype=str, keep_default_na=False)
    found: dict[str, list[float]] = {name: [] for name in (*VARIANTS, "majority")}
    for seed in seeds:
        table = whole.sample(n=min(rows, len(whole)), random_state=seed).reset_index(drop=True)
        with _store() as studio:
            table["part"] = parts_of(studio, case, table, seed)
        table = table[table["part"] != ""].reset_index(drop=True)
        for name, variant in VARIANTS.items():
            with _store() as studio:
                value, majority = quality(studio, variant(table), seed)
            found[name].append(value)
        found["majority"].append(majority)
    return found


@contextmanager
def _store() -> Iterator[Studio]:
    """A store each: parts follow a row into later datasets of the same store."""
    with tempfile.TemporaryDirectory() as home, closing(open_studio(_settings(Path(home)))) as studio:
        yield studio


def _settings(home: Path) -> Settings:
    return Settings(home=home, device="cpu", threads=1, first_start=False)


def _spread(values: list[float]) -> str:
    spread = f" \u00b1 {statistics.stdev(values):.3f}" if len(values) > 1 else ""
    return f"{statistics.fmean(values):.3f}{spread}"


def main() -> None:
    """Measure, print the table and one line of JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--rows", type=int, default=600)
    parser.add_argument("--seeds", nargs="*", type=int, default=[0, 1, 2, 3, 4])
    parser.add_argument("--quick", action="store_true", help="one split a set")
    arguments = parser.parse_args()
    seeds = arguments.seeds[:1] if arguments.quick else arguments.seeds
    print(f"{MASK} for names; macro-F1, {arguments.rows} rows at most, {len(seeds)} splits")
    print("| set | majority | names alone | names kept | names masked | masked - kept |\n|---|---|---|---|---|---|")
    figures = {}
    for case in CASES:
        found = run_case(case, arguments.data, arguments.rows, seeds)
        change = [after - before for before, after in zip(found["kept"], found["masked"], strict=True)]
        cells = [_spread(found[name]) for name in ("majority", "alone", "kept", "masked")]
        print(f"| {case.name} | {' | '.join(cells)} | {_spread(change)} |", flush=True)
        figures |= {f"{case.name}/{name}": round(statistics.fmean(values), 4) for name, values in found.items()}
    print(closing_line("company_names", figures, {}, versions()))


if __name__ == "__main__":
    main()
