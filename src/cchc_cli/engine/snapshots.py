"""Dated snapshots of states, `value` of `of`: which snapshot is shown, and whether it reaches the number needed."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from math import ceil

from cchc_cli.model.item import Item
from cchc_cli.model.plan import Part
from cchc_cli.model.verdict import Note, PartResult, Rejection
from cchc_cli.words.conditions.via import channels_of

ALL = Decimal(100)


def tally_tracked(part: Part, snapshots: Sequence[Item]) -> PartResult:
    """Count snapshots that are tracked: each is shown, none is judged."""
    channels = {code: sum(item.channel == code for item in snapshots) for code in channels_of(part).codes}
    shown = {code: count for code, count in channels.items() if count}
    return PartResult(part.name, len(snapshots), None, None, tuple(snapshots), channels=shown)


def tally_by_day(part: Part, snapshots: Sequence[Item]) -> PartResult:
    """Return the first snapshot that reaches the number needed, which later ones cannot undo; until then the latest."""
    usable, unusable = _split_by_use(part, snapshots)
    first = next((item for item in usable if _reaches(part, item)), None)
    if first is None:
        return _latest_shown(part, usable, unusable)
    rejected = [
        Rejection(item, "reached-before", {"other": first.ref}) if _reaches(part, item) else Rejection(item, "below")
        for item in usable
        if item is not first
    ]
    return _result(part, first, rejected, unusable)


def tally_standing(part: Part, snapshots: Sequence[Item]) -> PartResult:
    """Show the latest snapshot, which decides; of several of one day the lowest."""
    return _latest_shown(part, *_split_by_use(part, snapshots))


def _split_by_use(part: Part, snapshots: Sequence[Item]) -> tuple[list[Item], dict[Item, str]]:
    """Return the snapshots that have all that the part needs, and the column that each of the others lacks."""
    lacking = {item: column for item in snapshots if (column := _lacking(part, item))}
    return [item for item in snapshots if item not in lacking], lacking


def _lacking(part: Part, item: Item) -> str:
    if item.details.value is None:
        return "value"
    return "of" if part.percent is not None and item.details.of is None else ""


def _latest_shown(part: Part, usable: Sequence[Item], unusable: dict[Item, str]) -> PartResult:
    if not usable:
        return PartResult(part.name, 0, part.number, rejected=_rejected(unusable), notes=_notes(unusable))
    of_last_day = [item for item in usable if item.day == usable[-1].day]
    latest = min(of_last_day, key=lambda item: _level(part, item))
    older = [Rejection(item, "superseded", {"other": latest.ref}) for item in usable if item is not latest]
    return _result(part, latest, older, unusable)


def _result(part: Part, shown: Item, rejected: Sequence[Rejection], unusable: dict[Item, str]) -> PartResult:
    return PartResult(
        part.name,
        count=int(shown.details.value or 0),
        target=ceil(_needed(part, shown)),
        reached=shown.day if _reaches(part, shown) else None,
        counted=(shown,),
        rejected=(*rejected, *_rejected(unusable)),
        notes=_notes(unusable),
    )


def _rejected(unusable: dict[Item, str]) -> tuple[Rejection, ...]:
    return tuple(Rejection(item, "no-value", {"column": column}) for item, column in unusable.items())


def _notes(unusable: dict[Item, str]) -> tuple[Note, ...]:
    return tuple(Note("no-value", {"row": item.ref, "column": column}) for item, column in unusable.items())


def _needed(part: Part, item: Item) -> Decimal:
    """Return the value that a snapshot must have; of a percentage it depends on the snapshot's `of`."""
    if part.percent is None:
        return Decimal(part.number or 1)
    return part.percent * (item.details.of or ALL) / ALL


def _level(part: Part, item: Item) -> Decimal:
    value = item.details.value or Decimal(0)
    return value if part.percent is None else value / (item.details.of or ALL)


def _reaches(part: Part, item: Item) -> bool:
    return (item.details.value or Decimal(0)) >= _needed(part, item)
