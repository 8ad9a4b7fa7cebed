"""The path of the program as a Windows batch file can say it: ASCII letters, no sign that the shell reads."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PureWindowsPath

DEFAULT = r"%ProgramFiles%\cchc\cchc.exe"  # where docs/install.md lets the IT office unpack it
# Folders whose path often holds a person's name: the shell fills them in. The longest match counts.
_VARIABLES = ("LOCALAPPDATA", "APPDATA", "USERPROFILE", "ProgramFiles")


def batch_path(program: str, environment: Mapping[str, str]) -> str:
    """Return the path of a program for a batch file, with `%` doubled, and known folders by their variables.

    `program` is a full path of Windows; any other, and a path that ASCII cannot say, gives the folder for all users.
    """
    path = PureWindowsPath(program)
    if not path.is_absolute() or '"' in program:
        return DEFAULT
    known = {name: PureWindowsPath(environment[name]) for name in _VARIABLES if environment.get(name)}
    inside = [name for name, folder in known.items() if path.is_relative_to(folder)]
    if not inside:
        said = str(path).replace("%", "%%")
    else:
        name = max(inside, key=lambda name: len(known[name].parts))
        said = f"%{name}%\\{str(path.relative_to(known[name])).replace('%', '%%')}"
    return said if said.isascii() and said.isprintable() else DEFAULT
