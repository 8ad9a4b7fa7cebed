"""Files written whole or not at all: what a reader finds is the old file or the new one, never a part of one."""

from __future__ import annotations

import contextlib
import errno
import glob
import os
import stat
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

TRIES = 10
PAUSE = 0.1  # seconds; a virus scanner or an indexer holds a file for less than TRIES of these
SUFFIX = ".tmp"


class HeldError(PermissionError):
    """The file cannot be replaced while another program holds it open."""


def write_whole(path: Path, data: bytes | Iterable[bytes]) -> None:
    """Replace what a file holds, or make the file; data may come in pieces.

    Raises OSError, and the old file then stands unchanged.
    """
    pieces = (data,) if isinstance(data, bytes) else data
    if path.exists() and not path.is_file():  # a device or a pipe has no old content to keep
        with path.open("wb") as file:
            file.writelines(pieces)
        return
    target = Path(os.path.realpath(path))  # a link stays a link
    if target.exists() and not os.access(target, os.W_OK):  # renaming would not mind
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    temporary = _written_beside(target, pieces)
    try:
        _replace(temporary, target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    _sync_folder(target.parent)


def remove_leftovers(path: Path) -> None:
    """Remove the temporary files of writers that were killed; for those who hold the lock of the file."""
    for leftover in path.parent.glob(glob.escape(f".{path.name}.") + f"*{SUFFIX}"):
        with contextlib.suppress(OSError):
            leftover.unlink()


def _written_beside(target: Path, pieces: Iterable[bytes]) -> Path:
    """Write a temporary file in the same folder, as only there it can take the other's place at once."""
    descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.", suffix=SUFFIX)
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.writelines(pieces)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(_mode(target))
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return temporary


def _mode(target: Path) -> int:
    """Return the permissions of the file to be replaced, or those any new file would get."""
    try:
        return stat.S_IMODE(target.stat().st_mode)
    except FileNotFoundError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask


def _replace(temporary: Path, target: Path) -> None:
    """Rename over the old file; on Windows that fails for as long as anyone has it open."""
    for left in reversed(range(TRIES)):
        try:
            temporary.replace(target)
        except PermissionError as error:
            if not left:
                raise HeldError(*error.args) from None
            time.sleep(PAUSE)
        else:
            return


def _sync_folder(folder: Path) -> None:
    """Make the new name last through a power cut, where the system lets a folder be synced."""
    with contextlib.suppress(OSError):  # Windows opens no folders; some network drives sync none
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
