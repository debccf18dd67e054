"""Documents: a file cut into passages, every passage answered by a run, told by section; two of them compared."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import pandas as pd

from domains.registry import registry
from studio.core.actor import Actor
from studio.core.clock import now
from studio.core.columns import ColumnMapping, Role
from studio.core.errors import ConflictError
from studio.core.ids import content_hash
from studio.core.records import Run, RunKind, RunState, Source
from studio.core.tasks import Task
from studio.core.version import code_hash
from studio.services.batch_expiry import expired
from studio.services.datasets.opened import Intake
from studio.services.inference import InferenceService
from studio.services.intake.parsing import ParsedTable, parse_upload
from studio.services.intake.passage_columns import FORMULA, YES
from studio.services.intake.upload import UploadedFile
from studio.services.runs import RunService

NOTES = "document_notes"
"""In a run's manifest: that its rows are the passages of a document, and what was left out of it."""
ISSUER, PERIOD, FORM = "document_issuer", "document_period", "document_form"
"""In a run's manifest: whom the document is of, the time it reports on and its form; empty where nobody said."""
IDENTITY = "document_identity"
"""In a run's manifest: which file was brought, for which model; see `identity_of`."""
_NO_ANSWERS = frozenset({RunState.FAILED, RunState.CANCELLED})


@dataclass(frozen=True, eq=False)
class AnsweredDocument:
    """A document whose passages were answered.

    `passages` has a row a passage, in order: `text`, `section`, `title` (of its section), `start`, `end`, `marks`,
    `formula`, `predicted`, `probability` and `p(<label>)` for every label; one that nothing is left of has no answer.
    """

    run: Run
    name: str
    notes: tuple[str, ...]
    passages: pd.DataFrame = field(repr=False)

    @property
    def issuer(self) -> str:
        """Whom the document is of, or an empty string."""
        return str(self.run.manifest.get(ISSUER, ""))

    @property
    def period(self) -> str:
        """The time it reports on ("2023", "2023-06-30"), or an empty string."""
        return str(self.run.manifest.get(PERIOD, ""))

    @property
    def form(self) -> str:
        """Which form it is ("10-K"), or an empty string."""
        return str(self.run.manifest.get(FORM, ""))

    @property
    def labels(self) -> tuple[str, ...]:
        """Every label the model knows, sorted."""
        return tuple(sorted(str(name)[2:-1] for name in self.passages if str(name).startswith("p(")))

    @property
    def sections(self) -> dict[str, str]:
        """Title of each section by its key, in the order of the document."""
        firsts = self.passages.drop_duplicates("section")
        return dict(zip(firsts["section"].astype(str), firsts["title"].astype(str), strict=True))

    @property
    def telling(self) -> pd.DataFrame:
        """The answered passages that say more than any document does: what sums of labels are made of."""
        answered = self.passages.dropna(subset=["predicted"])
        return answered[answered[FORMULA] != YES] if FORMULA in answered else answered

    def shares(self) -> pd.DataFrame:
        """Share of each label among a section's telling passages: a row a section (key), a column a label.

        A section that says nothing but formulas has a row of zeros.
        """
        answered = self.telling
        counted = pd.crosstab(answered["section"], answered["predicted"], normalize="index")
        return counted.reindex(index=list(self.sections), columns=list(self.labels)).fillna(0.0)


class DocumentService:
    """Documents of the actor's workspace; each is a predict run, kept for as long as its answers are."""

    def __init__(self, inference: InferenceService, runs: RunService) -> None:
        self._inference = inference
        self._runs = runs

    def start(
        self,
        actor: Actor,
        domain_key: str,
        model_id: str,
        file: UploadedFile,
        period: str = "",
        tell: Callable[[str], None] = lambda doing: None,
    ) -> Run:
        """Cut a file into passages, in a confined child, and queue the answering of each.

        A file that this model answers or has answered, by the same name, is not done again: its run is given. `period`
        is the time it reports on, for a file that does not say, or says it wrong; `tell` hears what is being done.

        Raises `ConflictError` where the domain cuts no documents or the model gives no single label, `InputError`s on a
        file that cannot be read.
        """
        self._require_documents(actor, domain_key, model_id)
        identity = identity_of(model_id, file, period)
        known = self._known(actor, domain_key, identity)
        if known is not None:
            return known
        tell("cutting it into sentences")
        parsed = parse_upload(file, document=domain_key)
        first = parsed.table.iloc[0]
        told = {ISSUER: str(first["issuer"]), PERIOD: period.strip() or str(first["period"]), FORM: str(first["form"])}
        intake = _passages(domain_key, parsed)
        notes = [finding.message for finding in parsed.findings]
        tell(f"preparing its {intake.file_rows:,} sentences")
        return self._inference.start_batch(actor, model_id, intake, {NOTES: notes, IDENTITY: identity, **told})

    def _require_documents(self, actor: Actor, domain_key: str, model_id: str) -> None:
        domain = registry().get(domain_key)
        if not domain.document_noun or domain.personal_data:
            raise ConflictError(f"'{domain_key}' does not cut documents.", "Bring a table of texts instead.")
        if self._inference.task(actor, model_id) is not Task.CLASSIFICATION:
            raise ConflictError(
                f"A {domain.document_noun} is shown by the one label of each passage, and this model gives none.",
                "Choose a model of the task classification.",
            )

    def _known(self, actor: Actor, domain_key: str, identity: str) -> Run | None:
        """The run that answers this very file, or has answered it and keeps the answers."""
        moment = now()
        asked = self._runs.list(actor, domain=domain_key, kind=RunKind.PREDICT)
        return next(
            (
                run
                for run in asked
                if run.manifest.get(IDENTITY) == identity and run.state not in _NO_ANSWERS and not expired(run, moment)
            ),
            None,
        )

    def read(self, actor: Actor, run_id: str) -> AnsweredDocument:
        """The document of a run that is through.

        Raises `ConflictError` where the run is no document's, is not through, or its answers are no longer kept.
        """
        run = self._runs.get(actor, run_id)
        if not is_document(run):
            raise ConflictError("The run answered a table, not a document.", "Look at it under 'A whole table'.")
        table = self._inference.batch_table(actor, run_id)
        return AnsweredDocument(run, str(run.manifest["table_name"]), tuple(run.manifest[NOTES]), table)

    def unread(self, actor: Actor, domain_key: str) -> int:
        """How many documents wait for their answers or are being answered."""
        asked = self._runs.list(actor, domain=domain_key, kind=RunKind.PREDICT)
        return sum(is_document(run) and not run.state.final for run in asked)

    def answered(self, actor: Actor, domain_key: str) -> list[Run]:
        """The runs whose documents can be read now, newest first."""
        through = self._runs.list(actor, domain=domain_key, state=RunState.SUCCEEDED, kind=RunKind.PREDICT)
        moment = now()
        return [run for run in through if is_document(run) and not expired(run, moment)]


def identity_of(model_id: str, file: UploadedFile, period: str = "") -> str:
    """Which file it is, by name and content, for which model and as of which time; another program reads it anew."""
    return content_hash(code_hash(), model_id, file.name, period.strip(), file.data)


def _passages(domain_key: str, parsed: ParsedTable) -> Intake:
    """The passages of a cut document as a table to be answered; who issued it is their group."""
    extras = tuple(name for name in parsed.columns if name not in ("text", "issuer", "period", "form"))
    table = parsed.table.drop(columns=["period", "form"]).rename(columns={name: f"extra_{name}" for name in extras})
    issued = bool(table["issuer"].iloc[0])
    table = table.rename(columns={"issuer": Role.GROUP.value}) if issued else table.drop(columns="issuer")
    table["source_row"] = range(1, len(table) + 1)
    return Intake(
        domain=domain_key,
        name=parsed.name,
        source=Source.UPLOAD,
        columns=parsed.columns,
        mapping=ColumnMapping({Role.TEXT: "text"}, extras),
        table=table,
        task=Task.CLASSIFICATION,
        file_rows=len(table),
    )


def is_document(run: Run) -> bool:
    """Whether a run answers the passages of a document."""
    return NOTES in run.manifest
