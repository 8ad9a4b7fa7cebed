"""Files written into a folder: all of them or none, and none over another; a killed command's files are completed."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Literal


def begun(folder: Path, files: Mapping[str, bytes]) -> bool:
    """Whether a killed command wrote the first of the files and not all: each as it would be, the last perhaps in part."""
    there = [name for name in files if os.path.lexists(folder / name)]
    if not there or there != list(files)[: len(there)]:
        return False
    *whole, last = (_part_of(folder / name, files[name]) for name in there)
    return all(part == "whole" for part in whole) and (last == "part" or (last == "whole" and len(there) < len(files)))


def _part_of(path: Path, data: bytes) -> Literal["whole", "part", "other"]:
    if path.is_symlink() or not path.is_file():
        return "other"
    found = path.read_bytes()
    return "whole" if found == data else "part" if data.startswith(found) else "other"


def in_the_way(folder: Path, names: Iterable[str]) -> list[Path]:
    """Return the paths in the way of the files and of their folders."""
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
            part = _part_of(path, data)
            if part == "whole":
                continue
            if part == "part":
                path.unlink()
            for missing in reversed([parent for parent in path.parents if not parent.is_dir()]):
                missing.mkdir()
                made.append(missing)
            with path.open("xb") as file:  # never over a file made in the meantime
                made.append(path)
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
    except BaseException:
        for path in reversed(made):
            with contextlib.suppress(OSError):  # a folder in which someone has put something stays
                path.rmdir() if path.is_dir() else path.unlink()
        raise
