"""Files laid into a folder: all of them or none, and none over another."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable, Mapping
from pathlib import Path


def in_the_way(folder: Path, names: Iterable[str]) -> list[Path]:
    """Return what stands where the files, or the folders they lie in, are to be made."""
    files = [folder / name for name in names]
    above = dict.fromkeys(parent for file in files for parent in reversed(file.parents))
    return [
        *(place for place in above if os.path.lexists(place) and not place.is_dir()),
        *(file for file in files if os.path.lexists(file)),
    ]


def lay(folder: Path, files: Mapping[str, bytes]) -> None:
    """Make the files, and the folders they need. Raises OSError, and nothing is left of them then."""
    made: list[Path] = []
    try:
        for name, data in files.items():
            path = folder / name
            for missing in reversed([parent for parent in path.parents if not parent.is_dir()]):
                missing.mkdir()
                made.append(missing)
            with path.open("xb") as file:  # never over what came to stand there in the meantime
                made.append(path)
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
    except BaseException:
        for path in reversed(made):
            with contextlib.suppress(OSError):  # a folder in which someone has put something stays
                path.rmdir() if path.is_dir() else path.unlink()
        raise
