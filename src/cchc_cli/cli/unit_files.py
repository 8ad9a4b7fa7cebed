"""One file for each unit in a folder; names are valid on every system, and all are checked before writing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from cchc_cli.cli.output import check_outputs, make_folder, print_text, write_file
from cchc_cli.cli.session import Session
from cchc_cli.load.names import alike

# Characters that Windows forbids in names, and blanks. The prefix keeps a code such as CON from naming a device.
_UNSAFE = re.compile(r"[^\w-]+")


def unit_files(prefix: str, codes: Mapping[str, Mapping[str, str | bytes]]) -> dict[str, str | bytes]:
    """Return the contents by file name, `prefix-CODE.ending`; all names differ, also ignoring case."""
    found: dict[str, str | bytes] = {}
    taken: set[str] = set()
    for code, by_ending in codes.items():
        stem = name = f"{prefix}-{_UNSAFE.sub('-', code).strip('-')}"
        number = 1
        while alike(name) in taken:
            number += 1
            name = f"{stem}-{number}"
        taken.add(alike(name))
        found |= {name + ending: data for ending, data in by_ending.items()}
    return found


def write_unit_files(folder: Path, files: Mapping[str, str | bytes], session: Session, *, replace: bool) -> None:
    """Write the files into a folder, created if missing, and print their names.

    Raises UsageError before writing any of them.
    """
    check_outputs([folder / name for name in files], session.guard, replace=replace)
    make_folder(folder)
    for name, data in files.items():
        write_file(folder / name, data, session.guard, replace=replace)
        print_text(session.messages("schema.written", file=(folder / name).as_posix()) + "\n")
