"""A module of the program as Windows would load it, and the parts of Windows that it asks for."""

from __future__ import annotations

import errno
import importlib.util
import os
import struct
import sys
from pathlib import Path
from types import ModuleType

import pytest

import cchc_cli

SOURCE = Path(cchc_cli.__file__).parent


def loaded(name: str, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Load a module anew, such as `storing/lock`, with Windows as the system; the program's own copy stays as it is."""
    with monkeypatch.context() as patch:
        patch.setattr(sys, "platform", "win32")
        spec = importlib.util.spec_from_file_location("as_on_windows", SOURCE / f"{name}.py")
        assert spec
        assert spec.loader
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
    return module


class Msvcrt(ModuleType):
    """`msvcrt` as it is documented: bytes from the current position on are locked, for one open file and no other.

    Linux has such locks too, freed when the file is closed, however that comes.
    """

    LK_NBLCK = 2

    def __init__(self) -> None:
        super().__init__("msvcrt")
        self.fails_with: int | None = None

    def locking(self, descriptor: int, mode: int, count: int) -> None:
        import fcntl

        assert mode == self.LK_NBLCK
        if self.fails_with:
            raise OSError(self.fails_with, os.strerror(self.fails_with))
        start = os.lseek(descriptor, 0, os.SEEK_CUR)
        wanted = struct.pack("hhqqi4x", fcntl.F_WRLCK, os.SEEK_SET, start, count, 0)
        try:
            fcntl.fcntl(descriptor, fcntl.F_OFD_SETLK, wanted)
        except BlockingIOError:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES)) from None
