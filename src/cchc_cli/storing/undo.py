"""Undoing the last `add` or `import`: the old logs are kept below `.cchc/undo/` and restored."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from msgspec import MsgspecError, Struct, json
from msgspec.structs import replace

from cchc_cli.load.evidence.columns import log_kind
from cchc_cli.load.evidence.folder import WORKBOOKS
from cchc_cli.load.names import HIDDEN
from cchc_cli.load.workspace import OWN_FOLDER, Workspace
from cchc_cli.storing.atomic import ChangedError, remove_unchanged, write_whole
from cchc_cli.storing.lock import WAIT, NotOursError, locked
from cchc_cli.storing.log_file import refuse_if_open, refusing, replace_log
from cchc_cli.storing.refusal import refusal

FOLDER = "undo"
RECORD = "undo.json"
OWN_RECORD = f"{OWN_FOLDER}/{FOLDER}/{RECORD}"  # its name in problems


class KeptLog(Struct, frozen=True):
    """A log below the evidence folder, and the digests of its bytes before and after; None for no log."""

    log: str
    before: str | None
    after: str | None


class Record(Struct, frozen=True):
    """The logs that one command changed; `run` identifies the command."""

    run: str
    logs: tuple[KeptLog, ...]
    v: int = 1


class Undo(Struct, frozen=True):
    """Keeps the old logs of one command."""

    workspace: Workspace
    run: str

    @contextlib.contextmanager
    def keeping(self, log: Path, before: bytes | None, after: bytes | None) -> Iterator[None]:
        """Keep a log while it is replaced or removed; if that fails, the copies of the earlier command stay.

        Raises OSError; then the log must not be replaced.
        """
        folder = _own_folder(self.workspace)
        folder.mkdir(parents=True, exist_ok=True)
        with locked(folder / RECORD):
            record = _read(folder)
            earlier = record.logs if record and record.run == self.run else ()
            name = log.relative_to(self.workspace.evidence.resolve()).as_posix()
            kept_before = next(
                (kept_log for kept_log in earlier if kept_log.log == name and kept_log.after == _digest(before)), None
            )
            if kept_before is None and before is not None:
                write_whole(_copy(folder, _digest(before)), before)
            new = (
                replace(kept_before, after=_digest(after))
                if kept_before
                else KeptLog(name, _digest(before), _digest(after))
            )
            logs = (*(kept_log for kept_log in earlier if kept_log.log != name), new)
            _write(folder, Record(self.run, logs))
            try:
                yield
            except BaseException:
                _write(folder, record)
                _forget_others(folder, record.logs if record else ())
                raise
            _forget_others(folder, logs)


def restore(workspace: Workspace, wait: float = WAIT) -> list[str]:
    """Restore the logs, and return their names; [] if nothing is kept.

    Raises NotWrittenError if a log was changed since, is locked or cannot be written; then no log is changed.
    """
    with refusing(OWN_RECORD):
        folder = _own_folder(workspace)
        record = _read(folder)
    if record is None:
        return []
    paths = {
        _path(workspace, kept_log): kept_log for kept_log in sorted(record.logs, key=lambda kept_log: kept_log.log)
    }
    with contextlib.ExitStack() as locks:
        for path in paths:
            with refusing(_shown(workspace, path)):
                locks.enter_context(locked(path, wait))
        with refusing(OWN_RECORD):
            locks.enter_context(locked(folder / RECORD, wait))
        if _read(folder) != record:  # another command has run meanwhile
            raise refusal("undo-changed", _shown(workspace, next(iter(paths))))
        for path in paths:
            refuse_if_open(path, _shown(workspace, path))
        todo = [(path, kept_log) for path, kept_log in paths.items() if _current_digest(path) != kept_log.before]
        for path, kept_log in todo:
            if _current_digest(path) != kept_log.after:
                raise refusal("undo-changed", _shown(workspace, path))
        for path, kept_log in todo:
            with refusing(_shown(workspace, path)):
                _restore(path, _before(folder, kept_log, workspace), workspace)
        with refusing(OWN_RECORD):
            (folder / RECORD).unlink()
            _forget_others(folder, ())
    return [_shown(workspace, path) for path, _ in todo]


def _restore(path: Path, before: bytes | None, workspace: Workspace) -> None:
    current = path.read_bytes() if path.exists() else None
    try:
        if before is None:
            remove_unchanged(path, current or b"")
        else:
            replace_log(path, _shown(workspace, path), before, current)
    except ChangedError:
        raise refusal("undo-changed", _shown(workspace, path)) from None


def _before(folder: Path, kept_log: KeptLog, workspace: Workspace) -> bytes | None:
    if kept_log.before is None:
        return None
    data = _copy(folder, kept_log.before).read_bytes()
    if _digest(data) != kept_log.before:
        raise refusal("bad-undo", workspace.name(folder))
    return data


def _own_folder(workspace: Workspace) -> Path:
    """Return the folder of the copies. Raises NotOursError for a link: its target belongs to someone else."""
    own = workspace.root / OWN_FOLDER
    for folder in (own, own / FOLDER):
        if folder.is_symlink():
            raise NotOursError(0, "", str(folder))
    return own / FOLDER


def _read(folder: Path) -> Record | None:
    try:
        return json.decode((folder / RECORD).read_bytes(), type=Record)
    except FileNotFoundError:
        return None
    except MsgspecError:
        raise refusal("bad-undo", OWN_RECORD) from None


def _write(folder: Path, record: Record | None) -> None:
    if record is None:
        (folder / RECORD).unlink()
    else:
        write_whole(folder / RECORD, json.format(json.encode(record)) + b"\n")


def _path(workspace: Workspace, kept_log: KeptLog) -> Path:
    """Return the path of a log in the record. Raises NotWrittenError for any other file: the record may be manipulated."""
    top = workspace.evidence.resolve()
    path = (top / kept_log.log).resolve()
    parts = path.relative_to(top).parts if path.is_relative_to(top) else ()
    if len(parts) < 2 or any(part.startswith(HIDDEN) for part in parts) or not _may_be_log(path):
        raise refusal("bad-undo", OWN_RECORD)
    return path


def _may_be_log(path: Path) -> bool:
    """Whether a file may be a log by its name; any workbook may, because its sheets have names too."""
    return log_kind(path.stem) is not None or path.suffix.lower() in WORKBOOKS


def _shown(workspace: Workspace, path: Path) -> str:
    return workspace.name(workspace.evidence / path.relative_to(workspace.evidence.resolve()))


def _copy(folder: Path, digest: str | None) -> Path:
    return folder / f"{digest}.csv"


def _forget_others(folder: Path, logs: tuple[KeptLog, ...]) -> None:
    """Remove the copies that no log in the record needs."""
    needed = {_copy(folder, kept_log.before).name for kept_log in logs}
    for copy in folder.glob("*.csv"):
        if copy.name not in needed:
            copy.unlink()


def _current_digest(path: Path) -> str | None:
    return _digest(path.read_bytes()) if path.exists() else None


def _digest(data: bytes | None) -> str | None:
    return None if data is None else sha256(data).hexdigest()
