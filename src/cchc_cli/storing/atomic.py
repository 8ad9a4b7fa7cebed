"""Writing whole files or nothing: a reader sees the old file or the new file, never a part."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from cchc_cli.storing.lock import WAIT, take

TRIES = 10
PAUSE = 0.1  # seconds; a virus scanner or indexer holds a file for less than TRIES pauses
SUFFIX = ".tmp"


class HeldError(PermissionError):
    """The file cannot be replaced while another program holds it open."""


class ChangedError(Exception):
    """The file has changed since it was read."""


class HardLinkedError(Exception):
    """The file has a second name, which would keep the old content."""


class CannotKeepOwnerError(Exception):
    """The new file cannot have the owner, the permissions and the attributes of the old one; the text says why."""


def write_whole(path: Path, data: bytes | Iterable[bytes]) -> None:
    """Replace the contents of a file, or create it; data may come in pieces.

    Raises OSError; then the old file is unchanged.
    """
    pieces = (data,) if isinstance(data, bytes) else data
    if path.exists() and not path.is_file():  # a device or a pipe has no old contents to keep
        with path.open("wb") as file:
            file.writelines(pieces)
        return
    target = _writable(path)
    _put(target, pieces, lambda temporary: temporary.chmod(_mode(target)))


def replace_unchanged(path: Path, data: bytes, before: bytes | None) -> None:
    """Replace a file whose bytes are `before` (None: no file), and keep its owner, permissions and attributes.

    Raises ChangedError if it has other bytes, HardLinkedError, CannotKeepOwnerError, or OSError; then the file is
    unchanged.
    """
    target = _writable(path)

    def prepare(temporary: Path) -> None:
        if before is not None and target.exists():
            _keep_belongings(target, temporary)
        else:
            temporary.chmod(_mode(target))
        if _content(target) != before:
            raise ChangedError

    _put(target, (data,), prepare)


def remove_unchanged(path: Path, before: bytes) -> None:
    """Remove a file whose bytes are `before`. Raises ChangedError if it has other bytes, or OSError."""
    if _content(path) != before:
        raise ChangedError
    path.unlink()
    _sync_folder(path.parent)


def leftover_of(path: Path) -> Path:
    """Return the path of a file's temporary file: always the same, so that a writer reuses what a killed writer left."""
    return path.with_name(f".{path.name}{SUFFIX}")


def _writable(path: Path) -> Path:
    """Return the file behind a link. Raises PermissionError for a read-only file, which renaming would replace."""
    target = Path(os.path.realpath(path))
    if target.exists() and not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    return target


def _put(target: Path, pieces: Iterable[bytes], prepare: Callable[[Path], None]) -> None:
    """Write a temporary file in the same folder, and rename it over the target: only there renaming is atomic.

    The temporary file is locked, so that a second writer waits and nobody takes over a file in use.
    """
    temporary = leftover_of(target)
    file = os.fdopen(take(temporary, WAIT, 0o600, needed=False), "wb")
    try:
        file.truncate(0)
        file.writelines(pieces)
        file.flush()
        os.fsync(file.fileno())
        prepare(temporary)
        if sys.platform == "win32":  # Windows renames no open file
            file.close()
        _replace(temporary, target)
    except BaseException:
        if sys.platform == "win32":
            file.close()
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    finally:
        with contextlib.suppress(OSError):  # a full disk is already reported
            file.close()
    _sync_folder(target.parent)


def _content(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def _mode(target: Path) -> int:
    """Return the permissions of the file to be replaced, or of any new file."""
    try:
        return stat.S_IMODE(target.stat().st_mode)
    except FileNotFoundError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask


def _keep_belongings(old: Path, new: Path) -> None:
    status = old.stat()
    if status.st_nlink > 1:
        raise HardLinkedError
    try:
        if hasattr(os, "chown") and _owner(new) != _owner(old):
            os.chown(new, *_owner(old))
        new.chmod(_mode(old))
        _keep_attributes(old, new)
    except OSError as error:
        raise CannotKeepOwnerError(error.strerror or "") from None
    if (_owner(new), _mode(new), _attributes(new)) != (_owner(old), _mode(old), _attributes(old)):
        raise CannotKeepOwnerError("")


def _owner(path: Path) -> tuple[int, int]:
    status = path.stat()
    return status.st_uid, status.st_gid


def _attributes(path: Path) -> dict[str, bytes]:
    """Return the extended attributes, including access lists; Python reads them only on Linux."""
    if sys.platform != "linux":
        return {}
    try:
        return {name: os.getxattr(path, name) for name in os.listxattr(path)}
    except OSError as error:
        if error.errno == errno.ENOTSUP:  # a drive without attributes
            return {}
        raise


def _keep_attributes(old: Path, new: Path) -> None:
    if sys.platform == "linux":
        wanted, having = _attributes(old), _attributes(new)
        for name in having.keys() - wanted.keys():
            os.removexattr(new, name)
        for name in wanted:
            if having.get(name) != wanted[name]:
                os.setxattr(new, name, wanted[name])


def _replace(temporary: Path, target: Path) -> None:
    """Rename over the old file; on Windows this fails while any program has it open."""
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
    """Make the new name survive a power cut, if the system can sync folders."""
    with contextlib.suppress(OSError):  # Windows opens no folders; some network drives sync none
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
