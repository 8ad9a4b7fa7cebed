"""The settings in force as lines: name, value, source."""

from __future__ import annotations

from collections.abc import Sequence

from cchc_cli.formats.documents.config import SettingEntry
from cchc_cli.formats.safe import safe
from cchc_cli.formats.text_lines import Line, aligned_text, cell_width
from cchc_cli.formats.view import DIM
from cchc_cli.i18n import Catalogue


def render(entries: Sequence[SettingEntry], messages: Catalogue) -> list[Line]:
    """Return a line for each setting."""
    names = [messages(f"config.{entry.name}") for entry in entries]
    values = [safe(_value(entry, messages)) for entry in entries]
    name_width, value_width = max(map(cell_width, names)), min(max(map(cell_width, values)), 40)
    return [
        (
            (aligned_text(name, name_width, "left") + "  ", DIM),
            (aligned_text(value, value_width, "left") + "  ", ""),
            (safe(_source(entry, messages)), DIM),
        )
        for name, value, entry in zip(names, values, entries, strict=True)
    ]


def _value(entry: SettingEntry, messages: Catalogue) -> str:
    return ", ".join(map(messages.in_words, entry.values)) or "–"


def _source(entry: SettingEntry, messages: Catalogue) -> str:
    if entry.name == "organisation" and len(entry.values) > 1 and entry.source == "found":
        return messages("config.several")
    return messages(f"config.from.{entry.source}") + (f": {entry.place}" if entry.place else "")
