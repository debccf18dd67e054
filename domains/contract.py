"""What a domain brings: its columns, its tasks, its preprocessing, its samples.

A built-in domain and an outsider's go through the same door (`domains/registry.py`). Domains import `studio.core`
and libraries, never storage, services, models or pages.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal

import pandas as pd
from pydantic import BaseModel

from domains.augmenters import Augmenter
from domains.documents import Document
from domains.spans import Redaction, Span
from domains.wide_tables import WideTable
from studio.core.columns import Column, ColumnMapping, Role
from studio.core.findings import Finding
from studio.core.tasks import Task

State = Mapping[str, Any]
"""What a domain learned from the training rows, as plain JSON; saved with dataset and model."""


class StepOptions(BaseModel, extra="forbid"):
    """Options of one step; every field carries a title and a description, for the form."""

    enabled: bool = True


@dataclass(frozen=True)
class Step:
    """One named preprocessing step: texts in, as many texts out.

    `apply(texts, options, state)` is pure, deterministic and idempotent. `version` is raised with every change of
    behaviour: it goes into the preparation hash, and a model refuses texts prepared under another hash. `tasks` names
    the tasks it has a meaning for; empty means every task.
    """

    key: str
    title: str
    help: str
    version: int
    Options: type[StepOptions]
    apply: Callable[[Sequence[str], StepOptions, State | None], list[str]]
    tasks: frozenset[Task] = frozenset()

    def serves(self, task: Task) -> bool:
        """Whether the step has a meaning under `task`."""
        return not self.tasks or task in self.tasks


@dataclass(frozen=True)
class PublicDataset:
    """A public set a user may fetch by URL, or from the folder of `ASSAY_DATA_MIRROR`.

    `files` are the converted files' names below the mirror, `<domain>/<file>`; `sha256` their sums, in the same
    order. `url` is what the world serves; `convert` turns those bytes into the converted files' columns (one table
    a file).
    """

    key: str
    title: str
    licence: str
    url: str
    citation: str
    task: Task
    rows: int
    files: tuple[str, ...]
    sha256: tuple[str, ...]
    mapping: ColumnMapping
    convert: Callable[[bytes], tuple[pd.DataFrame, ...]]
    note: str = ""
    split_map: Mapping[str, str] = field(default_factory=dict)


RUNNING = "Running %"
"""The column of a panel drawn as a Pareto chart that holds the running share."""


@dataclass(frozen=True)
class Panel:
    """Something only this domain shows: a title and `build(table)`, a tidy frame of a dataset's table.

    Drawn as `bars`, the frame has the columns `name` and `count`, highest first, at most 20 rows; `unit` says what is
    counted. As a `table`, its columns bear the names a person reads, `wide` ones take the room there is, and it has at
    most 200 rows. Drawn as a `pareto` it is such a table too, greatest first: its first column names the bars, the
    column before `RUNNING` is their height, and that one the running share in per cent. An empty frame is not shown.
    """

    key: str
    title: str
    help: str
    build: Callable[[pd.DataFrame], pd.DataFrame]
    drawn: Literal["bars", "table", "pareto"] = "bars"
    unit: str = "count"
    wide: tuple[str, ...] = ()


class Domain(ABC):
    """A field of work. Tables it is given use role names as columns (see `Role`), plus `source_row` from 1."""

    key: ClassVar[str]
    title: ClassVar[str]
    icon: ClassVar[str]
    accent: ClassVar[str]
    version: ClassVar[str]
    description: ClassVar[str]
    text_noun: ClassVar[str]
    columns: ClassVar[tuple[Column, ...]]
    tasks: ClassVar[tuple[Task, ...]]
    metrics: ClassVar[Mapping[Task, tuple[str, ...]]]
    personal_data: ClassVar[bool] = False
    document_noun: ClassVar[str] = ""
    steps: ClassVar[tuple[Step, ...]]
    former_steps: ClassVar[tuple[Step, ...]] = ()
    """Earlier versions of steps, kept loadable for models that were trained under them."""
    backbones: ClassVar[tuple[str, ...]] = ()
    """Language models of the catalogue that were trained on texts of this field, best first."""
    augmenters: ClassVar[tuple[Augmenter, ...]] = ()
    """Ways to write a training text otherwise so that its label still holds."""
    varies_pairs: ClassVar[bool] = False
    """Whether they may vary a text whose label says how it relates to a second one, which stays."""
    public_datasets: ClassVar[tuple[PublicDataset, ...]] = ()
    examples: ClassVar[tuple[Mapping[Role, str], ...]] = ()
    alert_labels: ClassVar[tuple[str, ...]] = ()
    """Labels somebody should be told of; a batch's rows of these, or of a new kind, can be taken as alerts."""
    odd_rows: ClassVar[str] = ""
    """What `remarks` looks for, said while it does and where it failed; empty where the field looks for nothing."""
    kind_noun: ClassVar[str] = "kind"
    """What `new_kinds` tells apart, in one word: a template, a form."""
    group_words: ClassVar[str] = "texts with one opening or one template"
    """What `groups` keeps on one side of a split, as the reason for the split says it."""
    answer_noun: ClassVar[str] = "answer"
    """What a model gives a text, and an expert may correct, in one word: an answer, a grade."""
    expert_noun: ClassVar[str] = "expert"
    """Who may correct it, in one word."""

    class Options(BaseModel, extra="forbid"):
        """One field per step, named by its key, its type the step's Options."""

    @abstractmethod
    def sample(self) -> pd.DataFrame:
        """At least 400 synthetic rows, seeded, in role columns: for first start, docs and tests."""

    def wide(self, table: pd.DataFrame) -> WideTable | None:
        """How a file's table, its columns named as they are there, holds several texts a row; None where it does not.

        Asked of every table before its columns are mapped: say so only where it is sure.
        """
        return None

    def interpret(self, table: pd.DataFrame, options: BaseModel) -> tuple[pd.DataFrame, list[Finding]]:
        """A mapped table read as `options` say (the zone of its clock), and what to tell of that; before all else."""
        return table, []

    def with_scores(self, table: pd.DataFrame, column: str, options: BaseModel) -> tuple[pd.DataFrame, list[Finding]]:
        """`table` with the scores in `column` as numbers where its field writes them otherwise, and how they were read.

        Asked where scores are learned or measured, after `interpret`. What it cannot read stays as it is.
        """
        return table, []

    def recognise(self, table: pd.DataFrame) -> list[Finding]:
        """What kind of file a mapped table seems to be, told of it as it came: before `segment` and `validate`."""
        return []

    def validate(self, table: pd.DataFrame, task: Task) -> list[Finding]:
        """What this field would notice about a mapped table; general findings are made elsewhere."""
        return []

    def told_of_options(self, table: pd.DataFrame, options: BaseModel) -> list[Finding]:
        """What the chosen options mean for a mapped table, where a step cannot do for each row what was asked."""
        return []

    def deidentify(self, texts: Sequence[str]) -> list[Redaction]:
        """Each text without its identifiers; only domains with `personal_data` have any to remove."""
        return [Redaction(text) for text in texts]

    def deidentify_beside(self, cells: Sequence[str]) -> list[Redaction]:
        """The same for what stands beside the texts: other columns' cells, names of columns, sheets and files.

        A field whose texts may speak of people known to all has to spare none of them there.
        """
        return self.deidentify(cells)

    def segment(self, table: pd.DataFrame) -> pd.DataFrame:
        """The table with its rows cut into the pieces to learn from; keeps `source_row`. Usually as it is."""
        return table

    def units(self, table: pd.DataFrame, options: BaseModel) -> tuple[pd.DataFrame, list[Finding]]:
        """For anomaly detection, in place of `segment`: what is judged as one (a window, a session), in order of time.

        Keeps `source_row` (of the first row) and makes `target` of the rows' targets. `chain`, `first` and `last` say
        which units share rows: those of one chain whose spans, both ends included, meet.
        """
        return self.segment(table), []

    def lines(self, text: str, count: int | None = None) -> list[str]:
        """The lines of a unit as `units` joined them, in the order an anomaly model read them.

        `count` is how many it had when it was cut, where that is known: an earlier rule may have joined them otherwise.
        """
        return [line for line in text.split("\n") if line.strip()]

    def fit(self, train_table: pd.DataFrame, options: BaseModel) -> State | None:
        """What the steps need to know of the training rows, as plain JSON, or None."""
        return None

    def highlights(self, text: str) -> list[Span]:
        """Stretches of a text worth seeing before training, such as what is negated; shown with it, never learned."""
        return []

    def beside(self, table: pd.DataFrame, state: State | None) -> State | None:
        """`state` with what a table's other columns add to it while its texts are prepared; usually as it is."""
        return state

    def new_kinds(self, texts: Sequence[str], state: State | None) -> list[str | None] | None:
        """By text: the kind it is of where no training row was of it (a log template), else None.

        Texts are as they came. None altogether where the field, or this state, cannot tell.
        """
        return None

    def remarks(self, table: pd.DataFrame, known: pd.DataFrame) -> list[str] | None:
        """By row of a table to answer: in a few words, what a person should look at; "" where there is nothing.

        Texts are as they came; `text_pair` is as prepared, where the model reads one. `known` has `text` and
        `text_pair` of the rows it learned from, in a field whose texts answer questions, and is empty in others.
        A remark never quotes a text. None altogether where the field looks for nothing.
        """
        return None

    def cut(self, source: str) -> Document:
        """A file longer than one text cut into sections and passages, in time linear in it.

        Asked only of a domain that says in `document_noun` what such a file is called ("filing").
        """
        raise NotImplementedError

    def is_formula(self, marks: Collection[str]) -> bool:
        """Whether a passage with these marks says only what any document says; such are left out of sums."""
        return False

    def unlabelled_task(self, texts: pd.Series[str]) -> Task:
        """The task to open on for texts that come with neither labels nor scores."""
        return self.tasks[0]

    def groups(self, table: pd.DataFrame) -> pd.Series[str] | None:
        """Which rows belong together (patient, company, pupil, template) and never cross a split.

        Called when the file names no group column; None where every row stands alone.
        """
        return None

    def pair(self, table: pd.DataFrame) -> pd.Series[str] | None:
        """The second text of each row, where the field has one (question and reference answer)."""
        return None

    def slices(self, table: pd.DataFrame) -> Mapping[str, pd.Series[bool]]:
        """Named subsets worth measuring apart, as masks over the prepared table's rows."""
        return {}

    def panels(self) -> tuple[Panel, ...]:
        """What only this domain shows on its Data section."""
        return ()
