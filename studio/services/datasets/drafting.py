"""From an Intake to a Draft: findings, segments, split, state fitted on train, prepared table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import pandas as pd

from domains.contract import Domain
from domains.preparation import CHANGED, Preparation, parse_options
from studio.core.columns import Role
from studio.core.findings import Finding, Severity
from studio.core.rubric import Rubric
from studio.core.splits import Part, Unseen
from studio.core.tasks import Task
from studio.services.datasets.calibration_rows import calibration_findings
from studio.services.datasets.copies_as_prepared import copies_apart, texts_as_prepared
from studio.services.datasets.draft import Draft
from studio.services.datasets.earlier_parts import KnownParts
from studio.services.datasets.identity import known_as, row_ids
from studio.services.datasets.labels import labels_of
from studio.services.datasets.opened import Intake
from studio.services.datasets.part_columns import map_in_part_words
from studio.services.datasets.prepared import prepared_table
from studio.services.datasets.question_split import question_keys
from studio.services.datasets.rubric_column import rubric_of_column
from studio.services.datasets.split import Split
from studio.services.datasets.splitting import split_table
from studio.services.datasets.target_findings import target_findings
from studio.services.datasets.text_findings import MAX_TOKENS, estimate_tokens, text_findings
from studio.services.datasets.unlabelled import unlabelled_rows
from studio.services.datasets.unlabelled_files import told_of_beside
from studio.services.datasets.usable_rows import target_column, usable_rows


def make_draft(
    domain: Domain,
    intake: Intake,
    *,
    task: Task,
    options: Mapping[str, Any],
    split_map: Mapping[str, str] | None,
    seed: int,
    earlier: KnownParts,
    unseen: Unseen = Unseen.ANSWERS,
    blank_is_none: bool = False,
) -> Draft:
    """Everything up to the Dataset. `earlier` gives the parts that rows have in earlier datasets.

    Where several labels are learned, `blank_is_none` says that a blank cell bears none of them.

    Split by question, the questions take the place of the table's groups: figures are drawn by them.

    Raises `InvalidOptionError` on wrong options; what is wrong with the table are findings.
    """
    making = _Making(domain, task, Preparation(domain, parse_options(domain, options), None), intake, seed)
    making = making.interpreted()
    if making.wrong:
        return making.blocked()
    table, making = making.usable(blank_is_none)
    if making.wrong:
        return making.blocked()
    rubric, making = making.looked_at(table)
    table = _segmented(domain, table, unseen)
    draft = _dealt(making, table, split_map or {}, earlier, unseen)
    if draft.blocked:
        return draft
    draft = draft.with_rubric(rubric)
    return _with_texts_to_read(making, draft, table, earlier, unseen, blank_is_none)


@dataclass(frozen=True, eq=False)
class _Making:
    """A Draft under way: what it is made of, and what was found so far."""

    domain: Domain
    task: Task
    preparation: Preparation
    intake: Intake
    seed: int
    findings: tuple[Finding, ...] = ()

    @property
    def wrong(self) -> bool:
        """Whether something found forbids the draft."""
        return any(finding.severity is Severity.ERROR for finding in self.findings)

    def blocked(self) -> Draft:
        """The draft that ends here."""
        return Draft(self.intake, self.task, self.preparation, pd.DataFrame(), self.findings)

    def found(self, *findings: Finding) -> _Making:
        """With more findings, after those there are."""
        return replace(self, findings=(*self.findings, *findings))

    def interpreted(self) -> _Making:
        """The Intake as the options read it, with what is told of it before any row is looked at."""
        domain, intake, options = self.domain, self.intake, self.preparation.options
        recognised: list[Finding] = []
        if "text" in intake.table:
            read, found = domain.interpret(intake.table, options)
            recognised = [*domain.recognise(read), *found]
            intake = replace(intake, table=read)
        intake = replace(intake, table=_with_targets(domain, intake.table, self.task))
        column = target_column(intake.table, self.task) if self.task is Task.SCORING else None
        if column is not None:
            scored, found = domain.with_scores(intake.table, column, options)
            intake, recognised = replace(intake, table=scored), [*recognised, *found]
        missing = _missing_columns(domain, intake.table, self.task)
        return replace(self, intake=intake).found(*intake.findings, *recognised, *missing)

    def usable(self, blank_is_none: bool) -> tuple[pd.DataFrame, _Making]:
        """The rows with a text and a target, and what is wrong with those targets."""
        table, found = usable_rows(self.intake.table, self.task, blank_is_none=blank_is_none)
        tasks = self.domain.tasks
        offered = {"scoring_offered": Task.SCORING in tasks, "several_offered": Task.MULTILABEL in tasks}
        return table, self.found(*found, *target_findings(table, self.task, **offered))

    def looked_at(self, table: pd.DataFrame) -> tuple[Rubric | None, _Making]:
        """What the marks are called where a column says so, and what is found in the texts."""
        rubric, found = rubric_of_column(table) if self.task is Task.SCORING else (None, [])
        judged = self.domain.validate(table, self.task)
        told = self.domain.told_of_options(table, self.preparation.options)
        return rubric, self.found(*found, *text_findings(table), *judged, *told)


def _dealt(
    making: _Making, table: pd.DataFrame, split_map: Mapping[str, str], earlier: KnownParts, unseen: Unseen
) -> Draft:
    """The draft under its split; dealt anew with copies together where texts are near copies once prepared."""
    known = [earlier.for_split(*ids) for ids in known_as(table)]
    meant = map_in_part_words(making.intake.mapping.column(Role.SPLIT), split_map)
    deal = partial(split_table, making.domain, table, making.task)
    split = partial(deal, split_map=meant, seed=making.seed, earlier=known, unseen=unseen)
    draft = _under(making, table, split())
    tied = "split" not in table and unseen is not Unseen.QUESTIONS
    if not draft.blocked and tied and copies_apart(draft.table):
        draft = _under(making, table, split(prepared=texts_as_prepared(table, draft.table)))
    return draft


def _under(making: _Making, table: pd.DataFrame, split: Split) -> Draft:
    """The draft under a split, rows without a part left out; blocked where the split cannot be told."""
    making = making.found(*split.findings)
    if making.wrong:
        return making.blocked()
    kept = table[[part is not None for part in split.parts]].reset_index(drop=True)
    return _prepared(making, kept, split.kept())


def _with_texts_to_read(
    making: _Making, draft: Draft, table: pd.DataFrame, earlier: KnownParts, unseen: Unseen, blank_is_none: bool
) -> Draft:
    """With the texts of rows without an answer, and those brought beside the table.

    Where questions are held out there are none: an answer to one of them would tell of it.
    """
    domain, intake = making.domain, making.intake
    rows = [] if blank_is_none else [unlabelled_rows(intake.table, making.task)]
    if intake.beside is not None:
        rows.append(domain.interpret(intake.beside, making.preparation.options)[0])
    if rows and unseen is Unseen.ANSWERS:
        more = pd.concat(rows, ignore_index=True).fillna("")
        draft = draft.with_unlabelled(domain, more, _held_out(table, draft), earlier)
    if intake.beside is None:
        return draft
    told = told_of_beside(len(intake.beside), len(draft.unlabelled))
    return replace(draft, findings=(*draft.findings, told))


def _held_out(table: pd.DataFrame, draft: Draft) -> pd.DataFrame:
    """The rows of the draft that are not learned from, as they were before they were prepared."""
    learned = draft.table.loc[draft.table["part"] == Part.TRAIN.value, "row_id"]
    kept = table[table["row_id"].isin(draft.table["row_id"])]
    return kept[~kept["row_id"].isin(learned)].reset_index(drop=True)


def _segmented(domain: Domain, table: pd.DataFrame, unseen: Unseen) -> pd.DataFrame:
    """The rows to learn from, each with its id; split by question, the questions are their groups."""
    pieces = domain.segment(table).reset_index(drop=True)
    pieces["row_id"] = row_ids(pieces)
    if unseen is Unseen.QUESTIONS:
        pieces["group"] = question_keys(pieces["question"])
    return pieces


def _prepared(making: _Making, table: pd.DataFrame, split: Split) -> Draft:
    """The draft of rows that each have a part: what is fitted learns from the train part alone."""
    domain, task, options = making.domain, making.task, making.preparation.options
    train = table[[part is Part.TRAIN for part in split.parts]]
    preparation = Preparation(domain, options, domain.fit(train, options))
    prepared = prepared_table(preparation, table, split)
    changed = prepared.attrs.pop(CHANGED)  # of the draft, not of the table: a file of it would keep it
    scoring = task is Task.SCORING
    tokens = estimate_tokens(prepared["text"], prepared.get("text_pair"))
    test = prepared.loc[prepared["subset"] != "", "subset"].value_counts()
    return Draft(
        intake=making.intake,
        task=task,
        preparation=preparation,
        table=prepared,
        findings=(*making.findings, *calibration_findings(prepared, task)),
        parts={part: int((prepared["part"] == part.value).sum()) for part in Part},
        subsets={str(name): int(count) for name, count in test.sort_index().items()},
        split_reason=split.reason,
        labels=labels_of(prepared, task),
        score_min=float(prepared["score_min"].min()) if scoring else None,
        score_max=float(prepared["score_max"].max()) if scoring else None,
        truncated=int((tokens > MAX_TOKENS).sum()),
        seed=making.seed,
        changed=changed,
    )


def _with_targets(domain: Domain, table: pd.DataFrame, task: Task) -> pd.DataFrame:
    """A table without targets may hold them in its texts: a raw log says how severe each of its lines is."""
    return table if "text" not in table or target_column(table, task) else domain.segment(table)


def _missing_columns(domain: Domain, table: pd.DataFrame, task: Task) -> list[Finding]:
    findings = []
    if "text" not in table:
        findings.append(_missing("text", "No column of texts was recognised.", "Say which column holds the texts."))
    if target_column(table, task) is None:
        role = "score" if task is Task.SCORING else "label"
        either = Task.SCORING in domain.tasks and len(domain.tasks) > 1
        what = ("scores or labels" if role == "score" else "labels or scores") if either else f"{role}s"
        findings.append(_missing(role, f"No column of {what} was recognised.", f"Say which column holds the {what}."))
    return findings


def _missing(role: str, message: str, fix: str) -> Finding:
    return Finding(f"no_{role}_column", Severity.ERROR, message, fix, role)
