"""Manufacturing logs: the cause, fault or severity of work orders, incident narratives and log lines."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
from pydantic import BaseModel

from domains.contract import Domain, Panel
from domains.manufacturing_logs import sample
from domains.manufacturing_logs.columns import COLUMNS
from domains.manufacturing_logs.header import HEADER, HeaderOptions
from domains.manufacturing_logs.log_lines import parse_line
from domains.manufacturing_logs.panels import event_counts, part_counts
from domains.manufacturing_logs.parameters import PARAMETERS, ParameterOptions
from domains.manufacturing_logs.public import PUBLIC_DATASETS
from domains.manufacturing_logs.severity_labels import with_severity
from domains.manufacturing_logs.templates import commonest_share, event_groups
from domains.manufacturing_logs.wording import CASE, SHORTHAND_STEP, CaseOptions, ShorthandOptions
from domains.text_repair import REPAIR, WHITESPACE, RepairOptions, WhitespaceOptions
from studio.core.columns import Role
from studio.core.counting import counted
from studio.core.findings import Finding, Severity
from studio.core.tasks import Task

DOMINANT_SHARE = 0.5
"""Share of the rows one event may have before a group-wise split leaves little to measure."""


class ManufacturingLogs(Domain):
    """Work orders, incident narratives and log lines, sorted by cause, fault, activity or severity."""

    key = "manufacturing_logs"
    title = "Manufacturing logs"
    icon = ":material/precision_manufacturing:"
    accent = "#B4540A"
    version = "1"
    description = "Find the cause, fault or severity in work orders, incident narratives and log lines."
    text_noun = "log entry"
    columns = COLUMNS
    tasks = (Task.CLASSIFICATION,)
    metrics = {Task.CLASSIFICATION: ("macro_f1", "accuracy", "precision", "recall")}
    steps = (REPAIR, HEADER, PARAMETERS, CASE, SHORTHAND_STEP, WHITESPACE)
    public_datasets = PUBLIC_DATASETS
    examples = (
        {Role.TEXT: "PRESS 07: DRIVE END BRG NOISY AND RUNNING HOT, GREASED BUT GRINDING CAME BACK"},
        {Role.TEXT: "2024-03-11 04:12:09 WARN [press] hydraulics: pressure fell from 182 to 141 bar, restarted"},
        {Role.TEXT: "Prox switch on infeed reads part present with nothing there, cleaned lens, ok for now"},
    )

    class Options(BaseModel, extra="forbid"):
        """One field per step, named by its key."""

        repair: RepairOptions = RepairOptions()
        header: HeaderOptions = HeaderOptions()
        parameters: ParameterOptions = ParameterOptions()
        case: CaseOptions = CaseOptions()
        shorthand: ShorthandOptions = ShorthandOptions()
        whitespace: WhitespaceOptions = WhitespaceOptions()

    def sample(self) -> pd.DataFrame:
        """Synthetic work orders and log lines of six fault causes, by machine."""
        return sample.generate()

    def segment(self, table: pd.DataFrame) -> pd.DataFrame:
        """A raw log gets its severity labels from its own levels; other tables stay as they are."""
        return with_severity(table)

    def validate(self, table: pd.DataFrame, task: Task) -> list[Finding]:
        """Raw log headers, and one event that makes up most of the table."""
        texts = table["text"].astype(str)
        findings = []
        headed = [parse_line(text).form != "plain" for text in texts]
        rows = table.loc[headed, "source_row"].astype(int).tolist()
        if rows:
            begin = counted(len(rows), "text begins", "texts begin")
            message = f"{begin} with a log header (time, level, component)."
            fix = "Nothing to do: the header is taken off, so that the level cannot be read off the text."
            findings.append(Finding.of_rows("log_header", Severity.NOTE, message, fix, column="text", rows=rows))
        share = commonest_share(texts)
        if len(texts) > 1 and share > DOMINANT_SHARE:
            message = f"One event makes up {share:.0%} of the rows."
            fix = "Bring more kinds of events: what repeats is learned by heart and tells little on a test part."
            findings.append(Finding("dominant_event", Severity.WARNING, message, fix, column="text"))
        return findings

    def groups(self, table: pd.DataFrame) -> pd.Series[str] | None:
        """The event template of log lines, the wording of work orders: no event crosses a split."""
        return event_groups(table["text"])

    def slices(self, table: pd.DataFrame) -> Mapping[str, pd.Series[bool]]:
        """Short and long texts, texts with parameters, texts that report an action."""
        texts = table["text"].astype(str)
        words = texts.str.count(r"\S+")
        return {
            "short (up to 8 words)": words <= 8,
            "long (over 180 words)": words > 180,
            "has parameters": texts.str.contains(r"<(?:NUM|HEX|IP|PATH|ID|TIME|URL|MAC)>"),
            "reports an action": texts.str.contains(
                r"(?i)\b(?:replaced?|repair(?:ed)?|clean(?:ed)?|adjust(?:ed)?|reset|restart(?:ed)?|inspect(?:ed)?)\b"
            ),
        }

    def panels(self) -> tuple[Panel, ...]:
        """The commonest events, and the parts named."""
        return (
            Panel("events", "Commonest events", "Rows by event, their parameters masked.", event_counts),
            Panel("parts", "Parts named", "Rows that name a part at least once.", part_counts),
        )
