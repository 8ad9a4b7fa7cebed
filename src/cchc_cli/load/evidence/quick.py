"""Most rows of a long log repeat what others say but for day, title and address: those are read here, in few look-ups."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from operator import itemgetter
from typing import Any

from cchc_cli.load.evidence.cells import CellError
from cchc_cli.load.evidence.dialect import trimmed
from cchc_cli.load.evidence.garbled import FREE_TEXT, lost_letters
from cchc_cli.load.evidence.header import Header
from cchc_cli.load.evidence.rows import RowReader
from cchc_cli.model.address import address
from cchc_cli.model.item import PUBLISHED, Item, Traits
from cchc_cli.model.text import fold, nfc

_OWN = ("date", "sent", "unit", "title", "url", *FREE_TEXT)  # columns that are looked at each by itself

NOWHERE = -1
Careful = Callable[[int, list[str]], Item | None]  # reads any row, or refuses it


class QuickRows:
    """Reads the rows of one table whose cells were read before in other rows; any other is read carefully, and learnt."""

    def __init__(self, reader: RowReader, header: Header) -> None:
        at = {column: place for place, column in enumerate(header.columns) if column}
        self._reader = reader
        self._at = at
        self._usable = reader.kind in PUBLISHED and "date" in at
        self._width = len(header.columns)
        # Cells behind the last named column must be blank as they were in the row that was learnt.
        same = [at[column] for column in at if column not in _OWN] + list(range(header.named, self._width))
        self._same = _cells_at(same)
        self._but_tags = _cells_at([place for place in same if place != at.get("tags")])
        self._free = [at[column] for column in FREE_TEXT if column in at and column != "title"]
        self._days: dict[str, date] = {}
        self._units: dict[str, tuple[str, ...]] = {}
        self._traits: dict[Any, Traits] = {}
        self._with_tags: dict[Any, Traits] = {}  # of one row of those that differ in their tags alone

    def read(self, rows: Iterable[tuple[int, list[str]]], items: list[Item], careful: Careful) -> None:
        """Add the items of the rows to those there are."""
        if not self._usable:
            items += [item for row, cells in rows if (item := careful(row, cells)) is not None]
            return
        at_date, at_unit, at_title = self._at["date"], self._at["unit"], self._at["title"]
        at_url = self._at.get("url", NOWHERE)
        days, units, traits, same, width = self._days, self._units, self._traits, self._same, self._width
        needs_care = self._needs_care if self._free or "sent" in self._at or self._reader.needs_url else None
        for row, cells in rows:
            item = None
            if len(cells) == width and not (needs_care and needs_care(cells)):
                day, unit = days.get(cells[at_date]), units.get(cells[at_unit])
                rest = traits.get(same(cells)) or self._retagged(cells)
                if day and unit and rest:
                    title = cells[at_title].strip()
                    given = cells[at_url] if at_url != NOWHERE else ""
                    url = address(trimmed((given,))[0]) if given else ""
                    folded = fold(title)
                    seen = folded and title[:1] != "'" and not lost_letters(nfc(title))
                    if seen and (url or not given.strip()):
                        item = Item(rest, day, unit, title.encode(), hash(folded), url, row)
            if item is None:
                item = careful(row, cells)
                if item is None:
                    continue
                self._learn(cells, item)
            items.append(item)

    def _learn(self, cells: list[str], item: Item) -> None:
        """Remember what the cells of a row were read as."""
        if len(cells) != self._width or not item.details.published:
            return
        at = self._at
        self._days[cells[at["date"]]] = item.day
        self._units[cells[at["unit"]]] = item.units
        self._traits.setdefault(self._same(cells), item.traits)
        self._with_tags.setdefault(self._but_tags(cells), item.traits)
        if "sent" in at and cells[at["sent"]].strip():
            self._days[cells[at["sent"]]] = self._reader.day(cells[at["sent"]].strip())

    def _retagged(self, cells: list[str]) -> Traits | None:
        """Return the traits of a row like one that was read but for its tags: of all cells these differ most."""
        alike, reader = self._with_tags.get(self._but_tags(cells)), self._reader
        if alike is None or "tags" not in self._at:
            return None
        text = trimmed((cells[self._at["tags"]],))[0]
        try:
            tags = reader.value("tags", text, reader.tags) if text else frozenset()
        except CellError:
            return None
        tags |= reader.implied_by(alike.channel)
        found = Traits(alike.kind, alike.channel, alike.type, tags, alike.serves, alike.details, alike.file)
        return self._traits.setdefault(self._same(cells), found)

    def _needs_care(self, cells: list[str]) -> bool:
        at = self._at
        if "sent" in at and cells[at["sent"]] and cells[at["sent"]] not in self._days:
            return True
        if self._reader.needs_url and not ("url" in at and cells[at["url"]].strip()):
            return True
        return any(lost_letters(nfc(cells[place])) for place in self._free)


def _cells_at(places: Sequence[int]) -> Callable[[Sequence[str]], Any]:
    return itemgetter(*places) if places else lambda _: ()
