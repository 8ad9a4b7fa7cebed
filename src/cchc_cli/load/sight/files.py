"""Files named in a url column: only relative paths to regular files inside the workspace."""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path

from cchc_cli.load.opening import MEGABYTE, UnusableError, read_pieces
from cchc_cli.model.sighting import Seen

MAX_BYTES = 500 * MEGABYTE
_DEVICES = frozenset(
    {
        "CON",
        "PRN",
        "AUX",
        "NUL",
        "CONIN$",
        "CONOUT$",
        *(f"{name}{number}" for name in ("COM", "LPT") for number in "0123456789¹²³"),
    }
)


def look_at_file(text: str, root: Path) -> Seen:
    """Look at the file that a path names; a path that leads out of the workspace is refused and not opened."""
    path = text.replace("\\", "/")
    if _is_refused(path):
        return Seen("not-allowed")
    target = Path(os.path.realpath(root / path))
    if not target.is_relative_to(os.path.realpath(root)):
        return Seen("not-allowed")
    digest = sha256()
    try:
        for piece in read_pieces(target, MAX_BYTES):
            digest.update(piece)
    except UnusableError as error:
        return Seen("file") if error.code == "too-large" else Seen("no-file")
    return Seen("file", sha256=digest.hexdigest())


def _is_refused(path: str) -> bool:
    """Whether a path is absolute, on another drive or server, a device, a stream of a file, or has `..` in it."""
    parts = path.split("/")
    names = {part.split(".")[0].rstrip(" ").upper() for part in parts}
    return path.startswith(("/", "~")) or any(sign in path for sign in ":\0") or ".." in parts or bool(names & _DEVICES)
