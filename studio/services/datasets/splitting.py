"""The split of a typed table: what to spread evenly, what to keep together, what the file says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from domains.contract import Domain
from studio.core.counting import counted
from studio.core.findings import Finding, Severity
from studio.core.label_sets import every_label, parse_set
from studio.core.splits import Part, Unseen
from studio.core.tasks import Task
from studio.services.datasets.allocation import Stratum
from studio.services.datasets.groups import groups_of_field, groups_of_file
from studio.services.datasets.question_split import split_by_questions, with_what_is_seen
from studio.services.datasets.split import Split, SplitRows, read_values, split_by_file, split_by_rows
from studio.services.datasets.split_findings import near_duplicates_apart
from studio.services.datasets.split_values import read_split_map
from studio.services.datasets.text_key import near_text_keys
from studio.services.datasets.time_split import split_by_time
from studio.services.datasets.times import read_times

_BINS = 5
FEW_TEST_ROWS = 30
MEASURED = frozenset({"no_test_rows", "few_test_rows", "no_dev_rows", "no_calibration_rows", "class_not_in_train"})
_SHOWN_VALUES = 8
_SHOWN_CHARACTERS = 30
"""A longer value is a text, mapped here by mistake: a finding never quotes one."""


def split_table(
    domain: Domain,
    table: pd.DataFrame,
    task: Task,
    *,
    split_map: Mapping[str, str] | None,
    seed: int,
    earlier: Sequence[Part | None],
    unseen: Unseen = Unseen.ANSWERS,
    prepared: Sequence[str] | None = None,
) -> Split:
    """The split; with an error among its findings (and no parts) where the file's cannot be told.

    `prepared` are the texts as a model will read them, where near copies among those are to be kept together as well.
    By `Unseen.QUESTIONS`, the groups of the table are its questions; by `Unseen.KINDS` those the field itself tells.
    """
    rows = _split_rows(domain, table, task, unseen, earlier, prepared)
    split = _split(table, rows, seed, unseen, split_map)
    if not split.parts:
        return split
    told = (
        *split.findings,
        *near_duplicates_apart(rows, split.parts),
        *measured_findings(table, split.parts, task, by_file="split" in table),
    )
    return Split(split.parts, split.subsets, split.reason, told)


def _split_rows(
    domain: Domain,
    table: pd.DataFrame,
    task: Task,
    unseen: Unseen,
    earlier: Sequence[Part | None],
    prepared: Sequence[str] | None,
) -> SplitRows:
    own = unseen is Unseen.KINDS
    questions = table["question"].tolist() if "question" in table else None
    near = near_text_keys(table["text"].tolist(), questions)
    near = near if prepared is None else near.tied_with(near_text_keys(prepared, questions))
    return SplitRows(
        strata=strata_of(table, task),
        groups=groups_of_field(domain, table) if own else groups_of_file(domain, table),
        keys=near.keys,
        earlier=earlier,
        rows=[int(number) for number in table["source_row"]],
        strict="group" in table and not own,
        group_words=domain.group_words,
        near=near,
    )


def _split(
    table: pd.DataFrame, rows: SplitRows, seed: int, unseen: Unseen, split_map: Mapping[str, str] | None
) -> Split:
    """The split as it was asked for, or as the file says; without parts where it cannot be told."""
    if unseen is Unseen.QUESTIONS:
        return split_by_questions(rows, seed)
    if unseen is Unseen.LATER:
        return split_by_time(rows, read_times(table["time"]), seed)
    if "split" in table:
        return _split_of_file(table, rows, seed, split_map)
    split = split_by_rows(rows, seed)
    return with_what_is_seen(split) if "question" in table else split


def _split_of_file(table: pd.DataFrame, rows: SplitRows, seed: int, split_map: Mapping[str, str] | None) -> Split:
    values, unknown = read_values(table["split"].tolist(), read_split_map(split_map))
    if unknown:
        return unclear(table, unknown)
    known = [value for value in values if value is not None]
    if not any(value.part is Part.TRAIN for value in known):
        return Split((), (), "", (no_train(),))
    return split_by_file(rows, known, seed)


def strata_of(table: pd.DataFrame, task: Task) -> list[Stratum]:
    """The class of each row, the labels it bears, or which fifth of its range its score is in."""
    if task is Task.MULTILABEL:
        return [parse_set(str(each)) for each in table["target"]]
    if task is not Task.SCORING:
        return [str(label) for label in table["target"]]
    span = (table["score_max"] - table["score_min"]).astype(float)
    share = (table["target"].astype(float) - table["score_min"]) / span.where(span > 0, 1.0)
    return [str(min(int(value * _BINS), _BINS - 1)) for value in share]


def measured_findings(table: pd.DataFrame, parts: Sequence[Part | None], task: Task, *, by_file: bool) -> list[Finding]:
    """What a split means for measuring; those that a dataset can be kept with have the codes `MEASURED`."""
    test = [part is Part.TEST for part in parts]
    learned = [part is Part.TRAIN for part in parts]
    findings = []
    if not any(learned):
        return [no_train() if by_file else _all_measured()]
    if not any(test):
        message = "No rows are left for testing: the rows form too few groups, so nothing could be measured."
        findings.append(Finding("no_test_rows", Severity.WARNING, message, "Bring rows of more groups.", "group"))
    elif sum(test) < FEW_TEST_ROWS:
        message = f"Only {counted(sum(test), 'row is', 'rows are')} left for testing; intervals will be wide."
        findings.append(Finding("few_test_rows", Severity.NOTE, message, "Bring more rows.", count=sum(test)))
    findings += [_empty_part(part) for part in (Part.DEV, Part.CALIBRATION) if part not in parts]
    unlearned = table[[part not in (Part.TRAIN, None) for part in parts]]
    where = _LOOK if by_file else _BRING
    if task is not Task.SCORING:
        unknown = unlearned[~_learned(unlearned["target"], table.loc[learned, "target"], task)]
        if len(unknown):
            findings.append(_not_in_train([int(number) for number in unknown["source_row"]], where))
        findings += _classes_to_learn(table.loc[learned, "target"], where)
    return findings


_LOOK, _BRING = (
    "Look at the split column",
    "Bring more kinds of rows of each class: what belongs together is on one side",
)
"""What to do where a class is missing in training: of a file's own split, and of ours."""


def _learned(asked: pd.Series[str], taught: pd.Series[str], task: Task) -> pd.Series[bool]:
    """Of which rows every label is borne by a training row."""
    if task is not Task.MULTILABEL:
        return asked.isin(set(taught))
    known = set(every_label(taught))
    return asked.map(lambda each: set(parse_set(str(each))) <= known).astype(bool)


def _empty_part(part: Part) -> Finding:
    loss = {
        Part.DEV: "options are not chosen on rows of their own, and training does not stop early",
        Part.CALIBRATION: "probabilities are not calibrated",
    }[part]
    message = f"No rows are left for the {part.value} part: {loss}."
    return Finding(f"no_{part.value}_rows", Severity.NOTE, message, "Bring more rows, or rows of more groups.")


def _classes_to_learn(labels: pd.Series[str], where: str) -> list[Finding]:
    if labels.nunique() > 1:
        return []
    message = "All training rows have the same label: there is nothing to tell apart."
    return [Finding("one_class", Severity.ERROR, message, f"{where}.", "split")]


def _not_in_train(rows: list[int], where: str) -> Finding:
    bear = counted(len(rows), "row outside training bears", "rows outside training bear")
    return Finding.of_rows(
        "class_not_in_train",
        Severity.WARNING,
        f"{bear} a label that no training row bears; a model cannot answer it.",
        f"{where}, or bring training rows of these classes. None is left out: that would flatter."
        if where == _LOOK
        else f"{where}.",
        column="label",
        rows=rows,
    )


def unclear(table: pd.DataFrame, unknown: Sequence[str]) -> Split:
    """No split, and which values of the split column say nothing."""
    short = [f"'{value}'" if value.strip() else "blank" for value in unknown if len(value) <= _SHOWN_CHARACTERS]
    short = short[:_SHOWN_VALUES]
    shown = ": " + ", ".join(short) if short else ""
    do = "does" if len(unknown) == 1 else "do"
    count = int(table["split"].isin(unknown).sum())
    finding = Finding(
        "split_unclear",
        Severity.ERROR,
        f"{counted(len(unknown), 'value', 'values')} of the split column {do} not say which part is meant{shown}.",
        "Say which part each value means, or leave the column out.",
        "split",
        count=count,
    )
    return Split((), (), "", (finding,))


def _all_measured() -> Finding:
    return Finding(
        "no_training_rows",
        Severity.ERROR,
        "No row is left to learn from: they are test or dev rows of earlier datasets, which they stay.",
        "Bring rows that are new, or delete the earlier datasets that hold these.",
    )


def no_train() -> Finding:
    """That the split leaves nothing to learn from."""
    return Finding(
        "no_training_rows",
        Severity.ERROR,
        "By the split, no row is for training.",
        "Add the training rows, say which part each value of the split column means, or leave the column out.",
        "split",
    )
