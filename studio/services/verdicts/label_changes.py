"""Labels dropped, or made one of several, on every row of a dataset."""

from __future__ import annotations

from dataclasses import replace

from studio.core.counting import counted
from studio.core.label_sets import dump_set, parse_set
from studio.core.records import Dataset
from studio.core.tasks import Task
from studio.core.verdict import Remedy
from studio.services.verdicts.version import Version, require_change

_NAMED = 3
_CHOOSE = "Choose at least one label that some row bears."


def labels_dropped(dataset: Dataset, before: Version, remedy: Remedy) -> Version:
    """`before` with labels off every row; rows that bore no other are left out.

    But where every row bore a label, one that bore it alone bears none of the others, which is worth learning.
    """
    borne = before.table["target"].map(lambda each: parse_set(str(each)))
    left = borne.map(lambda labels: [label for label in labels if label not in remedy.words])
    fewer = left.map(len) < borne.map(len)
    require_change(int(fewer.sum()), _CHOOSE)
    everywhere = set(remedy.words).intersection(*borne)
    nothing = left.map(len) == 0
    bare = fewer & nothing & ~borne.map(everywhere.issuperset)
    table = before.table.assign(target=left.map(dump_set))[~bare].reset_index(drop=True)
    said = [f"{counted(len(remedy.words), 'label was', 'labels were')} dropped."]
    if kept := int((fewer & ~nothing).sum()):
        said.append(f"{counted(kept, 'row bears its others', 'rows bear their others')} still.")
    if none := int((fewer & nothing & ~bare).sum()):
        said.append(f"{counted(none, 'row bears', 'rows bear')} none of the others.")
    if gone := int(bare.sum()):
        said.append(f"{counted(gone, 'row that bore no other was', 'rows that bore no other were')} left out.")
    return replace(before, table=table, change=" ".join(said))


def labels_joined(dataset: Dataset, before: Version, remedy: Remedy) -> Version:
    """`before` with some labels called as others are, test rows too: it is what the labels mean that changes."""
    new = dict(zip(remedy.words, remedy.answers, strict=True))
    targets = before.table["target"].astype(str)
    if dataset.task is Task.MULTILABEL:
        joined = targets.map(lambda kept: dump_set(new.get(label, label) for label in parse_set(kept)))
    else:
        joined = targets.map(lambda label: new.get(label, label))
    changed = int((joined != targets).sum())
    require_change(changed, _CHOOSE)
    pairs = ", ".join(f"'{old}' is '{name}'" for old, name in list(new.items())[:_NAMED])
    more = f" and {len(new) - _NAMED} more" if len(new) > _NAMED else ""
    rows = counted(changed, "row was", "rows were")
    change = f"{counted(len(new), 'label was', 'labels were')} joined with another: {pairs}{more}. {rows} renamed."
    return replace(before, table=before.table.assign(target=joined), change=change)
