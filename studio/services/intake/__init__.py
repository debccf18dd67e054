"""Reading a file that a stranger brought: in a confined child process, everything as text, nothing on disk."""

from studio.services.intake.bundle import offers_whole, texts_are_files
from studio.services.intake.parsing import ParsedTable, parse_upload
from studio.services.intake.upload import UploadedFile

__all__ = ["ParsedTable", "UploadedFile", "offers_whole", "parse_upload", "texts_are_files"]
