"""The tables. `migrations/` makes them; a test holds the two together."""

from __future__ import annotations

from datetime import UTC, datetime

import sqlalchemy as sa


class UtcTime(sa.types.TypeDecorator[datetime]):
    """A moment with its zone, kept as UTC; SQLite by itself would drop the zone."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        """Moments enter as UTC."""
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        """Moments leave as UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


metadata = sa.MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)

datasets = sa.Table(
    "datasets",
    metadata,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("workspace", sa.String, nullable=False),
    sa.Column("domain", sa.String, nullable=False),
    sa.Column("name", sa.String, nullable=False),
    sa.Column("task", sa.String, nullable=False),
    sa.Column("source", sa.String, nullable=False),
    sa.Column("domain_version", sa.String, nullable=False),
    sa.Column("preparation_hash", sa.String, nullable=False),
    sa.Column("content_hash", sa.String, nullable=False),
    sa.Column("rows", sa.Integer, nullable=False),
    sa.Column("parts", sa.JSON, nullable=False),
    sa.Column("subsets", sa.JSON, nullable=False),
    sa.Column("labels", sa.JSON, nullable=False),
    sa.Column("score_min", sa.Double),
    sa.Column("score_max", sa.Double),
    sa.Column("has_pairs", sa.Boolean, nullable=False),
    sa.Column("has_rater", sa.Boolean, nullable=False),
    sa.Column("has_competitor", sa.Boolean, nullable=False),
    sa.Column("split_reason", sa.Text, nullable=False),
    sa.Column("columns", sa.JSON, nullable=False),
    sa.Column("options", sa.JSON, nullable=False),
    sa.Column("findings", sa.JSON, nullable=False),
    sa.Column("created_at", UtcTime, nullable=False),
    # The dataset this one is a version of. No foreign key: the earlier version may be deleted, its name stays.
    sa.Column("made_from", sa.String),
    sa.Column("change", sa.Text, nullable=False, server_default=""),
    sa.UniqueConstraint("workspace", "domain", "content_hash"),
)

# What a verdict run has found so far, a row a phase, so that it is shown as it is found.
verdict_parts = sa.Table(
    "verdict_parts",
    metadata,
    sa.Column("run_id", sa.String, sa.ForeignKey("runs.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("phase", sa.String, primary_key=True),
    sa.Column("dataset_id", sa.String, sa.ForeignKey("datasets.id", ondelete="CASCADE"), nullable=False),
    sa.Column("seconds", sa.Double, nullable=False),
    sa.Column("content", sa.JSON, nullable=False),
    sa.Column("written_at", UtcTime, nullable=False),
    sa.Index(None, "dataset_id"),
)

runs = sa.Table(
    "runs",
    metadata,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("workspace", sa.String, nullable=False),
    sa.Column("kind", sa.String, nullable=False),
    sa.Column("domain", sa.String, nullable=False),
    sa.Column("dataset_id", sa.String, sa.ForeignKey("datasets.id", ondelete="SET NULL")),
    # The model a training run made, or the one that another run asks. No foreign key: the two tables point at each
    # other; deleting a model empties this column, the manifest still names it.
    sa.Column("model_id", sa.String),
    sa.Column("method", sa.String),
    sa.Column("manifest", sa.JSON, nullable=False),
    sa.Column("state", sa.String, nullable=False),
    sa.Column("cancel_requested", sa.Boolean, nullable=False),
    sa.Column("progress", sa.JSON(none_as_null=True)),
    sa.Column("error", sa.Text, nullable=False),
    sa.Column("error_fix", sa.Text, nullable=False),
    sa.Column("retry_of", sa.String, sa.ForeignKey("runs.id", ondelete="SET NULL")),
    sa.Column("result", sa.JSON, nullable=False),
    sa.Column("seconds", sa.JSON, nullable=False),
    sa.Column("created_at", UtcTime, nullable=False),
    sa.Column("started_at", UtcTime),
    sa.Column("finished_at", UtcTime),
    sa.Index(None, "workspace", "created_at"),
    sa.Index(None, "state"),
)

run_curve = sa.Table(
    "run_curve",
    metadata,
    sa.Column("run_id", sa.String, sa.ForeignKey("runs.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("series", sa.String, primary_key=True, server_default=""),
    sa.Column("step", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("loss", sa.Double),
    sa.Column("dev_metric", sa.Double),
)

# The last number given out per domain, so that a deleted model's number never comes back.
model_numbers = sa.Table(
    "model_numbers",
    metadata,
    sa.Column("workspace", sa.String, primary_key=True),
    sa.Column("domain", sa.String, primary_key=True),
    sa.Column("last", sa.Integer, nullable=False),
)

models = sa.Table(
    "models",
    metadata,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("workspace", sa.String, nullable=False),
    sa.Column("domain", sa.String, nullable=False),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("run_id", sa.String, sa.ForeignKey("runs.id"), nullable=False, unique=True),
    sa.Column("dataset_id", sa.String, sa.ForeignKey("datasets.id"), nullable=False),
    sa.Column("method", sa.String, nullable=False),
    sa.Column("backbone", sa.String),
    sa.Column("task", sa.String, nullable=False),
    sa.Column("labels", sa.JSON, nullable=False),
    sa.Column("domain_version", sa.String, nullable=False),
    sa.Column("preparation_hash", sa.String, nullable=False),
    sa.Column("artifact", sa.String, nullable=False),
    sa.Column("size_bytes", sa.BigInteger, nullable=False),
    sa.Column("parameters", sa.BigInteger, nullable=False),
    sa.Column("precision", sa.String, nullable=False),
    sa.Column("precision_reason", sa.Text, nullable=False),
    sa.Column("synthetic", sa.Boolean, nullable=False),
    sa.Column("primary_metric", sa.String, nullable=False),
    sa.Column("primary", sa.JSON, nullable=False),
    sa.Column("created_at", UtcTime, nullable=False),
    sa.UniqueConstraint("workspace", "domain", "number"),
)

# Every promotion, oldest first: production of a domain's task is the newest one that was not rolled back.
aliases = sa.Table(
    "aliases",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("workspace", sa.String, nullable=False),
    sa.Column("domain", sa.String, nullable=False),
    sa.Column("model_id", sa.String, sa.ForeignKey("models.id", ondelete="CASCADE"), nullable=False),
    sa.Column("promoted_by", sa.String, nullable=False),
    sa.Column("promoted_at", UtcTime, nullable=False),
    sa.Column("rolled_back_at", UtcTime),
    sa.Column("task", sa.String, nullable=False, server_default=""),
    sa.Index(None, "workspace", "domain", "task"),
)

evaluations = sa.Table(
    "evaluations",
    metadata,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("workspace", sa.String, nullable=False),
    sa.Column("model_id", sa.String, sa.ForeignKey("models.id", ondelete="CASCADE"), nullable=False),
    sa.Column("run_id", sa.String, sa.ForeignKey("runs.id"), nullable=False, unique=True),
    sa.Column("dataset_id", sa.String, sa.ForeignKey("datasets.id")),
    sa.Column("table_name", sa.String, nullable=False),
    sa.Column("opening", sa.Integer, nullable=False),
    sa.Column("rows", sa.Integer, nullable=False),
    sa.Column("metrics", sa.JSON, nullable=False),
    sa.Column("primary_metric", sa.String, nullable=False),
    sa.Column("baselines", sa.JSON, nullable=False),
    sa.Column("comparisons", sa.JSON, nullable=False),
    sa.Column("subsets", sa.JSON, nullable=False),
    sa.Column("labels", sa.JSON, nullable=False),
    sa.Column("per_label", sa.JSON, nullable=False),
    sa.Column("confusion", sa.JSON, nullable=False),
    sa.Column("truncated_rows", sa.Integer, nullable=False),
    sa.Column("artifact", sa.String, nullable=False),
    sa.Column("notes", sa.JSON, nullable=False),
    sa.Column("created_at", UtcTime, nullable=False),
    sa.Index(None, "model_id"),
)

# Each time a dataset's test part was measured on; the count outlives the models it was opened for.
test_openings = sa.Table(
    "test_openings",
    metadata,
    sa.Column("dataset_id", sa.String, sa.ForeignKey("datasets.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("run_id", sa.String, sa.ForeignKey("runs.id"), nullable=False, unique=True),
    sa.Column("opened_at", UtcTime, nullable=False),
)

# Every review of a predict run's rows, oldest first by `number`; the highest of a row stands.
reviews = sa.Table(
    "reviews",
    metadata,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("workspace", sa.String, nullable=False),
    sa.Column("domain", sa.String, nullable=False),
    sa.Column("model_id", sa.String, sa.ForeignKey("models.id", ondelete="CASCADE"), nullable=False),
    sa.Column("run_id", sa.String, sa.ForeignKey("runs.id", ondelete="CASCADE"), nullable=False),
    sa.Column("row_id", sa.String, nullable=False),
    sa.Column("source_row", sa.Integer, nullable=False),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("actor", sa.String, nullable=False),
    sa.Column("predicted", sa.JSON(none_as_null=True)),
    sa.Column("given", sa.JSON(none_as_null=True)),
    sa.Column("note", sa.Text, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("question", sa.Text, nullable=False),
    sa.Column("reference", sa.Text, nullable=False),
    sa.Column("grouped_by", sa.String, nullable=False),
    sa.Column("identity", sa.String, nullable=False, server_default=""),
    sa.Column("score_min", sa.Double),
    sa.Column("score_max", sa.Double),
    sa.Column("created_at", UtcTime, nullable=False),
    sa.UniqueConstraint("run_id", "row_id", "number"),
    sa.Index(None, "model_id"),
)
