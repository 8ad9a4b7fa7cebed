"""The path of the program for a Windows batch file: only ASCII letters, no signs with a meaning for the shell."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PureWindowsPath

DEFAULT = r"%ProgramFiles%\cchc\cchc.exe"  # the folder that docs/install.md recommends
# Variables of folders whose paths often contain a person's name; the longest match counts.
_VARIABLES = ("LOCALAPPDATA", "APPDATA", "USERPROFILE", "ProgramFiles")


def batch_path(program: str, environment: Mapping[str, str]) -> str:
    """Return the path of a program for a batch file, with `%` doubled, and known folders by their variables.

    `program` is a full path on Windows; for any other path, and a path with letters outside ASCII, return DEFAULT.
    """
    path = PureWindowsPath(program)
    if not path.is_absolute() or '"' in program:
        return DEFAULT
    known = {name: PureWindowsPath(environment[name]) for name in _VARIABLES if environment.get(name)}
    inside = [name for name, folder in known.items() if path.is_relative_to(folder)]
    if not inside:
        shown = str(path).replace("%", "%%")
    else:
        name = max(inside, key=lambda name: len(known[name].parts))
        shown = f"%{name}%\\{str(path.relative_to(known[name])).replace('%', '%%')}"
    return shown if shown.isascii() and shown.isprintable() else DEFAULT
