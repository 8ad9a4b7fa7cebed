"""Most rows of a long log repeat what others say but for day, title and address: those are read here, in one look-up."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from operator import itemgetter
from typing import Any

from cchc_cli.load.evidence.garbled import FREE_TEXT, Suspicion
from cchc_cli.load.evidence.rows import RowReader
from cchc_cli.model.item import PUBLISHED, Item
from cchc_cli.model.text import fold, nfc, normal_url

_OWN = ("date", "sent", "title", "url", *FREE_TEXT)  # columns whose cells seldom repeat


class QuickRows:
    """Reads a row whose cells were read before in other rows; of any other it says None, and `learn` is told of it."""

    def __init__(self, reader: RowReader, columns: Sequence[str | None], named: int, suspicion: Suspicion) -> None:
        at = {column: place for place, column in enumerate(columns) if column}
        self._usable = reader.kind in PUBLISHED and "date" in at
        self._reader = reader
        self._width = len(columns)
        self._date, self._title = at.get("date", 0), at.get("title", 0)
        self._url, self._sent = at.get("url"), at.get("sent")
        self._free = [at[column] for column in FREE_TEXT if column in at]
        self._suspicion = suspicion if suspicion else None
        self._careful = bool(suspicion) or self._sent is not None or reader.require_url
        # Cells behind the last named column must be blank as they were in the row that was learnt.
        same = [at[column] for column in at if column not in _OWN] + list(range(named, len(columns)))
        self._same: Callable[[list[str]], Any] = itemgetter(*same) if same else lambda _: ()
        self._days: dict[str, date] = {}
        self._rest: dict[Any, tuple[Any, ...]] = {}

    def learn(self, cells: list[str], item: Item) -> None:
        """Remember what the cells of a row were read as."""
        if not self._usable or len(cells) != self._width or not item.details.published:
            return
        self._days[cells[self._date]] = item.day
        if self._sent is not None and cells[self._sent].strip():
            self._days[cells[self._sent]] = self._reader.day(cells[self._sent].strip())
        self._rest[self._same(cells)] = (item.channel, item.type, item.tags, item.serves, item.details, item.units)

    def read(self, row: int, cells: list[str]) -> Item | None:
        if len(cells) != self._width:
            return None
        rest = self._rest.get(self._same(cells))
        day = self._days.get(cells[self._date])
        if rest is None or day is None:
            return None
        title = cells[self._title].strip()
        url = cells[self._url] if self._url is not None else ""
        if not title or title[0] == "'" or url[:1] == "'" or (self._careful and self._needs_care(cells, url)):
            return None
        title = nfc(title)
        channel, type_, tags, serves, details, units = rest
        reader = self._reader
        # Item(…) by name takes twice as long.
        return tuple.__new__(
            Item,
            (
                reader.kind, day, units, title, fold(title), channel, normal_url(url), type_, tags, serves, details,
                reader.file, row,
            ),
        )  # fmt: skip

    def _needs_care(self, cells: list[str], url: str) -> bool:
        if self._sent is not None and cells[self._sent] and cells[self._sent] not in self._days:
            return True
        if self._reader.require_url and not url:
            return True
        suspicion = self._suspicion
        return suspicion is not None and any(suspicion.of(cells[place]) for place in self._free)
