"""Unpacking an archive from outside under limits; the sizes that it states are not trusted."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Collection

from cchc_cli.load.opening import MEGABYTE, UnusableError

MAX_UNPACKED = 64 * MEGABYTE
MAX_PARTS = 2_000
_BROKEN = (zipfile.BadZipFile, zlib.error, ValueError, OverflowError, NotImplementedError, OSError, EOFError)


def parts_of(data: bytes, names: Collection[str]) -> dict[str, bytes]:
    """Return the named parts that the archive contains. Raises UnusableError if it is broken, locked or too large."""
    contents: dict[str, bytes] = {}
    left = MAX_UNPACKED
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            if len(parts) > MAX_PARTS:
                raise UnusableError("document-too-large")
            for part in parts:
                if part.filename not in names or part.filename in contents:
                    continue
                if part.flag_bits & 1:
                    raise UnusableError("document-password")
                with archive.open(part) as stream:
                    content = stream.read(left + 1)
                left -= len(content)
                if left < 0:
                    raise UnusableError("document-too-large")
                contents[part.filename] = content
    except RuntimeError:  # zipfile raises this for encryption that it finds only on reading
        raise UnusableError("document-password") from None
    except _BROKEN:
        raise UnusableError("bad-document") from None
    return contents
