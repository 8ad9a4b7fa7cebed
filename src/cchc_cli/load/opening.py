"""Opening what others put into our folders: regular files of a bounded size, nothing else, and never waiting for one."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from pathlib import Path

MEGABYTE = 1024 * 1024
PIECE = MEGABYTE // 16  # what is larger is asked of the system anew each time, which takes longer than to read it
# A pipe without a writer would be waited for; Windows would change line ends.
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)


class UnusableError(Exception):
    """A file that cannot be used as a whole: the code of the problem, and what fills its message."""

    def __init__(self, code: str, **details: str) -> None:
        super().__init__(code)
        self.code = code
        self.details = details


def read_regular(path: Path, most: int) -> bytes:
    """Return what a file holds. Raises UnusableError for what is no file, cannot be opened, or is over `most` bytes."""
    return b"".join(read_pieces(path, most))


def read_pieces(path: Path, most: int, longest: int | None = None) -> Iterator[bytes]:
    """Yield the same in pieces, each but the last of which ends with a line; the end of a line over `longest` bytes is lost."""
    size = 0
    begun = _BegunLine(longest)
    try:
        descriptor = os.open(path, _FLAGS)
        with os.fdopen(descriptor, "rb", closefd=True) as file:
            _check(os.fstat(file.fileno()), most)
            while read := file.read(PIECE):
                size += len(read)
                if size > most:  # it grew while it was read
                    raise UnusableError("too-large", most=str(most // MEGABYTE))
                # A carriage return ends a line too, but not before the line feed that it is one with.
                whole = max(read.rfind(b"\n"), read.rfind(b"\r", 0, -1)) + 1
                if whole:
                    yield begun.ended(read[:whole])
                begun.add(read[whole:])
    except (OSError, ValueError) as error:  # ValueError: a name with a NUL in it
        raise UnusableError("unreadable", reason=getattr(error, "strerror", None) or "") from None
    rest = begun.ended(b"")
    if rest:
        yield rest


class _BegunLine:
    """What was read of a line whose end was not, in pieces; of a line that is too long, its beginning."""

    def __init__(self, longest: int | None) -> None:
        self._longest = longest
        self._pieces: list[bytes] = []
        self._size = 0
        self._cut = False

    def add(self, piece: bytes) -> None:
        if self._longest is not None and self._size > self._longest:
            self._cut = True
        elif piece:
            self._pieces.append(piece)
            self._size += len(piece)

    def ended(self, piece: bytes) -> bytes:
        """Return the line, with the piece that ends it and what follows there."""
        begun = b"".join(self._pieces)
        if self._cut:
            begun = begun[: self._longest].decode(errors="ignore").encode()  # cut between two characters
            piece = piece[min((at for at in (piece.find(b"\n"), piece.find(b"\r")) if at >= 0), default=len(piece)) :]
        self._pieces, self._size, self._cut = [], 0, False
        return begun + piece


def _check(status: os.stat_result, most: int) -> None:
    if stat.S_ISDIR(status.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    if not stat.S_ISREG(status.st_mode):
        raise UnusableError("not-a-file")
    if status.st_size > most:
        raise UnusableError("too-large", most=str(most // MEGABYTE))
