"""Replacing a log on the disk: refused with a problem where it is open elsewhere or would not stay what it is."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from cchc_cli.storing.atomic import CannotKeepOwnerError, HardLinkedError, HeldError, replace_unchanged
from cchc_cli.storing.lock import LockedError, NotOursError
from cchc_cli.storing.open_log import refusal

OWNER_FILES = ("~${name}", ".~lock.{name}#")  # what Excel and LibreOffice lay beside a file they have open


def refuse_if_open(path: Path, name: str) -> None:
    """Raise NotWrittenError for a log open in Excel, which would save its own copy over the new rows."""
    for pattern in OWNER_FILES:
        owner = path.with_name(pattern.format(name=path.name))
        if owner.exists():
            raise refusal("open-in-excel", name, owner=owner.name)


@contextlib.contextmanager
def refusing(name: str) -> Iterator[None]:
    """Say of a file that it is held by another writer, has a link for a lock, or cannot be written: NotWrittenError."""
    try:
        yield
    except LockedError as error:
        raise refusal("log-in-use", name, holder=str(error)) from None
    except NotOursError as error:
        raise refusal("lock-is-link", name, lock=Path(error.filename).name) from None
    except OSError as error:
        raise refusal("write-failed", name, reason=error.strerror or "", file=name) from None


def replace_log(path: Path, name: str, data: bytes, before: bytes | None) -> None:
    """Replace a log that holds `before`. Raises ChangedError when it holds anything else, NotWrittenError, or OSError."""
    try:
        replace_unchanged(path, data, before)
    except HeldError:
        raise refusal("open-elsewhere", name) from None
    except HardLinkedError:
        raise refusal("log-hard-linked", name) from None
    except CannotKeepOwnerError as error:
        raise refusal("log-owner", name, reason=str(error)) from None
