"""How a log is cut into what is judged as one."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, field_validator

from domains.contract import StepOptions

By = Literal["auto", "sessions", "count", "time", "lines"]


class UnitOptions(StepOptions):
    """Options of the units step."""

    by: By = Field(
        "auto",
        title="What is judged as one",
        description="sessions: lines of one group or one id in the text (block, job, request). count, time: windows of "
        "lines or minutes. lines: each by itself. auto: sessions where lines name them, else windows by count.",
    )
    lines: int = Field(20, ge=2, le=1_000, title="Lines a window", description="Size of a window by count.")
    minutes: float = Field(5.0, gt=0, le=10_080, title="Minutes a window", description="Size of a window by time.")
    slide: float = Field(
        1.0,
        ge=0.1,
        le=1.0,
        title="Step of the window",
        description="As a share of its size: at 1 windows follow one another, at 0.5 each overlaps the next by half.",
    )

    @field_validator("enabled")
    @classmethod
    def stay(cls, enabled: bool) -> bool:
        """Refuse to switch the step off: a rung reads templates, and nothing recurs in lines as they are written."""
        if not enabled:
            raise ValueError("anomalies are found among templates, so this step cannot be left out")
        return enabled
