"""Adding rows to a log: one writer at a time, all rows or none, and no row twice."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from pathlib import Path
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from cchc_cli.load.evidence.cells import CellError, read_number
from cchc_cli.load.evidence.rows import RowReader
from cchc_cli.load.evidence.tables import MAX_TEXT
from cchc_cli.load.opening import UnusableError, read_regular
from cchc_cli.model.item import Item
from cchc_cli.model.problem import Place, Problem
from cchc_cli.model.text import fold, meant
from cchc_cli.storing.atomic import ChangedError, leftover_of
from cchc_cli.storing.lock import WAIT, locked
from cchc_cli.storing.log_file import refuse_if_open, refusing, replace_log
from cchc_cli.storing.open_log import CannotKeepError, LogRow, OpenLog, Record, plain_line_ends
from cchc_cli.storing.refusal import refusal
from cchc_cli.storing.undo import Undo

MAX_CHANGES = 20  # attempts while another program keeps changing the log
_IN_ITEM = frozenset({"unit", "title", "channel", "url", "type", "tags", "for", "duration", "issue", "period", "has"})


class RowOutcome(Struct, frozen=True):
    """The outcome of a row: added, a duplicate of the row at `ref`, or refused because of `problems`."""

    what: Literal["added", "duplicate", "refused"]
    ref: str = ""
    items: tuple[Item, ...] = ()
    problems: tuple[Problem, ...] = ()
    key: Hashable | None = None


class Target(Struct, frozen=True):
    """The log that takes rows. `elsewhere` has the places of the kind's rows in other logs, by key; `undo` keeps the old bytes."""

    path: Path
    reader: RowReader
    elsewhere: Mapping[Hashable, str]
    undo: Undo | None = None

    @property
    def name(self) -> str:
        return self.reader.file


def row_key(reader: RowReader, record: Record, item: Item | None) -> Hashable | None:
    """Return a key that equal rows share in any spelling; None for a row that cannot be read."""
    if item is None:
        return None
    rest = [(column, _plain(reader, column, text)) for column, text in record.items() if column not in _IN_ITEM]
    channels = reader.cells.columns["channel"].read(record.get("channel", "")).value if "channel" in record else None
    return (item.key, item.contents, channels, *sorted(rest))


def _plain(reader: RowReader, column: str, text: str) -> str:
    read: dict[str, Callable[[str], object]] = {
        "date": reader.cells.day, "end": reader.cells.day, "sent": reader.cells.day,
        "participants": read_number, "quantity": read_number, "value": read_number, "of": read_number,
    }  # fmt: skip
    try:
        return str(read.get(column, fold)(meant(text)))
    except CellError:
        return text


def append(target: Target, records: Sequence[Record], wait: float = WAIT) -> list[RowOutcome]:
    """Add the readable rows that are no duplicates. Raises NotWrittenError; then nothing is written."""
    path = target.path.resolve()  # a link and its target share one lock
    with refusing(target.name):
        path.parent.mkdir(parents=True, exist_ok=True)
        with locked(path, wait):
            return _append(path, target, records)


def _append(path: Path, target: Target, records: Sequence[Record]) -> list[RowOutcome]:
    refuse_if_open(path, target.name)
    with contextlib.suppress(OSError):
        leftover_of(path).unlink()  # left by a killed writer: the lock was free
    for _ in range(MAX_CHANGES):
        before = read_log(target)
        outcomes, data = planned(target, records, before)
        if not any(outcome.what == "added" for outcome in outcomes):
            return outcomes
        keeping = target.undo.keeping(path, before, data) if target.undo else contextlib.nullcontext()
        try:
            with keeping:
                replace_log(path, target.name, data, before)
        except ChangedError:
            continue  # read the log again, with the changes of the other program
        return outcomes
    raise refusal("log-keeps-changing", target.name)


def foreseen(target: Target, records: Sequence[Record]) -> list[RowOutcome]:
    """Return the outcome of each row without writing anything."""
    return planned(target, records, read_log(target))[0]


def planned(target: Target, records: Sequence[Record], before: bytes | None) -> tuple[list[RowOutcome], bytes]:
    """Return the outcome of each row for a log with the bytes `before`, and the new bytes; nothing is written."""
    log = OpenLog(target.reader, before or b"")
    reader = target.reader
    read = [(record, *reader.read(0, record)) for record in map(plain_line_ends, records)]
    known = _known(log, target, {item.fingerprint for _, item, _ in read if item})
    outcomes: list[RowOutcome] = []
    added_records: dict[Hashable, Record] = {}
    for record, item, unread in read:
        key = row_key(reader, record, item)
        problems = (*unread, *_cells_without_column(log, target, record))
        if key is None or problems:
            outcomes.append(RowOutcome("refused", problems=problems))
        elif key in added_records or key in known or key in target.elsewhere:
            outcomes.append(RowOutcome("duplicate", known.get(key) or target.elsewhere.get(key, ""), key=key))
        else:
            added_records[key] = record
            outcomes.append(RowOutcome("added", key=key))
    data, rows = _extended(log, target, list(added_records.values()))
    added = dict(zip(added_records, rows, strict=True))
    return [_settled(outcome, target, added.get(outcome.key)) for outcome in outcomes], data


def _known(log: OpenLog, target: Target, fingerprints: Collection[int]) -> dict[Hashable, str]:
    """Return the places of a log's rows with one of these titles, by key."""
    candidates = [row for row in log.rows if row.item and row.item.fingerprint in fingerprints]
    keys = ((row_key(target.reader, row.record, row.item), row) for row in candidates)
    return {key: f"{target.name}:{row.row}" for key, row in keys if key}


def _settled(outcome: RowOutcome, target: Target, row: LogRow | None) -> RowOutcome:
    """Return the outcome with the number of the added row."""
    if row is None:
        return outcome
    return replace(outcome, ref=f"{target.name}:{row.row}", items=tuple(row.items) if outcome.what == "added" else ())


def _extended(log: OpenLog, target: Target, records: Sequence[Record]) -> tuple[bytes, list[LogRow]]:
    try:
        return log.extended(records)
    except CannotKeepError as error:
        details = {"value": error.value, "encoding": log.dialect.encoding}
        raise refusal("cannot-keep", target.name, **details) from None


def _cells_without_column(log: OpenLog, target: Target, record: Record) -> list[Problem]:
    """Return a problem for each filled cell without a column in the log: it would be lost."""
    row = log.header.row
    columns = [column for column in record if not log.has(column)]
    return [Problem("no-column-for", Place(target.name, row, column), {"columns": column}) for column in columns]


def read_log(target: Target) -> bytes | None:
    """Return the bytes of a log, None without a log. Raises NotWrittenError if the log cannot be used."""
    try:
        return read_regular(target.path, MAX_TEXT) if target.path.exists() else None
    except UnusableError as error:
        raise refusal(error.code, target.name, **error.details) from None
