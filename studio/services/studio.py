"""The services of one installation, opened together."""

from __future__ import annotations

from dataclasses import dataclass

from studio.core.settings import Settings, make_home
from studio.core.settings import settings as process_settings
from studio.services.anomalies import AnomalyService
from studio.services.augmentation import AugmentationService
from studio.services.backbones import BackboneService
from studio.services.datasets.service import DatasetService
from studio.services.document_desk import DocumentDesk
from studio.services.documents import DocumentService
from studio.services.evaluations import EvaluationService
from studio.services.fusions import FusionService
from studio.services.going_on import GoingOnService
from studio.services.graded import GradedAnswers
from studio.services.imbalance import ImbalanceService
from studio.services.inference import InferenceService
from studio.services.journal import RunJournal
from studio.services.ladders import LadderService
from studio.services.library import LibraryService
from studio.services.overview import OverviewService
from studio.services.paired import PairedComparisons
from studio.services.queue import JobQueue
from studio.services.reviews import ReviewService
from studio.services.run_comparison import RunComparisons
from studio.services.runs import RunService
from studio.services.searches import SearchService
from studio.services.seeds import SeedService
from studio.services.smaller import SmallerService
from studio.services.submission import Submission
from studio.services.training import TrainingService
from studio.services.verdicts import VerdictService
from studio.storage.artifacts import ArtifactStore
from studio.storage.database import Store
from studio.storage.migrations import upgrade


@dataclass(frozen=True)
class Studio:
    """Everything above the layers of models, domains and storage; `journal` and `queue` are the worker's side."""

    settings: Settings
    store: Store
    artifacts: ArtifactStore
    queue: JobQueue
    journal: RunJournal
    datasets: DatasetService
    verdicts: VerdictService
    training: TrainingService
    augmentation: AugmentationService
    imbalance: ImbalanceService
    backbones: BackboneService
    ladders: LadderService
    fusions: FusionService
    searches: SearchService
    smaller: SmallerService
    seeds: SeedService
    runs: RunService
    going_on: GoingOnService
    comparisons: RunComparisons
    evaluations: EvaluationService
    inference: InferenceService
    documents: DocumentService
    desk: DocumentDesk
    graded: GradedAnswers
    anomalies: AnomalyService
    reviews: ReviewService
    library: LibraryService
    overview: OverviewService

    def close(self) -> None:
        """Let go of every connection."""
        self.queue.close()
        self.store.close()


def open_studio(settings: Settings | None = None, *, migrate: bool = True) -> Studio:
    """The services over `settings` (the process's by default); the database is brought to the present schema first."""
    chosen = settings or process_settings()
    make_home(chosen)
    store = Store(chosen.resolved_database_url)
    if migrate:
        upgrade(store.engine)
    artifacts = ArtifactStore(chosen.resolved_artifacts_url, chosen.home.resolve() / "cache" / "artifacts")
    return _over(chosen, store, artifacts)


def _over(chosen: Settings, store: Store, artifacts: ArtifactStore) -> Studio:
    """Every service, each given the ones it needs."""
    queue = JobQueue(chosen)
    submission = Submission(chosen, store, artifacts, queue)
    runs = RunService(chosen, store, artifacts, queue, submission)
    inference = InferenceService(chosen, store, artifacts, submission)
    datasets = DatasetService(chosen, store, artifacts)
    training = TrainingService(chosen, store, artifacts, submission)
    evaluations, library = EvaluationService(store, artifacts, submission), LibraryService(store, artifacts)
    paired = PairedComparisons(artifacts, library)
    seeds = SeedService(chosen, store, artifacts, submission, training)
    documents = DocumentService(inference, runs)
    return Studio(
        settings=chosen,
        store=store,
        artifacts=artifacts,
        queue=queue,
        journal=RunJournal(store),
        datasets=datasets,
        verdicts=VerdictService(store, artifacts, submission, datasets),
        training=training,
        augmentation=AugmentationService(store, artifacts),
        imbalance=ImbalanceService(store, artifacts),
        backbones=BackboneService(chosen, store, training),
        ladders=LadderService(store, submission, training),
        fusions=FusionService(store, submission),
        searches=SearchService(store, submission, training),
        smaller=SmallerService(chosen, store, submission, training, library, evaluations, paired),
        seeds=seeds,
        runs=runs,
        going_on=GoingOnService(chosen, store, submission),
        comparisons=RunComparisons(runs, library, evaluations, paired, seeds),
        evaluations=evaluations,
        inference=inference,
        documents=documents,
        desk=DocumentDesk(documents),
        graded=GradedAnswers(store, artifacts, chosen.home),
        anomalies=AnomalyService(store, artifacts),
        reviews=ReviewService(store, artifacts, datasets),
        library=library,
        overview=OverviewService(chosen, store),
    )
