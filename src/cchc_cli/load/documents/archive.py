"""The parts of an archive from outside, unpacked under limits; the sizes it states are not believed."""

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
    """Return the named parts that the archive has. Raises UnusableError for a broken, locked or huge archive."""
    found: dict[str, bytes] = {}
    left = MAX_UNPACKED
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            if len(parts) > MAX_PARTS:
                raise UnusableError("document-too-large")
            for part in parts:
                if part.filename not in names or part.filename in found:
                    continue
                if part.flag_bits & 1:
                    raise UnusableError("document-password")
                with archive.open(part) as stream:
                    content = stream.read(left + 1)
                left -= len(content)
                if left < 0:
                    raise UnusableError("document-too-large")
                found[part.filename] = content
    except RuntimeError:  # zipfile's answer to encryption it finds only on reading
        raise UnusableError("document-password") from None
    except _BROKEN as error:
        raise UnusableError("bad-document", reason=str(error)[:200]) from None
    return found
