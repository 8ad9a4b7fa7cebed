"""Finding the logs below an organisation's folder; every other file is passed over and named."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from msgspec import Struct

from cchc_cli.load.names import HIDDEN
from cchc_cli.model.passed_over import PassedOver
from cchc_cli.model.problem import Place, Problem

WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")  # the macros of an .xlsm are not read
READ = (".csv", *WORKBOOKS)


class Logs(Struct, frozen=True):
    """The logs below a folder in the order of their names, the folders that cannot be read, the files of other formats."""

    paths: tuple[Path, ...]
    problems: tuple[Problem, ...]
    passed_over: tuple[PassedOver, ...]


def find_logs(folder: Path, name: Callable[[Path], str], read: tuple[str, ...] = READ) -> Logs:
    """Find the files below a folder whose endings are in `read`; `name` makes the names of files for messages."""
    problems: list[Problem] = []

    def unreadable(error: OSError) -> None:
        place = Place(name(Path(os.fsdecode(error.filename))))
        problems.append(Problem("unreadable", place, {"reason": error.strerror or ""}, fatal=True))

    logs: list[Path] = []
    other_files: list[str] = []
    for root, folders, files in _walk(folder, unreadable):
        linked = [entry for entry in folders if _is_link(os.path.join(root, entry))]  # noqa: PTH118
        problems += [Problem("linked-folder", Place(name(Path(root, entry))), severity="warning") for entry in linked]
        # A folder named posts.csv is no log; opening it gives a problem.
        logs += [Path(root, entry) for entry in (*files, *folders) if _is_log(entry, read)]
        other_files += [name(Path(root, entry)) for entry in files if not _is_log(entry, read)]
    named = [(name(path), path) for path in logs]
    times = Counter(shown for shown, _ in named)
    problems += [Problem("one-name", Place(shown), severity="warning") for shown in times if times[shown] > 1]
    named.sort(key=lambda entry: entry[0].split("/"))  # in the same order on every system
    passed = tuple(PassedOver(shown, "format") for shown in sorted(other_files))
    return Logs(tuple(path for _, path in named), tuple(problems), passed)


def _walk(folder: Path, unreadable: Callable[[OSError], None]) -> Iterator[tuple[str, list[str], list[str]]]:
    """Yield each folder with the names of its folders and of its other entries; unlike os.walk, at any depth."""
    waiting = [str(folder)]
    while waiting:
        root = waiting.pop()
        try:
            with os.scandir(root) as entries:
                # Unlike entry.is_dir(), isdir does not fail for a link to itself.
                entries_found = [
                    (entry.name, os.path.isdir(entry.path))  # noqa: PTH112
                    for entry in entries
                    if not _ignored(entry.name)
                ]
        except OSError as error:
            unreadable(error)
            continue
        folders = [name for name, is_folder in entries_found if is_folder]
        yield root, folders, [name for name, is_folder in entries_found if not is_folder]
        below = (os.path.join(root, name) for name in folders)  # noqa: PTH118
        waiting += [path for path in below if not _is_link(path)]


def _is_link(path: str) -> bool:
    """Whether a folder is a link or a Windows junction; neither is followed."""
    is_junction: Callable[[str], bool] = getattr(os.path, "isjunction", lambda _: False)  # Python 3.12
    return os.path.islink(path) or is_junction(path)  # noqa: PTH114


def _ignored(name: str) -> bool:
    return name.startswith(HIDDEN)


def _is_log(name: str, read: tuple[str, ...]) -> bool:
    return not _ignored(name) and name.lower().endswith(read)
