"""Choosing the log for new rows of a kind, and finding the rows of the other logs."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from pathlib import Path

from msgspec.structs import replace

from cchc_cli.load.evidence.cell_values import CellReaders
from cchc_cli.load.evidence.columns import log_kind
from cchc_cli.load.evidence.folder import find_logs
from cchc_cli.load.evidence.logs import kept_columns, quota_names
from cchc_cli.load.evidence.rows import RowReader
from cchc_cli.load.evidence.tables import tables_of
from cchc_cli.load.names import HIDDEN, find, visible
from cchc_cli.load.workspace import Workspace
from cchc_cli.model.item import Kind
from cchc_cli.model.organisation import Organisation
from cchc_cli.model.plan import Plan
from cchc_cli.storing.append import Target, row_key
from cchc_cli.storing.open_log import read_rows

SUFFIX = ".csv"  # the only format to which rows are added


class WhichLogError(ValueError):
    """Several logs could take the rows; the text lists their names."""


class NotALogError(ValueError):
    """The file would not be read as a log of the kind."""


def choose_log(folder: Path, kind: Kind, named: str | None) -> Path:
    """Return the log to add to: the named log, the organisation's only log of the kind, or a new log.

    Raises WhichLogError, or NotALogError if the named file would not be read as a log of the kind.
    """
    if named:
        return _named_log(folder, kind, named)
    plain = folder / f"{kind}{SUFFIX}"
    logs = [path for path in visible(folder) if _is_log(path, kind)]
    if plain in logs or not logs:
        return plain
    if len(logs) > 1:
        raise WhichLogError(", ".join(path.name for path in logs))
    return logs[0]


def _named_log(folder: Path, kind: Kind, named: str) -> Path:
    """Return the log with a path below the organisation's folder, or relative to the current folder. Raises NotALogError."""
    current = Path(named).absolute()
    path = current if current.is_relative_to(folder.absolute()) else folder / named
    path = find(path.parent, path.name)
    resolved, top = path.resolve(), folder.resolve()
    parts = resolved.relative_to(top).parts if resolved.is_relative_to(top) else ()
    if not parts or any(part.startswith(HIDDEN) for part in parts) or not _is_log(path, kind):
        raise NotALogError(named)
    return path


def _is_log(path: Path, kind: Kind) -> bool:
    named = path.suffix.lower() == SUFFIX and log_kind(path.stem) == kind and not path.name.startswith(HIDDEN)
    return named and (path.is_file() or not path.exists())


def target_of(
    workspace: Workspace,
    organisation: Organisation,
    plans: tuple[Plan, ...],
    kind: Kind,
    path: Path,
    without: Path | None = None,
) -> Target:
    """Return a log prepared for adding rows; rows of the log `without` do not count as duplicates."""
    cells = CellReaders(kind, organisation, quota_names(plans), require_url=False, kept_columns=kept_columns(plans))
    reader = RowReader(cells, workspace.name(path))
    target = Target(path, reader, {})
    return replace(
        target, elsewhere=dict(_elsewhere(workspace, workspace.evidence_of(organisation.code), target, without))
    )


def _elsewhere(
    workspace: Workspace, folder: Path, target: Target, without: Path | None
) -> Iterator[tuple[Hashable, str]]:
    """Yield the key and place of each row of the kind in the other logs; the loader reports their problems."""
    paths = find_logs(folder, workspace.name).paths if folder.is_dir() else ()
    for path in paths:
        if path.resolve() in {target.path.resolve(), without.resolve() if without else None}:
            continue
        for table in tables_of(path, workspace.name(path)).tables:
            if table.kind == target.reader.kind:
                for row in read_rows(table, target.reader).rows:
                    key = row_key(target.reader, row.record, row.item)
                    if key is not None:
                        yield key, f"{table.name}:{row.row}"
