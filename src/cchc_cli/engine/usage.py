"""The use of each row of evidence: the quotas it counted for, or why it counted for none."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from operator import attrgetter, itemgetter

from msgspec import Struct

from cchc_cli.engine.check import Run
from cchc_cli.engine.ledger import ANYONE
from cchc_cli.engine.matching import mismatches, period_mismatch, static_mismatches
from cchc_cli.model.item import Item, Traits
from cchc_cli.model.organisation import EVERY_TAG_IMPLIES
from cchc_cli.model.period import Period
from cchc_cli.model.plan import Part, Quota
from cchc_cli.model.verdict import SET_ASIDE, Obligation, Rejection
from cchc_cli.words.conditions.from_ import takes_anyone
from cchc_cli.words.conditions.tags import tags_of


class Served(Struct, frozen=True):
    """A quota, or one owner's obligation in a period, that a row counts for or nearly counts for."""

    quota: str
    owner: str = ""
    period: Period | None = None

    @property
    def name(self) -> str:
        """The full name of the quota, who owes it, the label of the period."""
        return f"{self.quota} {self.owner} {self.period.label}" if self.period else self.quota


Reasoned = tuple[Served, str, Mapping[str, str]]  # quota, reason, details of the reason's text


class RowUsage(Struct, frozen=True):
    """One readable row: the quotas it served, those it nearly served with reasons, and uncredited topic quotas.

    `items` has one item for each channel of the row. `set_aside` gives the reasons why the row, or its credit to some
    units, counts for no quota.
    """

    items: tuple[Item, ...]
    serves: tuple[Served, ...]
    near: tuple[Reasoned, ...] = ()
    uncredited: tuple[tuple[str, str], ...] = ()
    set_aside: tuple[Rejection, ...] = ()

    @property
    def item(self) -> Item:
        return self.items[0]

    @property
    def channels(self) -> tuple[str, ...]:
        return tuple(item.channel for item in self.items if item.channel)


def row_usages(run: Run, items: Sequence[Item], as_of: date, rejected: Sequence[Rejection] = ()) -> list[RowUsage]:
    """Return every row in the order given, judged as of a day over all plans of the organisation.

    `rejected` are the rows among them that are set aside, and those whose credit to some units is.
    """
    aside = _by_row(rejected)
    serves: defaultdict[Item, dict[Served, None]] = defaultdict(dict)
    refused: defaultdict[Item, dict[tuple[Served, str], Reasoned]] = defaultdict(dict)
    for verdict in run.every_verdict():
        obligation = verdict.obligation
        served_by = Served(obligation.quota.name, obligation.owner, obligation.period)
        for part in verdict.parts:
            for item in part.counted:
                serves[item][served_by] = None
            for rejection in part.rejected:
                if rejection.reason not in SET_ASIDE:
                    reason = rejection.reason
                    refused[rejection.item][served_by, reason] = (served_by, reason, rejection.details)
    owed = _Owed(run.every_obligation(), as_of)
    usages = []
    for _, of_row in groupby(items, key=attrgetter("place")):
        row = tuple(of_row)
        own = tuple(aside.get((row[0].file, row[0].row), ())) if aside else ()
        served = {name: None for item in row for name in serves.get(item, ())}
        near = _refusals(row, served, refused)
        if not served and not near and not own:
            near = {reasoned[:2]: reasoned for item in row for reasoned in owed.nearly(item)}
        uncredited = () if own else tuple(owed.uncredited(row[0]))
        usages.append(RowUsage(row, tuple(served), tuple(near.values()), uncredited, own))
    return usages


def _by_row(rejected: Iterable[Rejection]) -> dict[tuple[str, int], list[Rejection]]:
    """Return the rejections of each row, each once, on however many channels."""
    by_row: defaultdict[tuple[str, int], dict[object, Rejection]] = defaultdict(dict)
    for rejection in rejected:
        item = rejection.item
        same = (item.units, rejection.reason, tuple(rejection.details.items()))
        by_row[item.file, item.row].setdefault(same, rejection)
    return {row: list(rejections.values()) for row, rejections in by_row.items()}


def _refusals(
    row: Sequence[Item], served: Container[Served], refused: Mapping[Item, Mapping[tuple[Served, str], Reasoned]]
) -> dict[tuple[Served, str], Reasoned]:
    """Return why quotas refuse a row; what one publication of a row counts for, another does not lack."""
    return {
        key: reasoned
        for item in row
        for key, reasoned in refused.get(item, {}).items()
        if len(row) == 1 or key[0] not in served
    }


class _AskedPart:
    """One part of one quota, and the obligations that ask for it: by whose work counts, and by when."""

    def __init__(self, quota: Quota, part: Part) -> None:
        self.quota = quota
        self.part = part
        self.takes_anyone = takes_anyone(part)
        self.on_topic = not self.takes_anyone and any(tag != EVERY_TAG_IMPLIES for tag in tags_of(part))
        self.by_unit: defaultdict[str, list[tuple[int, Obligation]]] = defaultdict(list)
        self.terms: dict[tuple[Period, date, date], _Term] = {}
        self._misfits: dict[Traits, list[str]] = {}

    def add(self, index: int, obligation: Obligation) -> None:
        key = (obligation.period, obligation.opens, obligation.closes)
        term = self.terms.get(key)
        if not self.takes_anyone:
            for unit in obligation.credited_units:
                self.by_unit[unit].append((index, obligation))
        elif term is None:
            self.by_unit[ANYONE].append((index, obligation))  # the unit does not matter
        if term is None:
            term = self.terms[key] = _Term(obligation)
        term.credited.update(obligation.credited_units)

    def static_mismatches(self, item: Item) -> list[str]:
        traits = item.traits
        if traits not in self._misfits:
            self._misfits[traits] = static_mismatches(self.quota, self.part, traits)
        return self._misfits[traits]

    def lacking(self, item: Item) -> Obligation | None:
        """Return the first obligation of the time of an item on topic that credits none of its units."""
        if not self.on_topic or self.static_mismatches(item):
            return None
        for term in self.terms.values():
            if term.credited.isdisjoint(item.units) and not period_mismatch(term.first, self.part, item):
                return term.first
        return None


class _Term:
    """The obligations of one period: the first of them, and the units that any of them credits."""

    def __init__(self, first: Obligation) -> None:
        self.first = first
        self.credited: set[str] = set()


class _Owed:
    """All obligations, indexed so that one row is compared with few of them."""

    def __init__(self, obligations: Sequence[Obligation], as_of: date) -> None:
        self._as_of = as_of
        self._quotas: dict[str, list[_AskedPart]] = {}
        for index, obligation in enumerate(owed for owed in obligations if not owed.is_blank):
            quota = obligation.quota
            asked_parts = self._quotas.setdefault(quota.name, [])
            if not asked_parts:
                asked_parts += [_AskedPart(quota, part) for part in quota.need.parts]
            for asked_part in asked_parts:
                asked_part.add(index, obligation)

    def nearly(self, item: Item) -> Iterator[Reasoned]:
        """Yield, quota by quota, the one condition that a row fails."""
        for name, asked_parts in self._quotas.items():
            reasons: dict[str, None] = {}
            for _, _, obligation, part in sorted(self._candidates(asked_parts, item), key=itemgetter(0, 1)):
                failed = mismatches(obligation, part, item, self._as_of)
                if len(failed) == 1 and failed[0] not in {"unit", "kind"}:
                    reasons[failed[0]] = None
            if "future" in reasons:
                reasons.pop("period", None)  # the row is inside a period, on a day still to come
            yield from ((Served(name), reason, {}) for reason in reasons)

    def _candidates(self, asked_parts: Sequence[_AskedPart], item: Item) -> Iterator[tuple[int, int, Obligation, Part]]:
        """Yield the parts that a row with these units and traits may miss by a single condition."""
        for number, asked_part in enumerate(asked_parts):
            if len(asked_part.static_mismatches(item)) <= 1:
                for unit in (ANYONE,) if asked_part.takes_anyone else item.units:
                    yield from (
                        (index, number, owed, asked_part.part) for index, owed in asked_part.by_unit.get(unit, ())
                    )

    def uncredited(self, item: Item) -> Iterator[tuple[str, str]]:
        """Yield the quotas that a post would count for if their lead were credited: it has their topic."""
        for name, asked_parts in self._quotas.items() if item.kind == "posts" else ():
            lacking = next((late for asked_part in asked_parts if (late := asked_part.lacking(item))), None)
            if lacking:
                yield name, lacking.group or lacking.owner
