"""Replacing a log by a corrected log: comparing their rows, and keeping the old file outside the evidence."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from hashlib import sha256
from pathlib import Path

from msgspec import Struct

from cchc_cli.load.evidence.cell_values import CellReaders
from cchc_cli.load.evidence.columns import log_kind
from cchc_cli.load.evidence.folder import READ
from cchc_cli.load.evidence.rows import RowReader
from cchc_cli.load.evidence.tables import tables_of
from cchc_cli.load.names import HIDDEN
from cchc_cli.load.opening import MEGABYTE, read_regular
from cchc_cli.load.workspace import OWN_FOLDER, Workspace
from cchc_cli.model.item import Kind
from cchc_cli.model.text import fold
from cchc_cli.storing.append import RowOutcome, Target, planned, row_key
from cchc_cli.storing.atomic import ChangedError, remove_unchanged, write_whole
from cchc_cli.storing.lock import WAIT, locked
from cchc_cli.storing.log_file import refuse_if_open, refusing, replace_log
from cchc_cli.storing.open_log import LogRow, Record, read_rows
from cchc_cli.storing.refusal import refusal
from cchc_cli.storing.target import SUFFIX
from cchc_cli.storing.undo import Undo

FOLDER = "replaced"  # below the workspace's own folder
MAX_BYTES = 256 * MEGABYTE


class NotReplaceableError(ValueError):
    """The file is no log of the organisation."""


class ChangedRow(Struct, frozen=True):
    """A changed row: the old and the new text of each changed column."""

    old: str
    new: str
    columns: Mapping[str, tuple[str, str]]


class Differences(Struct, frozen=True):
    """The changes of a corrected log; rows only in the old log (`gone`) or the new log, by place and title."""

    same: int = 0
    gone: tuple[tuple[str, str], ...] = ()
    new: tuple[tuple[str, str], ...] = ()
    changed: tuple[ChangedRow, ...] = ()


def replaced_log(folder: Path, named: Path) -> Path:
    """Return a log of an organisation by its path, full or below its folder. Raises NotReplaceableError."""
    for path in (named, folder / named):
        resolved, top = path.resolve(), folder.resolve()
        parts = resolved.relative_to(top).parts if resolved.is_relative_to(top) else ()
        hidden = any(part.startswith(HIDDEN) for part in parts)
        if parts and not hidden and path.suffix.lower() in READ and path.is_file():
            return path
    raise NotReplaceableError(str(named))


def corrected_log(old: Path, kind: Kind) -> Path:
    """Return the path of the log for the corrected rows of a kind: in place of the old log, or beside it."""
    if log_kind(old.stem) == kind:
        return old.with_suffix(SUFFIX)
    return old.with_name(f"{kind}-{old.stem}{SUFFIX}")


def rows_of(path: Path, name: str, cells: Callable[[Kind], CellReaders]) -> list[tuple[RowReader, LogRow]]:
    """Return the read and refused rows of a log, each with its reader."""
    rows_with_readers = []
    for table in tables_of(path, name).tables:
        reader = RowReader(cells(table.kind), table.name)
        rows = read_rows(table, reader)
        refused = {problem.place.row for problem in rows.problems if problem.severity == "error"}
        rows_with_readers += [(reader, row) for row in rows.rows if row.item or row.row in refused]
    return rows_with_readers


def differences(old: Iterable[tuple[RowReader, LogRow]], new: Iterable[tuple[RowReader, LogRow]]) -> Differences:
    """Compare the rows of two logs: equal in any spelling, else paired by address or title on the same channel."""
    before, after = list(old), list(new)
    same = _paired(before, after, lambda reader, row: row_key(reader, row.record, row.item))
    changed = [
        *_paired(before, after, lambda reader, row: _named(reader, row, "url")),
        *_paired(before, after, lambda reader, row: _named(reader, row, "title")),
    ]
    return Differences(
        same=len(same),
        gone=tuple((_row_name(*row), row[1].record.get("title", "")) for row in before),
        new=tuple((_row_name(*row), row[1].record.get("title", "")) for row in after),
        changed=tuple(
            ChangedRow(_row_name(*earlier), _row_name(*later), _columns(earlier[1].record, later[1].record))
            for earlier, later in changed
        ),
    )


Read = tuple[RowReader, LogRow]


def _paired(
    before: list[Read], after: list[Read], key_of: Callable[[RowReader, LogRow], Hashable | None]
) -> list[tuple[Read, Read]]:
    """Remove rows with equal keys from both lists, and return them in pairs."""
    waiting: dict[Hashable, list[Read]] = {}
    for earlier in before:
        key = key_of(*earlier)
        if key is not None:
            waiting.setdefault(key, []).append(earlier)
    pairs = []
    for later in list(after):
        candidates = waiting.get(key_of(*later))
        if candidates:
            earlier = candidates.pop(0)
            pairs.append((earlier, later))
            before.remove(earlier)
            after.remove(later)
    return pairs


def _named(reader: RowReader, row: LogRow, column: str) -> Hashable | None:
    text = fold(row.record.get(column, ""))
    return (reader.kind, column, text, fold(row.record.get("channel", ""))) if text else None


def _row_name(reader: RowReader, row: LogRow) -> str:
    return f"{reader.file}:{row.row}"


def _columns(old: Record, new: Record) -> dict[str, tuple[str, str]]:
    names = dict.fromkeys((*old, *new))
    pairs = {name: (old.get(name, ""), new.get(name, "")) for name in names}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


def put_in_place(target: Target, records: Sequence[Record], wait: float = WAIT) -> list[RowOutcome]:
    """Rewrite a log with the readable rows. Raises NotWrittenError; then the log is unchanged."""
    path = target.path.resolve()
    with refusing(target.name), locked(path, wait):
        refuse_if_open(path, target.name)
        before = read_regular(path, MAX_BYTES)
        outcomes, data = planned(target, records, None)
        if target.undo is None:
            raise refusal("write-failed", target.name, reason="", file=target.name)
        try:
            with target.undo.keeping(path, before, data):
                replace_log(path, target.name, data, before)
        except ChangedError:
            raise refusal("log-keeps-changing", target.name) from None
    return outcomes


def keep_outside(workspace: Workspace, log: Path) -> str:
    """Copy a log below the program's folder of the workspace, and return the name of the copy."""
    data = read_regular(log, MAX_BYTES)
    copy = workspace.root / OWN_FOLDER / FOLDER / sha256(data).hexdigest()[:12] / log.name
    with refusing(workspace.name(copy)):
        copy.parent.mkdir(parents=True, exist_ok=True)
        write_whole(copy, data)
    return workspace.name(copy)


def take_out(workspace: Workspace, log: Path, undo: Undo, wait: float = WAIT) -> None:
    """Remove a log after `keep_outside` has copied it. Raises NotWrittenError; then the log is unchanged."""
    path, name = log.resolve(), workspace.name(log)
    with refusing(name), locked(path, wait):
        refuse_if_open(path, name)
        before = read_regular(path, MAX_BYTES)
        try:
            with undo.keeping(path, before, None):
                remove_unchanged(path, before)
        except ChangedError:
            raise refusal("log-keeps-changing", name) from None
