"""One writer at a time: a lock file beside the file to write, locked by the system.

The system frees the lock whenever its holder ends: the lock file of a killed writer is free, so that no lock is stale.
The text of the lock file names the holder to a waiting user.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import sys
import time
from collections.abc import Iterator
from pathlib import Path

WAIT = 10.0  # seconds
PAUSE = 0.02
MAX_SHOWN = 200
MAX_REFUSED = (
    50 if sys.platform == "win32" else 0
)  # refusals in a row: Windows refuses a file while it is being removed
_OWN_FILE = (
    getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
    | getattr(os, "O_NONBLOCK", 0)
)
_LOCKED_BYTE = 1 << 30  # Windows also locks bytes against reading: use a byte far behind the holder's name


class LockedError(OSError):
    """Another writer held the lock for the whole waiting time; the text names the writer."""


class NotOursError(OSError):
    """A link, or a file with a second name, in place of a file of the program: its target belongs to someone else."""


@contextlib.contextmanager
def locked(path: Path, wait: float = WAIT) -> Iterator[None]:
    """Hold the lock of a file. Raises LockedError, NotOursError, or OSError if no lock file can be created."""
    lock = path.with_name(f".{path.name}.lock")
    try:
        descriptor = take(lock, wait, 0o666)
    except LockedError:
        raise LockedError(_holder(lock)) from None
    try:
        _sign(descriptor)
        yield
    finally:
        _release(lock, descriptor)


def take(lock: Path, wait: float, mode: int, *, needed: bool = True) -> int:
    """Open or create a file that nobody else holds, and hold it until it is closed. Raises as `locked` does.

    On a drive without locks, the file is opened without a lock unless the lock is `needed`.
    """
    refused = 0
    for _ in range(max(round(wait / PAUSE), 1)):
        try:
            if lock.is_symlink():  # for systems without O_NOFOLLOW
                raise NotOursError(errno.ELOOP, os.strerror(errno.ELOOP), str(lock))
            descriptor = os.open(lock, os.O_RDWR | os.O_CREAT | _OWN_FILE, mode)
        except PermissionError:
            refused += 1
            if refused > MAX_REFUSED:  # a read-only folder
                raise
        else:
            refused = 0
            if _is_locked(descriptor, lock, needed=needed):
                return descriptor
        time.sleep(PAUSE)
    raise LockedError(errno.EAGAIN, os.strerror(errno.EAGAIN), str(lock))


def _is_locked(descriptor: int, lock: Path, *, needed: bool) -> bool:
    """Lock an open lock file; close it if that fails. Return whether it is locked."""
    try:
        # The holder removes or renames the file before it frees the lock: then open the new file instead.
        if _try_lock(descriptor, needed=needed) and _is_still_at(descriptor, lock):
            _check_own(descriptor, lock)
            return True
    except OSError:
        os.close(descriptor)
        raise
    os.close(descriptor)
    return False


def _is_still_at(descriptor: int, lock: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(descriptor), lock.lstat())
    except OSError:
        return False


def _check_own(descriptor: int, lock: Path) -> None:
    status = os.fstat(descriptor)
    if not stat.S_ISREG(status.st_mode) or status.st_nlink > 1:
        raise NotOursError(errno.EMLINK, os.strerror(errno.EMLINK), str(lock))


def _sign(descriptor: int) -> None:
    import socket  # imported late: only locks of logs are signed

    user = os.environ.get("USERNAME") or os.environ.get("USER") or "?"
    os.ftruncate(descriptor, 0)
    os.write(descriptor, f"{user}@{socket.gethostname()}, {os.getpid()}".encode(errors="replace"))


def _holder(lock: Path) -> str:
    try:
        return lock.read_bytes()[:MAX_SHOWN].decode(errors="replace")
    except OSError:
        return "?"


if sys.platform == "win32":
    import msvcrt

    _NO_LOCKS = {errno.EINVAL, errno.EBADF}  # errors of a drive without locks

    def _try_lock(descriptor: int, *, needed: bool) -> bool:
        os.lseek(descriptor, _LOCKED_BYTE, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError as error:
            if error.errno not in _NO_LOCKS:
                return False
            if needed:
                raise
        os.lseek(descriptor, 0, os.SEEK_SET)
        return True

    def _release(lock: Path, descriptor: int) -> None:
        os.close(descriptor)  # this frees the lock
        with contextlib.suppress(OSError):  # a waiting writer has it open, and needs it
            lock.unlink()

else:
    import fcntl

    _NO_LOCKS = {errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP}

    def _try_lock(descriptor: int, *, needed: bool) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError as error:
            if needed or error.errno not in _NO_LOCKS:
                raise
        return True

    def _release(lock: Path, descriptor: int) -> None:
        with contextlib.suppress(OSError):
            lock.unlink()
        os.close(descriptor)
