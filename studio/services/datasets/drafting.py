"""From an Intake to a Draft: findings, segments, split, state fitted on train, prepared table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

import pandas as pd

from domains.contract import Domain
from domains.preparation import CHANGED, Preparation, parse_options
from studio.core.columns import Role
from studio.core.findings import Finding, Severity
from studio.core.label_sets import NO_LABEL, parse_set
from studio.core.rubric import RUBRIC, Rubric
from studio.core.splits import Part, Unseen
from studio.core.tasks import Task
from studio.services.datasets.calibration_rows import calibration_findings
from studio.services.datasets.copies_as_prepared import copies_apart, texts_as_prepared
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
from studio.services.datasets.unlabelled import UNLABELLED_ROWS, texts_to_read, unlabelled_rows
from studio.services.datasets.unlabelled_files import told_of_beside
from studio.services.datasets.usable_rows import target_column, usable_rows


@dataclass(frozen=True, eq=False)
class Draft:
    """A dataset as it would be; nothing of it is kept until it is confirmed.

    `blocked` says that a finding of severity error forbids it; then `table` is empty. `distribution` has the columns
    `name` and `count`. `truncated` guesses how many rows are longer than one window of the default model. `changed`
    says by the key of each enabled step how many rows it changed. `described` goes into the dataset's options
    beside those of its preparation; no hash covers it.
    """

    intake: Intake
    task: Task
    preparation: Preparation
    table: pd.DataFrame = field(repr=False)
    findings: tuple[Finding, ...]
    parts: Mapping[Part, int] = field(default_factory=dict)
    subsets: Mapping[str, int] = field(default_factory=dict)
    split_reason: str = ""
    labels: tuple[str, ...] = ()
    score_min: float | None = None
    score_max: float | None = None
    truncated: int = 0
    seed: int = 0
    changed: Mapping[str, int] = field(default_factory=dict)
    described: Mapping[str, Any] = field(default_factory=dict)
    unlabelled: tuple[str, ...] = field(default=(), repr=False)
    """Prepared texts of rows without an answer, kept beside the table."""

    @property
    def blocked(self) -> bool:
        """Whether something must be mended first."""
        return any(finding.severity is Severity.ERROR for finding in self.findings)

    def with_rubric(self, rubric: Rubric | None) -> Draft:
        """The draft, its marks called as `rubric` says."""
        return self if rubric is None else replace(self, described={**self.described, RUBRIC: rubric.model_dump()})

    def with_unlabelled(self, domain: Domain, rows: pd.DataFrame, held_out: pd.DataFrame, earlier: KnownParts) -> Draft:
        """The draft with the texts of rows without an answer beside it, those that tell of held-out rows aside."""
        texts = texts_to_read(domain, self.preparation, rows, self.table, held_out, earlier)
        if not texts:
            return self
        return replace(self, unlabelled=texts, described={**self.described, UNLABELLED_ROWS: len(texts)})

    @property
    def distribution(self) -> pd.DataFrame:
        """How many rows bear each label or score, most frequent first."""
        if "target" not in self.table:
            return pd.DataFrame({"name": [], "count": []})
        targets = self.table["target"]
        if self.task is Task.MULTILABEL:
            targets = targets.map(parse_set).explode().fillna(NO_LABEL)
        counts = targets.value_counts()
        return pd.DataFrame({"name": counts.index, "count": counts.to_numpy()})


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
    preparation = Preparation(domain, parse_options(domain, options), None)
    intake, findings = _interpreted(domain, intake, task, preparation)
    if _errors(findings):
        return _blocked(intake, task, preparation, findings)
    table, found = usable_rows(intake.table, task, blank_is_none=blank_is_none)
    offered = {"scoring_offered": Task.SCORING in domain.tasks, "several_offered": Task.MULTILABEL in domain.tasks}
    findings += [*found, *target_findings(table, task, **offered)]
    if _errors(findings):
        return _blocked(intake, task, preparation, findings)
    rubric, found = rubric_of_column(table) if task is Task.SCORING else (None, [])
    findings += [*found, *text_findings(table), *domain.validate(table, task)]
    findings += domain.told_of_options(table, preparation.options)
    table = _segmented(domain, table, unseen)
    known = [earlier.for_split(*ids) for ids in known_as(table)]
    meant = map_in_part_words(intake.mapping.column(Role.SPLIT), split_map or {})
    split = partial(split_table, domain, table, task, split_map=meant, seed=seed, earlier=known, unseen=unseen)
    dealt = partial(_dealt, domain, intake, task, preparation, table, findings=findings, seed=seed)
    draft = dealt(split())
    tied = "split" not in table and unseen is not Unseen.QUESTIONS
    if not draft.blocked and tied and copies_apart(draft.table):
        draft = dealt(split(prepared=texts_as_prepared(table, draft.table)))
    if draft.blocked:
        return draft
    draft = draft.with_rubric(rubric)
    learned = draft.table.loc[draft.table["part"] == Part.TRAIN.value, "row_id"]
    kept = table[table["row_id"].isin(draft.table["row_id"])]
    held_out = kept[~kept["row_id"].isin(learned)].reset_index(drop=True)
    rows = [] if blank_is_none else [unlabelled_rows(intake.table, task)]
    if intake.beside is not None:
        rows.append(domain.interpret(intake.beside, preparation.options)[0])
    if rows and unseen is Unseen.ANSWERS:  # otherwise an answer to a question that is held out would tell of it
        draft = draft.with_unlabelled(domain, pd.concat(rows, ignore_index=True).fillna(""), held_out, earlier)
    if intake.beside is None:
        return draft
    told = told_of_beside(len(intake.beside), len(draft.unlabelled))
    return replace(draft, findings=(*draft.findings, told))


def _dealt(
    domain: Domain,
    intake: Intake,
    task: Task,
    preparation: Preparation,
    table: pd.DataFrame,
    split: Split,
    *,
    findings: list[Finding],
    seed: int,
) -> Draft:
    """The draft under a split, rows without a part left out; blocked where the split cannot be told."""
    findings = [*findings, *split.findings]
    if _errors(findings):
        return _blocked(intake, task, preparation, findings)
    kept = table[[part is not None for part in split.parts]].reset_index(drop=True)
    return _prepared(domain, intake, task, preparation, kept, split.kept(), findings, seed)


def _interpreted(domain: Domain, intake: Intake, task: Task, preparation: Preparation) -> tuple[Intake, list[Finding]]:
    """The Intake as the options read it, with what is told of it before any row is looked at."""
    recognised: list[Finding] = []
    if "text" in intake.table:
        read, found = domain.interpret(intake.table, preparation.options)
        recognised = [*domain.recognise(read), *found]
        intake = replace(intake, table=read)
    intake = replace(intake, table=_with_targets(domain, intake.table, task))
    column = target_column(intake.table, task) if task is Task.SCORING else None
    if column is not None:
        scored, found = domain.with_scores(intake.table, column, preparation.options)
        intake, recognised = replace(intake, table=scored), [*recognised, *found]
    return intake, [*intake.findings, *recognised, *_missing_columns(domain, intake.table, task)]


def _segmented(domain: Domain, table: pd.DataFrame, unseen: Unseen) -> pd.DataFrame:
    """The rows to learn from, each with its id; split by question, the questions are their groups."""
    pieces = domain.segment(table).reset_index(drop=True)
    pieces["row_id"] = row_ids(pieces)
    if unseen is Unseen.QUESTIONS:
        pieces["group"] = question_keys(pieces["question"])
    return pieces


def _prepared(
    domain: Domain,
    intake: Intake,
    task: Task,
    preparation: Preparation,
    table: pd.DataFrame,
    split: Split,
    findings: list[Finding],
    seed: int,
) -> Draft:
    train = table[[part is Part.TRAIN for part in split.parts]]
    preparation = Preparation(domain, preparation.options, domain.fit(train, preparation.options))
    prepared = prepared_table(preparation, table, split)
    changed = prepared.attrs.pop(CHANGED)  # of the draft, not of the table: a file of it would keep it
    scoring = task is Task.SCORING
    tokens = estimate_tokens(prepared["text"], prepared.get("text_pair"))
    test = prepared.loc[prepared["subset"] != "", "subset"].value_counts()
    return Draft(
        intake=intake,
        task=task,
        preparation=preparation,
        table=prepared,
        findings=(*findings, *calibration_findings(prepared, task)),
        parts={part: int((prepared["part"] == part.value).sum()) for part in Part},
        subsets={str(name): int(count) for name, count in test.sort_index().items()},
        split_reason=split.reason,
        labels=labels_of(prepared, task),
        score_min=float(prepared["score_min"].min()) if scoring else None,
        score_max=float(prepared["score_max"].max()) if scoring else None,
        truncated=int((tokens > MAX_TOKENS).sum()),
        seed=seed,
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


def _errors(findings: list[Finding]) -> bool:
    return any(finding.severity is Severity.ERROR for finding in findings)


def _blocked(intake: Intake, task: Task, preparation: Preparation, findings: list[Finding]) -> Draft:
    return Draft(intake, task, preparation, pd.DataFrame(), tuple(findings))
