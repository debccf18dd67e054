"""The one tree of errors.

Each error owns its message (what happened, in a sentence a user understands) and its fix (what to do about it).
The shell, the API and the command line each show it once; nobody else formats errors. Messages never quote a
row's text.
"""

from __future__ import annotations

from collections.abc import Iterable


class AssayError(Exception):
    """Something we can explain. `status` is the HTTP status the API answers with; `code` its stable name."""

    status = 400
    code = "error"

    def __init__(self, message: str, fix: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.fix = fix

    def __str__(self) -> str:
        return f"{self.message} {self.fix}".strip()


class InputError(AssayError):
    """What the person brought cannot be used as it is."""

    status = 422
    code = "unusable_input"


class UnreadableFileError(InputError):
    """A file that is not what its name says, damaged, or of a kind we do not read."""

    code = "unreadable_file"


class LimitExceededError(InputError):
    """A file, cell or table over a limit that was shown beforehand."""

    status = 413
    code = "limit_exceeded"


class MediaTypeError(InputError):
    """A body sent as something else than what is read at that place."""

    status = 415
    code = "unsupported_media_type"


class MappingError(InputError):
    """A role without a column, or a column that is not in the file."""

    code = "column_mapping"


class UnusableTableError(InputError):
    """A table nothing can be learned from: no rows, one class, no scores."""

    code = "unusable_table"


class InvalidOptionError(InputError):
    """An option outside its range, of the wrong type, or unknown to its method or step."""

    code = "invalid_option"


class UnknownKeyError(AssayError):
    """A key (domain, method, metric, ...) that nothing is registered under."""

    status = 404
    code = "unknown_key"

    def __init__(self, what: str, key: str, known: Iterable[str]) -> None:
        names = ", ".join(sorted(known)) or "none"
        super().__init__(f"There is no {what} called '{key}'.", f"Known: {names}.")
        self.key = key


class NotFoundError(AssayError):
    """A record that is not there, or not in the actor's workspace."""

    status = 404
    code = "not_found"

    def __init__(self, what: str, key: str) -> None:
        super().__init__(f"There is no {what} {key}.", "It may have been deleted; go back to the list.")


class ForbiddenError(AssayError):
    """The actor's role does not allow it, or a page of another site asks for it."""

    status = 403
    code = "forbidden"


class ConflictError(AssayError):
    """The request does not fit the state things are in."""

    status = 409
    code = "conflict"


class PreparationMismatchError(ConflictError):
    """A model and a text that were prepared differently: an answer would be worthless."""

    code = "preparation_mismatch"


class UnavailableError(AssayError):
    """Something optional is not there now: a plugin, a backbone, a public dataset, the worker."""

    status = 503
    code = "unavailable"


class DamagedArtifactError(AssayError):
    """A stored file whose content no longer has the sum written when it was saved."""

    status = 500
    code = "damaged_artifact"


class StorageFullError(AssayError):
    """The disk took no more; what was being written has been removed, what was there before is whole."""

    status = 507
    code = "storage_full"


class TrainingError(AssayError):
    """A run that could not go on: out of memory, loss not a number, killed."""

    status = 500
    code = "training_failed"


class OutOfMemoryError(TrainingError):
    """A run whose process the system ended for want of memory, or that could get no more of it."""

    code = "out_of_memory"


class DivergedError(TrainingError):
    """A training whose loss, or gradient, is no number any more; the weights before that are good."""

    code = "training_diverged"


class CancelledError(AssayError):
    """A run that somebody cancelled."""

    status = 409
    code = "cancelled"
