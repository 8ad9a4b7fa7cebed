"""An organisation: its units, groups, channels and tags, and the names they go by."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from msgspec import Struct, field

from cchc_cli.model.item import Kind
from cchc_cli.model.kind import TypeWord
from cchc_cli.model.text import loosen, near_words
from cchc_cli.model.texts import Texts

EVERY_TAG_IMPLIES = "cchc"  # unless the organisation file says otherwise of one


class UnitInfo(Struct, frozen=True):
    """A unit of the dated roster; `since` and `until` are inclusive."""

    code: str
    name: str
    parent: str | None = None
    since: date = date.min
    until: date = date.max
    exempt: Mapping[str, str] = field(default_factory=dict)  # full quota name -> reason
    becomes: str | None = None  # the unit that carries on after `until`

    def active_on(self, day: date) -> bool:
        return self.since <= day <= self.until


class NameIndex:
    """Codes found by code, name or alias; spellings that fold together and mean two things find nothing.

    `shared` are spellings that are known to mean several: they find nothing either, but the file may hold them.
    """

    def __init__(
        self, spellings: Mapping[str, tuple[str, ...]], shared: Mapping[str, tuple[str, ...]] | None = None
    ) -> None:
        shared = shared or {}
        self._names = {code: names[0] for code, names in spellings.items() if names}
        self._codes: dict[str, str] = {}
        self._twice: dict[str, set[str]] = {}
        self._shared: dict[str, set[str]] = {}
        self._spellings = tuple(
            name for code, names in spellings.items() for name in (code, *names, *shared.get(code, ()))
        )
        for code, names in spellings.items():
            for name in (code, *names):
                key = loosen(name)
                if self._codes.setdefault(key, code) != code:
                    self._twice.setdefault(key, {self._codes[key]}).add(code)
        for code, names in shared.items():
            for name in names:
                self._shared.setdefault(loosen(name), set()).add(code)
        for key in self._shared.keys() & self._codes.keys():
            self._twice.setdefault(key, set()).update(self._shared[key], {self._codes[key]})

    def find(self, text: str) -> str | None:
        key = loosen(text)
        return None if key in self._twice or key in self._shared else self._codes.get(key)

    def meant(self, text: str) -> tuple[str, ...]:
        """Return the codes that an ambiguous name may mean, none for any other."""
        key = loosen(text)
        return tuple(sorted(self._twice.get(key) or self._shared.get(key) or ()))

    def near(self, text: str) -> str:
        """Return the codes whose spellings are near to a wrong spelling, joined by commas.

        A code that is near by its name or an alias has its name beside it.
        """
        names: dict[str, str] = {}
        for spelling in near_words(text, self._spellings):
            for code in (self.find(spelling), *self.meant(spelling)):
                name = self._names.get(code or "", "")
                if code:
                    names.setdefault(code, code if spelling == code or not name else f"{code} “{name}”")
        return ", ".join(names.values())

    @property
    def ambiguous(self) -> Mapping[str, set[str]]:
        """The spellings that mean two things though nobody says that they do."""
        return self._twice

    def __iter__(self) -> Iterator[str]:
        return iter(self._spellings)


class Organisation(Struct, frozen=True):
    """The contents of one organisation file."""

    code: str
    name: str
    timezone: str
    sample: bool
    units: Mapping[str, UnitInfo]
    groups: Mapping[str, tuple[str, ...]]
    channels: Mapping[str, str]  # code -> name, in the order of the file
    tags: Mapping[str, str]
    implied: Mapping[str, frozenset[str]]  # tag or channel -> the tags it brings with it
    unit_names: NameIndex
    channel_names: NameIndex
    tag_names: NameIndex
    group_names: Mapping[str, str] = field(default_factory=dict)
    owner_index: NameIndex = field(default_factory=lambda: NameIndex({}))  # of units and groups
    types: Mapping[Kind, tuple[TypeWord, ...]] = field(default_factory=dict)  # its own and those built in
    type_names: Mapping[Kind, NameIndex] = field(default_factory=dict)

    def owner_names(self) -> dict[str, str]:
        """Return the names of units and groups, by code."""
        return {**self.group_names, **{code: unit.name for code, unit in self.units.items()}}

    def succession(self, code: str, day: date) -> tuple[str, ...]:
        """Return a unit and what it became by a day, the unit that carries on last."""
        codes, unit = [code], self.units[code]
        while unit.becomes is not None and day > unit.until:
            codes.append(unit.becomes)
            unit = self.units[unit.becomes]
        return tuple(codes)

    def credited(self, codes: tuple[str, ...], day: date = date.min) -> tuple[str, ...]:
        """Return the units that an item of a day credits: those it names or their successors, and their parents."""
        named = dict.fromkeys(self.succession(code, day)[-1] for code in codes)
        credited = dict(named)
        for code in named:
            parent = self.units[code].parent
            while parent is not None and parent in self.units:
                parent = self.succession(parent, day)[-1]
                if parent in credited:
                    break
                credited[parent] = None
                parent = self.units[parent].parent
        return tuple(credited)

    def type_name(self, kind: Kind, code: str) -> Texts | None:
        """Return the name of a type in sentences, None for an undeclared type."""
        return next((type_.name for type_ in self.types.get(kind, ()) if type_.code == code), None)

    def members(self, code: str) -> tuple[str, ...]:
        """Return the units of a group and what they became; of a unit, the unit itself and what it became."""
        units = self.groups.get(code, (code,))
        return tuple(dict.fromkeys(successor for unit in units for successor in self.succession(unit, date.max)))
