"""Documents as JSON text without characters that act on a terminal."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from itertools import islice

import msgspec

from cchc_cli.formats.safe import escaped_json

BATCH = 50  # entries encoded at once
# The characters that `escaped_json` replaces, in UTF-8, by first byte: searching for a byte is much quicker. Of the control
# characters the encoder leaves DEL alone.
_HARMFUL = {
    0x7F: re.compile(rb"\x7f"),
    0xC2: re.compile(rb"\xc2[\x80-\x9f\xad]"),
    0xD8: re.compile(rb"\xd8\x9c"),
    0xE2: re.compile(rb"\xe2(?:\x80[\x8b-\x8f\xa8-\xae]|\x81[\xa0-\xa9])"),
    0xEF: re.compile(rb"\xef(?:\xbb\xbf|\xbf[\xbe\xbf])"),
}
_ENCODER = msgspec.json.Encoder(enc_hook=dict)  # turns read-only mappings into dicts


def document_text(document: object) -> str:
    """Return a document as indented JSON that ends with a newline."""
    return str(_indented(document), "utf-8") + "\n"


def pieces(head: object, name: str, entries: Iterable[object]) -> Iterator[bytes]:
    """Yield a document in UTF-8 whose last field is a long list: the head indented, then one entry a line."""
    yield _indented(head).removesuffix(b"\n}") + f',\n "{name}": ['.encode()
    remaining, before = iter(entries), b"\n  "
    while batch := list(islice(remaining, BATCH)):
        yield before + _lines(batch, b",\n  ")
        before = b",\n  "
    yield b"\n ]\n}\n"


def _lines(values: list[object], between: bytes = b"") -> bytes:
    """Return each value as one line of JSON, joined by `between`."""
    try:
        data = _ENCODER.encode_lines(values)[:-1].replace(b"\n", between)
    except UnicodeEncodeError:  # a file name may hold lone surrogates, which UTF-8 cannot encode
        if len(values) > 1:
            return between.join(_lines([value]) for value in values)
        return json.dumps(msgspec.to_builtins(values[0], enc_hook=dict), separators=(",", ":")).encode()
    if any(needle in data and pattern.search(data) for needle, pattern in _HARMFUL.items()):
        return escaped_json(str(data, "utf-8")).encode()
    return data


def _indented(value: object) -> bytes:
    return msgspec.json.format(_lines([value]), indent=1)
