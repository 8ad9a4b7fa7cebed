"""A file for each unit, in one folder: names that every system takes, and all checked before the first is written."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from cchc_cli.cli.output import check_outputs, make_folder, print_text, write_file
from cchc_cli.cli.session import Session
from cchc_cli.load.names import alike

# What Windows takes in no name, and blanks. A prefix keeps a code such as CON from being the name of a device.
_UNSAFE = re.compile(r"[^\w-]+")


def unit_files(prefix: str, codes: Mapping[str, Mapping[str, str | bytes]]) -> dict[str, str | bytes]:
    """Return what is written by the names of the files: `prefix-CODE.ending`, no two of them alike.

    `codes` are what is written for each unit, by the endings of its files.
    """
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
    """Write the files into a folder, which is made, and name each. Raises UsageError before any is written."""
    check_outputs([folder / name for name in files], session.guard, replace=replace)
    make_folder(folder)
    for name, data in files.items():
        write_file(folder / name, data, session.guard, replace=replace)
        print_text(session.messages("schema.written", file=(folder / name).as_posix()) + "\n")
