"""Items as the reader of logs makes them."""

from __future__ import annotations

from datetime import date

from cchc_cli.model.fingerprint import fingerprint
from cchc_cli.model.item import Item, RowPlace, Traits
from cchc_cli.model.text import HALVES


def item_of(traits: Traits, day: date, units: tuple[str, ...], title: str, url: str, file: str, row: int) -> Item:
    """Return an item with its title's bytes and fingerprint."""
    return Item(traits, day, units, title.encode(errors=HALVES), fingerprint(title), url, RowPlace(file, row))
