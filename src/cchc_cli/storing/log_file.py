"""Replacing a log on disk; refused if it is open in another program or cannot keep its owner and links."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from cchc_cli.storing.atomic import CannotKeepOwnerError, HardLinkedError, HeldError, replace_unchanged
from cchc_cli.storing.lock import LockedError, NotOursError
from cchc_cli.storing.refusal import refusal

OWNER_FILES = ("~${name}", ".~lock.{name}#")  # files that Excel and LibreOffice put beside an open file


def refuse_if_open(path: Path, name: str) -> None:
    """Raise NotWrittenError if a log is open in Excel, which would save its own copy over the new rows."""
    for pattern in OWNER_FILES:
        owner = path.with_name(pattern.format(name=path.name))
        if owner.exists():
            raise refusal("open-in-excel", name, owner=owner.name)


@contextlib.contextmanager
def refusing(name: str) -> Iterator[None]:
    """Turn errors of locking and writing a file into NotWrittenError."""
    try:
        yield
    except LockedError as error:
        raise refusal("log-in-use", name, holder=str(error)) from None
    except NotOursError as error:
        raise refusal("lock-is-link", name, lock=Path(error.filename).name) from None
    except OSError as error:
        raise refusal("write-failed", name, reason=error.strerror or "", file=name) from None


def replace_log(path: Path, name: str, data: bytes, before: bytes | None) -> None:
    """Replace a log whose bytes are `before`. Raises ChangedError if it has other bytes, NotWrittenError, or OSError."""
    try:
        replace_unchanged(path, data, before)
    except HeldError:
        raise refusal("open-elsewhere", name) from None
    except HardLinkedError:
        raise refusal("log-hard-linked", name) from None
    except CannotKeepOwnerError as error:
        raise refusal("log-owner", name, reason=str(error)) from None
