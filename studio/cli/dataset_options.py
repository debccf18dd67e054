"""What `datasets add` can be told, and of a table's rows `predict` and `evaluate` too."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from studio.core.splits import Unseen
from studio.core.tasks import Task


class Texts(StrEnum):
    """What one text is in a text file or a document."""

    LINES = "lines"
    FILES = "files"


class Rows(StrEnum):
    """What one row is of a table that holds several texts in each of its rows."""

    TEXTS = "texts"
    FILE = "file"


def apart(rows: Rows | None) -> bool | None:
    """Whether each text of a row becomes a row; None where that is left to how the table looks."""
    return None if rows is None else rows is Rows.TEXTS


class Blank(StrEnum):
    """What a blank cell of labels means where a text may bear several."""

    SKIP = "skip"
    NONE = "none"


Domain = Annotated[str, typer.Argument(help="Key of the domain, for example finance_risk.")]
Files = Annotated[list[Path], typer.Argument(help="One or more files that make one dataset.")]
Unlabelled = Annotated[
    list[Path] | None,
    typer.Option(
        "--unlabelled", metavar="FILE", help="A further file of texts without answers, which the method adapt reads."
    ),
]
TaskOption = Annotated[Task | None, typer.Option(help="What to learn; guessed from the columns when left out.")]
Map = Annotated[
    list[str] | None,
    typer.Option(
        "--map",
        metavar="ROLE=COLUMN",
        help="Which column is what. 'label' given more than once names columns of yes and no, one a label.",
    ),
]
SplitMap = Annotated[
    list[str] | None, typer.Option("--split-map", metavar="VALUE=PART", help="What the split column's values mean.")
]
Set = Annotated[
    list[str] | None, typer.Option("--set", metavar="STEP={...}", help="Options of a step, or of identifiers.")
]
Name = Annotated[str | None, typer.Option(help="Name of the dataset; the file's name when left out.")]
Sheet = Annotated[
    str | None, typer.Option(help="Sheet of a spreadsheet; the first with a column of texts when left out.")
]
TextsOption = Annotated[
    Texts | None, typer.Option(help="What one text is in text files and documents; as they look when left out.")
]
RowsOption = Annotated[
    Rows | None,
    typer.Option(
        help="What one row is where a row of the table holds several texts, as a gradebook's does: each text, or the "
        "row of the file; as it looks when left out."
    ),
]
Seed = Annotated[int, typer.Option(help="Seed of the split.")]
UnseenOption = Annotated[
    Unseen,
    typer.Option(
        help="How test rows are chosen: answers (at random, what belongs together kept whole; the default, because "
        "near copies of learned rows flatter), questions (whole questions), later (the latest rows; needs a time "
        "column), kinds (the field's own groups, such as log templates, in place of a group column)."
    ),
]
RubricOption = Annotated[
    list[str] | None, typer.Option(metavar="'MARK = NAME: MEANING'", help="What a mark is called; one level each.")
]
RubricFile = Annotated[Path | None, typer.Option(help="A table of levels: mark, name, description, perhaps criterion.")]
BlankLabels = Annotated[
    Blank,
    typer.Option(help="Several labels a text: whether a blank cell means that the text bears none, or is left out."),
]
Criterion = Annotated[str | None, typer.Option(help="Which criterion of the rubric file the scores are of.")]
Trait = Annotated[list[str] | None, typer.Option(metavar="COLUMN", help="A further score, to be a dataset of its own.")]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]
