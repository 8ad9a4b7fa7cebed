"""The logs before the last `add` or `import`, kept once below `.cchc/undo/`, and brought back."""

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
from cchc_cli.storing.open_log import refusal

FOLDER = "undo"
RECORD = "undo.json"
OWN_RECORD = f"{OWN_FOLDER}/{FOLDER}/{RECORD}"  # as problems name it


class Kept(Struct, frozen=True):
    """A log below the evidence folder, and the digests of what it held. Either is None where there was or is no log."""

    log: str
    before: str | None
    after: str | None


class Record(Struct, frozen=True):
    """What one command changed; `run` tells the commands apart."""

    run: str
    logs: tuple[Kept, ...]
    v: int = 1


class Undo(Struct, frozen=True):
    """Keeps the logs of one command."""

    workspace: Workspace
    run: str

    @contextlib.contextmanager
    def keeping(self, log: Path, before: bytes | None, after: bytes | None) -> Iterator[None]:
        """Keep a log while it is replaced, or removed; where that fails, what was kept of an earlier command stays.

        Raises OSError, and then the log must not be replaced.
        """
        folder = _own_folder(self.workspace)
        folder.mkdir(parents=True, exist_ok=True)
        with locked(folder / RECORD):
            record = _read(folder)
            earlier = record.logs if record and record.run == self.run else ()
            name = log.relative_to(self.workspace.evidence.resolve()).as_posix()
            had = next((one for one in earlier if one.log == name and one.after == _digest(before)), None)
            if had is None and before is not None:
                write_whole(_copy(folder, _digest(before)), before)
            new = replace(had, after=_digest(after)) if had else Kept(name, _digest(before), _digest(after))
            logs = (*(one for one in earlier if one.log != name), new)
            _write(folder, Record(self.run, logs))
            try:
                yield
            except BaseException:
                _write(folder, record)
                _forget_others(folder, record.logs if record else ())
                raise
            _forget_others(folder, logs)


def bring_back(workspace: Workspace, wait: float = WAIT) -> list[str]:
    """Bring the logs back, and return their names; none where nothing is kept.

    Raises NotWrittenError when a log was changed since, is held or cannot be written, and then none is changed.
    """
    with refusing(OWN_RECORD):
        folder = _own_folder(workspace)
        record = _read(folder)
    if record is None:
        return []
    paths = {_path(workspace, one): one for one in sorted(record.logs, key=lambda one: one.log)}
    with contextlib.ExitStack() as locks:
        for path in paths:
            with refusing(_shown(workspace, path)):
                locks.enter_context(locked(path, wait))
        with refusing(OWN_RECORD):
            locks.enter_context(locked(folder / RECORD, wait))
        if _read(folder) != record:  # another command came in between
            raise refusal("undo-changed", _shown(workspace, next(iter(paths))))
        for path in paths:
            refuse_if_open(path, _shown(workspace, path))
        todo = [(path, one) for path, one in paths.items() if _now(path) != one.before]
        for path, one in todo:
            if _now(path) != one.after:
                raise refusal("undo-changed", _shown(workspace, path))
        for path, one in todo:
            with refusing(_shown(workspace, path)):
                _restore(path, _before(folder, one, workspace), workspace)
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


def _before(folder: Path, one: Kept, workspace: Workspace) -> bytes | None:
    if one.before is None:
        return None
    data = _copy(folder, one.before).read_bytes()
    if _digest(data) != one.before:
        raise refusal("bad-undo", workspace.name(folder))
    return data


def _own_folder(workspace: Workspace) -> Path:
    """Return the folder. Raises NotOursError for links: what they lead to is another's."""
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


def _path(workspace: Workspace, one: Kept) -> Path:
    """Return a log by its name in the record, which may come from anywhere: only a log is brought back."""
    top = workspace.evidence.resolve()
    path = (top / one.log).resolve()
    parts = path.relative_to(top).parts if path.is_relative_to(top) else ()
    if len(parts) < 2 or any(part.startswith(HIDDEN) for part in parts) or not _may_be_log(path):
        raise refusal("bad-undo", OWN_RECORD)
    return path


def _may_be_log(path: Path) -> bool:
    """A workbook may say in the names of its sheets that it is a log."""
    return log_kind(path.stem) is not None or path.suffix.lower() in WORKBOOKS


def _shown(workspace: Workspace, path: Path) -> str:
    return workspace.name(workspace.evidence / path.relative_to(workspace.evidence.resolve()))


def _copy(folder: Path, digest: str | None) -> Path:
    return folder / f"{digest}.csv"


def _forget_others(folder: Path, logs: tuple[Kept, ...]) -> None:
    """Remove the copies that no log of the record needs."""
    needed = {_copy(folder, one.before).name for one in logs}
    for copy in folder.glob("*.csv"):
        if copy.name not in needed:
            copy.unlink()


def _now(path: Path) -> str | None:
    return _digest(path.read_bytes()) if path.exists() else None


def _digest(data: bytes | None) -> str | None:
    return None if data is None else sha256(data).hexdigest()
