"""From a file to a Dataset: mapping, findings, split, preparation."""

from studio.services.datasets.drafting import Draft
from studio.services.datasets.opened import Intake
from studio.services.datasets.service import DatasetService

__all__ = ["DatasetService", "Draft", "Intake"]
