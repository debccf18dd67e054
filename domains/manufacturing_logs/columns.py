"""The columns of the field and the names they bear in people's files."""

from __future__ import annotations

from studio.core.columns import Column, Role

COLUMNS = (
    Column(
        Role.TEXT,
        "Text",
        "The log line, work order, incident narrative or fault description. A raw log file has only this.",
        required=True,
        aliases=(
            "text", "message", "log", "line", "log_line", "logline", "event", "work_order", "work order", "description",
            "narrative", "content", "short_text", "long_text", "shorttext", "fault_description", "problem", "notes",
            "comment", "msg", "body", "wo_description", "observation", "raw",
        ),
    ),
    Column(
        Role.LABEL,
        "Label",
        "The cause, fault, activity or severity to predict. A raw log is labelled by its own levels.",
        aliases=(
            "label", "severity", "level", "loglevel", "log_level", "cause", "fault", "fault_code", "failure_mode",
            "failure mode",
            "failure_cause", "failure_type", "fault_type", "error_type", "category", "activity", "class", "root_cause",
            "map_cause", "type", "issue", "priority", "target",
        ),
    ),
    Column(
        Role.GROUP,
        "Group",
        "Texts of one event template or machine stay on one side of the split.",
        aliases=(
            "group", "event_template", "eventtemplate", "template", "event_id", "eventid", "machine", "machine_id",
            "asset",
            "asset_id", "equipment", "equipment_id", "functional_location", "unit", "tag", "line_id",
        ),
    ),
    Column(
        Role.TIME,
        "Time",
        "When it was written or happened.",
        aliases=("time", "timestamp", "date", "datetime", "created", "created_at", "reported", "occurred",
                 "local_datetime"),
    ),
    Column(
        Role.SPLIT,
        "Split",
        "train, dev or test, where the file says so.",
        aliases=("split", "set", "subset", "fold", "partition"),
    ),
    Column(
        Role.COMPETITOR,
        "Other answer",
        "A rule's, a vendor's or another model's answer, measured beside ours and never an input.",
        aliases=("competitor", "prediction", "predicted", "rule_label", "vendor_label", "model_answer"),
    ),
    Column(
        Role.EXTRA,
        "Kept",
        "Carried along and shown, never an input.",
        aliases=("id", "order", "order_id", "wo", "wo_number", "system", "component", "plant", "shift",
                 "cost", "costs", "total_cost", "repair_cost", "downtime", "down_time", "downtime_min", "downtime_h",
                 "downtime_minutes", "downtime_hours", "stoppage_min"),
    ),
)  # fmt: skip
