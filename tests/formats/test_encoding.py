"""JSON text is looked through for harmful characters as bytes: none may be missed."""

from __future__ import annotations

import msgspec

from cchc_cli.formats.documents.encoding import _lines
from cchc_cli.formats.safe import escaped_json


def test_every_harmful_character_is_escaped() -> None:
    """Wherever it is, between letters whose bytes are like its own."""
    for point in (*range(0xD800), *range(0xE000, 0x10000)):
        text = str(_lines([f"“Á{chr(point)}–"]), "utf-8")
        assert text == escaped_json(text)
        assert msgspec.json.decode(text) == f"“Á{chr(point)}–"
