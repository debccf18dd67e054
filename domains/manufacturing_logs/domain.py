"""Manufacturing logs: the cause, fault or severity of work orders, incident narratives and log lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
from pydantic import BaseModel

from domains.contract import Domain, Panel, State
from domains.manufacturing_logs import sample
from domains.manufacturing_logs.augmenters import AUGMENTERS
from domains.manufacturing_logs.clock import CLOCK, ClockOptions, zone_of
from domains.manufacturing_logs.columns import COLUMNS
from domains.manufacturing_logs.header import HEADER, HEADER_2, HEADER_3, HEADER_4, HeaderOptions
from domains.manufacturing_logs.log_format import format_findings, looks_like_log, zone_findings
from domains.manufacturing_logs.mining import KnownTemplates, as_state, mine
from domains.manufacturing_logs.parameters import PARAMETERS, PARAMETERS_3, PARAMETERS_4, ParameterOptions
from domains.manufacturing_logs.public import PUBLIC_DATASETS
from domains.manufacturing_logs.severity_labels import with_severity, with_utc
from domains.manufacturing_logs.shown import PANELS
from domains.manufacturing_logs.templates import commonest_share, event_groups, no_templates
from domains.manufacturing_logs.units.cutting import LINES, cut_into_units
from domains.manufacturing_logs.units.kinds import new_kinds_of_units
from domains.manufacturing_logs.units.options import UnitOptions
from domains.manufacturing_logs.units.step import LINE_WHITESPACE, UNITS, UNITS_1, unit_state
from domains.manufacturing_logs.units.unit_lines import UNITS_STATE, lines_counted, lines_of
from domains.manufacturing_logs.wording import (
    CASE,
    SHORTHAND_STEP,
    SHORTHAND_STEP_2,
    SHORTHAND_STEP_3,
    CaseOptions,
    ShorthandOptions,
)
from domains.slicing import by_group
from domains.text_repair import REPAIR, RepairOptions, WhitespaceOptions
from studio.core.anomalies import ANOMALY
from studio.core.columns import Role
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
    version = "3"
    alert_labels = (ANOMALY, "FATAL", "ERROR")
    kind_noun = "template"
    group_words = "log lines of one template, or work orders of one wording"
    description = "Find the cause, fault or severity in work orders, incident narratives and log lines."
    text_noun = "log entry"
    columns = COLUMNS
    tasks = (Task.CLASSIFICATION, Task.ANOMALY)
    metrics = {
        Task.CLASSIFICATION: ("macro_f1", "accuracy", "precision", "recall"),
        Task.ANOMALY: ("anomaly_f1", "anomaly_precision", "anomaly_recall", "average_precision", "flagged"),
    }
    steps = (REPAIR, CLOCK, UNITS, HEADER, PARAMETERS, CASE, SHORTHAND_STEP, LINE_WHITESPACE)
    former_steps = (
        UNITS_1,
        HEADER_2,
        HEADER_3,
        HEADER_4,
        SHORTHAND_STEP_2,
        SHORTHAND_STEP_3,
        PARAMETERS_3,
        PARAMETERS_4,
    )
    augmenters = AUGMENTERS
    public_datasets = PUBLIC_DATASETS
    examples = (
        {Role.TEXT: "PRESS 07: DRIVE END BRG NOISY AND RUNNING HOT, GREASED BUT GRINDING CAME BACK"},
        {Role.TEXT: "2024-03-11 04:12:09 WARN [press] hydraulics: pressure fell from 182 to 141 bar, restarted"},
        {Role.TEXT: "Prox switch on infeed reads part present with nothing there, cleaned lens, ok for now"},
    )

    class Options(BaseModel, extra="forbid"):
        """One field per step, named by its key."""

        repair: RepairOptions = RepairOptions()
        clock: ClockOptions = ClockOptions()
        units: UnitOptions = UnitOptions()
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

    def interpret(self, table: pd.DataFrame, options: BaseModel) -> tuple[pd.DataFrame, list[Finding]]:
        """Times in UTC beside the table, read in the zone chosen, and what was found about their zones."""
        assert isinstance(options, self.Options)
        clock = options.clock if options.clock.enabled else ClockOptions()
        return with_utc(table, zone_of(clock.zone), clock.year, headers=True), zone_findings(
            table, clock.zone, clock.year
        )

    def unlabelled_task(self, texts: pd.Series[str]) -> Task:
        """Anomaly for a raw log, which needs no labels; work orders need theirs to be named."""
        return Task.ANOMALY if looks_like_log(texts) else Task.CLASSIFICATION

    def recognise(self, table: pd.DataFrame) -> list[Finding]:
        """The format of a raw log, and how many lines do not fit it."""
        return format_findings(table)

    def validate(self, table: pd.DataFrame, task: Task) -> list[Finding]:
        """One event that makes up most of the table; for anomalies, lines too different for templates."""
        if task is Task.ANOMALY:
            return no_templates(table["text"].astype(str))
        texts = table["text"].astype(str)
        findings = []
        share = commonest_share(texts)
        if len(texts) > 1 and share > DOMINANT_SHARE:
            message = f"One event makes up {share:.0%} of the rows."
            fix = "Bring more kinds of events: what repeats is learned by heart and tells little on a test part."
            findings.append(Finding("dominant_event", Severity.WARNING, message, fix, column="text"))
        return findings

    def units(self, table: pd.DataFrame, options: BaseModel) -> tuple[pd.DataFrame, list[Finding]]:
        """Sessions or windows of lines, or single lines, as the options say."""
        assert isinstance(options, self.Options)
        return cut_into_units(table, options.units)

    def lines(self, text: str, count: int | None = None) -> list[str]:
        """The entries of a unit, each with the stack trace below its line, as it was when it had `count` of them."""
        return lines_of(text) if count is None else lines_counted(text, count)

    def fit(self, train_table: pd.DataFrame, options: BaseModel) -> State | None:
        """The templates of the training lines, or of the lines of training units, with counts; None for work orders."""
        texts = train_table["text"].astype(str).tolist()
        if LINES in train_table:
            return unit_state(texts)
        mined = mine(texts)
        return None if mined is None else as_state(mined)

    def new_kinds(self, texts: Sequence[str], state: State | None) -> list[str | None] | None:
        """The template of each line that no training line had; None where the training texts were no log."""
        if state is None:
            return None
        return new_kinds_of_units(texts, state) if UNITS_STATE in state else KnownTemplates(state).new_templates(texts)

    def groups(self, table: pd.DataFrame) -> pd.Series[str] | None:
        """The event template of log lines, the wording of work orders: no event crosses a split."""
        return event_groups(table["text"])

    def slices(self, table: pd.DataFrame) -> Mapping[str, pd.Series[bool]]:
        """Short and long texts, texts with parameters, texts that report an action; each group with enough texts."""
        texts = table["text"].astype(str)
        words = texts.str.count(r"\S+")
        return {
            **by_group(table),
            "short (up to 8 words)": words <= 8,
            "long (over 180 words)": words > 180,
            "has parameters": texts.str.contains(r"<(?:NUM|PART|HEX|IP|PATH|ID|TIME|URL|MAC)>"),
            "reports an action": texts.str.contains(
                r"(?i)\b(?:replaced?|repair(?:ed)?|clean(?:ed)?|adjust(?:ed)?|reset|restart(?:ed)?|inspect(?:ed)?)\b"
            ),
        }

    def panels(self) -> tuple[Panel, ...]:
        """The templates of a log, the commonest events, the parts named; causes and modes of work orders."""
        return PANELS
