"""The columns of the field and the names they bear in people's files."""

from __future__ import annotations

from domains.manufacturing_logs.measures import MEASURES
from studio.core.columns import Column, Role

_NUMBERED = r"(?:_?(?:#|no|nr|num|number|nummer|ids?|name|code|tag|desc|description|bezeichnung|kennung|ref))?"
_OF_TROUBLE = r"(?:schadens?|fehler|stoer(?:ungs)?|stoerungs|ausfall|stillstands?|ursachen|maengel|defekt|alarm)"

COLUMNS = (
    Column(
        Role.TEXT,
        "Text",
        "The log line, work order, incident narrative or fault description. A raw log file has only this.",
        required=True,
        aliases=(
            "text", "message", "log", "line", "log_line", "logline", "event", "work_order", "description",
            "narrative", "content", "short_text", "long_text", "fault_description", "problem", "notes",
            "comment", "msg", "body", "wo_description", "observation", "raw",
            # what systems of maintenance call it: SAP PM, Maximo, eMaint, Fiix, Limble, UpKeep
            "short_description", "long_description", "brief_description", "description_of_work", "order_text",
            "work_order_description", "order_description", "work_description", "job_description", "task_description",
            "work_order_title", "title", "task_name", "summary", "subject", "details", "remarks", "comments",
            "notification_text", "notification_description", "problem_description", "failure_description",
            "breakdown_description", "issue_description", "incident_description", "request_description",
            "event_description", "description_of_problem", "description_of_fault", "symptom", "symptoms", "free_text",
            "complaint", "what_happened", "job_details", "meldung", "bemerkung", "kommentar", "freitext",
            "kurztext", "langtext", "meldungstext", "beschreibung", "störungsbeschreibung", "fehlerbeschreibung",
        ),
        patterns=(
            r"^(?:reported_)?(?:fault|problem|defect|failure|symptom|issue|event|work|job|alarm)_"
            r"(?:reported|description|text|details?|desc|notes?|narrative|found|as_reported)$",
            rf"^{_OF_TROUBLE[:-1]}|melde?|meldungs|auftrags|kurz|lang|frei)_?(?:text|beschreibung|meldung)$",
        ),
    ),
    Column(
        Role.LABEL,
        "Label",
        "The cause, fault, activity or severity to predict. A raw log is labelled by its own levels.",
        aliases=(
            "label", "failure_class", "failure_mode", "failure_type", "failure_category", "failure_cause",
            "failure_code", "failure", "fault", "fault_class", "fault_type", "fault_category", "fault_code",
            "root_cause", "cause", "cause_code", "map_cause", "problem_type", "problem_category", "problem_code",
            "problem_class", "damage", "damage_type", "damage_code", "defect", "defect_type", "defect_code",
            "error_type", "error_class", "schadensart", "schadensbild", "schadenscode", "störungsart",
            "fehlerart", "fehlercode", "ursache",
            "severity", "level", "loglevel", "log_level", "category", "activity", "class", "type", "issue",
            "issue_type", "target", "work_type", "work_order_type", "wo_type", "order_type", "maintenance_type",
            "activity_type", "remedy_code", "priority", "grund", "störgrund", "kategorie",
            # what event viewers and control systems call how grave a message is
            "level_display_name", "entry_type", "level_name", "log.level", "severity_text", "alarm_class", "alarm_type",
            "message_class", "message_type", "event_type", "schweregrad", "meldeklasse", "meldungsklasse",
            "alarmklasse", "meldeart", "meldungsart", "priorität",
        ),
        patterns=(
            r"(?:^|_)(?:fault|failure|problem|defect|damage|breakdown|cause|error|alarm|trouble)s?_"
            r"(?:group|class|classification|mode|type|category|code|cause|kind|family|reason|description)$",
            rf"^{_OF_TROUBLE}_?(?:art|bild|grund|ursache|klasse|gruppe|kategorie|typ|code|text|schluessel)$",
            r"^(?:downtime|stoppage|stop|breakdown)_(?:reason|cause|code|class|category|type)$",
            r"^(?:root_)?(?:cause|reason)(?:_(?:group|class|category|code|text|description))?$",
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
            "asset_number", "asset_name", "asset_tag", "equipment_number", "equipment_no", "machine_no",
        ),
        patterns=(
            r"^(?:mach(?:ine)?|asset|equipment|equip|eqpt|plant_item|robot|maschinen?|anlagen?|geraete?|aggregate?|roboter"
            rf"|betriebsmittel|equipments?|technischer_platz|func(?:tional)?_?loc\w*){_NUMBERED}$",
            r"^(?:(?:production|fertigungs|produktions|montage)?_?(?:lines?|linien?)|stations?|cell|zelle|press"
            rf"|presse|work_?cent(?:er|re)|work_?station|arbeitsplatz){_NUMBERED}$",
        ),
    ),
    Column(
        Role.TIME,
        "Time",
        "When it was written or happened.",
        aliases=("time", "timestamp", "ts", "asctime", "event_time", "log_time",
                 "date", "datetime", "created", "created_at", "reported", "occurred",
                 "local_datetime", "reported_date", "date_reported", "report_date", "created_on", "created_date",
                 "date_created", "notification_date", "notif_date", "order_date",
                 "time_created", "time_generated", "realtime_timestamp", "zeitstempel", "kommt", "gekommen"),
        patterns=(
            r"^(?:raised|opened|logged|reported|created|started|occurred|notified|erstellt|gemeldet|angelegt|start"
            r"|beginn)(?:_(?:on|at|am|um|date|time))*$",
            r"(?:^|_)(?:date|time|timestamp|datetime|datum|zeitpunkt|start)(?:_|$)"
            r"|(?:datum|zeit|zeitpunkt|zeitstempel|termin|beginn)$",
        ),
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
        aliases=("id", "order", "order_id", "wo", "wo_number", "wo_id", "wonum", "work_order_number", "work_order_no",
                 "work_order_id", "order_number", "notification", "notification_number", "system", "component", "plant",
                 "shift", "cost", "costs", "total_cost", "total_costs", "repair_cost", "repair_costs",
                 "maintenance_cost", "actual_cost", "labour_cost", "labor_cost", "material_cost", "cost_eur",
                 "cost_usd", "cost_gbp", "total_cost_eur", "total_cost_usd", "total_cost_gbp", "downtime",
                 "downtime_min", "downtime_mins", "downtime_minutes", "downtime_in_minutes", "downtime_h",
                 "downtime_hr", "downtime_hrs", "downtime_hours", "downtime_in_hours", "downtime_duration",
                 "stoppage", "stoppage_min", "stoppage_minutes", "status", "site", "schicht", "werk", "standort"),
        patterns=tuple(MEASURES.values()),
    ),
)  # fmt: skip
