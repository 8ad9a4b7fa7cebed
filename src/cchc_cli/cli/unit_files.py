"""One file for each unit in a folder; names are valid on every system, and all are checked before writing."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Mapping
from pathlib import Path

from cchc_cli.cli.output import check_outputs, make_folder, print_text, write_file
from cchc_cli.cli.session import Session
from cchc_cli.cli.usage import UsageError
from cchc_cli.load.names import name_key

# Characters that Windows forbids in names, and blanks. The prefix keeps a code such as CON from naming a device.
_UNSAFE = re.compile(r"[^\w-]+")


def unit_files(prefix: str, codes: Mapping[str, Mapping[str, str | bytes]]) -> dict[str, str | bytes]:
    """Return the contents by file name, `prefix-CODE.ending`; all names differ, also ignoring case."""
    files: dict[str, str | bytes] = {}
    taken: set[str] = set()
    for code, by_ending in codes.items():
        stem = name = f"{prefix}-{_UNSAFE.sub('-', code).strip('-')}"
        number = 1
        while name_key(name) in taken:
            number += 1
            name = f"{stem}-{number}"
        taken.add(name_key(name))
        files |= {name + ending: data for ending, data in by_ending.items()}
    return files


def write_unit_files(folder: Path, files: Mapping[str, str | bytes], session: Session, *, replace: bool) -> None:
    """Write the files into a folder, which is made, and name each.

    Raises UsageError, with the first problem of each kind: most files share it. No new file is left then.
    """
    paths = {folder / name: data for name, data in files.items()}
    try:
        check_outputs(paths, session.guard, replace=replace)
    except UsageError as error:
        raise UsageError(*{problem.code: problem for problem in reversed(error.problems)}.values()) from None
    make_folder(folder)
    new = [path for path in paths if not path.exists()]
    try:
        for path, data in paths.items():
            write_file(path, data, session.guard, replace=replace)
    except UsageError:
        for path in new:
            with contextlib.suppress(OSError):
                path.unlink()
        raise
    for path in paths:
        print_text(session.messages("schema.written", file=path.as_posix()) + "\n")
