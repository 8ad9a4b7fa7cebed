"""Standard output and error: UTF-8 if redirected, readable on any console, silent after their reader closes."""

from __future__ import annotations

import errno
import io
import os
import sys
from pathlib import Path
from typing import Any, TextIO

# Errors of a pipe without a reader; Windows has two.
_GONE = {errno.EPIPE, errno.EINVAL} if sys.platform == "win32" else {errno.EPIPE}


def prepare_streams() -> None:
    """Prepare both streams for any text; called before anything is printed."""
    sys.stdout = _prepared(sys.stdout, sys.__stdout__)
    sys.stderr = _prepared(sys.stderr, sys.__stderr__)


def _prepared(stream: TextIO | None, own: TextIO | None) -> TextIO:
    if stream is None:  # closed by the caller, or a program without a console
        return Path(os.devnull).open("w", encoding="utf-8")
    if not isinstance(stream, io.TextIOWrapper):
        return stream
    if stream.isatty():
        encoding = _of_console(stream)
        stream.reconfigure(encoding=encoding, errors=_readable(encoding))
    elif stream is own:
        at_once = stream.line_buffering or stream.write_through
        raw = io.BufferedWriter(_Redirected(stream.fileno(), "wb", closefd=False))
        return io.TextIOWrapper(raw, "utf-8", "replace", line_buffering=at_once)
    else:
        stream.reconfigure(encoding="utf-8", errors="replace")
    return stream


def _of_console(stream: io.TextIOWrapper) -> str:
    """Return the encoding of a console; the legacy mode of Windows uses its code page, not the encoding of files."""
    old_way = sys.platform == "win32" and os.environ.get("PYTHONLEGACYWINDOWSSTDIO")
    if old_way and not os.environ.get("PYTHONIOENCODING"):
        return os.device_encoding(stream.fileno()) or stream.encoding
    return stream.encoding


def _readable(encoding: str) -> str:
    """Return the error handler for characters that a console's encoding lacks."""
    try:
        "ế✓".encode(encoding)
    except UnicodeEncodeError:
        from cchc_cli.cli.terminal.console_fallback import handler_for  # imported late: for legacy consoles only

        return handler_for(encoding)
    return "replace"


class _Redirected(io.FileIO):
    """A stream to a pipe or file; after its reader closes or its disk is full, further output is dropped.

    The command goes on: its files are written, and its exit code follows the verdicts. A full disk raises OSError once.
    """

    _over = False

    def write(self, data: Any, /) -> int:
        size = memoryview(data).nbytes
        if self._over:
            return size
        try:
            return super().write(data)
        except OSError as error:
            self._over = True
            if error.errno in _GONE:
                return size
            raise
