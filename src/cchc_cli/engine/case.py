"""All data of one organisation, and the effect of rulings on its rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from cchc_cli.engine.rulings import ruled
from cchc_cli.engine.verified import verified
from cchc_cli.model.calendar import Holidays
from cchc_cli.model.item import Item, RowPlace
from cchc_cli.model.organisation import Organisation
from cchc_cli.model.passed_over import PassedOver
from cchc_cli.model.plan import Plan
from cchc_cli.model.problem import Problem
from cchc_cli.model.ruling import Ruling, RulingEffect
from cchc_cli.model.sighting import Sighting
from cchc_cli.model.verdict import Rejection, Waiver


class Case(Struct, frozen=True):
    """All data of one organisation."""

    organisation: Organisation
    plans: Sequence[Plan]
    items: Sequence[Item] = ()
    waivers: Sequence[Waiver] = ()
    holidays: Holidays = field(default_factory=Holidays)
    refused: int = 0
    further: int = 0  # items beyond the first of a row that names several channels, before rulings
    problems: Sequence[Problem] = ()
    passed_over: Sequence[PassedOver] = ()
    rejected: Sequence[Rejection] = ()  # rows, or their credit to some units, that count for no quota
    rulings: Sequence[RulingEffect] = ()
    skipped: Sequence[Problem] = ()  # why files and sheets were left out

    def under(self, rulings: Sequence[Ruling]) -> Case:
        """Return the organisation as rulings leave its rows."""
        ruled_items = ruled(self.items, rulings, self.organisation)
        return replace(
            self, items=ruled_items.items, rejected=(*self.rejected, *ruled_items.rejected), rulings=ruled_items.effects
        )

    def seen_by(self, sightings: Mapping[str, Sighting]) -> Case:
        """Return the organisation with only those rows whose address was found on the last visit."""
        accepted, rejected = verified(self.items, sightings)
        return replace(self, items=accepted, rejected=(*self.rejected, *rejected))

    @property
    def set_aside(self) -> list[Item]:
        """The rows that have no credit left, each once."""
        usable = {(item.file, item.row) for item in self.items} if self.rejected else ()
        rows: dict[tuple[str, int], Item] = {}
        for item in (rejection.item for rejection in self.rejected):
            other = rows.get((item.file, item.row))
            rows[item.file, item.row] = (
                replace(other, units=tuple(dict.fromkeys((*other.units, *item.units)))) if other else item
            )
        return [item for row, item in rows.items() if row not in usable]

    def channels_of_rows(self) -> dict[RowPlace, tuple[str, ...]]:
        """Return the channels of each row that names several, in the order of its cell."""
        channels: defaultdict[RowPlace, list[str]] = defaultdict(list)
        for item in self.items if self.further else ():
            channels[item.place].append(item.channel)
        return {place: tuple(codes) for place, codes in channels.items() if len(codes) > 1}

    @property
    def readable(self) -> int:
        """How many rows were read."""
        own = {item.place for item in self.items} if self.further else self.items
        return len(own) + len(self.set_aside)
