"""Adding rows to a log: one writer at a time, whole or not at all, and no row twice."""

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
from cchc_cli.storing.open_log import CannotKeepError, LogRow, OpenLog, Record, plain_line_ends, refusal
from cchc_cli.storing.undo import Undo

MAX_CHANGES = 20  # times that another program may change a log while it is written
_IN_ITEM = frozenset({"unit", "title", "channel", "url", "type", "tags", "for", "duration", "issue", "period", "has"})


class RowOutcome(Struct, frozen=True):
    """What became of a row: added, or there already (`ref` says where), or refused by problems."""

    what: Literal["added", "there", "refused"]
    ref: str = ""
    items: tuple[Item, ...] = ()
    problems: tuple[Problem, ...] = ()
    key: Hashable | None = None


class Target(Struct, frozen=True):
    """The log that rows go to. `elsewhere` holds the places of the kind's rows in other logs; `undo` keeps the log's old bytes."""

    path: Path
    reader: RowReader
    elsewhere: Mapping[Hashable, str]
    undo: Undo | None = None

    @property
    def name(self) -> str:
        return self.reader.file


def row_key(reader: RowReader, record: Record, item: Item | None) -> Hashable | None:
    """Return what two equal rows have in common, however they are spelled; None of a row that cannot be read."""
    if item is None:
        return None
    rest = [(column, _plain(reader, column, text)) for column, text in record.items() if column not in _IN_ITEM]
    channels = reader.cells.columns["channel"].read(record.get("channel", "")).value if "channel" in record else None
    return (item.key, item.said, channels, *sorted(rest))


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
    """Add the rows that can be read and are not there yet. Raises NotWrittenError, and then nothing was written."""
    path = target.path.resolve()  # a link and what it leads to have one lock
    with refusing(target.name):
        path.parent.mkdir(parents=True, exist_ok=True)
        with locked(path, wait):
            return _append(path, target, records)


def _append(path: Path, target: Target, records: Sequence[Record]) -> list[RowOutcome]:
    refuse_if_open(path, target.name)
    with contextlib.suppress(OSError):
        leftover_of(path).unlink()  # of a killed writer, as the lock says
    for _ in range(MAX_CHANGES):
        before = read_log(target)
        fates, data = planned(target, records, before)
        if not any(fate.what == "added" for fate in fates):
            return fates
        keeping = target.undo.keeping(path, before, data) if target.undo else contextlib.nullcontext()
        try:
            with keeping:
                replace_log(path, target.name, data, before)
        except ChangedError:
            continue  # what another program wrote meanwhile is read like the rest
        return fates
    raise refusal("log-keeps-changing", target.name)


def foreseen(target: Target, records: Sequence[Record]) -> list[RowOutcome]:
    """Return what would become of each row; nothing is written."""
    return planned(target, records, read_log(target))[0]


def planned(target: Target, records: Sequence[Record], before: bytes | None) -> tuple[list[RowOutcome], bytes]:
    """Return what becomes of each row in a log that reads so, and the log as it then reads; nothing is written."""
    log = OpenLog(target.reader, before or b"")
    reader = target.reader
    read = [(record, *reader.read(0, record)) for record in map(plain_line_ends, records)]
    known = _known(log, target, {item.fingerprint for _, item, _ in read if item})
    fates: list[RowOutcome] = []
    new: dict[Hashable, Record] = {}
    for record, item, unread in read:
        key = row_key(reader, record, item)
        problems = (*unread, *_misfits(log, target, record))
        if key is None or problems:
            fates.append(RowOutcome("refused", problems=problems))
        elif key in new or key in known or key in target.elsewhere:
            fates.append(RowOutcome("there", known.get(key) or target.elsewhere.get(key, ""), key=key))
        else:
            new[key] = record
            fates.append(RowOutcome("added", key=key))
    data, rows = _extended(log, target, list(new.values()))
    added = dict(zip(new, rows, strict=True))
    return [_settled(fate, target, added.get(fate.key)) for fate in fates], data


def _known(log: OpenLog, target: Target, fingerprints: Collection[int]) -> dict[Hashable, str]:
    """Return where each row of a log with one of these titles is."""
    alike = [row for row in log.rows if row.item and row.item.fingerprint in fingerprints]
    keys = ((row_key(target.reader, row.record, row.item), row) for row in alike)
    return {key: f"{target.name}:{row.row}" for key, row in keys if key}


def _settled(fate: RowOutcome, target: Target, row: LogRow | None) -> RowOutcome:
    """Set the row number of an added row, now that it is known."""
    if row is None:
        return fate
    return replace(fate, ref=f"{target.name}:{row.row}", items=tuple(row.items) if fate.what == "added" else ())


def _extended(log: OpenLog, target: Target, records: Sequence[Record]) -> tuple[bytes, list[LogRow]]:
    try:
        return log.extended(records)
    except CannotKeepError as error:
        details = {"value": error.value, "encoding": log.dialect.encoding}
        raise refusal("cannot-keep", target.name, **details) from None


def _misfits(log: OpenLog, target: Target, record: Record) -> list[Problem]:
    """A filled cell for which the log has no column would be lost."""
    row = log.header.row
    columns = [column for column in record if not log.has(column)]
    return [Problem("no-column-for", Place(target.name, row, column), {"value": column}) for column in columns]


def read_log(target: Target) -> bytes | None:
    """Return what a log holds, None where there is none. Raises NotWrittenError for one that cannot be used."""
    try:
        return read_regular(target.path, MAX_TEXT) if target.path.exists() else None
    except UnusableError as error:
        raise refusal(error.code, target.name, **error.details) from None
