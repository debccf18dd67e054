"""The columns of the field and the names they bear in people's files."""

from __future__ import annotations

from studio.core.columns import Column, Role

COLUMNS = (
    Column(
        Role.TEXT,
        "Text",
        "The sentence, headline, incident summary or complaint.",
        required=True,
        aliases=(
            "text", "headline", "title", "sentence", "narrative", "summary", "complaint", "description",
            "statement", "phrase",
            "consumer_complaint_narrative", "consumer complaint narrative", "paragraph", "news", "body", "content",
            "event_description", "incident_summary", "tweet", "decisions",
            "article", "news_text", "news_title", "news_headline", "message", "post", "comment", "comments",
            "event_text", "event_summary", "incident_description", "incident_narrative", "loss_description",
            "loss_event_description", "risk_description", "complaint_text", "complaint_description",
        ),
    ),
    Column(
        Role.LABEL,
        "Label",
        "The risk category, sentiment or product to predict.",
        aliases=(
            "label", "labels", "category", "risk_category", "risk_type", "risk", "sentiment", "class", "product",
            "event_type",
            "loss_event_type", "target", "polarity", "topic", "issue", "tag", "tags", "topics",
            "sentiment_label", "risk_class", "risk_label", "risk_factor", "event_category", "loss_category",
            "loss_type", "basel_event_type",
        ),
    ),
    Column(
        Role.GROUP,
        "Group",
        "Texts of one company, filing or formula stay on one side of the split.",
        aliases=("group", "opening", "issuer", "company", "ticker", "entity", "bank", "cik", "filing",
                 "accession_number",
                 "institution", "firm", "client"),
    ),
    Column(
        Role.TIME,
        "Date",
        "When the text was published or the event happened.",
        aliases=("time", "date", "year", "timestamp", "published", "published_at", "datetime", "date_received",
                 "filing_date",
                 "date received"),
    ),
    Column(
        Role.SPLIT,
        "Split",
        "train, dev or test, where the file says so.",
        aliases=("split", "set", "subset", "fold", "partition"),
    ),
    Column(
        Role.RATER,
        "Second rater",
        "A second person's label, shown as the human ceiling.",
        aliases=("rater", "label_2", "second_label", "annotator_2", "rater2", "second_rater",
                 "second_annotator", "annotator_b", "rater_b", "reviewer_2", "second_reviewer", "label_b",
                 "coder_2", "second_coder", "analyst_2", "second_analyst"),
    ),
    Column(
        Role.COMPETITOR,
        "Other answer",
        "Another model's or a vendor's answer, measured beside ours and never an input.",
        aliases=("competitor", "prediction", "predicted", "model_answer", "vendor_label", "llm_label"),
    ),
    Column(
        Role.EXTRA,
        "Kept",
        "Carried along and shown, never an input.",
        aliases=("id", "row_id", "incident_id", "complaint_id", "source", "country", "industry"),
    ),
)  # fmt: skip
