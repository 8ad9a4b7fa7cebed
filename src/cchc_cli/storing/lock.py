"""One writer at a time: a lock file beside the file that is written, locked by the system.

The system frees the lock when its holder ends, however it ends: a lock file left by a killed writer is found free, so
that there is no stale lock to guess about. What stands in the file only tells the one who waits whom to ask.
"""

from __future__ import annotations

import contextlib
import os
import socket
import sys
import time
from collections.abc import Iterator
from pathlib import Path

WAIT = 10.0  # seconds
PAUSE = 0.02
MOST_SHOWN = 200
MOST_REFUSED = 50 if sys.platform == "win32" else 0  # times in a row: Windows refuses a file that is just being removed
_LOCKED_BYTE = 1 << 30  # Windows locks bytes against reading too: one far behind the owner's name


class LockedError(OSError):
    """Another writer held the lock for all the time that was waited; the text names it."""


@contextlib.contextmanager
def locked(path: Path, wait: float = WAIT) -> Iterator[None]:
    """Hold the lock of a file. Raises LockedError, or OSError where no lock file can be made."""
    lock = path.with_name(f".{path.name}.lock")
    descriptor = _taken(lock, wait)
    try:
        yield
    finally:
        _release(lock, descriptor)


def _taken(lock: Path, wait: float) -> int:
    refused = 0
    for _ in range(max(round(wait / PAUSE), 1)):
        try:
            descriptor = os.open(lock, os.O_RDWR | os.O_CREAT, 0o666)
        except PermissionError:
            refused += 1
            if refused > MOST_REFUSED:  # a folder in which nobody may write
                raise
        else:
            refused = 0
            if _held(descriptor, lock):
                return descriptor
        time.sleep(PAUSE)
    raise LockedError(_holder(lock))


def _held(descriptor: int, lock: Path) -> bool:
    """Take an open lock file and sign it, or close it."""
    try:
        # The holder removes the file before it frees it: who waited for the removed one must begin anew.
        if _hold(descriptor) and _is_still_at(descriptor, lock):
            _sign(descriptor)
            return True
    except OSError:
        os.close(descriptor)
        raise
    os.close(descriptor)
    return False


def _is_still_at(descriptor: int, lock: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(descriptor), lock.stat())
    except OSError:
        return False


def _sign(descriptor: int) -> None:
    user = os.environ.get("USERNAME") or os.environ.get("USER") or "?"
    os.ftruncate(descriptor, 0)
    os.write(descriptor, f"{user}@{socket.gethostname()}, {os.getpid()}".encode(errors="replace"))


def _holder(lock: Path) -> str:
    try:
        return lock.read_bytes()[:MOST_SHOWN].decode(errors="replace")
    except OSError:
        return "?"


if sys.platform == "win32":
    import errno
    import msvcrt

    _NO_LOCKS = {errno.EINVAL, errno.EBADF}  # what a drive says that locks nothing

    def _hold(descriptor: int) -> bool:
        os.lseek(descriptor, _LOCKED_BYTE, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError as error:
            if error.errno in _NO_LOCKS:
                raise
            return False
        os.lseek(descriptor, 0, os.SEEK_SET)
        return True

    def _release(lock: Path, descriptor: int) -> None:
        os.close(descriptor)  # frees the lock
        with contextlib.suppress(OSError):  # one who waits has it open: it stays for that one
            lock.unlink()

else:
    import fcntl

    def _hold(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _release(lock: Path, descriptor: int) -> None:
        with contextlib.suppress(OSError):
            lock.unlink()
        os.close(descriptor)
