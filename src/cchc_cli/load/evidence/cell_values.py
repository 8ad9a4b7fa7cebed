"""Values of the cells of logs, column by column: a recurring text is read once for all logs of its kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import cache, partial
from typing import Any
from zoneinfo import ZoneInfo

from msgspec import Struct

from cchc_cli.load.evidence import cells
from cchc_cli.load.evidence.cell_extras import hyperlink
from cchc_cli.load.evidence.cells import ERROR_BEGINS, MAX_SHOWN, CellError, is_error
from cchc_cli.load.evidence.dialect import trim
from cchc_cli.load.evidence.garbled import is_plain_text, lost_letters
from cchc_cli.model.address import address, is_plain_url
from cchc_cli.model.fingerprint import fingerprint_of
from cchc_cli.model.item import Details, Kind, Traits
from cchc_cli.model.kind import listed, offered
from cchc_cli.model.organisation import NameIndex, Organisation
from cchc_cli.model.text import HALVES, fold, hyphenated, issue_number, meant, nearest, plain_digits, visible
from cchc_cli.words.kinds import KIND

MAX_KNOWN = 50_000  # cached texts of a column: a log of different texts must not fill the memory
MAX_GUESSES = 200  # wrong names in the logs of one kind for which similar names are looked up, which is slow
NO_ADDRESS = "not-an-address"
PlainTexts = tuple[Callable[[str], object], Callable[[str], object]]  # whether a text is plain, and its value


class UnknownNameError(CellError):
    """An unknown name, with the names that the writer may have meant."""

    def __init__(self, code: str, value: str, meant: str, **offered: str) -> None:
        super().__init__(code, value=shortened(value), meant=meant, **offered)


class CellValue(Struct, frozen=True, gc=False):
    """One cell: its trimmed text, its value, the error that refuses its row, the code of a warning ("" for none)."""

    text: str
    value: Any = None  # None if the cell is empty or cannot be read
    error: CellError | None = None
    doubt: str = ""


EMPTY = CellValue("")


class CellColumn(dict[str, CellValue]):
    """The cells of one column, cached by their text in the file. `of` returns a cell.

    A column whose texts rarely recur has no cache; of a plain text nothing is to be trimmed or repaired.
    """

    def __init__(self, name: str, read: Callable[[str], CellValue]) -> None:
        super().__init__()
        self._read = read
        self._plain: PlainTexts | None = UNIQUE.get(name)
        self.of: Callable[[str], CellValue] = self._new if self._plain else self.__getitem__

    def __missing__(self, raw: str) -> CellValue:
        cell = self._new(raw)
        if len(self) < MAX_KNOWN:
            self[raw] = cell
        return cell

    def _new(self, raw: str) -> CellValue:
        if self._plain:
            is_plain, value_of = self._plain
            if is_plain(raw):
                return CellValue(raw, value_of(raw))
        return self.read(trim(raw))

    def read(self, text: str) -> CellValue:
        """Return the cell of a trimmed text."""
        if not text:
            return EMPTY
        if text[0] in ERROR_BEGINS and is_error(text):
            return CellValue(text, error=CellError("error-value"))
        return self._read(text)


class CellReaders:
    """Reads the cells of one kind of log of one organisation."""

    def __init__(
        self,
        kind: Kind,
        organisation: Organisation,
        quotas: Mapping[str, tuple[str, ...]],
        *,
        require_url: bool,
        kept_columns: frozenset[str] = frozenset(),
    ) -> None:
        self.kind: Kind = kind
        self.needs_url = require_url and KIND[kind].asks_url  # a row without an address is refused
        self.kept_columns = kept_columns.intersection(KIND[kind].columns)  # columns whose full values rows keep
        self._organisation = organisation
        self._quotas = quotas  # a name in a `for` cell -> the full names of the quotas it stands for
        self._zone = ZoneInfo(organisation.timezone)
        self._types = organisation.type_names[kind]
        self._guesses = 0
        self._offered = {
            "unknown-unit": listed(organisation.units),
            "unknown-channel": listed(organisation.channels),
            "unknown-tag": listed(organisation.tags),
            "unknown-type": offered(organisation.types[kind]),
        }
        # Rows that are alike share their traits, and the units credited; these depend on the day where a unit has a successor,
        # otherwise they are the value of the cell.
        self.traits = cache(self._traits)
        self.credited = cache(organisation.credited)
        self.follows_units = any(unit.becomes for unit in organisation.units.values())
        values: dict[str, Callable[[str], object]] = {
            "date": self.day, "end": self.day, "sent": self.day, "unit": self._units, "channel": self._channel,
            "type": self._type, "tags": self._tags, "for": self._serves, "duration": cells.read_duration,
            "issue": issue_number, "period": cells.read_period, "has": _has, "value": cells.read_number,
            "of": cells.read_number, "participants": cells.read_number, "quantity": cells.read_number,
        }  # fmt: skip
        readers: dict[str, Callable[[str], CellValue]] = {
            column: partial(_cell, read) for column, read in values.items()
        }
        readers |= {"title": _title, "location": _location, "number": _free, "note": _free, "url": self._url}
        self.columns = {column: CellColumn(column, readers[column]) for column in KIND[kind].columns}

    def _traits(
        self, channel: str, type_: str, stated: frozenset[str], serves: frozenset[str] | None, details: Details
    ) -> Traits:
        """Return the traits of a row, including implied tags."""
        implied, names = self._organisation.implied, [f"tag:{tag}" for tag in stated]
        tags = frozenset().union(*(implied[name] for name in ([*names, f"channel:{channel}"] if channel else names)))
        return Traits(self.kind, channel, type_, tags, serves, details, stated)

    def names_units(self, text: str) -> bool:
        """Whether a text is the name of a unit or the code of a group."""
        return self._organisation.unit_names.find(text) is not None or text.upper() in self._organisation.groups

    # ---- readers of cells

    def day(self, text: str) -> date:
        return cells.read_day(text, self._zone)

    def moment(self, text: str) -> str:
        """Return day and clock time in the organisation's time zone, "2026-05-01 07:30:00"; "" if the text has no time."""
        return cells.read_moment(meant(text), self._zone)

    def _url(self, text: str) -> CellValue:
        text = visible(text)
        if not text:
            return EMPTY
        link = hyperlink(text) if text.startswith("=") else None
        target = address(link.address if link else text)
        if target:
            return CellValue(text, target)
        return (
            CellValue(text, error=CellError(NO_ADDRESS))
            if self.needs_url
            else CellValue(text, target, doubt=NO_ADDRESS)
        )

    def _units(self, text: str) -> tuple[str, ...]:
        names = cells.read_list(text, lambda name: self._organisation.unit_names.find(name) is not None)
        if not names:
            raise CellError("empty-cell")
        for name in names:
            if self._organisation.unit_names.find(name) is None and name in self._organisation.groups:
                raise UnknownNameError("group-as-unit", name, "")
        units = tuple([self._find(self._organisation.unit_names, name, "unknown-unit") for name in names])
        return units if self.follows_units else self.credited(units)

    def _channel(self, text: str) -> str | tuple[str, ...]:
        """Return the channel of a cell, or the different channels of a list."""
        names = cells.read_list(text, lambda name: self._organisation.channel_names.find(name) is not None)
        if not names:
            raise CellError("empty-cell")
        channels = tuple(
            dict.fromkeys(self._find(self._organisation.channel_names, name, "unknown-channel") for name in names)
        )
        return channels if len(channels) > 1 else channels[0]

    def _type(self, text: str) -> str:
        return self._find(self._types, text, "unknown-type")

    def _tags(self, text: str) -> frozenset[str]:
        return frozenset([self._find(self._organisation.tag_names, tag, "unknown-tag") for tag in self._tag_list(text)])

    def _tag_list(self, text: str) -> tuple[str, ...]:
        return cells.read_list(text, lambda name: self._organisation.tag_names.find(name) is not None)

    def _serves(self, text: str) -> frozenset[str]:
        names = cells.read_list(text, self._quotas.__contains__)
        if not names:
            raise UnknownNameError("unknown-quota", text, "")  # only separators: the row would serve no quota at all
        quotas: set[str] = set()
        for name in names:
            if name not in self._quotas:
                raise UnknownNameError("unknown-quota", name, self._guessed(nearest, name, self._quotas))
            quotas.update(self._quotas[name])
        return frozenset(quotas)

    def _find(self, names: NameIndex, text: str, problem: str) -> str:
        code = names.find(text)
        if code is None:
            several = names.meant(text)
            if several:
                raise UnknownNameError("ambiguous-value", text, ", ".join(several))
            raise UnknownNameError(problem, text, self._guessed(names.near, text), **self._offered[problem])
        return code

    def _guessed(self, guess: Callable[..., str], *details: object) -> str:
        """Return the names that a wrong name may mean, "" after the first MAX_GUESSES wrong names."""
        self._guesses += 1
        return guess(*details) if self._guesses <= MAX_GUESSES else ""


def _cell(read: Callable[[str], object], text: str) -> CellValue:
    text = meant(text)
    if not text:
        return EMPTY
    try:
        return CellValue(text, read(text))
    except CellError as error:
        error.__traceback__ = error.__context__ = None  # they would keep kilobytes for each wrong value
        return CellValue(text, error=error)


def _free(text: str) -> CellValue:
    return CellValue(text, text, doubt=lost_letters(text) or "")


def _location(text: str) -> CellValue:
    return CellValue(text, fold(text), doubt=lost_letters(text) or "")


def _title(text: str) -> CellValue:
    """Return a title's bytes and fingerprint; a title of invisible characters is an empty cell."""
    error = None if visible(text) else CellError("empty-cell")
    return CellValue(text, _title_value(plain_digits(text)), error, lost_letters(text) or "")


def _title_value(text: str) -> tuple[bytes, int]:
    utf8 = text.encode(errors=HALVES)
    return utf8, fingerprint_of(utf8)


# Columns whose texts rarely recur: which of their texts are plain, as most are, and the value of a plain text.
UNIQUE: Mapping[str, PlainTexts] = {
    "title": (is_plain_text, _title_value),
    "location": (is_plain_text, fold),
    "number": (is_plain_text, str),
    "note": (is_plain_text, str),
    "url": (is_plain_url, str),
}


def _has(text: str) -> frozenset[str]:
    return frozenset(map(hyphenated, cells.read_list(text)))


def shortened(text: str) -> str:
    return text if len(text) <= MAX_SHOWN else text[:MAX_SHOWN] + "…"
