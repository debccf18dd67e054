"""What is asked of a training, over the wire."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from domains.augmenters import MOST_COPIES
from models.search.budget import Budget
from studio.services.imbalance import ImbalanceAdvice
from studio.services.ladders import LEAST_SECONDS, MOST_SECONDS
from studio.services.searches import MOST_SECONDS as MOST_SEARCH_SECONDS
from studio.services.searches import MOST_TRIALS
from studio.services.seeds import LEAST, MOST, USUAL

MAX_OPTIONS = 64
MAX_WAYS = 32
MOST_SEED = 2**31 - 1
USUAL_TRIALS = 10

OptionName = Annotated[str, Field(min_length=1, max_length=100)]
OptionValue = (
    bool
    | Annotated[int, Field(ge=-(2**53), le=2**53)]
    | Annotated[float, Field(allow_inf_nan=False)]
    | Annotated[str, Field(max_length=500)]
    | None
)
Options = Annotated[
    dict[OptionName, OptionValue],
    Field(max_length=MAX_OPTIONS, description="By name; what is left out has its default."),
]
Seed = Annotated[int, Field(ge=0, le=MOST_SEED, description="Of everything random.")]


class CopiesIn(BaseModel):
    """How the training texts are varied: keys of the domain's ways, and how often each text is copied."""

    model_config = ConfigDict(extra="forbid")

    augmenters: list[OptionName] = Field(min_length=1, max_length=MAX_WAYS)
    copies: int = Field(1, ge=1, le=MOST_COPIES)


class VariedIn(CopiesIn):
    """The same for one training, and whether it is also done without."""

    compare: bool = Field(False, description="Also train without copies, and say what they bring on dev.")


class TrainingIn(BaseModel):
    """A method and its options, as the page asks for them."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"example": {"method": "tfidf", "options": {"c": 3.0}}})

    method: str = Field(min_length=1, max_length=64, description="tfidf, probe, setfit, lora, full, adapt, ...")
    options: Options = {}
    seed: Seed = 0
    varied: VariedIn | None = Field(None, description="Learn from varied copies of the training texts, too.")
    move_thresholds: bool = Field(False, description="Let labels of rare classes win before they are most probable.")


class BalanceOut(BaseModel):
    """How uneven the classes are in training, and what fits."""

    ratio: float = Field(description="Training rows of the commonest class for each of the rarest.")
    commonest: str
    rarest: str
    remedy: str
    reason: str
    move_thresholds: bool = Field(description="Whether `move_thresholds` of a training is part of what fits.")
    oversample: bool = Field(description="Whether `imbalance: oversample` is, an option of `full` and its like.")

    @classmethod
    def of(cls, advice: ImbalanceAdvice) -> BalanceOut:
        """From the advice."""
        return cls(**advice.plain())


class GoOnIn(BaseModel):
    """How a training goes on whose loss was no number any more."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"example": {"learning_rate": 3e-5}})

    learning_rate: float | None = Field(None, gt=0, le=1e-2, description="Lower than before; a third where left out.")


class LadderIn(BaseModel):
    """The time that all methods together may take."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"example": {"seconds": 300}})

    seconds: float = Field(ge=LEAST_SECONDS, le=MOST_SECONDS)
    seed: Seed = 0


class SearchIn(BaseModel):
    """A method and when to stop trying its options: after so many trials, when the time is up, or the first of both."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"example": {"method": "tfidf", "trials": 10}})

    method: str = Field(min_length=1, max_length=64)
    trials: int | None = Field(
        None, ge=1, le=MOST_TRIALS, description=f"The first is the options as given; {USUAL_TRIALS} without seconds."
    )
    seconds: float | None = Field(None, gt=0, le=MOST_SEARCH_SECONDS)
    options: Options = Field({}, description="Hold for every trial; where they are searched over, it begins there.")
    seed: Seed = 0
    varied: CopiesIn | None = Field(None, description="Every trial learns from varied copies of the texts, too.")
    move_thresholds: bool = Field(False, description="Let labels of rare classes win in the best trial's answers.")

    @property
    def budget(self) -> Budget:
        """When the search ends; the usual number of trials where nothing was said."""
        usual = USUAL_TRIALS if self.seconds is None else None
        return Budget(self.trials or usual, self.seconds)


class SeedsIn(BaseModel):
    """From how many further seeds a version is trained again."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"example": {"more": USUAL}})

    more: int = Field(USUAL, ge=LEAST, le=MOST)
