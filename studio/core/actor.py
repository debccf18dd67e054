"""Who asks. Every service call takes an Actor first and every query is scoped by its workspace."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ActorRole(StrEnum):
    """What an actor may do; sign-in will give the roles out, single-user mode has an owner."""

    OWNER = "owner"
    MEMBER = "member"
    VIEWER = "viewer"


@dataclass(frozen=True)
class Actor:
    """A person or program that uses Assay, in one workspace."""

    id: str
    role: ActorRole
    workspace: str


LOCAL_ACTOR = Actor(id="local", role=ActorRole.OWNER, workspace="default")
