"""Opening files that others supply: only regular files of a bounded size, and never a pipe that would block."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from pathlib import Path

MEGABYTE = 1024 * 1024
PIECE = MEGABYTE // 16  # larger buffers are allocated anew for each read, which takes longer than the read itself
# Without O_NONBLOCK, opening a pipe without a writer blocks; without O_BINARY, Windows changes line ends.
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)


class UnusableError(Exception):
    """A file that cannot be used at all: the code of the problem, and the details that its message shows."""

    def __init__(self, code: str, **details: str) -> None:
        super().__init__(code)
        self.code = code
        self.details = details


def read_regular(path: Path, max_bytes: int) -> bytes:
    """Return the bytes of a file. Raises UnusableError unless it is a readable regular file of at most `max_bytes`."""
    return b"".join(read_pieces(path, max_bytes))


def read_pieces(path: Path, max_bytes: int, longest: int | None = None) -> Iterator[bytes]:
    """Yield the bytes of a file in pieces of whole lines.

    A line over `longest` bytes is cut to its beginning. Raises UnusableError as `read_regular` does.
    """
    size = 0
    unfinished = _UnfinishedLine(longest)
    try:
        descriptor = os.open(path, _FLAGS)
        with os.fdopen(descriptor, "rb", closefd=True) as file:
            _check(os.fstat(file.fileno()), max_bytes)
            while read := file.read(PIECE):
                size += len(read)
                if size > max_bytes:  # the file grew while it was read
                    raise UnusableError("too-large", most=str(max_bytes // MEGABYTE))
                # A carriage return ends a line too, except at the end of the buffer: a line feed may follow.
                line_end = max(read.rfind(b"\n"), read.rfind(b"\r", 0, -1)) + 1
                if line_end:
                    yield unfinished.ended(read[:line_end])
                unfinished.add(read[line_end:])
    except (OSError, ValueError) as error:  # ValueError: a name with a NUL in it
        raise UnusableError("unreadable", reason=getattr(error, "strerror", None) or "") from None
    rest = unfinished.ended(b"")
    if rest:
        yield rest


class _UnfinishedLine:
    """The beginning of a line whose end is not read yet; a line that is too long keeps only its beginning."""

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
        """Return the line together with the piece that ends it; the piece may contain more lines."""
        line = b"".join(self._pieces)
        if self._cut:
            line = line[: self._longest].decode(errors="ignore").encode()  # cut between two characters
            piece = piece[min((at for at in (piece.find(b"\n"), piece.find(b"\r")) if at >= 0), default=len(piece)) :]
        self._pieces, self._size, self._cut = [], 0, False
        return line + piece


def _check(status: os.stat_result, max_bytes: int) -> None:
    if stat.S_ISDIR(status.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    if not stat.S_ISREG(status.st_mode):
        raise UnusableError("not-a-file")
    if status.st_size > max_bytes:
        raise UnusableError("too-large", most=str(max_bytes // MEGABYTE))
