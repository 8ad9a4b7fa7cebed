"""Reading a document by its ending (.docx, .pdf, .xlsx, .txt, .md) under limits."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import cast

from cchc_cli.load.documents.blocks import Document, TooLargeError
from cchc_cli.load.opening import MEGABYTE, UnusableError, read_regular

MAX_BYTES = 32 * MEGABYTE
# ending -> package and module of its reader, which is imported only when needed
_HERE, _SHARED = "cchc_cli.drafting.readers", "cchc_cli.load.documents"
_READERS = {
    ".docx": (_SHARED, "docx"), ".pdf": (_HERE, "pdf"), ".xlsx": (_HERE, "xlsx"), ".xlsm": (_HERE, "xlsx"), ".txt": (_HERE, "text"),
    ".md": (_HERE, "text"),
}  # fmt: skip
ENDINGS = tuple(_READERS)


def read_document(path: Path) -> Document:
    """Return the contents of a document. Raises UnusableError if it is no document, unreadable or too large."""
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        raise UnusableError("document-kind", known=", ".join(ENDINGS))
    data = read_regular(path, MAX_BYTES)
    package, module = reader
    read = cast("Callable[[bytes], Document]", getattr(import_module(f"{package}.{module}"), f"read_{module}"))
    try:
        return read(data)
    except TooLargeError:
        raise UnusableError("document-too-large") from None
