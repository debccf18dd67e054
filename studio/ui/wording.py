"""Words that records become on a page."""

from __future__ import annotations

import re

from studio.core.findings import Severity
from studio.core.records import Phase, RunKind, RunState, Source
from studio.core.splits import Part
from studio.core.tasks import Task

TASKS = {
    Task.CLASSIFICATION: "Classification: one label a text",
    Task.SCORING: "Scoring: a number a text",
    Task.MULTILABEL: "Several labels a text",
    Task.ANOMALY: "Anomalies: what is unusual, without labels",
}
TASK_WORD = {
    Task.CLASSIFICATION: "classification",
    Task.SCORING: "scoring",
    Task.MULTILABEL: "several labels",
    Task.ANOMALY: "anomaly",
}
SOURCES = {
    Source.UPLOAD: "upload",
    Source.SAMPLE: "synthetic sample",
    Source.PUBLIC: "public set",
    Source.REVIEW: "reviews",
}
KINDS = {
    RunKind.TRAIN: "training",
    RunKind.EVALUATE: "evaluation",
    RunKind.PREDICT: "batch prediction",
    RunKind.VERDICT: "data verdict",
    RunKind.LADDER: "measured ladder",
    RunKind.TRIAL: "models weighed together",
    RunKind.FUSE: "models combined",
    RunKind.SMALLER: "making smaller",
    RunKind.SEARCH: "search for options",
    RunKind.SEEDS: "training from other seeds",
}
STATES = {
    RunState.QUEUED: "queued",
    RunState.RUNNING: "running",
    RunState.PAUSED: "paused",
    RunState.SUCCEEDED: "succeeded",
    RunState.FAILED: "failed",
    RunState.CANCELLED: "cancelled",
}
STATE_COLOURS = {
    RunState.QUEUED: "gray",
    RunState.RUNNING: "blue",
    RunState.PAUSED: "violet",
    RunState.SUCCEEDED: "green",
    RunState.FAILED: "red",
    RunState.CANCELLED: "orange",
}
STATE_ICONS = {
    RunState.QUEUED: ":material/pending:",
    RunState.RUNNING: ":material/pending:",
    RunState.PAUSED: ":material/pause_circle:",
    RunState.SUCCEEDED: ":material/check_circle:",
    RunState.FAILED: ":material/error:",
    RunState.CANCELLED: ":material/cancel:",
}
PHASES = {
    Phase.LOAD: "Loading the dataset",
    Phase.TRAIN: "Training",
    Phase.CALIBRATE: "Calibrating probabilities",
    Phase.COMPRESS: "Compressing for serving",
    Phase.EVALUATE: "Measuring on the test part",
    Phase.REGISTER: "Registering the model",
    Phase.PREDICT: "Answering the rows",
    Phase.LOOK: "Looking through the rows",
    Phase.COUNT: "Counting words",
    Phase.JUDGE: "Reading with a language model",
    Phase.CLIMB: "Climbing the ladder",
    Phase.TRIAL: "Trying models together on the dev part",
    Phase.FUSE: "Making one model of several",
    Phase.WEIGH: "Weighing before and after",
    Phase.SEARCH: "Trying options",
    Phase.SEEDS: "Training from other seeds",
}
PARTS = {Part.TRAIN: "train", Part.DEV: "dev", Part.CALIBRATION: "calibration", Part.TEST: "test"}
SEVERITIES = {
    Severity.ERROR: (":material/error:", "red", "Must be mended"),
    Severity.WARNING: (":material/warning:", "orange", "Worth mending"),
    Severity.NOTE: (":material/info:", "blue", "Good to know"),
}
COLUMNS = {
    "source_row": "Row",
    "text": "Text",
    "text_pair": "Beside it",
    "target": "Answer",
    "part": "Part",
    "subset": "Subset",
    "before": "Before",
    "after": "After",
    "rows": "Rows",
    "subgroup": "Subgroup",
}
"""What a prepared table's columns are called where its rows are shown."""
BASELINES = {
    "majority": "Always the commonest label",
    "tfidf": "Counting words (tfidf)",
    "length": "Length of the answer only",
    "rater": "Second rater (a person)",
    "competitor": "The answers you brought",
    "float32": "This model, uncompressed",
    "unmoved": "This model, thresholds not moved",
    "rule": "Every line of level ERROR or FATAL",
}


_ADDRESS = re.compile(r"https?:(?=//)|www(?=\.)|@(?=\w)", re.IGNORECASE)
"""Where the browser's Markdown makes a link of bare text, whatever is escaped in it: an invisible joiner parts it."""


def escaped(text: str) -> str:
    """`text` so that Markdown shows it as it is, on one line."""
    flat = _ADDRESS.sub("\\g<0>\N{WORD JOINER}", " ".join(text.split()))
    return re.sub(r"([\\`*_{}\[\]()#+\-.!|~$<>:])", r"\\\1", flat)


def plural(noun: str) -> str:
    """`texts`, `log entries`."""
    return f"{noun[:-1]}ies" if noun.endswith("y") and noun[-2:-1] not in "aeiou" else f"{noun}s"


def rows_of(rows: tuple[int, ...], total: int, most: int = 6) -> str:
    """`row 4`, `rows 4, 9, 12 and 31 more`."""
    if not rows:
        return ""
    shown = ", ".join(str(row) for row in rows[:most])
    more = max(total, len(rows)) - min(len(rows), most)
    noun = "row" if total == 1 else "rows"
    return f"{noun} {shown} and {more:,} more" if more > 0 else f"{noun} {shown}"
