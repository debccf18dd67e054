"""Who may do what; the pages hide what is forbidden, this forbids it."""

from __future__ import annotations

from studio.core.actor import Actor, ActorRole
from studio.core.errors import ForbiddenError

_MAY_CHANGE = frozenset({ActorRole.OWNER, ActorRole.MEMBER})


def require_change(actor: Actor, deed: str) -> None:
    """Raise `ForbiddenError` where `actor` may only look; `deed` completes "Viewers may not ..."."""
    if actor.role not in _MAY_CHANGE:
        raise ForbiddenError(f"Viewers may not {deed}.", "Ask an owner or a member of the workspace to do it.")
