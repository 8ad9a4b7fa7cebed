"""Creating the files of a folder: all or none, never over another file; files of a killed command are completed."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Literal


def partly_written(folder: Path, files: Mapping[str, bytes]) -> bool:
    """Whether a killed command wrote only the first of these files: all complete, except perhaps the last."""
    present = [name for name in files if os.path.lexists(folder / name)]
    if not present or present != list(files)[: len(present)]:
        return False
    *complete, last = (_part_of(folder / name, files[name]) for name in present)
    return all(part == "whole" for part in complete) and (
        last == "part" or (last == "whole" and len(present) < len(files))
    )


def _part_of(path: Path, data: bytes) -> Literal["whole", "part", "other"]:
    if path.is_symlink() or not path.is_file():
        return "other"
    present = path.read_bytes()
    return "whole" if present == data else "part" if data.startswith(present) else "other"


def in_the_way(folder: Path, names: Iterable[str]) -> list[Path]:
    """Return the existing paths that the files or their folders would replace."""
    files = [folder / name for name in names]
    above = dict.fromkeys(parent for file in files for parent in reversed(file.parents))
    return [
        *(parent_path for parent_path in above if os.path.lexists(parent_path) and not parent_path.is_dir()),
        *(file for file in files if os.path.lexists(file)),
    ]


def create_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Create the files and their folders. Raises OSError; then nothing of them is left."""
    created: list[Path] = []
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
                created.append(missing)
            with path.open("xb") as file:  # never over a file created in the meantime
                created.append(path)
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
    except BaseException:
        for path in reversed(created):
            with contextlib.suppress(OSError):  # a folder that another program has filled stays
                path.rmdir() if path.is_dir() else path.unlink()
        raise
